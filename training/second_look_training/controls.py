"""What a detector must not live on: file, size, blur and brightness, and how well these tell classes apart.

`equalise` makes copies that agree in them, for comparisons where they tell too much.
"""

import multiprocessing
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.model_selection import StratifiedGroupKFold

from .face_crop import CROP_SCALE, crop_face_fast, face_square
from .face_gate import Quality, measure
from .faces import MeasuredFace, measure_face
from .items import Item, read_pictures
from .metrics import BOOTSTRAPS, auc, bootstrap

NAMES = (
    "file bytes",
    "bytes a pixel",
    "JPEG table mean",
    "sharpness",
    "mean luma",
    "luma contrast",
    "face size",
    "width",
    "height",
    "blockiness",
)
ALL = "all together"
MOST = 0.55
"""Lower bound of a control's AUC above which a comparison is repeated on equalised copies."""
FOLDS = 5
LUMA = np.array([0.299, 0.587, 0.114])
AROUND = 3.2
"""Side of an equalised copy, in face scales: a crop turned by 15° still fits."""
SIZE_QUANTILE = 0.1
"""Equalised faces are as large as this share's quantile; smaller ones are left out rather than enlarged."""
SHARPNESS_QUANTILE = 0.1
"""Equalised faces are blurred to this quantile of sharpness; duller ones are left out."""
LEAST_SIDE = 96.0
"""Equalised crops are no smaller, so that the gate still passes them, pixels."""
MEAN_LUMA, LUMA_SPREAD = 115.0, 45.0
"""Brightness of equalised copies: mean and standard deviation of the luma around the face."""
COPY_QUALITY = 80
"""JPEG quality of equalised copies."""
MOST_BLUR = 4.0
"""Widest blur tried, pixels (standard deviation)."""
BLUR_STEPS = 9
"""Halvings of the blur's range when a sharpness is sought."""


@dataclass(frozen=True)
class ControlFigures:
    """How well controls tell two classes apart."""

    single: dict[str, float]
    """AUC of each alone, not below 0.5 (its direction is free)."""
    single_low: dict[str, float]
    """2.5 % bootstrap quantile of each, in the direction that the whole sample shows."""
    together: float
    """AUC of gradient-boosted trees over all of them, each sample scored by trees that saw none of its group."""
    together_low: float

    @property
    def worst(self) -> tuple[str, float, float]:
        """The control with the highest lower bound: name, AUC, lower bound."""
        name = max(self.single, key=lambda each: self.single_low[each])
        if self.together_low >= self.single_low[name]:
            return ALL, self.together, self.together_low
        return name, self.single[name], self.single_low[name]

    @property
    def exceeded(self) -> bool:
        """True where a control tells the classes apart by more than `MOST`, at its lower bound."""
        return self.worst[2] > MOST


def jpeg_table_mean(data: bytes) -> float:
    """Mean of a JPEG's quantisation tables (higher: coarser), from its DQT segments (ITU-T T.81, B.2.4.1); else 0."""
    if data[:2] != b"\xff\xd8":
        return 0.0
    entries: list[int] = []
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDB:
            segment = data[at + 4 : at + 2 + length]
            while segment:
                bytes_each = 2 if segment[0] >> 4 else 1
                table, segment = segment[1 : 1 + 64 * bytes_each], segment[1 + 64 * bytes_each :]
                entries += [int.from_bytes(table[i : i + bytes_each], "big") for i in range(0, len(table), bytes_each)]
        at += 2 + length
    return float(np.mean(entries)) if entries else 0.0


def blockiness(picture: np.ndarray) -> float:
    """Mean luma step across borders of 8×8 blocks over the mean step elsewhere; about 1 when uncompressed."""
    luma = picture.astype(np.float32) @ LUMA.astype(np.float32)
    borders, others = [], []
    for axis in (0, 1):
        steps = np.abs(np.diff(luma, axis=axis)).mean(1 - axis)
        on_border = np.arange(len(steps)) % 8 == 7
        borders.append(steps[on_border].mean() if on_border.any() else 0.0)
        others.append(steps[~on_border].mean())
    return float(sum(borders) / (sum(others) + 1e-6))


def features_of(picture: np.ndarray, crop: np.ndarray, quality: Quality, file: bytes, frames: int) -> np.ndarray:
    """The controls of one face, in the order of `NAMES`; `frames` is 1 for a picture."""
    height, width = picture.shape[:2]
    return np.array(
        [
            len(file),
            len(file) / (frames * height * width),
            jpeg_table_mean(file),
            quality.sharpness,
            quality.luma,
            float((crop.astype(np.float64) @ LUMA).std()),
            quality.side,
            width,
            height,
            blockiness(picture),
        ]
    )


def control_features(data: Path, faces: list[MeasuredFace]) -> dict[int, np.ndarray]:
    """The controls of each face by `id(face)`; every file is read once."""
    by_item: dict[Item, list[MeasuredFace]] = {}
    for face in faces:
        by_item.setdefault(face.item, []).append(face)
    found = {}
    for item, members in by_item.items():
        path = data / item.path
        file, frames = path.read_bytes(), _frames(path) if item.is_clip else 1
        for frame, picture in enumerate(read_pictures(data, item)):
            for face in members:
                if face.frame == frame:
                    found[id(face)] = features_of(picture, face.crop, face.quality, file, frames)
    return found


def _frames(path: Path) -> int:
    video = cv2.VideoCapture(str(path))
    count = int(video.get(cv2.CAP_PROP_FRAME_COUNT))
    video.release()
    return max(1, count)


def measure_controls(
    features: np.ndarray, labels: np.ndarray, groups: np.ndarray, draws: int = BOOTSTRAPS
) -> ControlFigures:
    """How well n×len(NAMES) controls tell labels 1 from 0; bounds by bootstrap over groups."""
    single, single_low = {}, {}
    for name, values in zip(NAMES, features.T, strict=True):
        signed = values if auc(values[labels == 1], values[labels == 0]) >= 0.5 else -values
        single[name], single_low[name] = _auc_and_low(signed, labels, groups, draws)
    together, together_low = _auc_and_low(_held_out_scores(features, labels, groups), labels, groups, draws)
    return ControlFigures(single, single_low, together, together_low)


def _auc_and_low(values: np.ndarray, labels: np.ndarray, groups: np.ndarray, draws: int) -> tuple[float, float]:
    def measure(at: np.ndarray) -> float:
        return auc(values[at][labels[at] == 1], values[at][labels[at] == 0])

    return measure(np.arange(len(values))), bootstrap(measure, groups, draws)[0]


def _held_out_scores(features: np.ndarray, labels: np.ndarray, groups: np.ndarray) -> np.ndarray:
    """Log-odds of small boosted trees, cross-validated by group; zeros where there are too few groups of a class."""
    fewest = min(len(np.unique(groups[labels == label])) for label in (0, 1))
    scores = np.zeros(len(labels))
    if fewest < 2:
        return scores
    folds = StratifiedGroupKFold(min(FOLDS, fewest), shuffle=True, random_state=3)
    for fit, held_out in folds.split(features, labels, groups):
        if len(np.unique(labels[fit])) < 2:
            continue
        trees = GradientBoostingClassifier(n_estimators=60, max_depth=2, min_samples_leaf=5, random_state=3)
        weight = np.where(labels[fit] == 1, 1 / labels[fit].sum(), 1 / (1 - labels[fit]).sum())
        trees.fit(features[fit], labels[fit], sample_weight=weight * len(fit) / 2)
        scores[held_out] = trees.decision_function(features[held_out])
    return scores


@dataclass(frozen=True)
class Look:
    """What equalised copies agree in."""

    side: float
    """Side of the aligned crop, pixels."""
    sharpness: float
    """Variance of the Laplacian of the aligned crop's luma."""


@dataclass(frozen=True)
class Copies:
    """Equalised copies of some faces."""

    faces: list[MeasuredFace]
    features: dict[int, np.ndarray]
    """The controls of each copy by `id(face)`."""
    look: Look


_data: Path | None = None


def equalise(data: Path, faces: list[MeasuredFace], processes: int) -> Copies:
    """Copies of the faces with one size, brightness, sharpness and JPEG quality; small and dull faces have none."""
    side = max(LEAST_SIDE, float(np.quantile([face.quality.side for face in faces], SIZE_QUANTILE)))
    by_item: dict[Item, list[MeasuredFace]] = {}
    for face in faces:
        if face.quality.side >= side:
            light = replace(face, crop=np.zeros(0), window=np.zeros(0))
            by_item.setdefault(face.item, []).append(light)
    jobs = list(by_item.values())
    with multiprocessing.get_context("spawn").Pool(processes, _start, (data,)) as pool:
        pieces = [
            piece for part in pool.imap(_cut_pieces, [(job, side) for job in jobs], chunksize=8) for piece in part
        ]
        if not pieces:
            return Copies([], {}, Look(side, 0.0))
        look = Look(side, float(np.quantile([piece.sharpness for piece in pieces], SHARPNESS_QUANTILE)))
        made = [each for each in pool.imap(_finish, [(piece, look) for piece in pieces], chunksize=8) if each]
    return Copies([face for face, _ in made], {id(face): values for face, values in made}, look)


@dataclass(frozen=True)
class _Piece:
    """A face and its surroundings, already of one size and brightness."""

    face: MeasuredFace
    picture: np.ndarray
    points: np.ndarray
    sharpness: float


def _start(data: Path) -> None:
    global _data
    cv2.setNumThreads(1)
    _data = data


def _cut_pieces(job: tuple[list[MeasuredFace], float]) -> list[_Piece]:
    faces, side = job
    pieces = []
    for frame, picture in enumerate(read_pictures(_data, faces[0].item)):
        for face in faces:
            if face.frame == frame:
                piece, points = even_piece(picture, face.points, side)
                pieces.append(_Piece(face, piece, points, _sharpness(piece, points)))
    return pieces


def _finish(job: tuple[_Piece, Look]) -> tuple[MeasuredFace, np.ndarray] | None:
    piece, look = job
    if piece.sharpness < look.sharpness:
        return None
    blurred = match_sharpness(piece.picture, piece.points, look.sharpness)
    _, encoded = cv2.imencode(".jpg", blurred[..., ::-1], [cv2.IMWRITE_JPEG_QUALITY, COPY_QUALITY])
    copy = np.ascontiguousarray(cv2.imdecode(encoded, cv2.IMREAD_COLOR)[..., ::-1])
    centre = np.array(piece.face.centre)  # Tracks are linked where the faces were.
    face = measure_face(piece.face.item, piece.face.frame, copy, piece.points, centre)
    face = replace(face, crop=face.crop.astype(np.float16))
    return face, features_of(copy, face.crop, face.quality, encoded.tobytes(), frames=1)


def even_piece(picture: np.ndarray, points: np.ndarray, side: float) -> tuple[np.ndarray, np.ndarray]:
    """The square around a face with the common brightness, resized so that its crop is `side` wide; its points."""
    square = face_square(points, AROUND)
    wide = max(8, round(square.side))
    left, top = round(square.x - wide / 2), round(square.y - wide / 2)
    columns = np.clip(np.arange(left, left + wide), 0, picture.shape[1] - 1)
    rows = np.clip(np.arange(top, top + wide), 0, picture.shape[0] - 1)
    target = round(side * AROUND / CROP_SCALE)
    small = cv2.resize(picture[rows][:, columns], (target, target), interpolation=cv2.INTER_AREA)
    luma = small.astype(np.float64) @ LUMA
    gain = LUMA_SPREAD / max(float(luma.std()), 1.0)
    even = np.clip((small - luma.mean()) * gain + MEAN_LUMA + 0.5, 0, 255).astype(np.uint8)
    return even, (points - np.array([left, top])) * (target / wide)


def match_sharpness(picture: np.ndarray, points: np.ndarray, sharpness: float) -> np.ndarray:
    """The picture blurred until its face is no sharper than asked; unchanged where it already is not."""
    if _sharpness(picture, points) <= sharpness:
        return picture
    low, high = 0.0, MOST_BLUR
    for _ in range(BLUR_STEPS):
        middle = (low + high) / 2
        sharper = _sharpness(cv2.GaussianBlur(picture, (0, 0), middle), points) > sharpness
        low, high = (middle, high) if sharper else (low, middle)
    return cv2.GaussianBlur(picture, (0, 0), high)


def _sharpness(picture: np.ndarray, points: np.ndarray) -> float:
    return measure(crop_face_fast(picture, face_square(points)), points).sharpness
