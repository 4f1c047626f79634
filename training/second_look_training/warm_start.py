"""Starts training from exported weights, so that a longer or larger run need not begin at ImageNet."""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from .lite0 import BATCH_NORM_EPSILON, Lite0, SameConv


def from_onnx(path: Path) -> Lite0:
    """The network of a file that `export` wrote. Its batch norms only scale and shift: call `freeze_statistics`."""
    stored = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}
    model = Lite0(len(stored["logits.bias"]))
    _fill(stored, "stem", model._conv_stem, model._bn0)
    for index, block in enumerate(model._blocks):
        if block.expands:
            _fill(stored, f"block{index}.expand", block._expand_conv, block._bn0)
        _fill(stored, f"block{index}.depthwise", block._depthwise_conv, block._bn1)
        _fill(stored, f"block{index}.project", block._project_conv, block._bn2)
    _fill(stored, "head", model._conv_head, model._bn1)
    with torch.no_grad():
        model._fc.weight.copy_(_weight(stored, "logits.weight"))
        model._fc.bias.copy_(torch.from_numpy(stored["logits.bias"].copy()))
    return model


@torch.no_grad()
def _fill(stored: dict[str, np.ndarray], name: str, layer: SameConv, norm: nn.BatchNorm2d) -> None:
    layer.weight.copy_(_weight(stored, f"{name}.weight"))
    norm.bias.copy_(torch.from_numpy(stored[f"{name}.bias"].copy()))
    norm.running_var.fill_(1 - BATCH_NORM_EPSILON)


def _weight(stored: dict[str, np.ndarray], name: str) -> torch.Tensor:
    if name in stored:
        return torch.from_numpy(stored[name].copy())
    scale = stored[f"{name}.scale"]
    return torch.from_numpy(stored[f"{name}.int8"] * scale.reshape(-1, *[1] * (stored[f"{name}.int8"].ndim - 1)))
