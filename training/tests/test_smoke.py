"""Runs every part once on made-up pictures; needs no data. About a minute."""

import json
import tempfile
import unittest
from argparse import Namespace
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch

from second_look_training import drawn
from second_look_training.average import average
from second_look_training.average import run as average_files
from second_look_training.batches import BATCH, UNUSED, Batches
from second_look_training.blending import cross_blend, outline, self_blend
from second_look_training.calibration import (
    CONFIDENCE,
    MARGIN,
    SHRINK,
    conformal_quantile,
    fit_calibration,
    fit_fusion,
    fit_platt,
    tail_quantile,
    threshold,
    tolerated,
)
from second_look_training.codec import draw_wear, wear
from second_look_training.comparators import COMPARATORS, load_comparator
from second_look_training.cutouts import Cutouts
from second_look_training.export import INPUTS, MOST_BYTES, build, load, logits_of
from second_look_training.face_crop import crop_face, face_scale, face_square
from second_look_training.face_finder import FaceFinder, input_side
from second_look_training.face_gate import Quality, measure, read_gate, reasons
from second_look_training.face_window import cut_window, detail, window_box
from second_look_training.generators import on_plain_ground
from second_look_training.mesonet import MesoNet
from second_look_training.motion import MotionTask
from second_look_training.motion_batches import FRAMES, alter
from second_look_training.motion_gain import gain
from second_look_training.reconstructions import Reconstructions
from second_look_training.sampling import Square, sample_square, sample_square_exactly
from second_look_training.tasks import TASKS, score
from second_look_training.trace_batches import SIDES, TraceBatches, halve_and_back, upsample
from second_look_training.train import by_size, check, follow, make_optimiser, rate_at
from second_look_training.video_codec import VideoCodec
from second_look_training.warm_start import from_onnx

ASTRONAUT = Path(__file__).parents[2] / "tests" / "detectors" / "astronaut.png"
POINTS = np.array([[75.0, 90.0], [115.0, 90.0], [95.0, 112.0], [95.0, 135.0], [60.0, 95.0], [130.0, 95.0]])


def picture(seed: int, side: int = 200) -> np.ndarray:
    """Smooth noise with a drawn face."""
    rng = np.random.default_rng(seed)
    return cv2.resize(drawn.draw_face(rng), (side, side))


def write_cutouts(work: Path) -> None:
    """Made-up cut-outs of every source and label, in train and cal."""
    entries, pixels = [], []
    kinds = [(source, "real") for source in ("dfdc", "stylegan-ffhq", "utkface", "clips")]
    kinds += [("dfdc", "swap"), ("not-photographic", "not-photographic")]
    kinds += [("stylegan-ffhq", "generated"), ("generated-photos", "generated")]
    methods = {"stylegan-ffhq": "stylegan", "generated-photos": "generated.photos"}
    for split in ("train", "cal"):
        for source, label in kinds:
            for copy in range(4 if source == "clips" else 2):
                image = picture(len(entries))
                entries.append(
                    {"path": "clip.mp4" if source == "clips" else f"{len(entries)}.png", "source": source, "label": label, "split": split}
                    | {"method": methods.get(source, "") if label == "generated" else ""}
                    | {"group": f"{split}{copy}", "people": "", "frame": copy if source == "clips" else 0, "face": 0}
                    | {"offset": len(pixels) * image.nbytes, "height": 200, "width": 200}
                    | {"points": POINTS.tolist(), "native_scale": face_scale(POINTS)}
                )
                pixels.append(image.tobytes())
    (work / "cutouts.bin").write_bytes(b"".join(pixels))
    (work / "cutouts.json").write_text(json.dumps(entries))
    windows = [
        {"index": index, "window": [20, 30, 150, 160], "offset": 0}
        for index, entry in enumerate(entries)
        if entry["label"] == "real"
    ]
    window = picture(99)[30:190, 20:170]
    (work / "reconstructions.bin").write_bytes(window.tobytes())
    (work / "reconstructions.json").write_text(json.dumps(windows))


class Geometry(unittest.TestCase):
    """Known answers of the crop."""

    def test_upright_face_square(self) -> None:
        square = face_square(POINTS)
        self.assertAlmostEqual(face_scale(POINTS), 45.0)
        self.assertAlmostEqual(square.x, 95.0)
        self.assertAlmostEqual(square.y, 112.5)
        self.assertAlmostEqual(square.side, 117.0)
        self.assertAlmostEqual(square.cos, 1.0)

    def test_profile_uses_the_line_from_eyes_to_mouth(self) -> None:
        points = POINTS.copy()
        points[1] = [80.0, 95.0]
        points[3] = [77.5, 137.0]
        square = face_square(points)
        self.assertAlmostEqual(square.cos, 1.0, places=3)

    def test_turned_picture_gives_the_same_crop(self) -> None:
        image = picture(1)
        turned = np.ascontiguousarray(np.rot90(image))
        points = np.stack([POINTS[:, 1], 200 - POINTS[:, 0]], 1)
        np.testing.assert_allclose(crop_face(turned, points), crop_face(image, POINTS), atol=1e-3)

    def test_whole_number_shrinking_is_the_mean(self) -> None:
        image = np.random.default_rng(0).integers(0, 256, (8, 8, 3)).astype(np.uint8)
        out = sample_square_exactly(image, Square(4.0, 4.0, 8.0), 4)
        expected = image.reshape(4, 2, 4, 2, 3).mean((1, 3))
        np.testing.assert_allclose(out, expected, atol=1e-4)

    def test_known_bilinear_value_and_repeated_edge(self) -> None:
        image = np.zeros((4, 4, 3), np.uint8)
        image[:, 2:] = 100
        out = sample_square_exactly(image, Square(2.0, 2.0, 2.0), 4)
        np.testing.assert_allclose(out[0, :, 0], [0, 25, 75, 100], atol=1e-4)
        outside = sample_square_exactly(image, Square(8.0, 2.0, 2.0), 4)
        self.assertTrue((outside == 100).all())

    def test_fast_crop_is_close_to_the_exact_one(self) -> None:
        image = cv2.GaussianBlur(picture(2, 640), (0, 0), 2)
        square = Square(300.0, 320.0, 400.0, np.cos(0.3), np.sin(0.3))
        fast = sample_square(image, square, 160, "replicate").astype(np.float32)
        exact = sample_square_exactly(image, square, 160)
        self.assertLess(np.abs(fast - exact).mean(), 1.0)

    def test_gate(self) -> None:
        gate = read_gate()
        flat = np.full((224, 224, 3), 20, np.float32)
        self.assertEqual(reasons(measure(flat, POINTS), gate), ["too-blurred", "too-dark"])

    def test_finder_finds_nothing_in_black(self) -> None:
        self.assertEqual(FaceFinder().locate(np.zeros((120, 160, 3), np.uint8)), [])

    def test_finder_sees_as_few_cells_as_a_picture_needs(self) -> None:
        self.assertEqual([input_side(side, 1280) for side in (1280, 720, 640, 641, 10)], [256, 160, 128, 160, 32])

    def test_finder_finds_a_face_in_frames_of_any_shape(self) -> None:
        astronaut = cv2.cvtColor(cv2.imread(str(ASTRONAUT)), cv2.COLOR_BGR2RGB)
        height, width = astronaut.shape[:2]
        (alone,) = FaceFinder().locate(astronaut)
        for shape, x, y in (((720, 1280), 601, 133), ((1280, 720), 107, 700)):
            frame = np.zeros((*shape, 3), np.uint8)
            frame[y : y + height, x : x + width] = astronaut
            (found,) = FaceFinder().locate(frame)
            apart = np.abs(found.points - alone.points - [x, y]).max()
            self.assertLess(apart, 0.06 * face_scale(alone.points))


class Blending(unittest.TestCase):
    """Twins differ inside the outline only in what was blended."""

    def test_blends(self) -> None:
        rng = np.random.default_rng(3)
        image = picture(4)
        for _ in range(20):
            mask = outline(rng, POINTS, image.shape[:2])
            self.assertTrue(0 <= mask.min() and mask.max() <= 1.0001)
            twin = self_blend(rng, image, POINTS)
            self.assertEqual((twin.shape, twin.dtype), (image.shape, image.dtype))
            self.assertEqual(cross_blend(rng, image, POINTS, picture(5), POINTS).shape, image.shape)
            self.assertEqual(wear(draw_wear(rng), twin).shape, image.shape)


class Numbers(unittest.TestCase):
    """Calibration arithmetic."""

    def test_platt_recovers_the_likelihood_ratio_of_two_normals(self) -> None:
        rng = np.random.default_rng(0)
        platt = fit_platt(rng.normal(1, 1, 40_000), rng.normal(-1, 1, 10_000))
        self.assertAlmostEqual(platt.scale, 2.0, delta=0.1)
        self.assertAlmostEqual(platt.offset, 0.0, delta=0.1)

    def test_conformal_quantile(self) -> None:
        values = np.arange(1, 100, dtype=float)
        self.assertEqual(conformal_quantile(values, 0.05), 95.0)
        self.assertEqual(conformal_quantile(values, 0.001), 99.0 + MARGIN)

    def test_what_passes_a_conformal_quantile_has_a_p_value_of_at_most_alpha(self) -> None:
        genuine = np.random.default_rng(3).normal(0, 1, 400)
        for alpha in (0.01, 0.05, 0.3):
            limit = conformal_quantile(genuine, alpha)
            for evidence in (*genuine, limit - 1e-6, limit + 1e-6):
                p = (1 + (genuine >= evidence).sum()) / (len(genuine) + 1)
                self.assertEqual(evidence > limit, p <= alpha)

    def test_a_tolerated_share_keeps_its_promise_four_times_in_five(self) -> None:
        self.assertEqual(tolerated(0.001, 1000), 0.0)
        rng = np.random.default_rng(7)
        kept = 0
        for _ in range(400):
            limit = conformal_quantile(rng.uniform(0, 1, 1400), tolerated(0.01, 1400))
            kept += limit >= 0.99
        self.assertGreater(kept / 400, 0.75)
        self.assertLess(kept / 400, 0.95)

    def test_tail_quantile_of_an_exponential(self) -> None:
        values = np.random.default_rng(4).exponential(2.0, 20_000)
        self.assertAlmostEqual(tail_quantile(values, 0.001), 2 * np.log(1000), delta=0.8)
        few = [tail_quantile(np.random.default_rng(seed).exponential(2.0, 1400), 0.001) for seed in range(200)]
        self.assertAlmostEqual(np.mean(np.array(few) > 2 * np.log(1000)), CONFIDENCE, delta=0.1)

    def test_threshold_is_strict_for_a_small_set_with_high_values(self) -> None:
        values = np.concatenate([np.random.default_rng(5).normal(0, 1, 1000), np.full(20, 4.0)])
        sources = ["many"] * 1000 + ["few"] * 20
        self.assertGreaterEqual(threshold(values, sources, 0.05), 4.0)
        self.assertLess(conformal_quantile(values, 0.05), 4.0)

    def test_a_scarce_bucket_is_drawn_towards_all_buckets(self) -> None:
        rng = np.random.default_rng(1)
        small, large = Quality(100.0, 120.0, 10.0, 0.0), Quality(200.0, 120.0, 10.0, 0.0)
        many, few = 4000, 20
        logits = np.concatenate([rng.normal(s, 1, n) for s, n in ((1, many), (-1, many), (3, few), (1, few))])
        is_fake = np.concatenate([[True] * many, [False] * many, [True] * few, [False] * few])
        calibration = fit_calibration(logits, is_fake, [large] * 2 * many + [small] * 2 * few, [150.0])
        sharp = 1
        offsets = [row[sharp]["offset"] for row in calibration.buckets]
        own = -4.0
        self.assertAlmostEqual(offsets[1], 0.0, delta=0.2)
        self.assertAlmostEqual(offsets[0], own * few / (few + SHRINK), delta=0.4)
        self.assertEqual(calibration.bucket(small), (0, sharp))

    def test_fusion_ignores_a_detector_that_knows_nothing_and_keeps_weights_above_zero(self) -> None:
        rng = np.random.default_rng(2)
        is_fake = np.arange(4000) % 2 == 0
        knows = np.where(is_fake, 1.0, -1.0) * 2 + rng.normal(0, 2, 4000)
        wrong = np.where(is_fake, -1.0, 1.0) + rng.normal(0, 1, 4000)
        _, weights = fit_fusion(np.stack([knows, wrong], 1), is_fake, np.ones(4000))
        self.assertGreater(weights[0], 0.5)
        self.assertEqual(weights[1], 0.0)

    def test_rate(self) -> None:
        self.assertLess(rate_at(0.0), 0.05)
        self.assertAlmostEqual(rate_at(0.05), 1.0)
        self.assertAlmostEqual(rate_at(1.0), 0.01)


class Traces(unittest.TestCase):
    """The native window and what leaves traces in it."""

    def test_window_stays_inside_the_picture(self) -> None:
        self.assertEqual(window_box(POINTS, 200, 200), (37, 54, 117, 117))
        self.assertEqual(window_box(POINTS, 90, 100), (0, 0, 90, 100))
        image = picture(6)
        left, top, width, height = window_box(POINTS, 200, 200)
        np.testing.assert_array_equal(cut_window(image, POINTS), image[top : top + height, left : left + width])

    def test_detail_falls_when_a_picture_is_enlarged(self) -> None:
        noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3)).astype(np.uint8)
        self.assertAlmostEqual(detail(noise), 1.73, delta=0.1)
        self.assertLess(detail(cv2.resize(noise, (192, 192), interpolation=cv2.INTER_CUBIC)), 1.2)
        self.assertEqual(detail(np.full((40, 40, 3), 9, np.uint8)), 0.0)

    def test_upsampled_copy_shows_a_grid_and_a_plainly_enlarged_one_does_not(self) -> None:
        image = cv2.GaussianBlur(picture(7), (0, 0), 2)

        def grid(candidate: np.ndarray) -> float:
            rest = candidate.astype(np.float32) - cv2.GaussianBlur(candidate, (0, 0), 1.5)
            means = [np.abs(rest[down::2, right::2]).mean() for down in (0, 1) for right in (0, 1)]
            return max(means) / min(means)

        self.assertGreater(grid(upsample(np.random.default_rng(1), image)), grid(halve_and_back(image)))

    def test_a_plain_ground_leaves_the_face_and_takes_what_lies_behind_it(self) -> None:
        face = picture(4)
        before = on_plain_ground(np.random.default_rng(4), face, Square(100.0, 100.0, 120.0))
        np.testing.assert_array_equal(before[90:110, 90:110], face[90:110, 90:110])
        self.assertLess(before[:20, :20].std((0, 1)).max(), 8.0)

    def test_video_codecs_keep_size_and_lose_detail_at_coarse_rates(self) -> None:
        image = np.random.default_rng(3).integers(0, 256, (101, 75, 3)).astype(np.uint8)
        for h264 in (True, False):
            fine, coarse = (VideoCodec(h264, crf, (2, -1))(image) for crf in (20, 50))
            self.assertEqual((fine.shape, coarse.shape), (image.shape, image.shape))
            errors = [np.abs(out.astype(float) - image).mean() for out in (fine, coarse)]
            self.assertLess(errors[0], errors[1])


class EndToEnd(unittest.TestCase):
    """Batch, two steps, export, onnxruntime; for each detector."""

    def setUp(self) -> None:
        torch.manual_seed(0)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = Path(folder.name)
        write_cutouts(self.work)

    def test_two_steps_and_export(self) -> None:
        for detector, batch, sides in (("blend-boundary", BATCH, {224}), ("synthesis-trace", 32, set(SIDES))):
            with self.subTest(detector):
                task = TASKS[detector](Namespace(start=None, without=[]))
                model, average = task.model(), task.model()
                optimiser = make_optimiser(task, model)
                for step, (inputs, targets) in zip(range(2), task.stream(self.work, 1)):
                    side = inputs.shape[1]
                    self.assertIn(side, sides)
                    self.assertEqual(inputs.shape, (batch, side, side, 3))
                    if step == 1:
                        model.freeze_statistics()
                    loss = task.loss(model, torch.from_numpy(inputs), torch.from_numpy(targets))
                    self.assertTrue(torch.isfinite(loss))
                    optimiser.zero_grad()
                    loss.backward()
                    optimiser.step()
                    follow(average, model, step)
                model = task.networks(model)[detector]
                expected = score(model, inputs[:4])
                for int8 in (False, True):
                    path = self.work / f"{detector}{int8}.onnx"
                    onnx.save(build(model.eval(), INPUTS[detector], int8), path)
                    found = logits_of(path, inputs[:4], input_name=INPUTS[detector].name)
                    np.testing.assert_allclose(found, expected, atol=0.5 if int8 else 0.02)
                self.assertLess(path.stat().st_size, MOST_BYTES)

    def test_comparators_train_and_come_back_from_their_checkpoints(self) -> None:
        for name, task_of in COMPARATORS.items():
            with self.subTest(name):
                task = task_of(Namespace(start=None))
                model = task.model()
                inputs, targets = next(task.stream(self.work, 1))
                self.assertEqual((inputs.shape, targets.sum()), ((BATCH, 224, 224, 3), BATCH / 2))
                loss = task.loss(model, torch.from_numpy(inputs), torch.from_numpy(targets))
                loss.backward()
                make_optimiser(task, model).step()
                self.assertGreater(check(task, self.work, model, step=1, best=0.0), 0.0)
                loaded = load_comparator(self.work / f"{name}-best.pt")
                self.assertEqual((loaded.name, loaded.steps), (name, 1))
                np.testing.assert_allclose(loaded.logits(inputs[:2]), score(model, inputs[:2])[:, 0], atol=1e-5)

    def test_motion_is_trained_on_four_frames_and_their_altered_copies(self) -> None:
        task = MotionTask(Namespace(start=None))
        model = task.model()
        thumbnails, targets = next(task.stream(self.work, 1))
        self.assertEqual((thumbnails.shape, targets.sum()), ((16, 224, 224, 3), 8))
        self.assertTrue(torch.isfinite(task.loss(model, torch.from_numpy(thumbnails), torch.from_numpy(targets))))
        self.assertEqual(set(task.measure(model, self.work)), {"altered", "pair_order"})

    def test_a_repeated_self_blend_is_the_same_in_every_frame_and_a_drift_is_not(self) -> None:
        frames = [(picture(8), POINTS)] * FRAMES
        kinds = set()
        for seed in range(8):
            first, second, *_ = [frame for frame, _ in alter(np.random.default_rng(seed), frames)]
            kinds.add(bool((first == second).all()))
            self.assertEqual((first.shape, first.dtype), (frames[0][0].shape, np.uint8))
        self.assertEqual(kinds, {True, False})

    def test_what_motion_adds_is_measured_on_clips_that_the_regression_never_saw(self) -> None:
        rng = np.random.default_rng(0)
        labels = np.arange(80) >= 40
        knows = np.where(labels, 2.0, 0.0) + rng.normal(0, 1, 80)
        chance = rng.normal(0, 1, 80)
        helped = gain(np.stack([chance, knows], 1), labels, np.arange(80) % 40)
        useless = gain(np.stack([knows, chance], 1), labels, np.arange(80) % 40)
        self.assertGreater(helped["interval"][0], 0.1)
        self.assertLess(useless["interval"][0], 0.0)

    def test_a_network_of_mesonets_size(self) -> None:
        self.assertEqual(sum(each.numel() for each in MesoNet().parameters()), 27_977)

    def test_exported_weights_start_a_new_run(self) -> None:
        task = TASKS["blend-boundary"](Namespace(start=None, without=[]))
        model, path = task.model().members[0].eval(), self.work / "start.onnx"
        onnx.save(build(model, INPUTS["blend-boundary"], int8=False), path)
        crops = np.random.default_rng(0).integers(0, 256, (2, 224, 224, 3)).astype(np.uint8)
        np.testing.assert_allclose(score(from_onnx(path), crops), score(model, crops), atol=1e-4)
        out = self.work / "averaged.pt"
        average_files(Namespace(checkpoints=[path, path], out=out))
        np.testing.assert_allclose(score(load(out), crops), score(model, crops), atol=0.05)

    def test_an_average_of_like_networks_is_the_network_and_of_others_lies_between(self) -> None:
        models = [TASKS["synthesis-trace"](Namespace(start=None, without=[])).model().members[0].eval() for _ in range(2)]
        for norm in (norm for _, _, norm in models[1].convolutions()):
            norm.running_var.mul_(1.2)
        windows = np.random.default_rng(0).integers(0, 256, (2, 64, 64, 3)).astype(np.uint8)
        alike = score(average([models[1], models[1]]), windows)
        np.testing.assert_allclose(alike, score(models[1], windows), atol=1e-5)
        weights = [model._blocks[3]._project_conv.folded(model._blocks[3]._bn2)[0] for model in models]
        between = average(models)._blocks[3]
        np.testing.assert_allclose(
            between._project_conv.folded(between._bn2)[0].detach(), sum(weights).detach() / 2, atol=1e-6
        )

    def test_a_batch_has_windows_of_one_size_and_a_step_takes_those_of_each_size_together(self) -> None:
        batches = TraceBatches(Cutouts(self.work), Reconstructions(self.work), "train", 5)
        made = [batches.batch()[:2] for _ in range(12)]
        sides = [windows.shape[1] for windows, _ in made]
        self.assertEqual(set(sides), set(SIDES))
        self.assertTrue(all(windows.shape == (32, side, side, 3) for (windows, _), side in zip(made, sides, strict=True)))
        step = by_size([tuple(map(torch.from_numpy, batch)) for batch in made])
        self.assertAlmostEqual(sum(share for share, _, _ in step), 1.0)
        for share, windows, targets in step:
            self.assertEqual(len(windows), len(targets))
            self.assertAlmostEqual(share, sides.count(windows.shape[1]) / len(sides))

    def test_sharpened_labels_ask_for_surer_answers(self) -> None:
        task = TASKS["synthesis-trace"](Namespace(start=None, without=[]))
        model, targets = task.model().eval(), torch.ones(2, 1)
        with torch.no_grad():
            model.members[0]._fc.weight.zero_()
            model.members[0]._fc.bias.fill_(8.0)
        windows = torch.zeros(2, 64, 64, 3, dtype=torch.uint8)
        smoothed = task.loss(model, windows, targets).item()
        task.sharpen()
        self.assertLess(task.loss(model, windows, targets).item(), 0.001)
        self.assertGreater(smoothed, 0.1)

    def test_a_sibling_learns_from_the_same_batches_but_for_its_generator(self) -> None:
        for detector, batches in (("blend-boundary", Batches), ("synthesis-trace", TraceBatches)):
            with self.subTest(detector):
                task = TASKS[detector](Namespace(start=None, without=[("stylegan", "loopy")]))
                # The first seed whose batch holds both generators.
                for seed in range(50):
                    made = batches(Cutouts(self.work), Reconstructions(self.work), "train", seed)
                    _, whole, generators = made.batch()
                    if {"stylegan", "generated.photos"} <= set(generators):
                        break
                pictures, targets = next(task.stream(self.work, seed))
                whole, count, left_out = whole.reshape(len(whole), -1), len(task.logits), generators == "stylegan"
                np.testing.assert_array_equal(targets[:, :count], whole)
                np.testing.assert_array_equal(targets[:, count], np.where(left_out, UNUSED, whole[:, 0]))
                np.testing.assert_array_equal(targets[:, count + 1 :], whole[:, 1:])
                model = task.model().eval()
                targets[~left_out] = UNUSED
                targets[:, [column for column in range(targets.shape[1]) if column % count]] = UNUSED
                loss = task.loss(model, torch.from_numpy(pictures), torch.from_numpy(targets))
                loss.backward()
                gradients = [sum(float(p.grad.abs().sum()) for p in network.parameters()) for network in model.members]
                self.assertGreater(gradients[0], 0.0)
                self.assertEqual(gradients[1], 0.0)
                self.assertEqual(list(task.networks(model)), [detector, f"{detector}-without-stylegan+loopy"])

    def test_portraits_are_measured_on_the_sibling_that_never_saw_them(self) -> None:
        task = TASKS["blend-boundary"](Namespace(start=None, without=[("stylegan",)]))
        logits = {name: np.array([[value] * 4] * 3, np.float64) for name, value in (("stylegan", 1.0), ("partners", 0.0))}
        logits["generated.photos"] = logits["stylegan"].copy()
        logits["stylegan"][:, 2] = -1.0
        figures = task.portraits(logits)
        self.assertEqual(figures, {"stylegan": 1.0, "generated.photos": 1.0, "left out: stylegan": 0.0})


if __name__ == "__main__":
    unittest.main()
