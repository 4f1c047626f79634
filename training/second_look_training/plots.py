"""Plots of the evaluation as SVG, the same bytes for the same figures, on a light ground so that they read anywhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .metrics import reliability, roc

Classes = tuple[np.ndarray, np.ndarray]
"""Scores of the manipulated and of the genuine."""
COLOURS = ("#0b5fa5", "#c2410c", "#15803d", "#7e22ce", "#475569", "#a16207")
STYLE = {
    "svg.hashsalt": "second-look",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "figure.facecolor": "#fcfcfb",
    "axes.facecolor": "#fcfcfb",
    "axes.edgecolor": "#57606a",
    "text.color": "#1f2328",
    "axes.labelcolor": "#1f2328",
    "xtick.color": "#1f2328",
    "ytick.color": "#1f2328",
    "axes.grid": True,
    "grid.color": "#d8dce0",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.prop_cycle": plt.cycler(color=COLOURS),
}
LEAST_FPR = 5e-4


@dataclass(frozen=True)
class CurvePoint:
    """One degradation's figures."""

    family: str
    strength: str
    auc: float
    false_alarms: float
    false_alarms_high: float
    coverage: float


@dataclass(frozen=True)
class GroupRate:
    """One group's rate and interval."""

    name: str
    rate: float
    low: float
    high: float
    n: int


def plot_roc(path: Path, curves: dict[str, Classes], title: str) -> None:
    """True against false positives, the latter on a log scale."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(5.6, 4))
        for name, (positive, negative) in curves.items():
            false, true = roc(positive, negative)
            axes.step(np.maximum(false, LEAST_FPR), true, where="post", label=name, linewidth=1.6)
        chance = np.geomspace(LEAST_FPR, 1, 100)
        axes.plot(chance, chance, color="#8c959f", linestyle=":", linewidth=1, label="chance")
        axes.set(xscale="log", xlim=(LEAST_FPR, 1), ylim=(0, 1.01), title=title)
        axes.set(xlabel="false positive rate (log scale)", ylabel="true positive rate")
        axes.legend(loc="upper left", frameon=False)
        _save(figure, path)


def plot_reliability(path: Path, curves: dict[str, Classes], title: str) -> None:
    """Stated against observed probability at prior 1/2, in bins of equal mass."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(4.4, 4))
        axes.plot([0, 1], [0, 1], color="#8c959f", linestyle=":", linewidth=1)
        for name, (positive, negative) in curves.items():
            stated, observed, _ = reliability(positive, negative).T
            axes.plot(stated, observed, marker="o", markersize=3.5, linewidth=1.2, label=name)
        axes.set(xlim=(0, 1), ylim=(0, 1), title=title, xlabel="stated probability", ylabel="observed share")
        axes.legend(loc="upper left", frameon=False)
        _save(figure, path)


def plot_robustness(path: Path, points: Sequence[CurvePoint], title: str, target: float) -> None:
    """AUC, and false alarms with their upper bound and the coverage, under each degradation."""
    with plt.rc_context(STYLE):
        figure, (above, below) = plt.subplots(2, 1, figsize=(9, 5.6), sharex=True)
        places = np.arange(len(points))
        families = list(dict.fromkeys(point.family for point in points))
        for index, family in enumerate(families):
            at = [place for place, point in enumerate(points) if point.family == family]
            colour = COLOURS[index % len(COLOURS)]
            above.plot(at, [points[place].auc for place in at], color=colour, marker="o", markersize=4)
            rates = [points[place].false_alarms for place in at]
            reach = [points[place].false_alarms_high - points[place].false_alarms for place in at]
            below.errorbar(at, rates, yerr=[[0] * len(at), reach], color=colour, marker="o", markersize=4, capsize=2)
        below.plot(places, [point.coverage for point in points], color="#57606a", linestyle="--", label="coverage")
        below.axhline(target, color="#8c959f", linestyle=":", label=f"aim for false alarms, {target:g}")
        below.legend(loc="center right", facecolor="#fcfcfb", framealpha=0.85, edgecolor="none")
        above.set(ylim=(0.4, 1.02), ylabel="AUC, without the gate", title=title)
        below.set(ylim=(-0.02, 1.02), ylabel="share of genuine faces")
        names = [f"{point.family} {point.strength}".strip() for point in points]
        below.set_xticks(places, names, rotation=60, ha="right")
        _save(figure, path)


def plot_groups(path: Path, groups: Sequence[GroupRate], overall: float, title: str) -> None:
    """Rates of groups with intervals, beside the rate of everybody."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(figsize=(6.4, 0.32 * len(groups) + 1.3))
        _draw_rates(axes, groups)
        axes.axvline(overall, color="#57606a", linestyle="--", linewidth=1, label=f"everybody, {overall:.3g}")
        axes.axvline(2 * overall, color="#8c959f", linestyle=":", linewidth=1, label="twice that")
        axes.set(xlabel="share above the soft threshold", title=title, xlim=(0, None))
        axes.legend(loc="lower right", frameon=False)
        _save(figure, path)


def _draw_rates(axes: Axes, groups: Sequence[GroupRate]) -> None:
    places = np.arange(len(groups))[::-1]
    rates = np.array([group.rate for group in groups])
    reach = np.array([[group.rate - group.low, group.high - group.rate] for group in groups]).T
    axes.errorbar(rates, places, xerr=reach, fmt="o", markersize=4, capsize=2, color=COLOURS[0])
    axes.set_yticks(places, [f"{group.name} (n {group.n})" for group in groups])


def _save(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.tight_layout()
    figure.savefig(path, format="svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)
