"""The phases of a pair say for every day what is answered when that day is asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given, settings

from foedus.analysis.grounds import Grounds, grounds
from foedus.analysis.phases import Phase, phase_at, phases_of
from foedus.analysis.rollup import Level
from foedus.analysis.standings import LIVE, standing_of
from foedus.analysis.ties import State, ties_of
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from tests.analysis.test_foremost import TOLD, _book
from tests.analysis.told import Book

_STEP = timedelta(days=1)


def _asked(told: Grounds, pair: frozenset[str], day: date) -> tuple[object, ...] | None:
    """What the functions that answer for one day say: None where nothing stands."""
    span = DateSpan.of_day(day)
    standing = standing_of(told.pairs[pair], span, told)
    if standing is None:
        ended = any(tie.state is State.ENDED for tie in ties_of(told.pairs[pair], span, told.ends))
        return (State.ENDED,) if ended else None
    claims = {one.entry.claim.id for tie in standing.ties for one in tie.speaking}
    documents = {one.entry.document.id for tie in standing.ties for one in tie.speaking}
    hedged = all(tie.hedged == tie.quotes_for for tie in standing.ties)
    assert standing.ties[0].state in LIVE
    return standing.ties[0].state, standing.sign, hedged, standing.disputed, len(claims), len(documents)


def _worked_out(phase: Phase | None) -> tuple[object, ...] | None:
    if phase is None or phase.state is State.UNFOUNDED:
        return None
    if not phase.stands:
        return (phase.state,)
    return phase.state, phase.sign, phase.hedged, phase.disputed, phase.quotes, phase.documents


def _days(phases: Iterable[Phase], told: Grounds, pair: frozenset[str]) -> set[date]:
    """Days around every bound that is told, and around every phase."""
    moments = [moment for one in told.pairs[pair] for moment in (one.first, one.last) if moment is not None]
    bounds = [day for moment in moments for day in (moment.span.earliest, moment.span.latest) if day is not None]
    bounds += [phase.since for phase in phases]
    return {day + step for day in bounds for step in (-_STEP, 0 * _STEP, _STEP) if date(2, 1, 1) < day < date(9998, 1, 1)}


def _agree(told: Grounds) -> int:
    compared = 0
    for pair, bearings in told.pairs.items():
        phases = phases_of(bearings, told.ends)
        assert [one.since for one in phases] == sorted({one.since for one in phases})
        for day in _days(phases, told, pair):
            assert _worked_out(phase_at(phases, day)) == _asked(told, pair, day), (sorted(pair), day)
            compared += 1
    return compared


@settings(max_examples=60)
@given(TOLD)
def test_every_day_is_as_when_it_is_asked_for_alone(told: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        book = _book(told, folder)
        for level in (Level.NONE, Level.LEADERS):
            _agree(grounds(book.view(), level=level))
        book.ledger.close()


@pytest.mark.shared
@pytest.mark.parametrize("level", list(Level))
def test_every_day_of_the_seed_is_as_when_it_is_asked_for(seed: Book, level: Level) -> None:
    assert _agree(grounds(seed.view(), level=level)) > 100


def test_a_war_that_a_truce_ends_and_the_silence_after_it(book: Book) -> None:
    book.tie("Red", "fights", "Blue", "2010-01-01", None, published="2010-06-30")
    book.tie("Red", "truce_with", "Blue", "2011-02-01", None, published="2011-03-31", certainty=Certainty.HEDGED)
    told = grounds(book.view())
    (pair,) = told.pairs
    found = [(one.since.isoformat(), one.state.value, one.sign, one.hedged) for one in phases_of(told.pairs[pair], told.ends)]
    assert found == [
        ("2010-01-01", "held", "-", False),
        ("2010-07-01", "last seen", "-", False),
        ("2011-02-01", "held", "0", True),
        ("2011-04-01", "last seen", "0", True),
    ]


def test_before_the_first_phase_nothing_is_known(book: Book) -> None:
    book.tie("Red", "fights", "Blue", "2010-01-01", None, published="2010-06-30")
    told = grounds(book.view())
    (bearings,) = told.pairs.values()
    assert phase_at(phases_of(bearings, told.ends), date(2009, 12, 31)) is None
