"""The entities of windows become the actors of a document."""

from __future__ import annotations

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from foedus.model.actor import Actor
from foedus.model.claim import Certainty, EventClaim, Origin, RelationClaim
from foedus.model.source import Document, Quote
from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.cluster import Spotted
from foedus.reading.readers.trained.decode import EntityHere, WindowClaims
from foedus.reading.readers.trained.features import inputs
from foedus.reading.readers.trained.labels import KINDS
from foedus.reading.readers.trained.people import (
    Somebody,
    acting,
    actors,
    gather,
    may_be_one,
    name_of,
    signs,
    surely_named,
    surely_one,
)


def gathered(text: str, *named: tuple[str, str]) -> list[int]:
    """The number of the document's entity for each mention, where a window takes every mention for an entity of its own."""
    ready = prepare(Document(text))
    (window,) = inputs(ready, lambda words: [(1000,)] * len(words))
    words, at, mentions = [word.text for word in window.words], 0, []
    for name, kind in named:
        parts = name.split()
        at = next(i for i in range(at, len(words)) if words[i : i + len(parts)] == parts)
        mentions.append(Spotted(at, at + len(parts), KINDS.index(kind), 0.9))
        at += len(parts)
    entities = tuple(EntityHere((number,), kind) for number, (_, kind) in enumerate(named))
    _, (numbers,) = gather(ready, [(window, WindowClaims(tuple(mentions), entities, (), ()))])
    return numbers


PERSON, GROUP, STATE, PLACE = "person", "group", "state", "place"


@pytest.mark.parametrize(
    ("text", "named", "numbers"),
    [
        ("General Omar Daud met Daud.", [("General Omar Daud", PERSON), ("Daud", PERSON)], [0, 0]),
        ("Omar Daud met Omar.", [("Omar Daud", PERSON), ("Omar", PERSON)], [0, 0]),
        ("omar daud met daud.", [("omar daud", PERSON), ("daud", PERSON)], [0, 0]),
        ("Omar Daud, Musa Daud and Daud.", [("Omar Daud", PERSON), ("Musa Daud", PERSON), ("Daud", PERSON)], [0, 1, 1]),
        ("Daud, Omar Daud and Musa Daud.", [("Daud", PERSON), ("Omar Daud", PERSON), ("Musa Daud", PERSON)], [0, 1, 2]),
        ("Daud met Ali. Daud left.", [("Daud", PERSON), ("Ali", PERSON), ("Daud", PERSON)], [0, 1, 0]),
        (
            "Abu Bakr al Baghdadi, Abu Omar al Baghdadi and al Baghdadi.",
            [("Abu Bakr al Baghdadi", PERSON), ("Abu Omar al Baghdadi", PERSON), ("al Baghdadi", PERSON)],
            [0, 1, 1],
        ),
        ("The Red Front fought. The Front lost.", [("Red Front", GROUP), ("Front", GROUP)], [0, 0]),
        ("The Red Front fought. At the front men died.", [("Red Front", GROUP), ("front", GROUP)], [0, 1]),
        ("The Red Front, the Sea Front, the Front.", [("Red Front", GROUP), ("Sea Front", GROUP), ("Front", GROUP)], [0, 1, 1]),
        ("At the front men died. The Red Front fought.", [("front", GROUP), ("Red Front", GROUP)], [0, 1]),
        ("AT THE FRONT THE RED FRONT FOUGHT.", [("FRONT", GROUP), ("RED FRONT", GROUP)], [0, 1]),
        ("Iran paid. Of all capitals Tehran paid best.", [("Iran", STATE), ("Tehran", STATE)], [0, 0]),
        ("Iran paid. Of all capitals Tehran is cheapest.", [("Iran", STATE), ("Tehran", PLACE)], [0, 1]),
        ("Iran paid. Of all capitals Baku paid best.", [("Iran", STATE), ("Baku", STATE)], [0, 1]),
        ("The Red Front feared Front.", [("Red Front", GROUP), ("Front", PERSON)], [0, 1]),
    ],
)
def test_a_shorter_name_joins_the_bearer_spoken_of_last(text: str, named: list[tuple[str, str]], numbers: list[int]) -> None:
    assert gathered(text, *named) == numbers


def test_a_state_told_by_its_capital_has_the_states_name_and_entry() -> None:
    document = Document("Of all capitals Tehran paid best.")
    ready, somebody = prepare(document), Somebody("state", {(16, 22)}, {"tehran", "=state:iran"})
    name = name_of(ready, somebody)
    (actor,) = actors(ready, [somebody], [name])
    assert (actor.name, actor.aliases, actor.lexicon) == ("Iran", ("Tehran",), "state:iran")


WORDS = ["red", "front", "of", "rf", "general", "omar", "daud", "rdf", "army"]
NAMES = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)


@given(st.sets(NAMES, min_size=1, max_size=3), st.sets(NAMES, min_size=1, max_size=3), st.sampled_from([PERSON, GROUP]))
def test_who_may_be_one_shares_a_sign(left: set[str], right: set[str], kind: str) -> None:
    one, other = Somebody(kind, {(0, 1)}, left), Somebody(kind, {(2, 3)}, right)
    event("one" if surely_one(one, other) else "may be" if may_be_one(one, other) else "two")
    assert set(signs(one)) & set(signs(other)) or not (surely_one(one, other) or may_be_one(one, other))


@pytest.mark.parametrize(
    ("name", "at", "claimed", "kept"),
    [
        ("Omar Daud", 0, False, True), ("policemen", 0, False, False), ("policemen", 0, True, True),
        ("J. Roe", 80, False, False), ("J. Roe", 80, True, True),
    ],
)
def test_of_whom_nothing_is_claimed_stays_by_a_name_before_the_notes(name: str, at: int, claimed: bool, kept: bool) -> None:
    document = Document("x" * 100)
    one = Actor(document.id, name, "person", (), ((at, at + 5),))
    claim = EventClaim(
        type="arrest", targets=(name,) if claimed else (), certainty=Certainty.STATED,
        quote=Quote(document.id, 0, 9, "x" * 9), origin=Origin("trained", "test"),
    )
    assert acting((one,), (claim,), {name}, notes_begin=50) == ((one,) if kept else ())
    assert acting((one,), (claim,), set(), notes_begin=50) == ((one,) if claimed else ())


@pytest.mark.parametrize(
    ("name", "kind", "slot", "kept"),
    [
        ("villagers", "community", "targets", False), ("villagers", "community", "initiators", True),
        ("villagers", "community", "participants", True), ("VILLAGERS", "community", "targets", False),
        ("Two villagers", "community", "targets", False),
        ("Fulani villagers", "community", "targets", True),
        ("soldiers", "force", "targets", True),
    ],
)
def test_nameless_people_who_only_suffer_are_no_actor_but_stay_a_target(name: str, kind: str, slot: str, kept: bool) -> None:
    document = Document("x" * 100)
    one = Actor(document.id, name, kind, (), ((0, 5),))
    quote, origin = Quote(document.id, 0, 9, "x" * 9), Origin("trained", "test")
    claim = EventClaim(type="attack", quote=quote, origin=origin, **{slot: (name,)})
    assert acting((one,), (claim,), {name}, notes_begin=50) == ((one,) if kept else ())
    tie = RelationClaim(type="opposes", a="Red Front", b=name, quote=quote, origin=origin)
    assert acting((one,), (claim, tie), {name}, notes_begin=50) == (one,)


def test_forces_are_one_by_whose_troops_they_are() -> None:
    army, soldiers, others = (Somebody("force", {(at, at + 9)}, {name}) for at, name in (
        (0, "nigerian army"), (20, "nigerian soldiers"), (40, "chadian soldiers"),
    ))
    assert surely_one(army, soldiers)
    assert not surely_one(army, others)
    assert not surely_one(army, Somebody("group", {(60, 69)}, {"nigerian forces"}))
    assert not surely_one(Somebody("force", {(0, 4)}, {"army"}), Somebody("force", {(9, 15)}, {"troops"}))


def test_of_two_mentions_the_surer_tells_whether_an_actor_is_sure() -> None:
    doubtful, sure = Somebody(GROUP, confidence=0.6), Somebody(GROUP, confidence=0.8)
    assert surely_named((doubtful, sure), ("Red Front", "Blue Front"), 0.8) == {"Blue Front"}
    assert surely_named((doubtful, sure), ("Red Front", "Red Front"), 0.8) == {"Red Front"}
