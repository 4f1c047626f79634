"""The arithmetic of calibration: likelihood ratios by quality bucket, fusion, and thresholds."""

import math
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import minimize
from scipy.stats import binom, chi2
from sklearn.linear_model import LogisticRegression

from .face_gate import Quality
from .faces import MeasuredFace, link_tracks

MARGIN = 0.25
"""Added to a threshold that is the calibration faces' maximum, nats."""
CONFIDENCE = 0.8
"""That a threshold keeps its promise on further sources, as far as the chance of these sources is concerned."""
TAIL_FROM = 0.05
"""Share of genuine sources whose excess over the rest gives the slope of the tail."""
SHRINK = 150
"""A bucket with this many samples of its scarcer class counts as much as all buckets together."""


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


@dataclass(frozen=True)
class Calibration:
    """One `Platt` a bucket of crop size and sharpness; the names are those of the JSON card."""

    sideEdgesPx: list[float]  # noqa: N815
    """Sides of the aligned crop in picture pixels at which the next size bucket begins."""
    sharpnessEdge: float  # noqa: N815
    buckets: list[list[dict[str, float]]]
    """`buckets[size][sharp]`: scale and offset."""

    def bucket(self, quality: Quality) -> tuple[int, int]:
        """Size and sharpness index of a face."""
        return sum(edge <= quality.side for edge in self.sideEdgesPx), int(quality.sharpness >= self.sharpnessEdge)

    def evidence(self, logits: np.ndarray, qualities: list[Quality]) -> np.ndarray:
        """Nats, one a logit."""
        chosen = [self.buckets[size][sharp] for size, sharp in map(self.bucket, qualities)]
        scale, offset = (np.array([each[name] for each in chosen]) for name in ("scale", "offset"))
        return scale * logits + offset


def fit_calibration(
    logits: np.ndarray, is_fake: np.ndarray, qualities: list[Quality], side_edges: list[float]
) -> Calibration:
    """Platt scaling in each bucket, drawn towards that over all where a bucket holds few samples."""
    edge = float(np.median([quality.sharpness for quality in qualities]))
    empty = Calibration(side_edges, round(edge, 2), [])
    at = np.array([empty.bucket(quality) for quality in qualities])
    overall = fit_platt(logits[is_fake], logits[~is_fake])
    buckets = []
    for size in range(len(side_edges) + 1):
        row = []
        for sharp in (0, 1):
            inside = (at == (size, sharp)).all(1)
            fewer = min(int((inside & is_fake).sum()), int((inside & ~is_fake).sum()))
            own = fit_platt(logits[inside & is_fake], logits[inside & ~is_fake]) if fewer >= 10 else overall
            # A slope that is not positive is chance: a higher logit must never mean fewer signs.
            weight = fewer / (fewer + SHRINK) if own.scale > 0 else 0.0
            scale = weight * own.scale + (1 - weight) * overall.scale
            offset = weight * own.offset + (1 - weight) * overall.offset
            row.append({"scale": round(scale, 4), "offset": round(offset, 4)})
        buckets.append(row)
    return replace(empty, buckets=buckets)


def suspicion(evidence: np.ndarray) -> np.ndarray:
    """ln((1 + likelihood ratio) / 2): grows with the evidence above zero, falls to −ln 2 below, 0 for no evidence.

    A face is manipulated if any one detector is right, so that calm from one must not talk down signs from another.
    """
    return np.logaddexp(0, evidence) - math.log(2)


def fit_fusion(evidence: np.ndarray, is_fake: np.ndarray, weight: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and non-negative weights of a logistic regression over the suspicion of evidence n×detectors.

    `weight` is one a sample; give each class the same total, so that the log-odds are a log-likelihood ratio. A small
    L2 penalty towards plain addition (weights of 1) keeps a detector that was scarcely tried from being believed more.
    """
    signs, terms = np.where(is_fake, -1.0, 1.0), suspicion(evidence)

    def cost(parameters: np.ndarray) -> float:
        margins = signs * (parameters[0] + terms @ parameters[1:])
        return float((weight * np.logaddexp(0, margins)).sum() / weight.sum() + 1e-3 * ((parameters[1:] - 1) ** 2).sum())

    start = np.concatenate([[0.0], np.ones(evidence.shape[1])])
    found = minimize(cost, start, method="L-BFGS-B", bounds=[(None, None)] + [(0.0, None)] * evidence.shape[1])
    return float(found.x[0]), found.x[1:]


def threshold(genuine: np.ndarray, sources: list[str], alpha: float) -> float:
    """A value that further genuine sources exceed with probability at most about alpha: the strictest of several.

    The conformal quantile of each set of sources by itself, as a feed shows one kind of thing and not our mixture; and,
    because few sources reach so far, the quantile that an exponential tail over all of them gives. All with `CONFIDENCE`:
    the plain quantile of some sources is too low for others as often as not.
    """
    names = np.array(sources)
    sets = [genuine[names == name] for name in set(sources)]
    quantiles = [conformal_quantile(each, tolerated(alpha, len(each))) for each in sets]
    return max(*quantiles, tail_quantile(genuine, alpha))


def tolerated(alpha: float, n: int) -> float:
    """The share of n values to leave above a threshold so that at most alpha of further ones lie there.

    Holds with `CONFIDENCE` (tolerance limits, Wilks 1941): from the largest count that Binomial(n, alpha) stays at or
    below with a probability of no more than 1 − `CONFIDENCE`; 0 where n is too small for one.
    """
    return max(0, int(binom.ppf(1 - CONFIDENCE, n, alpha)) - 1) / n


def conformal_quantile(genuine: np.ndarray, alpha: float) -> float:
    """The ⌈(n+1)(1−α)⌉-th smallest value; where that is the maximum or beyond it, the maximum and MARGIN."""
    n = len(genuine)
    at = math.ceil((n + 1) * (1 - alpha) - 1e-9)
    return float(genuine.max()) + MARGIN if at >= n else float(np.sort(genuine)[at - 1])


def tail_quantile(genuine: np.ndarray, alpha: float, from_share: float = TAIL_FROM) -> float:
    """The (1 − alpha) quantile if excesses beyond the top `from_share` fall off exponentially.

    With the mean excess that they exceed with probability 1 − `CONFIDENCE`: twice their sum over it is χ² with two
    degrees of freedom each.
    """
    start = float(np.quantile(genuine, 1 - from_share))
    if alpha >= from_share:
        return float(np.quantile(genuine, 1 - alpha))
    excess = genuine[genuine > start] - start
    mean = 2 * float(excess.sum()) / chi2.ppf(1 - CONFIDENCE, 2 * len(excess))
    return start + mean * math.log(len(excess) / len(genuine) / alpha)


def by_group(faces: list[MeasuredFace], values: np.ndarray) -> tuple[np.ndarray, list[str]]:
    """One value a source, and the set it is from.

    The mean over a picture group; of a group of clips the highest track's mean, less ln n for n tracks.
    """
    at = {id(face): value for face, value in zip(faces, values, strict=True)}
    grouped: dict[tuple[str, str], list[float]] = {}
    clips: dict[str, list[MeasuredFace]] = {}
    for face in faces:
        if face.item.is_clip:
            clips.setdefault(face.item.path, []).append(face)
        else:
            grouped.setdefault((face.item.source, face.item.group), []).append(at[id(face)])
    means = {key: float(np.mean(group)) for key, group in grouped.items()}
    for clip in clips.values():
        tracks = link_tracks(clip)
        highest = max(float(np.mean([at[id(face)] for face in track])) for track in tracks) - math.log(len(tracks))
        key = (clip[0].item.source, clip[0].item.group)
        means[key] = max(means.get(key, -math.inf), highest)
    return np.array(list(means.values())), [source for source, _ in means]
