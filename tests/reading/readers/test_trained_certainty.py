"""What the network takes for denied or supposed must stand in words."""

from __future__ import annotations

import pytest

from foedus.model.claim import Certainty
from foedus.model.source import Document
from foedus.reading.pipeline import prepare
from foedus.reading.readers.trained.certainty import settled

STATED, HEDGED, DENIED, HYPOTHETICAL = Certainty.STATED, Certainty.HEDGED, Certainty.DENIED, Certainty.HYPOTHETICAL


@pytest.mark.parametrize(
    ("text", "at", "told", "expected"),
    [
        ("Eritrea armed the Front.", "Front", DENIED, STATED),
        ("Eritrea armed the Front.", "Front", HYPOTHETICAL, STATED),
        ("Eritrea armed the Front.", "Front", HEDGED, HEDGED),
        ("Eritrea allegedly armed the Front.", "Front", DENIED, HEDGED),
        ("Eritrea denied arming the Front.", "Front", STATED, DENIED),
        ("Eritrea denied arming the Front.", "Front", DENIED, DENIED),
        ("There is no evidence that Eritrea armed the Front.", "Front", HEDGED, DENIED),
        ("No evidence exists of a tie of Eritrea with the Front.", "Front", STATED, DENIED),
        ("Eritrea ruled out a pact with the Front.", "Front", STATED, DENIED),
        ("Eritrea would not arm the Front if asked.", "Front", HYPOTHETICAL, HYPOTHETICAL),
        ("Eritrea offered to arm the Front.", "Front", HYPOTHETICAL, HYPOTHETICAL),
        ("Eritrea rejected the charge.", "rejected", DENIED, STATED),
        ("Eritrea rejected the charge.", "charge", STATED, DENIED),
        ("Eritrea is said to arm the Front. Asmara denied it.", "Front", DENIED, DENIED),
        ("Eritrea denied it. The Front has its arms from Sudan.", "Front", DENIED, DENIED),
        ("Eritrea denied it. So said its envoy. The Front has its arms from Sudan.", "Front", DENIED, STATED),
        ("The Front has its arms from Sudan. So says Chad. Eritrea denied it.", "Front", DENIED, STATED),
        ("Not one rifle of the Front came from Eritrea.", "Front", DENIED, DENIED),
        ("Not one rifle of the Front came from Eritrea.", "Front", STATED, STATED),
        ("Eritrea is said to arm the Front. Asmara knows nothing of it.", "Front", DENIED, DENIED),
        ("Eritrea couldn't arm the Front.", "Front", DENIED, DENIED),
        ("A Norwegian noted that Eritrea armed the Front.", "Front", DENIED, STATED),
    ],
)
def test_a_certainty_needs_its_words(text: str, at: str, told: Certainty, expected: Certainty) -> None:
    ready = prepare(Document(text))
    where = text.index(at)
    number = next(n for n, one in enumerate(ready.sentences) if one.start <= where < one.end)
    assert settled(told, ready, number, where) is expected


def test_where_the_ends_do_not_stand_in_the_sentence_only_its_words_count() -> None:
    ready = prepare(Document("Eritrea denied it."))
    assert settled(DENIED, ready, 0, None) is DENIED
    assert settled(STATED, ready, 0, None) is STATED
