"""Faces that a generator drew, for the batches of both detectors, and the plain ground that one generator draws behind them."""

import numpy as np

from .cutouts import Cutouts
from .face_crop import face_square
from .sampling import Square

GENERATORS = {"stylegan": 0.7, "generated.photos": 0.3}
"""Portraits, and how often each is drawn: the second is learnt in a fraction of the time."""
TALKING_HEADS = ("dreamtalk", "edtalk", "loopy")
"""Generators of clips; their genuine partners are clips."""
LEARNT = (*GENERATORS, *TALKING_HEADS)
HEADS = 0.15
"""Share of generated faces that come from clips, and in `synthesis-trace` of their genuine partners."""
PLAIN = 0.35
"""Share of generated faces, and of genuine ones, with a plain ground behind them: one generator draws little else."""


class GeneratedFaces:
    """The generated faces of a split, and how they are drawn."""

    def __init__(self, cutouts: Cutouts, split: str):
        found = {name: cutouts.where(label="generated", method=name, split=split) for name in LEARNT}
        self.portraits = {name: found[name] for name in GENERATORS}
        self.heads = {name: found[name] for name in TALKING_HEADS if found[name]}

    def draw(self, rng: np.random.Generator) -> tuple[str, int]:
        """A portrait of one of the generators, or a face of a talking head: whose it is, and its index."""
        if self.heads and rng.random() < HEADS:
            name = str(rng.choice(list(self.heads)))
            return name, int(rng.choice(self.heads[name]))
        name = str(rng.choice(list(GENERATORS), p=list(GENERATORS.values())))
        return name, int(rng.choice(self.portraits[name]))


def on_some_ground(rng: np.random.Generator, picture: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The picture, or in a share of `PLAIN` its face before a plain ground."""
    return on_plain_ground(rng, picture, face_square(points)) if rng.random() < PLAIN else picture


def on_plain_ground(rng: np.random.Generator, picture: np.ndarray, square: Square) -> np.ndarray:
    """The face as it is, in an oval with a soft edge, before one colour that gets lighter or darker to one side."""
    height, width = picture.shape[:2]
    right, down = np.meshgrid((np.arange(width) - square.x) / square.side, (np.arange(height) - square.y) / square.side)
    across, along = right * square.cos + down * square.sin, down * square.cos - right * square.sin
    far = np.hypot(across / rng.uniform(0.38, 0.55), along / rng.uniform(0.5, 0.7))
    inside = np.clip((1 - far) / rng.uniform(0.02, 0.2) + 0.5, 0, 1)[..., None]
    angle, slope = rng.uniform(0, 2 * np.pi), rng.uniform(0, 60)
    light = rng.uniform(200, 255) if rng.random() < 0.5 else rng.uniform(0, 255)
    ground = light + rng.normal(0, 12, 3) + slope * (right * np.cos(angle) + down * np.sin(angle))[..., None]
    if rng.random() < 0.5:
        ground = ground + rng.normal(0, rng.uniform(0, 4), (height, width, 1))
    return (inside * picture + (1 - inside) * np.clip(ground, 0, 255) + 0.5).astype(np.uint8)
