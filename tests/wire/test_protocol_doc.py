"""The page about the protocol leaves nothing out."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from app.settings import Settings
from app.wire.messages import ANSWERS, COMMANDS, MAX_MESSAGE_BYTES
from app.wire.tensors import KINDS, TABLE, Tensor
from tests.serving import serving

PAGE = (Path(__file__).parents[2] / "docs" / "protocol.md").read_text("utf-8")
EXAMPLE = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)


def messages(adapter: TypeAdapter[Any]) -> dict[str, dict[str, Any]]:
    """Map the tag of every message to the schema of its fields."""
    schema = adapter.json_schema()
    return {
        tag: schema["$defs"][reference.rpartition("/")[2]]["properties"]
        for tag, reference in schema["discriminator"]["mapping"].items()
    }


MESSAGES = messages(COMMANDS) | messages(ANSWERS)
FIELDS = [(tag, name) for tag, each in MESSAGES.items() for name in each]
SETTINGS = Settings.model_json_schema()["properties"]


def section(title: str) -> str:
    """Cut out what stands below a heading, up to the next one."""
    found = re.search(
        rf"^#+ {re.escape(title)}$(.*?)(?=^#|\Z)", PAGE, re.DOTALL | re.MULTILINE
    )
    assert found, f"docs/protocol.md has no section {title}"
    return found[1]


@pytest.mark.parametrize(("tag", "field"), FIELDS)
def test_every_message_has_a_section_that_names_its_fields(
    tag: str, field: str
) -> None:
    assert field == "type" or f"| `{field}` |" in section(f"`{tag}`")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_every_tensor_stands_in_its_table(row: Tensor) -> None:
    title = f"{row.kind.capitalize()}: {KINDS[row.kind]}"
    line = f"| `{row.name}` | {row.dtype} | {row.shape} | {row.about} |"
    assert line in section(title)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_stands_in_its_table_with_all_its_choices(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|.*$", section("Settings"), re.MULTILINE)
    assert row
    assert all(f'"{each}"' in row[0] for each in SETTINGS[name].get("enum", []))


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bounds_of_every_setting_are_right(name: str) -> None:
    schema = SETTINGS[name].get("items", SETTINGS[name])
    if "maximum" in schema:
        bounds = f"{spaced(schema['minimum'])}–{spaced(schema['maximum'])}"
        assert bounds in section("Settings")


def spaced(number: float) -> str:
    """Write a number as prose does, with thin spaces between the thousands."""
    return f"{number:,}".replace(",", "\u202f")


def test_the_page_says_how_long_a_message_may_be() -> None:
    assert spaced(MAX_MESSAGE_BYTES) in section("Commands")


def test_the_example_trains_two_epochs() -> None:
    assert EXAMPLE
    with serving() as server:
        program = EXAMPLE[1].replace("127.0.0.1:8000", f"127.0.0.1:{server.port}")
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True
        )
    assert "'state': 'finished'" in done.stdout.splitlines()[-1]
