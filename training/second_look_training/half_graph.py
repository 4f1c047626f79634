"""Writes each detector's twin (`twin.py`) that computes in half precision: `python -m second_look_training.half_graph`.

A `Cast` behind each of its weights turns it to float16 when the model loads.

Layers whose weights are float32 compute in float32 too: they are the first ones, whose rounding moves the logits most. Up to
the first int8 weights, and behind the last convolution, the twin is the model's own graph.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .twin import detectors, rewrite, write

HALF = ("Conv", "Clip", "Add")
"""What runs in half precision. The average of a plane adds up too many numbers for that."""


class HalfGraph:
    """Collects the twin's nodes; `halves` and `singles` hold what already has a name in the other precision."""

    def __init__(self, model: onnx.ModelProto):
        self.tensors = {tensor.name: tensor for tensor in model.graph.initializer}
        self.nodes: list[onnx.NodeProto] = []
        self.embedded: list[onnx.TensorProto] = []
        self.halves: dict[str, str] = {}
        self.singles: dict[str, str] = {}
        self.computed_half: set[str] = set()
        self.has_begun = False

    def add(self, node: onnx.NodeProto) -> None:
        """Append a node of the model, in the precision that is its own."""
        self.has_begun = self.has_begun or node.op_type == "DequantizeLinear"
        runs_half = self.has_begun and node.op_type in HALF
        copied = onnx.NodeProto()
        copied.CopyFrom(node)
        del copied.input[:]
        copied.input.extend(map(self.half if runs_half else self.single, node.input))
        self.nodes.append(copied)
        if runs_half:
            self.computed_half.update(node.output)

    def half(self, name: str) -> str:
        """The value as float16; whole numbers, such as shapes, stay as they are."""
        tensor = self.tensors.get(name)
        if name in self.computed_half or (tensor is not None and tensor.data_type != TensorProto.FLOAT):
            return name
        if name not in self.halves and tensor is not None and not tensor.dims:
            # A single number is no weight: it is shorter here than where it is.
            value = numpy_helper.to_array(tensor).astype(np.float16)
            self.embedded.append(numpy_helper.from_array(value, f"{name}.half"))
            self.halves[name] = f"{name}.half"
        return self._cast(name, TensorProto.FLOAT16, f"{name}.half", self.halves)

    def single(self, name: str) -> str:
        """The value as float32."""
        if name not in self.computed_half:
            return name
        return self._cast(name, TensorProto.FLOAT, f"{name}.single", self.singles)

    def _cast(self, name: str, to: int, cast: str, known: dict[str, str]) -> str:
        if name not in known:
            self.nodes.append(helper.make_node("Cast", [name], [cast], name=cast, to=to))
            known[name] = cast
        return known[name]


def halve(weights: bytes, file: str) -> onnx.ModelProto:
    """The twin of the model that `weights` are the bytes of; `file` is what it calls them."""
    model = onnx.load_model_from_string(weights)
    twin = HalfGraph(model)
    for node in model.graph.node:
        twin.add(node)
    computed = [output.name for output in model.graph.output if output.name in twin.computed_half]
    if computed or not twin.has_begun:
        raise SystemExit(f"{file}: must have int8 weights, and float32 behind its last convolution")
    rewrite(model, twin.nodes, twin.embedded, weights, file)
    return model


def write_half(path: Path) -> Path:
    """Write the twin of a model beside it."""
    return write(halve(path.read_bytes(), path.name), path, "f16")


if __name__ == "__main__":
    for detector in detectors():
        print(write_half(detector))
