"""How far evidence means what it says, and what the product would say of each kind of fake."""

import numpy as np

from .evaluation import CALIBRATION, FOUND, PORTRAITS, Evaluation
from .metrics import aurc, bootstrap, brier, cllr, ece
from .report import TOGETHER
from .samples import Sample, by_label
from .scoring import BLEND, TRACE


def calibration(evaluation: Evaluation) -> None:
    """How far the evidence means what it says, at prior 1/2."""
    portraits = [*PORTRAITS, ""]
    sets = {
        BLEND: ("DFDC faces", lambda face: face.item.source == "dfdc"),
        TRACE: (
            "portraits it can see",
            lambda face: (
                face.item.source in ("stylegan-ffhq", "generated-photos")
                and face.item.method in portraits
                and evaluation.scorer.trace_sees(face)
            ),
        ),
        TOGETHER: ("all pictures", lambda face: not face.item.is_clip and face.item.label != "not-photographic"),
    }
    for by, (name, wanted) in sets.items():
        faces = [face for face in evaluation.scored.faces if wanted(face) and evaluation.scored.counts(face)]
        values = evaluation.scored.of(faces, by)
        labels = np.array([face.item.label != "real" for face in faces], bool)
        if len(np.unique(labels)) < 2:
            continue
        groups = np.array([face.item.group for face in faces])
        evaluation.reliabilities[by][name] = (values[labels], values[~labels])
        for what, measure in (
            ("expected calibration error (15 equal-mass bins)", ece),
            ("Brier score", brier),
            ("Cllr, bits", cllr),
            ("area under the risk–coverage curve", aurc),
        ):
            interval = bootstrap(lambda at, m=measure, v=values, w=labels: by_label(m, v[at], w[at]), groups)
            value = measure(values[labels], values[~labels])
            evaluation.report.add(CALIBRATION, by, f"{name}, {what}", value, len(values), interval=interval)


def shares_found(evaluation: Evaluation) -> None:
    """What the product calls soft and strong, by kind; a picture or clip alone never reaches two moments."""
    kinds: dict[str, list[Sample]] = {}
    fakes, split = ("swap", "generated"), evaluation.arguments.split
    for sample in evaluation.scored.samples(lambda item: item.label in fakes and item.split == split):
        kinds.setdefault(sample.item.method or f"{sample.item.source} swaps", []).append(sample)
    for kind, samples in sorted(kinds.items()):
        values = evaluation.scored.values(samples, TOGETHER)
        for threshold in ("soft", "strong"):
            hits = int((values > evaluation.scorer.thresholds[threshold]).sum())
            unit = "clips" if samples[0].item.is_clip else "pictures"
            name = f"{kind} {unit} above {threshold}"
            evaluation.share(FOUND, TOGETHER, name, hits, len(values))
