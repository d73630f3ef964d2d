"""What the templates show: quotes with their source, ties as lines, triads as drawn triangles."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote as escaped

from foedus.analysis.telling import tie_words
from foedus.analysis.ties import State
from foedus.interfaces.records.claims import each_once
from foedus.interfaces.wording.claims import cited, sentence, surety
from foedus.interfaces.wording.dates import in_words
from foedus.interfaces.wording.plain import clean
from foedus.interfaces.wording.ties import counted_as, standing

if TYPE_CHECKING:
    from foedus.analysis.bearings import Link
    from foedus.analysis.standings import Standing
    from foedus.analysis.ties import Tie
    from foedus.ledger.entries import Entry

Names = Mapping[str, str]
_LONGEST = 600  # characters of a quote that are shown; the document has it whole
MOST_QUOTES = 12  # quotes under one number; the dossier of the two has them all

_SIGNS: Mapping[str | None, tuple[str, str, str]] = {
    "+": ("with", "+", "with"),
    "-": ("against", "−", "against"),
    "0": ("truce", "0", "truce"),
    None: ("dispute", "?", "in dispute"),
}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote: its words, what they are taken to say, how surely, who says it, and where it stands."""

    words: str
    told: str
    sure: str
    said: str
    cites: str
    source: str
    when: str
    where: str
    href: str


@dataclass(frozen=True, slots=True)
class Unfolding:
    """A number of quotes with those that are shown under it."""

    total: int
    quotes: tuple[Quoted, ...]

    @property
    def left(self) -> int:
        """How many are not shown."""
        return self.total - len(self.quotes)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign by class, form and word, with what qualifies it."""

    css: str
    form: str
    word: str
    hedged: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class TieShown:
    """A tie as a line: its mark, a clause, when, and the quotes."""

    mark: Mark
    words: str
    when: str
    rests: Unfolding
    pair: tuple[str, str]
    names: tuple[str, str]


def quoted(entry: Entry, names: Names) -> Quoted:
    """A claim's quote."""
    claim, document = entry.claim, entry.document
    words = clean(claim.quote.text)
    source = ", ".join(filter(None, (clean(document.label), clean(document.publisher))))
    return Quoted(
        words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…",
        clean(sentence(entry, names, in_words)),
        surety(entry),
        clean(claim.attribution),
        cited(claim.citations, in_words),
        source,
        in_words(document.published) or "undated",
        f"characters {claim.quote.start}–{claim.quote.end}",
        f"/documents/{escaped(document.id, safe='')}#claim-{claim.id}",
    )


def unfolding(entries: Iterable[Entry], names: Names, most: int = MOST_QUOTES) -> Unfolding:
    """These claims' quotes, each once."""
    every = each_once(entries)
    return Unfolding(len(every), tuple(quoted(entry, names) for entry in every[:most]))


def mark(sign: str | None, hedged: bool = False, seen: bool = False) -> Mark:
    """The mark of a sign, None for a dispute."""
    css, form, word = _SIGNS[sign]
    return Mark(css, form, word, hedged, seen)


def mark_of(one: Standing) -> Mark:
    """The mark of how two stand."""
    return mark(one.sign, all(_is_hedged(tie) for tie in one.ties), one.ties[0].state is not State.HELD)


def tie_shown(tie: Tie, names: Names) -> TieShown:
    """A tie as a line."""
    seen = tie.state is State.LAST_SEEN
    return TieShown(
        mark(tie.sign, _is_hedged(tie), seen),
        _capital(tie_words(tie, names)),
        standing(tie, in_words),
        unfolding((one.entry for one in tie.speaking or tie.evidence), names),
        *_ends(tie, names),
    )


def standing_shown(one: Standing, names: Names) -> TieShown:
    """How two stand as a line, with the quotes of all their ties."""
    return TieShown(
        mark_of(one),
        _capital("; but ".join(tie_words(tie, names) for tie in one.ties)),
        standing(one.ties[0], in_words),
        unfolding((told.entry for tie in one.ties for told in tie.speaking), names),
        *_ends(one.ties[0], names),
    )


def counted(links: Iterable[Link], names: Names) -> Sequence[str]:
    """Who was counted as whom."""
    return tuple(clean(one) for one in counted_as(links, names))


def _ends(tie: Tie, names: Names) -> tuple[tuple[str, str], tuple[str, str]]:
    return (tie.a, tie.b), (names.get(tie.a, tie.a), names.get(tie.b, tie.b))


def _is_hedged(tie: Tie) -> bool:
    return tie.quotes_for > 0 and tie.hedged == tie.quotes_for


def _capital(text: str) -> str:
    shown = clean(text)
    return shown[:1].upper() + shown[1:]
