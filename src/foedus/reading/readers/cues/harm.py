"""Numbers of people told beside a word of harm: "killing 14", "14 people were killed"."""

from __future__ import annotations

import re
from functools import cache

from foedus.model.numbers import Count
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import Encoded
from foedus.reading.readers.cues.evidence import within

_WORDS = {
    "killed": r"kill(?:ed|ing|s)?|dead|died|deaths?|slain|lives|massacred|executed|assassinated",
    "wounded": r"wound(?:ed|ing)?|injur(?:ed|ing|ies)",
    "captured": r"captured|arrested|detained|abducted|kidnapped|hostages?|prisoners? taken",
    "freed": r"freed|released|escaped|freeing|releasing",
    "displaced": r"displaced|fled|displacing",
}


def harm(prepared: Prepared, sentence: Encoded) -> dict[str, Count | None]:
    """The first number of the sentence for each of killed, wounded, captured, freed, displaced."""
    counted: dict[str, Count | None] = dict.fromkeys(_WORDS)
    text, bounds = prepared.document.text, sentence.sentence
    for found in within(prepared.counts, bounds.start, bounds.end):
        before = text[max(bounds.start, found.start - 30) : found.start].lower()
        after = text[found.end : min(bounds.end, found.end + 60)].lower()
        slot = next((slot for slot, (left, right) in _patterns().items() if left.search(before) or right.match(after)), None)
        if slot is not None and counted[slot] is None:
            counted[slot] = found.count
    return counted


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """For each slot: the word of harm right before the number, and up to three words after it."""
    return {
        slot: (
            re.compile(rf"\b(?:{words})\s+(?:\w+\s+)?$"),
            re.compile(rf"\s*(?:[\w’'-]+\s+){{0,3}}?(?:{words})\b"),
        )
        for slot, words in _WORDS.items()
    }
