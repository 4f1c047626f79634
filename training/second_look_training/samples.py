"""Samples of a comparison, and the values that detectors, their fusion and comparators give them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .comparators import Comparator
from .faces import MeasuredFace, link_tracks
from .items import Item
from .report import COMPARATOR, TOGETHER
from .scoring import Scorer


@dataclass(frozen=True)
class Sample:
    """A picture or a clip: one unit of a comparison."""

    faces: tuple[MeasuredFace, ...]
    fake: bool
    group: str

    @property
    def item(self) -> Item:
        """What it was read from."""
        return self.faces[0].item


class Scored:
    """Faces with a value from every judge: the detectors' evidence, the fused evidence, comparators' logits."""

    def __init__(self, scorer: Scorer, faces: list[MeasuredFace], comparators: dict[str, Comparator]):
        self.faces = faces
        self.scores = scorer.score(faces)
        self._at = {id(face): index for index, face in enumerate(faces)}
        self._columns = {**self.scores.evidence, TOGETHER: self.scores.fused}
        for name, comparator in comparators.items():
            self._columns[name] = comparator.logits(np.stack([face.crop for face in faces]))

    @property
    def rivals(self) -> list[str]:
        """The comparators."""
        return [name for name in self._columns if name.startswith(COMPARATOR)]

    def of(self, faces: Iterable[MeasuredFace], by: str) -> np.ndarray:
        """One value a face."""
        return np.array([self._columns[by][self._at[id(face)]] for face in faces])

    def values(self, samples: Sequence[Sample], by: str) -> np.ndarray:
        """One value a sample."""
        return np.array([unit_value(sample, self.of(sample.faces, by)) for sample in samples])

    def counts(self, face: MeasuredFace) -> bool:
        """Whether the gate lets the face through."""
        return bool(self.scores.counts[self._at[id(face)]])

    def samples(self, wanted: Callable[[Item], bool], gated: bool = True, by_clip: bool = False) -> list[Sample]:
        """The pictures and clips that are wanted and have a face; `by_clip` counts each clip as its own group."""
        by_item: dict[Item, list[MeasuredFace]] = {}
        for face in self.faces:
            if wanted(face.item) and (not gated or self.counts(face)):
                by_item.setdefault(face.item, []).append(face)
        return [
            Sample(tuple(faces), item.label != "real", item.path if by_clip and item.label != "real" else item.group)
            for item, faces in by_item.items()
        ]


def unit_value(sample: Sample, values: np.ndarray) -> float:
    """A picture's one value; of a clip the highest track's mean less ln n for n tracks, as the extension does."""
    if not sample.item.is_clip:
        return float(values.mean())
    at = {id(face): value for face, value in zip(sample.faces, values, strict=True)}
    tracks = link_tracks(list(sample.faces))
    return max(float(np.mean([at[id(face)] for face in track])) for track in tracks) - float(np.log(len(tracks)))


def regroup(samples: list[Sample], copies: list[MeasuredFace]) -> list[Sample]:
    """The samples with their faces' copies in place of the faces; without those that have none."""
    by_item: dict[Item, list[MeasuredFace]] = {}
    for face in copies:
        by_item.setdefault(face.item, []).append(face)
    return [
        Sample(tuple(by_item[sample.item]), sample.fake, sample.group) for sample in samples if sample.item in by_item
    ]


def labels_of(samples: Sequence[Sample]) -> np.ndarray:
    """True for fakes."""
    return np.array([sample.fake for sample in samples], bool)


def groups_of(samples: Sequence[Sample]) -> np.ndarray:
    """What each sample must not be counted twice with."""
    return np.array([sample.group for sample in samples])


def by_label(measure: Callable[[np.ndarray, np.ndarray], float], values: np.ndarray, labels: np.ndarray) -> float:
    """A figure of manipulated against genuine values; NaN where a class is empty."""
    if labels.all() or not labels.any():
        return float("nan")
    return measure(values[labels], values[~labels])
