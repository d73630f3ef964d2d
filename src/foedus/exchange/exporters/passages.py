"""What people decided, as training passages in the corpus format: each document that was reviewed, with its claims as decided.

A document teaches what it holds and, by what it leaves out, what is no claim; so only documents are written of which every claim
was decided, unless asked otherwise, and then a note says how many were not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from foedus.model.actor import Actor
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, RelationClaim, Status
from foedus.model.numbers import Count
from foedus.model.source import Citation, Document

_NAMELESS = ("state", "force", "bloc")  # kinds whose name need not stand in the text (codebook, ruling 6)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A document with its actors and the claims that people hold right; `undecided` counts those that nobody judged."""

    document: Document
    actors: Sequence[Actor]
    claims: Sequence[Claim]
    undecided: int = 0


def passages_yaml(reviewed: Iterable[Reviewed], genre: str = "analysis") -> Iterator[str]:
    """The passages, one YAML document each. The same decisions give the same bytes."""
    for number, one in enumerate(reviewed, 1):
        yield "---\n" + yaml.dump(
            _passage(one, number, genre), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000
        )


def write_count(count: Count) -> str:
    """A count as the corpus has it: ``5``, ``50-200``, ``10+``, ``-50``, ``~400``, ``24+~``."""
    about = "~" if count.approx else ""
    if count.min == count.max:
        return f"{about}{count.min}"
    if count.max is None:
        return f"{count.min}+{about}"
    return f"-{count.max}{about}" if count.min is None else f"{count.min}-{count.max}{about}"


class _Text(str):
    """Text of several lines, written as a block."""


class _Dumper(yaml.SafeDumper):
    """Writes every scalar as text, and blocks as blocks."""


def _block(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", str(value), style="|")


_Dumper.add_representer(_Text, _block)


def _passage(one: Reviewed, number: int, genre: str) -> dict[str, Any]:
    document, text = one.document, one.document.text.strip()
    known = {name: actor for actor in one.actors for name in actor.names}
    named = [actor for actor in one.actors if actor.name in text or actor.kind in _NAMELESS]
    names = {actor.name for actor in named}
    claims = [_claim(claim, known) for claim in one.claims if claim.quote.text in text]
    whole = [claim for claim in claims if _holds(claim, names, text)]
    left = len(one.claims) - len(whole)
    notes = [f"{one.undecided} claims were not reviewed"] if one.undecided else []
    notes += [f"{left} claims left out that the format cannot hold"] if left else []
    return _filled(
        {
            "id": f"review-{number:03d}-{document.id.removeprefix('doc-')[:8]}",
            "genre": genre,
            "region": "not stated",
            "names": "real",
            "published": document.published.edtf if document.published else None,
            "title": document.title,
            "text": _Text(text),
            "actors": [
                _filled({"name": actor.name, "kind": actor.kind, "aliases": [name for name in actor.aliases if name in text]})
                for actor in named
            ],
            "events": [claim for claim in whole if "a" not in claim],
            "relations": [claim for claim in whole if "a" in claim],
            "note": "; ".join(notes),
        }
    )


def _claim(claim: Claim, known: dict[str, Actor]) -> dict[str, Any]:
    made: dict[str, Any] = {"type": claim.type}
    if isinstance(claim, EventClaim):
        made |= {
            "date": claim.date.edtf if claim.date else None,
            "place": claim.place.name if claim.place else None,
            "country": claim.country,
            **{slot: [_name(name, known) for name in getattr(claim, slot)] for slot in PEOPLE_SLOTS},
            **{slot: write_count(count) for slot in COUNT_SLOTS if (count := getattr(claim, slot)) is not None},
            "status": claim.status.value if claim.status is not Status.COMPLETED else None,
        }
    elif isinstance(claim, RelationClaim):
        made |= {
            "a": _name(claim.a, known),
            "b": claim.b if claim.type == "present_in" else _name(claim.b, known),
            "start": claim.start.edtf if claim.start else None,
            "end": claim.end.edtf if claim.end else None,
            "role": claim.role,
        }
    made |= {
        "certainty": claim.certainty.value if claim.certainty is not Certainty.STATED else None,
        "attribution": claim.attribution,
        "sources": [_source(one) for one in claim.citations],
        "quote": claim.quote.text,
    }
    return _filled(made)


def _name(name: str, known: dict[str, Actor]) -> str:
    return known[name].name if name in known else name


def _source(one: Citation) -> str:
    return f"{one.publisher} | {one.place or ''} | {one.date.edtf if one.date else ''}"


def _holds(claim: dict[str, Any], names: set[str], text: str) -> bool:
    """Whether the format can hold the claim: its people are listed actors, and what else it names stands in the text."""
    if claim["type"] == "present_in":
        return claim["a"] in names and claim["b"] in text
    if "a" in claim:
        return claim["a"] in names and claim["b"] in names and claim["a"] != claim["b"]
    listed = all(name in names for slot in ("initiators", "participants") for name in claim.get(slot, ()))
    free = all(name in names or name in text for name in claim.get("targets", ()))
    return listed and free and claim.get("place", "") in text


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", [], ())}
