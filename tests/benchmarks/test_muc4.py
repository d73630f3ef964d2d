from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from muc.corpus import read, read_keys, read_texts
from muc.score import TYPE, Tally, normal, score, score_text
from muc.template import ROLES, Template
from muc.templates import Cast, incident_type, perpetrator, target_role, templates

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, EventClaim, Origin, Status
from foedus.model.reading import Reading
from foedus.model.source import Document, Quote

RAID = Template("attack", {"PerpOrg": (("the reds", "r.e.d."),), "Victim": (("ana paz",), ("juan sol",))})


def counts(tally: Tally) -> tuple[int, int, int, int]:
    return tally.right, tally.predicted, tally.found, tally.gold


def one(predicted: list[Template], gold: list[Template]) -> dict[str, tuple[int, int, int, int]]:
    return {what: counts(tally) for what, tally in score([(predicted, gold)]).tallies.items()}


def test_the_key_itself_scores_one() -> None:
    result = score([([RAID], [RAID])])
    assert result.micro.f1 == 1.0
    assert counts(result.micro) == (4, 4, 4, 4)


@pytest.mark.parametrize(
    ("filler", "right"),
    [(("reds",), 1), (("RED",), 1), (("the reds", "red"), 1), (("reds", "blues"), 0), (("red army",), 0)],
)
def test_a_filler_is_right_if_all_its_strings_name_one_gold_filler(filler: tuple[str, ...], right: int) -> None:
    assert one([Template("attack", {"PerpOrg": (filler,)})], [RAID])["PerpOrg"] == (right, 1, right, 1)


def test_two_fillers_that_meet_one_gold_filler_are_both_right_and_find_one() -> None:
    assert one([Template("attack", {"PerpOrg": (("reds",), ("red",))})], [RAID])["PerpOrg"] == (2, 2, 1, 1)


def test_a_pair_of_different_types_earns_nothing() -> None:
    result = one([Template("bombing", RAID.fillers)], [RAID])
    assert result[TYPE] == (0, 1, 0, 1)
    assert result["Victim"] == (0, 2, 0, 2)


def test_either_type_of_a_double_gold_type_is_right() -> None:
    assert one([Template("attack")], [Template("bombing / attack")])[TYPE] == (1, 1, 1, 1)


def test_templates_are_paired_for_the_highest_f1_and_not_in_their_order() -> None:
    other = Template("attack", {"Victim": (("eva luz",),)})
    assert one([RAID, other], [other, RAID])["Victim"] == (3, 3, 3, 3)


def test_one_template_cannot_stand_for_two() -> None:
    assert one([RAID], [RAID, Template("attack", {"Weapon": (("bomb",),)})])[TYPE] == (1, 1, 1, 2)


def test_gold_templates_that_say_the_same_count_once() -> None:
    assert one([RAID], [RAID, RAID])[TYPE] == (1, 1, 1, 1)


def test_templates_of_a_text_without_incident_are_spurious() -> None:
    assert one([RAID], [])["Victim"] == (0, 2, 0, 0)
    assert score([([], []), ([RAID], [RAID])]).micro.f1 == 1.0


def test_strings_are_compared_without_case_punctuation_and_articles() -> None:
    assert normal('The "Santo Tomas"  farm, a  car-bomb') == "santo tomas farm carbomb"


FILLERS = st.lists(st.lists(st.sampled_from("xyz"), min_size=1, max_size=2).map(tuple), max_size=2).map(tuple)
FROZEN = st.tuples(st.sampled_from(["attack", "bombing"]), st.tuples(*[FILLERS] * len(ROLES)))


@given(st.lists(FROZEN, max_size=3), st.lists(FROZEN, max_size=3))
def test_no_other_pairing_has_a_higher_f1(predicted: list, gold: list) -> None:  # type: ignore[type-arg]
    best = score_text(predicted, gold).micro.f1
    slots = [*range(len(gold)), *[None] * len(predicted)]
    for way in permutations(slots, len(predicted)):
        pairs = [(predicted[i], gold[g]) for i, g in enumerate(way) if g is not None]
        alone = [score_text([p], [g]).micro for p, g in pairs]
        fixed = score_text(predicted, gold).micro
        total = Tally(sum(t.right for t in alone), fixed.predicted, sum(t.found for t in alone), fixed.gold)
        assert total.f1 <= best + 1e-12


TEXTS = """
DEV-MUC3-9001 (XYZ)

   SOMEWHERE, 1 JAN 90 (XYZ) -- [TEXT] [REDS] REDS STORMED
THE "OLD" FARM [AS HEARD].

   THE RED ARMY DENIED IT.

DEV-MUC3-9002 (XYZ)

   SOMEWHERE ELSE, 2 JAN 90 (XYZ) -- [TEXT] IT RAINED.
"""
KEYS = """
;;; a note
0.  MESSAGE: ID                     DEV-MUC3-9001 (XYZ)
1.  MESSAGE: TEMPLATE               1
4.  INCIDENT: TYPE                  ATTACK
6.  INCIDENT: INSTRUMENT ID         *
9.  PERP: INDIVIDUAL ID             REDS
10. PERP: ORGANIZATION ID           "RED ARMY" / "R.A."
12. PHYS TGT: ID                    ? "\\"OLD\\" FARM" / "FARM"
18. HUM TGT: NAME                   "NOT THERE"

0.  MESSAGE: ID                     DEV-MUC3-9002 (XYZ)
1.  MESSAGE: TEMPLATE               *
4.  INCIDENT: TYPE                  *
"""


def test_original_texts_lose_header_dateline_and_line_ends() -> None:
    assert dict(read_texts(TEXTS)) == {
        "DEV-MUC3-9001": 'reds stormed the "old" farm (as heard).    the red army denied it.',
        "DEV-MUC3-9002": "it rained.",
    }


def test_original_keys_give_alternatives_escapes_and_unquoted_strings() -> None:
    (name, template), (other, none) = read_keys(KEYS)
    assert (name, other, none) == ("DEV-MUC3-9001", "DEV-MUC3-9002", None)
    assert template is not None
    assert {role: fillers for role, fillers in template.fillers.items() if fillers} == {
        "PerpInd": (("reds",),), "PerpOrg": (("red army", "r.a."),), "Target": (('"old" farm', "farm"),),
        "Victim": (("not there",),),
    }


def test_strings_that_do_not_stand_in_the_text_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text(TEXTS)
    (tmp_path / "key").write_text(KEYS)
    first, second = read([tmp_path])
    assert first.key[0].of("Victim") == ()
    assert first.key[0].of("PerpOrg") == (("red army",),)
    assert second.key == ()


def test_a_text_without_a_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "texts").write_text(TEXTS)
    with pytest.raises(SystemExit, match="no key for DEV-MUC3-9001, DEV-MUC3-9002; give its key file too"):
        read([tmp_path / "texts"])


@pytest.mark.shared
def test_original_files_and_json_lines_give_the_same(shared: Path) -> None:
    folder = shared / "data" / "muc4"
    original = read([folder / "raw" / "tst1", folder / "raw" / "tst2"])
    assert {report.name: report for report in original} == {r.name: r for r in read([folder / "processed" / "dev.json"])}
    assert len(original) == 200


TEXT = "guerrillas of the people's army (p.a.) threw a bomb at ana paz and her car. later the p.a. burned the mill."
FIRST, SECOND = TEXT[: TEXT.index(" later")], TEXT[TEXT.index("later") :]
SURE = {"certainty": Certainty.STATED, "status": Status.COMPLETED}


def actor(name: str, kind: str, *aliases: str) -> Actor:
    at = [(TEXT.index(form), TEXT.index(form) + len(form)) for form in (name, *aliases) if form in TEXT]
    return Actor(Document(TEXT).id, name, kind, aliases, tuple(at))


def event(kind: str, quote: str = FIRST, **told: Any) -> EventClaim:
    at = TEXT.index(quote)
    placed = Quote(Document(TEXT).id, at, at + len(quote), quote)
    return EventClaim(type=kind, quote=placed, origin=Origin("made", "1"), **{**SURE, **told})


def reading(actors: tuple[Actor, ...], *claims: EventClaim) -> Reading:
    return Reading(Document(TEXT), "made", "1", actors, claims)


@pytest.mark.parametrize(
    ("name", "kind", "roles"),
    [
        ("fmln guerrillas", "group", {"PerpInd": "fmln guerrillas", "PerpOrg": "fmln"}),
        ("armed guerrillas", "group", {"PerpInd": "armed guerrillas"}),
        ("p.a. guerrillas", "community", {"PerpInd": "p.a. guerrillas", "PerpOrg": "p.a."}),
        ("shining path", "group", {"PerpOrg": "shining path"}),
        ("armed men", "community", {"PerpInd": "armed men"}),
        ("col. pablo cruz", "person", {"PerpInd": "col. pablo cruz"}),
        ("honduran army", "force", {"PerpOrg": "honduran army"}),
        ("honduras", "state", {}),
    ],
)
def test_a_perpetrator_is_an_individual_an_organisation_or_both(name: str, kind: str, roles: dict[str, str]) -> None:
    cast = Cast(reading((actor(name, kind), actor("people's army", "group", "p.a."))))
    assert dict(perpetrator(name, cast)) == roles


@pytest.mark.parametrize(
    ("name", "kind", "role"),
    [
        ("ana paz", "person", "Victim"), ("peasants", "community", None), ("soldiers", None, None),
        ("u.s. embassy", "state", "Target"), ("two silos", None, "Target"),
    ],
)
def test_victims_are_named_and_targets_are_things(name: str, kind: str | None, role: str | None) -> None:
    assert target_role(name, kind) == role


def test_a_person_goes_without_titles_and_others_by_the_form_used_most() -> None:
    text = "col. juan sol left the new party (np); the np wept."
    document = Document(text)
    spans = ((23, 32), (34, 36), (43, 45))
    people = (
        Actor(document.id, "col. juan sol", "person", (), ((0, 13),)), Actor(document.id, "new party", "group", ("np",), spans),
    )
    cast = Cast(Reading(document, "made", "1", people))
    assert [cast.form(name) for name in ("col. juan sol", "new party", "a mill")] == ["juan sol", "np", "a mill"]


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        (event("air_strike"), None), (event("abduction"), "kidnapping"), (event("meeting"), None),
        (event("attack", SECOND), "arson"), (event("attack", FIRST), "bombing"),
        (event("attack", "ana paz and her car"), "attack"),
        (event("bombing", certainty=Certainty.HYPOTHETICAL), None), (event("bombing", status=Status.PLANNED), None),
        (event("clash"), None),
    ],
)
def test_only_violence_that_took_place_is_an_incident(claim: EventClaim, kind: str | None) -> None:
    assert incident_type(claim) == kind


def test_events_of_one_type_are_one_incident_unless_other_sentences_tell_that_they_befall_others() -> None:
    people = tuple(actor(name, "person") for name in ("ana paz", "eva luz", "ida sol"))
    told = reading(
        (actor("people's army", "group"), *people), event("bombing", targets=("ana paz", "her car")),
        event("bombing", targets=("ida sol",)), event("bombing", SECOND, initiators=("people's army",)),
        event("bombing", SECOND, targets=("eva luz",)),
    )
    first = {"Victim": (("ana paz",), ("ida sol",)), "Target": (("her car",),), "Weapon": (("bomb",),)}
    same = Template("bombing", {**first, "PerpOrg": (("people's army",),), "Victim": (*first["Victim"], ("eva luz",))})
    assert templates(told) == [same]  # the second sentence tells of the same bombing, and of nobody else before eva luz
    apart = reading(people, event("bombing", targets=("ana paz", "her car")), event("bombing", SECOND, targets=("eva luz",)))
    assert [template.of("Victim") for template in templates(apart)] == [(("ana paz",),), (("eva luz",),)]


def test_what_a_sentence_tells_goes_to_the_incident_that_it_told_before() -> None:
    people = tuple(actor(name, "person") for name in ("ana paz", "eva luz"))
    told = reading(
        (actor("people's army", "group"), *people), event("bombing", targets=("ana paz",)),
        event("bombing", SECOND, targets=("eva luz",)), event("bombing", SECOND, initiators=("people's army",)),
    )
    assert [template.of("PerpOrg") for template in templates(told)] == [(), (("people's army",),)]


@pytest.mark.parametrize(
    ("targets", "kept"), [((), False), (("people's army",), False), (("ana paz",), True), (("the mill", "people's army"), True)]
)
def test_an_attack_on_armed_bodies_alone_is_fighting_and_no_incident(targets: tuple[str, ...], kept: bool) -> None:
    people = (actor("people's army", "group"), actor("ana paz", "person"))
    told = reading(people, event("attack", "ana paz and her car", targets=targets))
    assert [template.incident for template in templates(told)] == ["attack"] * kept


def test_keys_name_no_targets_of_attacks_and_no_weapons_of_kidnappings() -> None:
    told = reading((), event("attack", "ana paz and her car", targets=("her car",)), event("abduction", targets=("her car",)))
    assert templates(told) == [Template("kidnapping"), Template("attack")]


def test_an_organisation_goes_by_a_name_that_does_not_speak_of_its_people() -> None:
    text = "the rebels, the rebels, the rebels of the new party"
    document = Document(text)
    people = (Actor(document.id, "new party", "group", ("rebels",), ((4, 10), (16, 22), (28, 34), (42, 51))),)
    assert Cast(Reading(document, "made", "1", people)).form("new party") == "new party"


def test_the_people_of_a_perpetrator_are_named_as_the_sentence_names_them() -> None:
    text = "the front struck. front members, once rebels, burned 12 power poles; the fighters and the front left."
    document = Document(text)
    spans = ((4, 9), (18, 23), (38, 44), (73, 81), (90, 95))
    actors = (Actor(document.id, "front", "group", ("rebels", "fighters"), spans),)
    quote = Quote(document.id, 18, 67, text[18:67])
    claim = EventClaim(
        type="attack", quote=quote, origin=Origin("made", "1"), initiators=("front",),
        targets=("12 power poles", "germany office"), **SURE,
    )
    people = {"PerpOrg": (("front",),), "PerpInd": (("front members",), ("rebels",))}
    fillers = {**people, "Target": (("power poles",), ("germany office",))}
    assert templates(Reading(document, "made", "1", actors, (claim,))) == [Template("arson", fillers)]


def test_a_government_has_no_members_by_the_sentence() -> None:
    text = "honduras soldiers burned the mill."
    document = Document(text)
    cast = Cast(Reading(document, "made", "1", (Actor(document.id, "honduras", "state", (), ((0, 8),)),)))
    assert list(cast.members("honduras", Quote(document.id, 0, len(text), text))) == []
