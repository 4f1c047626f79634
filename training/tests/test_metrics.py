"""The figures of merit against values worked out by hand or by scikit-learn."""

import unittest

import numpy as np
from sklearn.metrics import roc_auc_score

from second_look_training import metrics


def normals(seed: int = 0, n: int = 400) -> tuple[np.ndarray, np.ndarray]:
    """Scores of two overlapping classes, with ties."""
    rng = np.random.default_rng(seed)
    return rng.normal(1, 1, n).round(1), rng.normal(0, 1, 2 * n).round(1)


def labelled(positive: np.ndarray, negative: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Labels and scores as scikit-learn wants them."""
    return np.concatenate([np.ones(len(positive)), np.zeros(len(negative))]), np.concatenate([positive, negative])


class Separation(unittest.TestCase):
    """ROC curves and points on them."""

    def test_auc_equals_scikit_learn(self) -> None:
        self.assertAlmostEqual(metrics.auc(*normals()), roc_auc_score(*labelled(*normals())))
        self.assertTrue(np.isnan(metrics.auc(np.array([]), np.array([1.0]))))

    def test_partial_auc_equals_scikit_learn(self) -> None:
        expected = roc_auc_score(*labelled(*normals()), max_fpr=0.05)
        self.assertAlmostEqual(metrics.partial_auc(*normals(), 0.05), expected)

    def test_roc_by_hand(self) -> None:
        false, true = metrics.roc(np.array([3.0, 1.0]), np.array([2.0, 0.0]))
        np.testing.assert_allclose(false, [0, 0, 0.5, 0.5, 1])
        np.testing.assert_allclose(true, [0, 0.5, 0.5, 1, 1])

    def test_equal_error_rate(self) -> None:
        self.assertAlmostEqual(metrics.eer(np.array([3.0, 1.0]), np.array([2.0, 0.0])), 0.5)
        self.assertAlmostEqual(metrics.eer(np.array([2.0, 3.0]), np.array([0.0, 1.0])), 0.0)
        rng = np.random.default_rng(1)
        positive, negative = rng.normal(2, 1, 40_000), rng.normal(0, 1, 40_000)
        self.assertAlmostEqual(metrics.eer(positive, negative), 0.1587, delta=0.005)

    def test_true_positives_at_a_false_positive_rate(self) -> None:
        negative = np.arange(100.0)
        positive = np.array([97.5, 98.5, 99.5])
        self.assertAlmostEqual(metrics.tpr_at(positive, negative, 0.01), 2 / 3)
        self.assertAlmostEqual(metrics.tpr_at(positive, negative, 0.001), 1 / 3)
        self.assertAlmostEqual(metrics.tpr_at(positive, negative, 1.0), 1.0)

    def test_ties_are_not_in_order(self) -> None:
        self.assertAlmostEqual(metrics.paired_order(np.array([1.0, 2.0]), np.array([1.0, 1.0])), 0.5)


class Calibration(unittest.TestCase):
    """Evidence as probabilities at prior 1/2."""

    def test_silent_evidence(self) -> None:
        zeros = np.zeros(10)
        self.assertAlmostEqual(metrics.brier(zeros, zeros), 0.25)
        self.assertAlmostEqual(metrics.cllr(zeros, zeros), 1.0)
        self.assertAlmostEqual(metrics.ece(zeros, np.zeros(30)), 0.0)

    def test_true_log_likelihood_ratios_are_calibrated_and_doubled_ones_are_not(self) -> None:
        rng = np.random.default_rng(2)
        positive, negative = rng.normal(1, 1, 20_000), rng.normal(-1, 1, 60_000)
        self.assertLess(metrics.ece(2 * positive, 2 * negative), 0.01)
        self.assertGreater(metrics.ece(6 * positive, 6 * negative), 0.05)
        self.assertLess(metrics.cllr(2 * positive, 2 * negative), metrics.cllr(6 * positive, 6 * negative))

    def test_brier_and_cllr_by_hand(self) -> None:
        positive, negative = np.array([np.log(3)]), np.array([0.0, 0.0])
        self.assertAlmostEqual(metrics.brier(positive, negative), 0.5 * 0.0625 + 0.5 * 0.25)
        self.assertAlmostEqual(metrics.cllr(positive, negative), 0.5 * np.log2(4 / 3) + 0.5)

    def test_calibration_error_by_hand(self) -> None:
        positive, negative = np.array([np.log(9), np.log(9)]), np.array([np.log(9), -np.log(9)])
        self.assertAlmostEqual(metrics.ece(positive, negative, bins=1), 0.2)

    def test_risk_coverage_by_hand(self) -> None:
        coverage, risk = metrics.risk_coverage(np.array([3.0, -0.5]), np.array([-2.0, 1.0]))
        np.testing.assert_allclose(coverage, [0.25, 0.5, 0.75, 1.0])
        np.testing.assert_allclose(risk, [0, 0, 1 / 3, 0.5])
        self.assertAlmostEqual(metrics.aurc(np.array([3.0, -0.5]), np.array([-2.0, 1.0])), (0 + 0 + 1 / 3 + 0.5) / 4)


class Bounds(unittest.TestCase):
    """Intervals."""

    def test_clopper_pearson(self) -> None:
        self.assertAlmostEqual(metrics.clopper_pearson(0, 300), 0.00994, places=4)
        self.assertAlmostEqual(metrics.clopper_pearson(5, 1000), 0.0105, places=4)
        self.assertEqual(metrics.clopper_pearson(3, 3), 1.0)
        low, high = metrics.clopper_pearson_interval(4, 20)
        self.assertAlmostEqual(low, 0.0573, places=4)
        self.assertAlmostEqual(high, 0.4366, places=4)

    def test_ratio_of_a_group_to_everybody(self) -> None:
        ratio, low, high = metrics.rate_ratio(4, 100, 20, 1000)
        self.assertAlmostEqual(ratio, 2.0)
        self.assertAlmostEqual(low, 0.573, places=3)
        self.assertAlmostEqual(high, 4.366, places=3)
        self.assertTrue(np.isnan(metrics.rate_ratio(0, 10, 0, 100)[0]))

    def test_bootstrap_of_a_mean_has_its_standard_error(self) -> None:
        values = np.random.default_rng(3).normal(0, 1, 400)
        low, high = metrics.bootstrap(lambda at: float(values[at].mean()), np.arange(400))
        self.assertAlmostEqual(high - low, 2 * 1.96 / 20, delta=0.02)

    def test_bootstrap_draws_whole_groups(self) -> None:
        values = np.random.default_rng(4).normal(0, 1, 40).repeat(10)
        groups = np.arange(40).repeat(10).astype(str)
        low, high = metrics.bootstrap(lambda at: float(values[at].mean()), groups)
        self.assertGreater(high - low, 0.5)

    def test_bootstrap_leaves_out_draws_without_a_class(self) -> None:
        labels = np.array([1, 0, 0])
        scores = np.array([2.0, 1.0, 0.0])
        low, high = metrics.bootstrap(
            lambda at: metrics.auc(scores[at][labels[at] == 1], scores[at][labels[at] == 0]), labels
        )
        self.assertEqual((low, high), (1.0, 1.0))


if __name__ == "__main__":
    unittest.main()
