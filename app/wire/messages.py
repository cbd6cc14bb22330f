"""Everything a browser may say to a session, and everything it may be told in words."""

from typing import Annotated, Literal

from pydantic import FailFast, Field, TypeAdapter

from app.maths.grounds import GROUNDS
from app.settings import (
    BatchSize,
    Epochs,
    Frozen,
    Images,
    KeyOf,
    Memory,
    OptimiserName,
    Pace,
    Rate,
    Settings,
)

MAX_MESSAGE_BYTES = 65_536
State = Literal["paused", "running", "diverged", "finished"]
Sample = Literal["test", "noise"]
Pixel = Annotated[int, Field(ge=0, le=255)]
TensorName = Annotated[str, Field(min_length=1, max_length=40)]
Count = Annotated[int, Field(ge=0, le=2**32 - 1)]
Place = Annotated[float, Field(ge=-1e9, le=1e9)]
Knot = tuple[Place, Place]
Point = Annotated[tuple[Place, ...], Field(min_length=1, max_length=2)]


class Start(Frozen):
    """Train from here on."""

    type: Literal["start"]


class Pause(Frozen):
    """Stop training after the step under way."""

    type: Literal["pause"]


class Step(Frozen):
    """Take a number of single steps, then pause."""

    type: Literal["step"]
    count: Annotated[int, Field(ge=1, le=1000)] = 1


class Reset(Frozen):
    """Go back to step 0 with these settings, or with the present ones."""

    type: Literal["reset"]
    settings: Settings | None = None


class Undo(Frozen):
    """Take back the last reset or branch."""

    type: Literal["undo"]


class Branch(Frozen):
    """Start a new line from an earlier step of this one."""

    type: Literal["branch"]
    step: Count


class Tune(Frozen):
    """Change what needs no new run: the next step uses it."""

    type: Literal["tune"]
    rate: Rate | None = None
    batch: BatchSize | None = None
    optimiser: OptimiserName | None = None
    beta: Memory | None = None
    beta2: Memory | None = None
    epochs: Epochs | None = None


class SetPace(Frozen):
    """Choose how many steps a tick takes."""

    type: Literal["pace"]
    steps: Pace


class Watch(Frozen):
    """Name the tensors wanted, and which first-layer neurons are on show."""

    type: Literal["watch"]
    tensors: Annotated[tuple[TensorName, ...], Field(max_length=64), FailFast()]
    neurons: tuple[
        Annotated[int, Field(ge=0, le=299)], Annotated[int, Field(ge=1, le=32)]
    ] = (0, 16)


class Seen(Frozen):
    """Acknowledge the oldest frame not acknowledged yet."""

    type: Literal["seen"]
    step: Count


class Draw(Frozen):
    """Put this digit on the pad."""

    type: Literal["draw"]
    pixels: Annotated[
        tuple[Pixel, ...], Field(min_length=784, max_length=784), FailFast()
    ]
    centre: bool = True


class TakeSample(Frozen):
    """Put a random test image, or noise, on the pad."""

    type: Literal["sample"]
    kind: Sample
    label: Annotated[int, Field(ge=0, le=9)] | None = None


class Survey(Frozen):
    """Choose the images that the map of the ground is measured on."""

    type: Literal["survey"]
    images: Images


class Racer(Frozen):
    """One of those who race: its optimiser, the numbers of that, and its own start."""

    optimiser: OptimiserName = "gradient descent"
    rate: Annotated[float, Field(ge=1e-9, le=1000)]
    beta: Memory = 0.9
    beta2: Memory = 0.999
    fixed: bool = False
    start: Point | None = None


class Race(Frozen):
    """Let racers go on a ground; the frames that follow hold it, and their whole paths.

    A ground that is typed needs a formula, one that is drawn needs points, and some of
    the others have a number.
    """

    type: Literal["race"]
    ground: Annotated[str, KeyOf(GROUNDS)]
    number: Place | None = None
    formula: Annotated[str, Field(max_length=200)] = ""
    points: Annotated[tuple[Knot, ...], Field(max_length=64), FailFast()] = ()
    racers: Annotated[tuple[Racer, ...], Field(min_length=1, max_length=3), FailFast()]
    start: Point
    steps: Annotated[int, Field(ge=1, le=1000)] = 150
    noise: Annotated[float, Field(ge=0, le=100)] = 0.0
    seed: Count = 0


class Scatter(Frozen):
    """Let one of the racers go from many starts: even ones, or any."""

    type: Literal["scatter"]
    racer: Annotated[int, Field(ge=0, le=2)] = 0
    many: Annotated[int, Field(ge=1, le=1000)] = 48
    random: bool = False
    seed: Count = 0


class Feel(Frozen):
    """Ask for the cost and the slope at a point of the ground."""

    type: Literal["feel"]
    point: Point


Command = Annotated[
    Start
    | Pause
    | Step
    | Reset
    | Undo
    | Branch
    | Tune
    | SetPace
    | Watch
    | Seen
    | Draw
    | TakeSample
    | Survey
    | Race
    | Scatter
    | Feel,
    Field(discriminator="type"),
]


class Divergence(Frozen):
    """Where a run blew up, and the learning rate that did it."""

    step: int
    rate: float


class Status(Frozen):
    """How the session stands; sent when a viewer joins and whenever it changes."""

    type: Literal["status"] = "status"
    session: str
    state: State
    step: int
    line: int
    settings: Settings
    pace: Pace
    survey: Images
    parameters: int
    labels: tuple[str, ...]
    train_images: int
    test_images: int
    undo: str | None
    diverged: Divergence | None
    dead: Literal["0.1", "0"] | None
    version: str


class Notice(Frozen):
    """Something the person should know, in plain words."""

    type: Literal["notice"] = "notice"
    kind: Literal["restored", "idle", "busy", "restart"]
    text: str


class Alive(Frozen):
    """Nothing new, but the line stands; sent when nothing was said for a second."""

    type: Literal["alive"] = "alive"


class Refusal(Frozen):
    """Why a command was not carried out, and what is allowed."""

    type: Literal["refusal"] = "refusal"
    reason: str
    command: str | None = None


Answer = Annotated[Status | Notice | Alive | Refusal, Field(discriminator="type")]

COMMANDS: TypeAdapter[Command] = TypeAdapter(Command)
ANSWERS: TypeAdapter[Answer] = TypeAdapter(Answer)
