"""Delimited text: rows of cells between commas, semicolons or tabs, with the words of each row as they stand in the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from foedus.errors import BadInput
from foedus.exchange.importers.rows import Layout, Row, Table, check_columns, folded, index_of
from foedus.exchange.importers.streams import Survey, lines, survey

_DELIMITERS: Mapping[str, str] = {",": "commas", ";": "semicolons", "\t": "tabs"}
_TRIED = 20  # rows of which most must have as many cells as the header
_TAGS = 2  # cells with # in the row under the header, by which HXL tags of the Humanitarian Data Exchange are known


class _Tap:
    """Lines on their way to the CSV reader, kept until the row they make is whole."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._kept: list[str] = []

    def __iter__(self) -> _Tap:
        return self

    def __next__(self) -> str:
        line = next(self._source)
        self._kept.append(line)
        return line

    def taken(self) -> str:
        """The lines since the last call, without the end of the last."""
        whole = "".join(self._kept).removesuffix("\n")
        self._kept.clear()
        return whole


class _Reader:
    """Rows of cells with their words. Raises BadInput for what the CSV reader refuses."""

    def __init__(self, file: Path, told: Survey, delimiter: str, quoted: bool) -> None:
        self._file = file
        self._tap = _Tap(lines(file, told))
        self._reader = csv.reader(self._tap, delimiter=delimiter, quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE)

    def __iter__(self) -> Iterator[tuple[str, list[str]]]:
        while True:
            try:
                cells = next(self._reader)
            except StopIteration:
                return
            except csv.Error as fault:
                raise BadInput(
                    f"{self._file}, line {self._reader.line_num}: {fault}; look for a quotation mark that is not closed"
                ) from None
            line = self._tap.taken()
            if any(cells):
                yield line, cells


def table(file: Path, layout: Layout) -> Table:
    """The rows of a delimited text file. Raises as `open_table` does."""
    told = survey(file)
    first = next((line for line in lines(file, told) if line.strip()), None)
    if first is None:
        raise BadInput(f"{file} is empty; {layout.dataset} has a row for each event or tie")
    delimiter = _delimiter(first, layout)
    head = list(islice(iter(_Reader(file, told, delimiter, layout.quoted)), _TRIED + 2))
    how = f"between {_DELIMITERS[delimiter]}"
    columns = folded(head[0][1])
    media = "text/tab-separated-values" if delimiter == "\t" else "text/csv"
    if layout.positions and columns[0] not in layout.known:
        if len(columns) != len(layout.positions):
            raise BadInput(
                f"{file}, line 1: {len(columns)} cells {how}, where {layout.dataset} has {len(layout.positions)} and no header; "
                "import the file as published"
            )
        columns, skipped = list(layout.positions), 0
    else:
        check_columns(file, layout, columns, how)
        skipped = 1 + _is_tagged(head[1][1] if len(head) > 1 else ())
    _check_rows(file, head[skipped:], len(columns))
    header = "\n".join(line for line, _ in head[:skipped])
    body = islice(iter(_Reader(file, told, delimiter, layout.quoted)), skipped, None)
    return Table(columns, header, _rows(body, columns), media, (*told.notes, *_twice(columns)))


def _rows(body: Iterator[tuple[str, list[str]]], columns: Sequence[str]) -> Iterator[Row]:
    index, width = index_of(columns), len(columns)
    for number, (line, cells) in enumerate(body, 1):
        if _fits(cells, width):
            yield Row(number, line, cells, index)
        else:
            yield Row(number, line, fault=f"{len(cells)} cells for {width} columns")


def _fits(cells: Sequence[str], width: int) -> bool:
    """Whether a row has a cell for each column, and none too many but empty ones."""
    return len(cells) == width or (len(cells) > width and not any(cell.strip() for cell in cells[width:]))


def _delimiter(first: str, layout: Layout) -> str:
    """What separates the cells: that by which most columns are known, then by which there are most."""

    def fit(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter))
        return len(set(folded(cells)) & layout.known), len(cells)

    return max(_DELIMITERS, key=fit)


def _is_tagged(cells: Sequence[str]) -> bool:
    """Whether these are HXL tags: a # before each word but for the number of the row."""
    told = [cell.strip() for cell in cells if cell.strip() and not cell.strip().isdigit()]
    return len(told) >= _TAGS and all(cell.startswith("#") for cell in told)


def _check_rows(file: Path, rows: Sequence[tuple[str, list[str]]], width: int) -> None:
    unfit = [(number, cells) for number, (_, cells) in enumerate(rows, 1) if not _fits(cells, width)]
    if len(unfit) * 2 > len(rows):
        number, cells = unfit[0]
        raise BadInput(
            f"{file}, row {number}: {len(cells)} cells for {width} columns, and {len(unfit)} of the first {len(rows)} rows are "
            "unfit; check what separates the cells, and that cells which hold it stand in quotation marks"
        )


def _twice(columns: Sequence[str]) -> list[str]:
    named = [name for name in dict.fromkeys(columns) if name and list(columns).count(name) > 1]
    return [f"column {name!r} stands more than once; the first of them is taken" for name in named]
