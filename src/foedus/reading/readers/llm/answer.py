"""From what a model wrote to its three lists. Wrappings are taken off; nothing is added, closed or corrected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from foedus.errors import BadInput
from foedus.reading.readers.llm.schema import LISTS

Item = dict[str, Any]

_MOST_OBJECTS = 50   # openings tried in one answer; a bound on the work a hostile one can cause


@dataclass(frozen=True, slots=True)
class Answer:
    """The items as the model gave them; what is in them is not yet checked."""

    actors: tuple[Item, ...]
    events: tuple[Item, ...]
    relations: tuple[Item, ...]


def parse(content: str) -> Answer:
    """The answer in what the model wrote, be it in a code fence or among words.

    Raises BadInput with the fault, worded for the model that is asked again.
    """
    thought, closed, rest = content.rpartition("</think>")
    found = _object(rest if closed else thought + rest)
    lists = []
    for name in LISTS:
        items = found.get(name)
        if not isinstance(items, list):
            raise BadInput(f"the object has no list {name!r}; it needs {', '.join(LISTS)}, empty where there is nothing")
        if not all(isinstance(item, dict) for item in items):
            raise BadInput(f"the list {name!r} holds something that is no object")
        lists.append(tuple(items))
    return Answer(*lists)


def _object(content: str) -> Item:
    """The first JSON object that has one of the lists; raises BadInput with the first fault where none has."""
    decoder = json.JSONDecoder(parse_constant=_no_number)
    faults = []
    at = content.find("{")
    for _ in range(_MOST_OBJECTS):
        if at < 0:
            break
        try:
            found, end = decoder.raw_decode(content, at)
        except (ValueError, RecursionError) as error:
            faults.append(f"its JSON is broken ({str(error)[:100]})")
            end = at + 1
        else:
            if isinstance(found, dict) and any(name in found for name in LISTS):
                return found
            faults.append(f"its JSON object has none of the lists {', '.join(LISTS)}")
        at = content.find("{", end)
    raise BadInput(faults[0] if faults else "it holds no JSON object")


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")
