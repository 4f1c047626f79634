"""Swapped faces one frame a video, and self-blended twins."""

import csv
from pathlib import Path

import cv2
import numpy as np

from .batches import CROSS_FACE
from .blending import cross_blend, self_blend
from .calibrate import WORN
from .codec import draw_wear, wear
from .controls import features_of
from .evaluation import BOUNDS, SWAPS, TWINNED, Evaluation
from .faces import MeasuredFace, measure_face
from .items import read_pictures
from .metrics import auc, bootstrap, eer, partial_auc, tpr_at
from .report import TOGETHER
from .samples import Sample, Scored, by_label, groups_of, labels_of
from .scoring import BLEND

TWINS = 250
"""Genuine faces that are given a self-blended twin."""
NATIVE_WIDTHS = (0, 100, 160, 100_000)
"""Edges between widths of DFDC faces before they were scaled, pixels."""
CROWDED = "People can repeat across DFDC source videos."


def swapped_faces(evaluation: Evaluation) -> None:
    """DFDC faces, one frame a video."""
    samples = evaluation.scored.samples(lambda item: item.source == "dfdc")
    judges = [BLEND, TOGETHER, *evaluation.scored.rivals]
    of_dfdc = sum(item.source == "dfdc" for item in evaluation.items)
    note = f"One frame a video; {len(samples)} of {of_dfdc} pass the gate. {CROWDED}"
    aims = {BLEND: 0.92, TOGETHER: 0.92}
    controls = evaluation.compare(SWAPS, "DFDC faces", samples, aims, judges, note)
    if controls is None:
        return
    labels, groups = labels_of(samples), groups_of(samples)
    for by in judges:
        values = evaluation.scored.values(samples, by)
        fakes, reals = values[labels], values[~labels]
        evaluation.rocs[BLEND][f"{by}, DFDC"] = (fakes, reals)

        def point(name, measure, aimed=None, values=values, fakes=fakes, reals=reals, by=by) -> None:
            interval = bootstrap(lambda at: by_label(measure, values[at], labels[at]), groups)
            aim = {"least": aimed, "bound": BOUNDS[SWAPS]} if aimed and by not in evaluation.comparators else {}
            evaluation.report.add(
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
        least = None if by in evaluation.comparators else 0.92
        evaluation.order(SWAPS, by, "DFDC swaps above their own source's genuine face", samples, controls, least)
    everything = evaluation.scored.samples(lambda item: item.source == "dfdc", gated=False)
    evaluation.add_aucs(SWAPS, "DFDC faces without the gate", evaluation.scored, everything, {}, [BLEND], None, "")
    _by_native_width(evaluation, samples)


def _by_native_width(evaluation: Evaluation, samples: list[Sample]) -> None:
    with open(evaluation.data / "faces" / "dfdc" / "labels.csv", newline="", encoding="utf-8") as file:
        widths = {
            f"faces/dfdc/{row['image']}": float(row["face_width_px"] or "nan") for row in csv.DictReader(file)
        }
    at = np.array([widths[sample.item.path] for sample in samples])
    values, labels, groups = evaluation.scored.values(samples, BLEND), labels_of(samples), groups_of(samples)
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
        evaluation.report.add(
            SWAPS, BLEND, name, auc(v[w], v[~w]), len(v), interval=interval, note="Width before scaling."
        )


def self_blends(evaluation: Evaluation) -> None:
    """Twins made from the split's own genuine pictures: a guard against regressions, no claim about deepfakes."""
    genuine = [f for f in evaluation.still(lambda item: item.label == "real") if evaluation.scored.counts(f)]
    rng = np.random.default_rng(13)
    chosen = [genuine[at] for at in rng.permutation(len(genuine))[: min(TWINS, evaluation.arguments.most or TWINS)]]
    samples = _twins(evaluation.data, chosen, evaluation.features)
    if not samples:
        return
    twins = Scored(evaluation.scorer, [sample.faces[0] for sample in samples], {})
    controls = evaluation.controls_of(TWINNED, "self-blended pairs", samples)
    note = "Copies of the split's own genuine faces, half of the pairs worn alike; none auto-encoded."
    for by in (BLEND, TOGETHER):
        values = twins.values(samples, by)
        labels, groups = labels_of(samples), groups_of(samples)
        interval = bootstrap(lambda at, v=values, w=labels: by_label(auc, v[at], w[at]), groups)
        aim = {"least": 0.97, "bound": BOUNDS[TWINNED]} if by == BLEND else {}
        value = auc(values[labels], values[~labels])
        evaluation.report.add(
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
        hits, n = int((values[labels] > values[~labels]).sum()), int(labels.sum())
        evaluation.share(TWINNED, by, "self-blend above its own untouched twin", hits, n)


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
