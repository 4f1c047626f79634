"""The harness on made-up faces and pictures: controls, equal copies, degradations, comparisons, reports and plots."""

import json
import tempfile
import unittest
from dataclasses import replace
from pathlib import Path
from unittest import mock

import cv2
import numpy as np

from second_look_training import controls, degradations, drawn, evaluate, evaluation, measure_clips, plots, report
from second_look_training.face_crop import crop_face
from second_look_training.face_gate import Quality, measure
from second_look_training.faces import MeasuredFace
from second_look_training.items import Item
from second_look_training.samples import Sample, regroup, unit_value
from second_look_training.scoring import without_small_calm

POINTS = np.array([[75.0, 90.0], [115.0, 90.0], [95.0, 112.0], [95.0, 135.0], [60.0, 95.0], [130.0, 95.0]])


def picture(seed: int, side: int = 200) -> np.ndarray:
    """A drawn face with fine noise, h×w×3."""
    rng = np.random.default_rng(seed)
    face = cv2.resize(drawn.draw_face(rng), (side, side))
    return np.clip(face + rng.normal(0, 12, face.shape), 0, 255).astype(np.uint8)


def face(item: Item, frame: int = 0, x: float = 100.0) -> MeasuredFace:
    """A measured face without pixels."""
    nothing, quality = np.zeros(0), Quality(100.0, 120.0, 50.0, 0.0)
    return MeasuredFace(item, frame, np.array([x, 100.0]), quality, nothing, nothing, 1.0, POINTS, (200, 200))


class Controls(unittest.TestCase):
    """Controls find what they should, and equal copies leave nothing to find."""

    def test_jpeg_tables_are_coarser_at_lower_quality(self) -> None:
        means = []
        for quality in (95, 60, 30):
            _, file = cv2.imencode(".jpg", picture(1), [cv2.IMWRITE_JPEG_QUALITY, quality])
            means.append(controls.jpeg_table_mean(file.tobytes()))
        self.assertLess(means[0], means[1])
        self.assertLess(means[1], means[2])
        self.assertEqual(controls.jpeg_table_mean(b"\x89PNG"), 0.0)

    def test_known_jpeg_table(self) -> None:
        table = bytes([0xFF, 0xD8, 0xFF, 0xDB, 0x00, 0x43, 0x00]) + bytes(range(64)) + bytes([0xFF, 0xDA, 0, 2])
        self.assertEqual(controls.jpeg_table_mean(table), 31.5)

    def test_blockiness_rises_with_compression(self) -> None:
        image = picture(2)
        coarse = degradations.DEGRADATIONS["JPEG 30"].change(image)
        self.assertAlmostEqual(controls.blockiness(image), 1.0, delta=0.1)
        self.assertGreater(controls.blockiness(coarse), controls.blockiness(image) + 0.1)

    def test_a_telling_control_is_found_and_noise_is_not(self) -> None:
        rng = np.random.default_rng(0)
        labels = np.tile([0, 1], 60)
        groups = np.arange(120).astype(str)
        features = rng.normal(0, 1, (120, len(controls.NAMES)))
        quiet = controls.measure_controls(features, labels, groups, draws=200)
        self.assertFalse(quiet.exceeded)
        features[:, 3] -= 2 * labels
        telling = controls.measure_controls(features, labels, groups, draws=200)
        self.assertTrue(telling.exceeded)
        self.assertGreater(telling.single["sharpness"], 0.85)
        self.assertGreater(telling.together, 0.85)

    def test_controls_are_scored_by_trees_that_never_saw_the_group(self) -> None:
        # Groups of two equal samples with random labels: trees that saw a group's twin would know its label.
        rng = np.random.default_rng(1)
        features = rng.normal(0, 1, (60, len(controls.NAMES))).repeat(2, 0)
        labels = rng.permutation(np.tile([0, 1], 30)).repeat(2)
        figures = controls.measure_controls(features, labels, np.arange(60).repeat(2), draws=200)
        self.assertLess(figures.together_low, 0.55)

    def test_equal_copies_agree_in_size_brightness_and_sharpness(self) -> None:
        pieces = []
        for seed, side, blur in ((3, 200, 0.0), (4, 300, 1.0)):
            image = cv2.convertScaleAbs(picture(seed, side), alpha=0.4 + 0.2 * seed)
            image = cv2.GaussianBlur(image, (0, 0), blur) if blur else image
            piece, points = controls.even_piece(image, POINTS * side / 200, 100.0)
            pieces.append((controls.match_sharpness(piece, points, 12.0), points))
        qualities = [measure(crop_face(piece, points), points) for piece, points in pieces]
        self.assertEqual(pieces[0][0].shape, pieces[1][0].shape)
        self.assertAlmostEqual(qualities[0].side, 100.0, delta=1.0)
        self.assertAlmostEqual(qualities[0].side, qualities[1].side, delta=1.0)
        self.assertAlmostEqual(qualities[0].sharpness, qualities[1].sharpness, delta=2.0)
        lumas = [float((piece @ controls.LUMA).mean()) for piece, _ in pieces]
        self.assertAlmostEqual(lumas[0], lumas[1], delta=8.0)


class Degradations(unittest.TestCase):
    """Each is a function of the picture alone."""

    def test_all_keep_type_and_stated_size_and_repeat_themselves(self) -> None:
        # 60 px, half of it, is no whole number of macroblocks.
        image = picture(5, 120)
        for name, each in degradations.DEGRADATIONS.items():
            with self.subTest(name):
                out = each.change(image)
                self.assertEqual(out.dtype, np.uint8)
                self.assertEqual(out.shape, (round(120 * each.scale), round(120 * each.scale), 3))
                np.testing.assert_array_equal(out, each.change(image))
                self.assertEqual(np.array_equal(out, image), name == "clean")

    def test_points_follow_the_size(self) -> None:
        np.testing.assert_allclose(degradations.DEGRADATIONS["scale 0.5"].points(POINTS), POINTS / 2)
        np.testing.assert_allclose(degradations.DEGRADATIONS["scale and back 0.5"].points(POINTS), POINTS)

    def test_stronger_compression_changes_more(self) -> None:
        image = picture(6)
        for family in ("JPEG", "H.264 CRF", "blur σ", "JPEG 80 after blur σ", "noise σ"):
            errors = [
                np.abs(each.change(image).astype(float) - image).mean()
                for each in degradations.DEGRADATIONS.values()
                if each.family == family
            ]
            self.assertEqual(errors, sorted(errors), family)

    def test_what_editors_do(self) -> None:
        image = picture(7)
        smooth, sharp, grey = (degradations.DEGRADATIONS[name].change(image) for name in ("smooth", "sharpen", "grey"))
        edges = [float(cv2.Laplacian(each, cv2.CV_64F).var()) for each in (smooth, image, sharp)]
        self.assertEqual(edges, sorted(edges))
        np.testing.assert_array_equal(grey[..., 0], grey[..., 2])
        self.assertAlmostEqual(float((grey[..., 0] - image.astype(float) @ controls.LUMA).mean()), 0.0, delta=0.5)


class Comparisons(unittest.TestCase):
    """Units and rows."""

    def test_a_clip_is_its_highest_track_less_the_logarithm_of_their_number(self) -> None:
        clip = Item("clips/a.mp4", "clips", "generated", "test", "a", "loopy")
        faces = tuple(face(clip, frame, x) for frame in range(3) for x in (100.0, 900.0))
        sample = Sample(faces, True, "a")
        values = np.array([1.0, 4.0, 2.0, 5.0, 3.0, 6.0])
        self.assertAlmostEqual(unit_value(sample, values), 5.0 - np.log(2))

    def test_calm_about_a_small_window_counts_for_nothing(self) -> None:
        still = Item("faces/dfdc/a.jpg", "dfdc", "swap", "test", "a")
        sides = ((128, 128), (127, 160), (160, 127))
        faces = [replace(face(still), window=np.zeros((*side, 3), np.uint8)) for side in sides]
        np.testing.assert_array_equal(without_small_calm(np.full(3, -2.0), faces, 128), [-2.0, 0.0, 0.0])
        np.testing.assert_array_equal(without_small_calm(np.full(3, 2.0), faces, 128), [2.0, 2.0, 2.0])

    def test_a_picture_is_its_face(self) -> None:
        still = Item("faces/dfdc/a.jpg", "dfdc", "swap", "test", "a")
        self.assertEqual(unit_value(Sample((face(still),), True, "a"), np.array([1.5])), 1.5)

    def test_each_swap_is_compared_with_its_own_untouched_twin(self) -> None:
        samples, values = [], {}
        for group, swap, real in (("a", 3.0, 1.0), ("b", 2.0, 1.0), ("c", -1.0, 0.0), ("alone", 5.0, None)):
            for label, value in (("swap", swap), ("real", real)):
                if value is not None:
                    item = Item(f"clips/swap-pairs/{group}-{label}.mp4", "clips", label, "test", group, "deepfacelive")
                    samples.append(Sample((face(item),), label != "real", group))
                    values[item.path] = value
        made = evaluation.Evaluation.__new__(evaluation.Evaluation)
        made.report = report.Report()
        made.scored = mock.Mock(values=lambda some, by: np.array([values[each.item.path] for each in some]))
        made.order(evaluation.LIVE, "blend-boundary", "order", samples, None, 0.85)
        (row,) = made.report.rows
        self.assertEqual((row.n, row.met, row.bound), (3, False, evaluation.BOUNDS[evaluation.LIVE]))
        self.assertAlmostEqual(row.value, 2 / 3, places=4)
        self.assertLess(row.low, 0.1)

    def test_copies_take_the_place_of_their_samples(self) -> None:
        items = [Item(f"faces/{name}.jpg", "dfdc", "real", "test", name) for name in "ab"]
        samples = [Sample((face(item),), False, item.group) for item in items]
        copy = face(items[1])
        again = regroup(samples, [copy])
        self.assertEqual([sample.group for sample in again], ["b"])
        self.assertIs(again[0].faces[0], copy)

    def test_nothing_is_said_of_talking_heads_that_were_learnt_from_without_a_sibling(self) -> None:
        methods = ("loopy", "edtalk", "dreamtalk", "hunyuan")
        clips = [Item(f"clips/{name}.mp4", "clips", "generated", "test", name, name) for name in methods]
        scored = mock.Mock(rivals=[])
        scored.samples = lambda wanted, by_clip: [Sample((face(clip),), True, "a") for clip in clips if wanted(clip)]
        siblings = evaluation.find_siblings(None) | {"loopy": {"synthesis-trace": Path("one-detector-alone.onnx")}}
        made = mock.Mock(siblings=siblings, items=clips, scored=scored, report=report.Report(), rocs={})
        made.compare.return_value = None
        measure_clips.talking_heads(made)
        self.assertEqual([row.name.split()[0] for row in made.report.rows], ["dreamtalk", "edtalk", "loopy"])
        self.assertTrue(all(row.value is None for row in made.report.rows))
        told = {sample.item.method for call in made.compare.call_args_list for sample in call.args[2]}
        self.assertEqual(told, {"hunyuan"})

    def test_left_out_clips_are_pooled_pair_by_pair_under_their_own_judges(self) -> None:
        judge = np.array([0, 0, 1, 2, 0, 0])
        labels = np.array([False, False, True, True, True, True])
        shipped = np.array([0.0, 1.0, 9.0, 9.0, 0.5, 2.0])
        first = np.array([10.0, 11.0, 10.5, -1.0, -1.0, -1.0])
        second = np.array([-5.0, -4.0, 20.0, -6.0, 20.0, 20.0])
        values = np.column_stack([judge, shipped, first, second])
        self.assertAlmostEqual(measure_clips.pooled_auc(values, labels), (1 * 0.5 + 1 * 0.0 + 2 * 0.75) / 4)
        self.assertTrue(np.isnan(measure_clips.pooled_auc(values[:2], labels[:2])))
        self.assertTrue(np.isnan(measure_clips.pooled_auc(values[2:], labels[2:])))

    def test_each_sibling_scores_the_clips_once_whoever_asks(self) -> None:
        clips = [Item(f"clips/{name}.mp4", "clips", "generated", "train", name, name) for name in ("loopy", "hunyuan")]
        samples = [Sample((face(clip),), True, clip.group) for clip in clips]
        made = mock.MagicMock()
        shipped = mock.Mock(values=lambda some, by: np.zeros(len(some)), rivals=["a comparator"])
        sibling = mock.Mock(values=lambda some, by: np.ones(len(some)))
        with mock.patch.object(measure_clips, "Scored", return_value=sibling) as scored:
            values_of = measure_clips.values_left_out(made, ["loopy"])
            for by, other in (("together", 1), ("synthesis-trace", 1), ("blend-boundary", 1), ("a comparator", 0)):
                np.testing.assert_array_equal(values_of(shipped, samples, by), [[1, 0, other], [0, 0, other]])
                np.testing.assert_array_equal(values_of(shipped, samples[:1], by), [[1, 0, other]])
            self.assertEqual(scored.call_count, 1)

    def test_siblings_are_known_by_what_their_names_say_they_never_saw(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            names = ("blend-boundary-without-stylegan+loopy", "synthesis-trace-without-loopy")
            both = [folder / f"{each}.onnx" for each in names]
            for path in both:
                path.touch()
            found = evaluation.find_siblings(folder)
            self.assertEqual(found["loopy"], dict(zip(("blend-boundary", "synthesis-trace"), both, strict=True)))
            self.assertEqual(found["stylegan"], {"blend-boundary": both[0]})
            self.assertEqual(found["edtalk"], {})
            (folder / "blend-boundary.onnx").touch()
            with self.assertRaises(SystemExit):
                evaluation.find_siblings(folder)

    def test_reading_test_needs_a_reason_and_cal_a_folder(self) -> None:
        reads = evaluate.READS.read_text(encoding="utf-8")
        for arguments in (
            {"split": "test", "reason": None, "out": None, "most": None},
            {"split": "cal", "reason": None, "out": None, "most": None},
            {"split": "test", "reason": "trying out", "out": None, "most": 3},
        ):
            with self.assertRaises(SystemExit):
                evaluate.run(mock.Mock(**arguments))
        self.assertEqual(evaluate.READS.read_text(encoding="utf-8"), reads)

    def test_cal_takes_in_no_training_item_but_talking_heads(self) -> None:
        items = [
            Item("faces/dfdc/a.jpg", "dfdc", "real", "train", "a"),
            Item("faces/dfdc/b.jpg", "dfdc", "real", "cal", "b"),
            Item("clips/c.mp4", "clips", "generated", "train", "c", "loopy"),
            Item("clips/d.mp4", "clips", "real", "train", "d"),
        ]
        with mock.patch.object(evaluation, "list_items", lambda data, splits: [i for i in items if i.split in splits]):
            chosen = evaluation.choose(Path("."), "cal", None)
        self.assertEqual([item.path for item in chosen], ["faces/dfdc/b.jpg", "clips/c.mp4"])


def some_controls(value: float) -> controls.ControlFigures:
    """Controls of which the sharpness tells the classes apart that well."""
    return controls.ControlFigures({"sharpness": value}, {"sharpness": value - 0.02}, 0.5, 0.48)


class Reports(unittest.TestCase):
    """Rows, targets, cards and plots."""

    def test_targets_are_met_only_where_no_control_does_as_well(self) -> None:
        figures = report.Report()
        figures.add("Part", "blend-boundary", "a", 0.95, 10, least=0.9, controls=some_controls(0.6), bound="why")
        figures.add("Part", "blend-boundary", "b", 0.95, 10, least=0.9, controls=some_controls(0.96), bound="why")
        figures.add("Part", "blend-boundary", "c", 0.85, 10, least=0.9, bound="why")
        figures.add("Part", "blend-boundary", "d", 0.02, 10, most=0.01, bound="why")
        figures.add("Part", "blend-boundary", "e", float("nan"), 0, least=0.9, bound="why")
        figures.add("Part", "blend-boundary", "f", float("nan"), 0)
        self.assertEqual([row.met for row in figures.rows], [True, False, False, False, False])
        self.assertIn("sharpness", figures.rows[1].bound)
        self.assertEqual(figures.rows[2].bound, "why")

    def test_card_and_targets(self) -> None:
        figures = report.Report()
        figures.add(
            "Part", "blend-boundary", "a", 0.95, 10, least=0.9, interval=(0.9, 0.99), controls=some_controls(0.6)
        )
        figures.add("Part", "together", "b", 0.5, 12)
        figures.add("Other", "synthesis-trace", "c", 0.5, 12)
        figures.not_established("Part", "blend-boundary", "games", "No such pictures.")
        with tempfile.TemporaryDirectory() as folder:
            card = Path(folder) / "CARD.md"
            card.write_text("# x\n\n## Measured\n\nold\n\n## Fails when\n\nStays.\n")
            report.fill_card(card, "blend-boundary", figures, {"ROC": "x.svg"})
            report.fill_card(card, "blend-boundary", figures, {"ROC": "x.svg"})
            text = card.read_text()
            self.assertNotIn("old", text)
            self.assertTrue(text.endswith("![ROC](x.svg)\n\n## Fails when\n\nStays.\n"))
            self.assertIn("| not established |", text.replace("  ", " "))
            self.assertNotIn("### Other", text)
            lengths = {len(line) for line in text.splitlines() if line.startswith("|")}
            self.assertEqual(len(lengths), 1)
            figures.write_targets(Path(folder) / "targets.json")
            targets = json.loads((Path(folder) / "targets.json").read_text())
            self.assertEqual([(row["name"], row["met"]) for row in targets], [("blend-boundary: a", True)])

    def test_figures_of_weights_that_are_not_given_again_stay_and_say_so(self) -> None:
        first, second = report.Report(), report.Report()
        more = {"interval": (0.0, 0.9), "least": 0.9, "bound": "why", "note": "Said."}
        first.add("Part", "synthesis-trace", "a, left out", 0.7, 10, **more)
        first.not_established("Part", "together", "c, left out", "Too few.")
        first.add("Part", "synthesis-trace", "b", 0.8, 10)
        second.add("Part", "synthesis-trace", "b", 0.9, 10)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "evaluation.json"
            for reading in (first, second):
                if path.exists():
                    reading.keep(path, "left out")
                reading.write_all(path, {})
        unknown = report.Row("Part", "together", "c, left out", None, 0, note=f"Too few. {report.EARLIER}")
        self.assertEqual(second.rows.pop(), unknown)
        self.assertEqual([(row.name, row.value) for row in second.rows], [("b", 0.9), ("a, left out", 0.7)])
        self.assertEqual(second.rows[1].low, 0.0)
        self.assertEqual(second.rows[1].note, f"Said. {report.EARLIER}")
        self.assertEqual((second.rows[1].met, second.rows[1].front), (False, True))

    def test_plots_are_the_same_bytes_each_time(self) -> None:
        rng = np.random.default_rng(0)
        curves = {"a": (rng.normal(1, 1, 50), rng.normal(0, 1, 50))}
        points = [plots.CurvePoint("JPEG", str(q), 0.9, 0.01, 0.05, 0.9) for q in (95, 60)]
        groups = [plots.GroupRate("18-29", 0.01, 0.001, 0.03, 400)]
        with tempfile.TemporaryDirectory() as folder:
            for turn in ("1", "2"):
                plots.plot_roc(Path(folder) / f"roc{turn}.svg", curves, "ROC")
                plots.plot_reliability(Path(folder) / f"reliability{turn}.svg", curves, "reliability")
                plots.plot_robustness(Path(folder) / f"robustness{turn}.svg", points, "robustness", 0.01)
                plots.plot_groups(Path(folder) / f"groups{turn}.svg", groups, 0.01, "groups")
            for kind in ("roc", "reliability", "robustness", "groups"):
                first, second = ((Path(folder) / f"{kind}{turn}.svg").read_bytes() for turn in ("1", "2"))
                self.assertEqual(first, second)
                self.assertIn(b"<svg", first)
                self.assertNotIn(b"dc:date", first)


if __name__ == "__main__":
    unittest.main()
