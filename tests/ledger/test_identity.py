"""Who is the same as whom: by judgements only, and undoable."""

from __future__ import annotations

from itertools import pairwise

from foedus.ledger.identity import canonical
from foedus.ledger.intake import record
from foedus.ledger.review import Signature, judgements, not_same, same_as, undo
from foedus.ledger.session import Ledger
from foedus.ledger.suggestions import suggestions
from foedus.model.actor import Actor
from tests.ledger.made import actor, at, document, reading

LEXICON = {"ttp": "Tehrik-i-Taliban Pakistan", "imu": "Islamic Movement of Uzbekistan"}


def signed(hour: float, by: str = "ann") -> Signature:
    return Signature(by, at(hour), "I know")


def told(ledger: Ledger, number: int, *named: tuple[str, str, tuple[str, ...], str | None], version: str = "1") -> list[str]:
    """Records a document with these actors (name, kind, aliases, lexicon key); returns their ids."""
    of = document(f"Report {number} tells of them. So it is. Yes.", origin=f"{number}.txt")
    actors: tuple[Actor, ...] = tuple(actor(of, name, kind, *aliases, lexicon=key) for name, kind, aliases, key in named)
    record(ledger, reading(of, version, actors=actors, claims=()), now=at(number), lexicon=LEXICON)
    return [one.id for one in actors]


def group(name: str, *aliases: str, key: str | None = None) -> tuple[str, str, tuple[str, ...], str | None]:
    return name, "group", aliases, key


def person(name: str, *aliases: str) -> tuple[str, str, tuple[str, ...], str | None]:
    return name, "person", aliases, None


def test_nothing_is_joined_on_a_shared_name_or_alias(ledger: Ledger) -> None:
    told(ledger, 1, group("Taliban", "TTP"))
    told(ledger, 2, group("Taliban", "TTP"))
    assert canonical(ledger).canonical == {}
    assert len(ledger.view().actors()) == 2


def test_lexicon_names_are_joined_by_a_machine_judgement_that_says_why(ledger: Ledger) -> None:
    (a,) = told(ledger, 1, group("Pakistani Taliban", key="ttp"))
    (b,) = told(ledger, 2, group("TTP", key="ttp"))
    same = canonical(ledger)
    assert (same.of(a), same.of(b), same.actors("ttp")) == ("ttp", "ttp", tuple(sorted((a, b))))
    (made, _) = judgements(ledger, by="machine")
    assert made.why == "the name 'Pakistani Taliban' is a name of the lexicon's entry ttp (Tehrik-i-Taliban Pakistan)"
    assert (made.subject, made.other, made.at) == (a, "ttp", at(1))


def test_an_undone_machine_judgement_stays_undone_when_the_document_is_read_again(ledger: Ledger) -> None:
    (a,) = told(ledger, 1, group("TTP", key="ttp"))
    (b,) = told(ledger, 2, group("TTP", key="ttp"))
    (wrong,) = judgements(ledger, about=b)
    undo(ledger, wrong.id, signed(3))
    assert (canonical(ledger).of(a), canonical(ledger).of(b)) == ("ttp", b)
    told(ledger, 2, group("TTP", key="ttp"), version="2")
    assert canonical(ledger).of(b) == b
    assert canonical(ledger, at(2.5)).of(b) == "ttp"


def test_the_canonical_id_of_actors_outside_of_the_lexicon_is_the_smallest(ledger: Ledger) -> None:
    ids = [told(ledger, number, group(f"Band {number}"))[0] for number in range(1, 5)]
    for a, b in pairwise(ids):
        same_as(ledger, b, a, signed(5))
    same = canonical(ledger)
    assert {same.of(one) for one in ids} == {min(ids)}
    assert same.actors(min(ids)) == tuple(sorted(ids))
    assert same.actors("act-other") == ("act-other",)


def test_a_person_may_join_an_actor_to_an_entry_of_the_lexicon(ledger: Ledger) -> None:
    told(ledger, 1, group("TTP", key="ttp"))
    (b,) = told(ledger, 2, group("Movement of Students"))
    same_as(ledger, "ttp", b, signed(3))
    assert canonical(ledger).of(b) == "ttp"
    (cluster,) = ledger.view().actors()
    assert (cluster.id, cluster.name) == ("ttp", "Tehrik-i-Taliban Pakistan")


def test_the_later_judgement_of_one_pair_wins(ledger: Ledger) -> None:
    (a,), (b,) = told(ledger, 1, group("A")), told(ledger, 2, group("B"))
    same_as(ledger, a, b, signed(3))
    apart = not_same(ledger, b, a, signed(4))
    assert canonical(ledger).of(a) == a
    assert canonical(ledger).contradictions == ()
    undo(ledger, apart.id, signed(5))
    assert canonical(ledger).of(a) == canonical(ledger).of(b)


def test_a_not_same_judgement_blocks_a_chain_and_is_reported(ledger: Ledger) -> None:
    (a,), (b,), (c,) = (told(ledger, number, group(f"Band {number}")) for number in (1, 2, 3))
    apart = not_same(ledger, a, c, signed(4))
    same_as(ledger, a, b, signed(5))
    blocked = same_as(ledger, b, c, signed(6))
    same = canonical(ledger)
    assert same.of(a) == same.of(b) != same.of(c)
    (found,) = same.contradictions
    assert (found.same, found.apart) == (blocked.id, apart.id)
    assert found.sentence.endswith(f"which ann judged not the same; undo one of {blocked.id} and {apart.id}")


def test_where_a_person_and_the_machine_clash_the_machine_is_left_aside(ledger: Ledger) -> None:
    (a,) = told(ledger, 1, group("TTP", key="ttp"))
    (b,) = told(ledger, 2, group("T.T.P.", key="ttp"))
    (c,) = told(ledger, 3, group("Students"))
    same_as(ledger, b, c, signed(4))
    not_same(ledger, a, c, signed(5))
    same = canonical(ledger)
    assert same.of(b) == same.of(c) != same.of(a)
    assert [judgements(ledger, about=b)[0].id] == [found.same for found in same.contradictions]


def offered(ledger: Ledger) -> list[tuple[frozenset[str], str]]:
    return [(frozenset((one.actor_a, one.actor_b)), one.why) for one in suggestions(ledger)]


def test_actors_of_one_full_name_and_kind_are_suggested_first(ledger: Ledger) -> None:
    a, x = told(ledger, 1, group("Red Band", "Band"), group("Green Front"))
    b, y = told(ledger, 2, group("The RED band"), group("Other", "Green Front"))
    assert offered(ledger) == [
        (frozenset((a, b)), offered(ledger)[0][1]), (frozenset((x, y)), "both are called 'Green Front'"),
    ]
    assert offered(ledger)[0][1] in (
        "both are called 'Red Band' in full and are of kind group",
        "both are called 'The RED band' in full and are of kind group",
    )
    assert [one.score for one in suggestions(ledger)] == [100.0, 85.0]
    assert suggestions(ledger, limit=1) == suggestions(ledger)[:1]


def test_initials_and_near_spellings_are_suggested(ledger: Ledger) -> None:
    a, p = told(ledger, 1, group("Islamic Jihad Union"), person("Tohir Yuldashev"))
    b, q = told(ledger, 2, group("IJU"), person("Tahir Yuldashev"))
    whys = dict(offered(ledger))
    assert whys[frozenset((a, b))] == "'IJU' are the initials of 'Islamic Jihad Union'"
    assert "are spelt alike (93 of 100)" in whys[frozenset((p, q))]
    assert len(whys) == 2


def test_a_short_name_in_brackets_is_a_name_of_its_own(ledger: Ledger) -> None:
    (a,) = told(ledger, 1, group("Allied Democratic Forces (ADF)"))
    (b,) = told(ledger, 2, group("ADF"))
    (c,) = told(ledger, 3, group("Allied Democratic Forces"))
    pairs = dict(offered(ledger))
    assert pairs[frozenset((a, b))] == "both are called 'ADF'"
    assert pairs[frozenset((a, c))] == "both are called 'Allied Democratic Forces'"


def test_a_shared_surname_of_persons_ranks_last(ledger: Ledger) -> None:
    told(ledger, 1, person("Maulvi Nazir", "Nazir"))
    told(ledger, 2, person("Gul Nazir", "Nazir"))
    assert [one.score for one in suggestions(ledger)] == [70.0]


def test_what_was_judged_or_kept_apart_is_not_suggested(ledger: Ledger) -> None:
    (a,), (b,) = told(ledger, 1, group("Red Band")), told(ledger, 2, group("Red Band"))
    (c,) = told(ledger, 3, group("Red Bands"))
    not_same(ledger, a, c, signed(4))
    same_as(ledger, a, b, signed(5))
    assert offered(ledger) == []
    told(ledger, 6, group("Green Front"), group("Green Fronts"))
    told(ledger, 7, ("Red Band", "person", (), None))
    assert offered(ledger) == []


def test_words_that_name_nobody_are_not_suggested(ledger: Ledger) -> None:
    told(ledger, 1, ("militants", "community", (), None))
    told(ledger, 2, ("militants", "community", (), None))
    assert offered(ledger) == []


def test_two_entries_of_the_lexicon_are_never_suggested(ledger: Ledger) -> None:
    told(ledger, 1, group("Taliban of Pakistan", "Taliban", key="ttp"))
    told(ledger, 2, group("Uzbek movement", "Taliban", key="imu"))
    assert offered(ledger) == []
