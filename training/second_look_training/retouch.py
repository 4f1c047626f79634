"""What is done to genuine faces without forging them: phones, filters and players smooth, enlarge and sharpen."""

import cv2
import numpy as np

from .codec import Step, resize_and_back


def draw_retouch(rng: np.random.Generator) -> Step:
    """Smoothing, enlargement from fewer pixels, or sharpening, on RGB uint8; the size stays."""
    pick = rng.random()
    if pick < 0.3:
        sigma = float(rng.uniform(15, 60))
        return lambda picture: cv2.bilateralFilter(picture, 7, sigma, 3)
    if pick < 0.5:
        blur = float(rng.uniform(0.5, 1.8))
        return lambda picture: cv2.GaussianBlur(picture, (0, 0), blur)
    if pick < 0.8:
        factor = float(rng.uniform(0.35, 0.85))
        up = int(rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)))
        return lambda picture: resize_and_back(picture, factor, cv2.INTER_AREA, up)
    radius, amount = float(rng.uniform(0.6, 2)), float(rng.uniform(0.3, 1.5))
    return lambda picture: sharpen(picture, radius, amount)


def sharpen(picture: np.ndarray, radius: float, amount: float) -> np.ndarray:
    """An unsharp mask: `amount` times what a blur by `radius` pixels takes away is added."""
    return cv2.addWeighted(picture, 1 + amount, cv2.GaussianBlur(picture, (0, 0), radius), -amount, 0)
