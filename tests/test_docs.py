"""What the documents say is true of the project they are about."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, makefile_targets, text, written

DOCUMENTS = [path for path in written() if path.suffix == ".md"]
LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
PLACES = re.compile(
    r"/(?:home|root|Users|work|tmp)/\w+|pypi\.org/simple|registry\.npmjs\.org"
    r"|\"resolved\":|index-url|extra-index"
)


def commands(document: str) -> list[str]:
    """List the commands that a document tells people to type."""
    return [line for block in BLOCK.findall(document) for line in block.splitlines()]


@pytest.fixture(scope="module")
def help_text() -> str:
    """Ask the command for its own help."""
    asked = [sys.executable, "-m", "app", "serve", "--help"]
    return subprocess.run(asked, capture_output=True, check=True, text=True).stdout


def test_the_readme_gives_two_commands_and_two_more_without_make() -> None:
    assert commands(text("README.md")) == [
        "make run",
        "make test",
        "pip install .",
        "fallline serve",
    ]


def test_every_make_command_in_the_documents_exists() -> None:
    pattern = re.compile(r"(?:^|`)make ([a-z]+)", re.MULTILINE)
    named = {name for path in DOCUMENTS for name in pattern.findall(path.read_text())}
    assert named <= makefile_targets()


def test_the_makefile_has_the_verbs_that_people_expect() -> None:
    expected = ["install", "run", "test", "check", "format", "types", "bench", "shots"]
    assert makefile_targets() == set(expected)


def test_every_recipe_is_one_to_three_lines() -> None:
    recipes = re.findall(r"^\S+:.*\n((?:\t.*\n)+)", text("Makefile"), re.MULTILINE)
    assert max(recipe.count("\n") for recipe in recipes) <= 3


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_the_project_leads_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text("utf-8"))
    inside = [target for target in targets if "://" not in target]
    assert not [each for each in inside if not (document.parent / each).exists()]


def test_every_option_named_in_the_readme_exists(help_text: str) -> None:
    named = set(re.findall(r"`[^`]*?(--[a-z-]+)", text("README.md")))
    assert named <= set(re.findall(r"--[a-z-]+", help_text))


def test_every_option_is_explained(help_text: str) -> None:
    options = re.split(r"\n  (?=-)", help_text)[1:]
    bare = [option for option in options if len(option.split()) < 4]
    assert options
    assert not bare


def test_the_changelog_has_the_present_version_on_top() -> None:
    version = re.search(r'^version = "(.+)"', text("pyproject.toml"), re.MULTILINE)
    newest = re.search(r"^## (\S+)", text("CHANGELOG.md"), re.MULTILINE)
    assert version is not None
    assert newest is not None
    assert newest[1] == version[1]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    own = Path(__file__)
    found = {
        str(path.relative_to(ROOT)): match[0]
        for path in written()
        if path != own and (match := PLACES.search(path.read_text("utf-8")))
    }
    assert not found


@pytest.mark.parametrize(
    ("path", "name"), re.findall(r"`(tests/\S+)::(\w+)`", text("docs/curriculum.md"))
)
def test_every_test_that_the_curriculum_names_exists(path: str, name: str) -> None:
    assert f"def {name}(" in text(path)
