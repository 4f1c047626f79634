"""`face-motion`: a small network on thumbnails of four aligned crops. It does not ship: docs/detectors/ABLATIONS.md."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .cutouts import Cutouts
from .lite0 import Lite0, from_imagenet
from .motion_batches import FRAMES, MotionBatches
from .tasks import Task, auc, score
from .warm_start import from_onnx
from .worn_crops import WORK_SCALE

BLOCKS = 11
"""Of Lite0's blocks those down to a sixteenth of the picture: beside two detectors no more fit into ten megabytes."""
CHANNELS = 112


class MotionNet(nn.Module):
    """Normalised RGB n×3×224×224 to logits n×1."""

    def __init__(self, body: Lite0):
        super().__init__()
        self.stem, self.norm, self.blocks = body._conv_stem, body._bn0, body._blocks[:BLOCKS]
        self._dropout = nn.Dropout(0.2)
        self._fc = nn.Linear(CHANNELS, 1)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Logits n×1."""
        x = nn.functional.relu6(self.stem.with_norm(x, self.norm), inplace=True)
        for block in self.blocks:
            x = block(x)
        return self._fc(self._dropout(x.mean((2, 3))).float())

    def freeze_statistics(self) -> None:
        """Stop updating the batch-norm statistics; call after every `train()`."""
        for module in self.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.eval()


class MotionTask(Task):
    """Four crops in one picture: altered or not."""

    name = "face-motion"
    logits = ("altered",)
    judged_by = ("altered",)

    def model(self) -> MotionNet:
        """The first blocks of exported weights, or of ImageNet's."""
        body = from_onnx(self.start) if self.start else from_imagenet(len(self.logits))
        return MotionNet(body).to(memory_format=torch.channels_last)

    def stream(self, work: Path, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Endless (thumbnails, targets)."""
        batches = MotionBatches(Cutouts(work), "train", seed)
        while True:
            yield batches.batch()

    def measure(self, model: nn.Module, work: Path) -> dict[str, float]:
        """AUC and order of fixed pairs made from genuine cal clips."""
        self._checks = self._checks or check_pairs(work)
        logits = {name: score(model, thumbnails)[:, 0] for name, thumbnails in self._checks.items()}
        return {
            "altered": auc(logits["altered"], logits["untouched"]),
            "pair_order": float((logits["altered"] > logits["untouched"]).mean()),
        }


def check_pairs(work: Path, each: int = 6) -> dict[str, np.ndarray]:
    """Fixed thumbnails of cal clips and of their altered twins, uint8 n×224×224×3 each."""
    batches = MotionBatches(Cutouts(work), "cal", seed=7)
    pairs = []
    for indices in batches.clips * each:
        start = batches.rng.integers(len(indices) - FRAMES + 1)
        frames = [batches.work_piece(index, WORK_SCALE) for index in indices[start : start + FRAMES]]
        pairs.append(batches.pair(frames))
    return {name: np.stack([pair[at] for pair in pairs]) for at, name in enumerate(("untouched", "altered"))}
