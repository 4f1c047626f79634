"""Makes and reads auto-encoded copies of genuine cut-outs: the same picture, with a decoder's traces.

`prepare` writes `reconstructions.bin` (raw RGB bytes) and `reconstructions.json` into the work folder: for each chosen
cut-out a window around the face, of at most `WINDOW` pixels a side, as the auto-encoder returns it.
"""

import json
import multiprocessing
from pathlib import Path

import cv2
import numpy as np
import torch

from .autoencoder import Autoencoder, reconstruct
from .cutouts import Cutouts
from .face_crop import face_square

WINDOW = 256
"""Longest side of a window, pixels: larger ones cost seconds each."""
HOW_MANY = {
    "train": {"dfdc": 2000, "stylegan-ffhq": 700, "utkface": 1600, "clips": 400},
    "cal": {"dfdc": 70, "stylegan-ffhq": 70, "utkface": 70, "clips": 80},
}
"""Genuine faces a split and source."""

_network: Autoencoder | None = None
_cutouts: Cutouts | None = None


class Reconstructions:
    """Memory-mapped windows and the cut-outs they belong to."""

    def __init__(self, work: Path):
        self.entries: dict[int, dict] = {
            entry["index"]: entry for entry in json.loads((work / "reconstructions.json").read_text())
        }
        self._pixels = np.memmap(work / "reconstructions.bin", np.uint8, "r")

    def __contains__(self, index: int) -> bool:
        return index in self.entries

    def paste(self, index: int, picture: np.ndarray) -> np.ndarray:
        """The cut-out with its window replaced by the reconstruction, h×w×3."""
        entry = self.entries[index]
        left, top, width, height = entry["window"]
        stored = self._pixels[entry["offset"] : entry["offset"] + width * height * 3].reshape(height, width, 3)
        out = picture.copy()
        out[top : top + height, left : left + width] = stored
        return out


def window_of(cutouts: Cutouts, index: int) -> tuple[int, int, int, int]:
    """Left, top, width and height of at most WINDOW pixels around the face, inside the cut-out."""
    entry, square = cutouts.entries[index], face_square(cutouts.points(index))
    width, height = min(WINDOW, entry["width"]), min(WINDOW, entry["height"])
    left = int(np.clip(square.x - width / 2, 0, entry["width"] - width))
    top = int(np.clip(square.y - height / 2, 0, entry["height"] - height))
    return left, top, width, height


def make(data: Path, work: Path, processes: int) -> None:
    """Choose the cut-outs and write their reconstructions."""
    cutouts, rng = Cutouts(work), np.random.default_rng(3)
    chosen = []
    for split, sources in HOW_MANY.items():
        for source, most in sources.items():
            indices = cutouts.where(label="real", split=split, source=source)
            chosen += [int(index) for index in rng.permutation(indices)[:most]]
    entries, offset = [], 0
    with (
        open(work / "reconstructions.bin", "wb") as file,
        multiprocessing.get_context("spawn").Pool(processes, _start, (data, work)) as pool,
    ):
        for index, window, pixels in pool.imap(_reconstruct, chosen, chunksize=8):
            file.write(pixels.tobytes())
            entries.append({"index": index, "window": window, "offset": offset})
            offset += pixels.nbytes
            if len(entries) % 200 == 0:
                print(f"{len(entries)}/{len(chosen)} reconstructions", flush=True)
    (work / "reconstructions.json").write_text(json.dumps(entries))


def _start(data: Path, work: Path) -> None:
    global _network, _cutouts
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    _network = Autoencoder(data / "autoencoder").to(device, memory_format=torch.channels_last)
    _cutouts = Cutouts(work)


def _reconstruct(index: int) -> tuple[int, tuple[int, int, int, int], np.ndarray]:
    left, top, width, height = window = window_of(_cutouts, index)
    piece = _cutouts.picture(index)[top : top + height, left : left + width]
    return index, window, reconstruct(_network, piece)
