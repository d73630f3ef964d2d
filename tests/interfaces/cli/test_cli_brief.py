"""The brief as a user writes it: numbered footnotes to document and offset, drawings, a note on method."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

Run = Callable[..., Any]


def test_every_footnote_of_a_markdown_brief_is_a_quote_of_a_report(run: Run, sample: Path) -> None:
    ran = run("brief", "ttp", "--at", "2013", "-o", "ttp.md")
    assert ran.code == 0, ran.err
    text = (sample.parent / "ttp.md").read_text(encoding="utf-8")
    used = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    told = dict(re.findall(r"^\[\^(\d+)\]: “(.+?)” ", text, re.MULTILINE))
    assert used == set(told)
    assert f"wrote ttp.md, with {len(told)} footnotes" in ran.err
    assert any("allied" in quote for quote in told.values())
    assert "## How this was made" in text
    assert re.search(r"characters \d+-\d+, clm-[0-9a-f]{24}", text)


def test_the_drawings_of_a_markdown_brief_lie_beside_it(run: Run, sample: Path) -> None:
    run("brief", "ttp", "--at", "2013", "-o", "ttp.md")
    text = (sample.parent / "ttp.md").read_text(encoding="utf-8")
    for name in ("ttp-network.svg", "ttp-timeline.svg"):
        assert f"]({name})" in text
        assert ElementTree.parse(sample.parent / name).getroot().tag.endswith("svg")


def test_an_html_brief_needs_nothing_else_and_links_its_notes(run: Run, sample: Path) -> None:
    assert run("brief", "--at", "2013", "-o", "all.html").code == 0
    text = (sample.parent / "all.html").read_text(encoding="utf-8")
    assert "<svg" in text
    assert not re.search(r'(src|href)="https?:', text)
    assert set(re.findall(r'href="#(note\d+)"', text)) == set(re.findall(r'id="(note\d+)"', text))


def test_a_brief_of_two_says_what_speaks_for_their_tie(run: Run, sample: Path) -> None:
    assert run("brief", "ttp", "imu", "--at", "2013", "-o", "pair.md").code == 0
    text = (sample.parent / "pair.md").read_text(encoding="utf-8")
    assert text.startswith("# Tehrik-e-Taliban Pakistan and Islamic Movement of Uzbekistan, 2013-12-31")
    assert "- For: Tehrik-e-Taliban Pakistan is allied with Islamic Movement of Uzbekistan." in text


def test_a_word_brief_holds_text_and_notes(run: Run, sample: Path) -> None:
    from docx import Document

    assert run("brief", "ttp", "--at", "2013", "-o", "ttp.docx").code == 0
    words = [paragraph.text for paragraph in Document(str(sample.parent / "ttp.docx")).paragraphs]
    assert "Notes" in words
    assert any(word.startswith("1. “") for word in words)


@pytest.mark.usefixtures("sample")
def test_the_same_brief_twice_is_the_same_bytes(run: Run, folder: Path) -> None:
    for name in ("one.html", "two.html"):
        run("brief", "--at", "2013", "-o", name)
    assert (folder / "one.html").read_bytes() == (folder / "two.html").read_bytes()


@pytest.mark.usefixtures("sample")
def test_another_format_is_refused_with_the_choices(run: Run) -> None:
    ran = run("brief", "-o", "ttp.pdf")
    assert ran.code == 2
    assert "name a file that ends in .md, .html, .docx (for PDF, print the .html from a browser)" in ran.err


@pytest.mark.usefixtures("sample")
def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    ran = run("brief", "--at", "2013", "-o", "none/there.html")
    assert ran.code == 1
    assert "cannot write none/there.html: no such file or directory; name another file with --output" in ran.err
