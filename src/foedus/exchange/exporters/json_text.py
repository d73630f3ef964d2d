"""A JSON list written item by item, so that a large one fits in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def one_line(item: Mapping[str, Any]) -> str:
    """An item as JSON on a line of its own, without the line break."""
    return json.dumps(item, ensure_ascii=False)


def listed(head: Mapping[str, Any], name: str, items: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """An object with the members of `head` and, under `name`, the items, one a line."""
    yield json.dumps(head, ensure_ascii=False)[:-1] + (", " if head else "") + f'"{name}": ['
    for position, item in enumerate(items):
        yield ("," if position else "") + "\n" + one_line(item)
    yield "]}\n"


def without_none(item: Mapping[str, Any]) -> dict[str, Any]:
    """The members that have a value."""
    return {name: value for name, value in item.items() if value is not None and value != [] and value != ()}
