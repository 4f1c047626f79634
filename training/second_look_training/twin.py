"""A detector's twin: another graph that computes the same, with the weights of the detector's own file.

The twin `models/<detector>.<kind>.onnx` holds hardly a number: its weights are the bytes of `<detector>.onnx`, named by offset
and length as ONNX's external data, so that they ship once. onnxruntime reshapes them once, when the model loads. Needs no
PyTorch, and writes the same bytes from the same model.
"""

from pathlib import Path

import onnx
from onnx import TensorProto

MODELS = Path(__file__).parents[2] / "models"


def detectors() -> list[Path]:
    """The models that have a calibration beside them."""
    return [model for card in sorted(MODELS.glob("*.json")) if (model := card.with_suffix(".onnx")).exists()]


def rewrite(
    model: onnx.ModelProto, nodes: list[onnx.NodeProto], added: list[onnx.TensorProto], weights: bytes, file: str
) -> None:
    """Make the model its twin: these nodes, with `added` beside the weights that they use, whose file `weights` are."""
    used = {name for node in nodes for name in node.input}
    stored = [_elsewhere(tensor, weights, file) for tensor in model.graph.initializer if tensor.name in used]
    for field, values in (
        (model.graph.node, nodes),
        (model.graph.initializer, stored + added),
        (model.graph.value_info, []),
    ):
        del field[:]
        field.extend(values)


def _elsewhere(tensor: onnx.TensorProto, weights: bytes, file: str) -> onnx.TensorProto:
    """The tensor, its bytes left where they are; whole numbers shape the graph and stay in it."""
    if tensor.data_type == TensorProto.INT64 or not tensor.dims:
        return tensor
    offset = _offset(tensor, weights)
    if offset < 0:
        raise SystemExit(f"{file}: {tensor.name} is not stored as plain bytes behind its name")
    outside = TensorProto(name=tensor.name, data_type=tensor.data_type, dims=tensor.dims)
    outside.data_location = TensorProto.EXTERNAL
    for key, value in (("location", file), ("offset", offset), ("length", len(tensor.raw_data))):
        outside.external_data.add(key=key, value=str(value))
    return outside


def _offset(tensor: onnx.TensorProto, weights: bytes) -> int:
    """Where the tensor's bytes begin in its file, -1 when nowhere: protocol buffers put them last, behind the name."""
    length, size = len(tensor.raw_data), b""
    while length > 127:
        size, length = size + bytes([length & 127 | 128]), length >> 7
    head = tensor.name.encode() + bytes([9 << 3 | 2]) + size + bytes([length])
    found = weights.find(head + tensor.raw_data)
    return found if found < 0 else found + len(head)


def write(twin: onnx.ModelProto, path: Path, kind: str) -> Path:
    """Write the twin of the model at `path` beside it."""
    out = path.with_name(f"{path.stem}.{kind}.onnx")
    out.write_bytes(twin.SerializeToString(deterministic=True))
    onnx.checker.check_model(out, full_check=True)
    return out
