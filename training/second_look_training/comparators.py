"""Networks to compare with: trained on the labels of the same data, measured by the same harness, never shipped."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from .cutouts import Cutouts
from .face_crop import crop_face_fast, face_square
from .label_batches import EACH, LabelBatches
from .lite0 import Lite0
from .mesonet import MesoNet
from .tasks import Task, auc, score

CHECKED = 320
"""Faces of each kind in cal that a checkpoint is judged on."""


class LabelTask(Task):
    """EfficientNet-Lite0 from ImageNet, on labels alone."""

    name = "lite0-on-labels"
    logits = ("manipulated",)
    judged_by = ("dfdc", "portraits")

    def stream(self, work: Path, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Endless (crops, targets)."""
        batches = LabelBatches(Cutouts(work), seed)
        while True:
            yield batches.batch()

    def measure(self, model: nn.Module, work: Path) -> dict[str, float]:
        """AUCs on fixed cal crops: DFDC, and generated portraits against genuine ones."""
        self._checks = self._checks or check_faces(work)
        logits = {name: score(model, crops)[:, 0] for name, crops in self._checks.items()}
        return {
            "dfdc": auc(logits["swap"], logits["dfdc"]),
            "portraits": auc(logits["generated"], logits["stylegan-ffhq"]),
        }


class MesoTask(LabelTask):
    """A network of MesoNet's size, from chance, on labels alone."""

    name = "mesonet"
    body_rate = 1e-3

    def model(self) -> MesoNet:
        """A fresh network."""
        return MesoNet().to(memory_format=torch.channels_last)


COMPARATORS = {task.name: task for task in (MesoTask, LabelTask)}


def check_faces(work: Path) -> dict[str, np.ndarray]:
    """Fixed cal crops as they are, uint8 n×224×224×3 each."""
    cutouts, rng = Cutouts(work), np.random.default_rng(7)
    kinds = {
        "swap": {"label": "swap"},
        "dfdc": {"source": "dfdc", "label": "real"},
        "generated": {"label": "generated", "source": {"stylegan-ffhq", "generated-photos"}},
        "stylegan-ffhq": {"source": "stylegan-ffhq", "label": "real"},
    }
    crops = {}
    for name, wanted in kinds.items():
        indices = rng.permutation(cutouts.where(split="cal", **wanted))[:CHECKED]
        crops[name] = np.stack(
            [crop_face_fast(cutouts.picture(i), face_square(cutouts.points(i))) for i in map(int, indices)]
        )
    return crops


@dataclass(frozen=True)
class Comparator:
    """A trained comparator."""

    name: str
    network: nn.Module
    steps: int

    @property
    def about(self) -> str:
        """Its size and schooling in words."""
        parameters = sum(each.numel() for each in self.network.parameters())
        return f"{parameters:,} parameters, {self.steps:,} steps of {2 * EACH} faces."

    def logits(self, crops: np.ndarray) -> np.ndarray:
        """One a crop, n×224×224×3, 0 to 255."""
        return score(self.network, crops)[:, 0]


def load_comparator(checkpoint: Path) -> Comparator:
    """From a checkpoint that `train` wrote."""
    state = torch.load(checkpoint, weights_only=True, map_location="cpu")
    name = state["detector"]
    network = MesoNet() if name == MesoTask.name else Lite0(len(LabelTask.logits))
    network.load_state_dict(state["model"])
    return Comparator(name, network.eval(), state["step"])
