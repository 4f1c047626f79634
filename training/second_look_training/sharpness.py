"""Sharpness-aware minimisation ([Foret et al. 2021](https://arxiv.org/abs/2010.01412)).

A step follows the gradient from where the loss is highest nearby, and so away from weights that suit only the very pictures
that were seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import nn


@contextmanager
def uphill(model: nn.Module, radius: float) -> Iterator[None]:
    """Inside, the weights stand `radius` from where they were, along the gradient that they have; then back to the bit.

    Where the gradient is nought or not finite (float16 overflows at times), they stay.
    """
    moved = [parameter for parameter in model.parameters() if parameter.grad is not None]
    held = [parameter.detach().clone() for parameter in moved]
    norm = torch.nn.utils.get_total_norm([parameter.grad for parameter in moved])
    if torch.isfinite(norm) and norm > 0:
        with torch.no_grad():
            for parameter in moved:
                parameter.add_(parameter.grad * (radius / norm))
    try:
        yield
    finally:
        with torch.no_grad():
            for parameter, before in zip(moved, held, strict=True):
                parameter.copy_(before)
