"""Trains a detector from the cut-outs; a new start resumes from its last checkpoint."""

import argparse
import copy
import json
import math
import time
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

from .comparators import COMPARATORS
from .generators import LEARNT
from .motion import MotionTask
from .sharpness import uphill
from .tasks import TASKS, Task

TRAINED = {**TASKS, **COMPARATORS, MotionTask.name: MotionTask}
"""What ships, what it is compared with, and what did not help."""
WARM_UP = 0.05
"""Share of training in which the rate rises."""
FREEZE_STATISTICS_AT = 0.1
"""Batch-norm statistics stay as they are after this share of training: steps of Lite0 then take half the time."""
SHARP_RATE = 0.5
"""Learning rate where labels are as they are, over the usual one."""
EMA = 0.998
CHECKPOINT_SECONDS = 180
OTHER_SEED = 1_000_003
"""Between the seeds of two workers: far enough that a resumed run draws nothing twice."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `train`."""
    parser.add_argument("--detector", choices=list(TRAINED), default="blend-boundary")
    parser.add_argument("--work", required=True, type=Path, help="folder with cut-outs; checkpoints go there")
    parser.add_argument("--start", type=Path, help="exported weights to start from; default: ImageNet's")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        type=generators,
        metavar="GENERATOR[+GENERATOR]",
        help="train a sibling beside it that never sees these generators",
    )
    parser.add_argument(
        "--sharpen",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="the last share of the run, or all of it (1): labels as they are, at half the learning rate",
    )
    parser.add_argument(
        "--sharpness",
        type=float,
        default=0.0,
        metavar="RADIUS",
        help="sharpness-aware minimisation: how far from the weights the gradient is taken; a step takes twice as long",
    )
    parser.add_argument("--rate", type=float, default=1.0, help="learning rate, over the usual one")
    parser.add_argument("--batches", type=int, default=1, help="batches of 32 a step")
    parser.add_argument("--steps", type=int, default=4000, help="length of the run; the rate falls along a cosine")
    parser.add_argument("--minutes", type=float, help="follow the clock instead of a step count")
    parser.add_argument("--check-every", type=int, default=400, help="steps between checks on cal")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--workers", type=int, default=1, help="processes that make batches; a fast GPU wants many")
    parser.add_argument("--seed", type=int, default=1)


def generators(text: str) -> tuple[str, ...]:
    """Names joined by `+`; raises ArgumentTypeError for one that is not drawn."""
    names = tuple(text.split("+"))
    if unknown := set(names) - set(LEARNT):
        raise argparse.ArgumentTypeError(f"no generator of {', '.join(LEARNT)}: {', '.join(sorted(unknown))}")
    return names


class Stream(IterableDataset):
    """Batches made in a worker process."""

    def __init__(self, task: Task, work: Path, seed: int):
        self.task, self.work, self.seed = task, work, seed

    def __iter__(self):
        """Endless (inputs, targets)."""
        cv2.setNumThreads(1)
        for inputs, targets in self.task.stream(self.work, self.seed + OTHER_SEED * get_worker_info().id):
            yield torch.from_numpy(inputs), torch.from_numpy(targets)


def rate_at(progress: float) -> float:
    """Share of the full learning rate at a share of training: linear warm-up, then cosine to 1 %."""
    if progress < WARM_UP:
        return max(progress / WARM_UP, 0.02)
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * (progress - WARM_UP) / (1 - WARM_UP)))


def make_optimiser(task: Task, model: nn.Module) -> torch.optim.AdamW:
    """AdamW; the head at its own rate, no decay for vectors."""
    groups = [
        {"params": [], "base": task.body_rate, "weight_decay": 0.02},
        {"params": [], "base": task.body_rate, "weight_decay": 0.0},
        {"params": [], "base": task.head_rate, "weight_decay": 0.01},
    ]
    for name, parameter in model.named_parameters():
        groups[2 if task.head in name else 0 if parameter.ndim > 1 else 1]["params"].append(parameter)
    return torch.optim.AdamW(groups, lr=task.body_rate, fused=True)


def by_size(batches: Iterable[tuple[torch.Tensor, torch.Tensor]]) -> list[tuple[float, torch.Tensor, torch.Tensor]]:
    """Batches of one step, those with pictures of one size together: share of the batches, pictures and targets of each."""
    alike: dict[torch.Size, list[tuple[torch.Tensor, torch.Tensor]]] = {}
    for batch in batches:
        alike.setdefault(batch[0].shape[1:], []).append(batch)
    count = sum(map(len, alike.values()))
    return [(len(each) / count, *map(torch.cat, zip(*each, strict=True))) for each in alike.values()]


@torch.no_grad()
def follow(average: nn.Module, model: nn.Module, step: int) -> None:
    """Move the running average towards the model; quickly at first."""
    keep = min(EMA, (1 + step) / (10 + step))
    mine, theirs = average.state_dict(), model.state_dict()
    moving = [name for name, value in mine.items() if value.dtype.is_floating_point]
    torch._foreach_lerp_([mine[name] for name in moving], [theirs[name] for name in moving], 1 - keep)
    for name in mine.keys() - set(moving):
        mine[name].copy_(theirs[name])


def run(arguments: argparse.Namespace) -> None:
    """Train; the best average on cal goes to `<name>-best.pt`, the state to `<name>-last.pt`."""
    torch.set_num_threads(arguments.threads)
    cv2.setNumThreads(1)
    torch.manual_seed(arguments.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    task: Task = TRAINED[arguments.detector](arguments)
    model = task.model().to(device)
    average = copy.deepcopy(model)
    optimiser = make_optimiser(task, model)
    # Float16 holds pixels exactly. In batches of 128 launching binds, and it was no faster; a processor is slower at it.
    halves = device.type == "cuda"
    torch.backends.cudnn.benchmark = halves and task.one_size
    scaler = torch.amp.GradScaler(enabled=halves)
    step, spent, best = 0, 0.0, 0.0
    last = arguments.work / f"{task.name}-last.pt"
    if last.exists():
        state = torch.load(last, weights_only=True, map_location=device)
        model.load_state_dict(state["model"])
        average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent, best = state["step"], state["spent"], state["best"]
        print(f"resumed at step {step}", flush=True)
    # A seed that differs after a resume, so that the same draws do not come again.
    stream = iter(
        DataLoader(
            Stream(task, arguments.work, arguments.seed + step),
            batch_size=None,
            num_workers=arguments.workers,
            prefetch_factor=8,
            pin_memory=device.type == "cuda",
            multiprocessing_context="spawn",
        )
    )

    def backward(batches: list[tuple[float, torch.Tensor, torch.Tensor]]) -> torch.Tensor:
        with torch.autocast(device.type, torch.float16, enabled=halves):
            loss = sum(share * task.loss(model, inputs, targets) for share, inputs, targets in batches)
        optimiser.zero_grad(set_to_none=True)
        scaler.scale(loss).backward()
        return loss

    started = saved = time.monotonic()
    running, waited = torch.zeros((), device=device), 0.0
    model.train()
    while True:
        elapsed = spent + time.monotonic() - started
        progress = elapsed / 60 / arguments.minutes if arguments.minutes else step / arguments.steps
        if progress >= 1:
            break
        asked = time.monotonic()
        batches = by_size(islice(stream, arguments.batches))
        waited += time.monotonic() - asked
        if arguments.start or progress >= FREEZE_STATISTICS_AT:
            model.freeze_statistics()
        sharp = progress >= 1 - arguments.sharpen
        if sharp:
            task.sharpen()
        for group in optimiser.param_groups:
            group["lr"] = group["base"] * rate_at(progress) * arguments.rate * (SHARP_RATE if sharp else 1)
        batches = [
            (share, inputs.to(device, non_blocking=True), targets.to(device, non_blocking=True))
            for share, inputs, targets in batches
        ]
        loss = backward(batches)
        if arguments.sharpness:
            with uphill(model, arguments.sharpness):
                backward(batches)
        scaler.unscale_(optimiser)
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        scaler.step(optimiser)
        scaler.update()
        follow(average, model, step)
        step += 1
        running += loss.detach()
        if step % 50 == 0:
            print(
                f"step {step} progress {progress:.3f} loss {running.item() / 50:.4f} wait {waited / 50 * 1000:.0f} ms "
                f"minutes {elapsed / 60:.1f}",
                flush=True,
            )
            running.zero_()
            waited = 0.0
        if step % arguments.check_every == 0:
            best = check(task, arguments.work, average, step, best)
        if time.monotonic() - saved > CHECKPOINT_SECONDS:
            saved = time.monotonic()
            _save(last, model, average, optimiser, step, spent + saved - started, best)
    best = check(task, arguments.work, average, step, best)
    _save(last, model, average, optimiser, step, spent + time.monotonic() - started, best)
    print(f"done: {step} steps, best {best:.4f}")


def check(task: Task, work: Path, average: nn.Module, step: int, best: float) -> float:
    """Measure the average on cal and keep it if it is the best so far by the mean of the figures that judge."""
    figures = task.measure(average, work)
    mean = float(np.mean([figures[name] for name in task.judged_by if name in figures]))
    print(f"check step {step} " + json.dumps({name: round(value, 4) for name, value in figures.items()}), flush=True)
    if mean <= best:
        return best
    for name, network in task.networks(average).items():
        state = {"detector": name, "model": network.state_dict(), "step": step, "figures": figures}
        torch.save(state, work / f"{name}-best.pt")
    return mean


def _save(path: Path, model: nn.Module, average: nn.Module, optimiser: torch.optim.Optimizer, step, spent, best) -> None:
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
