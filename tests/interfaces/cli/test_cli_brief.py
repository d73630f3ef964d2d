"""The brief as a user writes it: numbered footnotes to document and offset, drawings, a note on method."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from foedus.interfaces.cli import brief

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
    assert len(Document(str(sample.parent / "ttp.docx")).inline_shapes) == 2


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("ending", ["html", "md", "pdf", "docx"])
def test_the_same_brief_twice_is_the_same_bytes(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    for name, moment in (("one", 1.7e9), ("two", 1.8e9)):
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        (folder / name).mkdir()
        run("brief", "--at", "2013", "-o", f"{name}/page.{ending}")
    assert (folder / "one" / f"page.{ending}").read_bytes() == (folder / "two" / f"page.{ending}").read_bytes()


@pytest.mark.usefixtures("sample")
def test_another_format_is_refused_with_the_choices(run: Run) -> None:
    ran = run("brief", "-o", "ttp.rtf")
    assert ran.code == 2
    assert "'ttp.rtf' ends in '.rtf'; name a file that ends in .md, .html, .pdf, .docx" in ran.err


def test_every_footnote_of_a_pdf_can_be_read_out_of_it(run: Run, sample: Path) -> None:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

    ran = run("brief", "ttp", "--at", "2013", "-o", "ttp.pdf")
    assert ran.code == 0, ran.err
    made = PdfDocument(sample.parent / "ttp.pdf")
    text = "\n".join(page.get_textpage().get_text_bounded() for page in made).replace("\r", "")
    told = re.findall(r"^(\d+)\.\s*“", text, re.MULTILINE)
    assert told == [str(number) for number in range(1, len(told) + 1)]
    assert f"wrote ttp.pdf, with {len(told)} footnotes" in ran.err
    assert re.search(r"characters \d+-\d+,\s+clm-[0-9a-f]{24}", text)
    assert "How this was made" in text
    made.close()


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize(
    ("absent", "needed"),
    [(("reportlab",), "reportlab"), (("matplotlib",), "matplotlib"), (("matplotlib", "reportlab"), "reportlab and matplotlib")],
)
def test_a_pdf_without_the_extra_is_refused_with_what_to_install(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, absent: tuple[str, ...], needed: str
) -> None:
    monkeypatch.setattr(brief, "find_spec", lambda name: None if name in absent else name)
    ran = run("brief", "ttp", "-o", "ttp.pdf")
    assert ran.code == 1
    assert f"a PDF needs {needed}; pip install 'foedus[brief]', or name a .html file and print it" in ran.err
    assert not (folder / "ttp.pdf").exists()


def test_a_word_brief_without_the_extra_has_no_drawings_and_says_so(
    run: Run, sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document

    monkeypatch.setattr(brief, "find_spec", lambda _: None)
    ran = run("brief", "ttp", "--at", "2013", "-o", "ttp.docx")
    assert ran.code == 0, ran.err
    assert "the Word file has no drawings, which need matplotlib; pip install 'foedus[brief]'" in ran.err
    assert not Document(str(sample.parent / "ttp.docx")).inline_shapes


def test_a_brief_of_a_person_draws_the_ties_of_that_person(run: Run, sample: Path) -> None:
    assert run("brief", "nazir", "--at", "2012-12-20", "-o", "nazir.html").code == 0
    text = (sample.parent / "nazir.html").read_text(encoding="utf-8")
    assert text.count("<figure>") == 2
    assert "<tspan" in text.split("<figcaption>")[0]
    assert ">Maulvi Nazir</tspan>" in text


def test_what_sources_differ_on_is_told(run: Run, sample: Path) -> None:
    run("brief", "--at", "2013", "-o", "all.md")
    text = (sample.parent / "all.md").read_text(encoding="utf-8")
    assert "- Denied: Pakistan supports Maulvi Nazir.[^" in text


@pytest.mark.usefixtures("sample")
def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    ran = run("brief", "--at", "2013", "-o", "none/there.html")
    assert ran.code == 1
    assert "cannot write none/there.html: no such file or directory; name another file with --output" in ran.err
