"""The same incident in several reports: proposed with reasons, confirmed or undone by judgements."""

from __future__ import annotations

from typing import Any

import pytest

from foedus.analysis.matching import compare, incidents, matches
from foedus.errors import BadInput, NotFound
from foedus.ledger.entries import Entry
from foedus.ledger.review import Signature, undo
from foedus.ledger.same_event import judge_events, judged_events
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from tests.analysis.told import DENIED, NOW, Book

ME = Signature("me", NOW, "the same raid")


def _town(name: str, latitude: float = 32.3, longitude: float = 69.57) -> Place:
    return Place(name, Location(f"made:{name}", name, latitude, longitude, "PK", PlacePrecision.POINT))


def _entries(book: Book) -> list[Entry]:
    return list(book.view().claims())


def _two(book: Book, one: dict[str, Any], other: dict[str, Any], kinds: tuple[str, str] = ("attack", "attack")) -> list[Entry]:
    for kind, told in zip(kinds, (one, other), strict=True):
        book.event(kind, told.pop("when", "2012-12-16"), **told)
    return _entries(book)


def test_a_raid_told_by_two_reports_is_one_incident_and_says_why(book: Book) -> None:
    wana = {"by": "Red", "on": "State", "place": _town("Wana")}
    one, other = _two(book, {**wana, "killed": Count(5, 5)}, {**wana, "killed": Count(8, None)})
    (found,) = incidents([one, other])
    assert {entry.claim.id for entry in found.entries} == set(book.claims)
    assert found.matches[0].reasons == (
        "both attack",
        "both on 2012-12-16",
        "both at Wana",
        "1 of the same initiators",
        "1 of the same targets",
        "killed differ: 5, at least 8" if one.claim.id == found.matches[0].one.claim.id else "killed differ: at least 8, 5",
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({"when": "2012-12-16"}, {"when": "2012-12-19"}, id="other days"),
        pytest.param({"place": _town("Wana")}, {"place": _town("Karachi", 24.9, 67.0)}, id="far apart"),
        pytest.param({"country": "PK"}, {"country": "AF"}, id="other countries"),
        pytest.param({"on": "State"}, {"by": "Black", "on": "White"}, id="other people"),
    ],
)
def test_what_contradicts_keeps_incidents_apart(book: Book, one: dict[str, Any], other: dict[str, Any]) -> None:
    base = {"by": "Red", "on": "State"}
    assert matches(_two(book, {**base, **one}, {**base, **other})) == []


def test_type_and_day_alone_are_never_enough(book: Book) -> None:
    assert matches(_two(book, {"by": "Red"}, {"by": "Blue"})) == []


def test_a_clash_and_an_attack_may_be_one_and_the_sides_may_be_swapped(book: Book) -> None:
    entries = _two(book, {"by": "Red", "on": "State"}, {"by": "State", "on": "Red"}, ("clash", "attack"))
    (found,) = matches(entries)
    assert "the same two sides, named the other way round" in found.reasons


def test_a_vague_date_is_not_held_to_a_day(book: Book) -> None:
    wana = {"by": "Red", "on": "State", "place": _town("Wana")}
    (found,) = matches(_two(book, {**wana, "when": "2012-12"}, {**wana, "when": "2012-12-16"}))
    assert "dates agree: 2012-12, 2012-12-16" in found.reasons


def test_a_year_is_too_vague_to_match_by(book: Book) -> None:
    wana = {"by": "Red", "on": "State", "place": _town("Wana")}
    assert matches(_two(book, {**wana, "when": "2012"}, {**wana, "when": "2012-12-16"})) == []


def test_near_towns_match_and_the_distance_is_told(book: Book) -> None:
    base = {"by": "Red", "on": "State"}
    (found,) = matches(_two(book, {**base, "place": _town("Wana")}, {**base, "place": _town("Azam Warsak", 32.31, 69.47)}))
    assert "Wana and Azam Warsak, 9 km apart" in found.reasons


def test_a_judgement_joins_what_the_reports_do_not_show_and_undoing_it_parts_them(book: Book) -> None:
    one, other = (entry.claim.id for entry in _two(book, {"by": "Red"}, {"by": "Blue", "when": "2013"}))
    made = judge_events(book.ledger, (one, other), True, ME)
    (found,) = incidents(_entries(book), judged_events(book.view()))
    assert {entry.claim.id for entry in found.entries} == {one, other}
    assert found.matches[0].reasons == ("judged one incident by me",)
    undo(book.ledger, made.id, ME)
    assert incidents(_entries(book), judged_events(book.view())) == []


def test_a_judgement_keeps_apart_what_looks_the_same_even_over_a_third(book: Book) -> None:
    for _ in range(3):
        book.event("attack", "2012-12-16", by="Red", on="State", place=_town("Wana"))
    first, second, _ = book.claims
    assert [len(one.entries) for one in incidents(_entries(book))] == [3]
    judge_events(book.ledger, (first, second), False, ME)
    found = incidents(_entries(book), judged_events(book.view()))
    assert not any({first, second} <= {entry.claim.id for entry in one.entries} for one in found)


def test_judging_events_joins_no_actors(book: Book) -> None:
    one, other = (entry.claim.id for entry in _two(book, {"by": "Red"}, {"by": "Blue"}))
    before = book.view().actors()
    judge_events(book.ledger, (one, other), True, ME)
    assert book.view().actors() == before
    assert book.view().identities.contradictions == ()


def test_only_events_can_be_judged_one_incident(book: Book) -> None:
    event, tie = book.event("attack", "2012", by="Red"), book.tie("Red", "fights", "Blue")
    with pytest.raises(BadInput, match=f"^claim {tie} is a relation, no event; foedus events --json shows those that are$"):
        judge_events(book.ledger, (event, tie), True, ME)
    with pytest.raises(BadInput, match=f"^{event} is one claim; name two$"):
        judge_events(book.ledger, (event, event), True, ME)
    with pytest.raises(NotFound, match="there is no claim 'clm-0' in the ledger"):
        judge_events(book.ledger, (event, "clm-0"), True, ME)


def test_comparing_is_the_same_both_ways(book: Book) -> None:
    wana = {"by": "Red", "on": "State", "place": _town("Wana")}
    one, other = _two(book, dict(wana), {**wana, "by": "Red, Blue"})
    left, right = compare(one, other), compare(other, one)
    assert left is not None
    assert right is not None
    assert (left.points, left.reasons) == (right.points, right.reasons)


def test_a_denial_is_matched_with_what_it_denies(book: Book) -> None:
    wana = {"by": "Red", "on": "State", "place": _town("Wana")}
    assert len(matches(_two(book, dict(wana), {**wana, "certainty": DENIED}))) == 1
