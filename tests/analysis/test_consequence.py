"""What hangs on a claim: ties that go, ends that come from it, triads that it strains, and the dead that it counts."""

from __future__ import annotations

from datetime import date

from foedus.analysis.consequence import PairTurn, Turn, pair_turn, sign_at, toll, triad_turns
from foedus.analysis.grounds import grounds
from tests.analysis.told import DENIED, Book

AT = date(2015, 6, 1)


def turn(book: Book, a: str, b: str, claim: str) -> PairTurn:
    told = grounds(book.view())
    return pair_turn(told.pairs[frozenset((a, b))], claim, told.ends, AT)


def test_the_only_claim_of_a_tie_takes_it_away(book: Book) -> None:
    claim = book.tie("Ansar", "allied_with", "Badr", "2014")
    found = turn(book, "Ansar", "Badr", claim)
    assert (found.before, found.after) == ("+", None)
    assert [(one.turn, one.before.sign, one.after) for one in found.ties] == [(Turn.GONE, "+", None)]


def test_a_second_report_keeps_the_tie(book: Book) -> None:
    claim = book.tie("Ansar", "allied_with", "Badr", "2014")
    book.tie("Ansar", "allied_with", "Badr", "2014")
    found = turn(book, "Ansar", "Badr", claim)
    assert not found.turned
    assert found.ties == ()


def test_a_truce_that_ended_a_war_turns_the_tie(book: Book) -> None:
    book.tie("Ansar", "fights", "Badr", "2013", "2014-01", published="2014-02-01")
    truce = book.tie("Ansar", "truce_with", "Badr", "2014-05")
    found = turn(book, "Ansar", "Badr", truce)
    assert (found.before, found.after) == ("0", None)


def test_an_end_that_follows_from_the_claim_is_told(book: Book) -> None:
    book.event("attack", "2013-05-01", by="Ansar", on="Badr", published="2013-06-01")
    truce = book.tie("Ansar", "truce_with", "Badr", "2014-05")
    found = turn(book, "Ansar", "Badr", truce)
    assert {(one.turn, one.before.sign) for one in found.ties} == {(Turn.GONE, "0"), (Turn.ENDS_OTHERWISE, "-")}


def test_a_triad_is_relieved_by_taking_away_the_tie_that_strains_it(book: Book) -> None:
    claim = book.tie("Ansar", "allied_with", "Badr", "2014")
    book.tie("Ansar", "fights", "Crescent", "2014")
    book.tie("Badr", "allied_with", "Crescent", "2014")
    told = grounds(book.view())
    signs = {pair: sign_at(bearings, told.ends, AT) for pair, bearings in told.pairs.items()}
    found = list(triad_turns(turn(book, "Ansar", "Badr", claim), signs, {"Crescent"}))
    assert [(one.actors, one.relieved) for one in found] == [(("Ansar", "Badr", "Crescent"), True)]


def test_a_dispute_is_settled_without_the_denial(book: Book) -> None:
    book.tie("Ansar", "allied_with", "Badr", "2014")
    denial = book.tie("Ansar", "allied_with", "Badr", "2014", certainty=DENIED)
    assert [one.turn for one in turn(book, "Ansar", "Badr", denial).ties] == [Turn.SETTLED]


def test_the_dead_of_an_incident_told_twice_count_once(book: Book) -> None:
    from foedus.model.numbers import Count
    from foedus.model.place import Place

    there = {"place": Place("Wana"), "country": "PK"}
    five = book.event("bombing", "2014-03-01", by="Ansar", on="Badr", killed=Count(5, 5), **there)
    book.event("bombing", "2014-03-01", by="Ansar", on="Badr", killed=Count(7, 7), **there)
    alone = book.event("attack", "2014-09-01", by="Badr", on="Ansar", killed=Count(3, None), **there)
    entries = list(book.view().claims())
    found = toll(entries, five)
    assert found is not None
    assert (str(found.before), str(found.after), found.reports) == ("at least 8", "at least 10", 2)
    without = toll(entries, alone)
    assert without is not None
    assert (str(without.after), without.reports) == ("5 to 7", 1)
    assert toll(entries, "clm-none") is None
