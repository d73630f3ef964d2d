"""Events of the ledger against those of a dataset."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.analysis.differing import Aspect, How
from foedus.analysis.pairing import Pairing, Told
from foedus.analysis.parties import NO_ACTOR, Parties, place_key
from foedus.analysis.reconciling import Finding, Judged, Kind, counts, paired, reconcile
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision

PARTIES = Parties()
POINT, DISTRICT, PROVINCE = PlacePrecision.POINT, PlacePrecision.DISTRICT, PlacePrecision.PROVINCE


def at(name: str, latitude: float = 11.0, longitude: float = 13.0, precision: PlacePrecision = POINT) -> Place:
    return Place(name, Location(f"test:{latitude},{longitude}", name, latitude, longitude, "NG", precision))


def told(id_: str, when: str | None = "2013-03-08", **also: Any) -> Told:
    """A clash of Red Band and the army at Wana, unless told otherwise."""
    sides = also.pop("sides", (("Red Band", "group"), ("Government of Nigeria", "state")))
    made = tuple((PARTIES.of(name, kind),) for name, kind in sides)
    source = also.pop("source", id_[0])
    kind = also.pop("type", "clash")
    shown = {"place": at("Wana town"), "country": "NG", "killed": Count(3, 3), **also}
    return Told(id_, source, f"row {id_}", f"words of {id_}", kind, made, DateSpan.parse(when) if when else None, **shown)


def of(ours: list[Told], theirs: list[Told], **how: Any) -> list[Finding]:
    return reconcile(ours, theirs, PARTIES, **how)


def one(ours: Told, theirs: Told) -> Finding:
    (found,) = of([ours], [theirs])
    return found


def test_the_same_event_is_one_that_both_have() -> None:
    found = one(told("a"), told("x"))
    assert (found.kind, found.differences) == (Kind.BOTH, ())
    assert paired([found]) == [("a", "x")]


@pytest.mark.parametrize(
    ("theirs", "aspect", "how"),
    [
        (told("x", "2013-03-10"), Aspect.DATE, How.DIFFER),
        (told("x", "2013-03-07/2013-03-09"), Aspect.DATE, How.THEY_LESS),
        (told("x", "2013-03-08~"), Aspect.DATE, How.THEY_LESS),
        (told("x", place=at("Wana district", 11.2, 13.1, DISTRICT)), Aspect.PLACE, How.THEY_LESS),
        (told("x", place=at("Kano town", 11.1, 13.05)), Aspect.PLACE, How.DIFFER),
        (told("x", place=None), Aspect.PLACE, How.THEY_LESS),
        (told("x", sides=(("Red Band", "group"), ("Blue Host", "group"))), Aspect.ACTORS, How.DIFFER),
        (told("x", sides=(("Red Band", "group"),)), Aspect.ACTORS, How.THEY_LESS),
        (told("x", killed=Count(7, 7)), Aspect.DEATHS, How.DIFFER),
        (told("x", killed=Count(2, 5)), Aspect.DEATHS, How.THEY_LESS),
        (told("x", killed=None), Aspect.DEATHS, How.THEY_LESS),
    ],
)
def test_a_difference_contradicts_or_is_less_exact(theirs: Told, aspect: Aspect, how: How) -> None:
    found = one(told("a"), theirs)
    assert [(known.aspect, known.how) for known in found.differences] == [(aspect, how)]
    assert found.kind is (Kind.DIFFER if how is How.DIFFER else Kind.BOTH)
    back = {How.THEY_LESS: How.WE_LESS, How.DIFFER: How.DIFFER}
    assert [known.how for known in one(theirs, told("a")).differences] == [back[how]]


@pytest.mark.parametrize(
    "theirs",
    [
        told("x", "2013-03-20"),
        told("x", place=at("Lagos", 6.5, 3.4)),
        told("x", country="CM"),
        told("x", type="agreement"),
        told("x", None),
        told("x", "2013"),
        told("x", "2013-03-11", place=at("Bama town", 11.4, 13.2), sides=(("Blue Host", "group"), ("Green Host", "group"))),
    ],
)
def test_events_apart_in_date_place_type_or_all_that_is_told_are_two(theirs: Told) -> None:
    assert sorted(found.kind for found in of([told("a")], [theirs])) == [Kind.ONLY_THEY, Kind.ONLY_WE]


def test_an_event_is_paired_once_and_with_the_likest() -> None:
    near, exact = told("x", "2013-03-09", killed=Count(9, 9)), told("y")
    found = of([told("a")], [near, exact])
    assert [(known.kind, known.theirs and known.theirs.id) for known in found] == [(Kind.BOTH, "y"), (Kind.ONLY_THEY, "x")]


def test_a_row_that_stands_twice_is_told_again() -> None:
    rows = [told("x1", source="x"), told("x2", source="x")]
    assert sorted(found.kind for found in of([told("a")], rows)) == [Kind.BOTH, Kind.AGAIN]


def test_a_second_report_of_an_incident_is_told_again_and_a_second_row_is_another_incident() -> None:
    ours = [told("a"), told("b", killed=Count(4, 4))]
    kinds = {found.ours.id: found.kind for found in of(ours, [told("x")]) if found.ours}
    assert kinds == {"a": Kind.BOTH, "b": Kind.AGAIN}
    same_source = [told("a", source="own"), told("b", source="own", killed=Count(4, 4))]
    kinds = {found.ours.id: found.kind for found in of(same_source, [told("x")]) if found.ours}
    assert kinds == {"a": Kind.BOTH, "b": Kind.ONLY_WE}


def test_what_people_judged_stands() -> None:
    a, x, far = told("a"), told("x"), told("y", "2016-01-01", place=at("Lagos", 6.5, 3.4))
    (kept,) = of([a], [far], judged=Judged(same={("a", "y")}))
    assert (kept.kind, kept.points) == (Kind.DIFFER, None)
    assert paired([kept]) == []
    assert sorted(found.kind for found in of([a], [x], judged=Judged(apart={("a", "x")}))) == [Kind.ONLY_THEY, Kind.ONLY_WE]


@pytest.mark.parametrize(
    ("name", "kind", "other", "other_kind", "alike"),
    [
        ("Government of Nigeria", "state", "Military Forces of Nigeria (2015-2023)", "force", True),
        ("Government of Nigeria", "state", "Nigerian army", "force", True),
        ("Government of Nigeria", "state", "Government of Chad", "state", False),
        ("Allied Democratic Forces", "group", "Allied Democratic Forces (ADF)", "group", True),
        ("ADF", "group", "Allied Democratic Forces (ADF)", "group", True),
        ("Jaish-e-Mohammed", "group", "Jaish e Muhammad", "group", True),
        ("Hamas", "group", "Hams", "group", False),
    ],
)
def test_parties_are_one_by_name_initials_or_state(name: str, kind: str, other: str, other_kind: str, alike: bool) -> None:
    assert PARTIES.alike(PARTIES.of(name, kind), PARTIES.of(other, other_kind)) is alike


def test_people_at_large_contradict_nobody() -> None:
    ours = told("a", sides=(("Red Band", "group"), ("policemen", NO_ACTOR)))
    assert [known.how for known in one(ours, told("x")).differences] == [How.WE_LESS]
    ours = told("a", sides=(("Red Band", "group"), ("residents", "community")))
    assert one(ours, told("x", sides=(("Red Band", "group"), ("Civilians", "community")))).differences == ()


def test_a_place_is_compared_without_the_sort_of_place_it_is() -> None:
    assert place_key("Wana town") == place_key("WANA") == "wana"
    assert place_key("State") == "state"


def test_counts_name_every_kind() -> None:
    found = of([told("a"), told("b", "2015-01-01")], [told("x", killed=Count(8, 8))])
    assert counts(found) == {"both have": 0, "differ": 1, "told again": 0, "only they": 0, "only we": 1, "differ in deaths": 1}


EVENTS = st.lists(st.tuples(st.integers(1, 28), st.integers(0, 3), st.integers(0, 2), st.integers(0, 9)), max_size=14)


def _made(prefix: str, drawn: list[tuple[int, int, int, int]]) -> list[Told]:
    return [
        told(
            f"{prefix}{number}",
            f"2013-03-{day:02}",
            source=prefix,
            killed=Count(dead, dead),
            place=at(f"Place {place}", 11 + place / 10),
            sides=((f"Band {band}", "group"), ("Government of Nigeria", "state")),
        )
        for number, (day, place, band, dead) in enumerate(drawn)
    ]


@given(EVENTS, EVENTS)
def test_every_event_is_found_and_paired_once_at_most(ours: Any, theirs: Any) -> None:
    mine, others = _made("a", ours), _made("x", theirs)
    found = of(mine, others)
    assert sorted({known.ours.id for known in found if known.ours}) == sorted(event.id for event in mine)
    assert sorted({known.theirs.id for known in found if known.theirs}) == sorted(event.id for event in others)
    pairs = [known for known in found if known.kind in (Kind.BOTH, Kind.DIFFER)]
    for side in ("ours", "theirs"):
        assert len({getattr(known, side).id for known in pairs}) == len(pairs)


@given(EVENTS, EVENTS)
def test_blocks_lose_no_pair_that_scores(ours: Any, theirs: Any) -> None:
    mine, others = _made("a", ours), _made("x", theirs)
    pairing = Pairing(mine, PARTIES)
    for row in others:
        blocked = {pair.ours for pair in pairing.of(row, 0)}
        alone = {position for position, event in enumerate(mine) if list(Pairing([event], PARTIES).of(row, 0))}
        days = row.days
        scored = {at_ for at_ in range(len(mine)) if days and pairing.points(at_, row, days) is not None}
        assert blocked == alone == scored


@given(EVENTS)
def test_a_dataset_against_itself_differs_in_nothing(drawn: Any) -> None:
    found = of(_made("a", drawn), _made("x", drawn))
    assert all(known.kind is Kind.BOTH for known in found)
    assert len(found) == len(drawn)


@given(EVENTS, EVENTS)
def test_judging_all_that_was_found_the_same_changes_no_finding(ours: Any, theirs: Any) -> None:
    mine, others = _made("a", ours), _made("x", theirs)
    found = of(mine, others)
    again = of(mine, others, judged=Judged(same=frozenset(paired(found))))

    def shown(findings: list[Finding]) -> list[tuple[Any, ...]]:
        return [(one.kind, one.ours and one.ours.id, one.theirs and one.theirs.id, one.differences) for one in findings]

    assert sorted(shown(again), key=repr) == sorted(shown(found), key=repr)
