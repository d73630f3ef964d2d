"""The queue of a large ledger: cards come before the picture is drawn, and judgements are followed without drawing it anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from foedus.interfaces.reviewing.asked import Asked, Order, State
from foedus.interfaces.reviewing.card import card
from foedus.interfaces.reviewing.judging import Decision, judge, take_back
from foedus.interfaces.reviewing.picture import Picture
from foedus.interfaces.reviewing.waiting import Queue
from foedus.ledger.review import Signature
from foedus.ledger.session import Ledger
from foedus.model.judgement import Judgement, Verdict
from foedus.model.numbers import Count
from tests.analysis.told import Book


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A ledger to be told what to hold."""
    with Ledger.open(tmp_path / "book.sqlite") as opened:
        yield Book(opened, {"Emir": "person"})


def signed() -> Signature:
    return Signature("Amira", datetime.now(UTC))


def stands(held: Picture) -> dict[tuple[str, ...], str | None]:
    """The sign of each pair that is held and has evidence."""
    return {tuple(sorted(pair)): held.signs[pair] for pair, told in held.told.items() if told}


@pytest.mark.parametrize("small", [0, 1_000])
def test_the_picture_follows_what_is_judged_and_undone(book: Book, small: int) -> None:
    claim = book.tie("Ansar", "allied_with", "Badr", "2014")
    book.tie("Badr", "fights", "Crescent", "2014")
    queue = Queue(book.ledger, small)
    queue.drawn(book.view())
    queue.wait()
    before = stands(queue.drawn(book.view()))
    assert before == {("Ansar", "Badr"): "+", ("Badr", "Crescent"): "-"}
    made = judge(book.ledger, Decision(claim, Verdict.REJECTED, None), signed())
    assert isinstance(made, Judgement)
    assert stands(queue.drawn(book.view())) == {("Badr", "Crescent"): "-"}
    take_back(book.ledger, made.id, signed())
    corrected = {"type": "opposes", "b": "Badr"}
    again = judge(book.ledger, Decision(claim, Verdict.CORRECTED, None, corrected), signed())
    assert isinstance(again, Judgement)
    assert stands(queue.drawn(book.view())) == {("Ansar", "Badr"): "-", ("Badr", "Crescent"): "-"}
    take_back(book.ledger, again.id, signed())
    assert stands(queue.drawn(book.view())) == before


def test_the_picture_followed_is_the_picture_drawn_anew(book: Book) -> None:
    book.tie("Emir", "leads", "Ansar", "2012")
    death = book.event("assassination", "2014-05-01", by="Badr", on="Emir", killed=Count(1, 1))
    queue = Queue(book.ledger)
    queue.drawn(book.view())
    for verdict in (Verdict.REJECTED, Verdict.ACCEPTED):
        history = book.view().history(death)
        last = history.judgements[-1].id if history.judgements else None
        judge(book.ledger, Decision(death, verdict, last), signed())
        followed, anew = queue.drawn(book.view()), Queue(book.ledger).drawn(book.view())
        assert stands(followed) == stands(anew)
        assert followed.ends.keys() == anew.ends.keys()
    assert set(queue.drawn(book.view()).ends) == {"Emir"}


def test_a_card_needs_no_picture(book: Book) -> None:
    claim = book.tie("Ansar", "allied_with", "Badr", "2014")
    queue = Queue(book.ledger, small=0)
    view = queue.seeing(book.view())
    found = card(book.ledger, view, queue.drawn(view), claim)
    queue.wait()
    assert found["consequence"]["pairs"][0]["words"] == "with → unknown"
    assert found["consequence"]["partial"] is True


def test_skipped_claims_stay_in_place_so_that_the_next_page_misses_none(book: Book) -> None:
    told = [book.tie("Ansar", "fights", f"Foe {number}", "2014", confidence=number / 10) for number in range(9)]
    queue = Queue(book.ledger)
    first = queue.waiting(book.view(), Asked(), Order.DOUBT, 0, 4)
    assert first.ids == tuple(told[:4])
    for claim in first.ids[1:]:
        judge(book.ledger, Decision(claim, Verdict.ACCEPTED, None), signed())
    rest = queue.waiting(book.view(), Asked(), Order.DOUBT, 1, 10)
    assert rest.ids == tuple(told[4:])
    assert queue.waiting(book.view(), Asked(state=State.JUDGED), Order.DOCUMENT).ids == tuple(told[1:4])
