"""Files made by code: no binary file is kept in the repository."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

PdfMaker = Callable[..., bytes]
DocxMaker = Callable[..., bytes]


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _content(page: str | None) -> bytes:
    """The drawing of one page: its lines, a one-pixel picture for None, nothing for an empty text."""
    if page is None:
        return b"q 200 0 0 200 50 400 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    lines = "".join(f"({_escaped(line)}) Tj T*\n" for line in page.split("\n"))
    return f"BT /F1 11 Tf 14 TL 60 740 Td\n{lines}ET".encode("cp1252") if page else b""


def _pdf(pages: list[str | None], info: str = "", encrypted: bool = False) -> bytes:
    kids = " ".join(f"{5 + 2 * index} 0 R" for index in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< {info} >>".encode(),
    ]
    for index, page in enumerate(pages):
        drawing = _content(page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {6 + 2 * index} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(f"<< /Length {len(drawing)} >>\nstream\n".encode() + drawing + b"\nendstream")
    if encrypted:  # keys that no empty password opens
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode())
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + item + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    secret = f"/Encrypt {len(objects)} 0 R /ID [<00> <00>] " if encrypted else ""
    out += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {secret}>>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _docx(paragraphs: list[str], rows: list[list[str]] | None = None, title: str = "", author: str = "") -> bytes:
    from docx import Document

    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, words in zip(row.cells, cells, strict=True):
                cell.text = words
        document.add_paragraph("After the table.")
    document.core_properties.title = title
    document.core_properties.author = author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.fixture(scope="session")
def make_pdf() -> PdfMaker:
    """Makes a PDF of pages of lines; None is a scanned page, "" an empty one."""
    return _pdf


@pytest.fixture(scope="session")
def make_docx() -> DocxMaker:
    """Makes a Word file of paragraphs and a table."""
    return _docx


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Writes a file into the test's own folder."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write
