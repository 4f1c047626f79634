"""Clips: live swaps beside their untouched twins, and talking-head generators."""

from .evaluation import HEADS, LIVE, Evaluation
from .report import TOGETHER
from .samples import labels_of
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
    """Clips of generators that no detector was trained on, against genuine clips of the split."""
    clips = [item for item in evaluation.items if item.is_clip and (item.label == "generated" or item.label == "real")]
    wanted = set(clips)
    samples = evaluation.scored.samples(lambda item: item in wanted, by_clip=True)
    judges = [*DETECTORS, TOGETHER, *evaluation.scored.rivals]
    for label, name in (("generated", "generated"), ("real", "genuine")):
        asked = [item for item in clips if item.label == label]
        judged = sum(sample.item.label == label for sample in samples)
        if asked:
            evaluation.share(HEADS, TOGETHER, f"{name} clips with a face that passes the gate", judged, len(asked))
    note = "Each clip counts by itself; clips of one generator are alike, so the interval is too narrow."
    pooled = evaluation.compare(
        HEADS, "talking heads against genuine clips, pooled", samples, {TOGETHER: 0.80}, judges, note
    )
    labels = labels_of(samples)
    for by in judges if pooled else []:
        values = evaluation.scored.values(samples, by)
        evaluation.rocs[TOGETHER][f"{by}, talking heads"] = (values[labels], values[~labels])
    for method in sorted({sample.item.method for sample in samples if sample.fake}):
        some = [sample for sample in samples if not sample.fake or sample.item.method == method]
        evaluation.compare(HEADS, f"{method} against genuine clips", some, {}, judges, repeat=False)
