"""Reads the cut-outs that `prepare` wrote."""

import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from .face_crop import LEFT_EYE, MOUTH, NOSE, RIGHT_EYE, crop_face_fast, face_scale, face_square


class Cutouts:
    """Memory-mapped faces with their points and labels."""

    def __init__(self, work: Path):
        self.entries: list[dict[str, Any]] = json.loads((work / "cutouts.json").read_text())
        self._pixels = np.memmap(work / "cutouts.bin", np.uint8, "r")

    def picture(self, index: int) -> np.ndarray:
        """h×w×3 RGB uint8 with context around the face."""
        entry = self.entries[index]
        shape = (entry["height"], entry["width"], 3)
        start = entry["offset"]
        return np.array(self._pixels[start : start + shape[0] * shape[1] * 3]).reshape(shape)

    def points(self, index: int) -> np.ndarray:
        """6×2, pixels of the cut-out."""
        return np.array(self.entries[index]["points"])

    def where(self, **wanted: str | set[str]) -> list[int]:
        """Indices of the entries whose fields have the wanted values."""
        sets = {name: value if isinstance(value, set) else {value} for name, value in wanted.items()}
        return [
            index
            for index, entry in enumerate(self.entries)
            if all(entry[name] in values for name, values in sets.items())
        ]

    def look(self, index: int) -> np.ndarray:
        """Five numbers to find similar faces by: mean Lab colour of the inner face, turn, and nod."""
        points = self.points(index)
        inner = crop_face_fast(self.picture(index), face_square(points, 1.2))
        colour = cv2.cvtColor(cv2.resize(inner, (8, 8), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2LAB)
        eyes = (points[RIGHT_EYE] + points[LEFT_EYE]) / 2
        scale = face_scale(points)
        nose = (points[NOSE] - eyes) / scale
        mouth = (points[MOUTH] - eyes) / scale
        turn = nose[0] * mouth[1] - nose[1] * mouth[0]
        return np.array([*colour.reshape(-1, 3).astype(np.float64).mean(0) / 20, turn * 8, (nose @ mouth) * 8])
