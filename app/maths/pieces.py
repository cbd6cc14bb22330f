"""Long work in pieces: whoever does it stops between them and lets others go on."""

from collections.abc import Generator
from typing import TypeVar

Result = TypeVar("Result", covariant=True)
Steps = Generator[None, None, Result]
