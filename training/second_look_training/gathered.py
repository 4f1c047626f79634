"""What the networks say of the faces that calibration is from, and what is fitted to it."""

from dataclasses import dataclass

import numpy as np

from .calibration import Calibration, by_group, fit_calibration, fit_fusion, suspicion
from .face_gate import Quality
from .faces import MeasuredFace
from .generators import GENERATORS
from .scoring import without_small_calm

SIDE_EDGES = [110.0, 170.0]
"""Crop sides, picture pixels, between the size buckets."""
CALM_SIDE = 128
"""Calm about narrower windows counts for nothing, pixels."""
FIRST = (0, 3)
"""Frames of a clip that `synthesis-trace` is calibrated on: the others are nearly the same."""


class Samples:
    """Logits, qualities and labels of one detector's calibration set, gathered piece by piece."""

    def __init__(self) -> None:
        self.logits: list[float] = []
        self.qualities: list[Quality] = []
        self.kinds: list[str] = []

    def add(self, kind: str, logits: np.ndarray, qualities: list[Quality]) -> None:
        """`kind` is `genuine` or the name of a kind of fake."""
        self.logits += [float(value) for value in logits]
        self.qualities += qualities
        self.kinds += [kind] * len(logits)

    def fit(self) -> Calibration:
        """Calibration by bucket."""
        is_fake = np.array(self.kinds) != "genuine"
        return fit_calibration(np.array(self.logits), is_fake, self.qualities, SIDE_EDGES)


@dataclass(frozen=True)
class Fitted:
    """What is fitted to some faces."""

    blend: Calibration
    trace: Calibration
    intercept: float
    weights: np.ndarray
    """Of `BLEND` and `TRACE`."""
    counts: tuple[dict[str, int], dict[str, int]]
    """Samples of each kind that the calibrations are from."""


class Heard:
    """What both networks say of faces."""

    def __init__(self, faces: list[MeasuredFace], logits: np.ndarray, traces: np.ndarray):
        self.faces, self.logits, self.traces = faces, logits, traces
        self.source, self.label, self.method, self.group = (
            np.array([getattr(face.item, name) for face in faces]) for name in ("source", "label", "method", "group")
        )
        self.sources = list(zip(self.source, self.group, strict=True))
        """Set and group of each face."""
        self.is_fake = self.label != "real"
        self.qualities = [face.quality for face in faces]

    def fused(self, fitted: Fitted) -> np.ndarray:
        """Evidence of every face, nats."""
        return fitted.intercept + suspicion(self.evidence(fitted.blend, fitted.trace)) @ fitted.weights

    def evidence(self, blend: Calibration, trace: Calibration) -> np.ndarray:
        """Of both detectors, n×2, nats."""
        traced = np.nan_to_num(trace.evidence(self.traces, self.qualities), nan=0.0)
        both = blend.evidence(self.logits, self.qualities), without_small_calm(traced, self.faces, CALM_SIDE)
        return np.stack(both, 1)

    def genuine_sources(self, fitted: Fitted, left_out: set[tuple[str, str]]) -> tuple[np.ndarray, list[str]]:
        """Evidence of each genuine source among those, and its set."""
        chosen = np.array([source in left_out for source in self.sources], bool) & ~self.is_fake
        faces = [face for face, take in zip(self.faces, chosen, strict=True) if take]
        return by_group(faces, self.fused(fitted)[chosen])


class Gathered(Heard):
    """What both networks say of the faces of cal, and of pairs that are made from its genuine ones."""

    def __init__(
        self,
        faces: list[MeasuredFace],
        logits: np.ndarray,
        traces: np.ndarray,
        twins: tuple[np.ndarray, np.ndarray, list[Quality]],
        copies: tuple[np.ndarray, np.ndarray, list[Quality]],
    ):
        super().__init__(faces, logits, traces)
        self.twins, self.copies = twins, copies
        self.kinds = np.array([f"{f.item.source}/{f.item.label}" for f in faces])

    def fit(self, chosen: np.ndarray | None = None) -> Fitted:
        """Calibrations and fusion from the chosen faces, or all, and all pairs."""
        chosen = np.ones(len(self.faces), bool) if chosen is None else chosen
        portraits = [(name, self.method == name) for name in GENERATORS]
        # Partners of the swaps, and of the portraits.
        partners = ~self.is_fake & np.isin(self.source, ("dfdc", "stylegan-ffhq"))
        blend = [("genuine", partners), ("swap", self.label == "swap"), *portraits]
        first = np.isfinite(self.traces) & np.isin([face.frame for face in self.faces], FIRST)
        trace = [(kind, first & among) for kind, among in (("genuine", ~self.is_fake), *portraits)]
        fits = []
        for values, kinds, name, (plain, altered, qualities) in (
            (self.logits, blend, "self-blend", self.twins),
            (self.traces, trace, "decoded", self.copies),
        ):
            samples = Samples()
            for kind, among in kinds:
                at = np.flatnonzero(among & chosen)
                samples.add(kind, values[at], [self.qualities[index] for index in at])
            samples.add("genuine", plain, qualities)
            samples.add(name, altered, qualities)
            fits.append((samples.fit(), _counts(samples)))
        (blend_fit, blend_counts), (trace_fit, trace_counts) = fits
        weight = np.zeros(len(self.faces))
        for part in (self.is_fake & chosen, ~self.is_fake & chosen):
            for kind in set(self.kinds[part]):
                same = part & (self.kinds == kind)
                weight[same] = 1 / same.sum() / len(set(self.kinds[part]))
        evidence = self.evidence(blend_fit, trace_fit)
        intercept, weights = fit_fusion(evidence[chosen], self.is_fake[chosen], weight[chosen])
        return Fitted(blend_fit, trace_fit, intercept, weights, (blend_counts, trace_counts))


def _counts(samples: Samples) -> dict[str, int]:
    return {kind: samples.kinds.count(kind) for kind in dict.fromkeys(samples.kinds)}
