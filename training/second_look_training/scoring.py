"""Scores measured faces with the shipped detectors, as the extension does: gate, calibrate by quality bucket, fuse."""

import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .calibration import Calibration, suspicion
from .export import MODELS, logits_of, session, trace_logit, trace_logits
from .face_gate import Gate, read_gate, reasons
from .faces import MeasuredFace

BLEND, TRACE = "blend-boundary", "synthesis-trace"
DETECTORS = (BLEND, TRACE)


@dataclass(frozen=True)
class Scores:
    """One value a face, in the order of the faces."""

    logits: dict[str, np.ndarray]
    """Raw output of each detector; NaN where it can see nothing."""
    evidence: dict[str, np.ndarray]
    """Nats; 0 where the detector can see nothing."""
    fused: np.ndarray
    """Nats."""
    passes: np.ndarray
    """True where the quality gate has no objection."""
    counts: np.ndarray
    """True where it has none and the face is a photographed one."""
    photographic: np.ndarray
    """The second logit of `blend-boundary`."""


def read_card(detector: str, models: Path = MODELS) -> dict[str, Any]:
    """`models/<detector>.json`."""
    return json.loads((models / f"{detector}.json").read_text())


def without_small_calm(evidence: np.ndarray, faces: list[MeasuredFace], least_side: float) -> np.ndarray:
    """Evidence of `synthesis-trace`, nats, in which calm about windows narrower than so many pixels is 0.

    So little of a face holds traces now and then, but that it holds none says nothing.
    """
    small = np.array([min(face.window.shape[:2]) < least_side for face in faces], bool)
    return np.where(small, np.maximum(0, evidence), evidence)


class Scorer:
    """The detectors of a folder, with their cards and the fusion."""

    def __init__(self, models: Path = MODELS, threads: int = 2):
        self.runners = {name: session(models / f"{name}.onnx", threads) for name in DETECTORS}
        self.cards = {name: read_card(name, models) for name in DETECTORS}
        self.fusion = json.loads((models / "fusion.json").read_text())
        self.thresholds: dict[str, float] = self.fusion["thresholds"]
        self.gate: Gate = read_gate(models / "face-gate.json")

    def with_weights(self, weights: dict[str, Path]) -> "Scorer":
        """The same, with other weights for the detectors that are named."""
        other = copy.copy(self)
        other.runners = self.runners | {name: session(path) for name, path in weights.items()}
        return other

    def score(self, faces: list[MeasuredFace]) -> Scores:
        """Every face through every detector that can see something in it."""
        both = logits_of(self.runners[BLEND], np.stack([face.crop for face in faces]))
        return self.scores_of(faces, both, self._trace(faces))

    def scores_of(self, faces: list[MeasuredFace], both: np.ndarray, traces: np.ndarray) -> Scores:
        """From what the networks said: n×2 logits of `BLEND`, and n of `TRACE`, NaN where it can see nothing."""
        qualities = [face.quality for face in faces]
        logits = {BLEND: both[:, 0], TRACE: traces}
        evidence = {}
        for name in DETECTORS:
            calibration = Calibration(**self.cards[name]["calibration"])
            evidence[name] = np.nan_to_num(calibration.evidence(logits[name], qualities), nan=0.0)
        evidence[TRACE] = without_small_calm(evidence[TRACE], faces, self.cards[TRACE]["calmSidePx"])
        fused = self.fuse(evidence)
        passes = np.array([not reasons(quality, self.gate) for quality in qualities])
        counts = passes & (both[:, 1] >= self.cards[BLEND]["photographic"]["minLogit"])
        return Scores(logits, evidence, fused, passes, counts, both[:, 1])

    def raw_logits(self, detector: str, faces: list[MeasuredFace]) -> np.ndarray:
        """What a detector's network says of every face, whether it could say anything of it or not."""
        runner = self.runners[detector]
        if detector == TRACE:
            return trace_logits(runner, [face.window for face in faces])
        return logits_of(runner, np.stack([face.crop for face in faces]))[:, 0]

    def fuse(self, evidence: dict[str, np.ndarray]) -> np.ndarray:
        """Fused evidence, nats; a detector that is not named counts as one that sees nothing."""
        weights = self.fusion["weights"]
        return self.fusion["intercept"] + sum(weights[name] * suspicion(each) for name, each in evidence.items())

    def _trace(self, faces: list[MeasuredFace]) -> np.ndarray:
        runner = self.runners[TRACE]
        return np.array([trace_logit(runner, face.window) if self.trace_sees(face) else np.nan for face in faces])

    def trace_sees(self, face: MeasuredFace) -> bool:
        """Whether the face's window is large and detailed enough for `synthesis-trace`."""
        card = self.cards[TRACE]
        return min(face.window.shape[:2]) >= card["minSidePx"] and face.detail >= card["minDetail"]
