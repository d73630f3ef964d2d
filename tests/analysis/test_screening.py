"""The rough look of large ledgers finds what reading everything finds."""

from __future__ import annotations

import random
from datetime import date

import pytest

from foedus.analysis.rollup import Level
from foedus.analysis.screening import Asked, strain_at
from foedus.ledger.marks import count_claims, marks
from foedus.model.claim import Certainty, Status
from tests.analysis.told import DENIED, HEDGED, HYPOTHETICAL, Book

DAY = date(2013, 1, 1)


def _both_ways(book: Book, asked: Asked) -> None:
    view = book.view()
    whole = strain_at(view, asked)
    assert strain_at(view, asked, small=0) == whole


def test_a_small_ledger_gives_the_same_by_either_way(book: Book) -> None:
    book.tie("Leader", "leads", "Red", "2009", "2012-12-01")
    book.tie("Unit", "part_of", "Red", "2009")
    book.event("air_strike", "2012-11-30", by="Blue, State", on="Leader")
    book.tie("State", "truce_with", "Red", "2009")
    book.event("agreement", "2010", of="State, Unit")
    book.tie("State", "supports", "Blue", certainty=HEDGED, published="2012-06-01")
    book.tie("Red", "fights", "State", certainty=HYPOTHETICAL)
    book.tie("Blue", "opposes", "Unit", "2011", certainty=DENIED)
    book.event("attack", "2012", by="Red", on="Blue", status=Status.PLANNED)
    book.tie("Green", "opposes", "Blue", None, "2013-01-02")
    book.event("clash", "2012-05-05", by="Green", on="Red")
    assert strain_at(book.view(), Asked(DAY))
    _both_ways(book, Asked(DAY))
    _both_ways(book, Asked(DAY, Level.NONE, True))


@pytest.mark.parametrize("seed", range(6))
def test_random_ledgers_show_what_is_mostly_strained_by_either_way(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    names = ["Red", "Blue", "Green", "Black", "State"]
    for _ in range(25):
        a, b = chance.sample(names, 2)
        told = {"certainty": chance.choices(list(Certainty), (70, 20, 5, 5))[0], "published": f"201{chance.randrange(6)}-06-01"}
        if chance.random() < 0.5:
            start = f"201{chance.randrange(4)}" if chance.random() < 0.5 else None
            book.tie(a, chance.choice(["allied_with", "supports", "fights", "truce_with"]), b, start, **told)
        else:
            book.event(chance.choice(["attack", "clash", "statement"]), f"201{chance.randrange(6)}-03-01", by=a, on=b, **told)
    view = book.view()
    whole, rough = strain_at(view, Asked(DAY)), strain_at(view, Asked(DAY), small=0)
    assert [one for one in rough if one.share >= 0.5] == [one for one in whole if one.share >= 0.5]


def test_the_marks_hold_what_claims_tell(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010-05", confidence=0.25, published="2011-01-01")
    book.event("attack", "2012-03-04", by="Red, Green", on="Blue", certainty=HEDGED, status=Status.PLANNED, published=None)
    found = marks(book.view())
    assert [found.types[at] for at in found.type] == ["allied_with", "attack"]
    assert [found.certainties[at] for at in found.certainty] == ["stated", "hedged"]
    assert found.planned.tolist() == [False, True]
    assert found.confidence.tolist() == [0.25, 1.0]
    assert [str(day) for day in (*found.begins, *found.start_latest)] == ["2010-05-01", "2012-03-04", "2010-05-31", "2012-03-04"]
    assert [str(day) for day in (*found.ends, *found.published)] == ["NaT", "2012-03-04", "2011-01-01", "NaT"]
    assert sorted(zip(found.taken.tolist(), found.slot.tolist(), strict=True)) == [(1, 0), (1, 1), (2, 2), (2, 2), (2, 3)]


def test_an_empty_ledger_has_no_marks_and_no_strain(book: Book) -> None:
    assert count_claims(book.view()) == 0
    assert len(marks(book.view()).claim) == 0
    assert strain_at(book.view(), Asked(DAY), small=-1) == []


@pytest.mark.shared
def test_the_seeds_triad_is_found_by_the_rough_look_too(seed: Book) -> None:
    asked = Asked(date(2013, 3, 8))
    assert strain_at(seed.view(), asked, small=0) == strain_at(seed.view(), asked)
