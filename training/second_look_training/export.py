"""Writes a checkpoint as `models/blend-boundary.onnx`: normalisation inside, batch norm folded, int8 weights.

The graph is built node by node, so that it holds only Conv, Clip, Add, means, one Gemm and DequantizeLinear. Weights
are stored as int8 with one scale an output channel and turned back to float32 when the model loads: that makes the file
four times smaller and leaves the arithmetic in float32.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper

from .cutouts import Cutouts
from .face_crop import INPUT_SIDE
from .lite0 import INPUT_MEAN, INPUT_SCALE, LOGITS, Lite0, SameConv
from .train import CheckSet, auc, score

OPSET = 17
MOST_BYTES = 5_000_000
MOST_LOGIT_ERROR = 0.02
MOST_AUC_CHANGE = 0.005
KEPT_FLOAT32 = ("stem.", "block0.", "block1.", "block2.", "block3.")
"""Few weights, and rounding them moved the logits most (mean change on cal 0.08 with them as int8, 0.02 without)."""
MODEL = Path(__file__).parents[2] / "models" / "blend-boundary.onnx"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `export`."""
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--checkpoint", type=Path, help="default: best.pt in the work folder")
    parser.add_argument("--out", type=Path, default=MODEL)


def run(arguments: argparse.Namespace) -> None:
    """Export, then check size, parity and the price of int8 weights on cal."""
    model = load(arguments.checkpoint or arguments.work / "best.pt")
    plain = arguments.work / "blend-boundary-float32.onnx"
    onnx.save(build(model, int8=False), plain)
    onnx.save(build(model, int8=True), arguments.out)
    size = arguments.out.stat().st_size
    checks = CheckSet(Cutouts(arguments.work))
    figures: dict[str, float] = {"bytes": size, "float32 bytes": plain.stat().st_size}
    errors, quantised_errors = [], []
    scores: dict[str, dict[str, np.ndarray]] = {"torch": {}, "float32": {}, "int8": {}}
    for name, crops in checks.crops.items():
        scores["torch"][name] = score(model, crops)
        scores["float32"][name] = logits_of(plain, crops)
        scores["int8"][name] = logits_of(arguments.out, crops)
        errors.append(np.abs(scores["float32"][name] - scores["torch"][name]).max())
        quantised_errors.append(np.abs(scores["int8"][name] - scores["torch"][name]).max())
    figures["largest logit error, float32 ONNX against PyTorch"] = float(max(errors))
    figures["largest logit error, int8 weights against PyTorch"] = float(max(quantised_errors))
    for kind in ("torch", "int8"):
        mine = scores[kind]
        figures[f"cal AUC DFDC, {kind}"] = auc(mine["dfdc_fake"][:, 0], mine["dfdc_real"][:, 0])
        figures[f"cal AUC self-blends, {kind}"] = auc(mine["blended"][:, 0], mine["untouched"][:, 0])
    changes = [
        abs(figures[f"cal AUC {name}, int8"] - figures[f"cal AUC {name}, torch"]) for name in ("DFDC", "self-blends")
    ]
    figures["largest AUC change by int8 weights"] = max(changes)
    (arguments.work / "export.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))
    if size > MOST_BYTES or max(errors) > MOST_LOGIT_ERROR or max(changes) > MOST_AUC_CHANGE:
        raise SystemExit("The exported model misses its size, parity or AUC bound.")


def load(checkpoint: Path) -> Lite0:
    """The network of a checkpoint, in evaluation mode."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    model = Lite0()
    model.load_state_dict(state["model"])
    return model.eval()


def session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """An onnxruntime session on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits_of(model: Path | onnxruntime.InferenceSession, crops: np.ndarray, batch: int = 32) -> np.ndarray:
    """Logits n×2 of crops n×160×160×3, 0 to 255."""
    runner = model if isinstance(model, onnxruntime.InferenceSession) else session(model)
    parts = [
        runner.run(["logits"], {"crops": crops[i : i + batch].astype(np.float32)})[0]
        for i in range(0, len(crops), batch)
    ]
    return np.concatenate(parts) if parts else np.zeros((0, len(LOGITS)), np.float32)


class Graph:
    """Collects nodes and initialisers."""

    def __init__(self, int8: bool):
        self.int8 = int8
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
        if not self.int8 or name.startswith(KEPT_FLOAT32):
            return self.constant(name, value)
        scale = np.maximum(np.abs(value).reshape(len(value), -1).max(1), 1e-8).astype(np.float32) / 127
        shaped = scale.reshape(-1, *[1] * (value.ndim - 1))
        stored = np.clip(np.round(value / shaped), -127, 127).astype(np.int8)
        inputs = [
            self.constant(f"{name}.int8", stored),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(value), np.int8)),
        ]
        return self.node("DequantizeLinear", inputs, name, axis=0)

    def conv(self, x: str, name: str, layer: SameConv, norm: torch.nn.BatchNorm2d, relu6: bool) -> str:
        """Convolution with its batch norm folded in, and Clip to 0 … 6 if asked."""
        weight, bias = (value.detach().numpy() for value in layer.folded(norm))
        begin, end = layer.begin, layer.end
        x = self.node(
            "Conv",
            [x, self.weight(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)],
            name,
            kernel_shape=list(layer.kernel_size),
            strides=list(layer.stride),
            group=layer.groups,
            pads=[begin, begin, end, end],
        )
        return self.node("Clip", [x, "zero", "six"], f"{name}.relu6") if relu6 else x


def build(model: Lite0, int8: bool) -> onnx.ModelProto:
    """`crops` float32 n×160×160×3 RGB 0–255 to `logits` n×2 (manipulated, photographic)."""
    graph = Graph(int8)
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    mean, scale = graph.constant("mean", np.float32(INPUT_MEAN)), graph.constant("scale", np.float32(INPUT_SCALE))
    x = graph.node("Transpose", ["crops"], "planes", perm=[0, 3, 1, 2])
    x = graph.node("Sub", [x, mean], "centred")
    x = graph.node("Div", [x, scale], "normalised")
    x = graph.conv(x, "stem", model._conv_stem, model._bn0, relu6=True)
    for index, block in enumerate(model._blocks):
        start, name = x, f"block{index}"
        if block.expands:
            x = graph.conv(x, f"{name}.expand", block._expand_conv, block._bn0, relu6=True)
        x = graph.conv(x, f"{name}.depthwise", block._depthwise_conv, block._bn1, relu6=True)
        x = graph.conv(x, f"{name}.project", block._project_conv, block._bn2, relu6=False)
        if block.adds:
            x = graph.node("Add", [x, start], f"{name}.sum")
    x = graph.conv(x, "head", model._conv_head, model._bn1, relu6=True)
    x = graph.node("GlobalAveragePool", [x], "pooled")
    x = graph.node("Flatten", [x], "features", axis=1)
    weight = graph.weight("logits.weight", model._fc.weight.detach().numpy())
    graph.node("Gemm", [x, weight, graph.constant("logits.bias", model._fc.bias.detach().numpy())], "logits", transB=1)
    crops = helper.make_tensor_value_info("crops", TensorProto.FLOAT, ["n", INPUT_SIDE, INPUT_SIDE, 3])
    logits = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", len(LOGITS)])
    out = helper.make_model(
        helper.make_graph(graph.nodes, "blend-boundary", [crops], [logits], graph.initialisers),
        opset_imports=[helper.make_opsetid("", OPSET)],
        producer_name="second-look-training",
    )
    out.ir_version = 8
    onnx.checker.check_model(out, full_check=True)
    return out
