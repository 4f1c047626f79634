"""Draws training batches of `synthesis-trace`: genuine windows with their decoded copies, and generated portraits."""

import cv2
import numpy as np

from .codec import Step, add_noise, draw_wear, encode_jpeg, encode_webp, wear
from .cutouts import Cutouts
from .face_crop import face_square
from .face_window import MOST_SIDE
from .generators import HEADS, GeneratedFaces, on_some_ground
from .reconstructions import Reconstructions
from .retouch import draw_retouch
from .video_codec import draw_video_codec

SIDES = {MOST_SIDE: 0.5, 136: 0.3, 112: 0.2}
"""Sides of training windows, pixels, and how often a batch has each: the largest is the most that the detector sees, the
others are small faces, which it sees whole."""
SMALLER = 1.15
"""A face that a small window shows is at most so many times larger than the window."""
PAIRS, GENERATED, GENUINE = 7, 10, 8
BATCH = 2 * PAIRS + GENERATED + GENUINE
SOURCES = {"dfdc": 0.3, "stylegan-ffhq": 0.25, "utkface": 0.2, "clips": 0.25}
"""Where the genuine faces of the pairs come from."""
PARTNERS = {"stylegan-ffhq": 0.6, "utkface": 0.2, "dfdc": 0.2}
"""Where the genuine partners of generated portraits come from: most have the same size and JPEG quality."""
RETOUCHED = {"genuine": 0.35, "generated": 0.2}
"""Shares of windows outside the pairs that are retouched first: more of the genuine ones, which must not look generated."""
MADE_UP_DECODER = 0.3
"""Share of pairs whose copy went through a random up-sampler instead of the auto-encoder."""
RESIZED = 0.6
"""Share of full-sized windows and pairs that are made smaller or larger first, and stay so."""
WORN = 0.6
"""Share of windows and pairs that are worn lightly."""
HEAVY = 0.2
"""Share of windows and pairs that are worn until little is left, where the network must learn to stay undecided."""
SOFTENED = 0.4
"""Share of pairs whose genuine member alone is softened, so that softness is not the label."""


class TraceBatches:
    """Endless batches from the train split (or fixed ones from cal, for checking)."""

    def __init__(self, cutouts: Cutouts, reconstructions: Reconstructions, split: str, seed: int):
        self.cutouts, self.reconstructions = cutouts, reconstructions
        self.rng = np.random.default_rng(seed)
        self.genuine = {source: cutouts.where(source=source, label="real", split=split) for source in SOURCES}
        self.decoded = {
            source: [index for index in indices if index in reconstructions] for source, indices in self.genuine.items()
        }
        self.generated = GeneratedFaces(cutouts, split)

    def batch(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """32×side×side×3 uint8, one of `SIDES`; 32 targets (1 is generated); 32 names of the generator, or empty."""
        side = int(self.rng.choice(list(SIDES), p=list(SIDES.values())))
        windows, targets, generators = [], [], []
        for _ in range(PAIRS):
            windows += self.pair(side)
            targets += [0.0, 1.0]
            generators += ["", ""]
        for _ in range(GENERATED):
            name, index = self.generated.draw(self.rng)
            windows.append(self.single(index, RETOUCHED["generated"], side))
            targets.append(1.0)
            generators.append(name)
        for _ in range(GENUINE):
            windows.append(self.single(self.draw_partner(), RETOUCHED["genuine"], side))
            targets.append(0.0)
            generators.append("")
        return np.stack(windows), np.array(targets, np.float32), np.array(generators)

    def draw_partner(self) -> int:
        """A genuine face like those that the generated ones are compared with."""
        if self.generated.heads and self.rng.random() < HEADS:
            return int(self.rng.choice(self.genuine["clips"]))
        source = self.rng.choice(list(PARTNERS), p=list(PARTNERS.values()))
        return int(self.rng.choice(self.genuine[source]))

    def pair(self, side: int = MOST_SIDE) -> list[np.ndarray]:
        """A genuine window and its decoded copy, worn and cut alike."""
        source = self.rng.choice(list(SOURCES), p=list(SOURCES.values()))
        made_up = self.rng.random() < MADE_UP_DECODER
        index = int(self.rng.choice((self.genuine if made_up else self.decoded)[source]))
        picture = self.cutouts.picture(index)
        copy = upsample(self.rng, picture) if made_up else self.reconstructions.paste(index, picture)
        if self.rng.random() < SOFTENED:
            picture = halve_and_back(picture) if made_up else _blur(picture, self.rng.uniform(0.35, 0.8))
        return self._finish([picture, copy], index, side)

    def single(self, index: int, retouched: float = 0.0, side: int = MOST_SIDE) -> np.ndarray:
        """One window, retouched with that chance, on another ground with another, worn and cut."""
        picture = self.cutouts.picture(index)
        if self.rng.random() < retouched:
            picture = draw_retouch(self.rng)(picture)
        picture = on_some_ground(self.rng, picture, self.cutouts.points(index))
        return self._finish([picture], index, side)[0]

    def _finish(self, pictures: list[np.ndarray], index: int, side: int) -> list[np.ndarray]:
        """Wear, cut a random window over the face, turn and flip: the same draw for every picture."""
        rng = self.rng
        square = face_square(self.cutouts.points(index))
        steps = [draw_fit(rng, square.side, side)] if side < MOST_SIDE or rng.random() < RESIZED else []
        pick = rng.random()
        steps += draw_wear(rng) if pick < HEAVY else draw_light_wear_of_size(rng) if pick < HEAVY + WORN else []
        worn = [wear(steps, picture) for picture in pictures]
        scale = worn[0].shape[0] / pictures[0].shape[0]
        height, width = worn[0].shape[:2]
        reach = max(0.0, square.side * scale - side) / 2
        left = int(square.x * scale - side / 2 + rng.uniform(-reach, reach))
        top = int(square.y * scale - side / 2 + rng.uniform(-reach, reach))
        left, top = int(np.clip(left, 0, max(0, width - side))), int(np.clip(top, 0, max(0, height - side)))
        flip = rng.random() < 0.5
        windows = []
        for picture in worn:
            window = picture[top : top + side, left : left + side]
            if window.shape[:2] != (side, side):
                missing = side - window.shape[0], side - window.shape[1]
                window = np.pad(window, ((0, missing[0]), (0, missing[1]), (0, 0)), mode="reflect")
            windows.append(np.ascontiguousarray(window[:, ::-1] if flip else window))
        return windows


def draw_fit(rng: np.random.Generator, face: float, side: int) -> Step:
    """A change of size after which a face of so many pixels fills a window of that side, as it does for the detector."""
    fits = side / face
    if side < MOST_SIDE:
        return draw_resizing(rng, fits, fits * SMALLER)
    return draw_resizing(rng, min(1.0, max(0.6, fits)), 1.5)


def draw_resizing(rng: np.random.Generator, least: float, most: float) -> Step:
    """A change of size by a random factor between the two."""
    factor = float(np.exp(rng.uniform(np.log(least), np.log(most))))
    how = int(rng.choice((cv2.INTER_AREA, cv2.INTER_LINEAR, cv2.INTER_CUBIC, cv2.INTER_LANCZOS4)))
    return lambda picture: cv2.resize(picture, None, fx=factor, fy=factor, interpolation=how)


def draw_light_wear(rng: np.random.Generator) -> list[Step]:
    """Random resizing that stays resized, colour, noise and codec steps: lighter than a face swap's wear.

    What these steps leave of a decoder's traces is what can be learnt; the detector is silent below that.
    """
    steps = [draw_resizing(rng, 0.6, 1.5)] if rng.random() < 0.5 else []
    return steps + draw_light_wear_of_size(rng)


def draw_light_wear_of_size(rng: np.random.Generator) -> list[Step]:
    """The same without the resizing."""
    steps: list[Step] = []
    if rng.random() < 0.25:
        gain, lift = rng.uniform(0.8, 1.2), rng.uniform(-20, 20)
        steps.append(lambda picture: cv2.convertScaleAbs(picture, alpha=gain, beta=lift))
    if rng.random() < 0.2:
        sigma, seed = rng.uniform(0.5, 5), int(rng.integers(1 << 31))
        steps.append(lambda picture: add_noise(picture, sigma, seed))
    if rng.random() < 0.1:
        blur = rng.uniform(0.3, 0.9)
        steps.append(lambda picture: _blur(picture, blur))
    if rng.random() < 0.6:
        pick, quality = rng.random(), int(rng.integers(55, 97))
        if pick < 0.5:
            steps.append(draw_video_codec(rng, 17, 33))
        elif pick < 0.6:
            steps.append(lambda picture: encode_webp(picture, quality))
        else:
            steps.append(lambda picture: encode_jpeg(picture, quality))
    return steps


def _blur(picture: np.ndarray, sigma: float) -> np.ndarray:
    return cv2.GaussianBlur(picture, (0, 0), sigma)


def halve_and_back(picture: np.ndarray) -> np.ndarray:
    """As soft as an up-sampled copy, but without a grid."""
    half = cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return cv2.resize(half, (picture.shape[1], picture.shape[0]), interpolation=cv2.INTER_CUBIC)


def upsample(rng: np.random.Generator, picture: np.ndarray) -> np.ndarray:
    """The picture halved and brought back as a generator's decoder would: zeros or copies between, then a random filter.

    The filter differs between the four phases of the grid, which leaves the checkerboard of transposed convolutions.
    """
    height, width = picture.shape[:2]
    half = cv2.resize(picture, (width // 2, height // 2), interpolation=cv2.INTER_AREA).astype(np.float32)
    fine = np.zeros((2 * half.shape[0], 2 * half.shape[1], 3), np.float32)
    smooth = np.array([0.25, 0.5, 0.25])
    for down in (0, 1):
        for right in (0, 1):
            kernel = np.outer(smooth, smooth) * (1 + rng.normal(0, 0.35, (3, 3)))
            shift = np.float32([[1, 0, 0.25 - 0.5 * right], [0, 1, 0.25 - 0.5 * down]])
            size = (half.shape[1], half.shape[0])
            moved = cv2.warpAffine(half, shift, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            detail = moved + rng.uniform(0.6, 1.4) * (moved - cv2.GaussianBlur(moved, (0, 0), 1))
            fine[down::2, right::2] = cv2.filter2D(detail, -1, kernel / kernel.sum())
    out = np.clip(fine + 0.5, 0, 255).astype(np.uint8)
    return cv2.copyMakeBorder(out, 0, height - out.shape[0], 0, width - out.shape[1], cv2.BORDER_REPLICATE)
