"""Citations of the text: the tables are the specification. Each is read as published on 8 March 2013."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.model.dates import DateSpan
from foedus.reading.steps.citations import attach, find
from foedus.reading.steps.sentences import Sentence
from tests.spent import spent

PUBLISHED = DateSpan.parse("2013-03-08")

Cited = list[tuple[str, str | None, str | None]]  # publisher, place, date

BRACKETS: list[tuple[str, Cited]] = [
    ("(Dawn [Karachi], January 4)", [("Dawn", "Karachi", "2013-01-04")]),
    ("(Dawn, December 18, 2012)", [("Dawn", None, "2012-12-18")]),
    ("(Dawn, Karachi, January 4)", [("Dawn", "Karachi", "2013-01-04")]),
    (
        "(AP, October 16, 2011; The News [Islamabad], December 18, 2012)",
        [("AP", None, "2011-10-16"), ("The News", "Islamabad", "2012-12-18")],
    ),
    ("(al-Jazeera, March 3, 2012; Reuters, 4 March 2012)", [("al-Jazeera", None, "2012-03-03"), ("Reuters", None, "2012-03-04")]),
    ("(see Terrorism Monitor, January 14, 2008)", [("Terrorism Monitor", None, "2008-01-14")]),
    ("(Dawn, January 4; January 9)", [("Dawn", None, "2013-01-04"), ("Dawn", None, "2013-01-09")]),
    ("(L'Écho du Fleuve, October 30)", [("L'Écho du Fleuve", None, "2012-10-30")]),
    ("(24.kg, May 2012)", [("24.kg", None, "2012-05")]),
    ("(Furqon.com, January 15)", [("Furqon.com", None, "2013-01-15")]),
    ("(Furqon.com)", [("Furqon.com", None, None)]),
    ("(https://www.example.org/a/b)", [("example.org", None, None)]),
    ("(Reuters)", [("Reuters", None, None)]),
    ("(Reuters, 2009)", [("Reuters", None, "2009")]),
    ('("The new front," Newsline [Karachi], July 12, 2007)', [("Newsline", "Karachi", "2007-07-12")]),
]
NO_CITATIONS = [
    "(TTP)", "(likely with TTP backing)", "(a.k.a. the Engineer)", "(3 March 1918)", "(1956–60)", "(born May 3, 1970)",
    "(killed on January 2)", "(168 million euros)", "(see above)", "(Lamine, 1990–2021)", "(256)", "()", "(photo by our own man)",
    "(Dawn, January 4",
]


def cited(text: str, published: DateSpan | None = PUBLISHED) -> list[Cited]:
    return [
        [(c.publisher, c.place, c.date.edtf if c.date else None) for c in found.citations] for found in find(text, published)
    ]


@pytest.mark.parametrize(("bracket", "expected"), BRACKETS)
def test_a_bracket_that_names_a_publisher_cites(bracket: str, expected: Cited) -> None:
    text = f"He was killed in Wana {bracket}."
    (found,) = find(text, PUBLISHED)
    assert text[found.start : found.end] == bracket
    assert cited(text) == [expected]


@pytest.mark.parametrize("bracket", NO_CITATIONS)
def test_other_brackets_cite_nothing(bracket: str) -> None:
    assert cited(f"He was killed in Wana {bracket}.") == []


def test_an_acronym_with_a_year_is_no_citation() -> None:
    assert cited("The Islamic Movement of Uzbekistan (IMU) settled there (IMU, 2002).") == []


def test_without_a_publication_date_a_citation_keeps_its_publisher() -> None:
    assert cited("He was killed (Dawn, January 4).", None) == [[("Dawn", None, None)]]


NOTES = """He was designated. [1] The raid failed. [2] Nobody knows why. [7]

Notes

1. U.S. Department of Trade, “New Listings,” February 3, 2012, https://www.example.org/listings.
2. J. Author, “A front opens,” Terrorism Monitor, May 3, 2012.
"""


def test_a_note_mark_cites_what_the_note_says() -> None:
    found = find(NOTES, PUBLISHED)
    assert [NOTES[mark.start : mark.end] for mark in found] == ["[1]", "[2]"]
    assert cited(NOTES) == [[("U.S. Department of Trade", None, "2012-02-03")], [("Terrorism Monitor", None, "2012-05-03")]]


TEXT = (
    "A bomber struck Wana. He killed ten (Dawn, January 4), and a second one fled (AP, January 5). The army denied it.\n"
    "The truce held. (Newsline, January 6)"
)
SENTENCES = (
    Sentence(0, 21, 0),
    Sentence(22, TEXT.index(" The army"), 0),
    Sentence(TEXT.index("The army"), TEXT.index("\n"), 0),
    Sentence(TEXT.index("The truce"), TEXT.index(" (Newsline"), 1),
    Sentence(TEXT.index("(Newsline"), len(TEXT), 1),
)
COVERED = [
    ("He killed ten", ["Dawn"]),
    ("a second one fled", ["AP"]),
    ("He killed ten (Dawn, January 4), and a second one fled (AP, January 5).", ["Dawn", "AP"]),
    ("The army denied it.", []),
    ("The truce held.", ["Newsline"]),
    ("A bomber struck Wana.", []),
]


@pytest.mark.parametrize(("words", "publishers"), COVERED)
def test_a_citation_covers_the_words_it_closes(words: str, publishers: list[str]) -> None:
    start = TEXT.index(words)
    covering = attach(find(TEXT, PUBLISHED), SENTENCES, start, start + len(words))
    assert [citation.publisher for citation in covering] == publishers


def test_a_citation_reaches_back_to_a_sentence_of_the_same_incident() -> None:
    covering = attach(find(TEXT, PUBLISHED), SENTENCES, 0, 20, same_incident=lambda _sentence: True)
    assert [citation.publisher for citation in covering] == ["Dawn"]


def test_a_citation_does_not_reach_back_over_a_paragraph() -> None:
    start = TEXT.index("The army")
    assert attach(find(TEXT, PUBLISHED), SENTENCES, start, start + 8, same_incident=lambda _sentence: True) == ()


_VOCABULARY = "( ) [ ] ; , Dawn January 4 2012 see [Karachi] \n Notes 1. “ ” a.com [1] al-Hayat (Reuters) ."
_WORDS = st.sampled_from(_VOCABULARY.split(" "))


@given(st.one_of(st.text(), st.lists(_WORDS, max_size=40).map(" ".join)))
def test_any_text_gives_ordered_citations_that_do_not_overlap(text: str) -> None:
    end = 0
    for found in find(text, PUBLISHED):
        assert end <= found.start < found.end <= len(text)
        assert found.citations
        end = found.end


@pytest.mark.parametrize("unit", ["(", "(A; ", "(Dawn, May 5)", "(a)", "[1]", "\n", " ", "Notes\n", "1. a\n", "“"])
def test_time_is_linear_in_the_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return spent(lambda: find(text, PUBLISHED))

    small, large = max(seconds(20_000), 0.05), seconds(200_000)
    assert large < 60 * small  # ten times the text; a quadratic step would take a hundred times
