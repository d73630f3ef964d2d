"""What a ledger answers with: records in order, to be looked at, counted, and taken to other libraries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar, cast, overload

from foedus.interfaces.library.columns import Column, Holds, columns_of

if TYPE_CHECKING:
    import pandas
    import polars

R = TypeVar("R", bound=Mapping[str, Any])

_ROWS, _WIDTH = 20, 120  # rows shown, and characters of a cell
_BETWEEN = " | "


@dataclass(frozen=True, slots=True)
class Kind:
    """What a table holds: a plural noun, the type of its records, and the columns shown first."""

    noun: str
    record: type
    shown: tuple[str, ...]


class Table(Sequence[R], Generic[R]):
    """Records in order: mappings equal to what the command prints with ``--json``.

    A table is a sequence: it has a length, an order, items and slices. `notes` says what a command would say beside its answer,
    such as that a name was taken for a like one, or that documents without a date were left out. In a notebook it shows itself.

    >>> ties = ledger.ties("imu")
    >>> len(ties), ties[0]["sign"]
    (2, '+')
    >>> print(ledger.actors(kind="state"))
    name      kind   id
    Pakistan  state  state:pakistan
    1 actors
    """

    def __init__(self, kind: Kind, records: Iterable[R], notes: Iterable[str] = ()) -> None:
        self._kind, self._records = kind, tuple(records)
        self.notes: tuple[str, ...] = tuple(notes)

    @overload
    def __getitem__(self, at: int) -> R: ...

    @overload
    def __getitem__(self, at: slice) -> Self: ...

    def __getitem__(self, at: int | slice) -> R | Self:
        return type(self)(self._kind, self._records[at], self.notes) if isinstance(at, slice) else self._records[at]

    def __len__(self) -> int:
        return len(self._records)

    def __iter__(self) -> Iterator[R]:
        return iter(self._records)

    def __eq__(self, other: object) -> bool:
        return list(self) == list(other) if isinstance(other, (Table, list, tuple)) else NotImplemented

    def __hash__(self) -> int:
        raise TypeError("a table cannot be hashed, as its records can be changed")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that its data frames and its CSV file have: the same for every table of its kind.

        >>> ledger.gaps().columns[:3]
        ('kind', 'detail', 'document')
        """
        return tuple(column.name for column in self._ordered)

    def to_dicts(self) -> list[R]:
        """The records, as a list.

        >>> [gap["kind"] for gap in ledger.gaps().to_dicts()]
        ['unresolved date']
        """
        return list(self._records)

    def to_pandas(self) -> pandas.DataFrame:
        """The table as a data frame of pandas: dates are dates, lists of words lists, deeper lists JSON text.

        Raises BadInput where pandas is not installed; the extra `frames` brings it.

        >>> frame = ledger.ties("imu").to_pandas()
        >>> sorted(frame["sign"])
        ['+', '-']
        """
        from foedus.interfaces.library.frames import pandas_frame

        return pandas_frame(self._ordered, self._records)

    def to_polars(self) -> polars.DataFrame:
        """The table as a data frame of polars; see `to_pandas`.

        >>> ledger.actors().to_polars().height
        5
        """
        from foedus.interfaces.library.frames import polars_frame

        return polars_frame(self._ordered, self._records)

    def to_csv(self, path: str | Path) -> None:
        """Writes the table as CSV. Lists of words are joined by " | "; a cell that a spreadsheet could run gets an apostrophe.

        Raises BadInput where the file cannot be written.

        >>> ledger.ties("imu").to_csv("ties.csv")
        """
        from foedus.exchange.exporters.csv_text import csv_lines
        from foedus.exchange.exporters.deliver import write_file

        def cell(column: Column, record: R) -> Any:
            value = column.cell(record)
            return _BETWEEN.join(value) if column.holds is Holds.WORDS and value is not None else value

        rows = ({column.name: cell(column, record) for column in self._ordered} for record in self._records)
        write_file(Path(path), csv_lines(self.columns, rows))

    def __repr__(self) -> str:
        return f"<{len(self)} {self._kind.noun}>"

    def __str__(self) -> str:
        lines = [self._kind.shown, *self._cells()]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        rows = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
        return "\n".join((*(rows if self else ()), *self._foot()))

    def _repr_html_(self) -> str:
        """What a notebook shows: the first rows and the foremost columns."""
        head = "".join(f"<th>{escape(name)}</th>" for name in self._kind.shown)
        body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in line)}</tr>" for line in self._cells())
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>" if self else ""
        return table + "".join(f"<p>{escape(line)}</p>" for line in self._foot())

    @property
    def _ordered(self) -> list[Column]:
        """The columns, those shown first before the others."""
        known = {column.name: column for column in columns_of(self._kind.record)}
        return [known[name] for name in dict.fromkeys((*self._kind.shown, *known))]

    def _cells(self) -> list[list[str]]:
        known = {column.name: column for column in self._ordered}
        shown = [known[name] for name in self._kind.shown]
        return [[_shown(column.cell(record)) for column in shown] for record in self._records[:_ROWS]]

    def _foot(self) -> Iterator[str]:
        more = len(self) - _ROWS
        count = f"{len(self)} {self._kind.noun}"
        yield f"{count}, of which {more} are not shown" if more > 0 else count if self else f"no {self._kind.noun} known that fit"
        yield from self.notes


def of_kind(table: type[Table[R]], kind: Kind, records: Iterable[Mapping[str, Any]], notes: Iterable[str] = ()) -> Table[R]:
    """A table of records as `foedus.interfaces.records` makes them, whose fields `kind.record` tells."""
    return table(kind, cast(Iterable[R], records), notes)


def _shown(value: Any) -> str:
    if value is None:
        return ""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    return shorten(text, _WIDTH, placeholder=" …")
