/** The lines of the network, kept on a sheet of their own, because they change seldom. */

/**
 * @typedef {import("../../draw/stage.js").Sheet} Room
 * @typedef {import("./lines.js").Line} Line
 */

/** Lines are redrawn at most 20 times a second. */
const EVERY = 50;

/**
 * Make the sheet.
 * @param {() => void} again asks for another painting
 */
export function lineSheet(again) {
  const canvas = document.createElement("canvas");
  const context = /** @type {CanvasRenderingContext2D} */ (
    canvas.getContext("2d")
  );
  /** @type {readonly unknown[]} */
  let drawn = [];
  let drawnAt = -Infinity;
  let timer = 0;
  const draw = (
    /** @type {readonly Line[]} */ lines,
    /** @type {Room} */ { palette },
    /** @type {CanvasRenderingContext2D} */ target,
  ) => {
    canvas.width = target.canvas.width;
    canvas.height = target.canvas.height;
    context.setTransform(target.getTransform());
    for (const line of lines)
      stroke(context, line, line.positive ? palette.pos : palette.neg);
  };
  return {
    /**
     * Draw the lines anew when a cause of their look changed, or soon.
     * @param {readonly unknown[]} cause
     * @param {CanvasRenderingContext2D} target
     * @param {Room} room
     * @param {() => readonly Line[]} lines
     */
    refresh(cause, target, room, lines) {
      if (isSame(cause, drawn)) return;
      const wait = drawnAt + EVERY - performance.now();
      clearTimeout(timer);
      if (wait > 0) {
        timer = window.setTimeout(again, wait);
        return;
      }
      drawn = cause;
      drawnAt = performance.now();
      draw(lines(), room, target);
    },
    /**
     * Put the lines into a drawing.
     * @param {CanvasRenderingContext2D} target
     * @param {Room} room
     */
    show(target, { width, height }) {
      if (canvas.width) target.drawImage(canvas, 0, 0, width, height);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * @param {readonly unknown[]} one
 * @param {readonly unknown[]} other
 */
function isSame(one, other) {
  return (
    one.length === other.length && one.every((each, i) => each === other[i])
  );
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Line} line
 * @param {string} colour
 */
function stroke(context, { from, to, width, opacity }, colour) {
  context.globalAlpha = opacity;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  context.moveTo(from.x, from.y);
  context.lineTo(to.x, to.y);
  context.stroke();
}
