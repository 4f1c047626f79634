"""Writes a ViT-B/16 at 224 pixels with two classes and random weights: `vit.py OUT.onnx`.

The size of the usual downloadable deepfake classifier (Dosovitskiy et al. 2021, arXiv 2010.11929, table 1: 12 layers,
width 768, 12 heads, 86 M parameters). Its speed does not depend on what the weights are.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SIDE, PATCH, WIDTH, HEADS, LAYERS, CLASSES = 224, 16, 768, 12, 12, 2
TOKENS = (SIDE // PATCH) ** 2 + 1


class Network:
    """Nodes and weights so far. Every method returns the name of what it made."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []
        self.random = np.random.default_rng(16)

    def node(self, operator: str, *inputs: str, **attributes: object) -> str:
        """A node with one output."""
        name = f"n{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], **attributes))
        return name

    def constant(self, values: np.ndarray) -> str:
        """A tensor given by its values."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def weight(self, *shape: int) -> str:
        """A random float32 tensor."""
        return self.constant(self.random.normal(0, 0.02, shape).astype(np.float32))

    def shape(self, *sizes: int) -> str:
        """An argument of Reshape."""
        return self.constant(np.array(sizes, np.int64))

    def norm(self, x: str) -> str:
        """Layer normalisation over the width."""
        return self.node("LayerNormalization", x, self.weight(WIDTH), self.weight(WIDTH), axis=-1, epsilon=1e-6)

    def linear(self, x: str, inputs: int, outputs: int) -> str:
        """x · W + b."""
        return self.node("Add", self.node("MatMul", x, self.weight(inputs, outputs)), self.weight(outputs))

    def heads(self, x: str, order: tuple[int, ...]) -> str:
        """One of query, key and value, split into heads."""
        split = self.node("Reshape", self.linear(x, WIDTH, WIDTH), self.shape(1, TOKENS, HEADS, WIDTH // HEADS))
        return self.node("Transpose", split, perm=order)

    def attention(self, x: str) -> str:
        """Multi-head self-attention."""
        query, value = self.heads(x, (0, 2, 1, 3)), self.heads(x, (0, 2, 1, 3))
        key = self.heads(x, (0, 2, 3, 1))
        scale = self.constant(np.array((WIDTH // HEADS) ** -0.5, np.float32))
        weights = self.node("Softmax", self.node("Mul", self.node("MatMul", query, key), scale), axis=-1)
        mixed = self.node("Transpose", self.node("MatMul", weights, value), perm=(0, 2, 1, 3))
        return self.linear(self.node("Reshape", mixed, self.shape(1, TOKENS, WIDTH)), WIDTH, WIDTH)

    def gelu(self, x: str) -> str:
        """The exact one, in the form that onnxruntime fuses."""
        root, one, half = (self.constant(np.array(value, np.float32)) for value in (2**0.5, 1, 0.5))
        inner = self.node("Add", self.node("Erf", self.node("Div", x, root)), one)
        return self.node("Mul", self.node("Mul", x, inner), half)

    def block(self, x: str) -> str:
        """One of the twelve layers."""
        x = self.node("Add", x, self.attention(self.norm(x)))
        inner = self.gelu(self.linear(self.norm(x), WIDTH, 4 * WIDTH))
        return self.node("Add", x, self.linear(inner, 4 * WIDTH, WIDTH))


def build() -> onnx.ModelProto:
    """`pixels` [1, 3, 224, 224] to `logits` [1, 2]."""
    net = Network()
    patches = net.node("Conv", "pixels", net.weight(WIDTH, 3, PATCH, PATCH), net.weight(WIDTH), strides=[PATCH, PATCH])
    tokens = net.node("Transpose", net.node("Reshape", patches, net.shape(1, WIDTH, -1)), perm=(0, 2, 1))
    x = net.node("Concat", net.weight(1, 1, WIDTH), tokens, axis=1)
    x = net.node("Add", x, net.weight(1, TOKENS, WIDTH))
    for _ in range(LAYERS):
        x = net.block(x)
    first = net.node("Gather", net.norm(x), net.constant(np.array(0, np.int64)), axis=1)
    net.nodes.append(helper.make_node("Identity", [net.linear(first, WIDTH, CLASSES)], ["logits"]))
    pixels = helper.make_tensor_value_info("pixels", TensorProto.FLOAT, [1, 3, SIDE, SIDE])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, CLASSES])
    graph = helper.make_graph(net.nodes, "vit-b-16", [pixels], [logits], net.weights)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=10)


if __name__ == "__main__":
    model = build()
    parameters = sum(int(np.prod(weight.dims)) for weight in model.graph.initializer)
    onnx.save(model, sys.argv[1])
    print(parameters)
