"""What a face must be to be judged, with the constants the extension reads too (`models/face-gate.json`)."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from .face_crop import LEFT_EYE, NOSE, RIGHT_EYE, face_square

GATE = Path(__file__).parents[2] / "models" / "face-gate.json"


@dataclass(frozen=True)
class Gate:
    """Constants of the gate; the names are those of the JSON file."""

    minScoreSidePx: float  # noqa: N815
    """Crop side in picture pixels below which a face is not scored."""
    minJudgeSidePx: float  # noqa: N815
    """Crop side in picture pixels below which a score is not used."""
    minLuma: float  # noqa: N815
    """Mean luma of the crop, 0 to 255."""
    maxLuma: float  # noqa: N815
    minSharpness: float  # noqa: N815
    """Variance of the Laplacian of the crop's luma."""
    maxTurn: float  # noqa: N815
    """Nose offset from the middle of the eyes along the eye line, in eye distances."""


def read_gate(path: Path = GATE) -> Gate:
    """The constants on disk."""
    return Gate(**json.loads(path.read_text()))


def write_gate(gate: Gate, path: Path = GATE) -> None:
    """Write the constants."""
    path.write_text(json.dumps(asdict(gate), indent=2) + "\n")


@dataclass(frozen=True)
class Quality:
    """What the gate measures on a face."""

    side: float
    """Crop side in picture pixels."""
    luma: float
    sharpness: float
    turn: float


def measure(crop: np.ndarray, points: np.ndarray) -> Quality:
    """Quality of a crop, 224×224×3 in 0 … 255, and its face's points in picture pixels."""
    luma = crop.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    around = luma[:-2, 1:-1] + luma[2:, 1:-1] + luma[1:-1, :-2] + luma[1:-1, 2:]
    eyes = points[LEFT_EYE] - points[RIGHT_EYE]
    nose = points[NOSE] - (points[LEFT_EYE] + points[RIGHT_EYE]) / 2
    squared = float(eyes @ eyes)
    return Quality(
        side=face_square(points).side,
        luma=float(luma.mean()),
        sharpness=float((around - 4 * luma[1:-1, 1:-1]).var()),
        turn=abs(float(nose @ eyes)) / squared if squared > 0 else float("inf"),
    )


def reasons(quality: Quality, gate: Gate) -> list[str]:
    """Why a face is not judged; empty when it is."""
    found = [
        ("too-small", quality.side < gate.minJudgeSidePx),
        ("too-blurred", quality.sharpness < gate.minSharpness),
        ("too-dark", quality.luma < gate.minLuma),
        ("too-bright", quality.luma > gate.maxLuma),
        ("turned-away", quality.turn > gate.maxTurn),
    ]
    return [reason for reason, holds in found if holds]
