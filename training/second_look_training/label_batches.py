"""Draws batches of faces with their labels alone: manipulated or generated, and genuine. What comparators train on."""

import numpy as np

from .cutouts import Cutouts
from .worn_crops import WornCrops

EACH = 16
"""Faces of either class in a batch."""
FAKES = {"dfdc": 0.7, "stylegan-ffhq": 0.15, "generated-photos": 0.15}
GENUINE = {"dfdc": 0.7, "stylegan-ffhq": 0.15, "utkface": 0.1, "clips": 0.05}
"""Where the faces of either class come from."""


class LabelBatches(WornCrops):
    """Endless batches from the train split."""

    def __init__(self, cutouts: Cutouts, seed: int):
        super().__init__(cutouts, seed)
        self.genuine = {name: cutouts.where(source=name, label="real", split="train") for name in GENUINE}
        labels = {"swap", "generated"}
        self.fakes = {name: cutouts.where(source=name, label=labels, split="train") for name in FAKES}

    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """32×224×224×3 uint8 and targets 32×1 (manipulated)."""
        crops = [self._draw(FAKES, self.fakes) for _ in range(EACH)]
        crops += [self._draw(GENUINE, self.genuine) for _ in range(EACH)]
        return np.stack(crops), np.repeat(np.array([1.0, 0.0], np.float32), EACH)[:, None]

    def _draw(self, shares: dict[str, float], indices: dict[str, list[int]]) -> np.ndarray:
        source = self.rng.choice(list(shares), p=list(shares.values()))
        return self.single(int(self.rng.choice(indices[source])))
