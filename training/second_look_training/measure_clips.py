"""Clips: live swaps beside their untouched twins, and talking-head generators."""

from collections.abc import Sequence

import numpy as np

from .evaluation import HEADS, LIVE, Evaluation, ValuesOf, plain_auc
from .generators import TALKING_HEADS
from .report import TOGETHER
from .samples import Sample, Scored, labels_of
from .scoring import BLEND, DETECTORS


def live_swaps(evaluation: Evaluation) -> None:
    """DeepFaceLive clips beside their untouched twins."""
    samples = evaluation.scored.samples(lambda item: "swap-pairs" in item.path)
    judges = [BLEND, TOGETHER, *evaluation.scored.rivals]
    controls = evaluation.compare(LIVE, "live swaps and their untouched twins, clips", samples, {}, judges)
    for by in judges if controls else []:
        least = None if by in evaluation.comparators else 0.85
        evaluation.order(LIVE, by, "live swap above its own untouched twin", samples, controls, least)


def talking_heads(evaluation: Evaluation) -> None:
    """Clips of generators, each scored by a network that never saw any of them, against the split's genuine clips.

    The shipped weights learnt from `TALKING_HEADS`: for each of these every detector needs a sibling (`--siblings`), or
    nothing is said of it.
    """
    left_out = [name for name in TALKING_HEADS if evaluation.siblings[name].keys() == set(DETECTORS)]
    known = set(TALKING_HEADS) - set(left_out)
    for name in sorted(known):
        why = "Learnt from, and no weights were given that never saw it."
        evaluation.report.not_established(HEADS, TOGETHER, f"{name} against genuine clips", why)
    clips = [
        item
        for item in evaluation.items
        if item.is_clip and item.label in ("generated", "real") and item.method not in known
    ]
    wanted = set(clips)
    samples = evaluation.scored.samples(lambda item: item in wanted, by_clip=True)
    for label, name in (("generated", "generated"), ("real", "genuine")):
        asked = [item for item in clips if item.label == label]
        judged = sum(sample.item.label == label for sample in samples)
        if asked:
            evaluation.share(HEADS, TOGETHER, f"{name} clips with a face that passes the gate", judged, len(asked))
    values_of = values_left_out(evaluation, left_out)
    rivals = evaluation.scored.rivals
    note = (
        "Each generator by weights that never saw it. Each clip counts by itself; clips of one generator are alike, "
        "so the interval is too narrow."
    )
    pooled = "talking heads against genuine clips, pooled"
    judges, aim = [*DETECTORS, TOGETHER, *rivals], {TOGETHER: 0.80}
    found = evaluation.compare(HEADS, pooled, samples, aim, judges, note, values_of=values_of, separation=pooled_auc)
    labels = labels_of(samples)
    for by in judges if found else []:
        judge, shipped, *_ = values_of(evaluation.scored, samples, by).T
        fakes = shipped[labels & (judge == 0)]
        if len(fakes):
            evaluation.rocs[TOGETHER][f"{by}, talking heads never trained on"] = (fakes, shipped[~labels])
    for method in sorted({sample.item.method for sample in samples if sample.fake}):
        some = [sample for sample in samples if not sample.fake or sample.item.method == method]
        named = f"{method} against genuine clips"
        evaluation.compare(
            HEADS, named, some, {}, judges, repeat=False, values_of=values_of, separation=pooled_auc
        )


def values_left_out(evaluation: Evaluation, left_out: list[str]) -> ValuesOf:
    """Values n×(1 + networks): first the network that may judge a sample, then what each of them says of it.

    Network 0 are the shipped detectors; the others are their siblings, calibrated and fused as they are.
    """
    siblings = [evaluation.scorer.with_weights(evaluation.siblings[name]) for name in left_out]
    made: dict[Scored, list[Scored]] = {}

    def by_siblings(scored: Scored, some: Sequence[Sample]) -> list[Scored]:
        """What the siblings say of the samples' faces; the first to ask, the pooled comparison, asks about all of them."""
        if scored not in made:
            faces = [face for sample in some for face in sample.faces]
            made[scored] = [Scored(sibling, faces, {}) for sibling in siblings]
        return made[scored]

    def values(scored: Scored, some: Sequence[Sample], by: str) -> np.ndarray:
        shipped = scored.values(some, by)
        # A comparator has no siblings and says the same under each of them.
        others = [shipped if by in scored.rivals else each.values(some, by) for each in by_siblings(scored, some)]
        judge = [left_out.index(sample.item.method) + 1 if sample.item.method in left_out else 0 for sample in some]
        return np.column_stack([judge, shipped, *others])

    return values


def pooled_auc(values: np.ndarray, labels: np.ndarray) -> float:
    """Share of pairs in which a manipulated sample is above a genuine one, both scored by the former's judge."""
    judge = values[:, 0].astype(int)
    if labels.all() or not labels.any():
        return float("nan")
    total = 0.0
    for at in np.unique(judge[labels]):
        judged = ~labels | (judge == at)
        total += (judge[labels] == at).sum() * plain_auc(values[judged, 1 + at], labels[judged])
    return float(total / labels.sum())
