"""Figures of merit for detectors: separation, error rates, calibration, and how sure each figure is.

Scores are higher for manipulated material. Where a class balance matters, both classes weigh one half, as they do in a
log-likelihood ratio (prior 1/2).
"""

from collections.abc import Callable

import numpy as np
from scipy.special import expit
from scipy.stats import beta, rankdata

BOOTSTRAPS = 2000
BINS = 15
"""Equal-mass bins of the calibration error."""


def auc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the ROC curve: the share of pairs in the right order, ties counting half (Mann & Whitney 1947).

    NaN where a class is empty.
    """
    if len(positive) == 0 or len(negative) == 0:
        return float("nan")
    ranks = rankdata(np.concatenate([positive, negative]))[: len(positive)]
    return float((ranks.sum() - len(positive) * (len(positive) + 1) / 2) / (len(positive) * len(negative)))


def roc(positive: np.ndarray, negative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """False and true positive rates at every threshold, from (0, 0) to (1, 1) (Fawcett 2006)."""
    thresholds = np.unique(np.concatenate([positive, negative]))[::-1]
    shares = [
        (len(values) - np.searchsorted(np.sort(values), thresholds, side="left")) / len(values)
        for values in (negative, positive)
    ]
    false, true = (np.concatenate([[0.0], share]) for share in shares)
    return false, true


def eer(positive: np.ndarray, negative: np.ndarray) -> float:
    """Equal error rate: where the ROC curve, drawn with straight lines, meets false positives = misses."""
    false, true = roc(positive, negative)
    gap = false - (1 - true)
    at = int(np.argmax(gap >= 0))
    if gap[at] == 0:
        return float(false[at])
    share = -gap[at - 1] / (gap[at] - gap[at - 1])
    return float(false[at - 1] + share * (false[at] - false[at - 1]))


def tpr_at(positive: np.ndarray, negative: np.ndarray, rate: float) -> float:
    """Share of positives strictly above the threshold that at most `rate` of the negatives pass."""
    allowed = int(np.floor(rate * len(negative) + 1e-9))
    threshold = np.sort(negative)[::-1][allowed] if allowed < len(negative) else -np.inf
    return float((positive > threshold).mean())


def partial_auc(positive: np.ndarray, negative: np.ndarray, most: float = 0.05) -> float:
    """Area under the ROC curve up to a false positive rate of `most`, scaled so that chance is 0.5 (McClish 1989)."""
    false, true = roc(positive, negative)
    inside = false < most
    xs = np.append(false[inside], most)
    ys = np.append(true[inside], np.interp(most, false, true))
    chance = most**2 / 2
    return float(0.5 * (1 + (np.trapezoid(ys, xs) - chance) / (most - chance)))


def paired_order(above: np.ndarray, below: np.ndarray) -> float:
    """Share of pairs whose first member is strictly the higher."""
    return float(np.mean(np.asarray(above) > np.asarray(below)))


def reliability(positive: np.ndarray, negative: np.ndarray, bins: int = BINS) -> np.ndarray:
    """For bins of equal mass: mean stated probability, observed share of positives, mass; bins×3.

    The inputs are log-likelihood ratios in nats; probabilities are at prior 1/2. Bins after Nguyen & O'Connor 2015.
    """
    stated, label, weight = _at_even_prior(positive, negative)
    order = np.argsort(stated, kind="stable")
    stated, weight = stated[order], weight[order]
    label = _shared_by_ties(label[order], weight, stated)
    middle = np.cumsum(weight) - weight / 2
    which = np.minimum((middle * bins).astype(int), bins - 1)
    mass = np.bincount(which, weight, bins)
    kept = mass > 0
    mean_stated = np.bincount(which, weight * stated, bins)[kept] / mass[kept]
    observed = np.bincount(which, weight * label, bins)[kept] / mass[kept]
    return np.stack([mean_stated, observed, mass[kept]], 1)


def ece(positive: np.ndarray, negative: np.ndarray, bins: int = BINS) -> float:
    """Expected calibration error at prior 1/2: Σ mass · |stated − observed| over equal-mass bins of the evidence."""
    stated, observed, mass = reliability(positive, negative, bins).T
    return float((mass * np.abs(stated - observed)).sum())


def brier(positive: np.ndarray, negative: np.ndarray) -> float:
    """Mean squared error of the probabilities at prior 1/2 (Brier 1950); 0.25 for evidence that is always zero."""
    stated, label, weight = _at_even_prior(positive, negative)
    return float((weight * (stated - label) ** 2).sum())


def cllr(positive: np.ndarray, negative: np.ndarray) -> float:
    """Cost of log-likelihood ratios in bits, 1 for evidence that is always zero (Brümmer & du Preez 2006)."""
    return float((np.logaddexp(0, -positive).mean() + np.logaddexp(0, negative).mean()) / (2 * np.log(2)))


def risk_coverage(positive: np.ndarray, negative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Coverage and the error rate among what is covered, most certain first (El-Yaniv & Wiener 2010).

    Evidence above zero is called manipulated; certainty is its size; classes weigh alike.
    """
    evidence = np.concatenate([positive, negative])
    _, label, weight = _at_even_prior(positive, negative)
    order = np.argsort(-np.abs(evidence), kind="stable")
    wrong = ((evidence > 0) != (label > 0.5)).astype(float)
    weight = weight[order]
    wrong = _shared_by_ties(wrong[order], weight, np.abs(evidence)[order])
    coverage = np.cumsum(weight)
    return coverage, np.cumsum(wrong * weight) / coverage


def aurc(positive: np.ndarray, negative: np.ndarray) -> float:
    """Area under the risk–coverage curve: the risk averaged over all coverages (Geifman et al. 2019)."""
    coverage, risk = risk_coverage(positive, negative)
    return float((np.diff(coverage, prepend=0.0) * risk).sum())


def clopper_pearson(hits: int, n: int, confidence: float = 0.95) -> float:
    """One-sided upper bound of a share (Clopper & Pearson 1934)."""
    return 1.0 if hits >= n else float(beta.ppf(confidence, hits + 1, n - hits))


def clopper_pearson_interval(hits: int, n: int, confidence: float = 0.95) -> tuple[float, float]:
    """Two-sided interval of a share (Clopper & Pearson 1934)."""
    tail = (1 - confidence) / 2
    low = 0.0 if hits == 0 else float(beta.ppf(tail, hits, n - hits + 1))
    return low, clopper_pearson(hits, n, 1 - tail)


def rate_ratio(hits: int, n: int, all_hits: int, all_n: int, confidence: float = 0.95) -> tuple[float, float, float]:
    """A group's rate over the rate of everybody (the group included), with its interval; NaN without any hit.

    Of `all_hits` rare events a share π falls in the group, and the ratio is π · all_n / n. Given their number, the
    events in the group are binomial (Przyborowski & Wilenski 1940), so π has a Clopper–Pearson interval.
    """
    if all_hits == 0:
        return float("nan"), float("nan"), float("nan")
    scale = all_n / n
    low, high = clopper_pearson_interval(hits, all_hits, confidence)
    return hits / all_hits * scale, low * scale, high * scale


def bootstrap(
    measure: Callable[[np.ndarray], float],
    groups: np.ndarray,
    draws: int = BOOTSTRAPS,
    seed: int = 5,
    tail: float = 0.025,
) -> tuple[float, float]:
    """Quantiles `tail` and 1 − `tail` of a figure when whole groups are drawn with replacement (Field & Welsh 2007).

    `measure` takes sample indices (with repeats). Draws that lack a class give NaN and are left out.
    """
    rng = np.random.default_rng(seed)
    order = np.argsort(groups, kind="stable")
    members = np.split(order, np.flatnonzero(np.asarray(groups)[order][1:] != np.asarray(groups)[order][:-1]) + 1)
    values = []
    for _ in range(draws):
        drawn = rng.integers(0, len(members), len(members))
        values.append(measure(np.concatenate([members[index] for index in drawn])))
    kept = np.array(values)[~np.isnan(values)]
    if len(kept) == 0:
        return float("nan"), float("nan")
    return float(np.quantile(kept, tail)), float(np.quantile(kept, 1 - tail))


def _at_even_prior(positive: np.ndarray, negative: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Probabilities, labels and weights that give each class one half."""
    stated = expit(np.concatenate([positive, negative]))
    label = np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
    weight = np.concatenate([np.full(len(positive), 0.5 / len(positive)), np.full(len(negative), 0.5 / len(negative))])
    return stated, label, weight


def _shared_by_ties(values: np.ndarray, weight: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Each value replaced by the weighted mean over equal neighbouring keys: the order of ties tells nothing."""
    which = np.cumsum(np.concatenate([[0], key[1:] != key[:-1]]).astype(int))
    return (np.bincount(which, values * weight) / np.bincount(which, weight))[which]
