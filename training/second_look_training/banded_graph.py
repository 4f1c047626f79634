"""Writes each detector's twin (`twin.py`) for WebAssembly: `python -m second_look_training.banded_graph`.

onnxruntime's WebAssembly computes a depthwise convolution channel by channel as a product of matrices, for which it first
copies every pixel's neighbourhood: 25 numbers a pixel where the kernel is 5×5. On small maps the copying takes most of the
time. In this twin a map's rows are the channels of a one-dimensional convolution along the rows, so only 5 numbers a pixel are
copied. A banded matrix says which rows meet: the kernel's row i + pad - stride * o leads from row i to row o, and zeros
everywhere else. It is gathered from the kernels when the model loads. The sums are the same; there are more zeros in them.

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
"""Highest map that is banded: of more rows, the zeros cost more than copying did (docs/decisions/0025)."""


class BandedGraph:
    """Collects the twin's nodes and what they need beside the model's weights."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.added: list[onnx.TensorProto] = []

    def convolve(self, node: onnx.NodeProto, clip: onnx.NodeProto, before: tuple[int, ...], after: tuple[int, ...]) -> None:
        """Append a depthwise convolution and the clip behind it; `before` and `after` are the maps' channels, height, width."""
        name, attributes = node.name, {each.name: helper.get_attribute_value(each) for each in node.attribute}
        channels, rows, _ = before
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
        band_shape = self._numbers(name, "band.shape", [channels * rows_after, rows, side])
        band = self._add("Reshape", [gathered, band_shape], f"{name}.band")

        bias_column = self._add("Reshape", [bias, self._numbers(name, "column", [channels, 1])], f"{name}.bias.column")
        by_row = self._add("Expand", [bias_column, self._numbers(name, "by.row", [channels, rows_after])], f"{name}.bias.rows")
        flat_bias = self._add("Reshape", [by_row, self._numbers(name, "flat", [-1])], f"{name}.bias.flat")

        # 0 keeps the number of faces.
        flat = self._numbers(name, "before", [0, channels * rows, before[2]])
        lines = self._add("Reshape", [source, flat], f"{name}.lines")
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
        self._add("Reshape", [clipped, self._numbers(name, "after", [0, *after])], clip.output[0])

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
    clips = {node.input[0]: node for node in model.graph.node if node.op_type == "Clip"}
    twin = BandedGraph()
    done: set[str] = set()
    for node in model.graph.node:
        source, output = (maps.get(name, ()) for name in (node.input[0], node.output[0]))
        if node.op_type == "Conv" and _is_depthwise(node, source) and source[1] <= MOST_ROWS:
            clip = clips[node.output[0]]
            twin.convolve(node, clip, source, output)
            done.add(clip.name)
        elif node.name not in done:
            twin.nodes.append(node)
    if not done:
        raise SystemExit(f"{file}: has no depthwise convolution on a map of at most {MOST_ROWS} rows")
    rewrite(model, twin.nodes, twin.added, weights, file)
    return model


def _map_of(value: onnx.ValueInfoProto) -> tuple[int, ...]:
    """Channels, height and width; 0 for what is not known."""
    return tuple(dimension.dim_value for dimension in value.type.tensor_type.shape.dim[1:])


def _is_depthwise(node: onnx.NodeProto, source: tuple[int, ...]) -> bool:
    group = next((each.i for each in node.attribute if each.name == "group"), 1)
    return len(source) == 3 and group > 1 and group == source[0]


def write_bands(path: Path, side: int) -> Path:
    """Write the twin of a model beside it."""
    return write(band(path.read_bytes(), path.name, side), path, "bands")


if __name__ == "__main__":
    for detector in detectors():
        print(write_bands(detector, SIDES[detector.stem]))
