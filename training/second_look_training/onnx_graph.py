"""Builds ONNX graphs node by node, with int8 weights that are turned back to float32 when the model loads.

Each output channel has a scale of its own: files are four times smaller, and the arithmetic stays in float32.
"""

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import nn

OPSET = 17


def round_evenly(value: np.ndarray) -> np.ndarray:
    """Whole numbers nearest to `value`, but for the few of each row that are nearest to a half: they are rounded the
    other way, so that the row's errors sum to less than a half.

    What enters most layers is positive, so that errors of one sign would add up.
    """
    rows = value.reshape(len(value), -1)
    rounded = np.round(rows)
    for row, whole in zip(rows, rounded, strict=True):
        error = row - whole
        excess = round(float(error.sum()))
        sign = np.sign(excess)
        whole[np.argsort(-sign * error)[: abs(excess)]] += sign
    return rounded.reshape(value.shape)


class Graph:
    """Collects nodes and initialisers."""

    def __init__(self, int8: bool, kept_float32: tuple[str, ...]):
        self.int8, self.kept_float32 = int8, kept_float32
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        """Store an initialiser."""
        self.initialisers.append(numpy_helper.from_array(value, name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, **attributes) -> str:
        """Add a node with one output, called as the node is."""
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def weight(self, name: str, value: np.ndarray) -> str:
        """Weights with output channels first: int8 with a scale a channel, or float32."""
        if not self.int8 or name.startswith(self.kept_float32):
            return self.constant(name, value)
        scale = np.maximum(np.abs(value).reshape(len(value), -1).max(1), 1e-8).astype(np.float32) / 127
        shaped = scale.reshape(-1, *[1] * (value.ndim - 1))
        stored = np.clip(round_evenly(value / shaped), -127, 127).astype(np.int8)
        inputs = [
            self.constant(f"{name}.int8", stored),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(value), np.int8)),
        ]
        return self.node("DequantizeLinear", inputs, name, axis=0)

    def conv(
        self, x: str, name: str, layer: nn.Conv2d, weight: torch.Tensor, bias: torch.Tensor, pads: tuple[int, int]
    ) -> str:
        """Convolution; `pads` at the begin and the end of both axes."""
        begin, end = pads
        inputs = [x, self.weight(f"{name}.weight", _numbers(weight)), self.constant(f"{name}.bias", _numbers(bias))]
        return self.node(
            "Conv",
            inputs,
            name,
            kernel_shape=list(layer.kernel_size),
            strides=list(layer.stride),
            group=layer.groups,
            pads=[begin, begin, end, end],
        )

    def model(self, name: str, source: tuple[str, list], logits: int) -> onnx.ModelProto:
        """The checked model: one float32 input of a name and shape, output `logits` n×`logits`."""
        value = helper.make_tensor_value_info(source[0], TensorProto.FLOAT, source[1])
        output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", logits])
        out = helper.make_model(
            helper.make_graph(self.nodes, name, [value], [output], self.initialisers),
            opset_imports=[helper.make_opsetid("", OPSET)],
            producer_name="second-look-training",
        )
        out.ir_version = 8
        onnx.checker.check_model(out, full_check=True)
        return out


def _numbers(tensor: torch.Tensor) -> np.ndarray:
    return tensor.detach().numpy()
