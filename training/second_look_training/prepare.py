"""Cuts the faces of the train and cal splits out of the data, with context, into one file that training maps.

Writes `cutouts.bin` (raw RGB bytes) and `cutouts.json` (one entry a face) into the work folder, then auto-encoded copies
of some of them (`reconstructions.py`); what is already there is kept. The test split is left alone: only `evaluate`
reads it.
"""

import argparse
import json
import multiprocessing
import random
from dataclasses import asdict
from pathlib import Path

import cv2
import numpy as np

from . import reconstructions
from .face_crop import CROP_SCALE, face_scale, face_square
from .face_finder import Face, FaceFinder
from .items import Item, data_folder, list_items, read_pictures

CONTEXT_SCALE = 4.5
"""Side of a cut-out in face scales: room for shifted crops and for patches beside the face."""
MOST_PIXELS = 400
"""Larger cut-outs are shrunk to this side."""
LEAST_CROP_SIDE = 60
"""Faces whose crop would be narrower than this, in picture pixels, are left out."""

_finder: FaceFinder | None = None
_data: Path | None = None


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Command line of `prepare`."""
    parser.add_argument("--data", help="data folder (or SECOND_LOOK_DATA)")
    parser.add_argument("--work", required=True, type=Path, help="folder for cut-outs and checkpoints")
    parser.add_argument("--processes", type=int, default=2)


def run(arguments: argparse.Namespace) -> None:
    """Cut the faces out, then reconstruct some of them."""
    data = data_folder(arguments.data)
    if not (arguments.work / "cutouts.json").exists():
        _cut_all(data, arguments)
    if not (arguments.work / "reconstructions.json").exists():
        reconstructions.make(data, arguments.work, arguments.processes)


def _cut_all(data: Path, arguments: argparse.Namespace) -> None:
    """Find every face and store its cut-out."""
    items = list_items(data, {"train", "cal"})
    random.Random(1).shuffle(items)
    arguments.work.mkdir(parents=True, exist_ok=True)
    entries, missed, offset = [], {}, 0
    with (
        open(arguments.work / "cutouts.bin", "wb") as pixels,
        multiprocessing.get_context("spawn").Pool(arguments.processes, _start, (data,)) as pool,
    ):
        for count, (item, cutouts) in enumerate(pool.imap(_cut_item, items, chunksize=16)):
            if not cutouts:
                missed[item.source] = missed.get(item.source, 0) + 1
            for frame, face_index, pixels_array, points, scale in cutouts:
                pixels.write(pixels_array.tobytes())
                entry = asdict(item) | {
                    "frame": frame,
                    "face": face_index,
                    "offset": offset,
                    "height": pixels_array.shape[0],
                    "width": pixels_array.shape[1],
                    "points": np.round(points, 3).tolist(),
                    "native_scale": round(scale, 3),
                }
                entries.append(entry)
                offset += pixels_array.nbytes
            if count % 1000 == 0:
                print(f"{count}/{len(items)} pictures, {len(entries)} faces", flush=True)
    (arguments.work / "cutouts.json").write_text(json.dumps(entries))
    print(f"{len(entries)} faces of {len(items)} pictures and clips; without a face: {missed}")


def _start(data: Path) -> None:
    """Give each process its own finder."""
    global _finder, _data
    cv2.setNumThreads(1)
    _finder, _data = FaceFinder(), data


def _cut_item(item: Item) -> tuple[Item, list[tuple[int, int, np.ndarray, np.ndarray, float]]]:
    """Frame, face index, pixels, points and face scale before shrinking for each face kept of an item."""
    cutouts = []
    for frame, picture in enumerate(read_pictures(_data, item)):
        faces = [face for face in _finder.locate(picture) if face_scale(face.points) * CROP_SCALE >= LEAST_CROP_SIDE]
        if faces and not item.is_clip and item.label != "not-photographic":
            faces = [max(faces, key=lambda face: face_scale(face.points))]
        for index, face in enumerate(faces):
            pixels, points = cut_out(picture, face)
            cutouts.append((frame, index, pixels, points, face_scale(face.points)))
    return item, cutouts


def cut_out(picture: np.ndarray, face: Face) -> tuple[np.ndarray, np.ndarray]:
    """The context square clipped to the picture, shrunk if large, and the points in it."""
    square = face_square(face.points)
    half = CONTEXT_SCALE * face_scale(face.points) / 2
    left, top = max(0, int(square.x - half)), max(0, int(square.y - half))
    right = min(picture.shape[1], int(np.ceil(square.x + half)))
    bottom = min(picture.shape[0], int(np.ceil(square.y + half)))
    pixels = picture[top:bottom, left:right]
    points = face.points - np.array([left, top])
    longer = max(pixels.shape[:2])
    if longer > MOST_PIXELS:
        height, width = (max(1, round(side * MOST_PIXELS / longer)) for side in pixels.shape[:2])
        points = points * np.array([width / pixels.shape[1], height / pixels.shape[0]])
        pixels = cv2.resize(pixels, (width, height), interpolation=cv2.INTER_AREA)
    return np.ascontiguousarray(pixels), points
