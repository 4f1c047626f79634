"""Averages the weights of networks that one training led to: half the strangeness to new pictures, at no cost.

Source: Wortsman et al. 2022, "Model soups", arXiv 2203.05482.
"""

import argparse
import copy
from pathlib import Path

import torch

from .export import load
from .lite0 import Lite0
from .warm_start import fill, from_onnx


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `average`."""
    parser.add_argument("checkpoints", nargs="+", type=Path, help="or exported weights (.onnx)")
    parser.add_argument("--out", required=True, type=Path)


def run(arguments: argparse.Namespace) -> None:
    """Write the average as a half-precision checkpoint for `export`."""
    models = [from_onnx(path).eval() if path.suffix == ".onnx" else load(path) for path in arguments.checkpoints]
    weights = average(models).state_dict()
    halves = {name: value.half() if value.is_floating_point() else value for name, value in weights.items()}
    torch.save({"model": halves}, arguments.out)


@torch.no_grad()
def average(models: list[Lite0]) -> Lite0:
    """A network whose weights, batch norms worked in, are the means of the models'."""
    mean = copy.deepcopy(models[0])
    for layers in zip(*(each.convolutions() for each in (mean, *models)), strict=True):
        (_, layer, norm), *others = layers
        weights, biases = zip(*(other.folded(its_norm) for _, other, its_norm in others), strict=True)
        fill(layer, norm, torch.stack(weights).mean(0), torch.stack(biases).mean(0))
    for name, parameter in mean._fc.named_parameters():
        parameter.copy_(torch.stack([model._fc.get_parameter(name) for model in models]).mean(0))
    return mean
