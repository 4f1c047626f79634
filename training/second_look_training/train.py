"""Trains `blend-boundary` from the cut-outs: EfficientNet-Lite0 with logits manipulated and photographic."""

import argparse
import copy
import json
import math
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from sklearn.metrics import roc_auc_score
from torch.nn import functional
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .batches import UNUSED, Batches
from .cutouts import Cutouts
from .face_crop import crop_face_fast, face_square
from .lite0 import Lite0, from_imagenet, normalise

BODY_RATE, HEAD_RATE = 3e-4, 1e-3
WARM_UP = 0.05
"""Share of training in which the rate rises."""
FREEZE_STATISTICS_AT = 0.1
"""Batch-norm statistics stay as they are after this share of training: steps then take half the time."""
SMOOTHING = 0.05
PHOTOGRAPHIC_WEIGHT = 0.5
EMA = 0.998
CHECKPOINT_SECONDS = 180


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `train`."""
    parser.add_argument("--work", required=True, type=Path, help="folder with cut-outs; checkpoints go there")
    parser.add_argument("--steps", type=int, default=4000, help="length of the run; the rate falls along a cosine")
    parser.add_argument("--minutes", type=float, help="follow the clock instead of a step count")
    parser.add_argument("--check-every", type=int, default=400, help="steps between checks on cal")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)


class Stream(IterableDataset):
    """Batches made in a worker process."""

    def __init__(self, work: Path, seed: int):
        self.work, self.seed = work, seed

    def __iter__(self):
        """Endless (crops, targets)."""
        cv2.setNumThreads(1)
        info = get_worker_info()
        batches = Batches(Cutouts(self.work), "train", self.seed + 1000 * (info.id if info else 0))
        while True:
            crops, targets = batches.batch()
            yield torch.from_numpy(crops), torch.from_numpy(targets)


class CheckSet:
    """Fixed cal crops: DFDC as it is, worn genuine faces with their twins, and what is no face photo."""

    def __init__(self, cutouts: Cutouts, faces: int = 240, pairs: int = 150):
        batches = Batches(cutouts, "cal", seed=7)
        rng = np.random.default_rng(7)
        parts = {
            "dfdc_real": rng.permutation(batches.genuine["dfdc"])[:faces],
            "dfdc_fake": rng.permutation(batches.fakes)[:faces],
        }
        self.crops = {
            name: np.stack(
                [crop_face_fast(cutouts.picture(i), face_square(cutouts.points(i))) for i in map(int, indices)]
            )
            for name, indices in parts.items()
        }
        twins = [batches.pair(batches.draw_genuine()) for _ in range(pairs)]
        self.crops["untouched"] = np.stack([pair[0] for pair in twins])
        self.crops["blended"] = np.stack([pair[1] for pair in twins])
        self.crops["art"] = np.stack(
            [crop_face_fast(cutouts.picture(i), face_square(cutouts.points(i))) for i in batches.art]
        )

    def measure(self, model: Lite0) -> dict[str, float]:
        """AUCs on cal."""
        logits = {name: score(model, crops) for name, crops in self.crops.items()}
        genuine = np.concatenate([logits["dfdc_real"], logits["untouched"]])
        return {
            "dfdc": auc(logits["dfdc_fake"][:, 0], logits["dfdc_real"][:, 0]),
            "pairs": auc(logits["blended"][:, 0], logits["untouched"][:, 0]),
            "pair_order": float((logits["blended"][:, 0] > logits["untouched"][:, 0]).mean()),
            "photographic": auc(genuine[:, 1], logits["art"][:, 1]),
        }


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the ROC curve."""
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    return float(roc_auc_score(labels, np.concatenate([positive, negative])))


@torch.no_grad()
def score(model: Lite0, crops: np.ndarray, batch: int = 64) -> np.ndarray:
    """Logits n×2 of uint8 or float crops n×160×160×3, in evaluation mode."""
    training = model.training
    model.eval()
    parts = [model(normalise(torch.from_numpy(crops[i : i + batch]))).numpy() for i in range(0, len(crops), batch)]
    model.train(training)
    return np.concatenate(parts)


def loss_of(logits: torch.Tensor, targets: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of both logits; the manipulated one only where the sample is a photographed face."""
    used = targets != UNUSED
    smoothed = targets.clamp(0, 1) * (1 - SMOOTHING) + SMOOTHING / 2
    raw = functional.binary_cross_entropy_with_logits(logits, smoothed, reduction="none") * used
    each = raw.sum(0) / used.sum(0).clamp(min=1)
    return each[0] + PHOTOGRAPHIC_WEIGHT * each[1]


def rate_at(progress: float) -> float:
    """Share of the full learning rate at a share of training: linear warm-up, then cosine to 1 %."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.02)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def make_optimiser(model: Lite0) -> torch.optim.AdamW:
    """AdamW; a higher rate for the head, no decay for vectors."""
    groups = [
        {"params": [], "base": BODY_RATE, "weight_decay": 0.02},
        {"params": [], "base": BODY_RATE, "weight_decay": 0.0},
        {"params": list(model._fc.parameters()), "base": HEAD_RATE, "weight_decay": 0.01},
    ]
    for name, parameter in model.named_parameters():
        if not name.startswith("_fc."):
            groups[0 if parameter.ndim > 1 else 1]["params"].append(parameter)
    return torch.optim.AdamW(groups, lr=BODY_RATE)


@torch.no_grad()
def follow(average: Lite0, model: Lite0, step: int) -> None:
    """Move the running average towards the model; quickly at first."""
    keep = min(EMA, (1 + step) / (10 + step))
    for mine, theirs in zip(average.state_dict().values(), model.state_dict().values(), strict=True):
        if mine.dtype.is_floating_point:
            mine.lerp_(theirs, 1 - keep)
        else:
            mine.copy_(theirs)


def run(arguments: argparse.Namespace) -> None:
    """Train, resuming from `last.pt` if it is there; the best average on cal goes to `best.pt`."""
    torch.set_num_threads(arguments.threads)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    model = from_imagenet().to(memory_format=torch.channels_last)
    average = copy.deepcopy(model)
    optimiser = make_optimiser(model)
    step, spent, best = 0, 0.0, 0.0
    last = arguments.work / "last.pt"
    if last.exists():
        state = torch.load(last, weights_only=True)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent, best = state["step"], state["spent"], state["best"]
        print(f"resumed at step {step}", flush=True)
    # An int seed that differs after a resume, so that the same draws do not come again.
    stream = iter(
        DataLoader(
            Stream(arguments.work, arguments.seed + step),
            batch_size=None,
            num_workers=1,
            prefetch_factor=8,
            multiprocessing_context="spawn",
        )
    )
    checks = CheckSet(Cutouts(arguments.work))
    started = saved = time.monotonic()
    running, waited = 0.0, 0.0
    model.train()
    while True:
        elapsed = spent + time.monotonic() - started
        progress = elapsed / 60 / arguments.minutes if arguments.minutes else step / arguments.steps
        if progress >= 1:
            break
        asked = time.monotonic()
        crops, targets = next(stream)
        waited += time.monotonic() - asked
        if progress >= FREEZE_STATISTICS_AT:
            model.freeze_statistics()
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * rate_at(progress)
        loss = loss_of(model(normalise(crops)), targets)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        follow(average, model, step)
        step += 1
        running += loss.item()
        if step % 50 == 0:
            print(
                f"step {step} progress {progress:.3f} loss {running / 50:.4f} wait {waited / 50 * 1000:.0f} ms "
                f"minutes {elapsed / 60:.1f}",
                flush=True,
            )
            running = waited = 0.0
        if step % arguments.check_every == 0:
            best = _check(arguments.work, average, checks, step, best)
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            saved = time.monotonic()
            _save(last, model, average, optimiser, step, spent + saved - started, best)
    best = _check(arguments.work, average, checks, step, best)
    _save(last, model, average, optimiser, step, spent + time.monotonic() - started, best)
    print(f"done: {step} steps, best {best:.4f}")


def _check(work: Path, average: Lite0, checks: CheckSet, step: int, best: float) -> float:
    """Measure the average on cal and keep it if it is the best so far by the mean of the two AUCs."""
    figures = checks.measure(average)
    mean = (figures["dfdc"] + figures["pairs"]) / 2
    print(f"check step {step} " + json.dumps({name: round(value, 4) for name, value in figures.items()}), flush=True)
    if mean <= best:
        return best
    torch.save({"model": average.state_dict(), "step": step, "figures": figures}, work / "best.pt")
    return mean


def _save(path: Path, model: Lite0, average: Lite0, optimiser: torch.optim.Optimizer, step, spent, best) -> None:
    state = {
        "model": model.state_dict(),
        "average": average.state_dict(),
        "optimiser": optimiser.state_dict(),
        "step": step,
        "spent": spent,
        "best": best,
    }
    torch.save(state, path.with_suffix(".tmp"))
    path.with_suffix(".tmp").replace(path)
