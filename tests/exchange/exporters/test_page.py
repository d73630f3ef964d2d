"""A page in its formats: every letter, every note and every drawing, and nothing of the time of its making."""

from __future__ import annotations

from io import BytesIO
from xml.etree import ElementTree

import pytest
from docx import Document
from PIL import Image
from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

from foedus.exchange.exporters.drawn import Bar, Dot, Drawing, Stroke, Words, svg, text_width
from foedus.exchange.exporters.drawn_png import png
from foedus.exchange.exporters.page import Figure, Footnote, Line, Page, Section
from foedus.exchange.exporters.page_docx import docx
from foedus.exchange.exporters.page_html import html
from foedus.exchange.exporters.page_pdf import pdf

DRAWING = Drawing(
    200,
    100,
    (
        Stroke(20, 20, 180, 80, "#1b7837", dashed=True),
        Bar(20, 40, 60, 10, "#b2182b", 0.85),
        Dot(100, 50),
        Words(100, 30, ("Čeněk & <Søn>", "$x$ 武装"), "middle", whole="Čeněk & <Søn>, all of it"),
    ),
)
NAMES = ("Łukasz Źdźbło", "Ахмад Шах", "ʻAbd al-Raḥmān", "Nguyễn Văn", "<b>R&D</b>")


def _page(*texts: str, drawing: Drawing | None = None) -> Page:
    figure = Figure("drawn", "What is drawn.", drawing) if drawing else None
    lines = tuple(Line(f"{text} was there.", (1, 2)) for text in texts)
    notes = tuple(Footnote(number, f"words {number}", "Report, 2013", f"characters {number}-9") for number in (1, 2))
    return Page("A title", "About it.", (Section("A heading", lines, figure),), notes)


def _text(file: bytes) -> str:
    made = PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in made)
    made.close()
    return text


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_in_a_pdf_as_it_is_written(name: str) -> None:
    assert f"{name} was there." in _text(pdf(_page(name)))


def test_a_pdf_has_the_numbers_the_notes_and_the_caption() -> None:
    text = " ".join(_text(pdf(_page("Somebody", drawing=DRAWING))).split())
    assert "Somebody was there.1, 2" in text
    assert "“words 2” Report, 2013; characters 2-9" in text
    assert "What is drawn." in text


def test_a_pdf_leads_from_each_number_to_its_note() -> None:
    assert pdf(_page("Somebody", "Another")).count(b"/Subtype /Link") == 4


@pytest.mark.parametrize("text", ["x" * 5000, "word " * 5000, "\x00\x0b\ufffe"], ids=["one word", "long", "unprintable"])
def test_no_text_breaks_a_pdf(text: str) -> None:
    assert "About it." in _text(pdf(_page(text)))


def test_a_drawing_higher_than_a_page_is_made_to_fit_it() -> None:
    made = PdfDocument(pdf(_page("Somebody", drawing=Drawing(100, 3000, (Dot(50, 50),)))))
    first = made[0].get_textpage().get_text_bounded()
    made.close()
    assert "A heading" in first
    assert "What is drawn." in first


def test_a_word_file_has_the_drawings_it_is_given() -> None:
    page = _page("Somebody", drawing=DRAWING)
    assert len(Document(BytesIO(docx(page, {"drawn": png(DRAWING)}))).inline_shapes) == 1
    assert len(Document(BytesIO(docx(page, {}))).inline_shapes) == 0


def test_the_numbers_of_an_html_page_stand_apart() -> None:
    assert '<a href="#note1">1</a>, <a href="#note2">2</a></sup>' in html(_page("Somebody"))


def test_a_drawing_is_good_xml_with_every_word() -> None:
    root = ElementTree.fromstring(svg(DRAWING))
    assert [child.tag.rpartition("}")[2] for child in root] == ["line", "rect", "circle", "text"]
    assert [part.text for part in root[3]] == ["Čeněk & <Søn>, all of it", "Čeněk & <Søn>", "$x$ 武装"]


def test_a_picture_shows_the_colours_of_the_drawing_and_no_time() -> None:
    picture = Image.open(BytesIO(png(DRAWING)))
    assert picture.size == (400, 200)
    assert set(picture.info) <= {"dpi"}
    assert picture.convert("RGB").getpixel((60, 90)) == pytest.approx((0xBD, 0x3A, 0x4B), abs=2)
    assert picture.convert("RGB").getpixel((390, 10)) == (255, 255, 255)
    assert png(DRAWING) == png(DRAWING)


def test_wide_letters_are_counted_as_wide() -> None:
    assert text_width("武装") > text_width("ab")
