"""``--manifest FILE.csv``: a table of documents and what is known about each."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.documents.encoding import decode
from foedus.reading.documents.load import LoadOptions
from foedus.reading.documents.parsed import DEFAULT_LIMITS, Limits, megabytes
from foedus.reading.documents.sources import Source, SourceKind, source_of

COLUMNS = ("path", "published", "title", "publisher", "url")
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Entry:
    """A row: what to load, and with which options."""

    source: Source
    options: LoadOptions


@dataclass(frozen=True, slots=True)
class Manifest:
    """The rows that can be read, in order, and one sentence for each that cannot."""

    entries: tuple[Entry, ...]
    faults: tuple[str, ...]


def read_manifest(path: Path | str, limits: Limits = DEFAULT_LIMITS) -> Manifest:
    """Reads a CSV file with the columns path, published, title, publisher, url (path alone is required, in any order).

    Paths are relative to the manifest's own folder; `published` is an EDTF date. Commas or semicolons part the columns.
    Raises BadInput where the manifest as a whole cannot be read; a row with a missing file or an impossible date is a fault
    that names the row as a spreadsheet counts it, the heading being row 1.
    """
    rows = _rows(Path(path))
    entries: list[Entry] = []
    faults: list[str] = []
    seen: dict[str, int] = {}
    for number, row in rows:
        try:
            entry = _entry(row, Path(path).parent, limits)
            if (earlier := seen.setdefault(entry.source.where, number)) != number:
                raise BadInput(f"{row['path']} stands in row {earlier} already; keep one of the two rows")
        except BadInput as fault:
            faults.append(f"{path}, row {number}: {fault}")
        else:
            entries.append(entry)
    return Manifest(tuple(entries), tuple(faults))


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that is not blank, with its number, by column."""
    text = _text(path)
    heading = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if ";" in heading and "," not in heading else ",")
    try:
        lines = [[cell.strip() for cell in line] for line in reader]
    except csv.Error as fault:
        raise BadInput(f"cannot read the manifest {path}: it is not CSV ({fault}); save it as CSV again") from None
    names = [name.lower() for name in lines[0]]
    unknown = [name for name in names if name not in COLUMNS]
    if unknown or "path" not in names:
        what = f"its column {unknown[0]!r} is not known" if unknown else "it has no column 'path'"
        raise BadInput(f"cannot read the manifest {path}: {what}; name the columns {', '.join(COLUMNS)} in its first row")
    return (
        (number, dict(zip(names, [*line, *[""] * len(names)], strict=False)))
        for number, line in enumerate(lines[1:], 2) if any(line)
    )


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadInput(f"it is larger than the limit of {megabytes(_MOST_BYTES)}; split it into parts")
        text, _ = decode(path.read_bytes())
        if not text.strip():
            raise BadInput(f"it is empty; name the columns {', '.join(COLUMNS)} in its first row")
    except FileNotFoundError:
        raise BadInput(f"cannot read the manifest {path}: there is no such file; check the path") from None
    except OSError as fault:
        raise BadInput(f"cannot read the manifest {path}: {(fault.strerror or str(fault)).lower()}; check the path") from None
    except BadInput as fault:
        raise BadInput(f"cannot read the manifest {path}: {fault}") from None
    return text


def _entry(row: dict[str, str], folder: Path, limits: Limits) -> Entry:
    if not row["path"]:
        raise BadInput("the column 'path' is empty; name the file, or delete the row")
    source = source_of(row["path"])
    if source.kind is SourceKind.STDIN:
        raise BadInput("'-' cannot stand in a manifest; name a file or an address")
    if source.kind is SourceKind.FILE:
        source = Source(str(folder / row["path"]), SourceKind.FILE)
        if not Path(source.where).is_file():
            raise BadInput(f"there is no file {source.where}; correct the path, which counts from the manifest's folder")
    published = DateSpan.parse(row["published"]) if row.get("published") else None
    options = LoadOptions(
        published=published, title=row.get("title") or None, publisher=row.get("publisher") or None, url=row.get("url") or None,
        limits=limits,
    )
    return Entry(source, options)
