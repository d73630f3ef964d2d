"""The labels in the order the weights know them (`labels.yml`); a change needs new weights."""

from __future__ import annotations

from importlib.resources import files

import yaml

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Status

PLACE = "place"
THING = "thing"  # what is acted on and is no actor: "two hamlets"

_LABELS = yaml.safe_load(files("foedus.reading.readers.trained").joinpath("labels.yml").read_text(encoding="utf-8"))

ACTOR_KINDS: tuple[str, ...] = tuple(_LABELS["kinds"])
KINDS = (*ACTOR_KINDS, PLACE, THING)
EVENTS: tuple[str, ...] = tuple(_LABELS["events"])
RELATIONS: tuple[str, ...] = tuple(_LABELS["relations"])
CERTAINTIES = tuple(certainty.value for certainty in Certainty)
STATUSES = tuple(status.value for status in Status)
SLOTS = (*PEOPLE_SLOTS, PLACE, "date", *COUNT_SLOTS)
