"""A network of the size of MesoNet's Meso4, to compare with.

Layers as in Afchar et al. 2018, arXiv 1809.00888; own code. Its 8×8 last map comes from 224 pixels instead of 256.
"""

import torch
from torch import nn
from torch.nn import functional

STAGES = ((8, 3), (8, 5), (16, 5), (16, 5))
"""Channels and kernel of each convolution; all but the last are followed by halving."""
LAST_SIDE = 8
HIDDEN = 16


class MesoNet(nn.Module):
    """Normalised RGB n×3×224×224 to logits n×1; 27,977 parameters."""

    def __init__(self) -> None:
        super().__init__()
        layers, inputs = [], 3
        for channels, kernel in STAGES:
            layers += [nn.Conv2d(inputs, channels, kernel, padding="same"), nn.ReLU(), nn.BatchNorm2d(channels)]
            layers.append(nn.MaxPool2d(2))
            inputs = channels
        layers[-1] = nn.AdaptiveMaxPool2d(LAST_SIDE)
        self.layers = nn.Sequential(*layers)
        self._hidden = nn.Linear(inputs * LAST_SIDE**2, HIDDEN)
        self._dropout = nn.Dropout(0.5)
        self._fc = nn.Linear(HIDDEN, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits n×1."""
        hidden = functional.leaky_relu(self._hidden(self._dropout(self.layers(x).flatten(1))), 0.1)
        return self._fc(self._dropout(hidden))

    def freeze_statistics(self) -> None:
        """Nothing: a network that starts from chance goes on measuring them."""
