"""The upright 224×224 face crop that `blend-boundary` sees, from BlazeFace's six points."""

import numpy as np

from .sampling import Square, sample_square, sample_square_exactly

INPUT_SIDE = 224
"""Crop side, pixels."""
CROP_SCALE = 2.6
"""Crop side in face scales: brow to chin with a rim of background."""
PROFILE = 0.5
"""Eyes closer together than this share of the eye–mouth distance no longer tell how the head is tilted."""

RIGHT_EYE, LEFT_EYE, NOSE, MOUTH = 0, 1, 2, 3


def face_scale(points: np.ndarray) -> float:
    """The larger of eye distance and eye–mouth distance, pixels. `points` is 6×2 as in `Face.points`."""
    eyes = points[LEFT_EYE] - points[RIGHT_EYE]
    down = points[MOUTH] - (points[LEFT_EYE] + points[RIGHT_EYE]) / 2
    return float(max(np.hypot(*eyes), np.hypot(*down)))


def face_square(points: np.ndarray, scale: float = CROP_SCALE) -> Square:
    """The rotated square around the middle between eyes and mouth, `scale` face scales wide."""
    middle = (points[LEFT_EYE] + points[RIGHT_EYE]) / 2
    eyes = points[LEFT_EYE] - points[RIGHT_EYE]
    down = points[MOUTH] - middle
    axis = eyes
    if np.hypot(*eyes) < PROFILE * np.hypot(*down):
        axis = np.array([down[1], -down[0]])
    length = np.hypot(*axis)
    cos, sin = (axis / length) if length > 0 else (1.0, 0.0)
    x, y = (middle + points[MOUTH]) / 2
    return Square(float(x), float(y), scale * face_scale(points), float(cos), float(sin))


def crop_face(picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    """224×224×3 float32, 0 to 255, by the exact sampling rule: what the extension computes."""
    return sample_square_exactly(picture, face_square(points), INPUT_SIDE)


def crop_face_fast(picture: np.ndarray, square: Square) -> np.ndarray:
    """224×224×3 uint8 by OpenCV, for training."""
    return sample_square(picture, square, INPUT_SIDE, outside="replicate")
