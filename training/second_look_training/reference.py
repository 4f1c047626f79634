"""Writes what training's code finds, cuts and scores in given pictures, for the extension's tests to compare with.

One JSON file a picture, and `parity.json`: PyTorch's logits, with the shipped weights, for fixed cuts of those pictures.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .face_crop import INPUT_SIDE, face_square
from .face_finder import FaceFinder
from .face_gate import reasons
from .face_window import window_box
from .faces import MeasuredFace, measure_face
from .items import Item
from .sampling import Square, sample_square_exactly
from .scoring import BLEND, DETECTORS, MODELS, TRACE, Scorer
from .tasks import score
from .warm_start import from_onnx

LAST = INPUT_SIDE - 1
PROBES = ((0, 0), (LAST, 0), (0, LAST), (LAST, LAST), (112, 112), (56, 140))
"""Crop pixels (column, row) that are written out."""
PARITY_CUTS = 32
"""Cuts whose logits are compared between PyTorch and the browser's runtime."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `reference`."""
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path, help="folder for the JSON files")
    parser.add_argument("--models", type=Path, default=MODELS)


def run(arguments: argparse.Namespace) -> None:
    """One JSON file a picture, faces largest first, and the parity file."""
    cv2.setNumThreads(1)
    finder, scorer = FaceFinder(), Scorer(arguments.models, threads=1)
    arguments.out.mkdir(parents=True, exist_ok=True)
    pictures = {path.name: cv2.cvtColor(cv2.imread(str(path)), cv2.COLOR_BGR2RGB) for path in arguments.pictures}
    parity = []
    for name, picture in pictures.items():
        item = Item(name, "", "", "", name)
        faces = [(face, measure_face(item, 0, picture, face.points, face.centre)) for face in finder.locate(picture)]
        document = {
            "picture": name,
            "width": picture.shape[1],
            "height": picture.shape[0],
            "model": scorer.fusion["version"],
            "faces": [_describe(scorer, face, measured) for face, measured in faces],
        }
        (arguments.out / f"{Path(name).stem}.json").write_text(json.dumps(document, indent=2) + "\n")
        print(name, [face["fused"] for face in document["faces"]])
        if faces:
            parity += _cuts(name, picture, faces[0][0].points, -(-PARITY_CUTS // len(pictures)))
    parity = parity[:PARITY_CUTS]
    crops = np.stack([sample_square_exactly(pictures[cut["picture"]], Square(**cut["square"]), INPUT_SIDE) for cut in parity])
    blend, trace = (from_onnx(arguments.models / f"{name}.onnx").eval() for name in DETECTORS)
    for cut, logits in zip(parity, score(blend, crops), strict=True):
        left, top, width, height = cut["window"]
        window = pictures[cut["picture"]][top : top + height, left : left + width]
        cut["logits"] = {BLEND: _rounded(logits, 4), TRACE: _rounded(score(trace, window[None].copy())[0], 4)}
    (arguments.out / "parity.json").write_text(json.dumps(parity, indent=2) + "\n")


def _describe(scorer: Scorer, face, measured: MeasuredFace) -> dict:
    """Everything the extension computes of a face."""
    quality, scores = measured.quality, scorer.score([measured])
    height, width = measured.picture_size
    left, top, wide, high = window_box(face.points, width, height)
    seen = [name for name in DETECTORS if not np.isnan(scores.logits[name][0])]
    return {
        "confidence": round(face.confidence, 4),
        "box": _rounded(face.box),
        "points": _rounded(face.points),
        "cropCorners": _rounded(face_square(face.points).corners()),
        "cropPixels": [{"at": list(at), "rgb": _rounded(measured.crop[at[1], at[0]])} for at in PROBES],
        "nativeWindow": {"left": left, "top": top, "width": wide, "height": high},
        "detail": round(measured.detail, 4),
        "quality": {
            "sidePx": round(quality.side, 2),
            "luma": round(quality.luma, 3),
            "sharpness": round(quality.sharpness, 2),
            "turn": round(quality.turn, 4),
        },
        "gate": reasons(quality, scorer.gate),
        "logits": _rounded([scores.logits[BLEND][0], scores.photographic[0]], 4),
        **({"traceLogit": round(float(scores.logits[TRACE][0]), 4)} if TRACE in seen else {}),
        "evidence": {name: round(float(scores.evidence[name][0]), 4) for name in seen},
        "fused": round(float(scores.fused[0]), 4),
    }


def _cuts(name: str, picture: np.ndarray, points: np.ndarray, count: int) -> list[dict]:
    """Squares and windows in and around a face, always the same for the same picture."""
    rng, face = np.random.default_rng(23), face_square(points)
    height, width = picture.shape[:2]
    cuts = []
    for _ in range(count):
        angle = np.arctan2(face.sin, face.cos) + rng.normal(0, 0.2)
        side = face.side * np.exp(rng.uniform(-0.5, 0.5))
        x, y = face.x + rng.normal(0, 0.1) * face.side, face.y + rng.normal(0, 0.1) * face.side
        wide, high = (int(rng.integers(96, min(257, most + 1))) for most in (width, height))
        left = int(np.clip(x - wide / 2, 0, width - wide))
        top = int(np.clip(y - high / 2, 0, height - high))
        square = {"x": x, "y": y, "side": side, "cos": np.cos(angle), "sin": np.sin(angle)}
        rounded = {key: round(float(value), 5) for key, value in square.items()}
        cuts.append({"picture": name, "square": rounded, "window": [left, top, wide, high]})
    return cuts


def _rounded(values, digits: int = 2) -> list:
    return np.round(np.asarray(values, np.float64), digits).tolist()
