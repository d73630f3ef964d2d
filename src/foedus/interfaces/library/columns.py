"""The columns that records of one kind have in a data frame or a CSV file: the same for any answer, also an empty one.

A nested record becomes columns (`end.kind` is `end_kind`; an `edtf` takes the name of its record), a date also its first and last
day as dates; a list of words stays a list; a list or mapping of more is JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin, get_type_hints, is_typeddict

from foedus.interfaces.library.records import DAY, EDTF
from foedus.model.dates import DateSpan


class Holds(Enum):
    """What the cells of a column are."""

    TEXT = "text"
    INTEGER = "whole number"
    NUMBER = "number"
    FLAG = "true or false"
    DATE = "date"
    WORDS = "list of words"
    JSON = "JSON text"


_PLAIN = {str: Holds.TEXT, int: Holds.INTEGER, float: Holds.NUMBER, bool: Holds.FLAG}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the keys that lead to it in a record, what it holds, and for the days of a date which of the two."""

    name: str
    path: tuple[str, ...]
    holds: Holds
    bound: str | None = None

    def cell(self, record: Mapping[str, Any]) -> Any:
        """The value in a record, None where the record has none."""
        value: Any = record
        for key in self.path:
            value = value.get(key) if value is not None else None
        if value is None:
            return None
        if self.bound is not None:
            return getattr(DateSpan.parse(value), self.bound)
        if self.holds is Holds.DATE:
            return date.fromisoformat(value)
        return json.dumps(value, ensure_ascii=False) if self.holds is Holds.JSON else value


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """The columns of a record type of `records.py`."""
    return tuple(_columns(record, (), ""))


def _columns(record: type, path: tuple[str, ...], before: str) -> Iterator[Column]:
    for key, hint in get_type_hints(record, include_extras=True).items():
        name = before if key == "edtf" and before else f"{before}_{key}" if before else key
        yield from _of(_given(hint), (*path, key), name)


def _of(hint: Any, path: tuple[str, ...], name: str) -> Iterator[Column]:
    meant = hint.__metadata__[0] if get_origin(hint) is Annotated else None
    if meant == DAY:
        yield Column(name, path, Holds.DATE)
    elif meant == EDTF:
        yield Column(name, path, Holds.TEXT)
        yield from (Column(f"{name}_{bound}", path, Holds.DATE, bound) for bound in ("earliest", "latest"))
    elif is_typeddict(hint):
        yield from _columns(hint, path, name)
    elif hint == list[str]:
        yield Column(name, path, Holds.WORDS)
    else:
        yield Column(name, path, _PLAIN.get(hint, Holds.JSON))


def _given(hint: Any) -> Any:
    """The hint of a value that is there."""
    choices = [one for one in get_args(hint) if one is not NoneType]
    return choices[0] if NoneType in get_args(hint) and len(choices) == 1 else hint
