"""Measures on cal what `face-motion` would add to the fused detectors; the test split is not read.

Genuine cal clips against their own copies with a repeated self-blend or a drift, and against the talking-head clips,
which nothing is trained on. A clip is worth its mean fused evidence, alone and with the mean motion logit beside it.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold, cross_val_predict

from .cutouts import Cutouts
from .face_crop import crop_face_fast, face_square
from .faces import measure_face
from .items import Item
from .lite0 import Lite0
from .metrics import auc, bootstrap
from .motion import MotionNet
from .motion_batches import FRAMES, Sequence, alter, clips_of, thumbnail
from .samples import by_label
from .scoring import MODELS, Scorer
from .tasks import score


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `motion_gain`."""
    parser.add_argument("--work", required=True, type=Path, help="folder with cut-outs and face-motion-best.pt")
    parser.add_argument("--models", type=Path, default=MODELS)


def run(arguments: argparse.Namespace) -> None:
    """Print AUCs with and without `face-motion`, and their difference with its interval."""
    cv2.setNumThreads(1)
    network = MotionNet(Lite0(1))
    network.load_state_dict(torch.load(arguments.work / "face-motion-best.pt", weights_only=True)["model"])
    cutouts, scorer = Cutouts(arguments.work), Scorer(arguments.models, threads=1)
    genuine = [sequence_of(cutouts, indices) for indices in clips_of(cutouts, "cal", "real")]
    heads = [sequence_of(cutouts, indices) for indices in clips_of(cutouts, "train", "generated")]
    rng = np.random.default_rng(23)
    kinds = {"altered copies": [alter(rng, frames) for frames in genuine], "talking heads": heads}
    untouched = np.array([values_of(scorer, network, frames) for frames in genuine])
    for name, clips in kinds.items():
        values = np.concatenate([untouched, [values_of(scorer, network, frames) for frames in clips]])
        labels = np.arange(len(values)) >= len(untouched)
        # A clip and its copy must not stand on both sides of a fold.
        groups = np.arange(len(values)) % len(untouched) if name == "altered copies" else np.arange(len(values))
        print(json.dumps({"against": name, "genuine": len(untouched), "others": len(clips)} | gain(values, labels, groups)))


def sequence_of(cutouts: Cutouts, indices: list[int]) -> Sequence:
    """All frames of a clip."""
    return [(cutouts.picture(index), cutouts.points(index)) for index in indices]


def values_of(scorer: Scorer, network: MotionNet, frames: Sequence) -> tuple[float, float]:
    """Mean fused evidence of the frames, and mean motion logit of every four that follow one another."""
    item = Item("", "clips", "real", "cal", "")
    faces = [measure_face(item, at, picture, points, np.zeros(2)) for at, (picture, points) in enumerate(frames)]
    crops = [crop_face_fast(picture, face_square(points)) for picture, points in frames]
    thumbnails = [thumbnail(crops[at : at + FRAMES]) for at in range(len(crops) - FRAMES + 1)]
    return float(scorer.score(faces).fused.mean()), float(score(network, np.stack(thumbnails)).mean())


def gain(values: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> dict[str, float | list[float]]:
    """AUC of fused evidence, of motion, and of both, each by a regression that never saw the clip; and the difference."""
    folds = StratifiedGroupKFold(5, shuffle=True, random_state=3)
    regression = LogisticRegression(class_weight="balanced")

    def judged(columns: slice) -> np.ndarray:
        chosen = values[:, columns]
        return cross_val_predict(regression, chosen, labels, groups=groups, cv=folds, method="decision_function")

    scores = {"fused": judged(slice(0, 1)), "motion": judged(slice(1, 2)), "both": judged(slice(0, 2))}
    aucs = {name: by_label(auc, each, labels) for name, each in scores.items()}
    interval = bootstrap(
        lambda at: by_label(auc, scores["both"][at], labels[at]) - by_label(auc, scores["fused"][at], labels[at]), groups
    )
    found = {name: round(value, 3) for name, value in aucs.items()}
    return found | {"gain": round(aucs["both"] - aucs["fused"], 3), "interval": [round(each, 3) for each in interval]}
