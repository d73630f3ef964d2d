"""What people decide: appended, signed, undoable, and never against what they did not see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from foedus.errors import BadInput, BadVocabulary, FoedusError, NotFound, Refused
from foedus.ledger.entries import ClaimFilter
from foedus.ledger.intake import record
from foedus.ledger.review import Signature, accept, correct, judgements, not_same, reject, same_as, undo
from foedus.ledger.session import Ledger
from foedus.ledger.verify import verify
from foedus.model.claim import EventClaim, RelationClaim
from foedus.model.judgement import Verdict
from foedus.model.place import Location, Place, PlacePrecision
from foedus.model.source import Citation
from tests.ledger.made import actor, alliance, at, document, quoted, raid, reading

ADA = Location("geonames:1", "Ada", 33.5, 70.25, "PK", PlacePrecision.POINT)


def signed(hour: float, by: str = "ann", why: str = "read it") -> Signature:
    return Signature(by, at(hour), why)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    of = document()
    told = raid(of, place=Place("Ada", ADA), citations=(Citation("Dawn"),))
    record(ledger, reading(of, claims=(told, alliance(of))), now=at(0))
    return ledger


def the_raid() -> str:
    return raid(document(), place=Place("Ada", ADA), citations=(Citation("Dawn"),)).id


def shown(ledger: Ledger) -> dict[str, str]:
    return {entry.claim.id: entry.claim.type for entry in ledger.view().claims()}


def test_a_rejected_claim_is_left_out_until_the_judgement_is_undone(filled: Ledger) -> None:
    made = reject(filled, the_raid(), signed(1))
    assert the_raid() not in shown(filled)
    assert the_raid() in {entry.claim.id for entry in filled.view(as_of=at(0.5)).claims()}
    taken_back = undo(filled, made.id, signed(2, "bob", "hasty"))
    assert (taken_back.id, taken_back.undone_at, taken_back.undone_by, taken_back.undone_why) == (made.id, at(2), "bob", "hasty")
    assert the_raid() in shown(filled)
    assert the_raid() not in {entry.claim.id for entry in filled.view(as_of=at(1.5)).claims()}


def test_the_last_standing_judgement_wins_and_earlier_ones_stay(filled: Ledger) -> None:
    first = reject(filled, the_raid(), signed(1))
    second = accept(filled, the_raid(), signed(2, "bob"))
    (entry,) = (entry for entry in filled.view().claims() if entry.claim.id == the_raid())
    assert entry.judgement == second
    assert judgements(filled, about=the_raid()) == [first, second]
    assert judgements(filled, by="ann") == [first]
    undo(filled, second.id, signed(3))
    assert the_raid() not in shown(filled)
    assert judgements(filled, undone=False) == [first]


def test_a_corrected_claim_is_shown_as_corrected_with_the_original_behind_it(filled: Ledger) -> None:
    made = correct(filled, the_raid(), {"type": "bombing", "targets": ["Blue Host"], "killed": {"min": 2, "max": 2}}, signed(1))
    (entry,) = filled.view().claims(ClaimFilter(types=("bombing",)))
    assert isinstance(entry.claim, EventClaim)
    assert isinstance(entry.original, EventClaim)
    assert (entry.claim.type, entry.claim.targets, entry.original.type) == ("bombing", ("Blue Host",), "attack")
    assert set(entry.who) == {"Red Band", "Blue Host"}
    assert (entry.claim.place, entry.claim.date, entry.claim.citations) == (
        entry.original.place, entry.original.date, entry.original.citations,
    )
    assert (entry.claim.origin.reader, entry.claim.origin.version, entry.judgement) == ("human", made.id, made)
    assert list(filled.view().claims(ClaimFilter(types=("attack",)))) == []
    assert len(list(filled.view(as_of=at(0.5)).claims(ClaimFilter(types=("attack",))))) == 1
    assert verify(filled) == []


def test_a_correction_may_be_corrected_and_undone_by_either_id(filled: Ledger) -> None:
    first = correct(filled, the_raid(), {"type": "bombing"}, signed(1))
    (entry,) = filled.view().claims(ClaimFilter(types=("bombing",)))
    second = correct(filled, entry.claim.id, {"type": "clash"}, signed(2))
    assert second.subject == first.subject == the_raid()
    assert sorted(shown(filled).values()) == ["allied_with", "clash"]
    history = filled.view().history(entry.claim.id)
    assert history.claim.id == the_raid()
    assert history.judgements == (first, second)
    assert [history.corrections[made.id].type for made in (first, second)] == ["bombing", "clash"]
    undo(filled, second.id, signed(3))
    assert sorted(shown(filled).values()) == ["allied_with", "bombing"]


def test_a_second_correction_builds_on_the_first(filled: Ledger) -> None:
    correct(filled, the_raid(), {"certainty": "hedged", "killed": {"min": 2, "max": 2}}, signed(1))
    correct(filled, the_raid(), {"type": "bombing"}, signed(2, "bob"))
    (entry,) = filled.view().claims(ClaimFilter(form="event"))
    assert isinstance(entry.claim, EventClaim)
    assert (entry.claim.type, entry.claim.certainty, str(entry.claim.killed)) == ("bombing", "hedged", "2")
    assert entry.claim.place == Place("Ada", ADA)
    assert verify(filled) == []


def test_to_accept_a_corrected_claim_is_to_accept_it_as_corrected(filled: Ledger) -> None:
    made = correct(filled, the_raid(), {"type": "bombing"}, signed(1))
    accepted = accept(filled, the_raid(), signed(2, "bob"))
    (entry,) = filled.view().claims(ClaimFilter(form="event"))
    assert (entry.claim.type, entry.claim.origin.version, entry.judgement) == ("bombing", made.id, accepted)
    assert entry.original is not None
    assert entry.original.id == the_raid()
    reject(filled, entry.claim.id, signed(3))
    assert list(shown(filled).values()) == ["allied_with"]
    accept(filled, entry.claim.id, signed(4))
    undo(filled, made.id, signed(5))
    assert sorted(shown(filled).values()) == ["allied_with", "attack"]


def test_an_event_may_be_corrected_to_a_relation(filled: Ledger) -> None:
    correct(filled, the_raid(), {"type": "fights", "a": "Red Band", "b": "Blue Host", "start": "2012"}, signed(1))
    (entry,) = filled.view().claims(ClaimFilter(types=("fights",)))
    assert isinstance(entry.claim, RelationClaim)
    assert (entry.claim.a, entry.claim.b, str(entry.claim.start)) == ("Red Band", "Blue Host", "2012")
    assert verify(filled) == []


def test_a_corrected_quote_is_found_where_it_stands_nearest(ledger: Ledger) -> None:
    of = document("Ada fell. Red Band raided it. Ada fell. Ada fell.")
    told = raid(of, quote=quoted(of, "Red Band raided it"))
    record(ledger, reading(of, claims=(told,)), now=at(0))
    correct(ledger, told.id, {"quote": "Ada fell."}, signed(1))
    (entry,) = ledger.view().claims()
    assert (entry.claim.quote.start, entry.claim.quote.end) == (0, 9)


@pytest.mark.parametrize(("correction", "fault", "says"), [
    ({"quote": "Red Band stormed it"}, BadInput, "the quote 'Red Band stormed it' does not stand in the document 'A report'"),
    ({"type": "picnic"}, BadVocabulary, "claim type 'picnic' is not in the vocabulary; choose one of attack, bombing"),
    ({"certainty": "sure"}, BadVocabulary, "certainty 'sure' is not in the vocabulary; choose one of stated, hedged"),
    ({"status": "over"}, BadVocabulary, "status 'over' is not in the vocabulary"),
    ({"date": "3 May"}, BadInput, "date '3 May' is not EDTF"),
    ({"start": "2012"}, BadInput, "a corrected attack claim has no field 'start'; its fields are type, certainty"),
    ({"killed": 2}, BadInput, "field 'killed' of a corrected claim is 2; write {\"min\": 1"),
    ({"killed": {"min": 3, "max": 2}}, BadInput, "count 3 to 2 runs backwards"),
    ({"initiators": "Red Band"}, BadInput, "field 'initiators' of a corrected claim is 'Red Band'; give a list of names"),
    ({"place": 7}, BadInput, "field 'place' of a corrected claim is 7; give text, or null for none"),
    ({"sources": ["Dawn"]}, BadInput, "a source of a corrected claim is 'Dawn'; write {\"publisher\": \"Dawn\""),
    ({"type": "fights", "a": "Red Band"}, BadInput, "field 'b' of a corrected claim is None; it needs words"),
])
def test_a_correction_that_cannot_stand_is_refused(
    filled: Ledger, correction: Mapping[str, Any], fault: type[FoedusError], says: str
) -> None:
    with pytest.raises(fault) as raised:
        correct(filled, the_raid(), correction, signed(1))
    assert says in str(raised.value)
    assert judgements(filled, about=the_raid()) == []


def test_who_judges_what_another_judged_meanwhile_is_refused(filled: Ledger) -> None:
    made = reject(filled, the_raid(), signed(1), expected=None)
    with pytest.raises(Refused) as raised:
        accept(filled, the_raid(), signed(2, "bob"), expected=None)
    assert str(raised.value) == (
        f"claim {the_raid()} was judged rejected by ann ({made.id}) since you looked; look again before you judge"
    )
    assert accept(filled, the_raid(), signed(2, "bob"), expected=made.id).verdict is Verdict.ACCEPTED


def test_who_judges_on_a_judgement_that_was_undone_is_refused(filled: Ledger) -> None:
    made = reject(filled, the_raid(), signed(1))
    undo(filled, made.id, signed(2))
    with pytest.raises(Refused, match=f"the judgement {made.id} of claim .* has been undone since you looked"):
        correct(filled, the_raid(), {"type": "clash"}, signed(3), expected=made.id)


def test_the_very_same_judgement_twice_is_one(filled: Ledger) -> None:
    assert reject(filled, the_raid(), signed(1)) == reject(filled, the_raid(), signed(1))
    assert len(judgements(filled, about=the_raid())) == 1


def test_a_judgement_can_be_undone_once(filled: Ledger) -> None:
    made = reject(filled, the_raid(), signed(1))
    undo(filled, made.id, signed(2, "bob"))
    with pytest.raises(Refused) as raised:
        undo(filled, made.id, signed(3))
    assert str(raised.value) == f"judgement {made.id} was undone by bob on 2024-05-01 10:00 UTC already"
    with pytest.raises(Refused, match="was made at this time and undone by bob; judge again with a later one"):
        reject(filled, the_raid(), signed(1))


def test_what_is_not_in_the_ledger_cannot_be_judged(filled: Ledger) -> None:
    with pytest.raises(NotFound, match="there is no claim 'clm-none' in the ledger"):
        reject(filled, "clm-none", signed(1))
    with pytest.raises(NotFound, match="there is no judgement 'jdg-none'"):
        undo(filled, "jdg-none", signed(1))
    band = actor(document(), "Red Band").id
    with pytest.raises(NotFound, match="there is no actor 'act-none' in the ledger"):
        same_as(filled, band, "act-none", signed(1))
    with pytest.raises(NotFound, match="there is no actor 'no-key' in the ledger"):
        same_as(filled, band, "no-key", signed(1))
    with pytest.raises(BadInput, match="is one actor; name two"):
        not_same(filled, band, band, signed(1))
    with pytest.raises(BadInput, match="are both entries of the lexicon"):
        not_same(filled, "a", "b", signed(1))


def test_a_judgement_is_signed() -> None:
    with pytest.raises(BadInput, match="a judgement is signed; give the name of who judges"):
        Signature(" ", at(0))
    with pytest.raises(BadInput, match="has no time zone"):
        Signature("ann", at(0).replace(tzinfo=None))
