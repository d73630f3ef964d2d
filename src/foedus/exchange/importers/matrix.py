"""A square table of who had to do with whom, as researchers keep it: names along both sides, a number or NA in each cell."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.cells import restored
from foedus.exchange.importers.claims import READER
from foedus.model.actor import Actor
from foedus.model.claim import Origin, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.reading import Reading
from foedus.model.source import Document, Quote
from foedus.model.vocabulary import vocabulary
from foedus.reading.documents.encoding import decode

_NOTHING = ("", "0", "0.0", "na", "nan")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a cell above zero says: the relation type, from when to when, and the kind of the actors."""

    type: str = "fights"
    start: DateSpan | None = None
    end: DateSpan | None = None
    kind: str = "group"


def import_matrix(file: Path, meaning: Meaning, published: DateSpan | None = None) -> Reading:
    """One relation for each pair whose cell is above zero, resting on the line of the table that says so.

    A relation without direction is told once for a pair, by the first line that has it. Raises BadInput for what is no
    square table of numbers, BadVocabulary for an unknown relation type or kind.
    """
    relation, kind = vocabulary().relation(meaning.type), vocabulary().kind(meaning.kind).name
    text = _text(file)
    document = Document(text, file.name, published=published, origin=str(file), media_type="text/csv")
    lines = list(_lines(text))
    names = _names(file, lines)
    version = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    claims: list[RelationClaim] = []
    told: set[frozenset[str]] = set()
    for (start, line), a in zip(lines[1:], names, strict=True):
        for b, cell in zip(names, _cells(line)[1:], strict=True):
            pair = frozenset((a, b))
            if a == b or not _above_zero(file, a, b, cell) or (not relation.directed and pair in told):
                continue
            told.add(pair)
            quote = Quote(document.id, start, start + len(line), line)
            origin = Origin(READER, version, "matrix")
            claims.append(
                RelationClaim(type=meaning.type, quote=quote, origin=origin, a=a, b=b, start=meaning.start, end=meaning.end)
            )
    actors = tuple(Actor(document.id, name, kind) for name in names)
    return Reading(document, READER, version, actors, tuple(claims))


def _text(file: Path) -> str:
    try:
        return decode(file.read_bytes())[0]
    except OSError as fault:
        raise BadInput(f"cannot read {file}: {(fault.strerror or str(fault)).lower()}; check the path") from None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not empty, with where they begin."""
    at = 0
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\r\n")
        if bare.strip():
            yield at, bare
        at += len(line)


def _names(file: Path, lines: Sequence[tuple[int, str]]) -> list[str]:
    """The names along the top, which must be those down the side."""
    if not lines:
        raise BadInput(f"{file} is empty; its first line must name the actors, and each further line begin with one")
    across = [cell.strip() for cell in _cells(lines[0][1])[1:]]
    rows = [_cells(line) for _, line in lines[1:]]
    down = [row[0].strip() for row in rows]
    if across != down or len(set(across)) < len(across) or not all(across):
        unlike = (f"{a!r} beside {b!r}" for a, b in zip(across, down, strict=False) if a != b)
        strange = next(unlike, f"{len(across)} beside {len(down)}")
        raise BadInput(f"{file} is no square table: its top and its side must name the same actors in one order, not {strange}")
    for row in rows:
        if len(row) != len(across) + 1:
            raise BadInput(f"{file}: the line of {row[0]!r} has {len(row) - 1} cells for {len(across)} names; give each name one")
    return across


def _cells(line: str) -> list[str]:
    return [restored(cell) for cell in next(csv.reader([line]))]


def _above_zero(file: Path, a: str, b: str, cell: str) -> bool:
    told = cell.strip().lower()
    if told in _NOTHING:
        return False
    try:
        return float(told) > 0
    except ValueError:
        raise BadInput(f"{file}: the cell of {a!r} and {b!r} is {cell!r}; write a number, or NA for none") from None
