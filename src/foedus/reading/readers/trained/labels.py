"""The labels in the order the weights know them. A change here needs new weights."""

from __future__ import annotations

from foedus.model.claim import COUNT_SLOTS, PEOPLE_SLOTS, Certainty, Status
from foedus.model.vocabulary import vocabulary

PLACE = "place"
THING = "thing"  # what is acted on and is no actor: "two hamlets"

KINDS = (*vocabulary().kinds, PLACE, THING)
EVENTS = tuple(vocabulary().events)
RELATIONS = tuple(vocabulary().relations)
CERTAINTIES = tuple(certainty.value for certainty in Certainty)
STATUSES = tuple(status.value for status in Status)
SLOTS = (*PEOPLE_SLOTS, PLACE, "date", *COUNT_SLOTS)
