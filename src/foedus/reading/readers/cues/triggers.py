"""The trigger words of events: `events.yml` compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Trigger:
    """One form ("nouns", "verbs" or "results") of an event type in events.yml.

    `slots` says which sides the type has: both, participants or initiator_only. `person_target`: the target is a person.
    """

    type: str
    rule: str
    compiled: re.Pattern[str]
    form: str
    slots: str
    person_target: bool


@cache
def triggers() -> tuple[Trigger, ...]:
    """Every form, earlier types first: where two stand on the same words, the earlier wins."""
    source = files("foedus.reading.readers.cues").joinpath("events.yml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(source)
    return tuple(
        Trigger(
            kind, f"event/{kind}/{form}", re.compile(rf"\b(?:{'|'.join(entry[form])})(?:\b|(?<!\w))"), form,
            entry.get("slots", "both"), entry.get("person_target", False),
        )
        for kind, entry in data.items()
        for form in ("nouns", "verbs", "results")
        if entry.get(form)
    )
