/** What a chart shows before there is anything to show: its axes and one line of words. */

import { font, segment, words } from "./marks.js";

/**
 * Draw empty axes with a sentence in the middle.
 * @param {CanvasRenderingContext2D} context
 * @param {import("./stage.js").Sheet} sheet
 * @param {string} text
 */
export function drawEmpty(context, sheet, text) {
  const { palette, scale, width, height } = sheet;
  const [left, right, top] = [36 * scale, width - 16 * scale, 8 * scale];
  const bottom = height - 28 * scale;
  for (const part of [0, 0.25, 0.5, 0.75]) {
    const y = Math.round(top + part * (bottom - top)) + 0.5;
    segment(context, [left, y, right, y], { colour: palette.rule, width: 1 });
  }
  segment(context, [left, bottom, right, bottom], {
    colour: palette.ink,
    width: 1.2,
  });
  words(context, text, {
    x: (left + right) / 2,
    y: (top + bottom) / 2,
    align: "center",
    colour: palette.ink2,
    font: font(sheet, { size: 14 }),
    halo: palette.paper,
  });
}
