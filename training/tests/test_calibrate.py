"""What is fitted to faces of cal, and what is set on those that it was not fitted to; on made-up logits."""

import unittest
from dataclasses import asdict, replace
from unittest import mock

import numpy as np

from second_look_training import calibrate, held_out
from second_look_training.face_gate import Quality
from second_look_training.faces import MeasuredFace
from second_look_training.gathered import Gathered, Heard
from second_look_training.generators import GENERATORS
from second_look_training.items import Item

KINDS = [("dfdc", "real", ""), ("dfdc", "swap", ""), ("stylegan-ffhq", "real", "")]
KINDS += [("stylegan-ffhq", "generated", method) for method in GENERATORS]
EACH = 40


def gathered(rng: np.random.Generator) -> Gathered:
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
    return Gathered(faces, logits, traces, pairs, pairs)


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
            asked.append((set(sources), len(values), float(values.max())))
            return asked[-1][2]

        def worn(by: float) -> Heard:
            return Heard(made.faces, made.logits + by, made.traces)

        for changes, stricter in (([-1.0, -2.0], 0), ([1.0, 2.0], 1)):
            asked.clear()
            with mock.patch.object(held_out, "threshold", note):
                found = held_out.held_out_threshold(held_out.held_out(made, list(map(worn, changes))), 0.01)
            as_they_are, copies = asked[::2], asked[1::2]
            self.assertEqual((len(as_they_are), len(copies)), (held_out.HALVES, held_out.HALVES))
            self.assertAlmostEqual(found, float(np.mean([most for _, _, most in (as_they_are, copies)[stricter]])))
            self.assertTrue(all(2 * EACH * 0.25 < count < 2 * EACH * 0.75 for _, count, _ in as_they_are))
            # Each source left out comes once for every wear, and all of them are one set.
            self.assertEqual([count for _, count, _ in copies], [2 * count for _, count, _ in as_they_are])
            self.assertTrue(all(len(sets) == 1 for sets, _, _ in copies))


class LeastDetail(unittest.TestCase):
    """From which detail on `synthesis-trace` is heard."""

    def test_bins_hold_equally_many_windows_and_begin_with_the_least_detail(self) -> None:
        details = np.random.default_rng(3).permutation(np.linspace(0.3, 1.3, 200))
        bins = calibrate.share_by_detail(details, details < 0.4)
        self.assertEqual(len(bins), calibrate.DETAIL_BINS)
        self.assertEqual(bins[0], (0.3, 1.0))
        self.assertEqual([share for _, share in bins[1:]], [0.0] * (calibrate.DETAIL_BINS - 1))
        self.assertEqual(sorted(bins), bins)

    def test_no_bin_from_there_on_has_too_many_false_signs(self) -> None:
        much, little = calibrate.MOST_FALSE_SIGNS + 0.01, calibrate.MOST_FALSE_SIGNS
        self.assertEqual(calibrate.clear_from([(0.3, much), (0.5, little), (0.7, 0.0)]), 0.5)
        self.assertEqual(calibrate.clear_from([(0.3, 0.0), (0.5, much), (0.7, 0.0)]), 0.7)
        self.assertEqual(calibrate.clear_from([(0.3, 0.0), (0.5, 0.0)]), 0.3)
        self.assertEqual(calibrate.clear_from([(0.3, 0.0), (0.5, much)]), np.inf)

    def test_a_calm_set_does_not_hide_another(self) -> None:
        rng = np.random.default_rng(4)
        dark = [rng.integers(0, 100, (140, 140, 3), dtype=np.uint8) for _ in range(10)]
        faces = [replace(face, window=window) for face, window in zip(gathered(rng).faces, dark, strict=False)]
        bright = [replace(face, window=face.window + 120) for face in faces]
        generated = [replace(face, window=calibrate.SOFTENED[-1](face.window)) for face in bright]

        def soft_and_bright(_, windows: list[np.ndarray]) -> np.ndarray:
            """What looks generated."""
            looks = [window.mean() > 110 and calibrate.detail(window) < 1.0 for window in windows]
            return np.where(looks, 4.0, -4.0) + np.linspace(0, 0.1, len(windows))

        with mock.patch.object(calibrate, "trace_logits", soft_and_bright):
            limit, bins = calibrate.least_detail(None, {"bright": bright, "dark": faces}, generated)
        self.assertEqual([share for _, share in bins["dark"]], [0.0] * calibrate.DETAIL_BINS)
        self.assertEqual(bins["bright"][0][1], 1.0)
        self.assertEqual(limit, calibrate.clear_from(bins["bright"]))
        self.assertGreater(limit, calibrate.clear_from(bins["dark"]))

    def test_a_detector_that_is_wrong_at_every_detail_is_refused(self) -> None:
        faces = gathered(np.random.default_rng(5)).faces[:10]
        generated = [replace(face, window=calibrate.SOFTENED[0](face.window)) for face in faces]
        untouched = {id(face.window) for face in faces}

        def always(_, windows: list[np.ndarray]) -> np.ndarray:
            """Whatever was touched looks generated."""
            return np.array([-4.0 if id(window) in untouched else 4.0 for window in windows])

        with mock.patch.object(calibrate, "trace_logits", always), self.assertRaisesRegex(ValueError, "synthesis-trace"):
            calibrate.least_detail(None, {"all": faces}, generated)


if __name__ == "__main__":
    unittest.main()
