"""From spans to mentions, and from mentions to entities: who is named where, and which names are one actor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from foedus.reading.readers.trained.brain import Floats
from foedus.reading.readers.trained.features import Mark, WindowInput
from foedus.reading.readers.trained.labels import KINDS, PLACE, THING
from foedus.reading.readers.trained.names import are_kin, normal, surely_same, troops_of

_PERSON, _FORCE = KINDS.index("person"), KINDS.index("force")
_PLACE, _THING = KINDS.index(PLACE), KINDS.index(THING)
_SURE = 0.95
_RULES_JOIN, _RULES_PART = 0.9, 0.7
_PARTS_OF_A_LIST = 2  # a span that holds two mentions is a list of them, not a name
MOST_MENTIONS = 150  # in one window; a bound on the work a hostile text can cause


@dataclass(frozen=True, slots=True)
class Spotted:
    """A mention over words `first:last` of the window, its likeliest kind (an index into KINDS) and how sure that it is one."""

    first: int
    last: int
    kind: int
    confidence: float


def pick(spans: Floats, bar: float) -> list[Spotted]:
    """The mentions: the surest spans first, none crossing another; one inside another stays where it is as sure of itself."""
    none = spans.shape[2] - 1
    starts, widths = np.nonzero(spans[..., none] < 1 - bar)
    found = []
    for start, width in zip(starts.tolist(), widths.tolist(), strict=True):
        if start + width + 1 <= len(spans):
            row = spans[start, width]
            found.append(Spotted(start, start + width + 1, int(row[:none].argmax()), float(1 - row[none])))
    found.sort(key=lambda s: (-s.confidence, s.first, s.last))
    kept: list[Spotted] = []
    for span in found[:MOST_MENTIONS]:
        if not any(_crosses(span, other) for other in kept):
            kept.append(span)
    kept = [span for span in kept if sum(_inside(other, span) for other in kept) < _PARTS_OF_A_LIST]
    return sorted(kept, key=lambda s: (s.first, s.last))


def _inside(one: Spotted, other: Spotted) -> bool:
    return (one.first, one.last) != (other.first, other.last) and one.first >= other.first and one.last <= other.last


def _crosses(one: Spotted, other: Spotted) -> bool:
    apart = one.last <= other.first or other.last <= one.first
    nested = (one.first >= other.first and one.last <= other.last) or (other.first >= one.first and other.last <= one.last)
    return not apart and (not nested or (one.first, one.last) == (other.first, other.last))


def words_of(window: WindowInput, span: Spotted) -> str:
    """The words of a mention as one string, for comparison only."""
    return " ".join(word.text for word in window.words[span.first : span.last])


def group(window: WindowInput, spans: Sequence[Spotted], same: Floats, bar: float) -> list[int]:
    """The entity number of each mention, by average linkage over `same`; equal names of like kind start as one."""
    clusters = _by_name(window, spans)
    names = [{normal(words_of(window, spans[i])) for i in members} for members in clusters]
    totals = _totals(_with_rules(window, spans, same), clusters)
    for left in range(len(clusters)):
        for right in range(left):
            one, other = spans[clusters[left][0]], spans[clusters[right][0]]
            if not _may_join(one, other) or (one.kind == _PERSON and are_kin(names[left], names[right])):
                totals[left, right] = totals[right, left] = -np.inf
    sure = _sure_pairs(spans, clusters, names)
    alive = list(range(len(clusters)))
    while len(alive) > 1:
        sizes = np.array([len(members) for members in clusters], dtype=np.float64)
        scores = np.where(sure, _SURE, totals / np.outer(sizes, sizes))
        scores = np.where(np.isneginf(totals), -np.inf, scores)[np.ix_(alive, alive)]
        best = int(scores.argmax())
        left, right = alive[best // len(alive)], alive[best % len(alive)]
        if scores.flat[best] <= bar:
            break
        clusters[left] += clusters[right]
        totals[left] += totals[right]
        totals[:, left] += totals[:, right]
        sure[left] |= sure[right]
        sure[:, left] |= sure[:, right]
        totals[left, left] = -np.inf
        alive.remove(right)
    kept = sorted((clusters[i] for i in alive), key=min)
    number = {i: n for n, members in enumerate(kept) for i in members}
    return [number[i] for i in range(len(spans))]


def _with_rules(window: WindowInput, spans: Sequence[Spotted], same: Floats) -> Floats:
    """What the network thinks, tempered by the rules: those they hold for one are likely one, those they part are
    likely two, and two entries of the lexicon are never one."""
    rule = np.array([_rule_actor(window, span) for span in spans])
    listed = np.array([all(window.marks[i] >> Mark.IN_LEXICON & 1 for i in range(span.first, span.last)) for span in spans])
    known = (rule > 0)[:, None] & (rule > 0)[None]
    equal = rule[:, None] == rule[None]
    out = np.where(known & equal, np.maximum(same, _RULES_JOIN), same)
    out = np.where(known & ~equal, same * _RULES_PART, out)
    return np.where(known & ~equal & listed[:, None] & listed[None], 0.0, out).astype(np.float32)


def _rule_actor(window: WindowInput, span: Spotted) -> int:
    """The actor that the rules see in all words of a mention; 0 where they see none or several."""
    seen = set(window.rule_actors[span.first : span.last])
    return seen.pop() if len(seen) == 1 else 0


def _totals(same: Floats, clusters: Sequence[Sequence[int]]) -> NDArray[np.float64]:
    """The sum of `same` in both directions, halved, between each two clusters; minus infinity for one with itself."""
    member = np.zeros((len(clusters), len(same)))
    for number, members in enumerate(clusters):
        member[number, members] = 1
    totals = member @ ((same + same.T) / 2) @ member.T
    np.fill_diagonal(totals, -np.inf)
    return totals


def _sure_pairs(spans: Sequence[Spotted], clusters: Sequence[Sequence[int]], names: Sequence[set[str]]) -> NDArray[np.bool_]:
    """Which clusters the names alone show to be one."""
    sure = np.zeros((len(clusters), len(clusters)), dtype=bool)
    for left in range(len(clusters)):
        for right in range(left):
            one, other = spans[clusters[left][0]], spans[clusters[right][0]]
            alike = surely_same(names[left], names[right], one.kind == _PERSON)
            troops = one.kind == other.kind == _FORCE and troops_of(names[left]) & troops_of(names[right])
            if (alike or troops) and _may_join(one, other):
                sure[left, right] = sure[right, left] = True
    for number, row in enumerate(sure):
        bearers = np.flatnonzero(row).tolist()
        if any(are_kin(names[one], names[other]) for one in bearers for other in bearers if one < other):
            sure[number] = sure[:, number] = False  # a surname that two persons bear is left to the network
    return sure


def _by_name(window: WindowInput, spans: Sequence[Spotted]) -> list[list[int]]:
    groups: dict[tuple[str, bool, bool], list[int]] = {}
    for index, span in enumerate(spans):
        key = (normal(words_of(window, span)), span.kind == _PLACE, span.kind == _PERSON)
        groups.setdefault(key, []).append(index)
    return list(groups.values())


def _may_join(one: Spotted, other: Spotted) -> bool:
    """Persons join persons, places nothing, things nothing: what is acted on is named once."""
    kinds = {one.kind, other.kind}
    if _PLACE in kinds or _THING in kinds:
        return False
    return not (_PERSON in kinds and len(kinds) > 1)
