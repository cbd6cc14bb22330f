"""The rooms of the project, the arrows between them, and how their code reads."""

import ast
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parents[1]
LONGEST_FUNCTION = 30

# Each room and the rooms it may import from, bottom floor first.
MAY_IMPORT: dict[str, set[str]] = {
    "maths": set(),
    "data": set(),
    "release": set(),
    "config": {"release"},
    "settings": {"maths"},  # the tables of maths/ are the only source of names
    "training": {"settings", "data", "maths"},
    "wire": {"settings", "maths"},  # declare.py tells browsers each optimiser's η
    "session": {"training", "wire", "settings", "data", "release"},
    "engine": {"session", "wire", "settings", "data", "config"},
    "web": {"engine", "wire", "settings", "config"},
    "main": {"web", "engine", "config", "release"},
    "__main__": {"main", "engine", "data", "config"},
}

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(folder: str) -> dict[str, ast.Module]:
    """Read every module under a folder, by its dotted name."""
    paths = sorted((ROOT / folder).rglob("*.py"))
    return {dotted(path): ast.parse(path.read_text("utf-8")) for path in paths}


def dotted(path: Path) -> str:
    """Give the name under which Python imports a file of this project."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


APP = modules("app")
EVERYWHERE = APP | modules("tests") | modules("bench")


def imports(tree: ast.Module, known: set[str]) -> Iterator[str]:
    """List the modules of this project that a module imports, wherever it does so."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            yield from named(node.module, node, known)


def named(module: str, node: ast.ImportFrom, known: set[str]) -> Iterator[str]:
    """Tell `from app.wire import frames`, a module, from a name inside a module."""
    for alias in node.names:
        inner = f"{module}.{alias.name}"
        yield inner if inner in known else module


def room(module: str) -> str:
    """Say which room of the app a module is in."""
    return [*module.split("."), ""][1]


def arrows(trees: dict[str, ast.Module]) -> dict[str, set[str]]:
    """Map each module to the modules it imports."""
    return {name: set(imports(tree, set(trees))) for name, tree in trees.items()}


def cycle(graph: dict[str, set[str]]) -> list[str]:
    """Find modules that import each other in a ring: peel off all that do not."""
    left = dict(graph)
    while free := [name for name in left if not left[name] & (set(left) - {name})]:
        for name in free:
            del left[name]
    return sorted(left)


def definitions(tree: ast.Module) -> Iterator[Definition]:
    """List every function and class of a module, nested ones included."""
    for node in ast.walk(tree):
        if isinstance(node, Definition):
            yield node


def functions(trees: dict[str, ast.Module]) -> Iterator[tuple[str, Function]]:
    """List every function with its full name."""
    for name, tree in trees.items():
        for node in definitions(tree):
            if isinstance(node, Function):
                yield f"{name}.{node.name}", node


def length(function: Function) -> int:
    """Count the lines of a function's body, its docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    last = function.end_lineno or function.lineno
    return last - body[0].lineno + 1 if body else 0


def undocumented(name: str, tree: ast.Module) -> Iterator[str]:
    """List what a reader meets in a module without a word about it."""
    if not ast.get_docstring(tree):
        yield name
    for node in chain.from_iterable(map(public, [tree.body, *class_bodies(tree)])):
        if not ast.get_docstring(node):
            yield f"{name}.{node.name}"


def class_bodies(tree: ast.Module) -> list[list[ast.stmt]]:
    """Give the bodies of a module's classes."""
    return [node.body for node in definitions(tree) if isinstance(node, ast.ClassDef)]


def public(body: list[ast.stmt]) -> list[Definition]:
    """Keep the functions and classes whose names do not begin with a low line."""
    found = [node for node in body if isinstance(node, Definition)]
    return [node for node in found if not node.name.startswith("_")]


def test_every_room_has_a_row_in_the_table() -> None:
    rooms = {room(name) for name in APP} - {""}
    assert rooms == set(MAY_IMPORT)


@pytest.mark.parametrize("name", sorted(APP))
def test_imports_point_down_only(name: str) -> None:
    allowed = MAY_IMPORT.get(room(name), set()) | {room(name), ""}
    wrong = {other for other in arrows(APP)[name] if room(other) not in allowed}
    assert not wrong, f"{name} may not import {sorted(wrong)}"


def test_the_table_itself_has_no_way_back_up() -> None:
    assert not cycle(MAY_IMPORT)


def test_the_front_process_computes_nothing() -> None:
    assert not MAY_IMPORT["web"] & {"training", "session", "maths"}


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert not cycle(arrows(EVERYWHERE))


def test_no_function_is_longer_than_a_screenful() -> None:
    long = {name: length(node) for name, node in functions(EVERYWHERE)}
    assert not {name: n for name, n in long.items() if n > LONGEST_FUNCTION}


def test_functions_are_short() -> None:
    lengths = [length(node) for _, node in functions(APP)]
    assert median(lengths) <= 6
    assert quantiles(lengths, n=10)[-1] <= 15


@pytest.mark.parametrize("name", sorted(APP))
def test_everything_public_is_explained(name: str) -> None:
    assert not list(undocumented(name, APP[name]))


@pytest.mark.parametrize("name", sorted(EVERYWHERE))
def test_every_file_begins_with_one_sentence(name: str) -> None:
    words = ast.get_docstring(EVERYWHERE[name]) or ""
    assert words.split("\n\n")[0].endswith((".", "!", "?")), f"{name}: {words!r}"


def test_nothing_is_left_for_later() -> None:
    words = ("TO" + "DO", "FIX" + "ME", "XX" + "X")
    files = [path for top in ("app", "static", "templates") for path in files_in(top)]
    assert not [path for path in files for word in words if word in path.read_text()]


def files_in(folder: str) -> list[Path]:
    """List the text files of a folder that people write."""
    kinds = {".py", ".js", ".css", ".html"}
    return [path for path in (ROOT / folder).rglob("*") if path.suffix in kinds]
