"""Writes a checkpoint as `models/<detector>.onnx`: preparation inside, batch norm folded, int8 weights.

Beside it come its twins: the graph that computes the same in half precision (`half_graph.py`), and the one that does without
the convolutions that WebAssembly is slow at (`banded_graph.py`).
"""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

from .banded_graph import SIDES, write_bands
from .face_crop import INPUT_SIDE
from .generators import GENERATORS
from .half_graph import write_half
from .lite0 import INPUT_MEAN, INPUT_SCALE, Lite0, SameConv
from .onnx_graph import Graph
from .tasks import TASKS, auc, check_crops, check_windows, score
from .twin import MODELS

MOST_BYTES = 5_000_000
MOST_LOGIT_ERROR = 0.02
MOST_AUC_CHANGE = 0.005
KEPT_FLOAT32 = ("stem.", "block0.", "block1.", "block2.", "block3.")
"""Few weights, and rounding them moved the logits most (mean change on cal 0.08 with them as int8, 0.02 without)."""


@dataclass(frozen=True)
class Input:
    """What a detector's model takes."""

    detector: str
    name: str
    shape: list[int | str]


INPUTS = {
    each.detector: each
    for each in (
        Input("blend-boundary", "crops", ["n", INPUT_SIDE, INPUT_SIDE, 3]),
        Input("synthesis-trace", "window", ["n", "h", "w", 3]),
    )
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `export`."""
    parser.add_argument("--detector", choices=list(TASKS), default="blend-boundary")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--checkpoint", type=Path, help="default: the detector's best in the work folder")
    parser.add_argument("--out", type=Path, help="default: models/<detector>.onnx")


def run(arguments: argparse.Namespace) -> None:
    """Export, then check size, parity and the price of int8 weights on cal."""
    name, work = arguments.detector, arguments.work
    out = arguments.out or MODELS / f"{name}.onnx"
    model = load(arguments.checkpoint or work / f"{name}-best.pt")
    plain = work / f"{name}-float32.onnx"
    onnx.save(build(model, INPUTS[name], int8=False), plain)
    onnx.save(build(model, INPUTS[name], int8=True), out)
    write_half(out)
    write_bands(out, SIDES[name])
    if name == "blend-boundary":
        checks, compared = check_crops(work), [("dfdc_fake", "dfdc_real"), ("blended", "untouched")]
    else:
        checks, compared = check_windows(work), [("decoded", "genuine")]
    compared += [(generator, "partners") for generator in GENERATORS]
    scores = {
        "PyTorch": {key: score(model, inputs) for key, inputs in checks.items()},
        "float32": {key: logits_of(plain, inputs, input_name=INPUTS[name].name) for key, inputs in checks.items()},
        "int8": {key: logits_of(out, inputs, input_name=INPUTS[name].name) for key, inputs in checks.items()},
    }
    errors = {
        kind: max(float(np.abs(scores[kind][key] - scores["PyTorch"][key]).max()) for key in checks)
        for kind in ("float32", "int8")
    }
    aucs = {
        f"{kind}, {fake} against {real}": auc(scores[kind][fake][:, 0], scores[kind][real][:, 0])
        for kind in ("PyTorch", "int8")
        for fake, real in compared
    }
    names = [f"{fake} against {real}" for fake, real in compared]
    change = max(abs(aucs[f"int8, {name}"] - aucs[f"PyTorch, {name}"]) for name in names)
    figures = {
        "bytes": out.stat().st_size,
        "float32 bytes": plain.stat().st_size,
        "inputs": sum(len(inputs) for inputs in checks.values()),
        "largest logit error, float32 ONNX against PyTorch": errors["float32"],
        "largest logit error, int8 weights against PyTorch": errors["int8"],
        "cal AUC": aucs,
        "largest AUC change by int8 weights": change,
    }
    (work / f"{name}-export.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(figures, indent=2))
    if figures["bytes"] > MOST_BYTES or errors["float32"] > MOST_LOGIT_ERROR or change > MOST_AUC_CHANGE:
        raise SystemExit("The exported model misses its size, parity or AUC bound.")


def load(checkpoint: Path) -> Lite0:
    """The network of a checkpoint, in evaluation mode."""
    weights = torch.load(checkpoint, weights_only=True, map_location="cpu")["model"]
    model = Lite0(len(weights["_fc.bias"]))
    model.load_state_dict(weights)
    return model.eval()


def session(path: Path, threads: int = 2) -> onnxruntime.InferenceSession:
    """An onnxruntime session on the processor."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that wait must not keep a processor that others work on.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def logits_of(
    model: Path | onnxruntime.InferenceSession, inputs: np.ndarray, batch: int = 32, input_name: str = "crops"
) -> np.ndarray:
    """Logits n×k of pictures n×h×w×3, 0 to 255."""
    runner = model if isinstance(model, onnxruntime.InferenceSession) else session(model)
    parts = [
        runner.run(["logits"], {input_name: inputs[i : i + batch].astype(np.float32)})[0]
        for i in range(0, len(inputs), batch)
    ]
    return np.concatenate(parts)


def trace_logit(runner: onnxruntime.InferenceSession, window: np.ndarray) -> float:
    """Logit of `synthesis-trace` for one window, h×w×3, 0 to 255."""
    return float(logits_of(runner, window[None], input_name=INPUTS["synthesis-trace"].name)[0, 0])


def trace_logits(trace: onnxruntime.InferenceSession, windows: list[np.ndarray]) -> np.ndarray:
    """One a window, whatever their sizes."""
    return np.array([trace_logit(trace, window) for window in windows], np.float64)


def build(model: Lite0, source: Input, int8: bool) -> onnx.ModelProto:
    """`source` float32 RGB 0–255 to `logits` n×k."""
    graph = Graph(int8, KEPT_FLOAT32)
    graph.constant("zero", np.float32(0))
    graph.constant("six", np.float32(6))
    mean, scale = graph.constant("mean", np.float32(INPUT_MEAN)), graph.constant("scale", np.float32(INPUT_SCALE))

    def conv(x: str, name: str, layer: SameConv, norm: nn.BatchNorm2d, relu6: bool) -> str:
        x = graph.conv(x, name, layer, *layer.folded(norm), (layer.begin, layer.end))
        return graph.node("Clip", [x, "zero", "six"], f"{name}.relu6") if relu6 else x

    x = graph.node("Transpose", [source.name], "planes", perm=[0, 3, 1, 2])
    x = graph.node("Sub", [x, mean], "centred")
    x = graph.node("Div", [x, scale], "normalised")
    x = conv(x, "stem", model._conv_stem, model._bn0, relu6=True)
    for index, block in enumerate(model._blocks):
        start, name = x, f"block{index}"
        if block.expands:
            x = conv(x, f"{name}.expand", block._expand_conv, block._bn0, relu6=True)
        x = conv(x, f"{name}.depthwise", block._depthwise_conv, block._bn1, relu6=True)
        x = conv(x, f"{name}.project", block._project_conv, block._bn2, relu6=False)
        if block.adds:
            x = graph.node("Add", [x, start], f"{name}.sum")
    x = conv(x, "head", model._conv_head, model._bn1, relu6=True)
    x = graph.node("GlobalAveragePool", [x], "pooled")
    x = graph.node("Flatten", [x], "features", axis=1)
    weight, bias = (value.detach().numpy() for value in (model._fc.weight, model._fc.bias))
    inputs = [x, graph.weight("logits.weight", weight), graph.constant("logits.bias", bias)]
    graph.node("Gemm", inputs, "logits", transB=1)
    return graph.model(source.detector, (source.name, source.shape), len(bias))
