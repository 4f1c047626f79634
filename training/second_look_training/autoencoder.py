"""The tiny image auto-encoder TAEF2, to leave a generator's decoder traces in genuine pictures.

Weights: `autoencoder/taef2_{encoder,decoder}.pth` of the data folder (github.com/madebyollin/taesd, MIT). The network
is written from the tensors' names and shapes. Latents have 32 channels at an eighth of the picture's size.
"""

from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

CHANNELS, LATENT = 64, 32
NORM_GROUPS = 4


class _Block(nn.Module):
    """Three 3×3 convolutions around a shortcut; those at an eighth of the size first mix in a normalised 1×1 branch."""

    def __init__(self, mixes: bool):
        super().__init__()
        self.conv = nn.Sequential(_conv(), nn.ReLU(), _conv(), nn.ReLU(), _conv())
        self.pool = None
        if mixes:
            wide = 4 * CHANNELS
            self.pool = nn.Sequential(
                nn.Conv2d(CHANNELS, wide, 1, bias=False),
                nn.GroupNorm(NORM_GROUPS, wide),
                nn.ReLU(),
                nn.Conv2d(wide, CHANNELS, 1, bias=False),
            )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        if self.pool is not None:
            x = x + self.pool(x)
        return functional.relu(self.conv(x) + x)


class _Squash(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.tanh(x / 3) * 3


def _conv(inputs: int = CHANNELS, outputs: int = CHANNELS, bias: bool = True, stride: int = 1) -> nn.Conv2d:
    return nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=bias)


def _blocks(mixes: bool) -> list[nn.Module]:
    return [_Block(mixes) for _ in range(3)]


class Autoencoder(nn.Module):
    """RGB n×3×h×w in 0 … 1, sides multiples of 8, to its reconstruction."""

    def __init__(self, folder: Path):
        super().__init__()
        down = [part for _ in range(2) for part in (_conv(bias=False, stride=2), *_blocks(False))]
        last_down = (_conv(bias=False, stride=2), *_blocks(True))
        self.encoder = nn.Sequential(_conv(3), _Block(False), *down, *last_down, _conv(CHANNELS, LATENT))
        up = [part for _ in range(2) for part in (nn.Upsample(scale_factor=2), _conv(bias=False), *_blocks(False))]
        self.decoder = nn.Sequential(
            _Squash(),
            _conv(LATENT, CHANNELS),
            nn.ReLU(),
            *_blocks(True),
            *up,
            nn.Upsample(scale_factor=2),
            _conv(bias=False),
            _Block(False),
            _conv(CHANNELS, 3),
        )
        for name in ("encoder", "decoder"):
            state = torch.load(folder / f"taef2_{name}.pth", map_location="cpu", weights_only=True)
            getattr(self, name).load_state_dict(state)
        self.eval()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """The reconstruction, not yet limited to 0 … 1."""
        return self.decoder(self.encoder(x))


@torch.no_grad()
def reconstruct(network: Autoencoder, picture: np.ndarray) -> np.ndarray:
    """RGB uint8 h×w×3 to the same through the auto-encoder; edges are repeated to reach multiples of 8."""
    height, width = picture.shape[:2]
    padded = np.pad(picture, ((0, -height % 8), (0, -width % 8), (0, 0)), mode="edge")
    device = next(network.parameters()).device
    planes = torch.from_numpy(padded).to(device).permute(2, 0, 1)[None].float() / 255
    out = network(planes.contiguous(memory_format=torch.channels_last))[0].permute(1, 2, 0)
    return (out.clamp(0, 1) * 255 + 0.5).to(torch.uint8).cpu().numpy()[:height, :width]
