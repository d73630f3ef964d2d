"""Word documents (DOCX): paragraphs, tables and notes in order (python-docx)."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from foedus.errors import BadInput
from foedus.reading.documents.parsed import Clues, Limits, Parsed, check_text_size, megabytes

if TYPE_CHECKING:
    from lxml.etree import _Element  # type: ignore[import-untyped]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DAMAGED = "the Word file is damaged or cut off; save or fetch it again"
_PIECE = 1 << 20  # bytes unpacked at a time while counting
_NOTE_PARTS = (("/word/footnotes.xml", "footnote", ""), ("/word/endnotes.xml", "endnote", "e"))
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def parse(data: bytes, clues: Clues) -> Parsed:
    """Paragraphs parted by blank lines, a table row a line, notes as "[1]" in the text and at its end; core title and author.

    Raises BadInput for an encrypted, damaged or empty file, and for one that unpacks to more than the limit.
    """
    if data.startswith(_OLD_OFFICE):
        raise BadInput("it is encrypted, or an old .doc file; save it as .docx without a password and read that")
    _check_unpacked_size(data, clues.limits)
    document = _open(data)
    blocks = [*_blocks(document.element.body), *_notes(document)]
    text = "\n\n".join(blocks)
    if not text.strip():
        raise BadInput("it holds no text; if it shows text on the screen, that is a picture: run OCR over it first")
    check_text_size(text, clues.limits)
    said = document.core_properties
    return Parsed(text, title=said.title.strip() or None, author=said.author.strip() or None)


def _check_unpacked_size(data: bytes, limits: Limits) -> None:
    """Refuses a zip bomb before anything parses it: first by what its directory declares, then by unpacking and counting."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_total(sum(member.file_size for member in members), limits)
            total = 0
            for member in members:
                with archive.open(member) as packed:
                    while piece := packed.read(_PIECE):
                        total += len(piece)
                        _check_total(total, limits)
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, zlib.error):
        raise BadInput(_DAMAGED) from None
    except RuntimeError:  # what zipfile raises for an encrypted member
        raise BadInput("it is encrypted; save a copy without the password and read that") from None


def _check_total(size: int, limits: Limits) -> None:
    if size > limits.unpacked_bytes:
        raise BadInput(
            f"it unpacks to {megabytes(size)}, more than the limit of {megabytes(limits.unpacked_bytes)}, and may be a zip bomb; "
            "if you trust it, save its text as .txt and read that"
        )


def _open(data: bytes) -> Any:
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import XMLSyntaxError

    try:
        return Document(io.BytesIO(data))
    except (OpcError, XMLSyntaxError, KeyError, ValueError, AttributeError):
        raise BadInput(_DAMAGED) from None


def _blocks(body: _Element) -> Iterator[str]:
    """The text of every paragraph and table row in order, also inside content controls and insertions."""
    from lxml.etree import iterwalk

    walk = iterwalk(body, events=("start",))
    for _, element in walk:
        if element.tag == _W + "tbl":
            yield "\n".join(_rows(element))
        elif element.tag == _W + "p":
            yield _words(element)
        elif element.tag != _FALLBACK:
            continue
        walk.skip_subtree()


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iter(_W + "tr"):
        cells = [" ".join(filter(None, map(_words, cell.iter(_W + "p")))) for cell in row.iterchildren(_W + "tc")]
        if any(cells):
            yield " | ".join(cells)


def _words(paragraph: _Element) -> str:
    """The text of a paragraph; where it carries a note, the note's number in square brackets."""
    from lxml.etree import iterwalk

    parts: list[str] = []
    walk = iterwalk(paragraph, events=("start",))
    for _, element in walk:
        name = str(element.tag).removeprefix(_W)
        if name == "t":
            parts.append(element.text or "")
        elif name in ("tab", "br", "cr"):
            parts.append(" " if name == "tab" else "\n")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name in ("footnoteReference", "endnoteReference"):
            parts.append(f"[{'e' if name[0] == 'e' else ''}{element.get(_W + 'id')}]")
        elif element.tag == _FALLBACK or name == "pPr":
            walk.skip_subtree()
    return "".join(parts).strip()


def _notes(document: Any) -> Iterator[str]:
    from lxml.etree import XMLParser, fromstring

    parts = {str(part.partname): part for part in document.part.package.iter_parts()}
    for path, tag, letter in _NOTE_PARTS:
        if path not in parts:
            continue
        root = fromstring(parts[path].blob, parser=XMLParser(resolve_entities=False, no_network=True))
        for note in root.iter(_W + tag):
            words = " ".join(filter(None, map(_words, note.iter(_W + "p"))))
            if words and note.get(_W + "type") not in _SEPARATORS:
                yield f"[{letter}{note.get(_W + 'id')}] {words}"
