"""Agreement of reviewers: known values of kappa, which judgements count, and what is left to settle."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.analysis.agreement import Ballot, agreement, cases, cohens_kappa, independent, people


def ballots(*told: str) -> list[Ballot]:
    """Judgements in order, each as "claim person verdict" or "claim person corrected words"."""
    made = []
    for order, line in enumerate(told):
        subject, by, verdict, *says = line.split()
        made.append(Ballot(subject, by, verdict, order, " ".join(says)))
    return made


def test_kappa_of_a_worked_table_is_that_of_the_textbooks() -> None:
    # Two readers, fifty proposals: 20 both yes, 15 both no, 5 and 10 split; observed 0.7, by chance 0.5, kappa 0.4.
    pairs = [("yes", "yes")] * 20 + [("no", "no")] * 15 + [("yes", "no")] * 5 + [("no", "yes")] * 10
    found = cohens_kappa(pairs)
    assert found is not None
    assert (found.count, found.observed, found.expected) == (50, 0.7, 0.5)
    assert found.value == pytest.approx(0.4)
    assert (found.low, found.high) == (pytest.approx(0.146, abs=1e-3), pytest.approx(0.654, abs=1e-3))


def test_kappa_is_not_defined_where_chance_explains_everything() -> None:
    found = cohens_kappa([("accepted", "accepted")] * 7)
    assert found is not None
    assert (found.observed, found.value) == (1.0, None)
    assert cohens_kappa([]) is None


VERDICTS = st.sampled_from(["accepted", "rejected", "corrected"])


@given(st.lists(st.tuples(VERDICTS, VERDICTS), min_size=1, max_size=60))
def test_kappa_lies_in_its_bounds_and_does_not_mind_who_is_named_first(pairs: list[tuple[str, str]]) -> None:
    found, turned = cohens_kappa(pairs), cohens_kappa([(b, a) for a, b in pairs])
    assert found is not None
    assert turned is not None
    assert found.value == pytest.approx(turned.value) if found.value is not None else turned.value is None
    if found.value is not None:
        low, high = (found.value if bound is None else bound for bound in (found.low, found.high))
        assert -1 <= low <= found.value <= high <= 1


def test_few_claims_judged_alike_do_not_look_certain() -> None:
    found = cohens_kappa([("accepted", "accepted"), ("rejected", "rejected")])
    assert found is not None
    assert (found.value, found.low, found.high) == (1.0, None, None)


def test_what_is_decided_after_both_have_judged_says_nothing_of_agreement() -> None:
    told = ballots("c1 Amira accepted", "c1 Amira rejected", "c1 Bilal accepted", "c1 Amira accepted")
    pairs = independent(told, "Amira", "Bilal")
    assert {claim: (one.verdict, other.verdict) for claim, (one, other) in pairs.items()} == {"c1": ("rejected", "accepted")}


def test_agreement_is_told_by_type_and_over_all() -> None:
    told = ballots("c1 A accepted", "c1 B accepted", "c2 A rejected", "c2 B accepted", "c3 A accepted")
    found = agreement(independent(told, "A", "B"), {"c1": "attack", "c2": "truce_with"})
    shares = {kind: (one.count, one.observed) for kind, one in found.items()}
    assert shares == {"": (2, 0.5), "attack": (1, 1.0), "truce_with": (1, 0.0)}
    assert people(told) == {"A": 3, "B": 2}


def test_a_difference_is_open_until_somebody_judges_again() -> None:
    lines = ("c1 A accepted", "c1 B rejected", "c2 A accepted", "c2 B rejected", "c2 C rejected", "c3 A accepted")
    told = ballots(*lines)
    found = cases(told)
    assert [(one.subject, one.settled.by if one.settled else None) for one in found] == [("c1", None), ("c2", "C")]
    assert [(one.by, one.verdict) for one in found[1].ballots] == [("A", "accepted"), ("B", "rejected")]


def test_two_corrections_that_read_differently_are_a_difference() -> None:
    assert len(cases(ballots("c1 A corrected 2009", "c1 B corrected 2010"))) == 1
    assert cases(ballots("c1 A corrected 2009", "c1 B corrected 2009")) == []
