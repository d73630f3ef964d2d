"""Events by trigger word, type by type, over sentences of our own."""

from __future__ import annotations

import pytest

from foedus.model.claim import Certainty, EventClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.source import Document
from foedus.model.vocabulary import vocabulary
from foedus.reading.pipeline import prepare
from foedus.reading.readers.cues import CuesReader
from foedus.reading.readers.cues.triggers import triggers

PUBLISHED = DateSpan.parse("2013-03-08")


def events(text: str) -> list[EventClaim]:
    """The events that the cues reader finds."""
    claims = CuesReader().read(prepare(Document(text, published=PUBLISHED))).claims
    return [claim for claim in claims if isinstance(claim, EventClaim)]


def one(text: str, kind: str) -> EventClaim:
    found = [claim for claim in events(text) if claim.type == kind]
    assert len(found) == 1, f"{kind}: {found}"
    return found[0]


TABLE = [
    ("attack", "Boko Haram attacked the Nigerian army in May 2009.", ["Boko Haram"], ["Nigerian army"], []),
    ("attack", "The Nigerian army was attacked by Boko Haram in Yobe in 2012.", ["Boko Haram"], ["Nigerian army"], []),
    ("attack", "Hamas rejected the attack on Israel by Hezbollah in 2012.", ["Hezbollah"], ["Israel"], []),
    ("bombing", "On 4 June 2012 a Hamas bombing shook Jerusalem.", ["Hamas"], [], []),
    ("assassination", "In 2008 Israel assassinated Imad Mughniyeh.", ["Israel"], ["Imad Mughniyeh"], []),
    ("air_strike", "A US drone strike on the Haqqani Network followed on 3 January.", ["United States"], ["Haqqani Network"], []),
    ("clash", "Hezbollah clashed with the Lebanese army in Tripoli in 2008.", ["Hezbollah"], ["Lebanese army"], []),
    ("operation", "The Turkish army launched an offensive against the PKK in July 2011.", ["Turkish army"], ["PKK"], []),
    ("abduction", "Al-Shabaab kidnapped two Kenyan officers in March 2012.", ["Al-Shabaab"], ["Kenyan officers"], []),
    ("arrest", "Kenyan police arrested Aboud Rogo in Mombasa in 2012.", ["Kenyan police"], ["Aboud Rogo"], []),
    ("prison_break", "Fighters of al-Qaeda escaped from a prison in Sanaa in 2006.", ["al-Qaeda"], [], []),
    ("release", "The FARC released three soldiers in Cauca on 14 February 2013.", ["FARC"], [], []),
    ("execution", "Iran executed Abdolmalek Rigi in June 2010.", ["Iran"], ["Abdolmalek Rigi"], []),
    ("expulsion", "French troops drove Ansar Dine out of Timbuktu in January 2013.", ["French troops"], ["Ansar Dine"], []),
    ("agreement", "Israel and Hamas agreed to a ceasefire in Cairo in 2012.", [], [], ["Israel", "Hamas"]),
    ("meeting", "Sudan and South Sudan held talks in Addis Ababa in 2012.", [], [], ["Sudan", "South Sudan"]),
    ("statement", "Al-Shabaab claimed responsibility for the raid in July 2010.", ["Al-Shabaab"], [], []),
    ("designation", "The European Union blacklisted Hezbollah in July 2012.", ["European Union"], ["Hezbollah"], []),
    ("organisation", "Al-Shabaab was founded in 2006 in Mogadishu.", [], ["Al-Shabaab"], []),
    ("organisation", "Al-Nusra Front split from al-Qaeda in July 2012.", ["Al-Nusra Front"], ["al-Qaeda"], []),
    ("leadership", "Qasim al-Raymi succeeded Nasir al-Wuhayshi in June 2012.", ["Qasim al-Raymi"], ["Nasir al-Wuhayshi"], []),
]


@pytest.mark.parametrize(("kind", "text", "who", "whom", "sides"), TABLE)
def test_an_event_is_read_with_its_sides(kind: str, text: str, who: list[str], whom: list[str], sides: list[str]) -> None:
    claim = one(text, kind)
    assert (list(claim.initiators), list(claim.targets), list(claim.participants)) == (who, whom, sides)


def test_the_table_holds_every_event_type() -> None:
    assert {row[0] for row in TABLE} == set(vocabulary().events) == {trigger.type for trigger in triggers()}


def test_date_place_and_toll_are_taken_from_the_sentence() -> None:
    claim = one("On 4 June 2012 Hamas attacked Israel in Ashkelon, killing nine people and wounding at least 20.", "attack")
    assert (claim.date and claim.date.edtf, claim.place and claim.place.name, claim.country) == ("2012-06-04", "Ashkelon", "IL")
    assert (claim.killed, claim.wounded, claim.captured) == (Count(9, 9), Count(20, None), None)


def test_a_killing_that_an_event_brings_is_no_second_event() -> None:
    text = "A US drone strike on the Haqqani Network killed five militants in North Waziristan on 3 January."
    assert [claim.type for claim in events(text)] == ["air_strike"]


def test_the_same_incident_told_twice_is_one_event_with_what_both_tell() -> None:
    text = "On 4 June 2012 Hamas attacked Israel. On 4 June 2012 Hamas attacked Israel in Ashkelon, killing nine people."
    claim = one(text, "attack")
    assert claim.quote.text == "On 4 June 2012 Hamas attacked Israel."
    assert (claim.place and claim.place.name, claim.killed) == ("Ashkelon", Count(9, 9))


def test_two_attacks_in_one_sentence_are_two() -> None:
    found = events("In 2012 Hamas attacked Israel, while Boko Haram attacked Cameroon.")
    assert [(claim.initiators, claim.targets) for claim in found] == [(("Hamas",), ("Israel",)), (("Boko Haram",), ("Cameroon",))]


@pytest.mark.parametrize(
    ("text", "status", "certainty"),
    [
        ("Boko Haram attacked Cameroon in 2012.", Status.COMPLETED, Certainty.STATED),
        ("Kenyan police foiled an attack by al-Shabaab in 2012.", Status.FAILED, Certainty.STATED),
        ("Al-Shabaab threatened to attack Kenya.", Status.PLANNED, Certainty.HYPOTHETICAL),
        ("Boko Haram did not attack Cameroon.", Status.COMPLETED, Certainty.DENIED),
        ("Boko Haram reportedly attacked Cameroon in 2012.", Status.COMPLETED, Certainty.HEDGED),
    ],
)
def test_what_became_of_it_and_how_sure_it_is(text: str, status: Status, certainty: Certainty) -> None:
    claim = one(text, "attack")
    assert (claim.status, claim.certainty) == (status, certainty)


def test_an_accusation_is_doubtful_in_what_it_says_not_in_that_it_was_made() -> None:
    claim = one("In 2012 Kenya accused Eritrea of arming al-Shabaab.", "statement")
    assert (claim.certainty, claim.initiators, claim.targets) == (Certainty.STATED, ("Kenya",), ("Eritrea",))


def test_an_assassination_needs_a_person() -> None:
    assert not [claim for claim in events("Gunmen murdered three villagers in Kano in 2012.") if claim.type == "assassination"]


def test_a_trigger_with_nobody_in_it_is_no_event() -> None:
    assert events("There was an attack in 2012 and talks in May.") == []


def test_a_claim_names_its_rule() -> None:
    assert one("Boko Haram attacked Cameroon in 2012.", "attack").origin.rule == "event/attack/verbs"
