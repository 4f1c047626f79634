"""Draws thumbnails of four aligned crops: genuine clips, and the same with part of the face blended or drifting.

The layout is that of Xu et al. 2023 (arXiv 2307.07494): four frames as one picture, 2×2. The extension could give as
much: crops of frames that it samples half a second apart. There are few genuine clips, so stills set in motion by us
join them; a still's four frames hold nothing but that motion, which is why they are the minority.
"""

import cv2
import numpy as np

from .blending import RATIOS, mix, outline, self_blend, smooth_field, warp
from .codec import draw_wear, wear
from .cutouts import Cutouts
from .face_crop import INPUT_SIDE, crop_face_fast, face_scale
from .worn_crops import WORK_SCALE, WornCrops

FRAMES, TILE = 4, INPUT_SIDE // 2
PAIRS = 8
"""Genuine sequences in a batch, each beside its altered twin."""
STILLS = 0.35
"""Share of sequences made from stills."""
STILL_SOURCES = {"dfdc", "stylegan-ffhq", "utkface"}
DRIFTING = 0.5
"""Share of twins in which a copy of the face drifts; in the others one self-blend is repeated in every frame."""

Sequence = list[tuple[np.ndarray, np.ndarray]]
"""Pictures with their face's points, in order of time."""


class MotionBatches(WornCrops):
    """Endless batches of one split."""

    def __init__(self, cutouts: Cutouts, split: str, seed: int):
        super().__init__(cutouts, seed)
        self.clips = clips_of(cutouts, split, "real")
        self.stills = cutouts.where(label="real", split=split, source=STILL_SOURCES)

    def batch(self) -> tuple[np.ndarray, np.ndarray]:
        """16×224×224×3 uint8 and targets 16×1 (altered)."""
        thumbnails = [thumbnail for _ in range(PAIRS) for thumbnail in self.pair(self.draw())]
        return np.stack(thumbnails), np.tile(np.array([0.0, 1.0], np.float32), PAIRS)[:, None]

    def draw(self) -> Sequence:
        """Four frames of a genuine clip, or of a still in motion."""
        if self.rng.random() < STILLS:
            return self.move(int(self.rng.choice(self.stills)))
        indices = self.clips[self.rng.integers(len(self.clips))]
        start = self.rng.integers(len(indices) - FRAMES + 1)
        return [self.work_piece(index, WORK_SCALE) for index in indices[start : start + FRAMES]]

    def move(self, index: int) -> Sequence:
        """A still bent along one smooth field, a little more or less in each frame."""
        picture, points = self.work_piece(index, WORK_SCALE)
        height, width = picture.shape[:2]
        field = smooth_field(self.rng, height, width, cells=int(self.rng.integers(2, 5)))
        x, y = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        frames = []
        for amount in np.cumsum(self.rng.normal(0, 0.01, FRAMES)) * face_scale(points):
            bend = field * np.float32(amount)
            moved = cv2.remap(picture, x + bend[..., 0], y + bend[..., 1], cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            frames.append((moved, points + self.rng.normal(0, 0.01, points.shape) * face_scale(points)))
        return frames

    def pair(self, frames: Sequence) -> list[np.ndarray]:
        """The thumbnails of a sequence and of its altered twin, worn and cut alike."""
        steps, flip = draw_wear(self.rng), self.rng.random() < 0.5
        altered = alter(self.rng, frames)
        squares = [self.jittered(points) for _, points in frames]
        made = []
        for version in (frames, altered):
            crops = [crop_face_fast(wear(steps, frame[0]), square) for frame, square in zip(version, squares, strict=True)]
            made.append(thumbnail([crop[:, ::-1] if flip else crop for crop in crops]))
        return made


def alter(rng: np.random.Generator, frames: Sequence) -> Sequence:
    """The sequence with a self-blend repeated in every frame, or with a copy that drifts inside one outline."""
    seed = int(rng.integers(1 << 31))
    if rng.random() >= DRIFTING:
        return [(self_blend(np.random.default_rng(seed), *frame), frame[1]) for frame in frames]
    ratio = rng.choice(RATIOS)
    return [(_drift(rng, seed, ratio, *frame), frame[1]) for frame in frames]


def _drift(rng: np.random.Generator, seed: int, ratio: float, picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    copy = warp(rng, picture, points, shift=0.03, drift=rng.uniform(0.01, 0.04) * face_scale(points))
    return mix(copy, picture, outline(np.random.default_rng(seed), points, picture.shape[:2]) * ratio)


def thumbnail(crops: list[np.ndarray]) -> np.ndarray:
    """Four aligned crops, 224×224×3, as one picture of that size."""
    tiles = [cv2.resize(crop, (TILE, TILE), interpolation=cv2.INTER_AREA) for crop in crops]
    return np.vstack([np.hstack(tiles[:2]), np.hstack(tiles[2:])])


def clips_of(cutouts: Cutouts, split: str, label: str) -> list[list[int]]:
    """The cut-outs of each clip in order of time, of clips that show one face in every frame."""
    by_clip: dict[str, list[int]] = {}
    for index in cutouts.where(source="clips", split=split, label=label):
        by_clip.setdefault(cutouts.entries[index]["path"], []).append(index)
    found = []
    for indices in by_clip.values():
        frames = [cutouts.entries[index]["frame"] for index in indices]
        if len(frames) >= FRAMES and frames == list(range(frames[0], frames[0] + len(frames))):
            found.append(indices)
    return found
