"""From gold passages to what the network learns: windows with labels for mentions, triggers, slots and relations.

The gold names actors and quotes, not words: mentions are the places where a name stands, and the word that tells an
event is found by expectation maximisation over the stems of the quotes (`choose_triggers`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS
from foedus.model.dates import DateSpan
from foedus.model.source import Document
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.features import WindowInput, covered, inputs
from foedus.reading.readers.trained.labels import CERTAINTIES, EVENTS, KINDS, PLACE, RELATIONS, STATUSES
from training.spans import Gold, Span, spans_of


@dataclass
class Entity:
    """An actor, a place or a thing of one window: its mentions as word ranges, its kind, and its gold name."""

    name: str
    kind: int
    mentions: list[tuple[int, int]]


@dataclass
class Event:
    """A gold event in a window: its type, the words of its quote, the trigger word once chosen, and its slots."""

    type: int
    quote: tuple[int, int]
    certainty: int
    status: int
    attributed: bool
    slots: list[tuple[str, int]]  # slot name, entity index
    dates: list[int]  # indices of date candidates that give its date
    counts: list[tuple[str, int]]  # slot name, index of the count candidate
    trigger: int = -1


@dataclass
class Relation:
    """A gold relation between two entities of a window; `start` and `end` index date candidates or are -1."""

    type: int
    a: int
    b: int
    certainty: int
    quote: tuple[int, int]
    start: int = -1
    end: int = -1


@dataclass
class Example:
    """One window with its labels. `partial` names what is not fully labelled and so not punished.

    `elsewhere` holds the ties (type, a, b) of two entities of this window that the text tells outside it: told again here or
    not, they are neither right nor wrong.
    """

    id: str
    genre: str
    input: WindowInput
    entities: list[Entity]
    events: list[Event]
    relations: list[Relation]
    partial: frozenset[str] = frozenset()
    text: str = field(default="", repr=False)
    elsewhere: tuple[tuple[int, int, int], ...] = ()


@dataclass
class Record:
    """One passage: its marks, its gold, and its windows with labels."""

    id: str
    genre: str
    prepared: Prepared
    gold: Gold
    examples: list[Example]


def load_gold(folder: Path) -> list[tuple[str, str, Gold]]:
    """The id, text and gold of every passage of a folder."""
    return [
        (path.stem, path.with_suffix(".txt").read_text(encoding="utf-8"), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(folder.glob("*.json"))
    ]


def document_of(text: str, gold: Gold) -> Document:
    """The document a reader is given for a gold passage."""
    published = DateSpan.parse(gold["published"]) if gold.get("published") else None
    return Document(text, title=gold.get("title"), publisher=gold.get("publisher"), published=published)


def examples(passage_id: str, prepared: Prepared, gold: Gold, pieces_of: Any) -> list[Example]:
    """The windows of one passage with their labels."""
    out = []
    stand = spans_of(prepared, gold)
    for window in inputs(prepared, pieces_of):
        entities = _grouped(stand, window)
        index = {entity.name: i for i, entity in enumerate(entities)}
        told, elsewhere = _relations(prepared.document.text, window, gold, index)
        out.append(
            Example(
                passage_id,
                genre_of(passage_id, gold),
                window,
                entities,
                _events(prepared.document.text, window, gold, index),
                told,
                text=prepared.document.text,
                elsewhere=tuple(elsewhere),
            )
        )
    return out


def genre_of(passage_id: str, gold: Gold) -> str:
    """The genre group a passage is reported under."""
    if gold.get("genre") and passage_id[0] != "t":
        return str(gold["genre"])
    return (
        "own text"
        if gold.get("licence") == "own text"
        else "country"
        if "public domain" in str(gold.get("licence"))
        else "history"
    )


def _grouped(spans: Iterable[Span], window: WindowInput) -> list[Entity]:
    entities: dict[tuple[str, bool], Entity] = {}
    size = len(window.words)
    for start, end, name, kind in sorted(spans):
        here = covered(window.words, start, end)
        if here is None or window.words[here[0]].start > start or window.words[min(here[1], size) - 1].end < end:
            continue
        place = kind == KINDS.index(PLACE)
        entity = entities.setdefault((name, place), Entity(name if not place else f"@{name}", kind, []))
        entity.mentions.append(here)
    return list(entities.values())


def _quote_words(text: str, window: WindowInput, quote: str) -> tuple[int, int] | None:
    start = text.find(quote)
    return covered(window.words, start, start + len(quote)) if start >= 0 else None


def _events(text: str, window: WindowInput, gold: Gold, index: dict[str, int]) -> list[Event]:
    out = []
    for event in gold["events"]:
        quote = _quote_words(text, window, event["quote"])
        if quote is None:
            continue
        slots = [(slot, index[name]) for slot in PEOPLE_SLOTS for name in event[slot] if name in index]
        if event["place"] and f"@{event['place']}" in index:
            slots.append(("place", index[f"@{event['place']}"]))
        middle = (quote[0] + quote[1]) / 2
        dates = [i for i, d in enumerate(window.dates) if _same_date(event["date"], d.span)]
        out.append(
            Event(
                EVENTS.index(event["type"]),
                quote,
                CERTAINTIES.index(event["certainty"]),
                STATUSES.index(event["status"]),
                bool(event["attribution"]),
                slots,
                _best(dates, lambda i, middle=middle: abs(window.dates[i].first - middle)),
                _counts_told(window, event, middle),
            )
        )
    return out


_NEAR = 80  # words from the middle of its quote within which a number is taken for the one an event tells


def _counts_told(window: WindowInput, event: Gold, middle: float) -> list[tuple[str, int]]:
    """Of each number of an event the nearest in the window that says it, as slot and position in `window.counts`; none that is
    `_NEAR` words off or more."""
    told = []
    for slot in (slot for slot in COUNT_SLOTS if event[slot]):
        fits = [i for i, c in enumerate(window.counts) if (c.count.min, c.count.max) == (event[slot]["min"], event[slot]["max"])]
        told += [(slot, i) for i in _best(fits, lambda i: abs(window.counts[i].first - middle))]
    return [(slot, i) for slot, i in told if abs(window.counts[i].first - middle) < _NEAR]


def _best(indices: list[int], distance: Any) -> list[int]:
    return [min(indices, key=distance)] if indices else []


def _bare(edtf: str | None) -> str:
    return re.sub(r"[~?%]", "", edtf or "")


def _same_date(gold: str | None, span: DateSpan) -> bool:
    return bool(gold) and (_bare(gold) == _bare(span.edtf) or _bare(gold).split("/")[0] == _bare(span.edtf))


def _relations(
    text: str, window: WindowInput, gold: Gold, index: dict[str, int]
) -> tuple[list[Relation], list[tuple[int, int, int]]]:
    """The ties told in the window, and those of its entities that are told elsewhere."""
    out, elsewhere = [], []
    for relation in gold["relations"]:
        b = f"@{relation['b']}" if relation["type"] == "present_in" else relation["b"]
        if relation["a"] not in index or b not in index:
            continue
        quote = _quote_words(text, window, relation["quote"])
        if quote is None:
            elsewhere.append((RELATIONS.index(relation["type"]), index[relation["a"]], index[b]))
            continue
        middle = (quote[0] + quote[1]) / 2

        def date_for(edtf: str | None, side: int, middle: float = middle) -> int:
            fits = []
            for i, d in enumerate(window.dates):
                half = d.span.edtf.split("/")[side if "/" in d.span.edtf else 0]
                if edtf and _bare(half) == _bare(edtf):
                    fits.append(i)
            best = _best(fits, lambda i: abs(window.dates[i].first - middle))
            return best[0] if best else -1

        out.append(
            Relation(
                RELATIONS.index(relation["type"]),
                index[relation["a"]],
                index[b],
                CERTAINTIES.index(relation["certainty"]),
                quote,
                date_for(relation["start"], 0),
                date_for(relation["end"], 1),
            )
        )
    return out, elsewhere
