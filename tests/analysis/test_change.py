"""What changed between two days and after an event."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.analysis.change import Turn, aftermath, change
from foedus.analysis.grounds import grounds
from foedus.errors import BadInput
from foedus.ledger.entries import ClaimFilter, Entry
from foedus.model.numbers import Count
from tests.analysis.told import HEDGED, Book

BEFORE, AFTER = date(2010, 1, 1), date(2012, 1, 1)


def _turns(book: Book) -> list[tuple[str, frozenset[str], str]]:
    return [(one.turn.value, one.pair, one.tie.sign) for one in change(grounds(book.view()), BEFORE, AFTER)]


def test_a_tie_that_a_text_dates_within_the_time_began_in_it(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2011", published="2013-01-01")
    assert _turns(book) == [("began", {"Red", "Blue"}, "+")]


def test_a_tie_first_told_of_without_a_date_is_only_first_reported(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", published="2011-05-01")
    assert _turns(book) == [("first reported", {"Red", "Blue"}, "+")]


def test_a_tie_whose_end_is_told_ended(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2009", "2011", published="2013-01-01")
    assert _turns(book) == [("ended", {"Red", "Blue"}, "+")]


def test_a_tie_of_which_nothing_is_told_any_more_went_quiet(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2009", published="2010-06-01")
    assert _turns(book) == [("went quiet", {"Red", "Blue"}, "+")]


def test_a_tie_told_of_again_is_seen_again(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2008", published="2009-06-01")
    book.event("attack", "2011-05-01", by="Red, Blue", on="Green", published="2011-06-01")
    assert ("seen again", frozenset({"Red", "Blue"}), "+") in _turns(book)


def test_allies_who_fight_flipped_and_are_told_once(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2008", published="2009-06-01")
    book.tie("Red", "fights", "Blue", "2011", published="2013-01-01")
    (found,) = change(grounds(book.view()), BEFORE, AFTER)
    assert (found.turn, found.before.sign if found.before else "", found.tie.sign) == (Turn.FLIPPED, "+", "-")
    assert [one.entry.claim.id for one in found.evidence] == [book.claims[1]]


def test_what_stands_as_it_stood_is_no_change(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2008", published="2013-01-01")
    assert _turns(book) == []


def test_days_that_run_backwards_are_refused(book: Book) -> None:
    with pytest.raises(BadInput, match=r"^2010-01-01 does not lie after 2012-01-01; give the earlier day first$"):
        change(grounds(book.view()), AFTER, BEFORE)


def _entry(book: Book, claim: str) -> Entry:
    (found,) = book.view().claims(ClaimFilter(claims=(claim,)))
    return found


def test_a_leaders_death_shows_the_succession_and_the_ties_that_lost_their_end(book: Book) -> None:
    book.tie("Leader", "leads", "Red", "2005", "2010-03-01")
    book.tie("Leader", "truce_with", "State", "2009", published="2010-05-01")
    strike = book.event("air_strike", "2010-03-01", by="Blue", on="Leader", killed=Count(1, 1), published="2010-05-01")
    heir = book.tie("Heir", "leads", "Red", "2010-03-01~", published="2010-05-01")
    book.tie("Red", "fights", "State", "2010-04", published="2010-05-01")
    book.tie("Black", "fights", "White", "2010-04", published="2010-05-01")
    found = aftermath(grounds(book.view()), _entry(book, strike), 90)
    assert [end.actor for end in found.dead] == ["Leader"]
    ((body, leader, heirs),) = [(one.body, one.leader, one.successors) for one in found.successions]
    assert (body, leader, [one.a for one in heirs], [one.entry.claim.id for one in heirs]) == ("Red", "Leader", ["Heir"], [heir])
    assert {(tie.sign, tie.pair) for tie in found.orphaned} == {
        ("+", frozenset({"Leader", "Red"})),
        ("0", frozenset({"Leader", "State"})),
    }
    assert ("began", {"Red", "State"}) in [(one.turn.value, one.pair) for one in found.near]
    assert [one.pair for one in found.elsewhere] == [{"Black", "White"}]


def test_what_is_no_dated_event_has_no_aftermath(book: Book) -> None:
    claim = book.tie("Red", "fights", "Blue", certainty=HEDGED)
    with pytest.raises(BadInput, match="is no event with a date; foedus events lists those that are"):
        aftermath(grounds(book.view()), _entry(book, claim), 90)


@pytest.mark.shared
def test_in_the_seed_the_strike_shows_the_succession_and_whom_nazir_left_behind(seed: Book) -> None:
    view = seed.view()
    names = {one.id: one.name for one in view.actors()}
    (strike,) = view.claims(ClaimFilter(types=("air_strike",)))
    found = aftermath(grounds(view), strike, 90)
    assert [names[end.actor] for end in found.dead] == ["Maulvi Nazir"]
    (succession,) = found.successions
    assert names[succession.body] == "Nazir’s fighters"
    assert [names[one.a] for one in succession.successors] == ["Bahawal Khan"]
    left = {names[actor] for tie in found.orphaned for actor in tie.pair} - {"Maulvi Nazir"}
    assert left >= {"Islamic Movement of Uzbekistan", "Tehrik-e-Taliban Pakistan", "Pakistan", "Nazir’s fighters"}
