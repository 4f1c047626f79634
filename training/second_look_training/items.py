"""Lists the labelled pictures and clips of the data folder; the folder's README says what each set is."""

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

FRAMES_PER_CLIP = 8


@dataclass(frozen=True)
class Item:
    """One picture or clip."""

    path: str
    """Relative to the data folder."""
    source: str
    """dfdc, utkface, stylegan-ffhq, generated-photos, not-photographic or clips."""
    label: str
    """real, swap (DFDC and live swaps), generated (whole face) or not-photographic."""
    split: str
    """train, cal or test."""
    group: str
    """What must not be split or counted twice: source video, person, clip pair, else the picture."""
    method: str = ""
    """How a fake was made, where known."""
    people: str = ""
    """Annotators' guess of race, gender and age band (UTKFace), used only to compare error rates."""

    @property
    def is_clip(self) -> bool:
        """True for an .mp4."""
        return self.path.endswith(".mp4")


def data_folder(argument: str | None) -> Path:
    """The folder given by `--data` or SECOND_LOOK_DATA."""
    folder = argument or os.environ.get("SECOND_LOOK_DATA")
    if not folder:
        raise SystemExit("Give the data folder with --data or SECOND_LOOK_DATA.")
    return Path(folder)


def list_items(data: Path, splits: set[str]) -> list[Item]:
    """Every item of the wanted splits."""
    items: list[Item] = []
    for folder in ("dfdc", "utkface", "stylegan-ffhq", "generated-photos", "not-photographic"):
        for row in _rows(data / "faces" / folder):
            label = row["label"]
            if label == "fake":
                label = "swap" if folder == "dfdc" else "generated"
            people = "/".join(row.get(key, "") for key in ("annotated_race", "annotated_gender", "age_band"))
            group = row.get("source_video") or row["image"]
            method = row.get("generator", "")
            path = f"faces/{folder}/{row['image']}"
            items.append(Item(path, folder, label, row["split"], group, method, people.strip("/")))
    for row in _rows(data / "clips"):
        label = row["label"]
        if label == "fake":
            label = "swap" if row["method"] == "deepfacelive" else "generated"
        items.append(Item(f"clips/{row['clip']}", "clips", label, row["split"], row["group"], row["method"]))
    return [item for item in items if item.split in splits]


def read_pictures(data: Path, item: Item, frames: int = FRAMES_PER_CLIP) -> Iterator[np.ndarray]:
    """RGB uint8 pictures: the one picture, or evenly spaced frames of a clip."""
    path = str(data / item.path)
    if not item.is_clip:
        picture = cv2.imread(path, cv2.IMREAD_COLOR)
        if picture is not None:
            yield cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
        return
    video = cv2.VideoCapture(path)
    count = int(video.get(cv2.CAP_PROP_FRAME_COUNT))
    wanted = {int((k + 0.5) * count / frames) for k in range(frames)}
    for index in range(count):
        if not video.grab():
            break
        if index in wanted:
            read, picture = video.retrieve()
            if read:
                yield cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    video.release()


def _rows(folder: Path) -> list[dict[str, str]]:
    """The rows of a set's labels.csv."""
    with open(folder / "labels.csv", newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
