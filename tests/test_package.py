"""The built package, installed on its own far from here, serves the same pages."""

import re
import subprocess
import sys
import venv
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import urlopen

import pytest

from tests.project import ROOT
from tests.serving import Server, serving

REFERENCE = re.compile(r"""(?:src|href)="(/static/[^"#]+)""")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.[^"']+)["']""")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and install it into an environment of its own."""
    folder = tmp_path_factory.mktemp("package")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    subprocess.run(
        [*build, "--outdir", str(folder), str(ROOT)], check=True, capture_output=True
    )
    (wheel,) = folder.glob("fallline-*.whl")
    venv.create(folder / "venv", with_pip=True)
    bin_folder = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    install = [str(bin_folder / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*install, str(wheel)], check=True, cwd=folder)
    return bin_folder


@pytest.fixture(scope="module")
def server(installed: Path) -> Iterator[Server]:
    """Serve the pages of the installed package, from the folder it was put in."""
    with serving(command=[str(installed / "fallline")], cwd=installed) as running:
        yield running


def fetch(url: str) -> str:
    """Fetch one text from the server."""
    with urlopen(url, timeout=10) as answer:  # noqa: S310
        body: bytes = answer.read()
    return body.decode("utf-8")


def assets(url: str) -> set[str]:
    """Fetch a page and everything it names, and what that names in turn."""
    seen: set[str] = set()
    waiting = {urljoin(url, name) for name in REFERENCE.findall(fetch(url))}
    while waiting:
        name = waiting.pop()
        seen.add(name)
        code = COMMENT.sub("", fetch(name)) if ".js" in name else ""
        waiting |= {urljoin(name, each) for each in IMPORT.findall(code)} - seen
    return seen


def test_the_lab_and_everything_it_names_is_served(server: Server) -> None:
    kinds = {
        name.split("?")[0].rsplit(".", 1)[1] for name in assets(f"{server.url}/lab")
    }
    assert {"css", "js", "svg"} <= kinds


def test_it_carries_every_file_of_the_pages(server: Server) -> None:
    served = {path for path in (ROOT / "static").rglob("*") if path.is_file()}
    fetched = [path.relative_to(ROOT).as_posix() for path in served]
    assert all(fetch(f"{server.url}/{name}") is not None for name in fetched)


def test_it_runs_the_installed_code_and_not_this_folder(installed: Path) -> None:
    where = [str(installed / "python"), "-c", "import app; print(app.__file__)"]
    found = subprocess.run(where, check=True, capture_output=True, text=True, cwd="/")
    assert Path(found.stdout.strip()).is_relative_to(installed.parent)


def test_it_carries_the_houses_of_ames(installed: Path) -> None:
    count = "from app.data.houses import ames; print(len(ames().x))"
    python = [str(installed / "python"), "-c", count]
    found = subprocess.run(python, check=True, capture_output=True, text=True, cwd="/")
    assert found.stdout.strip() == "2930"


def test_an_unknown_address_gets_the_designed_page(server: Server) -> None:
    with pytest.raises(HTTPError) as missing:
        fetch(f"{server.url}/nowhere")
    assert missing.value.code == 404
    assert "Fall Line" in missing.value.read().decode()
