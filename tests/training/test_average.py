"""Averaging the weights of runs."""

from __future__ import annotations

import numpy as np
import pytest
from training.average import averaged


def test_a_weight_is_the_mean_by_shares_whatever_they_add_up_to() -> None:
    runs = [{"a": np.array([0.0, 2.0]), "b": np.array(4.0)}, {"a": np.array([4.0, 2.0]), "b": np.array(0.0)}]
    found = averaged(runs, [3, 1])
    assert found["a"].tolist() == [1.0, 2.0]
    assert found["b"] == 3.0


def test_one_run_with_any_share_is_itself() -> None:
    run = {"a": np.array([0.25, -1.0])}
    assert averaged([run], [0.3])["a"].tolist() == [0.25, -1.0]


@pytest.mark.parametrize("other", [{"b": np.zeros(2)}, {"a": np.zeros(3)}])
def test_runs_of_other_networks_are_refused(other: dict[str, np.ndarray]) -> None:
    with pytest.raises(ValueError, match="the runs are of different networks: their weights have other names or shapes"):
        averaged([{"a": np.zeros(2)}, other], [1, 1])


@pytest.mark.parametrize("shares", [[1.0], [0.0, 0.0], [2.0, -1.0]])
def test_shares_that_do_not_fit_are_refused(shares: list[float]) -> None:
    with pytest.raises(ValueError, match="2 runs need as many shares of 0 or more, not all 0"):
        averaged([{"a": np.zeros(2)}, {"a": np.ones(2)}], shares)
