"""Draws worn crops of faces: as they come after travelling through sizes and codecs, cut with a little jitter."""

from dataclasses import replace

import cv2
import numpy as np

from .codec import draw_wear, wear
from .cutouts import Cutouts
from .face_crop import crop_face_fast, face_scale, face_square
from .sampling import Square

WORK_SCALE = 3.4
"""Width of the piece of cut-out that is blended and worn, in face scales."""
MOST_WORK_PIXELS = 296


class WornCrops:
    """Crops of cut-outs, drawn with one random state."""

    def __init__(self, cutouts: Cutouts, seed: int):
        self.cutouts = cutouts
        self.rng = np.random.default_rng(seed)

    def single(self, index: int) -> np.ndarray:
        """One face as it is, worn and cut, 224×224×3."""
        picture, points = self.work_piece(index, WORK_SCALE)
        return self.finish([picture], points)[0]

    def work_piece(
        self, index: int, scale: float, picture: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        """An upright piece of the cut-out (or of `picture`, its copy) around the face, and its points.

        Not resampled unless it is large.
        """
        picture = self.cutouts.picture(index) if picture is None else picture
        points = self.cutouts.points(index)
        square = face_square(points)
        half = scale * face_scale(points) / 2
        left, top = max(0, int(square.x - half)), max(0, int(square.y - half))
        right, bottom = int(np.ceil(square.x + half)), int(np.ceil(square.y + half))
        picture, points = picture[top:bottom, left:right], points - np.array([left, top])
        longer = max(picture.shape[:2])
        if longer > MOST_WORK_PIXELS:
            size = tuple(max(1, round(side * MOST_WORK_PIXELS / longer)) for side in picture.shape[:2])
            points = points * np.array([size[1] / picture.shape[1], size[0] / picture.shape[0]])
            picture = cv2.resize(picture, size[::-1], interpolation=cv2.INTER_AREA)
        return np.ascontiguousarray(picture), points

    def finish(self, pictures: list[np.ndarray], points: np.ndarray) -> list[np.ndarray]:
        """Wear, cut with a little jitter, and flip: the same draw for every picture."""
        steps, square = draw_wear(self.rng), self.jittered(points)
        flip = self.rng.random() < 0.5
        crops = [crop_face_fast(wear(steps, picture), square) for picture in pictures]
        return [np.ascontiguousarray(crop[:, ::-1]) if flip else crop for crop in crops]

    def jittered(self, points: np.ndarray) -> Square:
        """The square of the aligned crop, a little off, as found points are."""
        rng, square = self.rng, face_square(points)
        shift = rng.normal(0, 0.03, 2) * face_scale(points)
        turn = np.arctan2(square.sin, square.cos) + np.deg2rad(rng.normal(0, 3))
        return replace(
            square,
            x=square.x + float(shift[0]),
            y=square.y + float(shift[1]),
            side=square.side * float(np.exp(rng.uniform(-0.08, 0.08))),
            cos=float(np.cos(turn)),
            sin=float(np.sin(turn)),
        )
