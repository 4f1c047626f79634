"""Thresholds, from genuine sources that nothing was fitted to."""

from dataclasses import dataclass

import numpy as np

from .calibration import threshold
from .gathered import Gathered, Heard

HALVES = 16
"""Random halves of cal that the thresholds are the mean of."""


@dataclass(frozen=True)
class Half:
    """Genuine sources that nothing was fitted to."""

    values: np.ndarray
    """Evidence of each, nats."""
    sets: list[str]
    worn: np.ndarray
    """Evidence of worn copies of them, nats."""


def held_out(gathered: Gathered, worn: list[Heard]) -> list[Half]:
    """Random halves of the sources, judged by what was fitted to the other halves; `worn` has each wear by itself."""
    sources, found = sorted(set(gathered.sources)), []
    for seed in range(HALVES):
        drawn = dict(zip(sources, np.random.default_rng(seed).random(len(sources)) < 0.5, strict=True))
        fitted = gathered.fit(np.array([drawn[source] for source in gathered.sources]))
        left_out = {source for source, fitted_to in drawn.items() if not fitted_to}
        values, sets = gathered.genuine_sources(fitted, left_out)
        copies = [each.genuine_sources(fitted, left_out)[0] for each in worn]
        found.append(Half(values, sets, np.concatenate(copies)))
    return found


def held_out_threshold(halves: list[Half], alpha: float) -> float:
    """The mean over the halves of what each asks for: the stricter of its sources as they are, and of all worn copies.

    Of all sources together it would hang on one portrait, and on evidence that was fitted to the same faces.
    """
    return float(np.mean([
        max(threshold(half.values, half.sets, alpha), threshold(half.worn, ["worn"] * len(half.worn), alpha))
        for half in halves
    ]))
