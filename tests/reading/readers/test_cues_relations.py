"""Standing ties by rule, type by type, over sentences of our own."""

from __future__ import annotations

import pytest

from foedus.model.claim import Certainty, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.source import Document
from foedus.model.vocabulary import vocabulary
from foedus.reading.pipeline import prepare
from foedus.reading.readers.cues import CuesReader
from foedus.reading.readers.cues.frames import frames

PUBLISHED = DateSpan.parse("2013-03-08")


def ties(text: str) -> list[RelationClaim]:
    """The relations that the cues reader finds."""
    claims = CuesReader().read(prepare(Document(text, published=PUBLISHED))).claims
    return [claim for claim in claims if isinstance(claim, RelationClaim)]


def told(text: str) -> set[tuple[str, str, str]]:
    return {(claim.type, claim.a, claim.b) for claim in ties(text)}


TABLE = [
    ("allied_with", "Hezbollah is a close ally of Syria.", "Hezbollah", "Syria"),
    ("allied_with", "The alliance between Iran and Syria has lasted for decades.", "Iran", "Syria"),
    ("allied_with", "Hamas joined forces with Palestinian Islamic Jihad in 2006.", "Hamas", "Palestinian Islamic Jihad"),
    ("cooperates_with", "Uganda cooperates with Rwanda on patrols.", "Uganda", "Rwanda"),
    ("cooperates_with", "Boko Haram fought alongside Ansaru in the northeast.", "Boko Haram", "Ansaru"),
    ("supports", "Pakistan has long sheltered the Haqqani Network.", "Pakistan", "Haqqani Network"),
    ("supports", "The Taliban were funded by Saudi Arabia for years.", "Saudi Arabia", "Taliban"),
    ("supports", "Turkey provided arms and training to the Free Syrian Army.", "Turkey", "Free Syrian Army"),
    ("supports", "The Iran-backed Houthis hold the capital.", "Iran", "Houthis"),
    ("pledged_to", "Boko Haram pledged allegiance to the Islamic State in March 2012.", "Boko Haram", "Islamic State"),
    ("part_of", "Al-Shabaab is an affiliate of al-Qaeda.", "Al-Shabaab", "al-Qaeda"),
    ("media_arm_of", "Amaq is the official news agency of the Islamic State.", "Amaq", "Islamic State"),
    ("leads", "Abubakar Shekau, the leader of Boko Haram, was seen in Sambisa.", "Abubakar Shekau", "Boko Haram"),
    ("leads", "Hassan Nasrallah has led Hezbollah since 1992.", "Hassan Nasrallah", "Hezbollah"),
    ("leads", "Boko Haram, led by Abubakar Shekau, holds the forest.", "Abubakar Shekau", "Boko Haram"),
    ("member_of", "Ahmed Godane, a member of al-Shabaab, gave himself up.", "Ahmed Godane", "al-Shabaab"),
    ("member_of", "Russian foreign minister Sergei Lavrov left Damascus.", "Sergei Lavrov", "Russia"),
    ("merged_with", "Ansar Dine merged with Boko Haram in 2012.", "Ansar Dine", "Boko Haram"),
    ("truce_with", "A truce between Israel and Hamas began in November 2012.", "Israel", "Hamas"),
    ("truce_with", "Colombia signed a ceasefire with the FARC.", "Colombia", "FARC"),
    ("negotiates_with", "Sudan and Chad have held peace talks in Doha.", "Sudan", "Chad"),
    ("opposes", "Ethiopia opposes Egypt over the dam.", "Ethiopia", "Egypt"),
    ("opposes", "Iran broke off diplomatic relations with Saudi Arabia.", "Iran", "Saudi Arabia"),
    ("fights", "The war between Armenia and Azerbaijan went on.", "Armenia", "Azerbaijan"),
    ("fights", "The Kachin Independence Army is fighting the Burmese army.", "Kachin Independence Army", "Burmese army"),
    ("split_from", "Al-Nusra Front split from al-Qaeda in July 2012.", "Al-Nusra Front", "al-Qaeda"),
    ("designates", "The United States designated Hezbollah as a terrorist organization in 1997.", "United States", "Hezbollah"),
    ("designates", "The FARC was blacklisted by the European Union.", "European Union", "FARC"),
    ("present_in", "Al-Shabaab is based in Kismayo.", "Al-Shabaab", "Kismayo"),
    ("present_in", "The Taliban have training camps in Kunduz.", "Taliban", "Kunduz"),
]


@pytest.mark.parametrize(("kind", "text", "a", "b"), TABLE)
def test_a_tie_is_read_with_its_direction(kind: str, text: str, a: str, b: str) -> None:
    assert (kind, a, b) in told(text)


def test_the_table_holds_every_relation_type() -> None:
    assert {row[0] for row in TABLE} == set(vocabulary().relations) == {frame.type for frame in frames()}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The Taliban were funded by Saudi Arabia for years.", ("supports", "Taliban", "Saudi Arabia")),
        ("Hamas joined forces with Palestinian Islamic Jihad in 2006.", ("part_of", "Hamas", "Palestinian Islamic Jihad")),
        ("Boko Haram fought alongside Ansaru in the northeast.", ("fights", "Boko Haram", "Ansaru")),
        ("Hezbollah, led by Hassan Nasrallah, backs Syria.", ("supports", "Hassan Nasrallah", "Syria")),
        ("Hamas laid down arms; Israel watched.", ("supports", "Hamas", "Israel")),
    ],
)
def test_words_that_mislead_do_not(text: str, wrong: tuple[str, str, str]) -> None:
    assert wrong not in told(text)


def test_an_insertion_does_not_hide_the_subject() -> None:
    assert ("supports", "Hezbollah", "Syria") in told("Hezbollah, led by Hassan Nasrallah, backs Syria.")


def test_an_acronym_in_brackets_does_not_part_a_name_from_its_verb() -> None:
    text = "The Islamic Movement of Uzbekistan (IMU), led by Tahir Yuldashev, crossed the border."
    assert ("leads", "Tahir Yuldashev", "Islamic Movement of Uzbekistan") in told(text)


def test_the_body_of_its_spokesman_is_in_the_sentence_before() -> None:
    text = "The Tehrik-i-Taliban closed the road. Its spokesman, Ehsanullah Ehsan, said so."
    claims = [claim for claim in ties(text) if claim.type == "leads"]
    assert [(claim.a, claim.b, claim.role) for claim in claims] == [("Ehsanullah Ehsan", "Tehrik-i-Taliban", "spokesman")]


def test_a_tie_among_three_is_told_pair_by_pair() -> None:
    pairs = {(a, b) for kind, a, b in told("A truce between Israel, Hezbollah and Hamas holds.") if kind == "truce_with"}
    assert pairs == {("Israel", "Hezbollah"), ("Israel", "Hamas"), ("Hezbollah", "Hamas")}


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("Hassan Nasrallah has led Hezbollah since 1992.", "leads", "1992", None),
        ("Pakistan backed the Taliban until 2001.", "supports", None, "2001"),
        ("Pakistan backed the Taliban from 1994 to 2001.", "supports", "1994", "2001"),
        ("Boko Haram pledged allegiance to the Islamic State in March 2012.", "pledged_to", "2012-03", None),
        ("Al-Nusra Front split from al-Qaeda in July 2012.", "split_from", "2012-07", None),
        ("Ansar Dine merged with Boko Haram in 2012.", "merged_with", "2012", None),
        ("Colombia signed a ceasefire with the FARC on 20 November 2012.", "truce_with", "2012-11-20", None),
        ("Hezbollah is a close ally of Syria.", "allied_with", None, None),
        ("In January 2013 Uganda cooperated with Rwanda.", "cooperates_with", None, None),
    ],
)
def test_when_a_tie_begins_and_ends(text: str, kind: str, start: str | None, end: str | None) -> None:
    claim = next(claim for claim in ties(text) if claim.type == kind)
    assert (claim.start and claim.start.edtf, claim.end and claim.end.edtf) == (start, end)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pakistan shelters the Haqqani Network.", Certainty.STATED),
        ("Pakistan allegedly shelters the Haqqani Network.", Certainty.HEDGED),
        ("Pakistan does not shelter the Haqqani Network.", Certainty.DENIED),
        ("Pakistan may shelter the Haqqani Network.", Certainty.HYPOTHETICAL),
    ],
)
def test_a_tie_is_as_sure_as_its_clause(text: str, expected: Certainty) -> None:
    assert [claim.certainty for claim in ties(text) if claim.type == "supports"] == [expected]


def test_a_title_in_passing_is_stated_whatever_the_sentence_doubts() -> None:
    text = "Boko Haram leader Abubakar Shekau may have fled to Cameroon."
    assert [claim.certainty for claim in ties(text) if claim.type == "leads"] == [Certainty.STATED]


def test_the_same_pair_is_told_once() -> None:
    text = "Iran and Syria formed an alliance. The alliance between Syria and Iran holds."
    assert [claim.type for claim in ties(text)].count("allied_with") == 1


def test_a_claim_names_its_rule_and_its_sentence() -> None:
    text = "It was quiet. Pakistan shelters the Haqqani Network (Dawn [Karachi], January 4)."
    claim = next(claim for claim in ties(text) if claim.type == "supports")
    assert claim.quote.text == "Pakistan shelters the Haqqani Network"
    assert claim.origin.rule == "relation/supports/forward/1"
    assert [citation.publisher for citation in claim.citations] == ["Dawn"]


def test_a_place_is_kept_with_its_location() -> None:
    claim = next(claim for claim in ties("Al-Shabaab is based in Kismayo.") if claim.type == "present_in")
    assert claim.place is not None
    assert claim.place.location is not None
    assert claim.place.location.country == "SO"
