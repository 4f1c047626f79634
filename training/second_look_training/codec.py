"""The ways pictures are worn on their way to a screen; one draw is applied alike to both members of a pair."""

from collections.abc import Callable

import cv2
import numpy as np

from .video_codec import draw_video_codec

Step = Callable[[np.ndarray], np.ndarray]

VIDEO = 0.4
"""Share of encodings that are a video codec's; the others are JPEG or WebP."""


def encode_jpeg(picture: np.ndarray, quality: int) -> np.ndarray:
    """RGB uint8 through JPEG with halved chroma."""
    return _encode(picture, ".jpg", [cv2.IMWRITE_JPEG_QUALITY, quality])


def encode_webp(picture: np.ndarray, quality: int) -> np.ndarray:
    """RGB uint8 through lossy WebP."""
    return _encode(picture, ".webp", [cv2.IMWRITE_WEBP_QUALITY, quality])


def _encode(picture: np.ndarray, kind: str, options: list[int]) -> np.ndarray:
    _, data = cv2.imencode(kind, cv2.cvtColor(picture, cv2.COLOR_RGB2BGR), options)
    return cv2.cvtColor(cv2.imdecode(data, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)


def wear(steps: list[Step], picture: np.ndarray) -> np.ndarray:
    """Apply the drawn steps."""
    for step in steps:
        picture = step(picture)
    return picture


def draw_wear(rng: np.random.Generator) -> list[Step]:
    """Random colour, size, blur, noise and codec steps; every step returns a picture of the size it was given."""
    steps: list[Step] = []
    if rng.random() < 0.4:
        gain = rng.uniform(0.8, 1.2) * rng.uniform(0.94, 1.06, 3)
        lift, gamma = rng.uniform(-20, 20), np.exp(rng.uniform(-0.25, 0.25))
        level = np.arange(256)[:, None] / 255
        table = np.clip(255 * level**gamma * gain + lift, 0, 255).astype(np.uint8)[:, None]
        steps.append(lambda picture: cv2.LUT(picture, table))
    if rng.random() < 0.15:
        share = rng.uniform(0.0, 0.9)
        steps.append(lambda picture: fade(picture, share))
    if rng.random() < 0.12:
        sigma = rng.uniform(0.4, 1.6)
        steps.append(lambda picture: cv2.GaussianBlur(picture, (0, 0), sigma))
    if rng.random() < 0.4:
        factor = rng.uniform(0.4, 1.0)
        down = int(rng.choice((cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
        up = int(rng.choice((cv2.INTER_LINEAR, cv2.INTER_CUBIC)))
        steps.append(lambda picture: resize_and_back(picture, factor, down, up))
    if rng.random() < 0.15:
        sigma, seed = rng.uniform(1, 9), int(rng.integers(1 << 31))
        steps.append(lambda picture: add_noise(picture, sigma, seed))
    for chance in (0.7, 0.2):
        if rng.random() >= chance:
            continue
        if rng.random() < VIDEO:
            steps.append(draw_video_codec(rng))
        else:
            quality, web = int(rng.integers(30, 96)), rng.random() < 0.15
            steps.append(lambda picture, q=quality, w=web: encode_webp(picture, q) if w else encode_jpeg(picture, q))
    return steps


def fade(picture: np.ndarray, share: float) -> np.ndarray:
    """RGB uint8 with that share of its colour left; 0 is black and white, in three alike channels."""
    grey = cv2.cvtColor(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return cv2.addWeighted(picture, share, grey, 1 - share, 0)


def resize_and_back(
    picture: np.ndarray, factor: float, down: int = cv2.INTER_AREA, up: int = cv2.INTER_LINEAR
) -> np.ndarray:
    """RGB uint8 made smaller and enlarged to its old size again, with OpenCV's interpolations `down` and `up`."""
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=down)
    return cv2.resize(small, (width, height), interpolation=up)


def add_noise(picture: np.ndarray, sigma: float, seed: int) -> np.ndarray:
    """Gaussian noise of `sigma` grey levels; the same for pictures of one size and seed."""
    noise = sigma * np.random.default_rng(seed).standard_normal(picture.shape, np.float32)
    return np.clip(picture + noise, 0, 255).astype(np.uint8)
