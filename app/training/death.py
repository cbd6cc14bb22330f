"""Some runs die in silence: the cost stands still because the slope has vanished."""

from typing import Literal

Death = Literal["0.1", "0"]


def dead(run: object) -> Death | None:
    return None
