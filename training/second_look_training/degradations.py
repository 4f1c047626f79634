"""What happens to pictures on their way to a screen, one named step at a time and the same for both classes."""

import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np

from .codec import encode_jpeg, encode_webp, fade, resize_and_back
from .faces import MeasuredFace, measure_face
from .items import read_pictures
from .retouch import sharpen
from .video_codec import VideoCodec

PAN = (2, 1)
"""Movement of the frames that the video codecs see, pixels right and down."""
NOISE_SEED = 17

SHARED = "shared"
"""The degradation that stands for a picture posted and shown again."""

Change = Callable[[np.ndarray], np.ndarray]


@dataclass(frozen=True)
class Degradation:
    """A change of a picture, RGB uint8 h×w×3."""

    family: str
    """Degradations of one family and growing strength make one curve."""
    strength: str
    change: Change
    scale: float = 1.0
    """Size of what comes out over the size of what went in."""

    @property
    def name(self) -> str:
        """Family and strength."""
        return f"{self.family} {self.strength}".strip()

    def points(self, points: np.ndarray) -> np.ndarray:
        """Where the points of the clean picture lie in what comes out (pixel (0, 0) covers 0 to 1)."""
        return points * self.scale


def resize(picture: np.ndarray, scale: float) -> np.ndarray:
    """The picture at another size, area-averaged when smaller."""
    height, width = (max(8, round(side * scale)) for side in picture.shape[:2])
    return cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def soft_jpeg(picture: np.ndarray, sigma: float) -> np.ndarray:
    """A picture out of focus, stored."""
    return encode_jpeg(cv2.GaussianBlur(picture, (0, 0), sigma), 80)


def share(picture: np.ndarray) -> np.ndarray:
    """A picture posted and shown again: JPEG 60, half size, then H.264 at CRF 30."""
    return VideoCodec(h264=True, crf=30, pan=PAN)(resize(encode_jpeg(picture, 60), 0.5))


def smooth(picture: np.ndarray) -> np.ndarray:
    """Skin without pores: a bilateral filter, as of noise reduction or a beauty filter."""
    return cv2.bilateralFilter(picture, 9, 40, 5)


def _noise(sigma: float) -> Change:
    def change(picture: np.ndarray) -> np.ndarray:
        noise = np.random.default_rng(NOISE_SEED).normal(0, sigma, picture.shape)
        return np.clip(picture + noise + 0.5, 0, 255).astype(np.uint8)

    return change


def _table(values: np.ndarray) -> Change:
    table = np.clip(values + 0.5, 0, 255).astype(np.uint8)
    return lambda picture: cv2.LUT(picture, table)


def _all() -> list[Degradation]:
    level = np.arange(256.0)
    found = [Degradation("clean", "", lambda picture: picture)]
    found += [
        Degradation("JPEG", str(q), lambda picture, q=q: encode_jpeg(picture, q)) for q in (95, 85, 75, 60, 45, 30)
    ]
    found += [Degradation("WebP", str(q), lambda picture, q=q: encode_webp(picture, q)) for q in (80, 50, 30)]
    found += [Degradation("H.264 CRF", str(crf), VideoCodec(True, crf, PAN)) for crf in (23, 28, 32, 36, 40)]
    found.append(Degradation("VP9 CRF", "40", VideoCodec(False, 40, PAN)))
    for scale in (0.75, 0.5, 0.35):
        found.append(Degradation("scale", f"{scale:g}", lambda picture, s=scale: resize(picture, s), scale))
    for scale in (0.75, 0.5, 0.35):
        found.append(Degradation("scale and back", f"{scale:g}", lambda picture, s=scale: resize_and_back(picture, s)))
    for sigma in (1, 2):
        found.append(Degradation("blur σ", str(sigma), lambda picture, s=sigma: cv2.GaussianBlur(picture, (0, 0), s)))
    for sigma in (1, 1.5, 2):
        found.append(Degradation("JPEG 80 after blur σ", f"{sigma:g}", lambda picture, s=sigma: soft_jpeg(picture, s)))
    found += [Degradation("noise σ", str(sigma), _noise(sigma)) for sigma in (5, 10)]
    found += [Degradation("luma", f"{lift:+d}".replace("-", "−"), _table(level + lift)) for lift in (-40, 40)]
    found += [Degradation("gamma", f"{gamma:g}", _table(255 * (level / 255) ** gamma)) for gamma in (0.5, 2)]
    for contrast in (0.6, 1.5):
        found.append(Degradation("contrast", f"{contrast:g}", _table((level - 128) * contrast + 128)))
    found.append(Degradation("sharpen", "", lambda picture: sharpen(picture, 1.5, 0.8)))
    found.append(Degradation("smooth", "", smooth))
    found.append(Degradation("grey", "", lambda picture: fade(picture, 0.0)))
    found.append(Degradation(SHARED, "", share, 0.5))
    return found


DEGRADATIONS = {each.name: each for each in _all()}

_data: Path | None = None


def degrade(face: MeasuredFace, picture: np.ndarray, degradation: Degradation) -> MeasuredFace:
    """The same face, found where it was in the clean picture, measured in the degraded one."""
    changed = degradation.change(picture)
    centre, points = degradation.points(face.centre), degradation.points(face.points)
    measured = measure_face(face.item, face.frame, changed, points, centre)
    return replace(measured, crop=measured.crop.astype(np.float16))


def degrade_all(
    data: Path, faces: list[MeasuredFace], names: list[str], processes: int
) -> dict[str, list[MeasuredFace]]:
    """Each face of a picture (no clip) under each named degradation, in the order of the faces."""
    if not faces:
        return {name: [] for name in names}
    jobs = [(replace(face, crop=np.zeros(0), window=np.zeros(0)), names) for face in faces]
    with multiprocessing.get_context("spawn").Pool(processes, _start, (data,)) as pool:
        measured = list(pool.imap(_degrade_one, jobs, chunksize=4))
    return {name: [face[index] for face in measured] for index, name in enumerate(names)}


def _start(data: Path) -> None:
    global _data
    cv2.setNumThreads(1)
    _data = data


def _degrade_one(job: tuple[MeasuredFace, list[str]]) -> list[MeasuredFace]:
    face, names = job
    picture = next(read_pictures(_data, face.item))
    return [degrade(face, picture, DEGRADATIONS[name]) for name in names]
