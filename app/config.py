"""How the server is set up: from flags, from FALLLINE_* variables, or as it comes."""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.release import release

HERE = Path(__file__).parent
PREFIX = "FALLLINE_"
HELP = "Serve Fall Line: watch a network learn, in any browser."


class Config(BaseSettings):
    """The server's own settings; a flag wins over a variable."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True)

    host: str = Field(
        "127.0.0.1",
        description="address to listen on; 0.0.0.0 lets other machines in",
    )
    port: int = Field(
        8000, ge=0, le=65_535, description="port to listen on; 0 picks a free one"
    )
    workers: int = Field(
        0, ge=0, le=256, description="processes that train; 0 means one for each core"
    )
    digits: Path | None = Field(
        None,
        description="folder of four IDX files to learn instead of MNIST: 28×28 images "
        "of ten classes, gzipped or not, and a labels.txt if the classes have names",
    )
    state: Path | None = Field(
        None,
        description="folder that keeps runs at rest, so that they outlive the server",
    )
    allow_host: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="another name that browsers may call this server by; "
        "names are separated by commas",
    )
    allow_scripts: bool = Field(
        False, description="let programs on other machines connect, not only browsers"
    )
    stats: bool = Field(
        False, description="answer /debug/stats for programs on this machine"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "warning", description="how much to say in the log"
    )

    @field_validator("allow_host", mode="before")
    @classmethod
    def _names(cls, given: object) -> object:
        """Read names that are separated by commas."""
        return (
            tuple(filter(None, given.split(","))) if isinstance(given, str) else given
        )

    @property
    def processes(self) -> int:
        """Count the worker processes."""
        return self.workers or cores()


def cores() -> int:
    """Count the cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def site() -> Path:
    """Find the pages and files: beside the app, or inside it once installed."""
    installed = HERE / "_site"
    return installed if installed.is_dir() else HERE.parent


def read(arguments: Sequence[str] | None = None) -> Config:
    """Read flags and variables, or end with one line that says what is wrong."""
    parser, serve = parsers()
    given = vars(parser.parse_args(arguments))
    if given.pop("command") is None:
        parser.print_help()
        parser.exit()
    try:
        return Config(**given)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        name = str(problem["loc"][0])
        serve.error(f"{flag(name)} (or {PREFIX}{name.upper()}): {problem['msg']}")


def parsers() -> tuple[argparse.ArgumentParser, argparse.ArgumentParser]:
    """Make two parsers: the command's, and that of `serve` with a flag a field."""
    parser = argparse.ArgumentParser("fallline", description=HELP)
    parser.add_argument("--version", action="version", version=release())
    commands = parser.add_subparsers(dest="command", metavar="serve")
    serve = commands.add_parser("serve", help="start the server", description=HELP)
    for name, field in Config.model_fields.items():
        switch = field.annotation is bool
        kind = {"action": "store_true"} if switch else {"metavar": name.upper()}
        default = "off" if field.default is False else field.default or "none"
        serve.add_argument(
            flag(name),
            default=argparse.SUPPRESS,
            help=f"{field.description} (default: {default}; "
            f"variable: {PREFIX}{name.upper()})",
            **kind,  # type: ignore[arg-type]
        )
    return parser, serve


def flag(name: str) -> str:
    """Write a field's name as a flag."""
    return f"--{name.replace('_', '-')}"
