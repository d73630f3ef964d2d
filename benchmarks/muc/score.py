"""CEAF-REE as GTT's scorer defines it (Du, Rush and Cardie 2021, "Template Filling with Generative Transformers").

Within a text, predicted and gold templates are paired one to one so that the text's F1 is highest; a pair of different
incident types earns nothing. In a pair the incident type is right, and a predicted filler is right if every string of it
is a string of one gold filler of its role. All is counted over incident types and the five roles together.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from muc.template import ROLES, Filler, Template

TYPE = "incident type"
COUNTED = (TYPE, *ROLES)

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLE = re.compile(r"\b(?:a|an|the)\b")


@dataclass(slots=True)
class Tally:
    """Fillers predicted and how many of them are right, gold fillers and how many of them were found. The two numbers of
    hits differ where several fillers meet one."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Tally) -> None:
        """Counts the other's too."""
        self.right += other.right
        self.predicted += other.predicted
        self.found += other.found
        self.gold += other.gold

    @property
    def precision(self) -> float:
        """From 0 to 1; 0 where nothing was predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """From 0 to 1; 0 where there is nothing to find."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Score:
    """A tally for incident types and for each role."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {what: Tally() for what in COUNTED})

    def add(self, other: Score) -> None:
        """Counts another text's too."""
        for what, tally in self.tallies.items():
            tally.add(other.tallies[what])

    @property
    def micro(self) -> Tally:
        """All tallies together."""
        total = Tally()
        for tally in self.tallies.values():
            total.add(tally)
        return total


def normal(words: str) -> str:
    """Lower case, without punctuation (nothing is put in its place), articles and surplus space."""
    return " ".join(_ARTICLE.sub(" ", words.lower().translate(_PUNCTUATION)).split())


def score(texts: Iterable[tuple[Sequence[Template], Sequence[Template]]]) -> Score:
    """The score over texts, each as (predicted, gold). Gold templates that say the same count once."""
    total = Score()
    for predicted, gold in texts:
        distinct = list(dict.fromkeys(_frozen(template) for template in gold))
        total.add(score_text([_frozen(template) for template in predicted], distinct))
    return total


_Fillers = tuple[tuple[Filler, ...], ...]   # one for each of ROLES, normalised
_Frozen = tuple[str, _Fillers]


def _frozen(template: Template) -> _Frozen:
    fillers = tuple(
        tuple(tuple(normal(words) for words in filler) for filler in template.of(role) if filler) for role in ROLES
    )
    return template.incident, fillers


def score_text(predicted: Sequence[_Frozen], gold: Sequence[_Frozen]) -> Score:
    """The score of one text under the pairing with the highest F1; of equal ones, the first in order of the templates."""
    result = Score()
    for incident, fillers in predicted:
        del incident
        result.tallies[TYPE].predicted += 1
        for role, here in zip(ROLES, fillers, strict=True):
            result.tallies[role].predicted += len(here)
    for incident, fillers in gold:
        del incident
        result.tallies[TYPE].gold += 1
        for role, here in zip(ROLES, fillers, strict=True):
            result.tallies[role].gold += len(here)
    hits = [[_hits(one, other) for other in gold] for one in predicted]
    for number, partner in enumerate(_pairing(hits, result.micro)):
        if partner is not None:
            for tally, (right, found) in zip(result.tallies.values(), hits[number][partner], strict=True):
                tally.right += right
                tally.found += found
    return result


_Hits = tuple[tuple[int, int], ...]   # (right, found) for each of COUNTED


def _hits(predicted: _Frozen, gold: _Frozen) -> _Hits:
    """What a pair earns. A gold type may name two ("bombing / attack"); either is right."""
    if predicted[0] not in gold[0]:
        return ((0, 0),) * len(COUNTED)
    earned = [(1, 1)]
    for mine, theirs in zip(predicted[1], gold[1], strict=True):
        right = sum(any(set(one) <= set(other) for other in theirs) for one in mine)
        found = sum(any(set(one) <= set(other) for one in mine) for other in theirs)
        earned.append((right, found))
    return tuple(earned)


def _pairing(hits: Sequence[Sequence[_Hits]], total: Tally) -> tuple[int | None, ...]:
    """For each predicted template its gold one. Since what was predicted and what is gold stand fixed, only the sums of
    right and found matter: of the ways to reach the same sums with the same gold templates used, the first is kept."""
    ways: dict[tuple[int, int, int], tuple[int | None, ...]] = {(0, 0, 0): ()}
    for row in hits:
        following: dict[tuple[int, int, int], tuple[int | None, ...]] = {}
        earned = [(sum(r for r, _ in pair), sum(f for _, f in pair)) for pair in row]
        for (used, right, found), way in ways.items():
            for gold, (more_right, more_found) in enumerate(earned):
                if not used >> gold & 1:
                    following.setdefault((used | 1 << gold, right + more_right, found + more_found), (*way, gold))
            following.setdefault((used, right, found), (*way, None))
        ways = following
    best: tuple[int | None, ...] = ()
    highest = -1.0
    for (_, right, found), way in ways.items():
        f1 = Tally(right, total.predicted, found, total.gold).f1
        if f1 > highest:
            best, highest = way, f1
    return best
