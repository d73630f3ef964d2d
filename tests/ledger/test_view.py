"""What a view shows: by filter, by moment, by what had been published."""

from __future__ import annotations

from datetime import date

import pytest

from foedus.errors import NotFound
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.intake import record
from foedus.ledger.review import Signature, same_as
from foedus.ledger.session import Ledger
from foedus.model.claim import Certainty, Claim
from foedus.model.dates import DateSpan
from foedus.model.place import Location, Place, PlacePrecision
from tests.ledger.made import actor, alliance, at, document, raid, reading

ADA = Location("geonames:1", "Ada Village", 33.5, 70.25, "PK", PlacePrecision.POINT)


def span(edtf: str) -> DateSpan:
    return DateSpan.parse(edtf)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two reports: a raid and an alliance without dates in one, a raid, a base and a dated truce in the other."""
    first = document(origin="1.txt")
    place = Place("Ada", ADA)
    record(ledger, reading(first, claims=(raid(first, place=place, certainty=Certainty.HEDGED), alliance(first))), now=at(1))
    second = document(origin="2.txt", title="Another", published=span("2014"))
    claims = (
        raid(second, date=span("2013-06/.."), country=None, targets=("Green Front",)),
        alliance(second, type="present_in", b="Ada", place=place),
        alliance(second, type="truce_with", b="Green Front", start=span("2013"), end=span("2014-02-03")),
    )
    cast = (actor(second, "Red Band"), actor(second, "Green Front", "force"))
    record(ledger, reading(second, actors=cast, claims=claims), now=at(2))
    return ledger


def asked(ledger: Ledger, **conditions: object) -> list[tuple[str, str]]:
    entries = ledger.view().claims(ClaimFilter(**conditions))  # type: ignore[arg-type]
    return [(entry.document.origin or "", entry.claim.type) for entry in entries]


@pytest.mark.parametrize(("conditions", "found"), [
    ({}, ["1 attack", "1 allied_with", "2 attack", "2 present_in", "2 truce_with"]),
    ({"form": "event"}, ["1 attack", "2 attack"]),
    ({"types": ("attack", "truce_with")}, ["1 attack", "2 attack", "2 truce_with"]),
    ({"certainties": (Certainty.HEDGED,)}, ["1 attack"]),
    ({"country": "PK"}, ["1 attack", "2 present_in"]),
    ({"place": "ADA"}, ["1 attack", "2 present_in"]),
    ({"place": "ada village"}, ["1 attack", "2 present_in"]),
    ({"place": "geonames:1"}, ["1 attack", "2 present_in"]),
    ({"place": "Edo"}, []),
    ({"span": span("2012")}, ["1 attack"]),
    ({"span": span("2012"), "undated": True}, ["1 attack", "1 allied_with", "2 present_in"]),
    ({"span": span("2020")}, ["2 attack"]),
    ({"span": span("2014-02")}, ["2 attack", "2 truce_with"]),
    ({"span": span("../2013-01")}, ["1 attack", "2 truce_with"]),
    ({"span": span("2014-03/..")}, ["2 attack"]),
    ({"form": "relation", "types": ("attack",)}, []),
])
def test_claims_are_found_by_what_is_asked(filled: Ledger, conditions: dict[str, object], found: list[str]) -> None:
    assert [f"{origin[0]} {kind}" for origin, kind in asked(filled, **conditions)] == found


def test_claims_of_a_pair_are_those_in_which_both_take_part(filled: Ledger) -> None:
    one = actor(document(), "Red Band").id
    two = actor(document(title="Another", published=span("2014")), "Red Band").id
    green = next(found for found in filled.view().actors() if found.name == "Green Front").id
    assert asked(filled, actors=(one, green)) == []
    assert asked(filled, actors=(two, green)) == [("2.txt", "attack"), ("2.txt", "truce_with")]
    same_as(filled, one, two, Signature("ann", at(3)))
    assert asked(filled, actors=(one,)) == asked(filled)
    assert asked(filled, actors=(one, green)) == [("2.txt", "attack"), ("2.txt", "truce_with")]
    joined = min(one, two)
    assert {entry.who["Red Band"] for entry in filled.view().claims()} == {joined}
    assert {entry.who["Red Band"] for entry in filled.view(as_of=at(2.5)).claims()} == {one, two}


def test_actors_are_shown_with_their_commonest_name_and_who_calls_them_what(ledger: Ledger) -> None:
    ids = []
    for number, name in enumerate(("Band", "Red Band", "Red Band")):
        of = document(origin=f"{number}.txt", text=f"Report {number}. It is. So.")
        ids.append(actor(of, name, "group", "the Reds").id)
        record(ledger, reading(of, actors=(actor(of, name, "group", "the Reds"),), claims=()), now=at(number))
    for other in ids[1:]:
        same_as(ledger, ids[0], other, Signature("ann", at(5)))
    (cluster,) = ledger.view().actors()
    assert (cluster.id, cluster.name, cluster.kind, cluster.actors) == (min(ids), "Red Band", "group", tuple(sorted(ids)))
    assert {name: len(documents) for name, documents in cluster.names.items()} == {"Red Band": 2, "the Reds": 3, "Band": 1}
    assert ledger.view().actor(ids[1]) == cluster
    with pytest.raises(NotFound, match="there is no actor 'act-none' in this view"):
        ledger.view().actor("act-none")


def test_what_was_not_yet_published_is_not_known_and_undated_documents_are_counted(filled: Ledger) -> None:
    for number, published in enumerate((None, span("2010/.."))):
        of = document(f"Undated {number}. It is. So.", origin=f"u{number}.txt", published=published)
        record(filled, reading(of, claims=()), now=at(3))
    view = filled.view(known_by=date(2013, 12, 31))
    assert [info.origin for info in view.documents()] == ["1.txt"]
    assert {entry.document.origin for entry in view.claims()} == {"1.txt"}
    assert [found.name for found in view.actors()] == ["Blue Host", "Red Band"]
    assert view.undated == 2
    assert [info.origin for info in filled.view(known_by=date(2014, 12, 31)).documents()] == ["1.txt", "2.txt"]
    assert filled.view().undated == 0


def test_documents_are_described_without_their_text(filled: Ledger) -> None:
    info = next(filled.view().documents())
    of = document(origin="1.txt")
    assert (info.id, info.title, info.published, info.characters, info.recorded_at) == (
        of.id, "A report", span("2012-05-04"), len(of.text), at(1),
    )
    assert filled.view().document(of.id) == of
    assert filled.view().original(of.id) is None
    with pytest.raises(NotFound, match="there is no document 'doc-none' in the ledger"):
        filled.view().document("doc-none")


def test_a_claim_without_a_history_has_an_empty_one(filled: Ledger) -> None:
    claim: Claim = next(filled.view().claims()).claim
    history = filled.view().history(claim.id)
    assert (history.claim, history.judgements, history.superseded_at, dict(history.corrections)) == (claim, (), None, {})
    with pytest.raises(NotFound, match="there is no claim 'clm-none' in the ledger"):
        filled.view().history("clm-none")


def test_claims_may_be_left_half_read(filled: Ledger) -> None:
    claims = filled.view().claims()
    next(claims)
    claims.close()  # type: ignore[attr-defined]
    record(filled, reading(document("More. It is. So.", origin="3.txt"), actors=(), claims=()), now=at(4))


def test_claims_seen_while_others_are_recorded_are_those_of_the_beginning(filled: Ledger) -> None:
    claims = filled.view().claims()
    first = next(claims)
    of = document("Red Band raided Edo. It is. So.", origin="1.txt")
    record(filled, reading(of, claims=(raid(of),)), now=at(4))
    assert len([first, *claims]) == 5
    assert len(list(filled.view().claims())) == 4
