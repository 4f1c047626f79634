"""What is fitted to faces of cal, and what is set on those that it was not fitted to; on made-up logits."""

import unittest
from dataclasses import asdict
from unittest import mock

import numpy as np

from second_look_training import calibrate
from second_look_training.face_gate import Quality
from second_look_training.faces import MeasuredFace
from second_look_training.generators import GENERATORS
from second_look_training.items import Item

KINDS = [("dfdc", "real", ""), ("dfdc", "swap", ""), ("stylegan-ffhq", "real", "")]
KINDS += [("stylegan-ffhq", "generated", method) for method in GENERATORS]
EACH = 40


def gathered(rng: np.random.Generator) -> calibrate.Gathered:
    """Forty faces of each kind, each a source of its own, told apart well; a few pairs."""
    faces = []
    for number, (source, label, method) in enumerate(KINDS * EACH):
        item = Item(f"{number}.png", source, label, "cal", str(number), method)
        window, nothing = np.zeros((140, 140, 3), np.uint8), np.zeros(0)
        quality = Quality(float(rng.uniform(90, 200)), 120.0, float(rng.uniform(5, 40)), 0.0)
        faces.append(MeasuredFace(item, 0, nothing, quality, nothing, window, 1.0, nothing, (200, 200)))
    is_fake = np.array([face.item.label != "real" for face in faces])
    logits, traces = (np.where(is_fake, 2.0, -2.0) + rng.normal(0, 1, len(faces)) for _ in range(2))
    traces[::7] = np.nan
    pairs = (rng.normal(-1, 1, 30), rng.normal(1, 1, 30), [face.quality for face in faces[:30]])
    return calibrate.Gathered(faces, logits, traces, pairs, pairs)


class HeldOut(unittest.TestCase):
    """Half of the faces are fitted to, the other half sets the threshold."""

    def test_a_fit_knows_nothing_of_the_faces_left_out(self) -> None:
        made = gathered(np.random.default_rng(1))
        half = np.arange(len(made.faces)) % 2 == 0
        before = made.fit(half)
        made.logits[~half] += 100.0
        made.traces[~half] -= 100.0
        after = made.fit(half)
        self.assertEqual((asdict(after.blend), asdict(after.trace)), (asdict(before.blend), asdict(before.trace)))
        np.testing.assert_array_equal(after.weights, before.weights)
        self.assertEqual(before.counts[0]["swap"], EACH // 2)
        portraits = dict.fromkeys(GENERATORS, EACH)
        whole = {"genuine": 2 * EACH + 30, "swap": EACH, **portraits, "self-blend": 30}
        self.assertEqual(made.fit().counts[0], whole)

    def test_a_threshold_is_the_mean_over_what_the_other_halves_ask_for(self) -> None:
        made = gathered(np.random.default_rng(2))
        asked = []

        def note(values: np.ndarray, sources: list[str], alpha: float) -> float:
            asked.append((len(values), float(values.max())))
            return asked[-1][1]

        with mock.patch.object(calibrate, "threshold", note):
            found = calibrate.held_out_threshold(calibrate.held_out(made), 0.01)
        self.assertEqual(len(asked), calibrate.HALVES)
        self.assertAlmostEqual(found, float(np.mean([most for _, most in asked])))
        self.assertTrue(all(2 * EACH * 0.25 < count < 2 * EACH * 0.75 for count, _ in asked))


if __name__ == "__main__":
    unittest.main()
