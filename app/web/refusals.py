"""Says in plain words why a command was refused, and what is allowed instead."""

from collections.abc import Callable, Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from app.wire.messages import COMMANDS, Command, Refusal

Schema = Mapping[str, Any]

LONGEST_ECHO = 40
MOST_FIELDS = 64
# All that is allowed, as pydantic itself describes it; nothing is written down twice.
ALLOWED: Schema = COMMANDS.json_schema()
KINDS: Mapping[str, Schema] = ALLOWED["discriminator"]["mapping"]
# What the fields of commands and settings are called in front of people.
WORDS: Mapping[str, str] = {
    "rate": "the learning rate",
    "batch": "the batch size",
    "beta": "β",
    "beta2": "β₂",
    "epochs": "the number of epochs",
    "images": "the choice of images",
    "hidden": "the hidden layers",
    "count": "the number of steps",
    "pixels": "the pixels",
    "neurons": "the neurons shown",
    "seed": "the seed",
}
NOT_JSON = "That is not JSON; a command is one JSON object with a type."
TOO_MANY_FIELDS = "That has more fields than any command."
NO_OBJECT = "A command is one JSON object with a type."


def parse(text: str) -> Command | Refusal:
    """Read a command, or say why it is none."""
    if (
        text.count(":") > MOST_FIELDS
    ):  # cheap to see, and slow to complain of one by one
        return Refusal(reason=TOO_MANY_FIELDS)
    try:
        return COMMANDS.validate_json(text)
    except ValidationError as error:
        return explain(error.errors(include_url=False)[0])


def explain(problem: ErrorDetails) -> Refusal:
    """Put the first thing that is wrong into one sentence."""
    sentence = SENTENCES.get(problem["type"], _not_allowed)(problem)
    tag = str(problem["loc"][0]) if problem["loc"] else ""
    return Refusal(
        reason=sentence[0].upper() + sentence[1:],
        command=tag if tag in KINDS else None,
    )


def echo(sent: object) -> str:
    """Repeat a short piece of what was sent."""
    text = str(sent)
    return text if len(text) <= LONGEST_ECHO else f"{text[:LONGEST_ECHO]}…"


def describe(schema: Schema) -> str:
    """Say what a value may be, from its schema."""
    if "enum" in schema or "const" in schema:
        return _choices(schema.get("enum", [schema.get("const")]))
    return KINDS_OF_VALUE.get(schema.get("type", ""), _anything)(schema)


def _not_allowed(problem: ErrorDetails) -> str:
    """Say what a field may be."""
    allowed = describe(_schema(problem["loc"]))
    sent = problem["input"]
    said = "" if isinstance(sent, list | dict) else f", not {echo(sent)}"
    return f"{_name(problem['loc'])} must be {allowed}{said}."


def _unknown_field(problem: ErrorDetails) -> str:
    """Name the fields that there are."""
    *place, field = problem["loc"]
    fields = [name for name in _schema(tuple(place))["properties"] if name != "type"]
    known = f"its fields are {', '.join(fields)}" if fields else "it has no fields"
    return f"{_name(tuple(place))} has no field “{echo(field)}”; {known}."


def _missing_field(problem: ErrorDetails) -> str:
    """Name the field that is missing and what it may be."""
    *place, field = problem["loc"]
    allowed = describe(_schema(problem["loc"]))
    return f"{_name(tuple(place))} needs the field “{field}”: {allowed}."


def _unknown_command(problem: ErrorDetails) -> str:
    """Name the commands that there are."""
    tag = echo(problem["ctx"]["tag"]) if "ctx" in problem else ""
    return f"There is no command “{tag}”; the commands are {', '.join(KINDS)}."


def _not_json(problem: ErrorDetails) -> str:
    """Say that it cannot be read."""
    return NOT_JSON


def _no_object(problem: ErrorDetails) -> str:
    """Say that it can be read, and is something else."""
    return NO_OBJECT


def _no_type(problem: ErrorDetails) -> str:
    """Say that a command has a type."""
    return f"A command needs a type, one of {', '.join(KINDS)}."


SENTENCES: Mapping[str, Callable[[ErrorDetails], str]] = {
    "json_invalid": _not_json,
    "dict_type": _no_object,
    "union_tag_invalid": _unknown_command,
    "union_tag_not_found": _no_type,
    "extra_forbidden": _unknown_field,
    "missing": _missing_field,
}


def _name(place: tuple[int | str, ...]) -> str:
    """Name a place in a command: 'number 3 of the pixels'."""
    fields = [each for each in place[1:] if isinstance(each, str)]
    if not fields:
        return f"the command “{place[0]}”"
    name = WORDS.get(fields[-1], f"the field “{fields[-1]}”")
    last = place[-1]
    return f"number {last + 1} of {name}" if isinstance(last, int) else name


def _schema(place: tuple[int | str, ...]) -> Schema:
    """Find the schema of a place in a command."""
    schema: Schema = {"$ref": KINDS.get(str(place[0]), "")} if place else {}
    for key in place[1:]:
        schema = _inside(_resolved(schema), key)
    return _resolved(schema)


def _inside(schema: Schema, key: int | str) -> Schema:
    """Step from a schema to that of a field, or of an entry of a list."""
    if isinstance(key, str):
        return _schema_in(schema.get("properties", {}), key)
    entries: list[Schema] = schema.get("prefixItems", [])
    return entries[key] if key < len(entries) else _schema_in(schema, "items")


def _schema_in(schema: Schema, key: str) -> Schema:
    """Read a part of a schema that is a schema itself."""
    part: Schema = schema.get(key, {})
    return part


def _resolved(schema: Schema) -> Schema:
    """Follow a reference, and leave out that a value may be absent."""
    present = [each for each in schema.get("anyOf", []) if each.get("type") != "null"]
    if present:
        return _resolved(present[0])
    name = schema.get("$ref", "").rpartition("/")[2]
    return _schema_in(ALLOWED["$defs"], name) if name else schema


def _choices(values: list[object]) -> str:
    """List what may be chosen."""
    return (
        f"one of {', '.join(map(str, values))}" if len(values) > 1 else str(values[0])
    )


def _number(schema: Schema) -> str:
    """Describe a number by its limits."""
    noun = "a whole number" if schema["type"] == "integer" else "a number"
    return f"{noun} between {schema.get('minimum')} and {schema.get('maximum')}"


def _list(schema: Schema) -> str:
    """Describe a list by its length and entries."""
    low, high = schema.get("minItems", 0), schema.get("maxItems", 0)
    length = f"{high}" if low == high else f"{low} to {high}"
    entries = schema.get("items") or schema["prefixItems"][0]
    return f"a list of {length} values, each {describe(_resolved(entries))}"


def _text(schema: Schema) -> str:
    """Describe text by its length."""
    return f"text of {schema.get('minLength')} to {schema.get('maxLength')} characters"


def _anything(schema: Schema) -> str:
    """Describe what has fields of its own."""
    return "an object with fields " + ", ".join(schema.get("properties", {}))


def _yes_or_no(schema: Schema) -> str:
    """Describe a switch."""
    return "true or false"


KINDS_OF_VALUE: Mapping[str, Callable[[Schema], str]] = {
    "integer": _number,
    "number": _number,
    "array": _list,
    "string": _text,
    "boolean": _yes_or_no,
}
