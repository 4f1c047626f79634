"""Writes what training's code finds, cuts and scores in given pictures, for the extension's tests to compare with."""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from .calibrate import Platt
from .export import MODEL, logits_of, session
from .face_crop import crop_face, face_square
from .face_finder import FaceFinder
from .face_gate import measure, read_gate, reasons

PROBES = ((0, 0), (159, 0), (0, 159), (159, 159), (80, 80), (40, 100))
"""Crop pixels (column, row) that are written out."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `reference`."""
    parser.add_argument("pictures", nargs="+", type=Path)
    parser.add_argument("--out", required=True, type=Path, help="folder for one JSON file a picture")
    parser.add_argument("--model", type=Path, default=MODEL)


def run(arguments: argparse.Namespace) -> None:
    """One JSON file a picture, faces largest first."""
    cv2.setNumThreads(1)
    finder, runner, gate = FaceFinder(), session(arguments.model, threads=1), read_gate()
    card = json.loads(arguments.model.with_suffix(".json").read_text())
    platt = Platt(**card["platt"])
    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in arguments.pictures:
        picture = cv2.cvtColor(cv2.imread(str(path), cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
        faces = []
        for face in finder.locate(picture):
            crop = crop_face(picture, face.points)
            quality = measure(crop, face.points)
            logits = logits_of(runner, crop[None])[0]
            faces.append(
                {
                    "confidence": round(face.confidence, 4),
                    "box": _rounded(face.box),
                    "points": _rounded(face.points),
                    "cropCorners": _rounded(face_square(face.points).corners()),
                    "cropPixels": [{"at": list(at), "rgb": _rounded(crop[at[1], at[0]])} for at in PROBES],
                    "quality": {
                        "sidePx": round(quality.side, 2),
                        "luma": round(quality.luma, 3),
                        "sharpness": round(quality.sharpness, 2),
                        "turn": round(quality.turn, 4),
                    },
                    "gate": reasons(quality, gate),
                    "logits": _rounded(logits, 4),
                    "evidence": round(float(platt.evidence(logits[:1])[0]), 4),
                }
            )
        document = {
            "picture": path.name,
            "width": picture.shape[1],
            "height": picture.shape[0],
            "model": card["version"],
            "faces": faces,
        }
        (arguments.out / f"{path.stem}.json").write_text(json.dumps(document, indent=2) + "\n")
        print(path.name, len(faces), "faces", [face["evidence"] for face in faces])


def _rounded(values: np.ndarray, digits: int = 2) -> list:
    return np.round(np.asarray(values, np.float64), digits).tolist()
