"""One sampling rule for everything that is cut out of a picture; the extension implements the same.

A square of the picture (centre, side, rotation) becomes `out`×`out` pixels. Output pixel (u, v) is the mean of n×n
bilinear samples at u + (i + ½)/n, v + (j + ½)/n for i, j = 0 … n−1, with n = ceil(side / out) held to 1 … 8. Picture
pixel (x, y) is centred on (x + ½, y + ½).
"""

from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np

MOST_SAMPLES = 8
"""Most samples an output pixel takes along one side."""


@dataclass(frozen=True)
class Square:
    """A square of a picture, in pixels of that picture."""

    x: float
    """Centre."""
    y: float
    """Centre."""
    side: float
    """Length of a side."""
    cos: float = 1.0
    """The square's own x axis is (cos, sin) in the picture."""
    sin: float = 0.0

    def corners(self) -> np.ndarray:
        """4×2: top left, top right, bottom right, bottom left."""
        half = self.side / 2
        right, down = np.array([self.cos, self.sin]) * half, np.array([-self.sin, self.cos]) * half
        centre = np.array([self.x, self.y])
        return np.stack([centre - right - down, centre + right - down, centre + right + down, centre - right + down])


Outside = Literal["black", "replicate"]


def samples_per_side(side: float, out: int) -> int:
    """n of the sampling rule."""
    return int(np.clip(np.ceil(side / out), 1, MOST_SAMPLES))


def sample_square(picture: np.ndarray, square: Square, out: int, outside: Outside) -> np.ndarray:
    """out×out×3 uint8 by OpenCV, within about 1/32 pixel of the sampling rule; for training and face finding."""
    n = samples_per_side(square.side, out)
    step = square.side / (out * n)
    # Output index k stands for position (k + ½)·step − side/2 along the square's axes.
    start = 0.5 * step - square.side / 2
    matrix = np.array(
        [
            [square.cos * step, -square.sin * step, square.x + (square.cos - square.sin) * start - 0.5],
            [square.sin * step, square.cos * step, square.y + (square.sin + square.cos) * start - 0.5],
        ]
    )
    border = cv2.BORDER_CONSTANT if outside == "black" else cv2.BORDER_REPLICATE
    fine = cv2.warpAffine(
        picture, matrix, (out * n, out * n), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=border
    )
    return fine if n == 1 else cv2.resize(fine, (out, out), interpolation=cv2.INTER_AREA)


def sample_square_exactly(picture: np.ndarray, square: Square, out: int) -> np.ndarray:
    """out×out×3 float32 by the sampling rule, edge pixels replicated outside the picture: the reference."""
    n = samples_per_side(square.side, out)
    along = ((np.arange(out * n) + 0.5) / (out * n) - 0.5) * square.side
    u, v = along[None, :], along[:, None]
    height, width = picture.shape[:2]
    x = np.clip(square.x + u * square.cos - v * square.sin - 0.5, 0, width - 1)
    y = np.clip(square.y + u * square.sin + v * square.cos - 0.5, 0, height - 1)
    x0, y0 = x.astype(np.int32), y.astype(np.int32)
    fx, fy = (x - x0).astype(np.float32)[..., None], (y - y0).astype(np.float32)[..., None]
    at = y0 * width + x0
    right = np.minimum(x0 + 1, width - 1) - x0
    below = (np.minimum(y0 + 1, height - 1) - y0) * width
    values = picture.reshape(-1, 3).astype(np.float32)
    top = values.take(at, 0) * (1 - fx) + values.take(at + right, 0) * fx
    bottom = values.take(at + below, 0) * (1 - fx) + values.take(at + below + right, 0) * fx
    fine = top * (1 - fy) + bottom * fy
    return fine.reshape(out, n, out, n, 3).mean(axis=(1, 3))
