"""Genuine faces: false alarms, by annotated group too, and what is turned away."""

import numpy as np

from .calibration import by_group
from .evaluation import ALARMS, BOUNDS, GROUPS, REJECTED, Evaluation
from .face_gate import reasons
from .metrics import clopper_pearson, clopper_pearson_interval, rate_ratio
from .plots import GroupRate
from .report import LEAST_GROUP, TOGETHER
from .scoring import BLEND


def false_alarms(evaluation: Evaluation) -> None:
    """Genuine sources above the shipped thresholds: pictures by person or source video, clips by person."""
    faces, fused = evaluation.genuine()
    if not faces:
        return
    values, sources = by_group(faces, fused)
    for threshold, most in (("strong", 0.001), ("soft", 0.01), ("unclear", None)):
        _alarm(evaluation, f"genuine sources above {threshold}", values, threshold, most)
    for source in sorted(set(sources)):
        mine = values[np.array(sources) == source]
        for threshold in ("strong", "soft"):
            _alarm(evaluation, f"{source} sources above {threshold}", mine, threshold, None)


def _alarm(evaluation: Evaluation, name: str, values: np.ndarray, threshold: str, most: float | None) -> None:
    hits, n = int((values > evaluation.scorer.thresholds[threshold]).sum()), len(values)
    note = f"{hits} of {n}; one-sided 95 % upper bound {clopper_pearson(hits, n):.4f}."
    aim = {} if most is None else {"most": most, "bound": BOUNDS[ALARMS]}
    evaluation.share(ALARMS, TOGETHER, name, hits, n, note=note, **aim)


def people(evaluation: Evaluation) -> None:
    """False alarms among UTKFace's annotated races, genders and age bands, at the one threshold for all."""
    faces, fused = evaluation.genuine()
    keep = np.array([bool(face.item.people) for face in faces], bool)
    if not keep.any():
        return
    people = [face.item.people.split("/") for face, take in zip(faces, keep, strict=True) if take]
    for threshold in ("soft", "strong"):
        above = fused[keep] > evaluation.scorer.thresholds[threshold]
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
                evaluation.report.add(GROUPS, TOGETHER, name, hits / n, n, interval=rate, note=note)
                if threshold == "soft":
                    evaluation.groups.append(GroupRate(part, hits / n, *rate, n))
                if established and not np.isnan(ratio) and (worst is None or ratio > worst[0]):
                    worst = (ratio, part, low, high, n)
        if threshold == "soft":
            evaluation.overall = float(above.mean())
            if worst:
                name = f"worst annotated group's rate above soft over everybody's (n at least {LEAST_GROUP})"
                note = f"The group is {worst[1]}; everybody: {int(above.sum())} of {len(above)}."
                evaluation.report.add(
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


def not_photographic(evaluation: Evaluation) -> None:
    """What is no photographed face must be turned away, and photographed faces must not."""
    least = evaluation.scorer.cards[BLEND]["photographic"]["minLogit"]
    photographic = evaluation.scored.scores.photographic >= least
    art = np.array([face.item.label == "not-photographic" for face in evaluation.scored.faces])
    if art.any():
        hits, n = int((~photographic[art]).sum()), int(art.sum())
        name = "painted and drawn faces turned away, of those the finder confirms"
        evaluation.share(REJECTED, BLEND, name, hits, n, least=0.9, bound=BOUNDS[REJECTED])
    pictures = {item.path for item in evaluation.items if item.label == "not-photographic"}
    counted = filter(evaluation.scored.counts, evaluation.scored.faces)
    judged = {face.item.path for face in counted if face.item.path in pictures}
    if pictures:
        hits, n = len(pictures - judged), len(pictures)
        name = "painted and drawn pictures not judged, for want of a face or by the gate"
        evaluation.share(REJECTED, TOGETHER, name, hits, n)
    genuine = np.array(
        [f.item.label == "real" and not reasons(f.quality, evaluation.scorer.gate) for f in evaluation.scored.faces]
    )
    if genuine.any():
        hits, n = int((~photographic[genuine]).sum()), int(genuine.sum())
        name = "genuine faces turned away as not photographed"
        evaluation.share(REJECTED, BLEND, name, hits, n, most=0.01, bound=BOUNDS[ALARMS])
    for what in ("video games", "VTubers and other drawn avatars"):
        evaluation.report.not_established(REJECTED, BLEND, f"{what} turned away", "No such pictures in the data.")
    everyone = [face for face in evaluation.scored.faces if face.item.label == "real"]
    for reason in ("too-small", "too-blurred", "too-dark", "too-bright", "turned-away"):
        hits = sum(reason in reasons(face.quality, evaluation.scorer.gate) for face in everyone)
        evaluation.share(REJECTED, TOGETHER, f"genuine faces the gate calls {reason}", hits, len(everyone))
