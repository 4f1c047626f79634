"""AUC and false alarms as pictures are worn."""

import numpy as np

from .calibration import Calibration
from .degradations import DEGRADATIONS, SHARED, degrade_all
from .evaluation import PORTRAITS, Evaluation
from .export import logits_of
from .face_gate import reasons
from .faces import MeasuredFace
from .metrics import auc, bootstrap, clopper_pearson
from .plots import CurvePoint
from .samples import by_label
from .scoring import BLEND, TRACE


def robustness(evaluation: Evaluation) -> None:
    """AUC without the gate, and false alarms with it at the soft threshold, under every degradation."""
    rng = np.random.default_rng(29)
    stills = evaluation.still(lambda _: True)
    stills = [face for face in stills if not reasons(face.quality, evaluation.scorer.gate)]
    sets = {
        BLEND: [face for face in stills if face.item.source == "dfdc"],
        TRACE: [f for f in stills if f.item.method in PORTRAITS or f.item.source in ("stylegan-ffhq", "utkface")],
    }
    for by, faces in sets.items():
        chosen = []
        for fake in (True, False):
            some = [face for face in faces if (face.item.label != "real") == fake]
            chosen += [some[at] for at in rng.permutation(len(some))[: evaluation.arguments.robustness]]
        labels = np.array([face.item.label != "real" for face in chosen], bool)
        if len(np.unique(labels)) < 2:
            continue
        evaluation.curves[by] = []
        # A few degradations at a time, so that their crops fit into memory.
        names = list(DEGRADATIONS)
        for start in range(0, len(names), 8):
            degraded = degrade_all(evaluation.data, chosen, names[start : start + 8], evaluation.processes)
            for name, versions in degraded.items():
                _robustness_point(evaluation, by, name, versions, labels)


def _robustness_point(
    evaluation: Evaluation, by: str, name: str, faces: list[MeasuredFace], labels: np.ndarray
) -> None:
    scorer = evaluation.scorer
    passes = np.array([not reasons(face.quality, scorer.gate) for face in faces])
    if by == BLEND:
        both = logits_of(scorer.runners[BLEND], np.stack([face.crop for face in faces]))
        logits = both[:, 0].astype(np.float64)
        passes &= both[:, 1] >= scorer.cards[BLEND]["photographic"]["minLogit"]
    else:
        logits = scorer.raw_logits(TRACE, faces)
        passes &= np.array([scorer.trace_sees(face) for face in faces])
    calibration = Calibration(**scorer.cards[by]["calibration"])
    evidence = calibration.evidence(logits, [face.quality for face in faces])
    # What the fusion makes of this detector when the other sees nothing.
    alone = scorer.fuse({by: evidence})
    above = alone > scorer.thresholds["soft"]
    alarms, judged = int((above & passes & ~labels).sum()), int((passes & ~labels).sum())
    found = int((above & passes & labels).sum())
    ranked = evidence if by == BLEND else logits
    value = auc(ranked[labels], ranked[~labels])
    degradation = DEGRADATIONS[name]
    rate = alarms / judged if judged else 0.0
    high = clopper_pearson(alarms, judged)
    coverage = judged / int((~labels).sum())
    point = CurvePoint(degradation.family, degradation.strength, value, rate, high if judged else 0.0, coverage)
    evaluation.curves[by].append(point)
    evaluation.report.table(
        "robustness",
        {"detector": by, "degradation": name, "fakes": int(labels.sum()), "genuine": int((~labels).sum())}
        | {"auc": round(value, 4), "coverage": round(coverage, 4), "genuineJudged": judged, "falseAlarms": alarms}
        | {"falseAlarmsUpperBound": round(high, 4), "fakesAboveSoft": round(found / int(labels.sum()), 4)},
    )
    if name in ("clean", "JPEG 60", "H.264 CRF 32", "scale 0.5", SHARED):
        note = (
            f"{alarms} false alarms at soft in {judged} of {int((~labels).sum())} genuine faces that pass the gate."
        )
        groups = np.array([face.item.group for face in faces])
        interval = bootstrap(lambda at: by_label(auc, ranked[at], labels[at]), groups)
        evaluation.report.add("Robustness", by, f"AUC, {name}", value, len(labels), interval=interval, note=note)
