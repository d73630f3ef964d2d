"""The form of an answer as JSON Schema, made from the vocabulary: the codebook's form, as in `foedus read --json`.

Only what strict servers accept: every field required, null where the text says nothing, no further fields.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS
from foedus.model.vocabulary import vocabulary

LISTS = ("actors", "events", "relations")

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}


@cache
def schema() -> Schema:
    """The schema of one answer."""
    words = vocabulary()
    evidence = {
        "certainty": _choice(words.certainties), "attribution": _TEXT_OR_NULL, "sources": _many(_source()), "quote": _TEXT,
    }
    actor = {"name": _TEXT, "kind": _choice(words.kinds), "aliases": _many(_TEXT)}
    event = {
        "type": _choice(words.events), "date": _TEXT_OR_NULL, "place": _TEXT_OR_NULL, "country": _TEXT_OR_NULL,
        **{slot: _many(_TEXT) for slot in PEOPLE_SLOTS}, **{slot: _count() for slot in COUNT_SLOTS},
        "status": _choice(words.statuses), **evidence,
    }
    relation = {
        "type": _choice(words.relations), "a": _TEXT, "b": _TEXT, "start": _TEXT_OR_NULL, "end": _TEXT_OR_NULL,
        "role": _TEXT_OR_NULL, **evidence,
    }
    items = dict(zip(LISTS, (actor, event, relation), strict=True))
    return _object({name: _many(_object(fields)) for name, fields in items.items()})


def _object(fields: Schema) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _many(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def _choice(names: Iterable[str]) -> Schema:
    return {"type": "string", "enum": list(names)}


def _source() -> Schema:
    return _object({"publisher": _TEXT, "place": _TEXT_OR_NULL, "date": _TEXT_OR_NULL})


def _count() -> Schema:
    number: Schema = {"type": ["integer", "null"]}
    return {"anyOf": [_object({"min": number, "max": number, "approx": {"type": "boolean"}}), {"type": "null"}]}
