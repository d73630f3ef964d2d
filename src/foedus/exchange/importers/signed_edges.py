"""Signed edge lists as researchers keep them: a CSV file with columns a, b, sign and, if it holds several graphs, slice."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from foedus.errors import BadInput, NotFound
from foedus.exchange.cells import restored

_COLUMNS = ("a", "b", "sign")
_SIGNS: Mapping[str, int] = {"1": 1, "+1": 1, "+": 1, "0": 0, "-1": -1, "-": -1, "−1": -1, "−": -1}


@dataclass(frozen=True, slots=True)
class EdgeRow:
    """One row: who with whom, 1, 0 or -1, in which slice (None where the file has no such column), and its line."""

    a: str
    b: str
    sign: int
    slice: str | None
    line: int


def read_signed_edges(path: Path) -> dict[str | None, list[EdgeRow]]:
    """The rows of each slice, in the order of the file. A pair told twice with one sign counts once.

    Raises NotFound for a missing file, BadInput with the line for what is no such list, and for a pair with two signs.
    """
    slices: dict[str | None, list[EdgeRow]] = {}
    told: dict[tuple[str | None, frozenset[str]], EdgeRow] = {}
    for row in _rows(path):
        of_slice = slices.setdefault(row.slice, [])
        before = told.setdefault((row.slice, frozenset((row.a, row.b))), row)
        if before is row:
            of_slice.append(row)
        elif before.sign != row.sign:
            raise BadInput(
                f"{path}: {row.a!r} and {row.b!r} have sign {before.sign} in line {before.line} and {row.sign} in line "
                f"{row.line}; give each pair one sign, or tell the two apart with a column slice"
            )
    if not slices:
        raise BadInput(f"{path} holds no edge; write a row a,b,sign for each")
    return slices


def _rows(path: Path) -> Iterator[EdgeRow]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = csv.DictReader(file)
            names = {name.strip().lower(): name for name in table.fieldnames or ()}
            missing = [name for name in _COLUMNS if name not in names]
            if missing:
                raise BadInput(f"{path} has no column {missing[0]!r}; its first line must be a,b,sign or slice,a,b,sign")
            for told in table:
                yield _row(path, {name: restored((told[column] or "").strip()) for name, column in names.items()}, table.line_num)
    except FileNotFoundError:
        raise NotFound(f"there is no file {path}; name a CSV file with columns a, b and sign") from None
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise BadInput(f"cannot read {path} as CSV in UTF-8: {fault}") from None


def _row(path: Path, told: Mapping[str, str], line: int) -> EdgeRow:
    a, b = told["a"], told["b"]
    if not a or not b:
        raise BadInput(f"{path}, line {line}: an end has no name; write a,b,sign")
    if a == b:
        raise BadInput(f"{path}, line {line}: {a!r} is tied to itself; a tie is between two")
    sign = _SIGNS.get(told["sign"])
    if sign is None:
        raise BadInput(f"{path}, line {line}: sign {told['sign']!r} is none; write 1, 0 or -1")
    return EdgeRow(a, b, sign, told.get("slice"), line)
