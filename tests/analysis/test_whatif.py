"""What balance theory makes of an organisation gone, a tie over, or a tie turned."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.analysis.grounds import grounds
from foedus.analysis.whatif import Supposed, WhatIf, whatif
from foedus.errors import NotFound, Refused
from tests.analysis.told import Book

DAY = date(2013, 1, 1)


def _asked(book: Book, supposed: Supposed) -> WhatIf:
    view = book.view()
    return whatif(grounds(view), DAY, {one.id: one for one in view.actors()}, supposed)


@pytest.fixture
def triad(book: Book) -> Book:
    """Red and Blue are allied against Green."""
    book.tie("Red", "allied_with", "Blue", "2010", "2014")
    book.tie("Red", "fights", "Green", "2010", "2014")
    book.tie("Blue", "fights", "Green", "2010", "2014")
    return book


def test_a_turned_tie_strains_the_triad_and_presses_its_ties(triad: Book) -> None:
    found = _asked(triad, Supposed(flipped=(("Red", "Green"),)))
    assert (found.before.camps.upper, found.after.camps.upper) == (0, 1)
    assert ([one.nodes for one in found.strained], found.relieved) == ([("Blue", "Green", "Red")], ())
    assert [(edge.pair, count) for edge, count in found.pressed] == [
        (("Blue", "Green"), 1),
        (("Blue", "Red"), 1),
        (("Green", "Red"), 1),
    ]


def test_without_an_organisation_its_triads_are_gone(triad: Book) -> None:
    triad.tie("Black", "allied_with", "Red", "2010", "2014")
    triad.tie("Black", "allied_with", "Green", "2010", "2014")
    found = _asked(triad, Supposed(without=("Black",)))
    assert "Black" not in found.after.graph.nodes
    assert ([one.nodes for one in found.relieved], found.strained) == ([("Black", "Green", "Red")], ())
    assert (found.before.camps.upper, found.after.camps.upper) == (1, 0)


def test_a_tie_that_is_over_takes_its_triads_with_it(triad: Book) -> None:
    found = _asked(triad, Supposed(ended=(("Green", "Red"),)))
    assert (found.before.census.triads, found.after.census.triads) == (1, 0)
    assert found.moved == ()


def test_a_truce_can_be_supposed_broken(book: Book) -> None:
    book.tie("Red", "truce_with", "State", "2010", "2014")
    book.tie("Red", "allied_with", "Blue", "2010", "2014")
    book.tie("Blue", "allied_with", "State", "2010", "2014")
    assert [one.nodes for one in _asked(book, Supposed(flipped=(("Red", "State"),))).strained] == [("Blue", "Red", "State")]


def test_a_person_is_never_the_thing_removed(triad: Book) -> None:
    triad.tie("Leader", "opposes", "Red", "2010", "2014")
    sentence = (
        "'Leader' is a person; foedus whatif asks only about organisations and states, such as the group that a person leads"
    )
    for supposed in (Supposed(without=("Leader",)), Supposed(ended=(("Leader", "Red"),)), Supposed(flipped=(("Red", "Leader"),))):
        with pytest.raises(Refused) as fault:
            _asked(triad, supposed)
        assert str(fault.value) == sentence


def test_a_people_is_not_removed_either(book: Book) -> None:
    book.kinds["Villagers"] = "community"
    book.event("attack", "2012", by="Red", on="Villagers")
    with pytest.raises(Refused, match=r"^'Villagers' is a community; foedus whatif asks only about organisations and states$"):
        _asked(book, Supposed(without=("Villagers",)))


def test_a_tie_that_is_not_known_cannot_be_turned(triad: Book) -> None:
    triad.tie("White", "fights", "Red", "2010", "2014")
    with pytest.raises(NotFound, match=r"^no tie of 'White' and 'Green' is known for that day, or it is in dispute"):
        _asked(triad, Supposed(flipped=(("White", "Green"),)))
