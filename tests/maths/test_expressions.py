"""Whatever somebody types is either a cost with exact slopes or a clear refusal."""

import ast
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from inspect import getsource
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.maths import expressions
from app.maths.arrays import Array
from app.maths.expressions import (
    DEEPEST,
    FUNCTIONS,
    LONGEST,
    FormulaError,
    parse,
    surface_from_formula,
)
from tests.project import ROOT

POINTS = np.random.default_rng(4).uniform(-3, 3, (100, 2))
EDGES = np.array([0.0, -0.0, 1, -1, 1e300, -1e300, 1e-300, np.inf, -np.inf, np.nan])
MOST_MILLISECONDS = 50

FRAGMENTS = (
    *FUNCTIONS,
    *"xye()()()+-*/^^.,=−×·÷π ",
    *("sin(", "log(", "2", "0.5", "1e9", "2e-3", "999", "x^", "^-", "((((", "))))"),
    *("pi", "__import__('os')", "eval", "lambda:", "**", "\n", "\\", "[0]", "x.real"),
)
FACTORS = ("x", "y", "2", "0.5", "7e9", "-x", "sin(x)", "(x+1)", "log(y)", "999^y")
TEXTS = st.one_of(
    st.lists(
        st.sampled_from(FACTORS) | st.sampled_from("+-*/^ "), min_size=1, max_size=60
    ).map("".join),
    st.lists(st.sampled_from(FACTORS), min_size=1, max_size=40).flatmap(
        lambda factors: st.sampled_from("+*/^ ").map(lambda sign: sign.join(factors))
    ),
    st.text(max_size=LONGEST + 20),
    st.text("xye0123456789.+-*/^() ", max_size=LONGEST + 1),
    st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join),
)

Tree = Any  # a leaf is text; a branch is (what to do, tree) or (tree, sign, tree)
LEAVES = st.sampled_from(("x", "y", "2", "0.5", "3", "1.5", "pi", "e"))
SIGNS = st.sampled_from(("+", "-", "*", "/", "^"))
TREES: st.SearchStrategy[Tree] = st.recursive(
    LEAVES,
    lambda inner: (
        st.tuples(st.sampled_from((*FUNCTIONS, "-")), inner)
        | st.tuples(inner, SIGNS, inner)
    ),
    max_leaves=8,
)


def complex_power(a: Any, b: Any) -> Any:
    """Return aᵇ where rounding cannot turn it far into the complex plane."""
    return np.where((a.real > 0) | (b == np.round(b.real)), a**b, np.nan)


WORKED_OUT: dict[str, Callable[..., Any]] = {
    **{name: getattr(np, name) for name in FUNCTIONS},
    "abs": lambda a: a * np.sign(a.real),  # np.abs forgets the imaginary part
    "+": np.add,
    "-": lambda a, b=None: -a if b is None else a - b,
    "*": np.multiply,
    "/": np.divide,
    "^": complex_power,
}


def refused(text: str) -> FormulaError:
    """Give the error that a wrong formula raises."""
    with pytest.raises(FormulaError) as error:
        parse(text)
    return error.value


def typed(tree: Tree) -> str:
    """Write a tree as somebody would type it, with all brackets."""
    match tree:
        case str():
            return tree
        case (name, inner):
            return f"({name}({typed(inner)}))"
        case (left, sign, right):
            return f"({typed(left)}{sign}{typed(right)})"
    raise AssertionError(tree)


def worked_out(tree: Tree, names: dict[str, Any]) -> Any:
    """Work out a tree on complex numbers, and give up where they get out of hand."""
    match tree:
        case str():
            return names[tree] if tree in names else np.complex128(float(tree))
        case (name, inner):
            result = WORKED_OUT[name](worked_out(inner, names))
        case (left, sign, right):
            parts = worked_out(left, names), worked_out(right, names)
            result = WORKED_OUT[sign](*parts)
    tame = (np.abs(result) > 0.01) & (np.abs(result) < 100)
    return np.where(tame, result, np.nan)


LISTENER = """
import sys
import numpy as np
from app.maths.expressions import FormulaError, parse

def answer(text):
    try:
        parse(text).gradient(np.ones((1, 2)))
    except FormulaError:
        return "refused"
    return "cost"

answer("x")
heard = []
sys.addaudithook(lambda event, _: heard.append(event))
answers = [answer(text) for text in sys.argv[1:]]
print(*answers, *(set(heard) or {"silence"}))
"""


@given(TREES)
@settings(max_examples=300)
def test_costs_and_slopes_are_those_of_the_complex_step(tree: Tree) -> None:
    formula, tiny = parse(typed(tree)), 1e-30
    points = POINTS[:, : formula.dimension]
    gradient = formula.gradient(points)
    for axis in range(formula.dimension):
        moved = points + tiny * 1j * np.eye(formula.dimension)[axis]
        names = dict(zip("xy", moved.T, strict=False)) | {"pi": np.pi, "e": np.e}
        with np.errstate(all="ignore"):
            result = np.broadcast_to(worked_out(tree, names), len(points))
        whole = np.isfinite(gradient[:, axis]) & np.isfinite(result)
        assert np.allclose(formula.cost(points)[whole], result.real[whole])
        slope = result.imag[whole] / tiny
        assert np.allclose(gradient[whole, axis], slope, rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_slope_is_the_slope_of_its_function(name: str) -> None:
    formula, nudge = parse(f"{name}(x)"), 1e-6
    points = np.linspace(0.2, 1.4, 40)[:, None]
    rise = formula.cost(points + nudge) - formula.cost(points - nudge)
    assert np.allclose(formula.gradient(points)[:, 0], rise / (2 * nudge), atol=1e-7)


def in_time(work: Callable[[], object]) -> bool:
    """Tell whether work is done in time; Python may tidy up its memory meanwhile."""
    for _ in range(3):
        began = time.thread_time()
        work()
        if time.thread_time() - began <= MOST_MILLISECONDS / 1000:
            return True
    return False


def answer(text: str) -> None:
    """Work out a cost and its slopes at 100 points, or get a mistake at its place."""
    try:
        formula = parse(text)
    except FormulaError as error:
        assert 0 <= error.position <= len(text)
        assert error.message.endswith(".")
    else:
        points = POINTS[:, : formula.dimension]
        assert formula.cost(points).shape == (100,)
        assert formula.gradient(points).shape == points.shape


@given(TEXTS)
@settings(max_examples=2000)
def test_any_text_is_a_cost_or_a_mistake_at_a_place_in_it(text: str) -> None:
    assert in_time(partial(answer, text))


@pytest.mark.parametrize(
    "text",
    [
        "x^" * 39 + "x",
        "9^" * 39 + "9",
        "(" * 39 + "x" + ")" * 39,
        "exp(" * 39 + "x" + ")" * 39,
        "-" * 39 + "x",
        "x+" * 99 + "x",
        "x^9*" * 49 + "x^9",
        "9" * LONGEST,
        "(x^y)^" + "9" * 150,
        "1/(x-x)",
        "0^x+0^-x+x^0",
    ],
)
def test_huge_powers_and_nesting_are_worked_out_in_time(text: str) -> None:
    assert in_time(partial(answer, text))
    formula = parse(text)
    places = np.stack(np.meshgrid(EDGES, EDGES), axis=-1)[..., : formula.dimension]
    assert formula.cost(places).shape == places.shape[:-1]
    assert formula.gradient(places).shape == places.shape


def test_nothing_that_is_typed_reaches_python() -> None:
    wicked = "__import__('os').system('ls')", "exec('x')", "x.real", "x if y else x"
    heard = subprocess.run(
        [sys.executable, "-c", LISTENER, "sin(x)^2+y", *wicked],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    assert heard.stdout.split() == ["cost", *["refused"] * len(wicked), "silence"]


def test_the_parser_knows_no_way_into_python() -> None:
    names = {
        node.id
        for node in ast.walk(ast.parse(getsource(expressions)))
        if isinstance(node, ast.Name)
    }
    assert not names & {"eval", "exec", "compile", "getattr", "globals", "__import__"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("-x^2", "-(x^2)"),
        ("2^x^2", "2^(x^2)"),
        ("2^-x", "1/(2^x)"),
        ("x-1-2", "(x-1)-2"),
        ("x/2/4", "(x/2)/4"),
        ("x/2*4", "(x/2)*4"),
        ("1+2*x^2", "1+(2*(x^2))"),
        ("2x", "2*x"),
        ("2x^2", "2*(x^2)"),
        ("3sin(x)", "3*sin(x)"),
        ("2(x+1)", "2*(x+1)"),
        ("(x+1)(x-2)(x-3)", "(x+1)*(x-2)*(x-3)"),
        ("x sin(x) cos(x)", "x*sin(x)*cos(x)"),
        ("2pi x/3", "2*pi*x/3"),
        ("(x+1)^(2)(x+3)", "((x+1)^2)*(x+3)"),
        ("x^2 (x+3)", "(x^2)*(x+3)"),
        ("3/2·x^2", "(3/2)*(x^2)"),
        ("−2×x÷π", "-2*x/pi"),
        ("--x", "x"),
        ("+x-+1", "x-1"),
        ("X^2 + Sin(X)", "x^2+sin(x)"),
        ("2e", "2*e"),
        ("2e3x", "2000*x"),
        ("1E-3", ".001"),
        (" x\n+ 1.", "x+1"),
    ],
)
def test_formulas_mean_what_they_mean_on_the_blackboard(one: str, other: str) -> None:
    points = POINTS[:, :1]
    costs = parse(one).cost(points), parse(other).cost(points)
    assert np.allclose(*costs, rtol=1e-12, atol=0)


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("", 0, "Write a cost"),
        ("   ", 0, "Write a cost"),
        ("x+", 2, "missing at the end"),
        ("x^2+(3*x", 4, "never closed"),
        ("x)", 1, "never opened"),
        ("2*(x+)", 5, "“)” cannot stand here"),
        ("x + w", 4, "“w” is unknown"),
        ("C(x)", 0, "“C” is unknown"),
        ("xy", 0, "“xy” is unknown"),
        ("sin x", 4, "sin(x)"),
        ("x**2", 1, "x^2"),
        ("0,5x", 1, "0.5"),
        ("y = x", 2, "right of the ="),
        ("|x|", 0, "abs(x)"),
        ("x $ y", 2, "“$” cannot stand here"),
        ("1/2x", 3, "two ways"),
        ("6/2(1+2)", 3, "two ways"),
        ("e^2x", 3, "two ways"),
        ("x2", 1, "two ways"),
        ("2e-3", 0, "two ways"),
        ("x+1e999", 2, "too large"),
        ("x" + "+x" * 100, LONGEST, f"at most {LONGEST}"),
        ("(" * 50 + "x" + ")" * 50, DEEPEST, f"at most {DEEPEST} deep"),
    ],
)
def test_a_wrong_formula_says_where_and_why(
    text: str, position: int, words: str
) -> None:
    error = refused(text)
    assert error.position == position
    assert words in error.message


@pytest.mark.parametrize(
    ("text", "inputs"), [("3", 1), ("x^2", 1), ("x+y", 2), ("y", 2)]
)
def test_a_formula_says_how_many_inputs_it_has(text: str, inputs: int) -> None:
    assert parse(text).dimension == inputs


def test_a_power_of_zero_has_a_slope_where_there_is_one() -> None:
    zero = np.zeros((1, 1))
    for text, slope in (("x^2", 0), ("x^1", 1), ("x^0", 0), ("(x-2)^3", 12)):
        assert parse(text).gradient(zero)[0, 0] == slope


@pytest.mark.parametrize("text", ["x^0.5", "log(x)", "x+log(-2)", "(x-x)/(x-x)"])
def test_where_the_cost_is_no_number_there_is_no_slope(text: str) -> None:
    formula, place = parse(text), np.array([[-1.0]])
    assert np.isnan(formula.cost(place)).all()
    assert np.isnan(formula.gradient(place)).all()


def test_what_does_not_depend_on_an_input_has_no_slope_along_it() -> None:
    along_x, along_y = parse("sqrt(x)+y^2").gradient(np.array([[0.0, 3.0]]))[0]
    assert np.isposinf(along_x)
    assert along_y == 6


def test_one_point_is_a_point_too() -> None:
    formula, point = parse("x^2+3y"), np.array([2.0, 1.0])
    assert formula.cost(point) == 7
    assert np.array_equal(formula.gradient(point), (4, 3))


def inside(place: Array, window: tuple[float, float, float, float]) -> bool:
    """Tell whether a place (x, y or cost) is in a window."""
    left, right, bottom, top = window
    return bool(left <= place[0] <= right and bottom <= place[1] <= top)


@pytest.mark.parametrize(
    "text", ["x^2", "x^6-3x", "sin(x)", "log(x)", "1/x", "5", "exp(9x)", "sqrt(-x)"]
)
def test_a_typed_curve_begins_where_it_can_be_seen(text: str) -> None:
    surface = surface_from_formula(text)
    place = np.array(surface.start)
    assert surface.title == text
    assert np.isfinite(surface.gradient(place)).all()
    assert inside(np.array([place[0], surface.cost(place)]), surface.window)


@pytest.mark.parametrize("text", ["x^2+y^2", "1/(x y)", "log(x-2)+y", "x^9 y"])
def test_a_typed_ground_begins_where_it_can_be_seen(text: str) -> None:
    surface = surface_from_formula(text)
    place = np.array(surface.start)
    assert surface.dimension == 2
    assert np.isfinite(surface.gradient(place)).all()
    assert inside(place, surface.window)


def test_a_pole_does_not_squash_the_rest_of_a_curve() -> None:
    _, _, bottom, top = surface_from_formula("x^2+0.001/(x-1.001)").window
    assert -5 < bottom < 0
    assert 16 < top < 40


@pytest.mark.parametrize("text", ["log(-1-x^2)", "1/(x-x)", "exp(exp(9+x^2+y^2))"])
def test_a_cost_that_is_nowhere_a_number_is_refused(text: str) -> None:
    with pytest.raises(FormulaError, match="not a number anywhere"):
        surface_from_formula(text)
