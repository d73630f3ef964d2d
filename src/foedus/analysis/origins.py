"""Whose words reports carry: several reports with one source's words count once.

Two claims have the same origin where they stand in one document, cite the same issue of the same publisher, or quote nearly the
same words; same origin is carried on from claim to claim.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from foedus.ledger.entries import Entry
from foedus.ledger.names import fold

ALIKE = 92.0  # similarity of two quotes, 0 to 100 (Indel distance of folded words), from which one was likely copied
LEAST_WORDS = 8  # shorter quotes are alike by chance


@dataclass(frozen=True, slots=True)
class SameOrigin:
    """Claims of several documents with one origin, and why that is thought: each reason once, with the two documents."""

    entries: tuple[Entry, ...]
    reasons: tuple[str, ...]

    @property
    def documents(self) -> tuple[str, ...]:
        """The ids of the documents, sorted."""
        return tuple(sorted({entry.document.id for entry in self.entries}))


def independent(entries: Iterable[Entry]) -> int:
    """How many independent sources these claims have."""
    told = list(entries)
    if len({entry.document.id for entry in told}) < 2:
        return min(1, len(told))
    return len(set(_roots(len(told), _all_reasons(told))))


def same_origins(entries: Iterable[Entry]) -> list[SameOrigin]:
    """The sets of claims from two documents or more that have one origin, the largest first."""
    told = list(entries)
    reasons = list(_all_reasons(told))
    across = [found for found in reasons if told[found[0]].document.id != told[found[1]].document.id]
    groups: dict[int, list[int]] = defaultdict(list)
    for position, root in enumerate(_roots(len(told), reasons)):
        groups[root].append(position)
    found = []
    for members in groups.values():
        own = sorted({reason for one, other, reason in across if one in members and other in members})
        if own:
            found.append(SameOrigin(tuple(told[position] for position in members), tuple(own)))
    return sorted(found, key=lambda same: (-len(same.documents), same.entries[0].claim.id))


Reason = tuple[int, int, str]


def _all_reasons(told: Sequence[Entry]) -> Iterator[Reason]:
    yield from _shared(told, lambda entry: [entry.document.id], lambda _: "they stand in one document")
    yield from _shared(told, _cited, lambda key: f"both cite {key}")
    words = [fold(entry.claim.quote.text) for entry in told]
    long = [position for position, quote in enumerate(words) if len(quote.split()) >= LEAST_WORDS]
    yield from _alike(told, words, long)


def _shared(told: Sequence[Entry], keys: Callable[[Entry], list[str]], reason: Callable[[str], str]) -> Iterator[Reason]:
    """Chains the claims that share a key."""
    last: dict[str, int] = {}
    for position, entry in enumerate(told):
        for key in keys(entry):
            if key in last:
                yield last[key], position, reason(key)
            last[key] = position


def _cited(entry: Entry) -> list[str]:
    """The dated citations; one without a date may be of any issue."""
    return [f"{citation.publisher}, {citation.date.edtf}" for citation in entry.claim.citations if citation.date is not None]


def _alike(told: Sequence[Entry], words: Sequence[str], long: Sequence[int]) -> Iterator[Reason]:
    from rapidfuzz import fuzz

    for one, other in combinations(long, 2):
        if told[one].document.id != told[other].document.id:
            score = fuzz.ratio(words[one], words[other], score_cutoff=ALIKE)
            if score:
                yield one, other, "their words are the same" if words[one] == words[other] else "their words are nearly the same"


def _roots(size: int, reasons: Iterable[Reason]) -> list[int]:
    """The representative of each position after joining."""
    parent = list(range(size))

    def find(position: int) -> int:
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    for one, other, _ in reasons:
        a, b = find(one), find(other)
        parent[max(a, b)] = min(a, b)
    return [find(position) for position in range(size)]
