"""Statistics against published examples, and against what must hold of any data."""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.study.agreement import cohen_kappa, fleiss, icc_agreement
from simulator.study.effects import benjamini_hochberg, clopper_pearson, effect_sizes, holm, mcnemar
from simulator.study.statistics import Population, default_population, estimate, p_floor, sign_flip

differences = st.lists(st.floats(-10, 10).map(lambda x: round(x, 3)), min_size=1, max_size=6)
studies = st.lists(differences, min_size=1, max_size=4).map(lambda ds: {f"p{i}": d for i, d in enumerate(ds)})


def test_exact_mcnemar_is_the_binomial_test_of_the_discordant_pairs() -> None:
    found = mcnemar([True] * 8 + [False] + [True] * 5, [False] * 8 + [True] + [True] * 5)
    assert (found.only_first, found.only_second, found.both, found.neither) == (8, 1, 5, 0)
    assert found.p == pytest.approx(2 * (1 + 9) / 2**9)
    assert mcnemar([True, False], [True, False]).p == 1.0


@pytest.mark.parametrize(("total", "upper"), [(12, 0.265), (60, 0.0596), (300, 0.0122)])
def test_nothing_broken_in_so_many_still_leaves_room(total: int, upper: float) -> None:
    found = clopper_pearson(0, total)
    assert found is not None and found[0] == 0.0 and found[1] == pytest.approx(upper, abs=5e-4)
    assert clopper_pearson(0, 0) is None


def test_adjusted_p_values_agree_with_the_textbook() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert holm([]) == []


def test_icc_agrees_with_shrout_and_fleiss_1979() -> None:
    table = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = icc_agreement(table)
    assert found.single == pytest.approx(0.29, abs=0.005) and found.average == pytest.approx(0.62, abs=0.005)
    assert icc_agreement([[1, 1], [1, 1]]).single is None


def test_kappa_agrees_with_published_examples() -> None:
    one, other = ["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15
    assert cohen_kappa(one, other) == pytest.approx(0.4)
    assert cohen_kappa(["a"], ["a"]) is None
    # Fleiss' kappa of Fleiss 1971's layout, the example with 14 raters of 10 subjects.
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    rows = [[str(label) for label, n in enumerate(row) for _ in range(n)] for row in counts]
    assert fleiss(rows) == pytest.approx(0.210, abs=0.0005)


def test_five_pairs_cannot_reach_and_six_can() -> None:
    five = estimate({"x": [1.0, 2, 3, 4, 5]}, "these")
    six = estimate({"x": [1.0, 2, 3, 4, 5, 6]}, "these")
    assert five is not None and five.p == five.p_floor == p_floor(5) == 0.0625
    assert six is not None and six.p == six.p_floor == 0.03125


def test_sign_flip_of_one_persona_is_the_test_by_hand() -> None:
    data = np.array([3.0, -1.0, 2.0, 0.5, 4.0, -0.5, 1.0])
    sums = [abs(sum(s * d for s, d in zip(signs, data, strict=True))) for signs in product((1, -1), repeat=7)]
    by_hand = sum(s >= abs(data.sum()) - 1e-9 for s in sums) / 2**7
    p, exact = sign_flip([data], np.random.default_rng(0))
    assert exact and p == pytest.approx(by_hand)


@pytest.mark.parametrize("difference", [1.438, 0.1, 1 / 3, 1e-9, 123456.789])
@pytest.mark.parametrize("pairs", [2, 3, 5, 8, 13])
def test_pairs_that_all_differ_by_the_same_have_the_smallest_p(difference: float, pairs: int) -> None:
    found = estimate({"x": [difference] * pairs}, "these")
    assert found is not None and found.p == found.p_floor == p_floor(pairs)
    shared = estimate({"x": [difference] * pairs, "y": [difference] * pairs}, "these")
    assert shared is not None and (shared.p == shared.p_floor or (not shared.exact and shared.p < 0.001))


@given(studies, st.sampled_from(["these", "general"]))
@settings(max_examples=40, deadline=None)
def test_swapping_the_arms_swaps_the_sign_and_nothing_else(
    data: dict[str, list[float]], population: str
) -> None:
    one = estimate(data, population, resamples=199)  # type: ignore[arg-type]
    other = estimate({k: [-d for d in ds] for k, ds in data.items()}, population, resamples=199)  # type: ignore[arg-type]
    assert one is not None and other is not None
    assert one.mean == pytest.approx(-other.mean)
    assert (one.p, one.interval, one.units) == (other.p, other.interval, other.units)
    if one.low is not None and other.high is not None:
        assert one.low == pytest.approx(-other.high, abs=1e-6)


@given(studies)
@settings(max_examples=40, deadline=None)
def test_numbers_are_finite_and_p_is_one(data: dict[str, list[float]]) -> None:
    populations: tuple[Population, ...] = ("these", "general")
    for population in populations:
        found = estimate(data, population, resamples=199)
        assert found is not None and 0 < found.p <= 1 and found.p >= found.p_floor - 1e-12
        assert (found.low is None) == (found.high is None)
        if found.low is not None and found.high is not None:
            assert math.isfinite(found.low) and found.low <= found.high


def test_personas_count_alike_however_many_replicates_they_have() -> None:
    found = estimate({"x": [1.0] * 9, "y": [3.0]}, "these")
    assert found is not None and found.mean == 2.0 and found.pairs == 10


def test_personas_in_general_are_the_units_when_the_claim_is_about_them() -> None:
    data = {f"p{i}": [float(i)] * 20 for i in range(1, 5)}
    these, general = estimate(data, "these"), estimate(data, "general")
    assert these is not None and general is not None
    assert these.units == 80 and general.units == 4 and general.p_floor == 0.125
    assert general.low is not None and general.low == pytest.approx(
        2.5 - 3.182 * (5 / 3) ** 0.5 / 2, abs=0.001
    )  # t with 3 degrees of freedom
    assert default_population(2) == "these" and default_population(8) == "general"


def test_no_pair_is_no_estimate_and_equal_pairs_have_no_interval() -> None:
    assert estimate({}, "these") is None and estimate({"x": []}, "these") is None
    same = estimate({"x": [0.1 + 0.2 - 0.3, 0.0, 0.0]}, "these")
    assert same is not None and same.p == 1.0 and same.low is None and "no spread" in same.interval


def test_effect_sizes_of_values_by_hand() -> None:
    found = effect_sizes([1, 2, 3], [2, 3, 3])
    assert found.dz == pytest.approx((2 / 3) / np.std([1, 1, 0], ddof=1))
    assert found.superiority == pytest.approx((1 + 1 + 0.5) / 3)
    assert found.cliffs_delta == pytest.approx((5 - 1) / 9)
    assert effect_sizes([], []).dz is None
