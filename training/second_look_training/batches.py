"""Draws batches of `blend-boundary`: genuine faces with their blended twins, swapped and generated faces, and what is no
face photo."""

import cv2
import numpy as np

from . import drawn
from .blending import cross_blend, self_blend
from .codec import draw_wear, wear
from .cutouts import Cutouts
from .face_crop import INPUT_SIDE
from .generators import GeneratedFaces, on_some_ground
from .reconstructions import Reconstructions
from .retouch import draw_retouch
from .worn_crops import WORK_SCALE, WornCrops

PAIRS, SWAPS, GENERATED, REALS, STRANGERS, OTHERS = 6, 6, 3, 4, 4, 3
BATCH = 2 * PAIRS + SWAPS + GENERATED + REALS + STRANGERS + OTHERS
SOURCES = {"dfdc": 0.35, "stylegan-ffhq": 0.2, "utkface": 0.25, "clips": 0.2}
"""Where the genuine faces of the pairs come from."""
STRANGER_SOURCES = {"stylegan-ffhq": 0.4, "utkface": 0.3, "clips": 0.3}
"""Where genuine faces without a twin come from that are not DFDC's, so that to be unlike DFDC is no sign; most are like
generated portraits."""
RETOUCHED = {"genuine": 0.4, "generated": 0.25}
"""Shares of those and of generated faces that are retouched: more of the genuine ones, which must not look generated."""
CROSS_FACE = 0.2
"""Share of twins that carry another genuine face."""
DECODED = 0.35
"""Share of pairs drawn from the faces that have an auto-encoded copy."""
TIGHT = 0.35
"""Share of pairs cut as tightly as DFDC's pictures are, so that repeated edge pixels tell nothing."""
UNUSED = -1.0
"""Target of a logit that does not count for a sample."""


class Batches(WornCrops):
    """Endless batches from the train split (or fixed ones from cal, for checking)."""

    def __init__(self, cutouts: Cutouts, reconstructions: Reconstructions, split: str, seed: int):
        super().__init__(cutouts, seed)
        self.reconstructions = reconstructions
        self.genuine = {
            source: cutouts.where(source=source, label="real", split=split) for source in SOURCES
        }
        self.decoded = {
            source: [index for index in indices if index in reconstructions] for source, indices in self.genuine.items()
        }
        self.swaps = cutouts.where(source="dfdc", label="swap", split=split)
        self.generated = GeneratedFaces(cutouts, split)
        self.art = cutouts.where(label="not-photographic", split=split)
        self.reals_of: dict[str, list[int]] = {}
        for index in self.genuine["dfdc"]:
            self.reals_of.setdefault(cutouts.entries[index]["group"], []).append(index)
        self._donors = np.concatenate([self.genuine[source][:1500] for source in SOURCES]).astype(int)
        self._donor_looks = np.stack([cutouts.look(index) for index in self._donors])

    def batch(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """32×224×224×3 uint8; targets 32×2 (manipulated, photographic); 32 names of the generator, or empty."""
        crops, targets, generators = [], [], [""] * BATCH
        for _ in range(PAIRS):
            crops += self.pair(self.draw_genuine())
            targets += [(0.0, 1.0), (1.0, 1.0)]
        swaps = [int(self.rng.choice(self.swaps)) for _ in range(SWAPS)]
        for index in swaps:
            crops.append(self.single(index))
            targets.append((1.0, 1.0))
        for _ in range(GENERATED):
            generators[len(crops)], index = self.generated.draw(self.rng)
            crops.append(self.portrait(index, RETOUCHED["generated"]))
            targets.append((1.0, 1.0))
        for index in swaps[:REALS]:
            own = self.reals_of.get(self.cutouts.entries[index]["group"]) or self.genuine["dfdc"]
            crops.append(self.single(int(self.rng.choice(own))))
            targets.append((0.0, 1.0))
        for _ in range(STRANGERS):
            crops.append(self.portrait(self.draw_stranger(), RETOUCHED["genuine"]))
            targets.append((0.0, 1.0))
        for _ in range(OTHERS):
            crops.append(self.not_a_face_photo())
            targets.append((UNUSED, 0.0))
        return np.stack(crops), np.array(targets, np.float32), np.array(generators)

    def draw_genuine(self) -> int:
        """A genuine face: first the source, then the face."""
        source = self.rng.choice(list(SOURCES), p=list(SOURCES.values()))
        among = self.decoded if self.rng.random() < DECODED else self.genuine
        return int(self.rng.choice(among[source]))

    def pair(self, index: int) -> list[np.ndarray]:
        """The untouched face and its blended twin, worn and cut alike, each 224×224×3."""
        rng = self.rng
        tight = rng.random() < TIGHT and self.cutouts.entries[index]["source"] != "dfdc"
        picture, twin, points = self.twins(index, rng.uniform(2.2, 2.7) if tight else WORK_SCALE)
        return self.finish([picture, twin], points)

    def draw_stranger(self) -> int:
        """A genuine face that is not DFDC's."""
        source = self.rng.choice(list(STRANGER_SOURCES), p=list(STRANGER_SOURCES.values()))
        return int(self.rng.choice(self.genuine[source]))

    def portrait(self, index: int, retouched: float) -> np.ndarray:
        """A face, retouched with that chance, on another ground with another, worn and cut, 224×224×3."""
        picture, points = self.work_piece(index, WORK_SCALE)
        if self.rng.random() < retouched:
            picture = draw_retouch(self.rng)(picture)
        return self.finish([on_some_ground(self.rng, picture, points)], points)[0]

    def twins(self, index: int, scale: float) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The upright piece around the face, its blended twin, and the points in both."""
        rng = self.rng
        picture, points = self.work_piece(index, scale)
        if rng.random() < CROSS_FACE:
            donor = self.similar(index)
            donor_picture = self._maybe_decoded(donor)
            if donor_picture is None:
                donor_picture = self.cutouts.picture(donor)
            return picture, cross_blend(rng, picture, points, donor_picture, self.cutouts.points(donor)), points
        decoded = self._maybe_decoded(index)
        if decoded is not None:
            decoded, _ = self.work_piece(index, scale, decoded)
        return picture, self_blend(rng, picture, points, decoded), points

    def _maybe_decoded(self, index: int) -> np.ndarray | None:
        """The cut-out as the auto-encoder returns it, three times in four where there is such a copy."""
        if index not in self.reconstructions or self.rng.random() < 0.25:
            return None
        return self.reconstructions.paste(index, self.cutouts.picture(index))

    def not_a_face_photo(self) -> np.ndarray:
        """A negative of the second logit, 224×224×3."""
        rng = self.rng
        pick = rng.random()
        if pick < 0.3:
            return self.single(int(rng.choice(self.art)))
        if pick < 0.58:
            picture, points = self.work_piece(self.draw_genuine(), WORK_SCALE)
            return self.finish([drawn.stylise(rng, picture)], points)[0]
        if pick < 0.78:
            out = None
            for _ in range(8):
                index = self.draw_genuine()
                if self.cutouts.entries[index]["source"] == "dfdc":
                    continue
                out = drawn.patch_beside(rng, self.cutouts.picture(index), self.cutouts.points(index))
                if out is not None:
                    break
            out = drawn.disc(rng) if out is None else out
        elif pick < 0.88:
            out = drawn.draw_face(rng)
        elif pick < 0.92:
            out = drawn.disc(rng)
        elif pick < 0.96:
            out = drawn.fur(rng)
        else:
            out = drawn.shuffled(rng, self.single(self.draw_genuine()))
        out = wear(draw_wear(rng), out)
        return cv2.resize(out, (INPUT_SIDE, INPUT_SIDE), interpolation=cv2.INTER_AREA)

    def similar(self, index: int) -> int:
        """Another genuine face of like colour and turn: the nearest of 60 drawn at random."""
        look = self.cutouts.look(index)
        drawn_at = self.rng.integers(0, len(self._donors), 60)
        distance = ((self._donor_looks[drawn_at] - look) ** 2).sum(1)
        group = self.cutouts.entries[index]["group"]
        for choice in np.argsort(distance):
            donor = int(self._donors[drawn_at[choice]])
            if self.cutouts.entries[donor]["group"] != group:
                return donor
        return int(self._donors[drawn_at[0]])
