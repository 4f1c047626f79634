"""Runs every part once on made-up pictures; needs no data. About a minute."""

import tempfile
import unittest
from pathlib import Path

import json

import cv2
import numpy as np
import onnx
import torch

from second_look_training import drawn
from second_look_training.batches import BATCH, Batches
from second_look_training.blending import cross_blend, outline, self_blend
from second_look_training.calibrate import MARGIN, conformal_threshold, fit_platt
from second_look_training.codec import draw_wear, wear
from second_look_training.cutouts import Cutouts
from second_look_training.evaluate import clopper_pearson
from second_look_training.export import MOST_BYTES, build, logits_of
from second_look_training.face_crop import crop_face, face_scale, face_square
from second_look_training.face_finder import FaceFinder
from second_look_training.face_gate import measure, read_gate, reasons
from second_look_training.lite0 import Lite0
from second_look_training.sampling import Square, sample_square, sample_square_exactly
from second_look_training.train import follow, loss_of, make_optimiser, normalise, rate_at, score

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
    for split in ("train", "cal"):
        for source, label in kinds:
            for copy in range(2):
                image = picture(len(entries))
                entries.append(
                    {"path": f"{len(entries)}.png", "source": source, "label": label, "split": split}
                    | {"group": f"{split}{copy}", "method": "", "people": "", "frame": 0, "face": 0}
                    | {"offset": len(pixels) * image.nbytes, "height": 200, "width": 200}
                    | {"points": POINTS.tolist(), "native_scale": face_scale(POINTS)}
                )
                pixels.append(image.tobytes())
    (work / "cutouts.bin").write_bytes(b"".join(pixels))
    (work / "cutouts.json").write_text(json.dumps(entries))


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
        flat = np.full((160, 160, 3), 20, np.float32)
        self.assertEqual(reasons(measure(flat, POINTS), gate), ["too-blurred", "too-dark"])

    def test_finder_runs(self) -> None:
        self.assertEqual(FaceFinder().locate(np.zeros((120, 160, 3), np.uint8)), [])


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

    def test_conformal_threshold(self) -> None:
        values = np.arange(1, 100, dtype=float)
        self.assertEqual(conformal_threshold(values, 0.05), 95.0)
        self.assertEqual(conformal_threshold(values, 0.001), 99.0 + MARGIN)

    def test_clopper_pearson(self) -> None:
        self.assertAlmostEqual(clopper_pearson(0, 300), 0.00994, places=4)

    def test_rate(self) -> None:
        self.assertLess(rate_at(0.0), 0.05)
        self.assertAlmostEqual(rate_at(0.05), 1.0)
        self.assertAlmostEqual(rate_at(1.0), 0.01)


class EndToEnd(unittest.TestCase):
    """Batch, two steps, export, onnxruntime."""

    def test_two_steps_and_export(self) -> None:
        torch.manual_seed(0)
        with tempfile.TemporaryDirectory() as folder:
            work = Path(folder)
            write_cutouts(work)
            batches = Batches(Cutouts(work), "train", seed=1)
            model, average = Lite0(), Lite0()
            optimiser = make_optimiser(model)
            for step in range(2):
                crops, targets = batches.batch()
                self.assertEqual(crops.shape, (BATCH, 160, 160, 3))
                if step == 1:
                    model.freeze_statistics()
                loss = loss_of(model(normalise(torch.from_numpy(crops))), torch.from_numpy(targets))
                self.assertTrue(torch.isfinite(loss))
                optimiser.zero_grad()
                loss.backward()
                optimiser.step()
                follow(average, model, step)
            expected = score(model, crops[:4])
            for int8 in (False, True):
                path = work / f"model{int8}.onnx"
                onnx.save(build(model.eval(), int8), path)
                found = logits_of(path, crops[:4])
                np.testing.assert_allclose(found, expected, atol=0.5 if int8 else 0.02)
            self.assertLess(path.stat().st_size, MOST_BYTES)


if __name__ == "__main__":
    unittest.main()
