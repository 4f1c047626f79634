"""Steps uphill before a gradient is taken, and weights rounded so that their errors cancel."""

import copy
import unittest

import numpy as np
import torch
from torch import nn

from second_look_training.onnx_graph import round_evenly
from second_look_training.sharpness import uphill


class Uphill(unittest.TestCase):
    """On a small network."""

    def setUp(self) -> None:
        torch.manual_seed(1)
        self.model = nn.Sequential(nn.Linear(6, 8), nn.ReLU(), nn.Linear(8, 1))
        self.inputs, self.targets = torch.randn(40, 6), torch.randn(40, 1)
        self.before = copy.deepcopy(self.model.state_dict())

    def backward(self) -> float:
        """Loss; its gradient is left in the network."""
        self.model.zero_grad()
        loss = nn.functional.mse_loss(self.model(self.inputs), self.targets)
        loss.backward()
        return loss.item()

    def assert_as_before(self) -> None:
        for name, value in self.model.state_dict().items():
            torch.testing.assert_close(value, self.before[name], rtol=0, atol=0)

    def test_the_loss_is_higher_there_and_the_weights_come_back(self) -> None:
        low = self.backward()
        with uphill(self.model, 0.1):
            moved = [value - self.before[name] for name, value in self.model.state_dict().items()]
            self.assertAlmostEqual(float(torch.cat([each.flatten() for each in moved]).norm()), 0.1, places=5)
            high = self.backward()
        self.assertGreater(high, low)
        self.assert_as_before()

    def test_the_gradient_from_there_is_kept(self) -> None:
        self.backward()
        first = self.model[0].weight.grad.clone()
        with uphill(self.model, 0.5):
            self.backward()
        self.assertFalse(torch.allclose(first, self.model[0].weight.grad))

    def test_weights_come_back_after_an_error(self) -> None:
        self.backward()
        with self.assertRaises(KeyError), uphill(self.model, 0.1):
            raise KeyError
        self.assert_as_before()

    def test_without_a_finite_gradient_nothing_moves(self) -> None:
        for value in (0.0, float("inf"), float("nan")):
            self.backward()
            for parameter in self.model.parameters():
                parameter.grad.fill_(value)
            with uphill(self.model, 0.1):
                self.assert_as_before()


class RoundEvenly(unittest.TestCase):
    """Errors of a row cancel."""

    def test_every_row_sums_to_what_it_did(self) -> None:
        value = np.random.default_rng(2).uniform(-127, 127, (16, 8, 3, 3)) + 0.2
        rounded = round_evenly(value)
        self.assertEqual(rounded.shape, value.shape)
        np.testing.assert_array_equal(rounded, np.round(rounded))
        self.assertLess(np.abs(rounded - value).max(), 1.0)
        self.assertLessEqual(np.abs((rounded - value).reshape(16, -1).sum(1)).max(), 0.5)
        self.assertGreater(np.abs((np.round(value) - value).reshape(16, -1).sum(1)).max(), 1.0)

    def test_those_nearest_to_a_half_change_sides(self) -> None:
        np.testing.assert_array_equal(round_evenly(np.array([[0.4, 1.45, 2.3, 3.0]])), [[0, 2, 2, 3]])
        np.testing.assert_array_equal(round_evenly(np.array([[0.6, 1.55, 2.7, 3.0]])), [[1, 1, 3, 3]])
        np.testing.assert_array_equal(round_evenly(np.array([[1.0, -2.0, 0.0]])), [[1, -2, 0]])


if __name__ == "__main__":
    unittest.main()
