"""The graph that computes a detector in half precision; needs no data."""

import tempfile
import unittest
from pathlib import Path

import numpy as np
import onnx
import torch

from second_look_training.export import INPUTS, build, logits_of
from second_look_training.half_graph import write_half
from second_look_training.lite0 import Lite0


class HalfGraphTest(unittest.TestCase):
    """A network with random weights, exported."""

    def setUp(self) -> None:
        torch.manual_seed(3)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name) / "network.onnx"
        self.network = Lite0(2).eval()

    def export(self, int8: bool) -> None:
        onnx.save(build(self.network, INPUTS["blend-boundary"], int8), self.path)

    def test_it_computes_its_model_and_holds_few_bytes(self) -> None:
        self.export(int8=True)
        twin = write_half(self.path)
        self.assertLess(twin.stat().st_size, self.path.stat().st_size / 50)
        crops = np.random.default_rng(0).integers(0, 256, (2, 224, 224, 3)).astype(np.uint8)
        np.testing.assert_allclose(logits_of(twin, crops), logits_of(self.path, crops), atol=0.02)
        types = {tensor.data_type for tensor in onnx.load(twin).graph.initializer}
        self.assertEqual(types, {onnx.TensorProto.INT8, onnx.TensorProto.FLOAT, onnx.TensorProto.FLOAT16})

    def test_other_weights_in_the_same_places_leave_it_as_it_is(self) -> None:
        self.export(int8=True)
        first = write_half(self.path).read_bytes()
        self.assertEqual(write_half(self.path).read_bytes(), first)
        with torch.no_grad():
            self.network._fc.weight.add_(0.1)
        self.export(int8=True)
        self.assertEqual(write_half(self.path).read_bytes(), first)

    def test_a_model_without_int8_weights_has_none(self) -> None:
        self.export(int8=False)
        with self.assertRaises(SystemExit):
            write_half(self.path)


if __name__ == "__main__":
    unittest.main()
