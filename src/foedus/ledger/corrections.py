"""A corrected claim, from the codebook's form that a person hands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from foedus.errors import BadInput, BadVocabulary
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, Origin, RelationClaim, Status
from foedus.model.dates import DateSpan
from foedus.model.numbers import Count
from foedus.model.place import Place
from foedus.model.source import Citation, Document, Quote
from foedus.model.vocabulary import vocabulary

HUMAN = "human"

_SHARED = ("type", "certainty", "attribution", "sources", "quote")
_EVENT = (*_SHARED, "date", "place", "country", *PEOPLE_SLOTS, *COUNT_SLOTS, "status")
_RELATION = (*_SHARED, "a", "b", "start", "end", "role")
_TEXTS = ("attribution", "place", "country", "role", "date", "start", "end")


def corrected(original: Claim, document: Document, correction: Mapping[str, Any]) -> Claim:
    """The claim as corrected, resting on words of the same document; what the correction leaves out is as in `original`, the
    claim as it stood before.

    Its origin still lacks the judgement, as version. Raises BadInput where the quote does not stand there word for word
    or a field is not of its shape, BadVocabulary for a word that the codebook has not.
    """
    whole = _completed(original, correction)
    shared: dict[str, Any] = {
        "type": whole["type"], "origin": Origin(HUMAN, ""), "quote": _quote(original, document, whole["quote"]),
        "certainty": Certainty(_chosen("certainty", whole["certainty"], list(vocabulary().certainties))),
        "attribution": whole["attribution"], "citations": tuple(_citation(told, original) for told in whole["sources"] or ()),
    }
    place = getattr(original, "place", None)
    if "a" in whole:
        start, end = (_date(whole[side], getattr(original, side, None)) for side in ("start", "end"))
        stays = place is not None and whole["b"] == getattr(original, "b", None)
        where = (place if stays else Place(whole["b"])) if whole["type"] == "present_in" else None
        return RelationClaim(**shared, a=whole["a"], b=whole["b"], start=start, end=end, role=whole["role"], place=where)
    name = whole["place"]
    shared |= {slot: tuple(whole[slot]) for slot in PEOPLE_SLOTS}
    shared |= {slot: Count.from_json(whole[slot]) if whole[slot] is not None else None for slot in COUNT_SLOTS}
    return EventClaim(
        **shared,
        date=_date(whole["date"], getattr(original, "date", None)),
        place=place if place is not None and place.name == name else Place(name) if name is not None else None,
        country=whole["country"],
        status=Status(_chosen("status", whole["status"], list(vocabulary().statuses))),
    )


def _completed(original: Claim, correction: Mapping[str, Any]) -> dict[str, Any]:
    """The whole corrected claim in the codebook's form."""
    kind = correction.get("type", original.type)
    words = vocabulary()
    if kind not in words.events and kind not in words.relations:
        raise BadVocabulary("claim type", kind, [*words.events, *words.relations])
    fields = _EVENT if kind in words.events else _RELATION
    strays = sorted(set(correction) - set(fields))
    if strays:
        raise BadInput(f"a corrected {kind} claim has no field {strays[0]!r}; its fields are {', '.join(fields)}")
    before = original.to_json()
    whole = {name: correction.get(name, before.get(name)) for name in fields}
    if kind in words.events:
        whole |= {slot: whole[slot] if whole[slot] is not None else [] for slot in PEOPLE_SLOTS}
        whole["status"] = whole["status"] or Status.COMPLETED.value
    _check_shapes(whole)
    return whole


def _quote(original: Claim, document: Document, words: str) -> Quote:
    """The words where they stand nearest to the original's."""
    before = original.quote
    if document.text[before.start : before.start + len(words)] == words:
        return Quote(document.id, before.start, before.start + len(words), words)
    around = (document.text.rfind(words, 0, before.start + len(words)), document.text.find(words, before.start))
    places = [place for place in around if place >= 0]
    if not places:
        raise BadInput(
            f"the quote {words[:80]!r} does not stand in the document {document.title or document.origin or document.id!r} "
            "word for word; copy it from the text"
        )
    start = min(places, key=lambda n: abs(n - before.start))
    return Quote(document.id, start, start + len(words), words)


def _date(edtf: str | None, before: DateSpan | None) -> DateSpan | None:
    if edtf is None:
        return None
    return before if before is not None and before.edtf == edtf else DateSpan.parse(edtf)


def _citation(told: Mapping[str, Any], original: Claim) -> Citation:
    before = next((known for known in original.citations if known.to_json() == told), None)
    return before or Citation(told["publisher"], told.get("place"), _date(told.get("date"), None))


def _chosen(thing: str, value: object, choices: list[str]) -> str:
    if not isinstance(value, str) or value not in choices:
        raise BadVocabulary(thing, value, choices)
    return value


def _check_shapes(whole: Mapping[str, Any]) -> None:
    for name, value in whole.items():
        if name in ("quote", "a", "b") and not (isinstance(value, str) and value.strip()):
            raise BadInput(f"field {name!r} of a corrected claim is {value!r}; it needs words")
        if name in _TEXTS and not (value is None or isinstance(value, str)):
            raise BadInput(f"field {name!r} of a corrected claim is {value!r}; give text, or null for none")
        if name in PEOPLE_SLOTS and not (isinstance(value, (list, tuple)) and all(isinstance(who, str) for who in value)):
            raise BadInput(f"field {name!r} of a corrected claim is {value!r}; give a list of names")
        if name in COUNT_SLOTS and value is not None and not _is_count(value):
            raise BadInput(f'field {name!r} of a corrected claim is {value!r}; write {{"min": 1, "max": 1, "approx": false}}')
    for told in whole["sources"] or ():
        if not isinstance(told, Mapping) or not isinstance(told.get("publisher"), str):
            pattern = '{"publisher": "Dawn", "place": "Karachi", "date": "2013-01-04"}'
            raise BadInput(f"a source of a corrected claim is {told!r}; write {pattern}")


def _is_count(value: object) -> bool:
    if not isinstance(value, Mapping) or not set(value) <= {"min", "max", "approx"}:
        return False
    bounds = (value.get("min"), value.get("max"))
    return all(bound is None or (isinstance(bound, int) and not isinstance(bound, bool)) for bound in bounds)
