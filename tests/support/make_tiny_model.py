"""Writes tests/support/tiny.onnx: a convolution on 64 x 64 with int8 weights per channel, as our detectors have them.

Small enough for a graphics adapter that computes on the processor. Needs `onnx` and `numpy`:
`python tests/support/make_tiny_model.py`.
"""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

random = np.random.default_rng(7)
weights = random.integers(-127, 128, (8, 3, 3, 3), dtype=np.int8)
scales = random.uniform(0.001, 0.003, 8).astype(np.float32)
graph = helper.make_graph(
    [
        helper.make_node("Transpose", ["crops"], ["planes"], perm=[0, 3, 1, 2]),
        helper.make_node("DequantizeLinear", ["weights", "scales"], ["kernel"], axis=0),
        helper.make_node("Conv", ["planes", "kernel"], ["seen"], pads=[1, 1, 1, 1], strides=[2, 2]),
        helper.make_node("Relu", ["seen"], ["bright"]),
        helper.make_node("GlobalAveragePool", ["bright"], ["pooled"]),
        helper.make_node("Flatten", ["pooled"], ["logits"]),
    ],
    "tiny",
    [helper.make_tensor_value_info("crops", TensorProto.FLOAT, [1, 64, 64, 3])],
    [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 8])],
    [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(scales, "scales")],
)
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
onnx.checker.check_model(model)
onnx.save(model, Path(__file__).parent / "tiny.onnx")
