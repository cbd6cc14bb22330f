"""The table of everything that can be watched, as docs/protocol.md tells it."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["always", "now", "curve", "picture", "kept"]

KINDS: Mapping[Kind, str] = {
    "always": "in every frame, watched or not",
    "now": "in every frame, as it is at the frame's step",
    "curve": "all that the viewer has not seen yet, in at most 64 buckets",
    "picture": "as it is now, at most 4 times a second (10 on loopback) "
    "and 45 kB a second",
    "kept": "when it has changed",
}


class Tensor(NamedTuple):
    """One row of the table; `name.l` stands for one tensor of every layer l."""

    name: str
    dtype: Literal["F32", "U32", "I8", "U8"]
    shape: str  # sizes in words, a dash for a single number
    kind: Kind
    group: str  # watching one name of a group watches the whole group
    about: str

    @property
    def family(self) -> str:
        """Give the name without its layer."""
        return self.name.removesuffix(".l")

    @property
    def first_layer(self) -> int:
        """Give the lowest layer of a family: layer 1's weights are weight_images."""
        return 2 if self.family == "weights" else 1

    def names(self, layers: int) -> tuple[str, ...]:
        """Name the tensors of this row in a network of so many layers."""
        if not self.name.endswith(".l"):
            return (self.name,)
        numbers = range(self.first_layer, layers + 1)
        return tuple(f"{self.family}.{layer}" for layer in numbers)


TABLE: tuple[Tensor, ...] = (
    Tensor("step", "U32", "-", "always", "frame", "steps taken since the start"),
    Tensor(
        "line",
        "U32",
        "-",
        "always",
        "frame",
        "number of the line of steps; another one means: forget the curves",
    ),
    Tensor("rate", "F32", "-", "always", "frame", "η of the newest step"),
    Tensor("epoch", "F32", "-", "always", "frame", "passes over the data, fractional"),
    Tensor(
        "costs",
        "F32",
        "n × 3",
        "curve",
        "costs",
        "least, mean and greatest batch cost of each bucket of steps",
    ),
    Tensor(
        "costs_steps",
        "U32",
        "n + 1",
        "curve",
        "costs",
        "edges of the buckets, in steps; a bucket holds the steps after its first "
        "edge up to its last",
    ),
    Tensor("test_costs", "F32", "n", "curve", "test", "cost on the test images"),
    Tensor("test_steps", "U32", "n", "curve", "test", "steps they were measured at"),
    Tensor(
        "test_accuracy",
        "F32",
        "-",
        "kept",
        "accuracy",
        "share of the test images read correctly, 0 to 1",
    ),
    Tensor(
        "test_accuracy_step",
        "U32",
        "-",
        "kept",
        "accuracy",
        "step it was measured at",
    ),
    Tensor(
        "epoch_steps",
        "U32",
        "n",
        "curve",
        "epochs",
        "steps at which an epoch began, the first one left out",
    ),
    Tensor("rate_steps", "U32", "n", "curve", "rates", "steps from which η was new"),
    Tensor("rate_values", "F32", "n", "curve", "rates", "η from those steps on"),
    Tensor(
        "gradient_norms",
        "F32",
        "layers",
        "now",
        "gradients",
        "‖∇C‖ of the weights and biases of each layer, on the newest batch",
    ),
    Tensor(
        "weight_images",
        "I8",
        "count × 28 × 28",
        "picture",
        "weight_images",
        "weights into neurons of the first layer, in codes of weight_scale",
    ),
    Tensor(
        "weight_scale",
        "F32",
        "2",
        "picture",
        "weight_images",
        "|w| of code 127, and |w| to show at full colour (98.5th percentile)",
    ),
    Tensor(
        "weight_neurons",
        "U32",
        "2",
        "picture",
        "weight_images",
        "first neuron shown, and how many",
    ),
    Tensor(
        "strongest_pixels",
        "U32",
        "count × 11",
        "picture",
        "strongest",
        "for each of those neurons the pixels (0–783) with the largest |w·x|, or |w| "
        "while the pad is blank",
    ),
    Tensor(
        "strongest_weights",
        "F32",
        "count × 11",
        "picture",
        "strongest",
        "the weights from those pixels",
    ),
    Tensor(
        "weights.l",
        "I8",
        "inputs ≤ 32 × outputs ≤ 32",
        "picture",
        "weights",
        "weights into layer l from 2 on, first 32 of each side, in codes of "
        "weight_peaks; with more than 32 first-layer neurons the inputs of layer 2 "
        "are those on show",
    ),
    Tensor(
        "weight_peaks",
        "F32",
        "layers",
        "picture",
        "weights",
        "|w| of code 127 in each layer, place l − 1 for layer l",
    ),
    Tensor("biases.l", "F32", "neurons", "picture", "biases", "b of layer l"),
    Tensor(
        "z.l",
        "F32",
        "neurons",
        "now",
        "z",
        "weighted sums of layer l for the digit on the pad",
    ),
    Tensor(
        "activations.l",
        "F32",
        "neurons",
        "now",
        "activations",
        "activations of layer l for the digit on the pad",
    ),
    Tensor("outputs", "F32", "10", "now", "outputs", "the ten outputs for it"),
    Tensor(
        "input",
        "U8",
        "784",
        "kept",
        "input",
        "the digit as the network sees it, 28 rows of 28 grey values, centred",
    ),
    Tensor("drawn", "U8", "784", "kept", "input", "the digit as it was drawn"),
    Tensor(
        "input_label",
        "U32",
        "-",
        "kept",
        "input",
        "what it is, 0 to 9, or 10 when nobody knows",
    ),
    Tensor(
        "profile",
        "F32",
        "3 × n",
        "kept",
        "profile",
        "rows η, batch cost, test cost: the cost after a step with each η",
    ),
    Tensor("profile_step", "U32", "-", "kept", "profile", "step measured at"),
    Tensor(
        "landing",
        "F32",
        "3",
        "kept",
        "landing",
        "present η, and batch and test cost where the next step lands",
    ),
    Tensor(
        "profile_slope",
        "F32",
        "-",
        "kept",
        "profile",
        "slope dC/dη of the batch cost at η = 0",
    ),
    Tensor(
        "profile_lowest",
        "F32",
        "2",
        "kept",
        "profile",
        "η and batch cost of the lowest point",
    ),
    Tensor(
        "profile_images",
        "U32",
        "2",
        "kept",
        "profile",
        "how many images of the batch, and how many test images, the profile is of",
    ),
    Tensor(
        "map",
        "F32",
        "41 × 41",
        "kept",
        "map",
        "cost at θ + x·d + y·v; row i is the i-th y, column j the j-th x, both "
        "ascending; x is η",
    ),
    Tensor(
        "map_axes",
        "F32",
        "4",
        "kept",
        "map",
        "least and greatest x, least and greatest y",
    ),
    Tensor("map_step", "U32", "-", "kept", "map", "step measured at"),
    Tensor("map_images", "U32", "-", "kept", "map", "number of images used"),
    Tensor(
        "map_source",
        "U32",
        "-",
        "kept",
        "map",
        "0: images of the next batch, 1: test images",
    ),
    Tensor(
        "map_lengths",
        "F32",
        "2",
        "kept",
        "map",
        "‖Δθ‖ of one unit of x, and of y",
    ),
    Tensor(
        "path",
        "F32",
        "n ≤ 128 × 2",
        "kept",
        "map",
        "x and y of earlier steps in the plane of the map, the start first, (0, 0) "
        "last",
    ),
    Tensor(
        "ground",
        "F32",
        "rows × columns",
        "kept",
        "ground",
        "cost over the window, 81 × 81 from below, or 1 × 401 with one input",
    ),
    Tensor(
        "ground_axes",
        "F32",
        "4",
        "kept",
        "ground",
        "left, right, bottom, top; with one input the last two bound the cost",
    ),
    Tensor(
        "ground_arrows",
        "F32",
        "11 × 13 × 2",
        "kept",
        "ground",
        "∇C in the middle of even cells; 1 × 13 × 1 with one input",
    ),
    Tensor(
        "ground_points",
        "F32",
        "n × 5",
        "kept",
        "ground",
        "x, y, cost, kind (0 minimum, 1 maximum, 2 saddle), largest η",
    ),
    Tensor(
        "paths",
        "F32",
        "racers × (steps + 1) × 3",
        "kept",
        "paths",
        "x, y and cost of every racer at every step",
    ),
    Tensor(
        "paths_ends",
        "U32",
        "racers",
        "kept",
        "paths",
        "the last step of each that is finite",
    ),
    Tensor(
        "paths_fates",
        "U8",
        "racers × (steps + 1)",
        "kept",
        "paths",
        "what each does at each step, as a place in FATES",
    ),
    Tensor("starts", "F32", "n × 2", "kept", "starts", "x and y of many starts"),
    Tensor(
        "starts_ends",
        "F32",
        "n × 3",
        "kept",
        "starts",
        "x, y and cost where each of them ends",
    ),
    Tensor(
        "starts_valleys",
        "U8",
        "n",
        "kept",
        "starts",
        "the level point whose valley each ends in, 255 for none",
    ),
    Tensor(
        "starts_tracks",
        "F32",
        "n × 21 × 2",
        "kept",
        "starts",
        "points on the way of each",
    ),
    Tensor(
        "felt",
        "F32",
        "5",
        "kept",
        "feel",
        "x, y, cost, ∂C/∂x and ∂C/∂y at the point asked for",
    ),
)
