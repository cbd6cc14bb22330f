"""Hears the words that are drawn on canvases: what they say, and how large they are."""

from typing import NamedTuple

from playwright.sync_api import Locator

from tests.browser.visit import Visit

# Notes every word on the canvas it is drawn on, and takes words along when a canvas is
# drawn on another one. Sizes are in dots of the canvas.
HEAR = """(() => {
  const pen = CanvasRenderingContext2D.prototype;
  const { fillText, clearRect, drawImage } = pen;
  const wordsOf = (canvas) => (canvas.wordsDrawn ??= []);
  const stretch = (context) => {
    const { c, d } = context.getTransform();
    return Math.hypot(c, d);
  };
  pen.fillText = function (text, ...place) {
    const size = Number.parseFloat(/[\\d.]+(?=px)/.exec(this.font)[0]);
    wordsOf(this.canvas).push([String(text), size * stretch(this)]);
    return fillText.call(this, text, ...place);
  };
  pen.clearRect = function (...box) {
    this.canvas.wordsDrawn = [];
    return clearRect.apply(this, box);
  };
  pen.drawImage = function (picture, ...boxes) {
    const grown = (boxes.at(-1) / picture.height) * stretch(this);
    for (const [text, size] of picture.wordsDrawn ?? [])
      wordsOf(this.canvas).push([text, size * grown]);
    return drawImage.call(this, picture, ...boxes);
  };
})()"""

# Lists what is written on a canvas now, with sizes in CSS pixels.
WORDS = """canvas => (canvas.wordsDrawn ?? []).map(([text, size]) =>
  [text, size * canvas.clientHeight / canvas.height])"""


class Word(NamedTuple):
    """Some words on a canvas, and the size of their letters in CSS pixels."""

    text: str
    size: float


def hear_words(visit: Visit) -> Visit:
    """Listen, on every page opened from now on, to what canvases are told to write."""
    visit.context.add_init_script(HEAR)
    return visit


def words_on(canvas: Locator) -> list[Word]:
    """List what is written on a canvas now."""
    return [Word(*drawn) for drawn in canvas.evaluate(WORDS)]


def said_on(canvas: Locator) -> str:
    """Give all that is written on a canvas now, a line for each piece."""
    return "\n".join(word.text for word in words_on(canvas))
