"""When a person is told to have died."""

from __future__ import annotations

import pytest

from foedus.analysis.ends import ends_of
from foedus.ledger.session import Ledger
from foedus.model.numbers import Count
from tests.analysis.told import Book


def _dead(book: Book) -> list[str]:
    view = book.view()
    actors = view.actors()
    names = {actor.id: actor.name for actor in actors}
    return sorted(names[actor] for actor in ends_of(view, actors))


@pytest.fixture
def book(ledger: Ledger) -> Book:
    return Book(ledger, {"Leader": "person", "Deputy": "person"})


def test_the_only_target_of_a_lethal_strike_is_dead(book: Book) -> None:
    book.event("air_strike", "2013-01-02", by="Blue", on="Leader", killed=Count(1, 1))
    assert _dead(book) == ["Leader"]


def test_a_target_of_a_bombing_that_also_wounded_may_be_among_the_wounded(book: Book) -> None:
    book.event("bombing", "2012-11-29", by="Blue", on="Leader", killed=Count(7, 7), wounded=Count(15, None))
    assert _dead(book) == []


def test_who_was_assassinated_is_dead_whoever_else_was_wounded(book: Book) -> None:
    book.event("assassination", "2012-11-29", by="Blue", on="Leader", killed=Count(2, 2), wounded=Count(1, 1))
    assert _dead(book) == ["Leader"]


def test_of_two_targets_with_one_death_neither_is_taken_for_dead(book: Book) -> None:
    book.event("attack", "2012-11-29", by="Blue", on="Leader, Deputy", killed=Count(1, 1))
    assert _dead(book) == []


def test_of_many_dead_in_a_bombing_the_target_need_not_be_one(book: Book) -> None:
    book.event("bombing", "2012-11-29", by="Blue", on="Leader", killed=Count(7, 7))
    assert _dead(book) == []


def test_a_strike_that_killed_the_leader_and_nine_more_killed_the_leader(book: Book) -> None:
    book.event("air_strike", "2013-01-02", by="Blue", on="Leader", killed=Count(10, 10))
    assert _dead(book) == ["Leader"]
