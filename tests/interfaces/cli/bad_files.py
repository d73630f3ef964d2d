"""Files that cannot be read, made by code."""

from __future__ import annotations

import io
import zipfile

GOOD = "On 3 May 2012 the Taliban attacked the army in Wana. Ten soldiers were killed."


def pdf(page: str | None, encrypted: bool = False) -> bytes:
    """A PDF of one page: a line of text, or for None a picture of nothing; encrypted, it asks for a password."""
    drawing = (
        f"BT /F1 11 Tf 60 700 Td ({page}) Tj ET".encode() if page else b"q 9 0 0 9 9 9 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q"
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(drawing) + drawing + b"\nendstream",
    ]
    if encrypted:  # keys that no empty password opens
        objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>".encode())
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, item in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(b"%010d 00000 n \n" % at for at in offsets)
    secret = b"/Encrypt 6 0 R /ID [<00> <00>] " if encrypted else b""
    out += b"trailer\n<< /Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, secret, start)
    return bytes(out)


def zip_bomb() -> bytes:
    """A small .docx that unpacks to 300 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as file:
        for _ in range(300):
            file.write(b"\0" * 1_000_000)
    return out.getvalue()
