"""A title in a note is not what the report tells; a note that tells something is read."""

from __future__ import annotations

import pytest

from foedus.model.reading import GapKind
from foedus.model.source import Document
from foedus.reading.pipeline import prepare, read
from foedus.reading.readers.registry import reader
from foedus.reading.steps import apparatus, references

BODY = "The Front attacked Kidal on Monday. [1]\n\nMali blamed Algeria for the raid.\n\nThe army has since withdrawn."
WORK = "1. U.S. Department of State, “Terrorist Designations of Omar Daud,” May 3, 2012, https://example.org/daud."


def aside(text: str) -> list[str]:
    return [text[start:end] for start, end in references.find(text)]


@pytest.mark.parametrize(
    "note",
    [
        WORK,
        '[2] See also J. Roe, "The Front and the Army," Sahel Papers 14 (2), 2016, pp. 77-91.',
        "3. Ibid., p. 4.",
        "4. Author's interview with a tribal elder, Gao, May 2010.",
        "5. On the salt trade see A. Marsh, Column Lost (Leeds, 2001).",
        "6. https://example.org/salt (accessed May 3, 2012).",
    ],
)
def test_a_note_that_only_names_a_work_is_set_aside(note: str) -> None:
    assert aside(f"{BODY}\n\nNotes\n\n{note}") == [note]


@pytest.mark.parametrize("heading", ["Sources", "References:", "BIBLIOGRAPHY"])
def test_a_list_of_works_needs_no_more_than_years(heading: str) -> None:
    works = ["J. Roe, Salt and Sand (2003); interviews, Gao, September 2007.", "A. Marsh, Column Lost, Leeds 2001."]
    assert aside("\n\n".join([BODY, heading, *works])) == works


@pytest.mark.parametrize(
    "note",
    [
        "1. Omar Daud was arrested in Gao in 2012.",
        "1. On the raid see A. Marsh, Column Lost (Leeds, 2001). The Front lost twelve men there.",
        '1. The Front’s spokesman: "We have never met them." Algeria says the same.',
        "1. J. Roe, Salt and Sand, pp. 4-66. The Front denies it.",
        "1. The date of his arrest is given as 24 May 1991 by the family.",
    ],
)
def test_a_note_that_tells_something_is_read(note: str) -> None:
    assert aside(f"{BODY}\n\nNotes\n\n{note}") == []
    assert aside(f"{BODY}\n\nSources\n\n{note}") == []


def test_numbered_notes_at_the_end_need_no_heading() -> None:
    assert aside(f"{BODY}\n\n{WORK}") == [WORK]
    assert aside(f"{WORK}\n\n{BODY}") == []


def test_the_author_is_looked_for_before_the_notes() -> None:
    author = "Jane Doe is a researcher in Lund."
    notes = [WORK.replace("1.", f"{number}.", 1) for number in range(1, 6)]
    text = "\n\n".join([BODY, author, "Notes", *notes])
    assert [text[start:end] for start, end in apparatus.find(text)] == [author]


def test_what_is_set_aside_is_a_gap_and_its_mark_still_cites_it() -> None:
    document = Document(f"{BODY}\n\nNotes\n\n{WORK}")
    (mark,) = prepare(document).citations
    assert [citation.publisher for citation in mark.citations] == ["U.S. Department of State"]
    gaps = [gap for gap in read(document, reader("cues")).gaps if gap.kind is GapKind.REFERENCE]
    assert [gap.detail for gap in gaps] == [f"not read: {WORK!r}"]
