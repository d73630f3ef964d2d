"""Who wrote a report is not part of what it reports."""

from __future__ import annotations

import pytest

from foedus.reading.steps import apparatus

BODY = "The Front attacked Kidal on Monday.\n\nMali blamed Algeria for the raid.\n\nThe army has since withdrawn."


def aside(text: str) -> list[str]:
    return [text[start:end] for start, end in apparatus.find(text)]


@pytest.mark.parametrize(
    "note",
    [
        "Jane Doe is a senior fellow at the Institute for Steppe Studies. She has testified before the Senate.",
        "Dr. Jane M. Doe is currently an associate professor of history in Lund.",
        "Jane Doe is the Africa\ncorrespondent of a daily in Oslo.",
        "Émile Roux Jr. is an analyst, and a former diplomat.",
        "Jane Doe is an independent analyst who lived in Nairobi.",
        "About the author: Jane Doe teaches in Lund.",
        "ABOUT THE AUTHORS. Jane Doe and John Roe teach in Lund.",
    ],
)
def test_a_closing_paragraph_about_the_author_is_set_aside(note: str) -> None:
    assert aside(f"{BODY}\n\n{note}") == [note]


@pytest.mark.parametrize("line", ["By Jane Doe", "By our correspondent in Bamako", "By Jane M. Doe and John Roe"])
def test_the_line_under_the_title_is_set_aside(line: str) -> None:
    assert aside(f"Raid on Kidal\n\n{line}\n\n{BODY}") == [line]


def test_a_line_and_a_note_may_name_the_same_author() -> None:
    note = "Jane Doe is a researcher in Lund."
    assert aside(f"By Jane Doe\n\n{BODY}\n\n{note}") == ["By Jane Doe", note]


@pytest.mark.parametrize(
    "last",
    [
        "Iyad Toure is a professor in Gao.",                            # the report tells of him before
        "Jane Doe was a journalist in Gao until the Front killed her.",
        "Jane Doe is a commander of the Front.",
        "Omar Daud is the journalist killed by the Front on Monday.",
        "Omar Daud is a teacher whom the Front kidnapped on Monday.",
        "By Tuesday the Front had killed 40 people in Gao",
        "By noon the Front had taken the town.",
        "By Monday the Front held all of Kidal, Gao and the road that joins them, and no one resisted",
    ],
)
def test_what_the_report_tells_of_persons_stays(last: str) -> None:
    assert aside(f"Toure leads the Front.\n\n{BODY}\n\n{last}") == []


def test_a_note_on_the_author_may_stand_before_the_notes() -> None:
    note = "Jane Doe is a researcher in Lund."
    works = [f"{number}. J. Roe, Salt and Sand, p. {number}." for number in range(1, 6)]
    assert aside("\n\n".join([BODY, note, "Notes", *works])) == [note]
    assert aside("\n\n".join([BODY, "Notes", *works, note])) == [note]
    assert aside("\n\n".join([BODY, note, "Notes", *works, "6. Jane Doe, Salt and Sand, p. 6."])) == [note]
    heading = "About the author"
    assert aside("\n\n".join([BODY, heading, note, "Notes", *works])) == [heading, note]
    assert aside("\n\n".join([BODY, heading, "She teaches in Lund.", "Notes", *works])) == [heading, "She teaches in Lund."]


def test_a_line_that_names_the_author_is_no_heading() -> None:
    line = "Author: Jane Doe"
    assert aside("\n\n".join([BODY, line, "The Front attacked Gao.", "Mali fled."])) == [line]
    assert aside("\n\n".join([BODY, line, "Notes", "1. J. Roe, p. 1."])) == [line]


def test_a_line_sources_amid_the_text_begins_no_notes() -> None:
    said = "Omar Daud is a teacher in Gao."
    assert aside("\n\n".join([BODY, said, "Sources", BODY, BODY])) == []


def test_the_note_under_a_heading_is_set_aside_with_it() -> None:
    assert aside(f"{BODY}\n\nAbout the author\n\nJane Doe teaches in Lund.") == ["About the author", "Jane Doe teaches in Lund."]


def test_only_the_ends_of_a_text_are_looked_at() -> None:
    assert aside(f"{BODY}\n\nJane Doe is a researcher in Lund.\n\n{BODY}") == []
    assert aside("Jane Doe is a researcher in Lund.") == []
    assert aside("") == []
