"""What the parts of an evaluation share: the faces of a split with their scores, comparisons, and the report."""

import argparse
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from .comparators import load_comparator
from .controls import NAMES, ControlFigures, control_features, equalise, measure_controls
from .faces import MeasuredFace, measure_items
from .generators import LEARNT
from .items import Item, data_folder, list_items
from .metrics import auc, bootstrap, clopper_pearson_interval, paired_order
from .plots import Classes, CurvePoint, GroupRate
from .report import COMPARATOR, TOGETHER, Report
from .samples import Sample, Scored, by_label, groups_of, labels_of, regroup
from .scoring import BLEND, DETECTORS, TRACE, Scorer

PORTRAITS = {"stylegan": "StyleGAN", "generated.photos": "generated.photos"}
"""Generators of whole portraits, by the method in the labels."""

SWAPS, PORTRAIT, HEADS, LIVE = "Swapped faces (DFDC)", "Generated portraits", "Talking-head generators", "Live swaps"
ALARMS, GROUPS, REJECTED = "False alarms", "False alarms by annotated group (UTKFace)", "Not a photographed face"
CALIBRATION, FOUND, TWINNED = "Calibration", "Share above the thresholds", "Self-blended pairs"

BOUNDS = {
    SWAPS: "A small network, one frame a video, and some wrong labels (two people, sound-only fakes).",
    TWINNED: "Half of the pairs are worn by codecs, and a blend of a quarter of the changed copy leaves little to see.",
    PORTRAIT: "Resizing and compression remove the finest traces first, and one generator teaches little about another.",
    LIVE: "A method that training never saw, behind a video codec, and in 14 pairs only.",
    HEADS: "Generators that the network which scores them never saw, nothing blended, and few clips to learn from.",
    ALARMS: "The threshold is a quantile of the calibration sources; test sources differ from them a little.",
    GROUPS: "A handful of faces decides the ratio; the interval beside it says how little is known.",
    REJECTED: "Few such pictures to train and set the threshold on; some painted portraits look photographed.",
}

ValuesOf = Callable[[Scored, Sequence[Sample], str], np.ndarray]
"""How a judge's values of samples are had, one row a sample."""
Separation = Callable[[np.ndarray, np.ndarray], float]
"""How well values of samples follow their labels."""


def plain_auc(values: np.ndarray, labels: np.ndarray) -> float:
    """AUC of one value a sample; NaN where a class is empty."""
    return by_label(auc, values, labels)


class Evaluation:
    """The faces of a split, their scores, and how classes of them are compared; each part of measuring adds to it."""

    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        self.data = data_folder(arguments.data)
        self.processes = arguments.processes
        self.comparators = {f"{COMPARATOR} {each.name}": each for each in map(load_comparator, arguments.comparator)}
        self.siblings = find_siblings(arguments.siblings)
        self.report = Report()
        self.rocs: dict[str, dict[str, Classes]] = {BLEND: {}, TRACE: {}, TOGETHER: {}}
        self.reliabilities: dict[str, dict[str, Classes]] = {BLEND: {}, TRACE: {}, TOGETHER: {}}
        self.curves: dict[str, list[CurvePoint]] = {}
        self.groups: list[GroupRate] = []
        self.overall = float("nan")
        self.features: dict[int, np.ndarray] = {}
        self._clock = time.monotonic()
        self.scorer = Scorer(arguments.models)
        self.items = choose(self.data, arguments.split, arguments.most)
        self.scored = Scored(self.scorer, measure_items(self.data, self.items, self.processes), self.comparators)
        self.tick("faces found and scored")

    def tick(self, what: str) -> None:
        """Say how long something took."""
        print(f"{what}: {time.monotonic() - self._clock:.0f} s", flush=True)
        self._clock = time.monotonic()

    def compare(
        self,
        section: str,
        name: str,
        samples: list[Sample],
        least: dict[str, float],
        judges: Sequence[str],
        note: str = "",
        repeat: bool = True,
        values_of: ValuesOf = Scored.values,
        separation: Separation = plain_auc,
    ) -> ControlFigures | None:
        """AUC of each judge, and the controls; again on equalised copies where a control tells too much.

        `least` holds the targets. None where a class has no sample.
        """
        if len(np.unique(labels_of(samples))) < 2:
            return None
        controls = self.controls_of(section, name, samples)
        self.add_aucs(section, name, self.scored, samples, least, judges, controls, note, values_of, separation)
        if not controls.exceeded or not repeat:
            return controls
        copies = equalise(self.data, [face for sample in samples for face in sample.faces], self.processes)
        again = regroup(samples, copies.faces)
        if len(np.unique(labels_of(again))) < 2:
            return controls
        self.features |= copies.features
        scored = Scored(self.scorer, copies.faces, self.comparators)
        name = f"{name}, equalised copies"
        remaining = self.controls_of(section, name, again)
        look = f"crops {copies.look.side:.0f} px wide, sharpness {copies.look.sharpness:.0f}"
        note = f"Alike in size, brightness, blur and JPEG quality: {look}."
        self.add_aucs(section, name, scored, again, least, judges, remaining, note, values_of, separation)
        return controls

    def add_aucs(
        self,
        section: str,
        name: str,
        scored: Scored,
        samples: list[Sample],
        least: dict[str, float],
        judges: Sequence[str],
        controls: ControlFigures | None,
        note: str,
        values_of: ValuesOf = Scored.values,
        separation: Separation = plain_auc,
    ) -> None:
        """AUC of each judge, with its interval."""
        labels, groups = labels_of(samples), groups_of(samples)
        for by in judges:
            values = values_of(scored, samples, by)
            interval = bootstrap(lambda at, v=values: separation(v[at], labels[at]), groups)
            value = separation(values, labels)
            more = {"least": least[by], "bound": BOUNDS[section]} if by in least else {}
            more |= {"interval": interval, "controls": controls}
            more["note"] = f"{note} {self.comparators[by].about}" if by in self.comparators else note
            self.report.add(section, by, f"{name}, AUC", value, len(samples), **more)

    def controls_of(self, section: str, name: str, samples: list[Sample]) -> ControlFigures:
        """The controls' AUCs on the same samples; also kept in full in the JSON."""
        faces = [face for sample in samples for face in sample.faces]
        self.features |= control_features(self.data, [face for face in faces if id(face) not in self.features])
        features = np.array([np.mean([self.features[id(f)] for f in s.faces], 0) for s in samples])
        figures = measure_controls(features, labels_of(samples).astype(int), groups_of(samples))
        for control in NAMES:
            line = {"auc": round(figures.single[control], 4), "low": round(figures.single_low[control], 4)}
            self.report.table("controls", {"section": section, "name": name, "control": control, **line})
        line = {"auc": round(figures.together, 4), "low": round(figures.together_low, 4)}
        self.report.table("controls", {"section": section, "name": name, "control": "all together", **line})
        return figures

    def order(
        self,
        section: str,
        by: str,
        name: str,
        samples: list[Sample],
        controls: ControlFigures | None,
        least: float | None,
    ) -> None:
        """Share of fakes above their own group's genuine mean."""
        values = self.scored.values(samples, by)
        own: dict[str, list[float]] = {}
        for sample, value in zip(samples, values, strict=True):
            if not sample.fake:
                own.setdefault(sample.group, []).append(value)
        pairs = [
            (value, float(np.mean(own[sample.group])), sample.group)
            for sample, value in zip(samples, values, strict=True)
            if sample.fake and sample.group in own
        ]
        if not pairs:
            return
        above, below = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
        groups = np.array([pair[2] for pair in pairs])
        interval = bootstrap(lambda at: paired_order(above[at], below[at]), groups)
        if len(np.unique(groups)) == len(pairs):
            interval = clopper_pearson_interval(int((above > below).sum()), len(pairs))
        aim = {} if least is None else {"least": least, "bound": BOUNDS[section]}
        value = paired_order(above, below)
        self.report.add(section, by, name, value, len(pairs), interval=interval, controls=controls, **aim)

    def share(self, section: str, by: str, name: str, hits: int, n: int, **more) -> None:
        """A share with its exact interval; `more` is what `Report.add` takes."""
        self.report.add(section, by, name, hits / n, n, interval=clopper_pearson_interval(hits, n), **more)

    def still(self, wanted: Callable[[Item], bool]) -> list[MeasuredFace]:
        """Faces of the pictures that are wanted, whether the gate lets them through or not."""
        return [face for face in self.scored.faces if not face.item.is_clip and wanted(face.item)]

    def genuine(self) -> tuple[list[MeasuredFace], np.ndarray]:
        """Genuine faces that the gate lets through, and their fused evidence."""
        chosen = [face for face in self.scored.faces if face.item.label == "real" and self.scored.counts(face)]
        return chosen, self.scored.of(chosen, TOGETHER)


def find_siblings(folder: Path | None) -> dict[str, dict[str, Path]]:
    """By generator, then detector: the exported weights that never saw it, as their name says (`train --without`)."""
    found: dict[str, dict[str, Path]] = {name: {} for name in LEARNT}
    for path in sorted(folder.glob("*.onnx")) if folder else ():
        detector, _, generators = path.stem.partition("-without-")
        for generator in generators.split("+"):
            if detector not in DETECTORS or generator not in LEARNT:
                raise SystemExit(f"{path} is not named DETECTOR-without-GENERATOR[+GENERATOR].onnx.")
            found[generator][detector] = path
    return found


def choose(data: Path, split: str, most: int | None) -> list[Item]:
    """The split's items, and all talking-head clips, which are scored by networks that never saw their generator."""
    items = list_items(data, {"train", "cal", "test"} if split == "test" else {"train", "cal"})
    items = [item for item in items if item.split == split or (item.split == "train" and _is_talking_head(item))]
    if most is None:
        return items
    rng, kept = np.random.default_rng(1), []
    kinds: dict[tuple[str, str, bool], list[Item]] = {}
    for item in items:
        kinds.setdefault((item.source, item.label, item.is_clip), []).append(item)
    for group in kinds.values():
        kept += [group[at] for at in rng.permutation(len(group))[:most]]
    return kept


def _is_talking_head(item: Item) -> bool:
    return item.is_clip and item.label == "generated"
