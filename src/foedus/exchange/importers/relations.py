"""Sheets of relations: actor_a, actor_b, relation, support, start, end, year, sources."""

from __future__ import annotations

from collections.abc import Container, Iterator
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.importers.coding import Coding, known_type
from foedus.exchange.importers.dataset import NOTHING_KNOWN, Dataset, dataset, readings
from foedus.exchange.importers.rows import Row
from foedus.model.claim import Certainty
from foedus.model.dates import DateSpan
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Citation
from foedus.model.vocabulary import vocabulary


def import_relations(file: Path, known: Container[str] = NOTHING_KNOWN) -> Iterator[Reading]:
    """The relations of a sheet, in its words or ours. Dates are EDTF; `year` is the year in which a tie without them held.

    `support`, and what is between the actors and no relation here, stays in the quote. Raises NotFound or BadInput as
    `open_table` does.
    """
    told = dataset("relations")
    return readings(file, told, lambda row, coding: _code(told, row, coding), known)


def span(row: Row, column: str, coding: Coding, unknown: Container[str] = ()) -> DateSpan | None:
    """The EDTF date in a cell, None for an empty one; one that is none is a gap."""
    text = row[column]
    if not text or text.lower() in unknown:
        return None
    try:
        return DateSpan.parse(text)
    except BadInput as fault:
        coding.gap(f"{column}: {fault}", GapKind.UNRESOLVED_DATE)
        return None


def kind(row: Row, column: str, coding: Coding) -> str | None:
    """The kind of actor in a cell, None for an empty one; one that the vocabulary has not is a gap."""
    text = row[column]
    if text and text not in vocabulary().kinds:
        coding.gap(f"{column} {text!r} is no kind of actor; known are {', '.join(vocabulary().kinds)}")
        return None
    return text or None


def certainty(row: Row, column: str, coding: Coding) -> Certainty:
    """The certainty in a cell, stated for an empty one; one that the vocabulary has not is a gap."""
    text = row[column].lower()
    if text and text not in set(Certainty):
        coding.gap(f"{column} {text!r} is none of {', '.join(Certainty)}; the claim was taken as stated")
        return Certainty.STATED
    return Certainty(text) if text else Certainty.STATED


def _code(told: Dataset, row: Row, coding: Coding) -> None:
    word = row["relation"].lower()
    meaning = told.codes["relation"].get(word, {"type": word} if known_type(word, relation=True) else None)
    if meaning is None:
        coding.refused("relation", row["relation"], told.codes["relation"])
        return
    a = coding.cast(row["actor_a"], kind(row, "kind_a", coding))
    b = coding.cast(row["actor_b"], kind(row, "kind_b", coding))
    if not a or not b:
        coding.gap("an actor of the relation is not named")
        return
    if row["support"] and row["support"].lower() not in (*told.codes["support"], *told.codes["unknown"]):
        coding.gap(f"support {row['support']!r} is none of {', '.join(told.codes['support'])}; it stands in the quote alone")
    unknown = told.codes["unknown"]
    start, end = span(row, "start", coding, unknown), span(row, "end", coding, unknown)
    if not row["start"] and not row["end"]:
        start = end = span(row, "year", coding, unknown)
    sources = dict.fromkeys(part.strip() for part in row["sources"].split(told.codes["separator"]))
    coding.relation(
        meaning["type"],
        a[0],
        b[0],
        f"relation {word}",
        start=start,
        end=end,
        role=row["role"] or None,
        certainty=certainty(row, "certainty", coding),
        attribution=row["attribution"] or None,
        citations=tuple(Citation(source) for source in sources if source),
    )
