"""JSON records: what an API answers, GeoJSON features, a list, or one object a line; read one record at a time."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.importers.rows import Layout, Row, Table
from foedus.exchange.importers.streams import lines, survey

_LISTS = ("Result", "features", "data", "results", "events")  # under which key the records stand
_BLANK = re.compile(r"\s*")
_WANTED = 1 << 16  # characters to read on at a time
_LARGEST = 1 << 24  # characters that one record may have


class _Text:
    """The text of a file through a window that moves on."""

    def __init__(self, file: Path) -> None:
        told = survey(file)
        self.notes = told.notes
        self._file, self._lines = file, lines(file, told)
        self._buffer, self._at, self._ended, self.line = "", 0, False, 1
        self._decoder = json.JSONDecoder()

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._buffer) - self._at > _LARGEST:
            raise self.broken("a record longer than 16 million characters")
        self.line += self._buffer.count("\n", 0, self._at)
        parts, size = [self._buffer[self._at :]], 0
        for line in self._lines:
            parts.append(line)
            size += len(line)
            if size > _WANTED:
                break
        else:
            self._ended = True
        self._buffer, self._at = "".join(parts), 0
        return size > 0

    def peek(self) -> str:
        """The next character that is no blank, "" at the end."""
        while True:
            found = _BLANK.match(self._buffer, self._at)
            self._at = found.end() if found else self._at
            if self._at < len(self._buffer):
                return self._buffer[self._at]
            if not self._more():
                return ""

    def take(self, character: str) -> bool:
        """Whether the next character is this one, which is then passed."""
        if self.peek() != character:
            return False
        self._at += 1
        return True

    def value(self) -> tuple[str, Any]:
        """The next JSON value and its words."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError) as fault:
                if not self._more():
                    raise self.broken(str(fault)) from None
            else:
                if end < len(self._buffer) or not self._more():  # a number may go on behind the window
                    words = self._buffer[self._at : end]
                    self._at = end
                    return words, value

    def broken(self, why: str) -> BadInput:
        """The error for what is no JSON here."""
        at = self.line + self._buffer.count("\n", 0, self._at)
        return BadInput(f"{self._file}, line {at}: it is not the JSON of records ({why}); fetch or save it again")


def table(file: Path, layout: Layout) -> Table:
    """The records of a JSON file. Raises BadInput as `open_table` does."""
    text = _Text(file)
    return Table((), "", _rows(file, layout, text), "application/json", text.notes)


def _rows(file: Path, layout: Layout, text: _Text) -> Iterator[Row]:
    number, indexes = 0, {}
    for words, record in _records(text):
        number += 1
        line = words if "\n" not in words else json.dumps(record, ensure_ascii=False, separators=(",", ":"))
        if not isinstance(record, dict):
            yield Row(number, line, fault="no JSON object")
            continue
        flat = _flat(record)
        names = tuple(flat)
        if names not in indexes:
            indexes[names] = {name.strip().lower(): at for at, name in enumerate(names)}
        index = indexes[names]
        missing = [wanted.split("|")[0] for wanted in layout.required if not index.keys() & set(wanted.split("|"))]
        if missing and number == 1:
            raise BadInput(f"{file}, record 1: no {missing[0]!r}, which {layout.dataset} has; choose another importer")
        fault = f"no {missing[0]!r}" if missing else None
        yield Row(number, line, fault=fault) if fault else Row(number, line, [_text(one) for one in flat.values()], index)
    if number == 0:
        raise BadInput(f"{file} holds no records; {layout.dataset} has one for each event or tie")


def _records(text: _Text) -> Iterator[tuple[str, Any]]:
    if text.take("["):
        yield from _items(text)
        return
    start = text.peek()
    if start != "{":
        raise text.broken("neither an object nor a list")
    text.take("{")
    key = None
    known: dict[str, Any] = {}
    while not text.take("}"):
        if known and not text.take(","):
            raise text.broken("a comma is missing")
        _, key = text.value()
        if not isinstance(key, str) or not text.take(":"):
            raise text.broken("a name and a colon are expected")
        if key in _LISTS and text.take("["):
            yield from _items(text)
            known[key] = None
        else:
            known[key] = text.value()[1]
    if not set(_LISTS) & set(known):
        yield from _line_by_line(text, known)


def _line_by_line(text: _Text, first: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Records that stand one a line; the first has been read to find that out."""
    yield json.dumps(first, ensure_ascii=False, separators=(",", ":")), first
    while text.peek():
        yield text.value()


def _items(text: _Text) -> Iterator[tuple[str, Any]]:
    is_first = True
    while not text.take("]"):
        if not is_first and not text.take(","):
            raise text.broken("a comma or the end of the list is missing; it may be cut short")
        is_first = False
        yield text.value()


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A GeoJSON feature as its properties with its point, any other record as it is."""
    properties = record.get("properties")
    if record.get("type") != "Feature" or not isinstance(properties, dict):
        return record
    geometry = record.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point" and "latitude" not in properties:
        longitude, latitude = (*geometry.get("coordinates", ()), None, None)[:2]
        return {**properties, "longitude": longitude, "latitude": latitude}
    return properties


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        return "; ".join(map(str, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
