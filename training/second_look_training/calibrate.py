"""Turns logits into evidence, fuses the detectors and sets the thresholds and gates, on the cal split only."""

import argparse
import json
import math
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from .batches import Batches
from .calibration import by_group, fit_platt
from .codec import draw_wear, encode_jpeg, resize_and_back, wear
from .cutouts import Cutouts
from .degradations import SHARED, Change, degrade_all
from .export import MODELS, logits_of, session, trace_logit, trace_logits
from .face_crop import CROP_SCALE, INPUT_SIDE, crop_face
from .face_gate import Quality, measure, read_gate, reasons, write_gate
from .face_window import MOST_SIDE, cut_window, detail
from .faces import MeasuredFace, measured_faces
from .gathered import CALM_SIDE, FIRST, Gathered, Heard
from .generators import GENERATORS
from .held_out import held_out, held_out_threshold
from .items import data_folder
from .reconstructions import Reconstructions
from .scoring import BLEND, TRACE
from .tasks import auc
from .trace_batches import draw_light_wear
from .video_codec import VideoCodec
from .worn_crops import WORK_SCALE

VERSION = "0.10.0"
STRONG, SOFT, UNCLEAR = 0.001, 0.01, 0.05
"""Shares of genuine sources above each threshold."""
GENUINE_REJECTED = 0.003
"""Share of genuine faces that the photographic threshold may turn away: a third of the 1 % that is promised, as others differ."""
BLURRED = 0.015
"""Share of genuine cal faces that the sharpness gate may turn away."""
WORN = 0.5
"""Share of the calibration's self-blended pairs that are also worn (size, codec)."""
TRACE_LEAST_SIDE = 112
"""Narrower windows are too small for `synthesis-trace`, pixels: the smallest that its training has."""
FALSE_SIGNS = math.log(10)
"""Evidence that a genuine window should not show, nats; and the share that may, in each of so many bins of detail."""
MOST_FALSE_SIGNS, DETAIL_BINS = 0.02, 10
WORN_FACES = 150
"""Genuine faces of each set that are worn for the least detail, at most."""
SOFTENED: list[Change] = [partial(resize_and_back, factor=factor) for factor in (0.5, 0.35)]
SOFTENED += [partial(cv2.GaussianBlur, ksize=(0, 0), sigmaX=sigma) for sigma in (0.8, 1.2, 1.6, 2.2)]
ENCODED: list[Change] = [*(partial(encode_jpeg, quality=quality) for quality in (60, 80, 92)), VideoCodec(True, 28)]
"""How genuine windows are worn: softened, as a picture that was enlarged or is out of focus, then stored in each way."""
WEARS = ["scale 0.75", "scale 0.5", "H.264 CRF 28", SHARED]
"""What a feed does to pictures: so worn, genuine ones must stay below the thresholds, too."""
WORN_PICTURES = 300
"""Genuine pictures of each set that are worn for the thresholds, at most."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `calibrate`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--work", required=True, type=Path)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--version", default=VERSION)


def twins_of(
    work: Path, split: str, seed: int, most: int = 700
) -> tuple[np.ndarray, np.ndarray, list[Quality]]:
    """Untouched and self-blended exact crops (float16 n×224×224×3) of a split's genuine faces, and their quality."""
    cutouts = Cutouts(work)
    batches = Batches(cutouts, Reconstructions(work), split, seed)
    rng = batches.rng
    untouched, blended, qualities = [], [], []
    indices = [index for group in batches.genuine.values() for index in group if cutouts.entries[index]["frame"] == 0]
    for index in rng.permutation(indices)[:most]:
        picture, twin, points = batches.twins(int(index), WORK_SCALE)
        steps = draw_wear(rng) if rng.random() < WORN else []
        crop = crop_face(wear(steps, picture), points)
        untouched.append(crop.astype(np.float16))
        blended.append(crop_face(wear(steps, twin), points).astype(np.float16))
        qualities.append(measure(crop, points))
    return np.stack(untouched), np.stack(blended), qualities


def decoded_windows(work: Path, seed: int) -> list[tuple[np.ndarray, np.ndarray, Quality]]:
    """Genuine windows of cal, their auto-encoded copies, both lightly worn half of the time, and their quality."""
    cutouts, stored, rng = Cutouts(work), Reconstructions(work), np.random.default_rng(seed)
    found = []
    for index in stored.entries:
        if cutouts.entries[index]["split"] != "cal":
            continue
        picture, points = cutouts.picture(index), cutouts.points(index)
        steps = draw_light_wear(rng) if rng.random() < WORN else []
        genuine, copy = wear(steps, picture), wear(steps, stored.paste(index, picture))
        points = points * (genuine.shape[0] / picture.shape[0])
        quality = measure(crop_face(genuine, points), points)
        found.append((cut_window(genuine, points), cut_window(copy, points), quality))
    return found


def some_of_each_set(faces: list[MeasuredFace], most: int) -> dict[str, list[MeasuredFace]]:
    """The first faces of each set, sets by name."""
    names = sorted({face.item.source for face in faces})
    return {name: [face for face in faces if face.item.source == name][:most] for name in names}


def least_detail(
    trace: onnxruntime.InferenceSession, genuine: dict[str, list[MeasuredFace]], generated: list[MeasuredFace]
) -> tuple[float, dict[str, list[tuple[float, float]]]]:
    """The detail from which on worn genuine windows of no set look generated too often, and every set's bins.

    Blur takes away the same detail as a decoder does, and what JPEG makes of a soft picture is no camera's grain either:
    below some detail the network takes one for the other. Each set by itself, because calm ones, which are
    most of all, would hide what happens to large portraits. Raises ValueError if there is no such detail.
    """
    plain = [face.window for faces in genuine.values() for face in faces]
    platt = fit_platt(trace_logits(trace, [face.window for face in generated]), trace_logits(trace, plain))
    found = {}
    for name, faces in genuine.items():
        windows = [encode(soften(face.window)) for face in faces for soften in SOFTENED for encode in ENCODED]
        looks = platt.evidence(trace_logits(trace, windows)) > FALSE_SIGNS
        found[name] = share_by_detail(np.array([detail(window) for window in windows]), looks)
    limit = max(clear_from(bins) for bins in found.values())
    if math.isinf(limit):
        raise ValueError(f"{TRACE} takes worn genuine windows for generated ones whatever their detail")
    return limit, found


def share_by_detail(details: np.ndarray, looks: np.ndarray) -> list[tuple[float, float]]:
    """For bins of equally many windows, least detail first: where the bin begins, and its share that looks generated."""
    order = np.argsort(details)
    parts = np.array_split(order, DETAIL_BINS)
    return [(round(float(details[part[0]]), 3), round(float(looks[part].mean()), 3)) for part in parts]


def clear_from(bins: list[tuple[float, float]]) -> float:
    """Where the bins begin from which on none has more false signs than may be; infinite if the last has."""
    limit = math.inf
    for start, share in reversed(bins):
        if share > MOST_FALSE_SIGNS:
            break
        limit = start
    return limit


def run(arguments: argparse.Namespace) -> None:
    """Write the cards of both detectors, `models/fusion.json`, and the sharpness of `models/face-gate.json`."""
    cv2.setNumThreads(1)
    models, work = arguments.models, arguments.work
    data, rng = data_folder(arguments.data), np.random.default_rng(17)
    faces, _ = measured_faces(data, {"cal"}, arguments.processes, work / "faces-cal.pickle")
    gate = read_gate(models / "face-gate.json")
    photos = [f.quality.sharpness for f in faces if f.item.label == "real" and not f.item.is_clip]
    gate = replace(gate, minSharpness=float(f"{np.quantile(photos, BLURRED):.2g}"))
    write_gate(gate, models / "face-gate.json")
    faces = [face for face in faces if not reasons(face.quality, gate) or face.item.label == "not-photographic"]

    blend = session(models / f"{BLEND}.onnx")
    both = logits_of(blend, np.stack([face.crop for face in faces]))
    label = np.array([face.item.label for face in faces])
    photographic = round(float(np.quantile(both[label == "real", 1], GENUINE_REJECTED)), 3)
    kept = (both[:, 1] >= photographic) & (label != "not-photographic")
    art = both[label == "not-photographic", 1]
    faces, logits, label = [f for f, keep in zip(faces, kept, strict=True) if keep], both[kept, 0], label[kept]

    trace = session(models / f"{TRACE}.onnx")
    first = [face for face in faces if face.frame in FIRST]
    genuine = [face for face in first if face.item.label == "real"]
    generated = [face for face in first if face.item.method in GENERATORS]
    mixed = [genuine[at] for at in rng.permutation(len(genuine))]
    min_detail, bins = least_detail(trace, some_of_each_set(mixed, WORN_FACES), generated)

    def seen(window: np.ndarray) -> bool:
        return min(window.shape[:2]) >= TRACE_LEAST_SIDE and detail(window) >= min_detail

    def traces_of(faces: list[MeasuredFace]) -> np.ndarray:
        return np.array([trace_logit(trace, face.window) if seen(face.window) else np.nan for face in faces])

    untouched, blended, twin_qualities = twins_of(work, "cal", seed=11)
    plain, twin = logits_of(blend, untouched)[:, 0], logits_of(blend, blended)[:, 0]
    pairs = [pair for pair in decoded_windows(work, seed=19) if seen(pair[0])]
    copies = (trace_logits(trace, [pair[at] for pair in pairs]) for at in (0, 1))
    traces = traces_of(faces)
    gathered = Gathered(faces, logits, traces, (plain, twin, twin_qualities), (*copies, [pair[2] for pair in pairs]))
    fitted = gathered.fit()
    fused, is_fake, dfdc = gathered.fused(fitted), gathered.is_fake, gathered.source == "dfdc"
    values, sources = by_group([f for f in faces if f.item.label == "real"], fused[~is_fake])
    alphas = {"unclear": UNCLEAR, "soft": SOFT, "strong": STRONG}

    def heard(measured: list[MeasuredFace]) -> Heard:
        judged = [face for face in measured if not reasons(face.quality, gate)]
        said = logits_of(blend, np.stack([face.crop for face in judged]))
        photographed = said[:, 1] >= photographic
        judged = [face for face, keep in zip(judged, photographed, strict=True) if keep]
        return Heard(judged, said[photographed, 0], traces_of(judged))

    pictures = some_of_each_set([face for face in mixed if not face.item.is_clip], WORN_PICTURES)
    worn = degrade_all(data, sum(pictures.values(), []), WEARS, arguments.processes)
    halves = held_out(gathered, [heard(measured) for measured in worn.values()])
    thresholds = {name: round(held_out_threshold(halves, alpha), 3) for name, alpha in alphas.items()}

    common = {"version": arguments.version}
    _write(
        models / f"{BLEND}.json",
        {"id": BLEND, **common, "inputSidePx": INPUT_SIDE, "cropScale": CROP_SCALE}
        | {"calibration": asdict(fitted.blend), "photographic": {"minLogit": photographic}}
        | {"calibratedOn": fitted.counts[0]},
    )
    _write(
        models / f"{TRACE}.json",
        {"id": TRACE, **common, "mostSidePx": MOST_SIDE, "minSidePx": TRACE_LEAST_SIDE, "minDetail": min_detail}
        | {"calmSidePx": CALM_SIDE}
        | {"calibration": asdict(fitted.trace), "calibratedOn": fitted.counts[1]},
    )
    by_set = {name: sources.count(name) for name in sorted(set(sources))}
    _write(
        models / "fusion.json",
        {**common, "intercept": round(fitted.intercept, 4)}
        | {"weights": {BLEND: round(float(fitted.weights[0]), 4), TRACE: round(float(fitted.weights[1]), 4)}}
        | {"thresholds": thresholds, "genuineSources": {"all": len(values), **by_set}},
    )

    def above(chosen: np.ndarray) -> dict[str, float]:
        return {name: round(float((fused[chosen] > value).mean()), 3) for name, value in thresholds.items()}

    figures = {
        "blend-boundary: DFDC AUC": auc(logits[label == "swap"], logits[(label == "real") & dfdc]),
        "blend-boundary: self-blended pairs AUC": auc(twin, plain),
        "blend-boundary: self-blend above its own untouched twin": float((twin > plain).mean()),
        "synthesis-trace: worn genuine windows that look generated, by least detail": bins,
        "synthesis-trace: share of genuine faces it can see": float(np.isfinite(traces[~is_fake]).mean()),
        "genuine sources above": {name: float((values > value).mean()) for name, value in thresholds.items()},
        "faces above": {kind: above(gathered.kinds == kind) for kind in sorted(set(gathered.kinds))},
        "fusion": {"intercept": fitted.intercept, "weights": fitted.weights.tolist()},
        "not photographic turned away": float((art < photographic).mean()),
        "gate": asdict(gate),
    }
    _write(work / "calibrate.json", figures)
    print(json.dumps(figures, indent=2))


def _write(path: Path, document: dict) -> None:
    path.write_text(json.dumps(document, indent=2) + "\n")
