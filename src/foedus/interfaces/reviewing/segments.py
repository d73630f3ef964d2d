"""A text cut into pieces at every edge of a mark, so that claims, gaps and citations that overlap can be shown in place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise


class Kind(StrEnum):
    """What a mark shows."""

    CLAIM = "claim"
    GAP = "gap"
    CITATION = "citation"


@dataclass(frozen=True, slots=True)
class Mark:
    """`text[start:end]` of the document is marked; `id` names what marks it among those of its kind."""

    start: int
    end: int
    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text in which the same marks hold; `opens` are the claims whose quotes begin here."""

    start: int
    text: str
    claims: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()


def segments(text: str, start: int, marks: Iterable[Mark]) -> list[Segment]:
    """The pieces of a text that stands at `start` in its document; together they are the text.

    Marks reach over the edges of the text or lie outside of it as they like; those without words are left out.
    """
    end = start + len(text)
    inside = [one for one in marks if one.start < end and one.end > start and one.start < one.end]
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for one in inside:
        begins.setdefault(max(one.start, start), []).append(one)
        ends.setdefault(min(one.end, end), []).append(one)
    edges = sorted({start, end, *begins, *ends})
    made: list[Segment] = []
    live: dict[Mark, None] = {}
    for first, last in pairwise(edges):
        for one in ends.get(first, ()):
            live.pop(one, None)
        fresh = sorted(begins.get(first, ()), key=lambda one: (one.kind, -one.end, one.id))
        live.update(dict.fromkeys(fresh))
        opens = tuple(one.id for one in fresh if one.kind is Kind.CLAIM and one.start >= start)
        made.append(Segment(first, text[first - start : last - start], *_by_kind(list(live)), opens))
    return made


def _by_kind(live: Sequence[Mark]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    claims, gaps, citations = (tuple(one.id for one in live if one.kind is kind) for kind in Kind)
    return claims, gaps, citations


def parts(text: str, size: int) -> list[tuple[int, int]]:
    """A long text in parts of about so many characters, cut between paragraphs where one ends in the second half of a part."""
    cut, at = [], 0
    while at < len(text):
        end = min(len(text), at + size)
        if end < len(text):
            paragraph = text.rfind("\n\n", at + size // 2, end)
            end = paragraph + 2 if paragraph >= 0 else end
        cut.append((at, end))
        at = end
    return cut or [(0, 0)]
