"""The graph that does without the convolutions that WebAssembly is slow at; needs no data."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

from second_look_training.banded_graph import MOST_ROWS, SIDES, write_bands
from second_look_training.export import INPUTS, build, logits_of
from second_look_training.lite0 import Lite0

SMALL_BLOCKS = 10
"""Of Lite0's sixteen, those whose maps have at most `MOST_ROWS` rows."""


class BandedGraphTest(unittest.TestCase):
    """A network with random weights, exported for each detector's input."""

    def test_it_computes_its_model_and_holds_few_bytes(self) -> None:
        for detector, logits in (("blend-boundary", 2), ("synthesis-trace", 1)):
            with self.subTest(detector), tempfile.TemporaryDirectory() as folder:
                torch.manual_seed(3)
                path, side = Path(folder) / f"{detector}.onnx", SIDES[detector]
                onnx.save(build(Lite0(logits).eval(), INPUTS[detector], int8=True), path)
                twin = write_bands(path, side)
                self.assertLess(twin.stat().st_size, path.stat().st_size / 50)
                pictures = np.random.default_rng(0).integers(0, 256, (2, side, side, 3)).astype(np.uint8)
                name = INPUTS[detector].name
                got, expected = (logits_of(each, pictures, input_name=name) for each in (twin, path))
                np.testing.assert_allclose(got, expected, atol=1e-4)
                nodes = onnx.load(twin).graph.node
                kernels = [each.ints for node in nodes for each in node.attribute if each.name == "kernel_shape"]
                self.assertEqual(sum(len(kernel) == 1 for kernel in kernels), SMALL_BLOCKS)
                # Two in each of these blocks, one before the first, and the head; beside them the logits' own.
                self.assertEqual(sum(node.op_type == "Gemm" for node in nodes), 2 * SMALL_BLOCKS + 2 + 1)

    def test_without_small_maps_there_is_none(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "network.onnx"
            onnx.save(build(Lite0(2).eval(), INPUTS["synthesis-trace"], int8=True), path)
            with self.assertRaises(SystemExit):
                write_bands(path, 32 * (MOST_ROWS + 1))


if __name__ == "__main__":
    unittest.main()
