"""Faces that were generated whole."""

from collections.abc import Sequence

import numpy as np

from .degradations import SHARED, degrade_all
from .evaluation import PORTRAIT, PORTRAITS, Evaluation, ValuesOf
from .faces import MeasuredFace
from .metrics import bootstrap, tpr_at
from .samples import Sample, Scored, by_label, groups_of, labels_of
from .scoring import DETECTORS, TRACE, Scorer

PARTNERS = {"stylegan": ("stylegan-ffhq",), "generated.photos": ("stylegan-ffhq", "utkface")}
"""Sets of genuine pictures that each is compared with."""
LEFT_OUT = "generator left out of training"
MOST_PARTNERS = 300
"""Genuine pictures of a set that generated portraits are compared with."""


def portraits(evaluation: Evaluation) -> None:
    """Faces that were generated whole: raw logits without the gate, clean, shared, or with a generator left out."""
    rng = np.random.default_rng(31)
    genuine = {}
    for source in ("stylegan-ffhq", "utkface"):
        faces = evaluation.still(lambda item, s=source: item.source == s and item.label == "real")
        genuine[source] = [faces[at] for at in rng.permutation(len(faces))[:MOST_PARTNERS]]
    for method, title in PORTRAITS.items():
        fakes = evaluation.still(lambda item, m=method: item.method == m)
        for partner in PARTNERS[method]:
            samples = [Sample((f,), f.item.label != "real", f.item.group) for f in (*fakes, *genuine[partner])]
            if fakes and genuine[partner]:
                _portraits_against(evaluation, method, title, partner, samples)


def _portraits_against(evaluation: Evaluation, method: str, title: str, partner: str, samples: list[Sample]) -> None:
    chief = partner == PARTNERS[method][0]
    name = f"{title} against {partner}"

    def judged_by(scorer: Scorer, versions: list[MeasuredFace] | None = None) -> ValuesOf:
        """Raw logits of the samples' faces, or of other versions of them; comparators' own values."""

        def values(scored: Scored, some: Sequence[Sample], by: str) -> np.ndarray:
            faces = versions or [sample.faces[0] for sample in some]
            return scored.values(some, by) if by in scored.rivals else scorer.raw_logits(by, faces)

        return values

    def aim(least: float) -> dict[str, float]:
        return dict.fromkeys(DETECTORS, least) if chief else {}

    scorer = evaluation.scorer
    seen = np.mean([scorer.trace_sees(sample.faces[0]) for sample in samples])
    note = f"Without the gate, which lets {seen:.0%} of them through to {TRACE}."
    clean = judged_by(scorer)
    judges = [*DETECTORS, *evaluation.scored.rivals]
    controls = evaluation.compare(PORTRAIT, f"{name}, clean", samples, aim(0.98), judges, note, values_of=clean)
    faces = [sample.faces[0] for sample in samples]
    shared = degrade_all(evaluation.data, faces, [SHARED], evaluation.processes)[SHARED]
    seen = np.mean([scorer.trace_sees(face) for face in shared])
    note = f"JPEG 60, half size, H.264 CRF 30. Without the gate, which lets {seen:.0%} of them through to {TRACE}."
    worn = judged_by(scorer, shared)
    named, scored = f"{name}, shared", evaluation.scored
    evaluation.add_aucs(PORTRAIT, named, scored, samples, aim(0.90), DETECTORS, controls, note, worn)
    if siblings := evaluation.siblings[method]:
        note = f"Weights that never saw {title}. Without the gate."
        named = f"{name}, clean, {LEFT_OUT}"
        without = judged_by(scorer.with_weights(siblings))
        evaluation.add_aucs(PORTRAIT, named, scored, samples, aim(0.90), list(siblings), controls, note, without)
    if chief:
        labels = labels_of(samples)
        for state, values_of in (("clean", clean), ("shared", worn)):
            for by in DETECTORS:
                values = values_of(scored, samples, by)
                evaluation.rocs[by][f"{title}, {state}"] = (values[labels], values[~labels])
                found = _found(values[labels], values[~labels])
                interval = bootstrap(lambda at, v=values: by_label(_found, v[at], labels[at]), groups_of(samples))
                named = f"{name}, {state}, true positives at 1 % false positives"
                evaluation.report.add(PORTRAIT, by, named, found, len(values), interval=interval)


def _found(fakes: np.ndarray, genuine: np.ndarray) -> float:
    return tpr_at(fakes, genuine, 0.01)

