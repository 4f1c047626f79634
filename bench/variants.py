"""Writes float32 and statically quantised (QDQ, int8) variants of shipped models.

`variants.py OUT < jobs`, jobs being a JSON list of {"model", "path", "inputs": [{"shape", "base64"}, …]} with inputs
of little-endian float32: the face crops that calibrate the quantisation. Prints, for each model and variant, its size
and how far its logits are from the float32 ones on these crops.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, QuantFormat, QuantType, quantize_static


class Crops(CalibrationDataReader):
    """The given inputs, once."""

    def __init__(self, name: str, inputs: list[np.ndarray]) -> None:
        self.left = iter([{name: each} for each in inputs])

    def get_next(self) -> dict[str, np.ndarray] | None:
        """The next one, until there is none."""
        return next(self.left, None)


def folded(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network with its int8 weights written out as float32."""
    plain = onnx.ModelProto()
    plain.CopyFrom(model)
    weights = {weight.name: numpy_helper.to_array(weight) for weight in model.graph.initializer}
    for node in [node for node in plain.graph.node if node.op_type == "DequantizeLinear"]:
        stored, scale, zero = (weights[name] for name in node.input)
        axis = next((attribute.i for attribute in node.attribute if attribute.name == "axis"), 1)
        along = [-1 if at == axis else 1 for at in range(stored.ndim)]
        values = (stored.astype(np.float32) - zero.reshape(along).astype(np.float32)) * scale.reshape(along)
        plain.graph.initializer.append(numpy_helper.from_array(values.astype(np.float32), node.output[0]))
        plain.graph.node.remove(node)
    used = {name for node in plain.graph.node for name in node.input}
    for weight in [weight for weight in plain.graph.initializer if weight.name not in used]:
        plain.graph.initializer.remove(weight)
    return plain


def logits(path: Path, inputs: list[np.ndarray]) -> np.ndarray:
    """The logits of each input, in native onnxruntime."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return np.concatenate([session.run(None, {name: each})[0] for each in inputs])


def make(model: str, path: str, inputs: list[dict], out: Path) -> list[dict]:
    """Both variants of one model, with the shipped one for comparison."""
    crops = [np.frombuffer(base64.b64decode(each["base64"]), "<f4").reshape(each["shape"]) for each in inputs]
    shipped = onnx.load(path)
    files = {"shipped": Path(path), "fp32": out / f"{model}-fp32.onnx", "qdq": out / f"{model}-qdq.onnx"}
    onnx.save(folded(shipped), files["fp32"])
    quantize_static(
        files["fp32"],
        files["qdq"],
        Crops(shipped.graph.input[0].name, crops),
        quant_format=QuantFormat.QDQ,
        per_channel=True,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
    )
    wanted = logits(files["fp32"], crops)
    return [
        {
            "model": model,
            "variant": variant,
            "bytes": file.stat().st_size,
            "mostLogitChange": float(np.abs(logits(file, crops) - wanted).max()),
        }
        for variant, file in files.items()
    ]


if __name__ == "__main__":
    json.dump([line for job in json.load(sys.stdin) for line in make(**job, out=Path(sys.argv[1]))], sys.stdout)
