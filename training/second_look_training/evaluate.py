"""Measures the shipped detectors on the test split, which nothing else reads, and writes figures, plots and cards."""

import argparse
import csv
import datetime
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import cv2
import numpy as np

from .batches import CROSS_FACE
from .blending import cross_blend, self_blend
from .calibrate import WORN
from .calibration import Calibration, by_group
from .codec import draw_wear, wear
from .controls import NAMES, ControlFigures, control_features, equalise, features_of, measure_controls
from .degradations import DEGRADATIONS, degrade_all
from .export import logits_of, session, trace_logit
from .face_gate import reasons
from .faces import MeasuredFace, measure_face, measure_items
from .items import Item, data_folder, list_items, read_pictures
from .metrics import (
    auc,
    aurc,
    bootstrap,
    brier,
    cllr,
    clopper_pearson,
    clopper_pearson_interval,
    ece,
    eer,
    paired_order,
    partial_auc,
    rate_ratio,
    tpr_at,
)
from .plots import Classes, CurvePoint, GroupRate, plot_groups, plot_reliability, plot_robustness, plot_roc
from .report import LEAST_GROUP, TOGETHER, Report, fill_card, measured_section
from .samples import Sample, Scored, by_label, groups_of, labels_of, regroup
from .scoring import BLEND, DETECTORS, MODELS, TRACE, Scorer

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs" / "detectors"
TARGETS = REPOSITORY / "docs" / "targets" / "detectors.json"
CARDS = REPOSITORY / "src" / "detectors"
READS = Path(__file__).parents[1] / "test-reads.md"
SHARED = "shared"
MOST_PARTNERS = 300
"""Genuine pictures of a set that generated portraits are compared with."""
ROBUSTNESS = 60
"""Fakes, and genuine faces, that are degraded for each detector."""
TWINS = 250
"""Genuine faces that are given a self-blended twin."""
PORTRAITS = {"stylegan": "StyleGAN", "generated.photos": "generated.photos"}
"""Generators of whole portraits, by the method in the labels."""
PARTNERS = {"stylegan": ("stylegan-ffhq",), "generated.photos": ("stylegan-ffhq", "utkface")}
"""Sets of genuine pictures that each is compared with."""
NATIVE_WIDTHS = (0, 100, 160, 100_000)
"""Edges between widths of DFDC faces before they were scaled, pixels."""
CROWDED = "People can repeat across DFDC source videos."

SWAPS, PORTRAIT, HEADS, LIVE = "Swapped faces (DFDC)", "Generated portraits", "Talking-head generators", "Live swaps"
ALARMS, GROUPS, REJECTED = "False alarms", "False alarms by annotated group (UTKFace)", "Not a photographed face"
CALIBRATION, FOUND, TWINNED = "Calibration", "Share above the thresholds", "Self-blended pairs"

BOUNDS = {
    SWAPS: "A small network, one frame a video, and some wrong labels (two people, sound-only fakes).",
    TWINNED: "Half of the pairs are worn by codecs, and a blend of a quarter of the changed copy leaves little to see.",
    PORTRAIT: "The traces sit in the finest detail, which resizing and compression remove first.",
    LIVE: "A method that training never saw, behind a video codec, and in 14 pairs only.",
    HEADS: "No clip of these generators was trained on, nothing in them is blended, and there are few to measure.",
    ALARMS: "The threshold is a quantile of the calibration sources; test sources differ from them a little.",
    GROUPS: "A handful of faces decides the ratio; the interval beside it says how little is known.",
    REJECTED: "Few such pictures to train and set the threshold on; some painted portraits look photographed.",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `evaluate`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--models", type=Path, default=MODELS, help="folder of weights, cards, fusion and gate")
    parser.add_argument("--split", choices=("test", "cal"), default="test", help="cal is for trying the harness out")
    parser.add_argument("--reason", help="why the test split is read; kept in test-reads.md")
    parser.add_argument("--out", type=Path, help="folder for everything, instead of the repository's docs and cards")
    parser.add_argument("--most", type=int, help="on cal: at most so many pictures of a set and label")
    parser.add_argument("--robustness", type=int, default=ROBUSTNESS, help="faces of a class that are degraded")
    parser.add_argument(
        "--left-out", action="append", default=[], metavar="GENERATOR=PATH", help="weights that never saw the generator"
    )
    parser.add_argument(
        "--comparator", action="append", default=[], metavar="NAME=PATH", help="another network on the same crops"
    )
    parser.add_argument("--processes", type=int, default=2)


ValuesOf = Callable[[Scored, Sequence[Sample], str], np.ndarray]
"""How a judge's values of samples are had."""


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
    evaluation.measure()
    evaluation.write(arguments.out)


class Evaluation:
    """The faces of a split, their scores, and what is measured on them."""

    def __init__(self, arguments: argparse.Namespace):
        self.arguments = arguments
        self.data = data_folder(arguments.data)
        self.processes = arguments.processes
        self.comparators = {name: Path(path) for name, path in _named(arguments.comparator)}
        self.left_out = {name: Path(path) for name, path in _named(arguments.left_out)}
        self.report = Report()
        self.rocs: dict[str, dict[str, Classes]] = {BLEND: {}, TRACE: {}, TOGETHER: {}}
        self.reliabilities: dict[str, dict[str, Classes]] = {BLEND: {}, TRACE: {}, TOGETHER: {}}
        self.curves: dict[str, list[CurvePoint]] = {}
        self.groups: list[GroupRate] = []
        self.overall = float("nan")
        self._features: dict[int, np.ndarray] = {}
        self._clock = time.monotonic()
        self.scorer = Scorer(arguments.models)
        self.items = _choose(self.data, arguments.split, arguments.most)
        self.scored = Scored(self.scorer, measure_items(self.data, self.items, self.processes), self.comparators)
        self._tick("faces found and scored")

    def measure(self) -> None:
        """Every part in turn."""
        for part in (
            self.swapped_faces,
            self.self_blends,
            self.portraits,
            self.live_swaps,
            self.talking_heads,
            self.false_alarms,
            self.people,
            self.not_photographic,
            self.calibration,
            self.shares_found,
            self.robustness,
        ):
            part()
            self._tick(part.__name__)

    def _tick(self, what: str) -> None:
        print(f"{what}: {time.monotonic() - self._clock:.0f} s", flush=True)
        self._clock = time.monotonic()

    # Comparisons

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
    ) -> ControlFigures | None:
        """AUC of each judge, and the controls; again on equalised copies where a control tells too much.

        `least` holds the targets. None where a class has no sample.
        """
        if len(np.unique(labels_of(samples))) < 2:
            return None
        controls = self.controls_of(section, name, samples)
        self._add_aucs(section, name, self.scored, samples, least, judges, controls, note, values_of)
        if not controls.exceeded or not repeat:
            return controls
        copies = equalise(self.data, [face for sample in samples for face in sample.faces], self.processes)
        again = regroup(samples, copies.faces)
        if len(np.unique(labels_of(again))) < 2:
            return controls
        self._features |= copies.features
        scored = Scored(self.scorer, copies.faces, self.comparators)
        name = f"{name}, equalised copies"
        remaining = self.controls_of(section, name, again)
        look = f"crops {copies.look.side:.0f} px wide, sharpness {copies.look.sharpness:.0f}"
        note = f"Alike in size, brightness, blur and JPEG quality: {look}."
        self._add_aucs(section, name, scored, again, least, judges, remaining, note, values_of)
        return controls

    def _add_aucs(self, section, name, scored, samples, least, judges, controls, note, values_of) -> None:
        labels, groups = labels_of(samples), groups_of(samples)
        for by in judges:
            values = values_of(scored, samples, by)
            interval = bootstrap(lambda at, v=values: by_label(auc, v[at], labels[at]), groups)
            value = auc(values[labels], values[~labels])
            aim = {"least": least[by], "bound": BOUNDS[section]} if by in least else {}
            self.report.add(
                section, by, f"{name}, AUC", value, len(samples), interval=interval, controls=controls, note=note, **aim
            )

    def controls_of(self, section: str, name: str, samples: list[Sample]) -> ControlFigures:
        """The controls' AUCs on the same samples; also kept in full in the JSON."""
        faces = [face for sample in samples for face in sample.faces]
        self._features |= control_features(self.data, [face for face in faces if id(face) not in self._features])
        features = np.array([np.mean([self._features[id(f)] for f in s.faces], 0) for s in samples])
        figures = measure_controls(features, labels_of(samples).astype(int), groups_of(samples))
        for control in NAMES:
            line = {"auc": round(figures.single[control], 4), "low": round(figures.single_low[control], 4)}
            self.report.table("controls", {"section": section, "name": name, "control": control, **line})
        line = {"auc": round(figures.together, 4), "low": round(figures.together_low, 4)}
        self.report.table("controls", {"section": section, "name": name, "control": "all together", **line})
        return figures

    def _order(self, section, by, name, samples, controls, least, note="") -> None:
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
        self.report.add(section, by, name, value, len(pairs), interval=interval, controls=controls, note=note, **aim)

    def _share(self, section: str, by: str, name: str, hits: int, n: int, **more) -> None:
        """A share with its exact interval; `more` is what `Report.add` takes."""
        self.report.add(section, by, name, hits / n, n, interval=clopper_pearson_interval(hits, n), **more)

    # Parts

    def swapped_faces(self) -> None:
        """DFDC faces, one frame a video."""
        samples = self.scored.samples(lambda item: item.source == "dfdc")
        judges = [BLEND, TOGETHER, *(each for each in self.scored.judges if each.startswith("comparator"))]
        of_dfdc = sum(item.source == "dfdc" for item in self.items)
        note = f"One frame a video; {len(samples)} of {of_dfdc} pass the gate. {CROWDED}"
        aims = {BLEND: 0.92, TOGETHER: 0.92}
        controls = self.compare(SWAPS, "DFDC faces", samples, aims, judges, note)
        if controls is None:
            return
        labels, groups = labels_of(samples), groups_of(samples)
        for by in judges:
            values = self.scored.values(samples, by)
            fakes, reals = values[labels], values[~labels]
            self.rocs[BLEND][f"{by}, DFDC"] = (fakes, reals)

            def point(name, measure, aimed=None, values=values, fakes=fakes, reals=reals, by=by) -> None:
                interval = bootstrap(lambda at: by_label(measure, values[at], labels[at]), groups)
                aim = {"least": aimed, "bound": BOUNDS[SWAPS]} if aimed and not by.startswith("comparator") else {}
                self.report.add(
                    SWAPS,
                    by,
                    f"DFDC faces, {name}",
                    measure(fakes, reals),
                    len(samples),
                    interval=interval,
                    controls=controls if aim else None,
                    rivals=False,
                    **aim,
                )

            point("equal error rate", eer)
            point("AUC up to 5 % false positives", partial_auc)
            point("true positives at 1 % false positives", lambda p, n: tpr_at(p, n, 0.01), 0.45)
            point("true positives at 0.1 % false positives", lambda p, n: tpr_at(p, n, 0.001))
            least = None if by.startswith("comparator") else 0.92
            self._order(SWAPS, by, "DFDC swaps above their own source's genuine face", samples, controls, least)
        everything = self.scored.samples(lambda item: item.source == "dfdc", gated=False)
        values, labels = self.scored.values(everything, BLEND), labels_of(everything)
        self.report.add(
            SWAPS, BLEND, "DFDC faces, AUC without the gate", auc(values[labels], values[~labels]), len(everything)
        )
        self._by_native_width(samples)

    def _by_native_width(self, samples: list[Sample]) -> None:
        with open(self.data / "faces" / "dfdc" / "labels.csv", newline="", encoding="utf-8") as file:
            widths = {
                f"faces/dfdc/{row['image']}": float(row["face_width_px"] or "nan") for row in csv.DictReader(file)
            }
        at = np.array([widths[sample.item.path] for sample in samples])
        values, labels, groups = self.scored.values(samples, BLEND), labels_of(samples), groups_of(samples)
        for low, high in zip(NATIVE_WIDTHS, NATIVE_WIDTHS[1:], strict=False):
            inside = (at >= low) & (at < high)
            v, w, g = values[inside], labels[inside], groups[inside]
            if len(np.unique(w)) < 2:
                continue
            interval = bootstrap(lambda drawn, v=v, w=w: by_label(auc, v[drawn], w[drawn]), g)
            name = (
                f"DFDC faces {low} px wide or more, AUC"
                if high > 10_000
                else f"DFDC faces {low} to {high} px wide, AUC"
            )
            self.report.add(
                SWAPS, BLEND, name, auc(v[w], v[~w]), len(v), interval=interval, note="Width before scaling."
            )

    def self_blends(self) -> None:
        """Twins made from the split's own genuine pictures: a guard against regressions, no claim about deepfakes."""
        genuine = [
            f for f in self.scored.faces if f.item.label == "real" and not f.item.is_clip and self.scored.counts(f)
        ]
        rng = np.random.default_rng(13)
        chosen = [genuine[at] for at in rng.permutation(len(genuine))[: min(TWINS, self.arguments.most or TWINS)]]
        samples = _twins(self.data, chosen, self._features)
        if not samples:
            return
        twins = Scored(self.scorer, [sample.faces[0] for sample in samples], {})
        controls = self.controls_of(TWINNED, "self-blended pairs", samples)
        note = "Copies of the split's own genuine faces, half of the pairs worn alike; none auto-encoded."
        for by in (BLEND, TOGETHER):
            values = twins.values(samples, by)
            labels, groups = labels_of(samples), groups_of(samples)
            interval = bootstrap(lambda at, v=values, w=labels: by_label(auc, v[at], w[at]), groups)
            aim = {"least": 0.97, "bound": BOUNDS[TWINNED]} if by == BLEND else {}
            value = auc(values[labels], values[~labels])
            self.report.add(
                TWINNED,
                by,
                "self-blended pairs, AUC",
                value,
                len(values),
                interval=interval,
                controls=controls,
                note=note,
                **aim,
            )
            order = paired_order(values[labels], values[~labels])
            self.report.add(TWINNED, by, "self-blend above its own untouched twin", order, len(values) // 2)

    def portraits(self) -> None:
        """Faces that were generated whole: raw logits without the gate, clean, shared, or with a generator left out."""
        rng = np.random.default_rng(31)
        genuine = {}
        for source in ("stylegan-ffhq", "utkface"):
            faces = self._still(lambda item, s=source: item.source == s and item.label == "real")
            genuine[source] = [faces[at] for at in rng.permutation(len(faces))[:MOST_PARTNERS]]
        for method, title in PORTRAITS.items():
            fakes = self._still(lambda item, m=method: item.method == m)
            for partner in PARTNERS[method]:
                samples = [Sample((f,), f.item.label != "real", f.item.group) for f in (*fakes, *genuine[partner])]
                if fakes and genuine[partner]:
                    self._portraits_against(method, title, partner, samples)

    def _portraits_against(self, method: str, title: str, partner: str, samples: list[Sample]) -> None:
        chief = partner == PARTNERS[method][0]
        name = f"{title} against {partner}"

        def judged_by(runner, faces: list[MeasuredFace] | None = None) -> ValuesOf:
            """Raw logits of the samples' faces, or of other versions of them."""
            return lambda _, some, __: self._trace_logits(faces or [sample.faces[0] for sample in some], runner)

        def aim(least: float) -> dict[str, float]:
            return {TRACE: least} if chief else {}

        runner = self.scorer.runners[TRACE]
        seen = np.mean([self.scorer.trace_sees(sample.faces[0]) for sample in samples])
        note = f"Without the gate, which lets {seen:.0%} of them through."
        clean = judged_by(runner)
        controls = self.compare(PORTRAIT, f"{name}, clean", samples, aim(0.98), [TRACE], note, values_of=clean)
        shared = degrade_all(self.data, [sample.faces[0] for sample in samples], [SHARED], self.processes)[SHARED]
        seen = np.mean([self.scorer.trace_sees(face) for face in shared])
        note = f"JPEG 60, half size, H.264 CRF 30. Without the gate, which lets {seen:.0%} of them through."
        worn = judged_by(runner, shared)
        self._add_aucs(PORTRAIT, f"{name}, shared", self.scored, samples, aim(0.90), [TRACE], controls, note, worn)
        if method in self.left_out:
            without = judged_by(session(self.left_out[method]))
            note = f"Weights that never saw {title}. Without the gate."
            named = f"{name}, clean, generator left out of training"
            self._add_aucs(PORTRAIT, named, self.scored, samples, aim(0.90), [TRACE], controls, note, without)
        if chief:
            labels = labels_of(samples)
            for state, values_of in (("clean", clean), ("shared", worn)):
                values = values_of(self.scored, samples, TRACE)
                self.rocs[TRACE][f"{title}, {state}"] = (values[labels], values[~labels])
                found = tpr_at(values[labels], values[~labels], 0.01)
                self.report.add(
                    PORTRAIT, TRACE, f"{name}, {state}, true positives at 1 % false positives", found, len(values)
                )

    def _still(self, wanted: Callable[[Item], bool]) -> list[MeasuredFace]:
        return [face for face in self.scored.faces if not face.item.is_clip and wanted(face.item)]

    def _trace_logits(self, faces: Sequence[MeasuredFace], runner) -> np.ndarray:
        return np.array([trace_logit(runner, face.window) for face in faces])

    def live_swaps(self) -> None:
        """DeepFaceLive clips beside their untouched twins."""
        samples = self.scored.samples(lambda item: "swap-pairs" in item.path)
        judges = [BLEND, TOGETHER, *(each for each in self.scored.judges if each.startswith("comparator"))]
        controls = self.compare(LIVE, "live swaps and their untouched twins, clips", samples, {}, judges)
        for by in judges if controls else []:
            least = None if by.startswith("comparator") else 0.85
            self._order(LIVE, by, "live swap above its own untouched twin", samples, controls, least)

    def talking_heads(self) -> None:
        """Clips of generators that no detector was trained on, against genuine clips of the split."""
        clips = [item for item in self.items if item.is_clip and (item.label == "generated" or item.label == "real")]
        wanted = set(clips)
        samples = self.scored.samples(lambda item: item in wanted, by_clip=True)
        judges = [*DETECTORS, TOGETHER, *(each for each in self.scored.judges if each.startswith("comparator"))]
        for label, name in (("generated", "generated"), ("real", "genuine")):
            asked = [item for item in clips if item.label == label]
            judged = sum(sample.item.label == label for sample in samples)
            if asked:
                self._share(HEADS, TOGETHER, f"{name} clips with a face that passes the gate", judged, len(asked))
        note = "Each clip counts by itself; clips of one generator are alike, so the interval is too narrow."
        pooled = self.compare(
            HEADS, "talking heads against genuine clips, pooled", samples, {TOGETHER: 0.80}, judges, note
        )
        labels = labels_of(samples)
        for by in judges if pooled else []:
            values = self.scored.values(samples, by)
            self.rocs[TOGETHER][f"{by}, talking heads"] = (values[labels], values[~labels])
        for method in sorted({sample.item.method for sample in samples if sample.fake}):
            some = [sample for sample in samples if not sample.fake or sample.item.method == method]
            self.compare(HEADS, f"{method} against genuine clips", some, {}, judges, repeat=False)

    def false_alarms(self) -> None:
        """Genuine sources above the shipped thresholds: pictures by person or source video, clips by person."""
        faces, fused = self._genuine()
        if not faces:
            return
        values, sources = by_group(faces, fused)
        for threshold, most in (("strong", 0.001), ("soft", 0.01), ("unclear", None)):
            self._alarm(f"genuine sources above {threshold}", values, threshold, most)
        for source in sorted(set(sources)):
            mine = values[np.array(sources) == source]
            for threshold in ("strong", "soft"):
                self._alarm(f"{source} sources above {threshold}", mine, threshold, None)

    def _genuine(self) -> tuple[list[MeasuredFace], np.ndarray]:
        chosen = [face for face in self.scored.faces if face.item.label == "real" and self.scored.counts(face)]
        return chosen, self.scored.of(chosen, TOGETHER)

    def _alarm(self, name: str, values: np.ndarray, threshold: str, most: float | None) -> None:
        hits, n = int((values > self.scorer.thresholds[threshold]).sum()), len(values)
        note = f"{hits} of {n}; one-sided 95 % upper bound {clopper_pearson(hits, n):.4f}."
        aim = {} if most is None else {"most": most, "bound": BOUNDS[ALARMS]}
        self._share(ALARMS, TOGETHER, name, hits, n, note=note, **aim)

    def people(self) -> None:
        """False alarms among UTKFace's annotated races, genders and age bands, at the one threshold for all."""
        faces, fused = self._genuine()
        keep = np.array([bool(face.item.people) for face in faces], bool)
        if not keep.any():
            return
        people = [face.item.people.split("/") for face, take in zip(faces, keep, strict=True) if take]
        for threshold in ("soft", "strong"):
            above = fused[keep] > self.scorer.thresholds[threshold]
            worst: tuple[float, str, float, float, int] | None = None
            for kind in range(3):
                for part in sorted({each[kind] for each in people}):
                    mine = above[[each[kind] == part for each in people]]
                    hits, n = int(mine.sum()), len(mine)
                    ratio, low, high = rate_ratio(hits, n, int(above.sum()), len(above))
                    rate = clopper_pearson_interval(hits, n)
                    established = n >= LEAST_GROUP
                    words = "" if np.isnan(ratio) else f" {ratio:.2f} times everybody's ({low:.2f} to {high:.2f})."
                    note = (
                        f"{hits} of {n}.{words}"
                        if established
                        else f"{hits} of {n}. Not established (n below {LEAST_GROUP})."
                    )
                    name = f"annotated {part}, above {threshold}"
                    self.report.add(GROUPS, TOGETHER, name, hits / n, n, interval=rate, note=note)
                    if threshold == "soft":
                        self.groups.append(GroupRate(part, hits / n, *rate, n))
                    if established and not np.isnan(ratio) and (worst is None or ratio > worst[0]):
                        worst = (ratio, part, low, high, n)
            if threshold == "soft":
                self.overall = float(above.mean())
                if worst:
                    name = f"worst annotated group's rate above soft over everybody's (n at least {LEAST_GROUP})"
                    note = f"The group is {worst[1]}; everybody: {int(above.sum())} of {len(above)}."
                    self.report.add(
                        GROUPS,
                        TOGETHER,
                        name,
                        worst[0],
                        worst[4],
                        interval=worst[2:4],
                        most=2.0,
                        bound=BOUNDS[GROUPS],
                        note=note,
                    )

    def not_photographic(self) -> None:
        """What is no photographed face must be turned away, and photographed faces must not."""
        least = self.scorer.cards[BLEND]["photographic"]["minLogit"]
        photographic = self.scored.scores.photographic >= least
        art = np.array([face.item.label == "not-photographic" for face in self.scored.faces])
        if art.any():
            hits, n = int((~photographic[art]).sum()), int(art.sum())
            name = "painted and drawn faces turned away, of those the finder confirms"
            self._share(REJECTED, BLEND, name, hits, n, least=0.9, bound=BOUNDS[REJECTED])
        pictures = {item.path for item in self.items if item.label == "not-photographic"}
        judged = {
            face.item.path for face in self.scored.faces if face.item.path in pictures and self.scored.counts(face)
        }
        if pictures:
            hits, n = len(pictures - judged), len(pictures)
            name = "painted and drawn pictures not judged, for want of a face or by the gate"
            self._share(REJECTED, TOGETHER, name, hits, n)
        genuine = np.array(
            [f.item.label == "real" and not reasons(f.quality, self.scorer.gate) for f in self.scored.faces]
        )
        if genuine.any():
            hits, n = int((~photographic[genuine]).sum()), int(genuine.sum())
            name = "genuine faces turned away as not photographed"
            self._share(REJECTED, BLEND, name, hits, n, most=0.01, bound=BOUNDS[ALARMS])
        for what in ("video games", "VTubers and other drawn avatars"):
            self.report.not_established(REJECTED, BLEND, f"{what} turned away", "No such pictures in the data.")
        everyone = [face for face in self.scored.faces if face.item.label == "real"]
        for reason in ("too-small", "too-blurred", "too-dark", "too-bright", "turned-away"):
            hits = sum(reason in reasons(face.quality, self.scorer.gate) for face in everyone)
            self._share(REJECTED, TOGETHER, f"genuine faces the gate calls {reason}", hits, len(everyone))

    def calibration(self) -> None:
        """How far the evidence means what it says, at prior 1/2."""
        portraits = [*PORTRAITS, ""]
        sets = {
            BLEND: ("DFDC faces", lambda face: face.item.source == "dfdc"),
            TRACE: (
                "portraits it can see",
                lambda face: (
                    face.item.source in ("stylegan-ffhq", "generated-photos")
                    and face.item.method in portraits
                    and self.scorer.trace_sees(face)
                ),
            ),
            TOGETHER: ("all pictures", lambda face: not face.item.is_clip and face.item.label != "not-photographic"),
        }
        for by, (name, wanted) in sets.items():
            faces = [face for face in self.scored.faces if wanted(face) and self.scored.counts(face)]
            values = self.scored.of(faces, by)
            labels = np.array([face.item.label != "real" for face in faces], bool)
            if len(np.unique(labels)) < 2:
                continue
            groups = np.array([face.item.group for face in faces])
            self.reliabilities[by][name] = (values[labels], values[~labels])
            for what, measure in (
                ("expected calibration error (15 equal-mass bins)", ece),
                ("Brier score", brier),
                ("Cllr, bits", cllr),
                ("area under the risk–coverage curve", aurc),
            ):
                interval = bootstrap(lambda at, m=measure, v=values, w=labels: by_label(m, v[at], w[at]), groups)
                value = measure(values[labels], values[~labels])
                self.report.add(CALIBRATION, by, f"{name}, {what}", value, len(values), interval=interval)

    def shares_found(self) -> None:
        """What the product calls soft and strong, by kind; a picture or clip alone never reaches two moments."""
        kinds: dict[str, list[Sample]] = {}
        for sample in self.scored.samples(lambda item: item.label in ("swap", "generated")):
            kinds.setdefault(sample.item.method or f"{sample.item.source} swaps", []).append(sample)
        for kind, samples in sorted(kinds.items()):
            values = self.scored.values(samples, TOGETHER)
            for threshold in ("soft", "strong"):
                hits = int((values > self.scorer.thresholds[threshold]).sum())
                unit = "clips" if samples[0].item.is_clip else "pictures"
                name = f"{kind} {unit} above {threshold}"
                self._share(FOUND, TOGETHER, name, hits, len(values))

    def robustness(self) -> None:
        """AUC without the gate, and false alarms with it at the soft threshold, under every degradation."""
        rng = np.random.default_rng(29)
        stills = [
            face for face in self.scored.faces if not face.item.is_clip and not reasons(face.quality, self.scorer.gate)
        ]
        sets = {
            BLEND: [face for face in stills if face.item.source == "dfdc"],
            TRACE: [f for f in stills if f.item.method in PORTRAITS or f.item.source in ("stylegan-ffhq", "utkface")],
        }
        for by, faces in sets.items():
            chosen = []
            for fake in (True, False):
                some = [face for face in faces if (face.item.label != "real") == fake]
                chosen += [some[at] for at in rng.permutation(len(some))[: self.arguments.robustness]]
            labels = np.array([face.item.label != "real" for face in chosen], bool)
            if len(np.unique(labels)) < 2:
                continue
            self.curves[by] = []
            # A few degradations at a time, so that their crops fit into memory.
            names = list(DEGRADATIONS)
            for start in range(0, len(names), 8):
                degraded = degrade_all(self.data, chosen, names[start : start + 8], self.processes)
                for name, versions in degraded.items():
                    self._robustness_point(by, name, versions, labels)

    def _robustness_point(self, by: str, name: str, faces: list[MeasuredFace], labels: np.ndarray) -> None:
        passes = np.array([not reasons(face.quality, self.scorer.gate) for face in faces])
        if by == BLEND:
            both = logits_of(self.scorer.runners[BLEND], np.stack([face.crop for face in faces]))
            logits = both[:, 0].astype(np.float64)
            passes &= both[:, 1] >= self.scorer.cards[BLEND]["photographic"]["minLogit"]
        else:
            logits = self._trace_logits(faces, self.scorer.runners[TRACE])
            passes &= np.array([self.scorer.trace_sees(face) for face in faces])
        calibration = Calibration(**self.scorer.cards[by]["calibration"])
        evidence = calibration.evidence(logits, [face.quality for face in faces])
        # What the fusion makes of this detector when the other sees nothing.
        alone = self.scorer.fuse({by: evidence})
        above = alone > self.scorer.thresholds["soft"]
        alarms, judged = int((above & passes & ~labels).sum()), int((passes & ~labels).sum())
        found = int((above & passes & labels).sum())
        value = auc(evidence[labels], evidence[~labels]) if by == BLEND else auc(logits[labels], logits[~labels])
        degradation = DEGRADATIONS[name]
        rate = alarms / judged if judged else 0.0
        high = clopper_pearson(alarms, judged)
        coverage = judged / int((~labels).sum())
        point = CurvePoint(degradation.family, degradation.strength, value, rate, high if judged else 0.0, coverage)
        self.curves[by].append(point)
        self.report.table(
            "robustness",
            {"detector": by, "degradation": name, "fakes": int(labels.sum()), "genuine": int((~labels).sum())}
            | {"auc": round(value, 4), "coverage": round(coverage, 4), "genuineJudged": judged, "falseAlarms": alarms}
            | {"falseAlarmsUpperBound": round(high, 4), "fakesAboveSoft": round(found / int(labels.sum()), 4)},
        )
        if name in ("clean", "JPEG 60", "H.264 CRF 32", "scale 0.5", SHARED):
            note = (
                f"{alarms} false alarms at soft in {judged} of {int((~labels).sum())} genuine faces that pass the gate."
            )
            self.report.add("Robustness", by, f"AUC, {name}", value, len(labels), note=note)

    # Writing

    def write(self, out: Path | None) -> None:
        """Figures, targets, plots and cards; into `out` alone where it is given."""
        docs = out or DOCS
        docs.mkdir(parents=True, exist_ok=True)
        about = {"split": self.arguments.split, "items": len(self.items), "faces": len(self.scored.faces)}
        self.report.write_all(docs / "evaluation.json", about)
        self.report.write_targets(docs / "detectors.json" if out else TARGETS)
        plots = self._plots(docs)
        for detector in DETECTORS:
            shown = {caption: name for name, (by, caption) in plots.items() if by in (detector, TOGETHER)}
            addresses = {caption: f"../../../docs/detectors/{name}" for caption, name in shown.items()}
            if out:
                text = measured_section(detector, self.report, addresses)
                (out / f"{detector}-measured.md").write_text(text + "\n", encoding="utf-8")
            else:
                fill_card(CARDS / detector / "CARD.md", detector, self.report, addresses)
        self.report.print()

    def _plots(self, docs: Path) -> dict[str, tuple[str, str]]:
        """File name to whom it is about and what it shows."""
        made = {}
        for by in (*DETECTORS, TOGETHER):
            if self.rocs[by]:
                made[f"{by}-roc.svg"] = (by, f"ROC curves, {by}")
                plot_roc(docs / f"{by}-roc.svg", self.rocs[by], f"{by}: ROC")
            if self.reliabilities[by]:
                made[f"{by}-reliability.svg"] = (by, f"Reliability, {by}")
                plot_reliability(docs / f"{by}-reliability.svg", self.reliabilities[by], f"{by}: reliability")
            if by in self.curves:
                made[f"{by}-robustness.svg"] = (by, f"AUC and false alarms under degradations, {by}")
                plot_robustness(docs / f"{by}-robustness.svg", self.curves[by], f"{by}: robustness", target=0.01)
        if self.groups:
            made[f"{TOGETHER}-groups.svg"] = (TOGETHER, "False alarms by annotated group")
            plot_groups(docs / f"{TOGETHER}-groups.svg", self.groups, self.overall, "UTKFace, above soft")
        return made


def _named(pairs: list[str]) -> list[tuple[str, str]]:
    """`name=path` arguments."""
    for pair in pairs:
        if "=" not in pair:
            raise SystemExit(f'Give NAME=PATH, not "{pair}".')
    return [(name, path) for name, _, path in (pair.partition("=") for pair in pairs)]


def _choose(data: Path, split: str, most: int | None) -> list[Item]:
    """The split's items, and all talking-head clips, which no detector was trained on wherever they are filed."""
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


def _twins(data: Path, faces: list[MeasuredFace], features: dict[int, np.ndarray]) -> list[Sample]:
    """The faces untouched and self-blended, half of the pairs worn; adds their controls to `features`."""
    rng = np.random.default_rng(13)
    samples: list[Sample] = []
    before = None
    for face in faces:
        picture = next(read_pictures(data, face.item))
        if before is not None and rng.random() < CROSS_FACE:
            twin = cross_blend(rng, picture, face.points, *before)
        else:
            twin = self_blend(rng, picture, face.points)
        steps = draw_wear(rng) if rng.random() < WORN else []
        for version, fake in ((picture, False), (twin, True)):
            shown = wear(steps, version)
            measured = measure_face(face.item, 0, shown, face.points, face.centre)
            _, file = cv2.imencode(".jpg", shown[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, 95])
            features[id(measured)] = features_of(shown, measured.crop, measured.quality, file.tobytes(), frames=1)
            samples.append(Sample((measured,), fake, face.item.group))
        before = (picture, face.points)
    return samples
