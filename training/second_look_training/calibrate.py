"""Turns logits into evidence and sets the thresholds and the gate's sharpness, on the cal split only."""

import argparse
import json
import math
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from sklearn.linear_model import LogisticRegression

from .batches import CROSS_FACE, WORK_SCALE, Batches
from .blending import cross_blend, self_blend
from .codec import draw_wear, wear
from .cutouts import Cutouts
from .export import MODEL, logits_of, session
from .face_crop import INPUT_SIDE, CROP_SCALE, crop_face
from .face_gate import read_gate, reasons, write_gate
from .faces import MeasuredFace, link_tracks, measured_faces
from .items import data_folder

VERSION = "0.1.0"
STRONG, SOFT, UNCLEAR = 0.001, 0.01, 0.05
"""Shares of genuine faces above each threshold."""
MARGIN = 0.25
"""Added to a threshold that is the calibration faces' maximum, nats."""
GENUINE_REJECTED = 0.01
"""Share of genuine faces that the photographic threshold may turn away."""
BLURRED = 0.015
"""Share of genuine cal faces that the sharpness gate may turn away."""
WORN = 0.5
"""Share of the calibration's self-blended pairs that are also worn (size, codec)."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `calibrate`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--model", type=Path, default=MODEL)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--version", default=VERSION)


@dataclass(frozen=True)
class Platt:
    """evidence = scale · logit + offset: ln p(seen | manipulated) − ln p(seen | genuine), nats."""

    scale: float
    offset: float

    def evidence(self, logits: np.ndarray) -> np.ndarray:
        """Nats."""
        return self.scale * logits + self.offset


def fit_platt(manipulated: np.ndarray, genuine: np.ndarray) -> Platt:
    """Logistic fit with both classes weighing the same, so that its log-odds are a log-likelihood ratio."""
    logits = np.concatenate([manipulated, genuine])[:, None]
    labels = np.concatenate([np.ones(len(manipulated)), np.zeros(len(genuine))])
    fit = LogisticRegression(C=1e6, class_weight="balanced").fit(logits, labels)
    return Platt(float(fit.coef_[0, 0]), float(fit.intercept_[0]))


def conformal_threshold(genuine: np.ndarray, alpha: float) -> float:
    """A value that a further genuine face exceeds with probability at most about alpha.

    The ⌈(n+1)(1−α)⌉-th smallest value; where that is the maximum or beyond it, the maximum and MARGIN.
    """
    n = len(genuine)
    rank = math.ceil((n + 1) * (1 - alpha))
    ordered = np.sort(genuine)
    return float(ordered[rank - 1]) if rank < n else float(ordered[-1]) + MARGIN


def pairs_of(cutouts: Cutouts, split: str, seed: int, most: int = 10_000) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Untouched and self-blended exact crops (float16 n×160×160×3) of a split's genuine faces, and their sources."""
    batches = Batches(cutouts, split, seed)
    rng = batches.rng
    untouched, blended, sources = [], [], []
    indices = [index for group in batches.genuine.values() for index in group if cutouts.entries[index]["frame"] == 0]
    for index in rng.permutation(indices)[:most]:
        picture, points = batches.work_piece(int(index), WORK_SCALE)
        if rng.random() < CROSS_FACE:
            donor = batches.similar(int(index))
            twin = cross_blend(rng, picture, points, cutouts.picture(donor), cutouts.points(donor))
        else:
            twin = self_blend(rng, picture, points)
        steps = draw_wear(rng) if rng.random() < WORN else []
        untouched.append(crop_face(wear(steps, picture), points).astype(np.float16))
        blended.append(crop_face(wear(steps, twin), points).astype(np.float16))
        sources.append(cutouts.entries[int(index)]["source"])
    return np.stack(untouched), np.stack(blended), sources


def by_group(faces: list[MeasuredFace], values: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """One value a source: the mean over a clip's track (the highest track of a group), the mean over a picture group."""
    at = {id(face): value for face, value in zip(faces, values, strict=True)}
    grouped: dict[tuple[str, str], list[float]] = {}
    for face in faces:
        if not face.item.is_clip:
            grouped.setdefault((face.item.source, face.item.group), []).append(at[id(face)])
    means = {key: float(np.mean(group)) for key, group in grouped.items()}
    clips: dict[str, list[MeasuredFace]] = {}
    for face in faces:
        if face.item.is_clip:
            clips.setdefault(face.item.path, []).append(face)
    for clip in clips.values():
        highest = max(float(np.mean([at[id(face)] for face in track])) for track in link_tracks(clip))
        key = (clip[0].item.source, clip[0].item.group)
        means[key] = max(means.get(key, -math.inf), highest)
    return np.array(list(means.values())), [source for source, _ in means]


def run(arguments: argparse.Namespace) -> None:
    """Write `models/blend-boundary.json` and the sharpness of `models/face-gate.json`."""
    cv2.setNumThreads(1)
    data = data_folder(arguments.data)
    cache = arguments.work / "faces-cal.pickle"
    faces, items = measured_faces(data, {"cal"}, arguments.processes, cache)
    runner = session(arguments.model)
    logits = logits_of(runner, np.stack([face.crop for face in faces]))
    gate = read_gate()
    sets = {name: [f for f in faces if f.item.source == name and f.item.label == "real"] for name in _sources(faces)}
    sharpness = {name: np.array([f.quality.sharpness for f in group]) for name, group in sets.items() if group}
    photos = np.concatenate([sharpness[name] for name in ("dfdc", "utkface", "stylegan-ffhq") if name in sharpness])
    gate = replace(gate, minSharpness=float(f"{np.quantile(photos, BLURRED):.2g}"))
    write_gate(gate)
    usable = np.array([not reasons(face.quality, gate) for face in faces])
    is_genuine = np.array([face.item.label == "real" for face in faces])
    is_swap = np.array([face.item.label == "swap" for face in faces])
    is_art = np.array([face.item.label == "not-photographic" for face in faces])

    untouched, blended, pair_sources = pairs_of(Cutouts(arguments.work), "cal", seed=11)
    plain, twin = logits_of(runner, untouched), logits_of(runner, blended)
    dfdc = np.array([face.item.source == "dfdc" for face in faces])
    swaps, reals = logits[usable & is_swap, 0], logits[usable & is_genuine & dfdc, 0]
    platt = fit_platt(np.concatenate([swaps, twin[:, 0]]), np.concatenate([reals, plain[:, 0]]))

    photographic = np.quantile(logits[usable & is_genuine, 1], GENUINE_REJECTED)
    counted = usable & is_genuine & (logits[:, 1] >= photographic)
    chosen = [face for face, take in zip(faces, counted, strict=True) if take]
    values, sources = by_group(chosen, platt.evidence(logits[counted, 0]))
    thresholds = {
        "unclear": conformal_threshold(values, UNCLEAR),
        "soft": conformal_threshold(values, SOFT),
        "strong": conformal_threshold(values, STRONG),
    }
    by_set = {name: sources.count(name) for name in sorted(set(sources))}
    document = {
        "id": "blend-boundary",
        "version": arguments.version,
        "inputSidePx": INPUT_SIDE,
        "cropScale": CROP_SCALE,
        "platt": {"scale": round(platt.scale, 4), "offset": round(platt.offset, 4)},
        "thresholds": {name: round(value, 3) for name, value in thresholds.items()},
        "photographic": {"minLogit": round(float(photographic), 3)},
        "calibratedOn": {
            "genuine": {"sources": len(values), **by_set},
            "manipulated": {"dfdc": int(len(swaps)), "selfBlended": len(twin)},
            "notPhotographic": int(is_art.sum()),
        },
    }
    arguments.model.with_suffix(".json").write_text(json.dumps(document, indent=2) + "\n")

    from .train import auc

    turned = {name: _gate_shares([f for f in faces if f.item.source == name], gate) for name in _sources(faces)}
    above = {name: float((values > value).mean()) for name, value in thresholds.items()}
    swap_evidence, twin_evidence = platt.evidence(swaps), platt.evidence(twin[:, 0])
    figures = {
        "cal AUC DFDC": auc(swaps, reals),
        "cal AUC self-blended pairs": auc(twin[:, 0], plain[:, 0]),
        "self-blend above its own untouched twin": float((twin[:, 0] > plain[:, 0]).mean()),
        "genuine sources above": above,
        "genuine quantiles (50, 90, 95, 99, 100 %)": np.quantile(values, [0.5, 0.9, 0.95, 0.99, 1]).round(3).tolist(),
        "DFDC swaps above": {name: float((swap_evidence > value).mean()) for name, value in thresholds.items()},
        "self-blends above": {name: float((twin_evidence > value).mean()) for name, value in thresholds.items()},
        "art turned away": float((logits[is_art, 1] < photographic).mean()) if is_art.any() else None,
        "art photographic logits": np.sort(logits[is_art, 1]).round(2).tolist(),
        "genuine turned away": float((logits[usable & is_genuine, 1] < photographic).mean()),
        "gate": turned,
        "sharpness quantiles (0.5, 1, 1.5, 2, 5, 50 %)": {
            name: np.quantile(values_, [0.005, 0.01, 0.015, 0.02, 0.05, 0.5]).round(1).tolist()
            for name, values_ in sharpness.items()
        },
        "turn quantiles (50, 90, 95, 99 %)": {
            name: np.quantile([f.quality.turn for f in group], [0.5, 0.9, 0.95, 0.99]).round(2).tolist()
            for name, group in sets.items()
            if group
        },
        "without a face": len(items) - len({face.item.path for face in faces}),
    }
    (arguments.work / "calibrate.json").write_text(json.dumps(figures, indent=2) + "\n")
    print(json.dumps(document, indent=2))
    print(json.dumps(figures, indent=2))


def _sources(faces: list[MeasuredFace]) -> list[str]:
    return sorted({face.item.source for face in faces})


def _gate_shares(faces: list[MeasuredFace], gate) -> dict[str, float]:
    """Share of a set's faces that each reason of the gate turns away."""
    found = [reason for face in faces for reason in reasons(face.quality, gate)]
    return {reason: round(found.count(reason) / len(faces), 3) for reason in sorted(set(found))}
