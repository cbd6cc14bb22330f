"""All the choices that make a run what it is, checked once and never changed."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, FailFast, Field, GetCoreSchemaHandler
from pydantic_core import core_schema

from app.maths.activations import ACTIVATIONS
from app.maths.costs import COSTS, OUTPUTS
from app.maths.initialisations import INITIALISATIONS
from app.maths.optimisers import OPTIMISERS


class KeyOf:
    """Marks a string that must be one of a table's names."""

    def __init__(self, table: Mapping[str, object]) -> None:
        self.names = tuple(table)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Read the names from the table, so that no list repeats them."""
        return core_schema.literal_schema(list(self.names))


LayerSize = Annotated[int, Field(ge=1, le=300)]
Rate = Annotated[float, Field(ge=0.001, le=100)]
BatchSize = Annotated[int, Field(ge=1, le=60_000)]
Memory = Annotated[float, Field(ge=0, le=0.9999)]
Epochs = Annotated[int, Field(ge=1, le=1000)]
Pace = Literal[1, 4, 16, 64, "max"]  # steps a frame
Images = Literal["batch", "test"]  # what the ground is measured on
FIRST_PACE: Pace = 16
FIRST_IMAGES: Images = "batch"
OptimiserName = Annotated[str, KeyOf(OPTIMISERS)]


class Frozen(BaseModel):
    """A value that refuses unknown fields, wrong types and numbers without end."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, allow_inf_nan=False
    )


class Settings(Frozen):
    """What a run is made of; with its event log it is the whole run."""

    hidden: Annotated[tuple[LayerSize, ...], Field(max_length=3), FailFast()] = (16, 16)
    activation: Annotated[str, KeyOf(ACTIVATIONS)] = "sigmoid"
    output: Annotated[str, KeyOf(OUTPUTS)] = "sigmoid"
    cost: Annotated[str, KeyOf(COSTS)] = "squared error"
    initialisation: Annotated[str, KeyOf(INITIALISATIONS)] = "1/√n"
    optimiser: OptimiserName = "gradient descent"
    rate: Rate = 2.0
    beta: Memory = 0.9
    beta2: Memory = 0.999
    batch: BatchSize = 32
    images: Annotated[int, Field(ge=100, le=60_000)] = 60_000
    epochs: Epochs = 20
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 1

    @property
    def sizes(self) -> tuple[int, ...]:
        """Give the number of neurons of every layer, input and output included."""
        return (784, *self.hidden, 10)

    def changed(self, **changes: object) -> Self:
        """Return the same settings with some of them changed and checked again."""
        return self.model_validate({**self.model_dump(), **changes})
