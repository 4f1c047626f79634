"""Finds, cuts and measures the faces of a split exactly as the extension does, for calibration and evaluation."""

import multiprocessing
import pickle
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .face_crop import crop_face, face_scale
from .face_finder import FaceFinder
from .face_gate import Gate, Quality, measure, read_gate
from .items import Item, list_items, read_pictures


@dataclass(frozen=True)
class MeasuredFace:
    """A face that may be scored."""

    item: Item
    frame: int
    centre: np.ndarray
    """Box centre in picture pixels."""
    quality: Quality
    crop: np.ndarray
    """160×160×3 float16, 0 to 255."""


_finder: FaceFinder | None = None
_gate: Gate | None = None
_data: Path | None = None


def measured_faces(
    data: Path, splits: set[str], processes: int = 2, cache: Path | None = None
) -> tuple[list[MeasuredFace], list[Item]]:
    """Every face of the splits that is large enough to score, and all items, found or not."""
    items = list_items(data, splits)
    if cache and cache.exists():
        with open(cache, "rb") as file:
            return pickle.load(file), items
    with multiprocessing.get_context("spawn").Pool(processes, _start, (data,)) as pool:
        faces = [face for part in pool.imap(_faces_of, items, chunksize=16) for face in part]
    if cache:
        with open(cache, "wb") as file:
            pickle.dump(faces, file)
    return faces, items


def _start(data: Path) -> None:
    global _finder, _gate, _data
    cv2.setNumThreads(1)
    _finder, _gate, _data = FaceFinder(), read_gate(), data


def _faces_of(item: Item) -> list[MeasuredFace]:
    """The largest face of a picture, every face of a clip's frames."""
    faces = []
    for frame, picture in enumerate(read_pictures(_data, item)):
        found = _finder.locate(picture)
        if found and not item.is_clip:
            found = [max(found, key=lambda face: face_scale(face.points))]
        for face in found:
            crop = crop_face(picture, face.points)
            quality = measure(crop, face.points)
            if quality.side >= _gate.minScoreSidePx:
                faces.append(MeasuredFace(item, frame, face.centre, quality, crop.astype(np.float16)))
    return faces


def link_tracks(faces: list[MeasuredFace]) -> list[list[MeasuredFace]]:
    """The faces of one clip as tracks: each face joins the nearest track within half its crop's side."""
    tracks: list[list[MeasuredFace]] = []
    for face in sorted(faces, key=lambda each: each.frame):
        open_tracks = [track for track in tracks if track[-1].frame < face.frame]
        near = min(open_tracks, key=lambda track: np.hypot(*(track[-1].centre - face.centre)), default=None)
        if near is not None and np.hypot(*(near[-1].centre - face.centre)) < 0.5 * face.quality.side:
            near.append(face)
        else:
            tracks.append([face])
    return tracks
