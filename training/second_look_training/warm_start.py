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
    with torch.no_grad():
        for name, layer, norm in model.convolutions():
            fill(layer, norm, _weight(stored, f"{name}.weight"), torch.from_numpy(stored[f"{name}.bias"].copy()))
        model._fc.weight.copy_(_weight(stored, "logits.weight"))
        model._fc.bias.copy_(torch.from_numpy(stored["logits.bias"].copy()))
    return model


def fill(layer: SameConv, norm: nn.BatchNorm2d, weight: torch.Tensor, bias: torch.Tensor) -> None:
    """Set weights that have their batch norm in them; the norm then only shifts."""
    layer.weight.copy_(weight)
    norm.weight.fill_(1)
    norm.bias.copy_(bias)
    norm.running_mean.zero_()
    norm.running_var.fill_(1 - BATCH_NORM_EPSILON)


def _weight(stored: dict[str, np.ndarray], name: str) -> torch.Tensor:
    if name in stored:
        return torch.from_numpy(stored[name].copy())
    scale = stored[f"{name}.scale"]
    return torch.from_numpy(stored[f"{name}.int8"] * scale.reshape(-1, *[1] * (stored[f"{name}.int8"].ndim - 1)))
