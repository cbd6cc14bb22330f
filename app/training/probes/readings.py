"""What is new in every frame: how steep it is, and what the network reads."""

from app.training.probes.scene import Scene, Tensors


def gradient_norms(scene: Scene) -> Tensors:
    """Give ‖∇C‖ of each layer, weights and biases together, at the newest step."""
    norms = scene.run.gradient_norms()
    return {} if norms is None else {"gradient_norms": norms}


def sums(scene: Scene) -> Tensors:
    """Give z of every neuron for the digit on the pad."""
    return {f"z.{i}": z for i, z in enumerate(scene.answer.sums, 1)}


def activations(scene: Scene) -> Tensors:
    """Give the activation of every neuron for the digit on the pad."""
    return {f"activations.{i}": a for i, a in enumerate(scene.answer.activations, 1)}


def outputs(scene: Scene) -> Tensors:
    """Give the ten outputs for the digit on the pad."""
    return {"outputs": scene.answer.outputs}
