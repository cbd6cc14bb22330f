"""Writes down for the browser what Python knows: message types, bounds, defaults."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from app.maths.fates import FATES
from app.maths.optimisers import OPTIMISERS, descend
from app.maths.surfaces import SURFACES, Number
from app.settings import FIRST_IMAGES, FIRST_PACE, Images, Pace, Settings
from app.wire.messages import ANSWERS, COMMANDS, Step, Tune, Watch
from app.wire.thumbnails import thumbnails

Schema = Mapping[str, Any]

TARGET = Path(__file__).parents[2] / "static" / "js" / "wire"
NOTE = "/** Written by app/wire/declare.py; a test compares the two. Do not edit. */\n"
SIZES = Settings().sizes
WORDS = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}

MESSAGE = 'import("./messages.js").'
TYPES = {
    "DEFAULTS": f"{MESSAGE}Settings",
    "BEGINNING": f'Pick<{MESSAGE}Status, "pace" | "survey">',
    "LIVE": f'readonly Exclude<keyof {MESSAGE}Tune, "type">[]',
    "OPTIMISERS": (
        "Record<string, {rate: number, uses: string[], plain: boolean, "
        "scale_free: boolean}>"
    ),
    "SURFACES": (
        "Record<string, {title: string, inputs: number, start: number[], "
        "notes: string, number: null | {name: string, min: number, max: number, "
        "usual: number}}>"
    ),
    "FATES": "readonly string[]",
    "THUMBNAILS": "Readonly<Record<string, string>>",
    "PACES": f'readonly {MESSAGE}SetPace["steps"][]',
    "SURVEYS": f'readonly {MESSAGE}Survey["images"][]',
    "NEURONS": f'{MESSAGE}Watch["neurons"]',
}


def main() -> None:
    """Write every generated file."""
    for name, text in files().items():
        (TARGET / name).write_text(text, encoding="utf-8")


def files() -> dict[str, str]:
    """Make the text of every generated file."""
    return {
        "messages.d.ts": messages(),
        "settings.js": settings(),
        "thumbnails.js": pictures(),
    }


def messages() -> str:
    """Declare all commands and answers as TypeScript types."""
    up, down = COMMANDS.json_schema(), ANSWERS.json_schema()
    answers = [declared(each, None) for each in down["$defs"].values()]
    commands = [
        declared(each, each["required"])
        for name, each in up["$defs"].items()
        if name not in down["$defs"]
    ]
    unions = [union("Command", up), union("Answer", down)]
    return "\n".join([NOTE, *commands, *answers, *unions])


def declared(schema: Schema, required: list[str] | None) -> str:
    """Declare one message; fields not required may be left out, None requires all."""
    lines = [
        f"  {name}{'' if required is None or name in required else '?'}: {word(field)};"
        for name, field in schema["properties"].items()
    ]
    body = "\n".join(lines)
    return (
        f"/** {schema['description']} */\n"
        f"export interface {schema['title']} {{\n{body}\n}}\n"
    )


def union(name: str, schema: Schema) -> str:
    """Declare a type that is one of several messages."""
    return f"export type {name} =\n  | " + "\n  | ".join(each(schema["oneOf"])) + ";\n"


def word(schema: Schema) -> str:
    """Say in TypeScript what a JSON schema allows."""
    for key, say in SAYINGS.items():
        if key in schema:
            return say(schema)
    return WORDS[schema["type"]]


def each(schemas: list[Schema]) -> Iterator[str]:
    """Say several schemas."""
    return map(word, schemas)


def reference(schema: Schema) -> str:
    """Name another message."""
    return str(schema["$ref"]).rpartition("/")[2]


def literals(schema: Schema) -> str:
    """List the only values allowed."""
    return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])


def listed(schema: Schema) -> str:
    """Say what a list holds."""
    inner = word(schema["items"])
    return f"readonly ({inner})[]" if "|" in inner else f"readonly {inner}[]"


SAYINGS = {
    "$ref": reference,
    "const": lambda schema: json.dumps(schema["const"]),
    "enum": literals,
    "anyOf": lambda schema: " | ".join(each(schema["anyOf"])),
    "prefixItems": lambda schema: f"[{', '.join(each(schema['prefixItems']))}]",
    "items": listed,
}


def settings() -> str:
    """Tell the bounds, choices and defaults of every setting, and the wire's limits."""
    fields = Settings.model_json_schema()["properties"]
    hidden = fields.pop("hidden")
    numbers = {"hidden": hidden["items"]} | {
        name: field for name, field in fields.items() if "maximum" in field
    }
    tables = {
        "DEFAULTS": ("what a new run is made of", Settings().model_dump()),
        "BEGINNING": ("how a new run goes and is looked at", beginning()),
        "LIVE": ("what a run takes without starting again", live()),
        "RANGES": ("bounds of every number, ends included", ranges(numbers)),
        "CHOICES": ("names that a setting may have", choices(fields)),
        "OPTIMISERS": ("the usual η of each, and how its steps go", optimisers()),
        "MOST_HIDDEN_LAYERS": ("hidden layers at most", hidden["maxItems"]),
        "PACES": ("steps a frame", get_args(Pace)),
        "SURVEYS": ("images that the ground may be measured on", get_args(Images)),
        "NEURONS": ("first-layer neurons shown: first, count", shown()),
        "MOST_STEPS": ("steps that one command may ask for", most_steps()),
        "SURFACES": ("the known grounds of a race", surfaces()),
        "FATES": ("what a racer does; {step} is the step it cannot take", fates()),
        "INPUTS": ("pixels of a digit", SIZES[0]),
        "OUTPUTS": ("outputs of every network", SIZES[-1]),
    }
    return NOTE + "".join(
        constant(name, about, value) for name, (about, value) in tables.items()
    )


def pictures() -> str:
    """Tell how the known grounds look."""
    about = "what the known grounds look like: bytes, in base64"
    return NOTE + constant("THUMBNAILS", about, thumbnails())


def constant(name: str, about: str, value: object) -> str:
    """Write one value for the browser, with what it is and, if need be, its type."""
    kind = f"/** @type {{{TYPES[name]}}} */\n" if name in TYPES else ""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return (
        f"\n/** {about[0].upper()}{about[1:]}. */\n{kind}"
        f"export const {name} = {written};\n"
    )


def ranges(fields: Mapping[str, Schema]) -> dict[str, dict[str, object]]:
    """Keep the bounds of numbers."""
    return {
        name: {
            "min": field["minimum"],
            "max": field["maximum"],
            "whole": field["type"] == "integer",
        }
        for name, field in fields.items()
    }


def choices(fields: Mapping[str, Schema]) -> dict[str, list[str]]:
    """Keep the names that are allowed."""
    return {name: field["enum"] for name, field in fields.items() if "enum" in field}


def optimisers() -> dict[str, dict[str, object]]:
    """Tell of each optimiser what the page says about it."""
    return {
        name: {
            "rate": each.rate,
            "uses": list(each.uses),
            "plain": each.slope is descend,
            "scale_free": each.scale_free,
        }
        for name, each in OPTIMISERS.items()
    }


def surfaces() -> dict[str, dict[str, object]]:
    """Tell of each known ground what is chosen by it, and what is said of it."""
    return {
        name: {
            "title": each.title,
            "inputs": each.dimension,
            "start": each.start,
            "notes": each.notes,
            "number": each.number and bounds(each.number),
        }
        for name, each in SURFACES.items()
    }


def bounds(number: Number) -> dict[str, object]:
    """Tell what the number of a ground is called, and what it may be."""
    return {
        "name": number.name,
        "min": number.low,
        "max": number.high,
        "usual": number.usual,
    }


def fates() -> list[str]:
    """List the sentences by their place in the table."""
    return [fate.words for fate in FATES.values()]


def beginning() -> dict[str, object]:
    """Tell what is chosen for a new run beside its settings."""
    return {"pace": FIRST_PACE, "survey": FIRST_IMAGES}


def live() -> list[str]:
    """List what a run takes without starting again."""
    return [name for name in Tune.model_fields if name != "type"]


def shown() -> object:
    """Tell which neurons are shown when nobody says."""
    return Watch.model_fields["neurons"].default


def most_steps() -> object:
    """Tell how many steps one command may ask for."""
    return Step.model_json_schema()["properties"]["count"]["maximum"]


if __name__ == "__main__":
    main()
