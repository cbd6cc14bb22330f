"""A cost that somebody typed: read by our own rules, with its exact slopes.

A formula becomes a list of small sums to be done in order, never a piece of Python.
Slopes go along with values: beside every value stand its ∂x and ∂y (forward mode).
"""

import operator
import re
from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

import numpy as np

from app.maths.arrays import Array
from app.maths.surfaces import Surface

LONGEST = 200  # characters
DEEPEST = 40  # brackets, signs and powers inside one another
VARIABLES = ("x", "y")
CONSTANTS = {"pi": np.pi, "e": np.e}
SAME = {"−": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "π": "pi"}
HINTS = {
    "**": "Write a power as x^2.",
    ",": "Write decimals with a point, as in 0.5.",
    "=": "Write only what stands to the right of the =.",
    "[": "Only round brackets have a meaning here.",
    "|": "Write the size of a number as abs(x).",
}
SIDES = {1: 4.0, 2: 3.0}  # a window goes from minus this to this
GRID = {1: 401, 2: 61}  # points along each side, to see how high the cost goes
STARTS = {1: (3.0,), 2: (-2.0, 1.5)}
TALLEST = 1e12  # what is higher or lower cannot be drawn
UNCLEAR = "This can be read in two ways. Add a * or brackets."
DIGITS = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
WORDS = re.compile(
    r"(?P<space>\s+)"
    rf"|(?P<unclear>{DIGITS}e[+−-][0-9])"  # 0.002 or 2·e − 3
    rf"|(?P<number>{DIGITS}(?:e[0-9]+|E[+-]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z]+|π)"
    r"|(?P<sign>\*\*|.)",
    re.DOTALL,
)


class FormulaError(Exception):
    """What is wrong with a formula, in words, and which character it is about."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message, self.position = message, position


class Dual(NamedTuple):
    """A value at every point, and its slope along each variable it depends on."""

    value: Array
    slopes: dict[str, Array]


class Function(NamedTuple):
    """f(a), and its slope f′ from a and f(a)."""

    value: Callable[[Array], Array]
    slope: Callable[[Array, Array], Array]

    def of(self, inner: Dual) -> Dual:
        """Return f(a) with the slopes f′(a)·∂a."""
        value = self.value(inner.value)
        outer = self.slope(inner.value, value) if inner.slopes else value
        return Dual(value, {name: outer * each for name, each in inner.slopes.items()})


class Operator(NamedTuple):
    """f(a, b), and its slopes along a and along b from a, b and f(a, b)."""

    value: Callable[[Array, Array], Array]
    left: Callable[[Array, Array, Array], Array]
    right: Callable[[Array, Array, Array], Array]

    def of(self, a: Dual, b: Dual) -> Dual:
        """Return f(a, b) with the slopes ∂f/∂a·∂a + ∂f/∂b·∂b.

        What does not depend on a variable has no slope along it at all: its zero
        would turn an infinite ∂f into something that is not a number.
        """
        value, slopes = self.value(a.value, b.value), dict[str, Array]()
        for side, slope in ((a, self.left), (b, self.right)):
            outer = slope(a.value, b.value, value) if side.slopes else value
            for name, each in side.slopes.items():
                part = outer * each
                slopes[name] = slopes[name] + part if name in slopes else part
        return Dual(value, slopes)


def base_slope(a: Array, b: Array, power: Array) -> Array:
    """Return ∂aᵇ/∂a = b aᵇ⁻¹, which is 0 for b = 0 also where a = 0."""
    return np.where(b == 0, 0.0, b * a ** (b - 1))


def exponent_slope(a: Array, b: Array, power: Array) -> Array:
    """Return ∂aᵇ/∂b = aᵇ ln a, which is 0 where the power is."""
    return np.where(power == 0, 0.0, power * np.log(a))


FUNCTIONS = {
    "sin": Function(np.sin, lambda a, f: np.cos(a)),
    "cos": Function(np.cos, lambda a, f: -np.sin(a)),
    "tan": Function(np.tan, lambda a, f: 1 + f * f),
    "exp": Function(np.exp, lambda a, f: f),
    "log": Function(np.log, lambda a, f: 1 / a),
    "sqrt": Function(np.sqrt, lambda a, f: 0.5 / f),
    "abs": Function(np.abs, lambda a, f: np.sign(a)),
    "tanh": Function(np.tanh, lambda a, f: 1 - f * f),
}
ONE = np.ones(())
OPERATORS = {
    "+": Operator(operator.add, lambda a, b, f: ONE, lambda a, b, f: ONE),
    "-": Operator(operator.sub, lambda a, b, f: ONE, lambda a, b, f: -ONE),
    "*": Operator(operator.mul, lambda a, b, f: b, lambda a, b, f: a),
    "/": Operator(operator.truediv, lambda a, b, f: 1 / b, lambda a, b, f: -f / b),
    "^": Operator(operator.pow, base_slope, exponent_slope),
}
KNOWN = ", ".join((*VARIABLES, *CONSTANTS, *FUNCTIONS))

Step = float | str | Function | Operator  # a number, a variable, or what to do


class Formula(NamedTuple):
    """A typed cost C(x) or C(x, y): each step takes what the steps before it left."""

    text: str
    steps: tuple[Step, ...]

    @property
    def dimension(self) -> int:
        """Give the number of inputs: 2 if y occurs."""
        return 2 if "y" in self.steps else 1

    def cost(self, points: Array) -> Array:
        """Return C at points (…, inputs), as (…); it may be ∞ or not a number."""
        inputs = self._inputs(points)
        value = self._follow({name: Dual(each, {}) for name, each in inputs.items()})
        return np.broadcast_to(value.value, points.shape[:-1]).astype(np.float64)

    def gradient(self, points: Array) -> Array:
        """Return ∇C at points (…, inputs), in the same shape; NaN where C is."""
        inputs = self._inputs(points)
        duals = {name: Dual(each, {name: ONE}) for name, each in inputs.items()}
        cost = self._follow(duals)
        gradient = np.zeros(points.shape)
        for column, name in enumerate(inputs):
            gradient[..., column] = cost.slopes.get(name, 0)
        gradient[np.broadcast_to(np.isnan(cost.value), points.shape[:-1])] = np.nan
        return gradient

    def _inputs(self, points: Array) -> dict[str, Array]:
        """Name the columns of points."""
        columns = np.moveaxis(points.astype(np.float64), -1, 0)
        return dict(zip(VARIABLES, columns, strict=False))

    def _follow(self, inputs: dict[str, Dual]) -> Dual:
        """Do the steps one after the other; what is left is C."""
        left: list[Dual] = []
        with np.errstate(all="ignore"):
            for step in self.steps:
                left.append(_do(step, left, inputs))
        return left.pop()


def _do(step: Step, left: list[Dual], inputs: dict[str, Dual]) -> Dual:
    """Do one step with the newest of what the steps before it left."""
    match step:
        case Function():
            return step.of(left.pop())
        case Operator():
            b = left.pop()
            return step.of(left.pop(), b)
        case str():
            return inputs[step]
    return Dual(np.array(step), {})


class Word(NamedTuple):
    """A number, name or sign of a formula, and where it stands."""

    kind: str
    text: str
    position: int

    @property
    def begins(self) -> bool:
        """Tell whether a factor may begin here without a sign before it."""
        return self.kind in ("number", "name") or self.text == "("


def words(text: str) -> list[Word]:
    """Cut a formula into words, with one of kind "end" behind them."""
    found = [
        Word(match.lastgroup or "", match.group(), match.start())
        for match in WORDS.finditer(text)
    ]
    return [
        *(
            word._replace(text=SAME.get(word.text, word.text.lower()))
            for word in found
            if word.kind != "space"
        ),
        Word("end", "", len(text)),
    ]


def parse(text: str) -> Formula:
    """Read a formula by the rules of the blackboard, or raise FormulaError.

    Powers bind first, from the right; then the minus before a number, × and ÷, + and −.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"A formula has at most {LONGEST} characters.", LONGEST)
    if not text.strip():
        raise FormulaError("Write a cost, for example x^2.", 0)
    return Formula(text, Reader(text).read())


class Reader:
    """Reads a formula once from left to right and writes down its steps."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._words = words(text)
        self._place = 0
        self._depth = 0
        self._open_power = -1  # the place behind the newest power without brackets
        self._steps: list[Step] = []

    def read(self) -> tuple[Step, ...]:
        """Return the steps of the whole formula."""
        self._sum()
        if self._word.kind != "end":
            raise self._misfit()
        return tuple(self._steps)

    @property
    def _word(self) -> Word:
        """Give the word that is to be read next."""
        return self._words[self._place]

    def _take(self) -> Word:
        """Read one word."""
        self._place += 1
        return self._words[self._place - 1]

    def _sum(self) -> None:
        """Read products with + and − between them."""
        self._product()
        while self._word.text in ("+", "-"):
            sign = self._take().text
            self._product()
            self._steps.append(OPERATORS[sign])

    def _product(self) -> None:
        """Read factors with ×, ÷ or nothing between them."""
        self._factor()
        sign = "*"
        while self._word.text in ("*", "/") or self._word.begins:
            sign = self._unwritten(sign) if self._word.begins else self._take().text
            self._factor()
            self._steps.append(OPERATORS[sign])

    def _unwritten(self, before: str) -> str:
        """Return the × that nobody wrote, unless it could be meant otherwise.

        That is so in 1/2x, in e^2x unless a space ends the power, and before numbers.
        """
        position = self._word.position
        close = not self._text[position - 1].isspace()
        unclear = before == "/" or (close and self._place == self._open_power)
        if unclear or self._word.kind == "number":
            raise FormulaError(UNCLEAR, position)
        return "*"

    def _factor(self) -> None:
        """Read a power with any signs before it: everything nested passes here."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise FormulaError(
                f"Brackets, signs and powers go at most {DEEPEST} deep.",
                self._word.position,
            )
        if self._word.text in ("+", "-"):
            self._signed()
        else:
            self._power()
        self._depth -= 1

    def _signed(self) -> None:
        """Read a sign and what it is before: −a is −1·a."""
        sign = self._take().text
        self._factor()
        if sign == "-":
            self._steps += (-1.0, OPERATORS["*"])

    def _power(self) -> None:
        """Read a number, name or bracket, and what it is raised to."""
        self._atom()
        if self._word.text == "^":
            self._take()
            self._factor()
            self._steps.append(OPERATORS["^"])
            if self._words[self._place - 1].text != ")":
                self._open_power = self._place

    def _atom(self) -> None:
        """Read one number, name or bracket."""
        if self._word.kind == "number":
            self._number()
        elif self._word.kind == "name":
            self._name()
        elif self._word.text == "(":
            self._bracket()
        else:
            raise self._misfit()

    def _number(self) -> None:
        """Read a number; one without end would hide a slip of the pen."""
        word = self._take()
        value = float(word.text)
        if not isfinite(value):
            raise FormulaError("This number is too large.", word.position)
        self._steps.append(value)

    def _name(self) -> None:
        """Read a variable, a constant, or a function and its bracket."""
        word = self._take()
        if word.text in FUNCTIONS:
            if self._word.text != "(":
                message = f"Write brackets behind {word.text}, as in {word.text}(x)."
                raise FormulaError(message, self._word.position)
            self._bracket()
            self._steps.append(FUNCTIONS[word.text])
        elif word.text in CONSTANTS:
            self._steps.append(CONSTANTS[word.text])
        elif word.text in VARIABLES:
            self._steps.append(word.text)
        else:
            written = self._text[word.position :][: len(word.text)]
            message = f"“{written}” is unknown. Known are {KNOWN}."
            raise FormulaError(message, word.position)

    def _bracket(self) -> None:
        """Read a sum in brackets."""
        opening = self._take()
        self._sum()
        if self._word.kind == "end":
            raise FormulaError("This bracket is never closed.", opening.position)
        if self._word.text != ")":
            raise self._misfit()
        self._take()

    def _misfit(self) -> FormulaError:
        """Say why the next word cannot stand where it does."""
        word = self._word
        usual = f"“{word.text}” cannot stand here."
        hints = {"end": "Something is missing at the end.", "unclear": UNCLEAR}
        message = hints.get(word.kind) or HINTS.get(word.text, usual)
        if word.text == ")" and not self._depth:
            message = "This bracket was never opened."
        return FormulaError(message, word.position)


def surface_from_formula(text: str) -> Surface:
    """Make the ground of a typed cost, or raise FormulaError."""
    formula = parse(text)
    dimension, side = formula.dimension, SIDES[formula.dimension]
    axis = np.linspace(-side, side, GRID[dimension])
    points = np.stack(np.meshgrid(*[axis] * dimension), axis=-1).reshape(-1, dimension)
    costs = formula.cost(points)
    slopes = formula.gradient(points)
    usable = (np.abs(costs) < TALLEST) & np.isfinite(slopes).all(axis=1)
    if not usable.any():
        message = f"This is not a number anywhere between −{side:g} and {side:g}."
        raise FormulaError(message, 0)
    bottom, top = cost_axis(costs[usable]) if dimension == 1 else (-side, side)
    return Surface(
        text,
        dimension,
        formula.cost,
        formula.gradient,
        (-side, side, bottom, top),
        nearest(points[usable], STARTS[dimension]),
        "A cost of your own.",
    )


def cost_axis(costs: Array) -> tuple[float, float]:
    """Return a bottom and a top that show all costs but the far ends of poles."""
    low, high = np.quantile(costs, (0.02, 0.98))
    room = high - low
    bottom, top = max(costs.min(), low - room), min(costs.max(), high + room)
    margin = 0.08 * (top - bottom) or 1.0
    return float(bottom - margin), float(top + margin)


def nearest(points: Array, wish: tuple[float, ...]) -> tuple[float, ...]:
    """Return the point (dimension,) that is nearest to a wish."""
    place = np.argmin(np.sum((points - wish) ** 2, axis=1))
    return tuple(map(float, points[place]))
