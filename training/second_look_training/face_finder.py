"""BlazeFace (back camera) on NumPy pictures, step for step as the extension runs it.

Source: Bazarevsky et al. 2019, arXiv 1907.05047; weights `models/face-finder.onnx` (Apache-2.0), which take any input
whose sides are multiples of 32 pixels (`finder_graph.py`).
"""

from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

import numpy as np
import onnxruntime

from .sampling import Square, sample_square

SIDE = 256
"""Longer side of what the finder sees of a whole picture, pixels."""
LOOK_AGAIN_SIDE = 160
"""Side of what it sees at the second look, pixels: a face is as large in it as in 240 pixels of three box sides."""
FINE, COARSE = (16, 2), (32, 6)
"""The two grids: pixels of a cell's side, anchors in each cell."""
MIN_CONFIDENCE = 0.6
"""Below this BlazeFace's boxes are mostly background."""
MAX_OVERLAP = 0.3
"""Boxes with a larger intersection over union are one face."""
LARGE_BOX = 0.5
"""A box larger than this share of the picture's longer side calls for the padded pass."""
LOOK_AGAIN_SCALE = 2.0
"""Side of the second look's square, in larger box sides."""
LOOK_AGAIN_CONFIDENCE = 0.5
"""Least confidence of the second look."""
LOOK_AGAIN_DRIFT = 0.375
"""Farthest the second look's box centre may lie from the square's centre, in sides of the square."""
MOST_FACES = 8
"""Each costs one more run of the finder; a crowd has no single face to judge."""

FINDER_WEIGHTS = Path(__file__).parents[2] / "models" / "face-finder.onnx"


@dataclass(frozen=True)
class Face:
    """A found face, in pixels of the picture it was found in (pixel (0, 0) covers 0 to 1)."""

    box: np.ndarray
    """x, y, width, height."""
    points: np.ndarray
    """6×2: right eye, left eye, nose tip, mouth, right ear, left ear (the person's own right and left)."""
    confidence: float
    """0 to 1."""

    @property
    def centre(self) -> np.ndarray:
        """Box centre, x and y."""
        return self.box[:2] + self.box[2:] / 2


@cache
def _anchors(width: int, height: int) -> np.ndarray:
    """n×2 anchor centres in pixels of the input: the fine grid's cells row by row, then the coarse one's."""
    centres = []
    for cell, repeats in (FINE, COARSE):
        for y in range(height // cell):
            for x in range(width // cell):
                centres += [((x + 0.5) * cell, (y + 0.5) * cell)] * repeats
    return np.array(centres, np.float32)


def input_side(side: float, longer: float) -> int:
    """Pixels of the finder's input along one side of a picture whose longer side fills `SIDE`: a multiple of 32."""
    return min(SIDE, COARSE[0] * ceil(SIDE * side / longer / COARSE[0]))


class FaceFinder:
    """Owns one single-threaded onnxruntime session."""

    def __init__(self, weights: Path = FINDER_WEIGHTS):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(weights), options)

    def locate(self, picture: np.ndarray) -> list[Face]:
        """Faces of an RGB uint8 picture, largest first: find, then look again at each of the largest.

        A face that the second look does not confirm is dropped: that removes most moons and dogs.
        """
        largest = sorted(self.find(picture), key=_larger_side, reverse=True)[:MOST_FACES]
        again = [self.look_again(picture, face) for face in largest]
        return sorted(_one_per_face([face for face in again if face is not None]), key=_larger_side, reverse=True)

    def find(self, picture: np.ndarray) -> list[Face]:
        """First pass on the whole picture; a second, at half the scale, where faces fill the picture."""
        height, width = picture.shape[:2]
        longer = float(max(height, width))
        shape = input_side(width, longer), input_side(height, longer)
        whole = Square(width / 2, height / 2, longer)
        faces = self._faces_in(picture, whole, SIDE, shape, MIN_CONFIDENCE)
        if not faces or max(face.box[2:].max() for face in faces) > LARGE_BOX * longer:
            padded = Square(width / 2, height / 2, 2 * longer)
            faces = self._faces_in(picture, padded, SIDE, shape, MIN_CONFIDENCE) or faces
        return faces

    def look_again(self, picture: np.ndarray, face: Face) -> Face | None:
        """The detection nearest the middle of a square two box sides wide, or None."""
        x, y = face.centre
        side = LOOK_AGAIN_SCALE * float(face.box[2:].max())
        shape = LOOK_AGAIN_SIDE, LOOK_AGAIN_SIDE
        found = self._faces_in(picture, Square(x, y, side), LOOK_AGAIN_SIDE, shape, LOOK_AGAIN_CONFIDENCE)
        if not found:
            return None
        nearest = min(found, key=lambda other: np.hypot(*(other.centre - face.centre)))
        drift = np.hypot(*(nearest.centre - face.centre))
        return nearest if drift <= LOOK_AGAIN_DRIFT * side else None

    def _faces_in(
        self, picture: np.ndarray, square: Square, out: int, shape: tuple[int, int], min_confidence: float
    ) -> list[Face]:
        """Faces in an upright square of the picture, black outside it, most confident first.

        The square becomes out×out pixels, of which the network sees the middle `shape` (width, height).
        """
        width, height = shape
        left, top = (out - width) // 2, (out - height) // 2
        pixels = sample_square(picture, square, out, outside="black")[top : top + height, left : left + width]
        s16, s8, r16, r8 = self._session.run(
            ["Identity:0", "Identity_1:0", "Identity_2:0", "Identity_3:0"],
            {"input:0": pixels.astype(np.float32)[None] / 127.5 - 1},
        )
        logits = np.concatenate([s16[0, :, 0], s8[0, :, 0]])
        raw = np.concatenate([r16[0], r8[0]])
        confidence = 1 / (1 + np.exp(-np.clip(logits, -80, 80)))
        scale = square.side / out
        corner = np.array([square.x, square.y]) - square.side / 2 + np.array([left, top]) * scale
        faces: list[Face] = []
        for index in np.flatnonzero(confidence >= min_confidence):
            anchor = _anchors(width, height)[index]
            values = raw[index]
            size = values[2:4]
            top_left = values[0:2] + anchor - size / 2
            points = values[4:16].reshape(6, 2) + anchor
            box = np.concatenate([top_left * scale + corner, size * scale])
            faces.append(Face(box, points * scale + corner, float(confidence[index])))
        return _one_per_face(faces)


def _one_per_face(faces: list[Face]) -> list[Face]:
    """The most confident box of each group of overlapping ones, most confident first."""
    kept: list[Face] = []
    for face in sorted(faces, key=lambda each: -each.confidence):
        if all(_overlap(face.box, other.box) <= MAX_OVERLAP for other in kept):
            kept.append(face)
    return kept


def _larger_side(face: Face) -> float:
    return float(face.box[2:].max())


def _overlap(a: np.ndarray, b: np.ndarray) -> float:
    """Intersection over union of two x, y, width, height boxes."""
    left, top = np.maximum(a[:2], b[:2])
    right, bottom = np.minimum(a[:2] + a[2:], b[:2] + b[2:])
    shared = max(0.0, right - left) * max(0.0, bottom - top)
    return shared / (a[2] * a[3] + b[2] * b[3] - shared)
