"""Promise 1: a quote stands in the text, or the claim becomes a gap."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import ReadingFailed
from foedus.model.claim import EventClaim, Origin
from foedus.model.reading import GapKind, Reading
from foedus.model.source import Document, Quote
from foedus.reading import anchor

DOCUMENT = Document("The rebels struck at dawn. The army fled. The rebels struck at dawn.")
ORIGIN = Origin("test", "1")


def claim(words: str, start: int = anchor.UNPLACED) -> EventClaim:
    return EventClaim(type="attack", quote=Quote(DOCUMENT.id, start, start + len(words), words), origin=ORIGIN)


def test_words_without_offsets_are_placed_where_they_first_stand() -> None:
    placed, gaps = anchor.place(DOCUMENT, [claim("The army fled")])
    assert (placed[0].quote.start, gaps) == (27, ())
    assert placed[0].quote.stands_in(DOCUMENT)


def test_a_quote_at_wrong_offsets_moves_to_the_nearest_place() -> None:
    placed, _ = anchor.place(DOCUMENT, [claim("The rebels struck", start=40)])
    assert placed[0].quote.start == 42


def test_words_that_nearly_stand_in_the_text_become_a_gap() -> None:
    placed, gaps = anchor.place(DOCUMENT, [claim("The army had fled")])
    assert placed == ()
    assert gaps[0].kind is GapKind.UNPLACED_QUOTE
    assert gaps[0].detail == "attack claim of reader test: the words 'The army had fled' do not stand in the text"


@pytest.mark.parametrize("words", ["", "   ", "\n"])
def test_blank_words_are_no_evidence(words: str) -> None:
    placed, gaps = anchor.place(DOCUMENT, [claim(words)])
    assert (placed, len(gaps)) == ((), 1)


def test_a_reading_with_a_false_quote_cannot_exist() -> None:
    with pytest.raises(ReadingFailed, match="does not stand at 3-16"):
        Reading(DOCUMENT, "test", "1", claims=(claim("The army fled", start=3),))


@given(text=st.text(max_size=200), words=st.text(max_size=20), start=st.integers(-5, 250))
def test_whatever_leaves_the_anchor_is_a_slice_of_the_text(text: str, words: str, start: int) -> None:
    document = Document(text)
    draft = EventClaim(type="attack", quote=Quote(document.id, start, start + len(words), words), origin=ORIGIN)
    placed, gaps = anchor.place(document, [draft])
    assert len(placed) + len(gaps) == 1
    for kept in placed:
        assert document.text[kept.quote.start : kept.quote.end] == kept.quote.text == words
