"""Finds, cuts and measures the faces of a split exactly as the extension does, for calibration and evaluation."""

import multiprocessing
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from .face_crop import crop_face, face_scale
from .face_finder import FaceFinder
from .face_gate import Gate, Quality, measure, read_gate
from .face_window import cut_window, detail
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
    """224×224×3, 0 to 255; float16 where many are kept."""
    window: np.ndarray
    """h×w×3 uint8 at the picture's own resolution."""
    detail: float
    """How much fine detail the window holds (`face_window.detail`)."""
    points: np.ndarray
    """6×2, picture pixels."""
    picture_size: tuple[int, int]
    """Height and width of the picture, pixels."""


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
    faces = measure_items(data, items, processes)
    if cache:
        with open(cache, "wb") as file:
            pickle.dump(faces, file)
    return faces, items


def measure_items(data: Path, items: list[Item], processes: int) -> list[MeasuredFace]:
    """Every face of the items that is large enough to score."""
    with multiprocessing.get_context("spawn").Pool(processes, _start, (data,)) as pool:
        return [face for part in pool.imap(_faces_of, items, chunksize=16) for face in part]


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
        measured = [measure_face(item, frame, picture, face.points, face.centre) for face in found]
        large = [face for face in measured if face.quality.side >= _gate.minScoreSidePx]
        faces += [replace(face, crop=face.crop.astype(np.float16)) for face in large]
    return faces


def measure_face(
    item: Item, frame: int, picture: np.ndarray, points: np.ndarray, centre: np.ndarray
) -> MeasuredFace:
    """Cut and measure one face of a picture."""
    crop, window = crop_face(picture, points), cut_window(picture, points)
    quality = measure(crop, points)
    return MeasuredFace(item, frame, centre, quality, crop, window, detail(window), points, picture.shape[:2])


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
