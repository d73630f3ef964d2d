"""Files of every format, good and bad; each bad one gives one sentence with the file, the reason and the next step."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.documents.load import LoadOptions, load, load_stdin
from foedus.reading.documents.parsed import Limits
from tests.spent import spent

Write = Callable[[str, bytes | str], Path]
Maker = Callable[..., bytes]


def refusal(path: Path, options: LoadOptions | None = None) -> str:
    """What is said about the file, after its name."""
    with pytest.raises(BadInput) as caught:
        load(path, options or LoadOptions())
    start = f"cannot read {path}: "
    assert str(caught.value).startswith(start)
    return str(caught.value).removeprefix(start)


# --- text ---------------------------------------------------------------------------------------------------------------

TEXT = "Le général a été arrêté à Niamey – “tôt” le matin."

ENCODINGS = [
    ("utf-8", b""), ("utf-8-sig", b""), ("utf-16", b""), ("utf-32", b""), ("cp1252", b""),
    ("utf-16-le", b""), ("utf-16-be", b""), ("utf-16-be", b"\xfe\xff"),
]


@pytest.mark.parametrize(("encoding", "mark"), ENCODINGS)
def test_text_in_a_usual_encoding_is_read_without_a_note(write: Write, encoding: str, mark: bytes) -> None:
    loaded = load(write("report.txt", mark + TEXT.encode(encoding)))
    assert (loaded.document.text, loaded.notes) == (TEXT, ())


def test_latin_1_text_is_read() -> None:
    text = "Größe und Ärger in Österreich, sagte der Präsident."
    assert load_stdin(stream=io.BytesIO(text.encode("latin-1"))).document.text == text


@pytest.mark.parametrize(("text", "encoding"), [
    ("Армия вошла в город вчера вечером, и бои продолжались всю ночь.", "cp1251"),
    ("Był to atak na żołnierzy w Łodzi, później zaś Kraków i Gdańsk.", "cp1250"),
])
def test_text_in_another_encoding_is_read_with_a_note_that_it_is_a_guess(write: Write, text: str, encoding: str) -> None:
    loaded = load(write("report.txt", text.encode(encoding)))
    assert loaded.document.text == text
    assert loaded.notes == (
        f"the encoding is a guess ({encoding}); if words look wrong, save the file as UTF-8 and read it again",
    )


def test_broken_characters_in_utf_8_are_marked_and_noted(write: Write) -> None:
    loaded = load(write("report.txt", ("é" * 20).encode() + b"\xff."))
    assert loaded.document.text == "é" * 20 + "\ufffd."
    assert loaded.notes == ("1 characters are not valid UTF-8 and were replaced by \ufffd",)


def test_line_ends_become_lf_before_any_offset_is_counted(write: Write) -> None:
    assert load(write("report.txt", b"One.\r\nTwo.\rThree.\n")).document.text == "One.\nTwo.\nThree.\n"


def test_a_stray_zero_byte_becomes_a_space_and_a_note(write: Write) -> None:
    loaded = load(write("report.txt", b"The army came." * 20 + b"\x00"))
    assert loaded.document.text == "The army came." * 20 + " "
    assert loaded.notes == ("1 control characters were replaced by spaces",)


def test_a_text_file_knows_its_origin_and_what_the_user_says(write: Write) -> None:
    path = write("report.TXT", "The army came.")
    options = LoadOptions(DateSpan.parse("2013-03"), "The Pact", "Monitor", "https://example.org/a")
    document = load(path, options).document
    assert (document.origin, document.media_type) == (str(path), "text/plain")
    assert (document.published, document.title, document.publisher, document.url) == (
        DateSpan.parse("2013-03"), "The Pact", "Monitor", "https://example.org/a",
    )


BAD_TEXTS = [
    ("report.txt", b"", "it is empty; fetch or save it again"),
    ("report.md", b"", "it is empty; fetch or save it again"),
    ("report.txt", b" \n\t", "it holds nothing but blanks; fetch or save it again"),
    ("report.txt", b"\x89PNG\r\n\x1a\n", "it is a PNG picture, not text; give it its proper name, or save it as text"),
    ("report.md", b"%PDF-1.4", "it is a PDF, not text; give it its proper name, or save it as text"),
    ("report.txt", bytes(range(1, 256)) * 9, "it is binary data, or text in an unknown encoding; save it as text (UTF-8)"),
    ("report.txt", b"\x01\x02\x03\x00ab", "it is binary data, not text; save it as text (UTF-8)"),
    (
        "report.doc", b"x",
        "files ending in .doc are not read; save it as one of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx",
    ),
    (
        "report", b"x",
        "files without an ending are not read; save it as one of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx",
    ),
]


@pytest.mark.parametrize(("name", "content", "sentence"), BAD_TEXTS, ids=lambda value: str(value)[:30])
def test_what_is_no_text_is_refused_in_one_sentence(write: Write, name: str, content: bytes, sentence: str) -> None:
    assert refusal(write(name, content)) == sentence


def test_a_missing_file_and_a_folder_say_so(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.txt") == "there is no such file; check the path"
    assert refusal(tmp_path) == (
        "it is a folder without readable files; "
        "put files ending in .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx into it"
    )


def test_a_forbidden_file_says_so(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("report.txt", "x")

    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(path))  # no file is forbidden to the superuser

    monkeypatch.setattr(Path, "open", forbidden)
    assert refusal(path) == "permission denied; check the path and its permissions"


def test_a_text_of_300_mb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    with path.open("wb") as file:
        file.truncate(300_000_000)
    told = "it has 300 MB, more than the limit of 50 MB; split it into parts and read those"
    assert refusal(path) == told
    assert spent(lambda: refusal(path)) < 0.5


# --- Markdown -----------------------------------------------------------------------------------------------------------

MARKDOWN = """---
title: "The Pact: a review"
date: 2013-03-08
publisher: Monitor
author: A. Writer
url: https://example.org/pact
---
# A *heading*

The **army** [left](http://x.y/a_(b)) the `valley` of snake_case_names.[^1]
2 \\* 3 <br> R&amp;D

> quoted _words_

| a | b |
|---|:-:|
| c | d |

- an item

***

[^1]: Dawn, May 4
[ref]: http://x.y
"""


def test_markdown_becomes_plain_text_and_its_front_matter_metadata(write: Write) -> None:
    document = load(write("report.md", MARKDOWN)).document
    lines = [line for line in document.text.split("\n") if line]
    assert lines == [
        "A heading", "The army left the valley of snake_case_names.[1]", "2 * 3  R&D", "quoted words", "| a | b |", "| c | d |",
        "- an item", "[1] Dawn, May 4",
    ]
    assert (document.title, document.publisher, document.author, document.url) == (
        "The Pact: a review", "Monitor", "A. Writer", "https://example.org/pact",
    )
    assert document.published == DateSpan.parse("2013-03-08")


def test_markdown_without_front_matter_takes_its_first_heading_as_title(write: Write) -> None:
    assert load(write("a.md", "The Pact\n========\n\nIt held.")).document.title == "The Pact"
    assert load(write("b.md", "## Part\n\n# The Pact ##\n")).document.title == "The Pact"


def test_an_impossible_date_in_front_matter_is_noted(write: Write) -> None:
    loaded = load(write("a.md", "---\ndate: 2013-02-30\n---\nIt held."))
    assert loaded.document.published is None
    assert loaded.notes == ("the date in the front matter was passed over: date '2013-02-30' does not exist in the calendar",)


# --- PDF ----------------------------------------------------------------------------------------------------------------

PAGES = [
    "The group attacked the mili-\ntary base in the north of the province on 4 May and\nwithdrew to the border. Al-\nQaeda was\n"
    "blamed.\nThe second paragraph of the report is about the army, which\nnever left the",
    "valley again. Then it did.",
]


def test_a_pdf_is_read_with_its_pages_and_words_put_together(write: Write, make_pdf: Maker) -> None:
    loaded = load(write("report.pdf", make_pdf(PAGES, info="/Title (The Group) /Author (A. Writer) /CreationDate (D:20200101)")))
    document = loaded.document
    assert document.text == (
        "The group attacked the military base in the north of the province on 4 May and withdrew to the border. "
        "Al-Qaeda was blamed.\n\n"
        "The second paragraph of the report is about the army, which never left the valley again. Then it did."
    )
    assert (document.title, document.author, document.published, loaded.notes) == ("The Group", "A. Writer", None, ())
    assert document.page_of(0) == 1
    assert document.page_of(document.text.index("valley")) == 2
    first, second = document.pages
    assert document.text[second.start : second.end] == PAGES[1]
    assert first.end < second.start


def test_running_heads_and_page_numbers_are_left_out_of_a_pdf(write: Write, make_pdf: Maker) -> None:
    pages = [f"Conflict Monitor, Issue {number}\nReport {word} begins here.\n{number}" for number, word in enumerate("abcd", 1)]
    text = load(write("report.pdf", make_pdf(pages))).document.text
    assert text == "Report a begins here.\n\nReport b begins here.\n\nReport c begins here.\n\nReport d begins here."


def test_pages_without_text_are_noted(write: Write, make_pdf: Maker) -> None:
    loaded = load(write("report.pdf", make_pdf(["One.", "", None])))
    assert loaded.notes == (
        "page 2 holds no text", "page 3 holds a picture but no text: it is scanned, and OCR is needed to read it",
    )
    assert [page.number for page in loaded.document.pages] == [1, 2, 3]


@pytest.mark.parametrize("title", ["Microsoft Word - x.doc", "report.pdf", "untitled", "  ", "12"])
def test_a_title_no_person_wrote_is_not_taken_from_a_pdf(write: Write, make_pdf: Maker, title: str) -> None:
    assert load(write("report.pdf", make_pdf(["One."], info=f"/Title ({title})"))).document.title is None


def test_a_scan_says_so(write: Write, make_pdf: Maker) -> None:
    assert refusal(write("report.pdf", make_pdf([None, None]))) == (
        "it is a scan, its 2 pages without a text layer; run OCR over it first (for example ocrmypdf) and read the result"
    )


def test_a_pdf_of_blank_pages_says_so(write: Write, make_pdf: Maker) -> None:
    assert refusal(write("report.pdf", make_pdf([""]))) == (
        "there is no text on its one page; if it shows text on the screen, run OCR over it first and read the result"
    )


def test_an_encrypted_pdf_says_so(write: Write, make_pdf: Maker) -> None:
    assert refusal(write("report.pdf", make_pdf(PAGES, encrypted=True))) == (
        "it is encrypted with a password; save a copy without the password and read that"
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.8])
def test_a_truncated_pdf_says_so(write: Write, make_pdf: Maker, share: float) -> None:
    whole = make_pdf(PAGES)
    assert refusal(write("report.pdf", whole[: int(share * len(whole))])) == (
        "the PDF is damaged or cut off; fetch or export it again"
    )


def test_a_pdf_that_lost_only_its_end_mark_is_read_with_a_note(write: Write, make_pdf: Maker) -> None:
    loaded = load(write("report.pdf", make_pdf(["One."]).replace(b"%%EOF", b"")))
    assert loaded.notes == ("the PDF has no end mark: it seems cut off, and pages may be missing",)


def test_another_file_named_pdf_says_so(write: Write) -> None:
    assert refusal(write("report.pdf", "Hello.")) == (
        "it is not a PDF, though its name says so; give it its proper name, or export it as PDF again"
    )


# --- DOCX ---------------------------------------------------------------------------------------------------------------


def test_a_word_file_is_read_in_order_with_its_tables(write: Write, make_docx: Maker) -> None:
    content = make_docx(["The Pact", "It held. Then it broke."], [["Group", "Men"], ["IMU", "200"]], "The Pact", "A. Writer")
    document = load(write("report.docx", content)).document
    assert document.text == "The Pact\n\nIt held. Then it broke.\n\nGroup | Men\nIMU | 200\n\nAfter the table."
    assert (document.title, document.author, document.published) == ("The Pact", "A. Writer", None)


XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
WORDS = (
    f"<w:document {XMLNS}><w:body><w:p><w:r><w:t>It held.</w:t></w:r>"
    '<w:r><w:footnoteReference w:id="2"/></w:r></w:p><w:sdt><w:sdtContent><w:p><w:ins><w:r><w:t>Kept</w:t><w:tab/><w:t>too.</w:t>'
    "</w:r></w:ins><w:del><w:r><w:delText>Gone.</w:delText></w:r></w:del></w:p></w:sdtContent></w:sdt></w:body></w:document>"
)
NOTES = (
    f'<w:footnotes {XMLNS}><w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:t>Dawn, May 4.</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def test_notes_and_content_controls_of_a_word_file_are_read_and_deletions_are_not(write: Write, make_docx: Maker) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(make_docx(["x"]))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode("utf-8") if name.endswith((".xml", ".rels")) else old.read(name)
            if name == "word/document.xml":
                content = WORDS
            if name == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
                content = str(content).replace(
                    "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                )
            new.writestr(name, content)
        new.writestr("word/footnotes.xml", NOTES)
    assert load(write("report.docx", out.getvalue())).document.text == "It held.[2]\n\nKept too.\n\n[2] Dawn, May 4."


def bomb(declared: int | None = None) -> bytes:
    """A ZIP of 300 MB of blanks in 300 kB; its directory may lie about that."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(300):
            file.write(b" " * 1_000_000)
    content = out.getvalue()
    if declared is None:
        return content
    at = content.rindex(b"PK\x01\x02") + 24
    return content[:at] + struct.pack("<I", declared) + content[at + 4 :]


def test_a_zip_bomb_is_refused(write: Write) -> None:
    assert refusal(write("report.docx", bomb())) == (
        "it unpacks to 300 MB, more than the limit of 200 MB, and may be a zip bomb; "
        "if you trust it, save its text as .txt and read that"
    )


def test_a_zip_bomb_that_lies_about_its_size_is_refused(write: Write) -> None:
    assert refusal(write("report.docx", bomb(declared=1000))) == "the Word file is damaged or cut off; save or fetch it again"


def test_a_truncated_word_file_says_so(write: Write, make_docx: Maker) -> None:
    whole = make_docx(["The Pact"])
    path = write("report.docx", whole[: len(whole) // 2])
    assert refusal(path) == "the Word file is damaged or cut off; save or fetch it again"


def test_an_encrypted_or_old_word_file_says_so(write: Write) -> None:
    assert refusal(write("report.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))) == (
        "it is encrypted, or an old .doc file; save it as .docx without a password and read that"
    )


def test_a_word_file_without_words_says_so(write: Write, make_docx: Maker) -> None:
    assert refusal(write("report.docx", make_docx([""]))) == (
        "it holds no text; if it shows text on the screen, that is a picture: run OCR over it first"
    )


# --- HTML ---------------------------------------------------------------------------------------------------------------

PAGE = """<html><head><title>The Pact | Example Monitor</title><meta charset="utf-8"><meta name="author" content="Ann Writer">
<meta property="og:site_name" content="Example Monitor"><meta property="article:published_time" content="2013-03-08T10:00:00Z">
</head><body><nav><a href="/">Home</a></nav><script>document.write("<p>written by a script</p>")</script>
<article><h1>The Pact</h1><p>The army and the tribes signed a pact in 2007. It held
for two years, and the villagers came home.</p><p>Then it broke (Dawn [Karachi], January 4).</p></article>
<footer>Copyright 2024</footer></body></html>"""


def test_a_page_gives_its_main_text_in_paragraphs_and_what_it_says_about_itself(write: Write) -> None:
    loaded = load(write("report.html", PAGE))
    document = loaded.document
    assert document.text == (
        "The Pact\n\nThe army and the tribes signed a pact in 2007. It held for two years, and the villagers came home.\n\n"
        "Then it broke (Dawn [Karachi], January 4)."
    )
    assert (document.title, document.author, document.publisher) == ("The Pact", "Ann Writer", "Example Monitor")
    assert (document.published, document.media_type, loaded.notes) == (DateSpan.parse("2013-03-08"), "text/html", ())


def test_a_page_keeps_to_the_charset_it_declares(write: Write) -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>Армия ушла.</p></body></html>"
    assert load(write("report.html", page.encode("cp1251"))).document.text == "Армия ушла."


def test_a_page_without_main_text_gives_what_it_shows(write: Write) -> None:
    assert load(write("report.html", "<p>Hi<b> there</b></p><div>you</div>")).document.text.split() == ["Hi", "there", "you"]


def test_a_page_that_is_all_script_says_so(write: Write) -> None:
    assert refusal(write("report.html", "<html><script>var a = 'words';</script></html>")) == (
        "the page holds no text without running its scripts; save it from a browser as text or PDF and read that"
    )


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td"])
def test_ten_megabytes_of_nested_tags_are_read_with_a_note(write: Write, tag: str) -> None:
    count = 10_000_000 // len(f"<{tag}>")
    loaded = load(write("report.html", f"<html><body>{f'<{tag}>' * count}deep words<p>after</p>"))
    assert loaded.document.text.replace("\n\n", " ") == "deep words after"
    assert loaded.notes == ("its tags nest too deeply to tell the main text from the rest: all visible text was read",)


@pytest.mark.parametrize("unit", ["<script>", "<svg>", "<!--", "<!", "<a b='", '<a "', "<", "&amp", "<p>x</p>"])
def test_a_hostile_page_takes_no_more_than_its_time(write: Write, unit: str) -> None:
    path = write("report.html", unit * (300_000 // len(unit)))
    start = time.perf_counter()
    try:
        load(path)
    except BadInput as fault:
        assert "no text" in str(fault)  # noqa: PT017  either outcome is right; a hang is not
    assert time.perf_counter() - start < 10


# --- the limits ---------------------------------------------------------------------------------------------------------

FLAT = "<p>A sentence is here.</p>" * 200_000


def test_a_file_that_takes_too_long_costs_only_itself(write: Write) -> None:
    slow = write("slow.html", FLAT)
    assert refusal(slow, LoadOptions(limits=Limits(seconds=0.5))) == (
        "parsing it took more than 0.5 seconds and was stopped; "
        "the file may be damaged or hostile; open it in its own program, save it as text and read that"
    )
    assert load(write("next.html", PAGE)).document.title == "The Pact"


@pytest.mark.skipif(os.uname().sysname != "Linux" if hasattr(os, "uname") else True, reason="only Linux bounds memory")
def test_a_file_that_takes_too_much_memory_costs_only_itself(write: Write) -> None:
    hungry = write("hungry.html", FLAT)
    assert refusal(hungry, LoadOptions(limits=Limits(memory_bytes=220_000_000))) == (
        "parsing it needed more than 220 MB of memory and was stopped; "
        "the file may be damaged or hostile; open it in its own program, save it as text and read that"
    )
    assert load(write("next.html", PAGE)).document.title == "The Pact"


def test_a_file_with_too_much_text_is_refused(write: Write, make_pdf: Maker) -> None:
    path = write("report.pdf", make_pdf(["\n".join(["word " * 15] * 20)]))
    assert refusal(path, LoadOptions(limits=Limits(text_bytes=1000))) == (
        "it holds 1.5 kB of text, more than the limit of 1.0 kB; split it into parts"
    )


# --- standard input -----------------------------------------------------------------------------------------------------


def test_standard_input_is_told_by_its_first_bytes(make_pdf: Maker, make_docx: Maker) -> None:
    for content, media_type in (
        (b"One.", "text/plain"), (make_pdf(["One."]), "application/pdf"), (b"\n<!DOCTYPE html><p>One.</p>", "text/html"),
        (make_docx(["One."]), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ):
        loaded = load_stdin(stream=io.BytesIO(content))
        assert (loaded.document.text, loaded.document.media_type) == ("One.", media_type)
        assert (loaded.document.origin, loaded.raw) == ("standard input", None)


def test_empty_standard_input_says_so() -> None:
    with pytest.raises(BadInput, match=r"^cannot read standard input: it is empty; fetch or save it again$"):
        load_stdin(stream=io.BytesIO(b""))


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.html", "report.pdf", "report.docx"])
def test_the_same_file_gives_the_same_document(write: Write, make_pdf: Maker, make_docx: Maker, name: str) -> None:
    content = {"pdf": make_pdf(PAGES), "docx": make_docx(["One."]), "html": PAGE.encode()}.get(name.split(".")[1], b"One.")
    path = write(name, content)
    assert load(path) == load(path)
