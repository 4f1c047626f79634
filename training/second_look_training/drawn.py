"""Things that are no photographed face, for the second logit: stylised and drawn faces, discs, fur, patches."""

import cv2
import numpy as np

from .blending import smooth_field
from .face_crop import crop_face_fast, face_scale, face_square
from .sampling import Square

SIDE = 192


def stylise(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """A genuine face made into a painting, comic or pencil drawing, h×w×3."""
    kind = rng.integers(6)
    smooth = picture
    for _ in range(int(rng.integers(2, 4))):
        smooth = cv2.bilateralFilter(smooth, 7, float(rng.uniform(40, 90)), 6)
    if kind == 0:
        return _ink(rng, _posterise(smooth, int(rng.integers(4, 8))))
    if kind == 1:
        return _posterise(cv2.medianBlur(smooth, 5), int(rng.integers(3, 6)))
    if kind == 2:
        out = cv2.medianBlur(picture, int(rng.choice((9, 11, 13))))
        return _posterise(out, int(rng.integers(8, 14)))
    if kind == 3:
        grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
        soft = cv2.GaussianBlur(grey, (0, 0), rng.uniform(3, 8))
        pencil = cv2.divide(grey, soft, scale=int(rng.integers(225, 256)))
        paper = rng.uniform(200, 255, 3)
        return np.clip(pencil[..., None] / 255 * paper, 0, 255).astype(np.uint8)
    if kind == 4:
        colours = rng.uniform(0, 255, (int(rng.integers(3, 6)), 3))
        colours = colours[np.argsort(colours.sum(1))]
        level = cv2.cvtColor(cv2.medianBlur(smooth, 5), cv2.COLOR_RGB2GRAY).astype(np.int64) * len(colours) // 256
        return _ink(rng, colours[level].astype(np.uint8))
    strokes = picture.copy()
    height, width = picture.shape[:2]
    for _ in range(int(height * width / 25)):
        x, y = int(rng.integers(width)), int(rng.integers(height))
        angle = rng.uniform(0, np.pi)
        dx, dy = int(6 * np.cos(angle)), int(6 * np.sin(angle))
        colour = tuple(int(value) for value in smooth[y, x])
        cv2.line(strokes, (x - dx, y - dy), (x + dx, y + dy), colour, int(rng.integers(2, 4)), cv2.LINE_AA)
    return strokes


def _posterise(picture: np.ndarray, levels: int) -> np.ndarray:
    step = 256 / levels
    table = ((np.floor(np.arange(256) / step) + 0.5) * step).clip(0, 255).astype(np.uint8)
    return cv2.LUT(picture, table)


def _ink(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    grey = cv2.medianBlur(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), 5)
    lines = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, int(rng.choice((7, 9, 11))), rng.uniform(2, 6)
    )
    out = picture.copy()
    out[lines == 0] = rng.uniform(0, 60, 3)
    return out


def draw_face(rng: np.random.Generator) -> np.ndarray:
    """A flat cartoon face from circles and curves in a random style, 192×192×3."""
    canvas = np.full((SIDE, SIDE, 3), rng.uniform(0, 255, 3), np.float32)
    if rng.random() < 0.5:
        canvas += smooth_field(rng, SIDE, SIDE, 3)[..., :1] * rng.uniform(5, 40)
    out = np.clip(canvas, 0, 255).astype(np.uint8)
    skin = rng.uniform(0, 255, 3) if rng.random() < 0.3 else np.array([255, 215, 180]) * rng.uniform(0.3, 1, 1)
    dark = tuple(rng.uniform(0, 70, 3).tolist())
    thick = int(rng.choice((-1, 1, 2, 3, 4)))
    cx, cy = SIDE / 2 + rng.uniform(-8, 8), SIDE / 2 + rng.uniform(-8, 8)
    rx, ry = rng.uniform(50, 82), rng.uniform(60, 90)
    hair = tuple(rng.uniform(0, 255, 3).tolist())
    _ellipse(out, cx, cy - ry * 0.25, rx * rng.uniform(1.0, 1.3), ry * rng.uniform(0.9, 1.15), hair, -1)
    _ellipse(out, cx, cy, rx, ry, tuple(skin.tolist()), -1)
    if thick > 0:
        _ellipse(out, cx, cy, rx, ry, dark, thick)
    if rng.random() < 0.7:
        _ellipse(out, cx, cy - ry * 0.85, rx * rng.uniform(0.8, 1.1), ry * rng.uniform(0.2, 0.45), hair, -1)
    gap, eye_y = rng.uniform(0.3, 0.45) * rx, cy - rng.uniform(0.05, 0.3) * ry
    eye_x, eye_h = rng.uniform(4, 20), rng.uniform(3, 24)
    iris = tuple(rng.uniform(0, 200, 3).tolist())
    for sign in (-1, 1):
        x = cx + sign * gap
        if rng.random() < 0.9 and eye_x > 7:
            _ellipse(out, x, eye_y, eye_x, eye_h, (250, 250, 250), -1)
            _ellipse(out, x, eye_y, eye_x, eye_h, dark, max(1, thick))
        _ellipse(out, x, eye_y, eye_x * 0.55, eye_h * 0.6, iris, -1)
        _ellipse(out, x, eye_y, eye_x * 0.3, eye_h * 0.35, dark, -1)
        _ellipse(out, x + 2, eye_y - 2, eye_x * 0.12, eye_h * 0.12, (255, 255, 255), -1)
        brow = int(eye_y - eye_h - rng.uniform(3, 10))
        cv2.line(out, (int(x - eye_x), brow), (int(x + eye_x), brow + int(rng.integers(-4, 5))), dark, 3, cv2.LINE_AA)
    nose_y = cy + rng.uniform(0.05, 0.25) * ry
    _ellipse(out, cx, nose_y, rng.uniform(2, 9), rng.uniform(2, 7), tuple((skin * 0.75).tolist()), -1)
    mouth_y = cy + rng.uniform(0.4, 0.6) * ry
    wide, high = rng.uniform(10, 34), rng.uniform(3, 20)
    centre = (int(cx), int(mouth_y))
    fill = -1 if rng.random() < 0.5 else max(1, abs(thick))
    cv2.ellipse(out, centre, (int(wide), int(high)), 0, 0, 180, rng.uniform(0, 200, 3).tolist(), fill, cv2.LINE_AA)
    if rng.random() < 0.5:
        light = np.clip(1 + 0.25 * (np.arange(SIDE)[None, :, None] - cx) / rx, 0.5, 1.3)
        out = np.clip(out * light, 0, 255).astype(np.uint8)
    return out


def _ellipse(out: np.ndarray, x: float, y: float, rx: float, ry: float, colour: tuple, thick: int) -> None:
    axes = (max(1, int(rx)), max(1, int(ry)))
    cv2.ellipse(out, (int(x), int(y)), axes, 0, 0, 360, colour, thick, cv2.LINE_AA)


def disc(rng: np.random.Generator) -> np.ndarray:
    """A moon, plate or ball with blotches on a plain ground, 192×192×3."""
    ground = rng.uniform(0, 255, 3) if rng.random() < 0.5 else rng.uniform(0, 30, 3)
    blotches = sum(smooth_field(rng, SIDE, SIDE, cells)[..., :1] / cells**0.5 for cells in (4, 9, 20))
    body = np.clip(rng.uniform(60, 240) * np.array([1, rng.uniform(0.8, 1), rng.uniform(0.6, 1)]) + blotches * 25, 0, 255)
    x, y = np.meshgrid(np.arange(SIDE) - SIDE / 2, np.arange(SIDE) - SIDE / 2)
    radius = np.hypot(x, y * rng.uniform(0.85, 1.15)) / rng.uniform(55, 110)
    inside = np.clip((1 - radius) * 40, 0, 1)[..., None]
    shade = np.clip(1.1 - 0.5 * radius**2 + rng.uniform(-0.005, 0.005) * x, 0, 1.3)[..., None]
    return np.clip(body * shade * inside + ground * (1 - inside), 0, 255).astype(np.uint8)


def fur(rng: np.random.Generator) -> np.ndarray:
    """Streaky texture with two dark eyes and a dark nose, 192×192×3."""
    noise = rng.normal(0, 1, (SIDE, SIDE)).astype(np.float32)
    kernel = np.zeros((15, 15), np.float32)
    angle = rng.uniform(0, np.pi)
    dx, dy = int(7 * np.cos(angle)), int(7 * np.sin(angle))
    cv2.line(kernel, (7 - dx, 7 - dy), (7 + dx, 7 + dy), 1.0, 1)
    streaks = cv2.filter2D(noise, -1, kernel / kernel.sum()) * rng.uniform(60, 140)
    base = rng.uniform(30, 220) * np.array([1, rng.uniform(0.75, 1), rng.uniform(0.5, 1)])
    patches = smooth_field(rng, SIDE, SIDE, 4)[..., :1] * rng.uniform(5, 50)
    out = np.clip(base + streaks[..., None] + patches, 0, 255).astype(np.uint8)
    gap, eye_y = rng.uniform(25, 42), SIDE / 2 - rng.uniform(15, 35)
    for sign in (-1, 1):
        size = rng.uniform(6, 12)
        _ellipse(out, SIDE / 2 + sign * gap, eye_y, size, size, tuple(rng.uniform(0, 50, 3).tolist()), -1)
        _ellipse(out, SIDE / 2 + sign * gap + 2, eye_y - 2, 2, 2, (230, 230, 230), -1)
    _ellipse(out, SIDE / 2, SIDE / 2 + 30, rng.uniform(10, 22), rng.uniform(8, 16), (25, 20, 20), -1)
    return cv2.GaussianBlur(out, (0, 0), rng.uniform(0.4, 1.2))


def patch_beside(rng: np.random.Generator, picture: np.ndarray, points: np.ndarray) -> np.ndarray | None:
    """A patch of the picture at least one face scale from the face's middle, 224×224×3; None where there is no room."""
    scale = face_scale(points)
    face = face_square(points)
    height, width = picture.shape[:2]
    side = scale * rng.uniform(0.6, 1.4)
    for _ in range(12):
        x, y = rng.uniform(side / 2, width - side / 2), rng.uniform(side / 2, height - side / 2)
        if max(abs(x - face.x), abs(y - face.y)) > 0.9 * scale + side / 2 and 0 < side < min(height, width):
            angle = rng.uniform(0, 2 * np.pi)
            return crop_face_fast(picture, Square(x, y, side, np.cos(angle), np.sin(angle)))
    return None


def shuffled(rng: np.random.Generator, crop: np.ndarray) -> np.ndarray:
    """The face's tiles in another order, or the face upside down, h×w×3."""
    if rng.random() < 0.3:
        return crop[::-1].copy()
    tiles = int(rng.choice((2, 3, 4)))
    side = crop.shape[0] // tiles
    parts = [crop[r * side : (r + 1) * side, c * side : (c + 1) * side] for r in range(tiles) for c in range(tiles)]
    order = rng.permutation(len(parts))
    rows = [np.hstack([parts[i] for i in order[r * tiles : (r + 1) * tiles]]) for r in range(tiles)]
    return cv2.resize(np.vstack(rows), crop.shape[:2])
