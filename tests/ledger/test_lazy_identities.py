"""Looking identities up one by one gives what reading every judgement gives."""

from __future__ import annotations

import random

import pytest

from foedus.errors import FoedusError
from foedus.ledger.identity import canonical
from foedus.ledger.intake import record
from foedus.ledger.lazy_identities import LazyIdentities
from foedus.ledger.review import Signature, judgements, not_same, same_as, undo
from foedus.ledger.session import Ledger
from tests.ledger.made import actor, at, document, reading

LEXICON = {"ttp": "Pakistani Taliban", "imu": "Uzbek Movement", "isi": "Service"}


def _judged(ledger: Ledger, chance: random.Random) -> list[str]:
    """Reads a few documents, some twice with another key for a name, and judges at random; returns every actor id and key."""
    ids: set[str] = set(LEXICON)
    for number in range(8):
        of = document(f"Report {number} tells of them. So it is. Yes.", origin=f"{number}.txt")
        for version in ("1", "2")[: chance.choice((1, 1, 2))]:
            keys = [chance.choice([None, *LEXICON]) for _ in range(3)]
            actors = tuple(actor(of, f"Band {n}", "group", lexicon=key) for n, key in enumerate(keys))
            record(ledger, reading(of, version, actors=actors, claims=()), now=at(number), lexicon=LEXICON)
            ids |= {one.id for one in actors}
    everyone = sorted(ids)
    for hour in range(chance.randrange(7)):
        a, b = chance.sample(everyone, 2)
        try:
            chance.choice((same_as, same_as, not_same))(ledger, a, b, Signature("ann", at(100 + hour), "so"))
        except FoedusError:
            continue  # two keys, or an entry that no actor is
    made = judgements(ledger)
    if made and chance.random() < 0.7:
        undo(ledger, chance.choice(made).id, Signature("bob", at(200), "no"))
    return everyone


@pytest.mark.parametrize("seed", range(25))
def test_looking_up_one_by_one_gives_what_reading_all_gives(ledger: Ledger, seed: int) -> None:
    everyone = _judged(ledger, random.Random(seed))
    for moment in (None, at(102)):
        whole, lazy = canonical(ledger, moment), LazyIdentities(ledger, moment)
        assert {name: lazy.of(name) for name in everyone} == {name: whole.of(name) for name in everyone}
        names = {whole.of(name) for name in everyone}
        assert {name: lazy.actors(name) for name in names} == {name: whole.actors(name) for name in names}
        assert (lazy.contradictions, lazy.canonical, lazy.members) == (whole.contradictions, whole.canonical, whole.members)


def test_many_are_looked_up_in_one_go(ledger: Ledger) -> None:
    everyone = _judged(ledger, random.Random(3))
    lazy = LazyIdentities(ledger, None)
    lazy.look_up(everyone)
    assert [lazy.of(name) for name in everyone] == [canonical(ledger).of(name) for name in everyone]
