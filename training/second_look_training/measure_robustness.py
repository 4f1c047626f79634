"""AUC and false alarms as pictures are worn."""

import numpy as np

from .degradations import DEGRADATIONS, SHARED, degrade_all
from .evaluation import PORTRAITS, Evaluation
from .export import logits_of
from .face_gate import reasons
from .faces import MeasuredFace
from .items import Item
from .metrics import auc, bootstrap, clopper_pearson
from .plots import CurvePoint
from .report import TOGETHER
from .samples import by_label
from .scoring import BLEND, TRACE

SAID = ("clean", "JPEG 60", "H.264 CRF 32", "scale 0.5", "JPEG 80 after blur σ 1.5", SHARED)
"""Degradations that the cards name; the plots show all."""


def robustness(evaluation: Evaluation) -> None:
    """AUC without the gate, and false alarms with it at the soft threshold, under every degradation: of each detector
    alone on its own kinds of faces, and of both together on all."""
    rng = np.random.default_rng(29)
    kinds: dict[tuple[str, str], list[MeasuredFace]] = {}
    for face in evaluation.still(lambda _: True):
        photographed = face.item.label != "not-photographic"
        if photographed and not reasons(face.quality, evaluation.scorer.gate):
            kinds.setdefault((face.item.source, face.item.label), []).append(face)
    most = evaluation.arguments.robustness
    chosen = [of_kind[at] for of_kind in kinds.values() for at in rng.permutation(len(of_kind))[:most]]
    if len({face.item.label == "real" for face in chosen}) < 2:
        return
    names = list(DEGRADATIONS)
    # A few degradations at a time, so that their crops fit into memory.
    for start in range(0, len(names), 8):
        degraded = degrade_all(evaluation.data, chosen, names[start : start + 8], evaluation.processes)
        for name, faces in degraded.items():
            _robustness_points(evaluation, name, faces)


def _sees(by: str, item: Item) -> bool:
    """Whether a picture is of a kind that a detector is asked about alone."""
    if by == BLEND:
        return item.source == "dfdc"
    return by == TOGETHER or item.method in PORTRAITS or item.source in ("stylegan-ffhq", "utkface")


def _robustness_points(evaluation: Evaluation, name: str, faces: list[MeasuredFace]) -> None:
    scorer = evaluation.scorer
    both = logits_of(scorer.runners[BLEND], np.stack([face.crop for face in faces]))
    raw = scorer.raw_logits(TRACE, faces)
    sees = np.array([scorer.trace_sees(face) for face in faces])
    scores = scorer.scores_of(faces, both, np.where(sees, raw, np.nan))
    # Alone: what the fusion makes of a detector when the other sees nothing.
    blend, trace = ({by: scores.evidence[by]} for by in (BLEND, TRACE))
    judges = {
        BLEND: (scores.evidence[BLEND], scorer.fuse(blend), scores.counts),
        TRACE: (raw, scorer.fuse(trace), scores.passes & sees),
        TOGETHER: (scores.fused, scores.fused, scores.counts),
    }
    for by, columns in judges.items():
        at = [index for index, face in enumerate(faces) if _sees(by, face.item)]
        labels = np.array([faces[index].item.label != "real" for index in at], bool)
        if len(np.unique(labels)) == 2:
            groups = np.array([faces[index].item.group for index in at])
            _robustness_point(evaluation, by, name, *(column[at] for column in columns), labels, groups)


def _robustness_point(
    evaluation: Evaluation,
    by: str,
    name: str,
    ranked: np.ndarray,
    evidence: np.ndarray,
    counted: np.ndarray,
    labels: np.ndarray,
    groups: np.ndarray,
) -> None:
    above = {level: counted & (evidence > evaluation.scorer.thresholds[level]) for level in ("soft", "strong")}
    alarms, judged = int((above["soft"] & ~labels).sum()), int((counted & ~labels).sum())
    genuine, fakes = int((~labels).sum()), int(labels.sum())
    rate = alarms / judged if judged else 0.0
    high = clopper_pearson(alarms, judged)
    coverage = judged / genuine
    value = auc(ranked[labels], ranked[~labels])
    degradation = DEGRADATIONS[name]
    point = CurvePoint(degradation.family, degradation.strength, value, rate, high if judged else 0.0, coverage)
    evaluation.curves.setdefault(by, []).append(point)
    evaluation.report.table(
        "robustness",
        {"detector": by, "degradation": name, "fakes": fakes, "genuine": genuine}
        | {"auc": round(value, 4), "coverage": round(coverage, 4), "genuineJudged": judged, "falseAlarms": alarms}
        | {"strongFalseAlarms": int((above["strong"] & ~labels).sum()), "falseAlarmsUpperBound": round(high, 4)}
        | {"fakesAboveSoft": round(float((above["soft"] & labels).sum() / fakes), 4)},
    )
    if name in SAID:
        note = f"{alarms} false alarms at soft in {judged} of {genuine} genuine faces that are judged."
        interval = bootstrap(lambda at: by_label(auc, ranked[at], labels[at]), groups)
        evaluation.report.add("Robustness", by, f"AUC, {name}", value, len(labels), interval=interval, note=note)
