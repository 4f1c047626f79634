"""Writes each detector's twin (`twin.py`) for WebAssembly: `python -m second_look_training.banded_graph`.

onnxruntime's WebAssembly is slow at two kinds of convolution on small maps.

A depthwise convolution it computes channel by channel as a product of matrices, for which it first copies every pixel's
neighbourhood: 25 numbers a pixel where the kernel is 5×5. In this twin a map's rows are the channels of a one-dimensional
convolution along the rows, so only 5 numbers a pixel are copied. A banded matrix says which rows meet: the kernel's row
i + pad - stride * o leads from row i to row o, and zeros everywhere else. It is gathered from the kernels when the model loads.
The sums are the same; there are more zeros in them.

A pointwise convolution it computes as weights times pixels, sixteen pixels at a time, of which a map of 7×7 has three times
sixteen and one left over; and it puts the pixels in order for that each time. In this twin such a map is a matrix with one row
a pixel, and the weights are what is put in order, once, when the model loads.

The rows must be known, so a twin takes inputs of one size.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper, shape_inference

from .face_crop import INPUT_SIDE
from .face_window import MOST_SIDE
from .twin import detectors, rewrite, write

SIDES = {"blend-boundary": INPUT_SIDE, "synthesis-trace": MOST_SIDE}
"""Height and width of the input that a detector's twin takes, pixels. Most windows are as large as they may be."""
MOST_ROWS = 14
"""Highest map that is computed otherwise: of more rows, a band's zeros cost more than copying did (docs/decisions/0025), and
there are pixels enough to fill every sixteen (docs/decisions/0033)."""

Map = tuple[int, int, int]
"""Channels, height and width."""


class BandedGraph:
    """Collects the twin's nodes and what they need beside the model's weights."""

    def __init__(self, maps: dict[str, Map]) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.added: list[onnx.TensorProto] = []
        self.maps = maps
        self.matrices: set[str] = set()
        """Weights of pointwise convolutions that are products here."""
        self._flat: set[str] = set()

    def keep(self, node: onnx.NodeProto) -> None:
        """Append a node of the model; works on the numbers of a flat map as they are."""
        if any(name in self._flat for name in node.input):
            self._flat.add(node.output[0])
        self.nodes.append(node)

    def convolve_lines(self, node: onnx.NodeProto, clip: onnx.NodeProto) -> None:
        """Append a depthwise convolution and the clip behind it."""
        name, attributes = node.name, _attributes(node)
        channels, rows, columns = self.maps[node.input[0]]
        after = self.maps[node.output[0]]
        _, rows_after, _ = after
        side, stride = attributes["kernel_shape"][0], attributes["strides"][0]
        top, left, _, right = attributes["pads"]
        kernel_row = np.arange(rows) + top - stride * np.arange(rows_after)[:, None]
        meets = (kernel_row >= 0) & (kernel_row < side)

        source, weight, bias = node.input
        rest = self._numbers(name, "rest", [0, 0, 0, 0, 0, 0, 1, 0])
        padded = self._add("Pad", [weight, rest], f"{name}.padded")
        which = self._numbers(name, "which", np.where(meets, kernel_row, side))
        gathered = self._add("Gather", [padded, which], f"{name}.gathered", axis=2)
        band = self._reshape(gathered, f"{name}.band", [channels * rows_after, rows, side])

        bias_column = self._reshape(bias, f"{name}.bias.column", [channels, 1])
        by_row = self._add("Expand", [bias_column, self._numbers(name, "by.row", [channels, rows_after])], f"{name}.bias.rows")
        flat_bias = self._reshape(by_row, f"{name}.bias.flat", [-1])

        # 0 keeps the number of faces.
        lines = self._reshape(self._upright(source), f"{name}.lines", [0, channels * rows, columns])
        convolved = self._add(
            "Conv",
            [lines, band, flat_bias],
            f"{name}.convolved",
            kernel_shape=[side],
            strides=[stride],
            pads=[left, right],
            group=channels,
        )
        # The clip stays next to the convolution, where onnxruntime joins the two.
        clipped = self._add("Clip", [convolved, *clip.input[1:]], f"{name}.clipped")
        self._reshape(clipped, clip.output[0], [0, *after])

    def multiply(self, node: onnx.NodeProto) -> None:
        """Append a pointwise convolution of a small map; its weights must be a matrix (`_store_as_matrices`)."""
        source, weight, bias = node.input
        self.matrices.add(weight)
        self._flat.add(self._add("Gemm", [self._flattened(source), weight, bias], node.output[0], transB=1))

    def average(self, node: onnx.NodeProto, flatten: onnx.NodeProto) -> None:
        """Append the mean over a flat map's pixels."""
        channels, height, width = self.maps[node.input[0]]
        pixels = self._reshape(node.input[0], f"{node.name}.pixels", [-1, height * width, channels])
        self._add("ReduceMean", [pixels], flatten.output[0], axes=[1], keepdims=0)

    def is_flat(self, name: str) -> bool:
        """Whether a map has one row a pixel."""
        return name in self._flat

    def _flattened(self, name: str) -> str:
        """A map with one row a pixel."""
        if name in self._flat:
            return name
        channels, height, width = self.maps[name]
        plane = self._reshape(name, f"{name}.plane", [0, channels, height * width])
        turned = self._add("Transpose", [plane], f"{name}.pixels", perm=[0, 2, 1])
        return self._reshape(turned, f"{name}.flat", [-1, channels])

    def _upright(self, name: str) -> str:
        """A map channel by channel."""
        if name not in self._flat:
            return name
        channels, height, width = self.maps[name]
        pixels = self._reshape(name, f"{name}.pixels", [-1, height * width, channels])
        return self._add("Transpose", [pixels], f"{name}.planes", perm=[0, 2, 1])

    def _reshape(self, source: str, output: str, shape: list[int]) -> str:
        return self._add("Reshape", [source, self._numbers(output, "shape", shape)], output)

    def _add(self, kind: str, inputs: list[str], output: str, **attributes) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def _numbers(self, name: str, what: str, values) -> str:
        self.added.append(numpy_helper.from_array(np.asarray(values, np.int64), f"{name}.{what}"))
        return self.added[-1].name


def band(weights: bytes, file: str, side: int) -> onnx.ModelProto:
    """The twin, for inputs of this height and width, of the model that `weights` are the bytes of; `file` is its name."""
    model = onnx.load_model_from_string(weights)
    _, height, width, _ = model.graph.input[0].type.tensor_type.shape.dim
    for dimension in (height, width):
        dimension.dim_value = side
    maps = {value.name: _map_of(value) for value in shape_inference.infer_shapes(model).graph.value_info}
    after = {node.input[0]: node for node in model.graph.node}
    twin = BandedGraph(maps)
    done: set[str] = set()
    for node in model.graph.node:
        source, output = (maps.get(name, ()) for name in (node.input[0], node.output[0]))
        if node.name in done:
            continue
        if node.op_type == "Conv" and _is_depthwise(node, source) and source[1] <= MOST_ROWS:
            clip = after[node.output[0]]
            twin.convolve_lines(node, clip)
            done.add(clip.name)
        elif node.op_type == "Conv" and _is_pointwise(node) and output[1] <= MOST_ROWS:
            twin.multiply(node)
        elif node.op_type == "GlobalAveragePool" and twin.is_flat(node.input[0]):
            flatten = after[node.output[0]]
            twin.average(node, flatten)
            done.add(flatten.name)
        else:
            twin.keep(node)
    if not done:
        raise SystemExit(f"{file}: has no depthwise convolution on a map of at most {MOST_ROWS} rows")
    _store_as_matrices(model, twin.matrices)
    rewrite(model, twin.nodes, twin.added, weights, file)
    return model


def _store_as_matrices(model: onnx.ModelProto, weights: set[str]) -> None:
    """Store these weights, or the int8 that they come from, without the kernel's two sides, which are 1."""
    stored = weights | {node.input[0] for node in model.graph.node if node.output[0] in weights}
    for tensor in model.graph.initializer:
        if tensor.name in stored:
            del tensor.dims[2:]


def _map_of(value: onnx.ValueInfoProto) -> tuple[int, ...]:
    """Channels, height and width; 0 for what is not known."""
    return tuple(dimension.dim_value for dimension in value.type.tensor_type.shape.dim[1:])


def _attributes(node: onnx.NodeProto) -> dict:
    return {each.name: helper.get_attribute_value(each) for each in node.attribute}


def _is_depthwise(node: onnx.NodeProto, source: tuple[int, ...]) -> bool:
    group = _attributes(node).get("group", 1)
    return len(source) == 3 and group > 1 and group == source[0]


def _is_pointwise(node: onnx.NodeProto) -> bool:
    attributes = _attributes(node)
    return attributes["kernel_shape"] == [1, 1] and attributes["strides"] == [1, 1] and attributes["group"] == 1


def write_bands(path: Path, side: int) -> Path:
    """Write the twin of a model beside it."""
    return write(band(path.read_bytes(), path.name, side), path, "bands")


if __name__ == "__main__":
    for detector in detectors():
        print(write_bands(detector, SIDES[detector.stem]))
