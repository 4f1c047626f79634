"""Self-blended and cross-face twins of genuine faces, from six points.

The idea is that of Shiohara & Yamasaki 2022 (arXiv 2204.08376): blend a picture with a slightly changed copy of itself
so that only the traces of blending tell the two apart. This is our own code from the paper, with outlines drawn from
BlazeFace's six points instead of 81 landmarks. All lengths are in face scales (`face_scale`), all pictures RGB uint8.
"""

import cv2
import numpy as np

from .codec import encode_jpeg
from .face_crop import LEFT_EYE, MOUTH, NOSE, RIGHT_EYE, face_scale

RATIOS = (0.25, 0.5, 0.75, 1.0, 1.0, 1.0)
"""How much of the changed copy shows inside the outline."""
ALIGNING = (RIGHT_EYE, LEFT_EYE, NOSE, MOUTH)


def self_blend(
    rng: np.random.Generator, picture: np.ndarray, points: np.ndarray, decoded: np.ndarray | None = None
) -> np.ndarray:
    """The picture with part of its face replaced by a changed copy of itself, h×w×3.

    `decoded`, where given, is that copy as an auto-encoder returns it.
    """
    source, target = picture if decoded is None else decoded, picture
    if rng.random() < 0.5:
        source = change(rng, source)
    else:
        target = change(rng, picture)
    if decoded is None and rng.random() < 0.3:
        source = reconstruct(rng, source)
    scale = face_scale(points)
    redraw = rng.random() < 0.3
    drift = rng.uniform(0.02, 0.055) if redraw else rng.uniform(0.0, 0.025)
    source = warp(rng, source, points, shift=0.08 if redraw else 0.04, drift=drift * scale)
    mask = outline(rng, points, picture.shape[:2]) * rng.choice(RATIOS)
    return mix(source, target, mask)


def cross_blend(
    rng: np.random.Generator,
    picture: np.ndarray,
    points: np.ndarray,
    donor: np.ndarray,
    donor_points: np.ndarray,
) -> np.ndarray:
    """The picture with another genuine face aligned by the points, colour-matched and blended in, h×w×3."""
    matrix = _align(donor_points[list(ALIGNING)], points[list(ALIGNING)])
    size = (picture.shape[1], picture.shape[0])
    source = cv2.warpAffine(donor, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    mask = outline(rng, points, picture.shape[:2], whole_face=rng.random() < 0.75)
    source = match_colour(source, picture, mask, strength=rng.uniform(0.7, 1.0))
    if rng.random() < 0.4:
        source = reconstruct(rng, source)
    return mix(source, picture, mask * rng.choice((0.8, 1.0, 1.0)))


def mix(source: np.ndarray, target: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """`target` with as much of `source` as the mask says."""
    weight = mask[..., None]
    mixed = target.astype(np.float32) * (1 - weight) + source.astype(np.float32) * weight
    return np.clip(mixed + 0.5, 0, 255).astype(np.uint8)


def change(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """A small colour change and a small change of sharpness: what the two sides of a blend differ in."""
    out = picture.astype(np.float32)
    kind = rng.integers(4)
    if kind == 0 or rng.random() < 0.3:
        out = out + rng.uniform(-20, 20, 3).astype(np.float32)
    if kind == 1 or rng.random() < 0.4:
        hsv = cv2.cvtColor(np.clip(out, 0, 255) / 255, cv2.COLOR_RGB2HSV)
        hsv[..., 0] = (hsv[..., 0] + rng.uniform(-8, 8)) % 360
        hsv[..., 1] = np.clip(hsv[..., 1] * rng.uniform(0.75, 1.25), 0, 1)
        hsv[..., 2] = np.clip(hsv[..., 2] * rng.uniform(0.88, 1.12), 0, 1)
        out = cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB) * 255
    if kind == 2 or rng.random() < 0.4:
        out = (out - 128) * rng.uniform(0.85, 1.15) + 128 + rng.uniform(-14, 14)
    out = np.clip(out, 0, 255).astype(np.uint8)
    pick = rng.random()
    if kind == 3 or pick < 0.55:
        if pick < 0.35:
            factor = rng.choice((0.25, 0.33, 0.5, 0.5, 0.67))
            out = _down_up(out, factor, int(rng.choice((cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC))))
        else:
            soft = cv2.GaussianBlur(out, (0, 0), 1.2).astype(np.float32)
            amount = rng.uniform(0.3, 1.0)
            out = np.clip(out + amount * (out - soft), 0, 255).astype(np.uint8)
    return out


def reconstruct(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """What a decoder leaves of a face: less detail, or block and median traces."""
    kind = rng.integers(4)
    if kind == 0:
        return _down_up(picture, rng.uniform(0.35, 0.65), cv2.INTER_CUBIC)
    if kind == 1:
        return encode_jpeg(picture, int(rng.integers(18, 60)))
    if kind == 2:
        return cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.6, 1.8))
    return cv2.medianBlur(picture, int(rng.choice((3, 5))))


def _down_up(picture: np.ndarray, factor: float, down: int) -> np.ndarray:
    height, width = picture.shape[:2]
    small = cv2.resize(picture, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=down)
    return cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)


def warp(rng: np.random.Generator, picture: np.ndarray, points: np.ndarray, shift: float, drift: float) -> np.ndarray:
    """The picture moved by up to `shift` face scales, scaled up to 5 %, turned up to 2° and bent by `drift` pixels."""
    scale = face_scale(points)
    centre = points[: MOUTH + 1].mean(0)
    matrix = cv2.getRotationMatrix2D(
        (float(centre[0]), float(centre[1])), rng.uniform(-2, 2), np.exp(rng.uniform(-0.05, 0.05))
    )
    matrix[:, 2] += rng.uniform(-1, 1, 2) * shift * scale * np.array([1, 0.5])
    height, width = picture.shape[:2]
    inverse = cv2.invertAffineTransform(matrix).astype(np.float32)
    x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    map_x = inverse[0, 0] * x + inverse[0, 1] * y + inverse[0, 2]
    map_y = inverse[1, 0] * x + inverse[1, 1] * y + inverse[1, 2]
    if drift > 0.3:
        bend = smooth_field(rng, height, width, cells=int(rng.integers(3, 7)))
        map_x, map_y = map_x + bend[..., 0] * drift, map_y + bend[..., 1] * drift
    return cv2.remap(picture, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)


def smooth_field(rng: np.random.Generator, height: int, width: int, cells: int) -> np.ndarray:
    """height×width×2 smooth noise of about unit size, `cells` bumps along a side."""
    coarse = rng.normal(0, 1, (cells + 2, cells + 2, 2)).astype(np.float32)
    return cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC)


def outline(
    rng: np.random.Generator, points: np.ndarray, shape: tuple[int, int], whole_face: bool | None = None
) -> np.ndarray:
    """A feathered mask, h×w float32 in 0 … 1, of the whole face or a part of it."""
    eyes = (points[RIGHT_EYE] + points[LEFT_EYE]) / 2
    down = points[MOUTH] - eyes
    length = max(float(np.hypot(*down)), 1e-3)
    breadth = max(float(np.hypot(*(points[LEFT_EYE] - points[RIGHT_EYE]))), 0.75 * length)
    scale = max(length, breadth)
    axis_y = down / length
    axis_x = np.array([axis_y[1], -axis_y[0]])
    part = rng.random() if whole_face is None else (0.0 if whole_face else rng.uniform(0.55, 1))
    if part < 0.55 or part >= 0.8:
        centre, half = 0.5 + rng.uniform(-0.15, 0.12), (rng.uniform(0.75, 1.05), rng.uniform(0.95, 1.4))
    elif part < 0.65:
        centre, half = rng.uniform(0.95, 1.25), (rng.uniform(0.45, 0.8), rng.uniform(0.3, 0.6))
    elif part < 0.73:
        centre, half = rng.uniform(-0.1, 0.12), (rng.uniform(0.75, 1.05), rng.uniform(0.25, 0.45))
    else:
        centre, half = rng.uniform(0.45, 0.65), (rng.uniform(0.25, 0.45), rng.uniform(0.35, 0.55))
    x0, y0 = eyes + centre * down
    height, width = shape
    x, y = np.meshgrid(np.arange(width, dtype=np.float32) + 0.5 - x0, np.arange(height, dtype=np.float32) + 0.5 - y0)
    if rng.random() < 0.8:
        bend = smooth_field(rng, height, width, cells=int(rng.integers(3, 8))) * rng.uniform(0.02, 0.1) * scale
        x, y = x + bend[..., 0], y + bend[..., 1]
    u = (x * axis_x[0] + y * axis_x[1]) / (half[0] * breadth)
    v = (x * axis_y[0] + y * axis_y[1]) / (half[1] * length)
    if part >= 0.95:
        angles = np.sort(rng.uniform(0, 2 * np.pi, int(rng.integers(5, 10))))
        radii = rng.uniform(0.5, 1.1, len(angles))
        corner_x = radii * np.cos(angles) * half[0] * breadth
        corner_y = radii * np.sin(angles) * half[1] * length
        corners = np.stack([corner_x, corner_y], 1) @ np.stack([axis_x, axis_y]) + np.array([x0, y0])
        inside = np.zeros(shape, np.float32)
        cv2.fillPoly(inside, [np.round(corners).astype(np.int32)], 1.0)
    else:
        power = rng.uniform(2, 4)
        inside = (np.abs(u) ** power + np.abs(v) ** power <= 1).astype(np.float32)
        if 0.8 <= part < 0.88:
            inside *= v > rng.uniform(-0.35, -0.1)
        elif part >= 0.88:
            angle = rng.uniform(0, 2 * np.pi)
            inside *= u * np.cos(angle) + v * np.sin(angle) > rng.uniform(-0.2, 0.2)
    sigma = scale * float(np.exp(rng.uniform(np.log(0.008), np.log(0.2))))
    mask = cv2.GaussianBlur(inside, (0, 0), max(sigma, 0.3))
    if rng.random() < 0.5:
        # Keep the fade inside the outline, as an eroded mask does.
        mask = np.clip(2 * mask - 1, 0, 1)
    peak = float(mask.max())
    return mask / peak if peak > 0.05 else mask


def match_colour(source: np.ndarray, target: np.ndarray, mask: np.ndarray, strength: float) -> np.ndarray:
    """`source` with the mean and spread of `target`'s Lab colours inside the mask."""
    inside = mask > 0.5
    if inside.sum() < 50:
        return source
    a = cv2.cvtColor(source, cv2.COLOR_RGB2LAB).astype(np.float32)
    b = cv2.cvtColor(target, cv2.COLOR_RGB2LAB).astype(np.float32)
    mean_a, mean_b = a[inside].mean(0), b[inside].mean(0)
    spread = np.clip(b[inside].std(0) / (a[inside].std(0) + 1), 0.6, 1.6)
    matched = (a - mean_a) * spread + mean_b
    mixed = np.clip(a * (1 - strength) + matched * strength, 0, 255).astype(np.uint8)
    return cv2.cvtColor(mixed, cv2.COLOR_LAB2RGB)


def _align(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """2×3 similarity that carries the source points onto the target points with least squared error."""
    mean_s, mean_t = source.mean(0), target.mean(0)
    s, t = source - mean_s, target - mean_t
    norm = max(float((s**2).sum()), 1e-6)
    a = float((s * t).sum()) / norm
    b = float((s[:, 0] * t[:, 1] - s[:, 1] * t[:, 0]).sum()) / norm
    turn = np.array([[a, -b], [b, a]])
    return np.hstack([turn, (mean_t - turn @ mean_s)[:, None]])
