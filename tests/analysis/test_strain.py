"""Strained triads, the readings in which they are unbalanced, and the quote that decides."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.analysis.balance import triads
from foedus.analysis.camps import CampsAsked, camps_at
from foedus.analysis.grounds import grounds
from foedus.analysis.rollup import Level
from foedus.analysis.signed import POSITIVE
from foedus.analysis.standings import bodies, graph_of, standings
from foedus.analysis.strain import Sampling, Strain, strain
from tests.analysis.told import DENIED, HEDGED, HYPOTHETICAL, Book

DAY = date(2013, 1, 1)


def _strain(book: Book, at: date = DAY, sampling: Sampling | None = None) -> list[Strain]:
    view = book.view()
    return strain(grounds(view, level=Level.UNITS), at, bodies(view.actors()), sampling)


def _triad(book: Book, **told: object) -> None:
    book.tie("Red", "allied_with", "Blue", "2010", "2014")
    book.tie("Red", "supports", "Green", "2010", "2014", **told)
    book.tie("Green", "fights", "Blue", "2010", "2014")


def test_who_stands_with_two_enemies_is_under_strain_in_every_reading(book: Book) -> None:
    _triad(book)
    (found,) = _strain(book)
    assert (found.actors[0], set(found.actors), found.kind, found.share) == ("Red", {"Red", "Blue", "Green"}, "++-", 1.0)
    assert found.sentence({}) == "Red is allied with Blue and aids Green, which fights them"


def test_a_hedged_tie_strains_in_about_half_of_the_readings_and_decides(book: Book) -> None:
    _triad(book, certainty=HEDGED)
    (found,) = _strain(book)
    assert 0.4 < found.share < 0.6
    assert found.decisive is not None
    assert (found.decisive.claim, found.decisive.share_without) == (book.claims[1], 0.0)
    assert "reportedly aids Green" in found.sentence({})


def test_of_equal_evidence_the_type_told_most_often_is_named_then_the_surest(book: Book) -> None:
    _triad(book, confidence=0.9)
    book.tie("Red", "merged_with", "Blue", "2010", "2014")
    book.tie("Red", "merged_with", "Blue", "2011", "2014")
    book.tie("Red", "pledged_to", "Green", "2010", "2014", confidence=0.8)
    for year in ("2010", "2011", "2012"):
        book.tie("Green", "pledged_to", "Red", year, "2014")
    (found,) = _strain(book)
    assert found.sentence({}) == "Red merged with Blue and aids Green, which fights them"


def test_the_readers_confidence_counts(book: Book) -> None:
    _triad(book, confidence=0.9)
    (found,) = _strain(book)
    assert 0.8 < found.share < 1.0


def test_a_denial_is_believed_in_about_half_of_the_readings(book: Book) -> None:
    _triad(book)
    book.tie("Red", "supports", "Green", "2011", "2014", certainty=DENIED)
    (found,) = _strain(book)
    assert 0.4 < found.share < 0.6


def test_a_date_vague_around_the_day_counts_by_its_share_of_days(book: Book) -> None:
    book.tie("Red", "allied_with", "Blue", "2010", "2014")
    book.tie("Green", "fights", "Blue", "2010", "2014")
    book.tie("Red", "supports", "Green", "2013", "2014")
    (found,) = _strain(book, date(2013, 7, 1))
    assert 0.4 < found.share < 0.6


def test_a_dispute_is_decided_both_ways(book: Book) -> None:
    _triad(book)
    book.tie("Green", "allied_with", "Blue", "2010", "2014")
    (found,) = _strain(book)
    assert 0.4 < found.share < 0.6


def test_a_forecast_strains_nothing(book: Book) -> None:
    _triad(book, certainty=HYPOTHETICAL)
    assert _strain(book) == []


def test_a_truce_counts_as_positive_and_is_shown_as_what_it_is(book: Book) -> None:
    book.tie("Red", "truce_with", "Blue", "2010", "2014")
    book.tie("Red", "supports", "Green", "2010", "2014")
    book.event("air_strike", "2012-05-03", by="Green", on="Blue")
    (found,) = _strain(book)
    assert found.sentence({}) == "Red is at truce with Blue and aids Green, which strikes them"


def test_three_enemies_come_after_those_with_a_friend_between(book: Book) -> None:
    _triad(book)
    for other in ("Blue", "Green"):
        book.tie("Black", "fights", other, "2010", "2014")
    book.tie("Red", "fights", "Black", "2010", "2014")
    assert [one.kind for one in _strain(book)] == ["++-", "---"]


def test_the_same_seed_gives_the_same_answer_and_another_claim_leaves_other_draws_alone(book: Book) -> None:
    _triad(book, certainty=HEDGED)
    before = _strain(book)
    book.tie("Yellow", "allied_with", "White", "2010", "2014", certainty=HEDGED)
    assert _strain(book) == before


def test_without_hedges_the_readings_all_say_the_plain_answer(book: Book) -> None:
    _triad(book)
    book.tie("Green", "fights", "Black", "2010", "2014")
    book.event("attack", "2012-03-01", by="Red", on="Black")
    book.tie("Black", "truce_with", "Blue", "2010", "2014")
    view = book.view()
    told, among = grounds(view), bodies(view.actors())
    plain = {triad.nodes for triad in triads(graph_of(standings(told, DAY, among).values(), POSITIVE)) if not triad.balanced}
    found = strain(told, DAY, among)
    assert {tuple(sorted(one.actors)) for one in found} == plain
    assert {one.share for one in found} == {1.0}


@pytest.mark.parametrize(("truces", "together"), [(False, None), (True, True)])
def test_camps_leave_truces_neutral_unless_asked(book: Book, truces: bool, together: bool | None) -> None:
    book.tie("Red", "truce_with", "Blue", "2010", "2014")
    view = book.view()
    found = camps_at(grounds(view), DAY, bodies(view.actors()), CampsAsked(truces_positive=truces))
    assert (found.together("Red", "Blue") if found.graph.nodes else None) is together
    assert len(found.neutral) == (0 if truces else 1)


def test_camps_list_frustrated_ties_and_leave_disputed_pairs_out(book: Book) -> None:
    _triad(book)
    book.tie("Black", "fights", "White", "2010", "2014")
    book.tie("Black", "allied_with", "White", "2010", "2014")
    view = book.view()
    found = camps_at(grounds(view), DAY, bodies(view.actors()))
    assert (found.camps.upper, found.camps.proven, len(found.frustrated), len(found.disputed)) == (1, True, 1, 1)
    assert found.disputed[0].pair == {"Black", "White"}


@pytest.mark.shared
def test_the_seed_shows_pakistan_between_the_united_states_and_nazirs_fighters(seed: Book) -> None:
    view = seed.view()
    names = {one.id: one.name for one in view.actors()}
    found = strain(grounds(view, level=Level.UNITS), date(2013, 3, 8), bodies(view.actors()))
    assert {names[actor] for actor in found[0].actors} == {"United States", "Pakistan", "Nazir’s fighters"}
    assert found[0].sentence(names) == (
        "Pakistan is at truce with Nazir’s fighters and reportedly aids the United States, which strikes them"
    )
    assert found[0].decisive is not None
    (quote,) = [one.entry.claim.quote.text for one in found[0].evidence if one.entry.claim.id == found[0].decisive.claim]
    assert "allegedly aiding" in quote


@pytest.mark.shared
def test_in_the_seed_the_imu_and_the_ttp_are_one_camp_against_nazirs_fighters_before_his_death(seed: Book) -> None:
    view = seed.view()
    ids = {one.name: one.id for one in view.actors()}
    found = camps_at(grounds(view, level=Level.UNITS), date(2013, 1, 1), bodies(view.actors()))
    imu, ttp, fighters = (
        ids[name] for name in ("Islamic Movement of Uzbekistan", "Tehrik-e-Taliban Pakistan", "Nazir’s fighters")
    )
    assert found.together(imu, ttp) is True
    assert found.together(imu, fighters) is False
    assert found.camps.proven
