"""Phrases that mean people without naming them: "two aid workers", "dozens of villagers"."""

from __future__ import annotations

from collections.abc import Sequence

from foedus.reading.steps.actors.words import Words, words
from foedus.reading.steps.lexicon import fold


def are_people(phrase: str) -> bool:
    """Whether the noun of a phrase means people: "children of the village", not "a school for children"."""
    return _noun([fold(word) for word in phrase.split()], words()) is not None


def are_unarmed(phrase: str) -> bool:
    """Whether the noun of a phrase means people who bear no arms: "villagers", not "insurgents"."""
    folded = [fold(word) for word in phrase.split()]
    noun = _noun(folded, words())
    return noun is not None and " ".join(folded[noun]) not in words()["rebel_nouns"]


def names_somebody(phrase: str) -> bool:
    """Whether a phrase holds a name: a word with a capital beside its noun for people ("Fulani villagers", "elders in Wana"), but
    for words that have one where they begin a sentence ("Two villagers")."""
    given, known = phrase.split(), words()
    folded = [fold(word) for word in given]
    noun = range(len(given))[_noun(folded, known) or slice(0)]
    beside = [i for i in range(len(given)) if i not in noun and given[i][:1].isupper()]
    return any(folded[i] not in known["plain"] and (i > 0 or not folded[i].endswith(("ed", "ing"))) for i in beside)


def follows_a_noun(word: str, known: Words) -> bool:
    """Whether a folded word may follow a noun that stands alone: "villagers fled", "civilians in the town"."""
    return word in known["after_nouns"] or word in known["acting_verbs"] or word.endswith(("ed", "ing"))


def _noun(folded: Sequence[str], known: Words) -> slice | None:
    """Where the noun for people stands that a phrase is about; None where it is about something else."""
    lists = known["community_nouns"] | known["collectives"]
    for last in range(1, len(folded) + 1):
        if last == len(folded) or follows_a_noun(folded[last], known):
            first = next((first for first in range(last) if " ".join(folded[first:last]) in lists), None)
            if first is not None:
                return slice(first, last)
            if last < len(folded) and folded[last] in known["after_nouns"] and folded[last - 1] not in known["amounts"]:
                return None
    return None
