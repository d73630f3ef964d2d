"""A claim as features that are plain text: what annotation tools show in a form, and people can type.

Of several names each stands behind "; ", parts of a source behind " | "; a backslash before one of these signs takes its meaning
from it. Numbers are written as in the corpus (5, 50-200, 10+, -50, ~400).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from foedus.errors import BadInput
from foedus.exchange.exporters.passages import write_count
from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Claim, EventClaim, RelationClaim, Status
from foedus.model.numbers import Count

LISTS = (*PEOPLE_SLOTS, "sources", "kinds")
_WORDS = ("type", "certainty", "attribution", "date", "place", "country", "status", "a", "b", "role")
# The words "begin" and "end" are those of every annotation, so that a relation lasts since and until.
FEATURES = (*_WORDS, "since", "until", *PEOPLE_SLOTS, *COUNT_SLOTS, "sources", "kinds", "claim")
_NUMBER = re.compile(r"(?P<about>~?)(?P<low>\d*)(?P<dash>-?)(?P<high>\d*)(?P<plus>\+?)(?P<also>~?)\Z")


def to_features(claim: Claim, kinds: Mapping[str, str]) -> dict[str, str]:
    """The features that the claim fills, and its id; `kinds` are those of the actors it names."""
    told = claim.to_json()
    made = {name: str(told[name]) for name in _WORDS if told.get(name) is not None}
    if isinstance(claim, RelationClaim):
        made |= {name: span.edtf for name, span in (("since", claim.start), ("until", claim.end)) if span is not None}
    if isinstance(claim, EventClaim):
        made |= {slot: joined(told[slot]) for slot in PEOPLE_SLOTS if told[slot]}
        made |= {slot: write_count(count) for slot in COUNT_SLOTS if (count := getattr(claim, slot)) is not None}
    if claim.citations:
        parts = ([one.publisher, one.place or "", one.date.edtf if one.date else ""] for one in claim.citations)
        made["sources"] = joined(joined(part, "|") for part in parts)
    if kinds:
        made["kinds"] = joined(joined((name, kind), "|") for name, kind in kinds.items())
    return {**{name: text for name, text in made.items() if text}, "claim": claim.id}


def from_features(told: Mapping[str, str], quote: str) -> tuple[dict[str, Any], dict[str, str]]:
    """The claim in the codebook's form, and the kinds of the actors that it names.

    Raises BadInput for a number that is none.
    """
    item: dict[str, Any] = {name: told.get(name) or None for name in _WORDS}
    item |= {"start": told.get("since") or None, "end": told.get("until") or None, "quote": quote}
    item |= {slot: parted(told.get(slot, "")) for slot in PEOPLE_SLOTS}
    item |= {slot: read_count(told[slot]).to_json() for slot in COUNT_SLOTS if told.get(slot)}
    sources = (parted(one, "|") for one in parted(told.get("sources", "")))
    item["sources"] = [
        {"publisher": one[0], "place": (one[1:] or [""])[0] or None, "date": (one[2:] or [""])[0] or None}
        for one in sources
        if one
    ]
    item["certainty"] = item["certainty"] or Certainty.STATED.value
    item["status"] = item["status"] or Status.COMPLETED.value
    kinds = (parted(one, "|") for one in parted(told.get("kinds", "")))
    return item, {one[0]: one[1] for one in kinds if len(one) > 1}


def joined(parts: Iterable[str], sign: str = ";") -> str:
    """The parts with the sign between them, so that `parted` gives them back."""
    escaped = (part.replace("\\", "\\\\").replace(sign, f"\\{sign}") for part in parts)
    return (f"{sign} " if sign == ";" else f" {sign} ").join(escaped)


def parted(text: str, sign: str = ";") -> list[str]:
    """The parts of what `joined` made, or a person typed; blanks around them are nobody's. [] for nothing."""
    if not text.strip():
        return []
    parts, at = [""], 0
    while at < len(text):
        if text[at] == "\\" and at + 1 < len(text) and text[at + 1] in ("\\", sign):
            parts[-1] += text[at + 1]
            at += 1
        elif text[at] == sign:
            parts.append("")
        else:
            parts[-1] += text[at]
        at += 1
    return [part.strip() for part in parts]


def read_count(text: str) -> Count:
    """The inverse of `write_count`. Raises BadInput."""
    found = _NUMBER.match(text.strip())
    if found is None or not (found["low"] or found["high"]):
        raise BadInput(f"number {text!r} is none; write 5, 50-200, 10+, -50 or ~400")
    low, high = int(found["low"]) if found["low"] else None, int(found["high"]) if found["high"] else None
    if not found["dash"] and not found["plus"]:
        high = low
    return Count(low, high, bool(found["about"] or found["also"]))
