"""The face's surroundings at the picture's own resolution, which `synthesis-trace` sees, and their detail."""

import numpy as np

from .face_crop import face_square

MOST_SIDE = 160
"""Longest side of a window, pixels."""


def window_box(points: np.ndarray, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of the upright window in a picture of that size; whole pixels, inside the picture."""
    square = face_square(points)
    side = min(MOST_SIDE, int(square.side))
    w, h = min(side, width), min(side, height)
    left = int(np.clip(np.floor(square.x - w / 2 + 0.5), 0, width - w))
    top = int(np.clip(np.floor(square.y - h / 2 + 0.5), 0, height - h))
    return left, top, w, h


def cut_window(picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    """h×w×3 uint8, not resampled."""
    left, top, width, height = window_box(points, picture.shape[1], picture.shape[0])
    return picture[top : top + height, left : left + width].copy()


def detail(window: np.ndarray) -> float:
    """Mean second difference of the luma over its mean first difference, both directions together.

    About 1.7 for white noise, and less the more a picture was enlarged or blurred. 0 when flat.
    """
    luma = window.astype(np.float64) @ np.array([0.299, 0.587, 0.114])
    first = [np.abs(np.diff(luma, axis=axis)) for axis in (0, 1)]
    second = [np.abs(np.diff(luma, 2, axis=axis)) for axis in (0, 1)]
    return _mean(second) / (_mean(first) + 1e-6)


def _mean(parts: list[np.ndarray]) -> float:
    return sum(float(part.sum()) for part in parts) / max(1, sum(part.size for part in parts))
