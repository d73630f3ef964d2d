"""Forecasts and what became of them; what no report tells of; the dossier."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.analysis.bearings import moment
from foedus.analysis.coverage import Coverage, Silence, coverage
from foedus.analysis.dossier import Dossier, dossier
from foedus.analysis.forecasts import Outcome, forecasts
from foedus.ledger.entries import ClaimFilter
from foedus.model.claim import Status
from tests.analysis.told import DENIED, HEDGED, HYPOTHETICAL, Book

DAY = date(2013, 1, 1)


def _outcomes(book: Book) -> list[Outcome]:
    return [one.outcome for one in forecasts(book.view().claims())]


def _feared(book: Book) -> None:
    book.tie("Red", "fights", "State", certainty=HYPOTHETICAL, published="2013-03-08")


def test_a_feared_war_is_borne_out_by_a_later_attack(book: Book) -> None:
    _feared(book)
    attack = book.event("attack", "2013-06-01", by="Red", on="State", published="2013-06-02")
    (found,) = forecasts(book.view().claims())
    assert (found.outcome, [entry.claim.id for entry in found.evidence]) == (Outcome.BORNE_OUT, [attack])


@pytest.mark.parametrize("kind", ["truce_with", "allied_with"])
def test_a_feared_war_is_contradicted_by_a_later_report_that_peace_holds(book: Book, kind: str) -> None:
    _feared(book)
    book.tie("Red", kind, "State", "2009", published="2014-01-01")
    assert _outcomes(book) == [Outcome.CONTRADICTED]


def test_what_was_before_decides_nothing_nor_do_hedges(book: Book) -> None:
    _feared(book)
    book.event("attack", "2012-06-01", by="Red", on="State", published="2013-06-02")
    book.event("attack", "2013-06-01", by="Red", on="State", published="2013-06-02", certainty=HEDGED)
    assert _outcomes(book) == [Outcome.OPEN]


def test_a_planned_attack_is_borne_out_by_one_on_the_same_target_only(book: Book) -> None:
    book.event("attack", None, by="Red", on="State", certainty=HYPOTHETICAL, status=Status.PLANNED, published="2013-03-08")
    book.event("attack", "2013-06-01", by="Red", on="Blue", published="2013-06-02")
    assert _outcomes(book) == [Outcome.OPEN]
    book.event("attack", "2013-07-01", by="Red, Green", on="State", published="2013-07-02")
    assert _outcomes(book) == [Outcome.BORNE_OUT]


def test_a_denied_or_failed_attack_contradicts_the_plan(book: Book) -> None:
    book.event("attack", None, by="Red", on="State", certainty=HYPOTHETICAL, status=Status.PLANNED, published="2013-03-08")
    book.event("attack", "2013-07-01", by="Red", on="State", status=Status.FAILED, published="2013-07-02")
    assert _outcomes(book) == [Outcome.CONTRADICTED]


def test_a_denial_contradicts_a_feared_tie(book: Book) -> None:
    _feared(book)
    book.tie("Red", "fights", "State", "2013-05", certainty=DENIED, published="2013-06-02")
    assert _outcomes(book) == [Outcome.CONTRADICTED]


@pytest.mark.shared
def test_the_seeds_forecast_that_the_truce_may_not_hold_is_listed_as_open(seed: Book) -> None:
    found = forecasts(seed.view().claims())
    (truce,) = [one for one in found if "the truce between" in one.entry.claim.quote.text]
    assert truce.outcome is Outcome.OPEN


def _covered(book: Book) -> Coverage:
    entries = list(book.view().claims(ClaimFilter(actors=("Red", "Blue"))))
    return coverage(("Red", "Blue"), entries, date(2015, 1, 1))


def test_silence_between_and_after_the_evidence_is_shown(book: Book) -> None:
    book.event("attack", "2008-05-01", by="Red", on="Blue", published="2008-05-02")
    book.event("attack", "2011-05-01", by="Red", on="Blue", published="2011-05-02")
    found = _covered(book)
    assert (found.claims, found.first, found.last, found.last_reported) == (
        2,
        date(2008, 5, 1),
        date(2011, 5, 1),
        date(2011, 5, 2),
    )
    assert found.silences == (Silence(date(2008, 5, 2), date(2011, 4, 30)), Silence(date(2011, 5, 2), None))


def test_a_lasting_tie_covers_its_time_until_its_report(book: Book) -> None:
    book.tie("Red", "fights", "Blue", "2008", published="2014-12-01")
    assert _covered(book).silences == ()


def test_of_two_of_whom_nothing_is_told_all_time_is_silent(book: Book) -> None:
    book.tie("Red", "fights", "Green")
    book.tie("Blue", "fights", "Green")
    found = _covered(book)
    assert (found.claims, found.silences) == (0, (Silence(None, None),))


def _dossier(book: Book, at: date = DAY) -> Dossier:
    return dossier(book.view(), ("Red", "Blue"), at)


def test_the_dossier_sorts_quotes_by_how_they_speak(book: Book) -> None:
    stated = book.tie("Red", "allied_with", "Blue", "2010", "2014")
    hedged = book.tie("Red", "supports", "Blue", "2010", "2014", certainty=HEDGED)
    denied = book.tie("Red", "supports", "Blue", "2010", "2014", certainty=DENIED)
    feared = book.tie("Red", "fights", "Blue", certainty=HYPOTHETICAL)
    met = book.event("meeting", "2011", of="Red, Blue")
    found = _dossier(book)
    parts = (found.stated, found.hedged, found.denied, found.imagined, found.others)
    assert [[one.entry.claim.id for one in part] for part in parts] == [[stated], [hedged], [denied], [feared], [met]]
    assert found.standing is not None
    assert (found.standing.sign, found.sources) == ("+", 2)


def test_the_smallest_set_of_quotes_that_flips_the_answer(book: Book) -> None:
    allied = book.tie("Red", "allied_with", "Blue", "2010", "2014")
    book.event("attack", "2011-01-01", by="Red", on="Blue")
    found = _dossier(book).flip
    assert found is not None
    assert (found.claims, found.sign, found.smallest) == ((allied,), "-", True)


def test_two_quotes_for_the_same_must_both_fall(book: Book) -> None:
    both = (book.tie("Red", "allied_with", "Blue", "2010", "2014"), book.tie("Red", "supports", "Blue", "2010", "2014"))
    found = _dossier(book).flip
    assert found is not None
    assert (set(found.claims), found.sign) == (set(both), None)


def test_of_many_quotes_a_set_is_given_though_not_proven_smallest(book: Book) -> None:
    for _ in range(20):
        book.tie("Red", "allied_with", "Blue", "2010", "2014")
    found = _dossier(book).flip
    assert found is not None
    assert (len(found.claims), found.sign, found.smallest) == (20, None, False)


def test_of_two_of_whom_nothing_is_told_nothing_can_flip(book: Book) -> None:
    book.tie("Red", "fights", "Green")
    book.tie("Blue", "fights", "Green")
    found = _dossier(book)
    assert (found.standing, found.flip, found.entries) == (None, None, ())


def test_every_quote_of_the_two_is_in_the_dossier(book: Book) -> None:
    for certainty in (HEDGED, DENIED, HYPOTHETICAL):
        book.tie("Red", "fights", "Blue", certainty=certainty)
    assert {entry.claim.id for entry in _dossier(book).entries} == set(book.claims)
    assert all(moment(entry) is not None for entry in _dossier(book).entries)
