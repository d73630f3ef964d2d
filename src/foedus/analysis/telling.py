"""Ties in words: short sentences of our own, from the labels in `phrases.yml`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from foedus.analysis.bearings import AGAINST, WITH, Bearing
from foedus.analysis.spells import Spell
from foedus.analysis.standings import Standing
from foedus.analysis.ties import State, Tie

ACTIVE, PASSIVE, JOINT = "active", "passive", "joint"


@cache
def phrases() -> Mapping[str, Any]:
    """The words for relation and event types."""
    loaded: dict[str, Any] = yaml.safe_load(files("foedus.analysis").joinpath("phrases.yml").read_text(encoding="utf-8"))
    return loaded


def told_name(actor: str, names: Mapping[str, str]) -> str:
    """The name as it stands in a sentence: "the United States"."""
    name = names.get(actor, actor)
    first = name.split()[0] if name.split() else name
    return f"the {name}" if first in phrases()["articles"] and len(name.split()) > 1 else name


def verb(standing: Standing, subject: str, against: bool, many: bool = False) -> str:
    """What the subject does to the other, by the best evidence of enmity or of what is no enmity: "reportedly aids".

    `many` for a subject whose name is a plural.
    """
    best = best_evidence(standing, subject, against)
    phrase = _phrase(best, subject)
    if many:
        phrase = _plural(phrase)
    return ("reportedly " if best.hedged else "") + phrase


def best_evidence(standing: Standing, subject: str, against: bool) -> Bearing:
    """The evidence of enmity, or of what is none, by which `verb` tells what the subject does: of equals the type that is told
    most often, and of these the surest."""
    every = {one.entry.claim.id: one for tie in standing.ties for one in (*tie.speaking, *tie.opposed)}.values()
    speaking = [one for one in every if (one.sign == AGAINST) is against] or every
    best = min(_rank(one, subject) for one in speaking)
    equals = [one for one in speaking if _rank(one, subject) == best]
    told = Counter(one.type for one in equals)
    return min(equals, key=lambda one: (-told[one.type], -_sureness(one), one.entry.claim.id))


def told_triad(actors: Sequence[str], found: Sequence[Standing], between: bool, names: Mapping[str, str]) -> str:
    """Three actors and how they stand, in one sentence. `found` are the standings of the first with the second, the first
    with the third and the second with the third; `between` is whether the first stands with two that stand against each other."""
    first, second, third = (told_name(actor, names) for actor in actors)
    to_second, to_third, beyond = found

    def does(standing: Standing, subject: int, against: bool) -> str:
        return verb(standing, actors[subject], against, is_plural(names.get(actors[subject], "")))

    if between:
        with_both = f"{does(to_second, 0, False)} {second} and {does(to_third, 0, False)} {third}"
        return _capital(f"{first} {with_both}, which {does(beyond, 2, True)} them")
    return _capital(
        f"{first} {does(to_second, 0, True)} {second}, {second} {does(beyond, 1, True)} {third}, "
        f"and {third} {does(to_third, 2, True)} {first}"
    )


def dated(standing: Standing) -> str:
    """When: "held", or "last seen 2012-11"."""
    tie = standing.ties[0]
    return "held" if tie.state is State.HELD else f"last seen {tie.last}"


def tie_words(tie: Tie, names: Mapping[str, str]) -> str:
    """A tie as a clause: "Pakistan aids the United States"."""
    standing = Standing((tie,), tie.sign)
    told = verb(standing, tie.a, tie.sign == AGAINST, is_plural(names.get(tie.a, "")))
    return f"{told_name(tie.a, names)} {told} {told_name(tie.b, names)}"


def spell_words(spell: Spell, names: Mapping[str, str]) -> str:
    """A spell as a clause: "Pakistan is at truce with Nazir’s fighters"."""
    words = phrases()["events" if spell.derived else "relations"][spell.kind]
    phrase = str(words[JOINT if spell.derived and spell.sign == WITH else ACTIVE])
    told = _plural(phrase) if is_plural(names.get(spell.a, "")) else phrase
    return f"{told_name(spell.a, names)} {told} {told_name(spell.b, names)}"


def is_plural(name: str) -> bool:
    """Whether a sentence speaks of the actor as many: "Nazir’s fighters"."""
    return name.rsplit(maxsplit=1)[-1].lower() in phrases()["plurals"] if name.split() else False


def _rank(one: Bearing, subject: str) -> tuple[bool, bool, bool]:
    """Plain before hedged, with the subject as the one who acts; friends by what stands between them, enemies by what they do."""
    return one.hedged, one.directed and one.a != subject, one.derived is (one.sign != AGAINST)


def _sureness(one: Bearing) -> float:
    confidence = one.entry.claim.origin.confidence
    return 1.0 if confidence is None else confidence


def _plural(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    made = phrases()["plural_verbs"].get(first)
    if made is None:
        made = first.removesuffix("es") if first.endswith(("shes", "ches", "sses")) else first.removesuffix("s")
    return f"{made} {rest}".rstrip()


def _phrase(one: Bearing, subject: str) -> str:
    words = phrases()["events" if one.derived else "relations"][one.type]
    if one.derived and one.sign == WITH:
        return str(words[JOINT])
    return str(words[ACTIVE if not one.directed or one.a == subject else PASSIVE])


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
