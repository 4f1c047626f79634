"""What `train` needs to know of each detector: its network, its batches, its loss and what is measured on cal."""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch import nn
from torch.nn import functional

from .batches import UNUSED, Batches
from .cutouts import Cutouts
from .face_crop import crop_face_fast, face_square
from .generators import GENERATORS
from .lite0 import Lite0, from_imagenet, normalise
from .reconstructions import Reconstructions
from .trace_batches import TraceBatches
from .warm_start import from_onnx

SMOOTHING = 0.05
PHOTOGRAPHIC_WEIGHT = 0.5


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the ROC curve."""
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    return float(roc_auc_score(labels, np.concatenate([positive, negative])))


def score(model: nn.Module, inputs: np.ndarray, batch: int = 64) -> np.ndarray:
    """Logits of uint8 or float pictures n×h×w×3, in evaluation mode."""
    training = model.training
    device = next(model.parameters()).device
    model.eval()
    with torch.no_grad():
        pieces = (torch.from_numpy(inputs[i : i + batch]).to(device) for i in range(0, len(inputs), batch))
        parts = [model(normalise(piece)).cpu().numpy() for piece in pieces]
    model.train(training)
    return np.concatenate(parts)


def loss_of(
    logits: torch.Tensor, targets: torch.Tensor, weights: Sequence[float], smoothing: float = SMOOTHING
) -> torch.Tensor:
    """Smoothed binary cross-entropy of each logit, over the samples where it counts, weighed and summed over the logits."""
    used = targets != UNUSED
    smoothed = targets.clamp(0, 1) * (1 - smoothing) + smoothing / 2
    raw = functional.binary_cross_entropy_with_logits(logits, smoothed, reduction="none") * used
    each = raw.sum(0) / used.sum(0).clamp(min=1)
    return (each * each.new_tensor(weights)).sum()


class Task:
    """One detector's training: an EfficientNet-Lite0 on some pictures."""

    name: str
    """Names its checkpoints."""
    logits: tuple[str, ...]
    weights: tuple[float, ...] = ()
    """Of the logits in the loss; one each where none are given."""
    judged_by: tuple[str, ...]
    """The figures on cal whose mean chooses the best checkpoint."""
    body_rate, head_rate, head = 3e-4, 1e-3, "_fc."
    """Learning rates, and what the names of the head's parameters hold."""
    one_size = True
    """Whether all its pictures have one size, so that looking for the fastest convolutions of that size pays."""

    def __init__(self, arguments: argparse.Namespace):
        self.start: Path | None = arguments.start
        self.smoothing = SMOOTHING
        self._checks: dict[str, np.ndarray] | None = None

    def model(self) -> Lite0:
        """From exported weights, or ImageNet's."""
        model = from_onnx(self.start) if self.start else from_imagenet(len(self.logits))
        return model.to(memory_format=torch.channels_last)

    def networks(self, model: nn.Module) -> dict[str, nn.Module]:
        """The networks to keep, by the names of their checkpoints."""
        return {self.name: model}

    def loss(self, model: nn.Module, inputs: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
        """Of one batch."""
        weights = (self.weights or (1.0,) * len(self.logits)) * (targets.shape[1] // len(self.logits))
        return loss_of(model(normalise(inputs)), targets, weights, self.smoothing)

    def sharpen(self) -> None:
        """For the end of a training: smoothed labels crowd the surest answers together, right and wrong ones alike."""
        self.smoothing = 0.0

    def stream(self, work: Path, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Endless (pictures, targets)."""
        raise NotImplementedError

    def measure(self, model: nn.Module, work: Path) -> dict[str, float]:
        """Figures on cal."""
        raise NotImplementedError


class Family(nn.Module):
    """A network and its siblings, each of which never sees some generators: all learn from the same batches, step for step."""

    def __init__(self, members: dict[str, Lite0]):
        super().__init__()
        self.members = nn.ModuleList(members.values())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """n×3×h×w to the logits of every member, side by side."""
        return torch.cat([member(x) for member in self.members], 1)

    def freeze_statistics(self) -> None:
        """Of every member."""
        for member in self.members:
            member.freeze_statistics()


class SiblingsTask(Task):
    """A detector, and siblings of it for generators left out."""

    def __init__(self, arguments: argparse.Namespace):
        super().__init__(arguments)
        self.without: tuple[tuple[str, ...], ...] = tuple(arguments.without)

    def model(self) -> Family:
        """All start alike."""
        members = {name: super(SiblingsTask, self).model() for name in ("", *map("+".join, self.without))}
        return Family(members)

    def networks(self, model: nn.Module) -> dict[str, nn.Module]:
        """The detector, and its siblings."""
        names = [self.name, *(f"{self.name}-without-{'+'.join(generators)}" for generators in self.without)]
        return dict(zip(names, model.members, strict=True))

    def stream(self, work: Path, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Endless (pictures, targets n×(logits of every member))."""
        batches = self.batches(Cutouts(work), Reconstructions(work), "train", seed)
        while True:
            pictures, targets, generators = batches.batch()
            whole = targets.reshape(len(targets), -1)
            unseen = [whole.copy() for _ in self.without]
            for each, names in zip(unseen, self.without, strict=True):
                each[np.isin(generators, names), 0] = UNUSED
            yield pictures, np.concatenate([whole, *unseen], 1)

    def portraits(self, logits: dict[str, np.ndarray]) -> dict[str, float]:
        """AUCs of each generator's checks against the `partners`; the siblings' on their own are shown but choose nothing."""
        figures = {name: auc(logits[name][:, 0], logits["partners"][:, 0]) for name in GENERATORS}
        for member, names in enumerate(self.without, 1):
            column = member * len(self.logits)
            for name in figures.keys() & set(names):
                figures[f"left out: {name}"] = auc(logits[name][:, column], logits["partners"][:, column])
        return figures


class BlendTask(SiblingsTask):
    """`blend-boundary`: EfficientNet-Lite0 on aligned crops."""

    name = "blend-boundary"
    logits = ("manipulated", "photographic")
    weights = (1.0, PHOTOGRAPHIC_WEIGHT)
    judged_by = ("dfdc", "pairs", "stylegan", "generated.photos")
    batches = Batches

    def measure(self, model: nn.Module, work: Path) -> dict[str, float]:
        """AUCs on fixed cal crops: DFDC as it is, worn genuine faces with their twins, worn portraits, and what is no
        face photo."""
        self._checks = self._checks or check_crops(work)
        logits = {name: score(model, crops) for name, crops in self._checks.items()}
        genuine = np.concatenate([logits["dfdc_real"], logits["untouched"]])
        return {
            "dfdc": auc(logits["dfdc_fake"][:, 0], logits["dfdc_real"][:, 0]),
            "pairs": auc(logits["blended"][:, 0], logits["untouched"][:, 0]),
            "pair_order": float((logits["blended"][:, 0] > logits["untouched"][:, 0]).mean()),
            "photographic": auc(genuine[:, 1], logits["art"][:, 1]),
        } | self.portraits(logits)


def check_crops(work: Path, faces: int = 320, pairs: int = 200, portraits: int = 120) -> dict[str, np.ndarray]:
    """Fixed cal crops of `blend-boundary`, uint8 n×224×224×3 each."""
    cutouts = Cutouts(work)
    batches, rng = Batches(cutouts, Reconstructions(work), "cal", seed=7), np.random.default_rng(7)
    parts = {
        "dfdc_real": rng.permutation(batches.genuine["dfdc"])[:faces],
        "dfdc_fake": rng.permutation(batches.swaps)[:faces],
        "art": batches.art,
    }
    crops = {
        name: np.stack([crop_face_fast(cutouts.picture(i), face_square(cutouts.points(i))) for i in map(int, indices)])
        for name, indices in parts.items()
    }
    twins = [batches.pair(batches.draw_genuine()) for _ in range(pairs)]
    crops["untouched"] = np.stack([pair[0] for pair in twins])
    crops["blended"] = np.stack([pair[1] for pair in twins])
    of_generators = batches.generated.portraits | {"partners": batches.genuine["stylegan-ffhq"]}
    for name, indices in of_generators.items():
        crops[name] = np.stack([batches.portrait(int(rng.choice(indices)), retouched=0.0) for _ in range(portraits)])
    return crops


class TraceTask(SiblingsTask):
    """`synthesis-trace`: EfficientNet-Lite0 on windows at native resolution."""

    name = "synthesis-trace"
    logits = ("generated",)
    judged_by = ("pairs", "stylegan", "generated.photos")
    batches = TraceBatches
    one_size = False

    def measure(self, model: nn.Module, work: Path) -> dict[str, float]:
        """AUCs on fixed worn cal windows."""
        self._checks = self._checks or check_windows(work)
        logits = {name: score(model, windows) for name, windows in self._checks.items()}
        return {"pairs": auc(logits["decoded"][:, 0], logits["genuine"][:, 0])} | self.portraits(logits)


def check_windows(work: Path, each: int = 120) -> dict[str, np.ndarray]:
    """Fixed cal windows of `synthesis-trace`, uint8 n×160×160×3 each."""
    batches = TraceBatches(Cutouts(work), Reconstructions(work), "cal", seed=7)
    pairs = [batches.pair() for _ in range(each)]
    windows = {
        "genuine": np.stack([pair[0] for pair in pairs]),
        "decoded": np.stack([pair[1] for pair in pairs]),
        "partners": np.stack(
            [batches.single(int(batches.rng.choice(batches.genuine["stylegan-ffhq"]))) for _ in range(each)]
        ),
    }
    for name, indices in batches.generated.portraits.items():
        windows[name] = np.stack([batches.single(int(batches.rng.choice(indices))) for _ in range(each)])
    return windows


TASKS = {"blend-boundary": BlendTask, "synthesis-trace": TraceTask}
