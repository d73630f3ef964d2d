"""What holds of ties whatever the claims are: order of the two, more claims, undone judgements, roll-up."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from foedus.analysis.rollup import Level
from foedus.analysis.spells import spells
from foedus.analysis.ties import State, Tie, ties_at
from foedus.ledger.session import Ledger
from foedus.model.claim import Certainty
from tests.analysis.told import HEDGED, Book

NAMES = st.sampled_from(["Red", "Blue", "Green"])
UNDIRECTED = st.sampled_from(["allied_with", "truce_with", "fights"])
DATES = st.sampled_from([None, "2008", "2010-03", "2011-05-02", "2012~"])
CERTAIN = st.sampled_from(list(Certainty))
TOLD = st.lists(st.tuples(NAMES, UNDIRECTED, NAMES, DATES, DATES, CERTAIN), min_size=1, max_size=5)


def _book(told: list[tuple[Any, ...]], path: str) -> Book:
    book = Book(Ledger.open(Path(path) / "ledger.sqlite"))
    for one in told:
        _tell(book, *one)
    return book


def _tell(book: Book, a: str, kind: str, b: str, start: str | None, end: str | None, certainty: Certainty) -> None:
    if a != b and not (start and end and start > end):
        book.tie(a, kind, b, start, end, certainty=certainty, text=f"Report {book.documents}.")


def _bare(ties: list[Tie]) -> list[tuple[Any, ...]]:
    return [
        (
            sorted(tie.pair),
            tie.sign,
            tie.state,
            tie.types,
            tie.quotes_for,
            tie.hedged,
            tie.first,
            tie.last,
            tie.end.kind,
            tie.end.at,
            tie.band,
        )
        for tie in ties
    ]


@settings(max_examples=12)
@given(TOLD)
def test_swapping_the_two_of_an_undirected_tie_changes_nothing(told: list[tuple[Any, ...]]) -> None:
    swapped = [(b, kind, a, *rest) for a, kind, b, *rest in told]
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        left, right = _book(told, one), _book(swapped, other)
        for at in (None, date(2011, 5, 2)):
            assert sorted(_bare(ties_at(left.view(), at)), key=str) == sorted(_bare(ties_at(right.view(), at)), key=str)
        assert len(spells(left.view())) == len(spells(right.view()))


@settings(max_examples=12)
@given(TOLD, st.tuples(NAMES, UNDIRECTED, NAMES, DATES, DATES, CERTAIN))
def test_another_claim_never_removes_a_quote(told: list[tuple[Any, ...]], more: tuple[Any, ...]) -> None:
    with tempfile.TemporaryDirectory() as path:
        book = _book(told, path)
        before = {one.entry.claim.id for tie in ties_at(book.view()) for one in tie.evidence}
        _tell(book, *more)
        assert before <= {one.entry.claim.id for tie in ties_at(book.view()) for one in tie.evidence}


def test_ties_of_all_and_of_one_actor_agree(book: Book) -> None:
    book.tie("Leader", "truce_with", "State", "2009")
    book.event("air_strike", "2013-01-02", by="Blue", on="Leader")
    book.tie("Red", "opposes", "Leader", "2009")
    every = [tie for tie in ties_at(book.view(), date(2014, 1, 1)) if "Red" in tie.pair]
    assert every == ties_at(book.view(), date(2014, 1, 1), "Red")


def test_leaders_units_and_branches_count_as_their_body_level_by_level(book: Book) -> None:
    book.tie("Leader", "leads", "Unit", "2008")
    book.tie("Unit", "part_of", "Red", "2008")
    book.tie("Red", "part_of", "Host", "2008")
    book.tie("Leader", "opposes", "Blue", "2010")
    expected = {Level.NONE: "Leader", Level.LEADERS: "Unit", Level.UNITS: "Red", Level.BRANCHES: "Host"}
    for level, body in expected.items():
        against = [tie for tie in ties_at(book.view(), date(2011, 1, 1), level=level) if tie.sign == "-"]
        assert [tie.pair for tie in against] == [{"Blue", body}]


def test_an_actor_with_two_bodies_counts_as_neither(book: Book) -> None:
    book.tie("Unit", "part_of", "Red")
    book.tie("Unit", "part_of", "Green")
    book.tie("Unit", "fights", "Blue")
    assert {tie.pair for tie in ties_at(book.view(), level=Level.UNITS) if tie.sign == "-"} == {frozenset({"Unit", "Blue"})}


def test_a_hedged_membership_raises_nobody(book: Book) -> None:
    book.tie("Unit", "part_of", "Red", certainty=HEDGED)
    book.tie("Unit", "fights", "Blue")
    assert {tie.pair for tie in ties_at(book.view(), level=Level.UNITS) if tie.sign == "-"} == {frozenset({"Unit", "Blue"})}


def test_a_leader_counts_as_the_body_only_while_leading_it(book: Book) -> None:
    book.tie("Leader", "leads", "Red", "2008", "2010")
    book.tie("Leader", "opposes", "Blue", "2012")
    assert {tie.pair for tie in ties_at(book.view(), level=Level.LEADERS) if tie.sign == "-"} == {frozenset({"Leader", "Blue"})}


def test_what_ended_with_the_leader_is_only_last_seen_of_his_body(book: Book) -> None:
    book.tie("Leader", "leads", "Red", None, "2013-01-02")
    book.tie("Leader", "opposes", "Blue", "2009", "2013-01-02")
    alone = next(tie for tie in ties_at(book.view(), date(2013, 3, 8)) if tie.sign == "-")
    assert alone.state is State.ENDED
    raised = next(tie for tie in ties_at(book.view(), date(2013, 3, 8), level=Level.LEADERS) if tie.sign == "-")
    assert (raised.pair, raised.state) == ({"Red", "Blue"}, State.LAST_SEEN)


def test_a_force_named_after_its_state_counts_as_the_state(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "ledger.sqlite") as opened:
        book = Book(opened, {"state:pakistan": "state", "Pakistani army": "force"})
        book.tie("state:pakistan", "supports", "Blue")
        book.tie("Pakistani army", "fights", "Red")
        (found,) = [tie for tie in ties_at(book.view(), level=Level.UNITS) if tie.sign == "-"]
    assert found.pair == {"state:pakistan", "Red"}
    assert [(link.child, link.type) for link in found.via] == [("Pakistani army", "lexicon")]
