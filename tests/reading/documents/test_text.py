"""The tools below the formats: bytes to text, tags to text, printed lines to running text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus.errors import BadInput
from foedus.reading.documents.encoding import decode
from foedus.reading.documents.flow import flow
from foedus.reading.documents.md import parse as parse_markdown
from foedus.reading.documents.parsed import Clues, Limits, Parsed
from foedus.reading.documents.visible import visible_text
from tests.spent import spent

CHARSETS = ["utf-8", "cp1251", "hex", "nonsense"]


@given(st.binary(max_size=300) | st.text(max_size=100).map(str.encode), st.none() | st.sampled_from(CHARSETS))
def test_bytes_become_clean_text_or_a_refusal(data: bytes, charset: str | None) -> None:
    try:
        text, _ = decode(data, charset)
    except BadInput:
        return
    assert not set(text) & {"\r", "\0", "\x1b"}
    assert not text.startswith("\ufeff") or data.count(b"\xef\xbb\xbf") > 1 or charset


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\t"), min_size=1, max_size=200))
def test_utf_8_text_comes_back_as_it_was(text: str) -> None:
    assert decode(b"\xef\xbb\xbf" + text.encode()) == (text, ())


SHOWN = [
    ("<p>One.</p><p>Two.</p>", "One.\n\nTwo."),
    ("One<br>Two", "One\n\nTwo".replace("\n\n", " ")),
    ("<p>O<b>n</b>e &amp; <i>two</i></p>", "One & two"),
    ("<SCRIPT>a<b</Script >One", "One"),
    ("<style>p{}</style><!-- no <p>no</p> -->One", "One"),
    ("<p title='a > b'>One", "One"),
    ("2 < 3 <p>One", "2 < 3\n\nOne"),
    ("<svg>One", "One"),
    ("<script>One", ""),
    ("<!DOCTYPE html><?xml x?>One", "One"),
    ("<td>a</td><td>b</td>", "a\n\nb"),
]


@pytest.mark.parametrize(("markup", "shown"), SHOWN)
def test_visible_text_is_what_a_page_shows(markup: str, shown: str) -> None:
    assert visible_text(markup) == shown


@given(st.text("<>/!-'\"ab pscrit=&;", max_size=200))
def test_visible_text_survives_any_markup(markup: str) -> None:
    assert visible_text(markup) == visible_text(markup).strip()


@pytest.mark.parametrize("unit", ["<", "<a", "<a '", '<a "', "<!--", "<script ", "<svg>", "</", "<b>", "&"])
def test_visible_text_takes_time_in_proportion_to_its_length(unit: str) -> None:
    assert spent(lambda: visible_text(unit * (400_000 // len(unit))), 1) < 3


MARKS = ["[", "[a](", "*a ", "**", "_a ", "`a", "<!--", "<a ", "![", "# ", "> ", "|-", "~~a", "[^", "\\"]


@pytest.mark.parametrize("unit", MARKS)
def test_markdown_takes_time_in_proportion_to_its_length(unit: str) -> None:
    assert spent(lambda: parse_markdown((unit * (100_000 // len(unit))).encode(), Clues()), 1) < 3


FLOWS = [
    (["The mili-\ntary left."], "The military left."),
    (["Al-\nQaeda left."], "Al-Qaeda left."),
    (["A cross-\nborder raid; a cross-border war."], "A cross-border raid; a cross-border war."),
    (["A co\u00adalition of non\ufffe\nstate groups. The nonstate"], "A coalition of nonstate groups. The nonstate"),
    (["From 2007-\n2009 it held."], "From 2007-2009 it held."),
    (["It held for\nyears."], "It held for years."),
    (["It held for", "two years."], "It held for two years."),
    (["It held.", "It broke."], "It held.\n\nIt broke."),
    (["One.\n12", "", "Two.\n- 14 -"], "One.\n\nTwo."),
    (["", "One."], "One."),
]


@pytest.mark.parametrize(("pages", "text"), FLOWS)
def test_printed_lines_become_running_text(pages: list[str], text: str) -> None:
    assert flow(pages).text == text


@given(st.lists(st.text("ab -.\n\x021A", max_size=40), max_size=6))
def test_pages_stand_in_order_within_the_text(pages: list[str]) -> None:
    flowed = flow(pages)
    at = 0
    for number, (page, start, end) in enumerate(flowed.pages, 1):
        assert page == number
        assert at <= start <= end
        at = end
    assert len(flowed.pages) == len(pages)
    assert at == len(flowed.text)


def test_what_crosses_to_the_worker_comes_back_the_same() -> None:
    clues = Clues("utf-8", "https://example.org", Limits(seconds=1.5))
    assert Clues.from_json(clues.to_json()) == clues
    parsed = Parsed("One.", "T", "A", "P", "2013", "u", ((1, 0, 4),), ("a note",))
    assert Parsed.from_json(parsed.to_json()) == parsed
