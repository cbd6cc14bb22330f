"""The container's recipe fits the project, read line by line without Docker."""

import json
import re
from pathlib import Path

from app.config import read
from tests.project import ROOT, text

RECIPE = text("Dockerfile").replace("\\\n", " ")
LINES = [line for line in RECIPE.splitlines() if line and not line.startswith("#")]


def lines(word: str) -> list[str]:
    """List what follows an instruction, for each time it is given."""
    return [line.split(maxsplit=1)[1] for line in LINES if line.split()[0] == word]


def test_it_starts_from_a_slim_python_that_fits() -> None:
    (base,) = lines("FROM")
    version = re.fullmatch(r"python:3\.(\d+)-slim", base)
    assert version is not None
    assert int(version[1]) >= 11


def test_every_path_it_copies_exists() -> None:
    sources = [path for copied in lines("COPY") for path in copied.split()[:-1]]
    assert sources
    assert not [path for path in sources if not (ROOT / path).exists()]


def test_it_copies_nothing_that_is_left_out_of_its_context() -> None:
    kept = re.findall(r"^!(\S+)", text(".dockerignore"), re.MULTILINE)
    sources = [path for copied in lines("COPY") for path in copied.split()[:-1]]
    assert sorted(sources) == sorted(kept)


def test_it_runs_as_an_ordinary_user() -> None:
    (user,) = lines("USER")
    assert user != "root"
    assert any(re.search(rf"useradd .*\b{user}$", made) for made in lines("RUN"))
    assert LINES.index(f"USER {user}") < LINES.index("CMD " + lines("CMD")[0])


def test_it_pins_every_blas_to_one_thread() -> None:
    pinned = set(" ".join(lines("ENV")).split())
    names = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
    assert {f"{name}=1" for name in names} <= pinned


def test_it_needs_no_node() -> None:
    assert not re.search(r"\b(node|npm|nodejs)\b", RECIPE)


def test_its_one_command_is_the_documented_one() -> None:
    (words,) = map(json.loads, lines("CMD"))
    assert words[:2] == ["fallline", "serve"]
    assert "fallline serve" in text("README.md")
    assert read(words[1:]).port == int(lines("EXPOSE")[0])


def test_it_installs_as_the_readme_says() -> None:
    assert any(made.startswith("pip install . ") for made in lines("RUN"))


def test_it_asks_the_server_whether_it_is_well() -> None:
    (check,) = lines("HEALTHCHECK")
    port = lines("EXPOSE")[0]
    assert f"http://127.0.0.1:{port}/healthz" in check
    assert Path(ROOT / "app" / "web").is_dir()
