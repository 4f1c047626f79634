"""Measures the shipped detectors on the test split, which nothing else reads, and writes figures, plots and cards."""

import argparse
import datetime
from pathlib import Path

import cv2

from .evaluation import Evaluation
from .measure_alarms import false_alarms, not_photographic, people
from .measure_calibration import calibration, shares_found
from .measure_clips import live_swaps, talking_heads
from .measure_portraits import LEFT_OUT, portraits
from .measure_robustness import robustness
from .measure_swaps import self_blends, swapped_faces
from .plots import plot_groups, plot_reliability, plot_robustness, plot_roc
from .report import TOGETHER, fill_card, measured_section
from .scoring import DETECTORS, MODELS

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs" / "detectors"
TARGETS = REPOSITORY / "docs" / "targets" / "detectors.json"
CARDS = REPOSITORY / "src" / "detectors"
READS = Path(__file__).parents[1] / "test-reads.md"
ROBUSTNESS = 50
"""Faces that are degraded, of each kind of fake and each set of genuine ones."""
PARTS = (
    swapped_faces,
    self_blends,
    portraits,
    live_swaps,
    talking_heads,
    false_alarms,
    people,
    not_photographic,
    calibration,
    shares_found,
    robustness,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `evaluate`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of weights, cards, fusion and gate")
    parser.add_argument("--split", choices=("test", "cal"), default="test", help="cal is for trying the harness out")
    parser.add_argument("--reason", help="why the test split is read; kept in test-reads.md")
    parser.add_argument("--out", type=Path, help="folder for everything, instead of the repository's docs and cards")
    parser.add_argument("--most", type=int, help="on cal: at most so many pictures of a set and label")
    parser.add_argument("--robustness", type=int, default=ROBUSTNESS, help="faces of a kind that are degraded")
    parser.add_argument("--siblings", type=Path, help="folder of exported siblings, named as `train` names them")
    parser.add_argument(
        "--comparator", action="append", default=[], type=Path, help="a comparator's checkpoint (comparators.py)"
    )
    parser.add_argument("--processes", type=int, default=2)


def run(arguments: argparse.Namespace) -> None:
    """Measure everything once."""
    on_test = arguments.split == "test"
    if on_test and not arguments.reason:
        raise SystemExit("Reading the test split needs a --reason.")
    if not on_test and not arguments.out:
        raise SystemExit("Figures on cal are not published: give a folder with --out.")
    if on_test and arguments.most:
        raise SystemExit("--most is for trying things out on cal.")
    cv2.setNumThreads(1)
    if on_test:
        with open(READS, "a", encoding="utf-8") as reads:
            reads.write(f"| {datetime.date.today().isoformat()} | {arguments.reason} |\n")
    evaluation = Evaluation(arguments)
    for part in PARTS:
        part(evaluation)
        evaluation.tick(part.__name__)
    write(evaluation, arguments.out)


def write(evaluation: Evaluation, out: Path | None) -> None:
    """Figures, targets, plots and cards; into `out` alone where it is given."""
    docs = out or DOCS
    docs.mkdir(parents=True, exist_ok=True)
    report = evaluation.report
    about = {"split": evaluation.arguments.split, "items": len(evaluation.items), "faces": len(evaluation.scored.faces)}
    if out is None:
        report.keep(docs / "evaluation.json", LEFT_OUT)
    report.write_all(docs / "evaluation.json", about)
    report.write_targets(docs / "detectors.json" if out else TARGETS)
    plots = draw_plots(evaluation, docs)
    for detector in DETECTORS:
        shown = {caption: name for name, (by, caption) in plots.items() if by in (detector, TOGETHER)}
        addresses = {caption: f"../../../docs/detectors/{name}" for caption, name in shown.items()}
        if out:
            text = measured_section(detector, report, addresses)
            (out / f"{detector}-measured.md").write_text(text + "\n", encoding="utf-8")
        else:
            fill_card(CARDS / detector / "CARD.md", detector, report, addresses)
    report.print()


def draw_plots(evaluation: Evaluation, docs: Path) -> dict[str, tuple[str, str]]:
    """File name to whom it is about and what it shows."""
    made = {}
    for by in (*DETECTORS, TOGETHER):
        if evaluation.rocs[by]:
            made[f"{by}-roc.svg"] = (by, f"ROC curves, {by}")
            plot_roc(docs / f"{by}-roc.svg", evaluation.rocs[by], f"{by}: ROC")
        if evaluation.reliabilities[by]:
            made[f"{by}-reliability.svg"] = (by, f"Reliability, {by}")
            plot_reliability(docs / f"{by}-reliability.svg", evaluation.reliabilities[by], f"{by}: reliability")
        if by in evaluation.curves:
            made[f"{by}-robustness.svg"] = (by, f"AUC and false alarms under degradations, {by}")
            plot_robustness(docs / f"{by}-robustness.svg", evaluation.curves[by], f"{by}: robustness", target=0.01)
    if evaluation.groups:
        made[f"{TOGETHER}-groups.svg"] = (TOGETHER, "False alarms by annotated group")
        plot_groups(docs / f"{TOGETHER}-groups.svg", evaluation.groups, evaluation.overall, "UTKFace, above soft")
    return made
