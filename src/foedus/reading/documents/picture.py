"""One page of a PDF as PNG, drawn in a process of its own within the limits of the worker that parses files.

A hostile file may crash, hang or fill the memory there: ``python -m foedus.reading.documents.picture PAGE WIDTH`` takes the
file on standard input and gives the picture on standard output.
"""

from __future__ import annotations

import struct
import sys
import zlib
from typing import TYPE_CHECKING

from foedus.errors import BadInput
from foedus.reading.documents.apart import answer, ask_apart

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TALLEST = 4  # times its width: a page drawn to a longer one is cut, as a hostile size would fill the memory
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def picture_apart(data: bytes, number: int, width: int) -> bytes:
    """As `picture`, in a process of its own. Raises BadInput also where that crashed, hung or ran out of memory."""
    return ask_apart("foedus.reading.documents.picture", (str(number), str(width)), data, f"page {number} cannot be drawn")


def picture(data: bytes, number: int, width: int) -> bytes:
    """Page `number` (from 1), `width` pixels wide. Raises BadInput where it cannot be drawn."""
    from pypdfium2 import PdfDocument, PdfiumError  # type: ignore[import-untyped]

    try:
        pdf = PdfDocument(data)
        if not 1 <= number <= len(pdf):
            raise BadInput(f"there are {len(pdf)} pages")
        page = pdf[number - 1]
        wide, high = page.get_size()
        if not (0 < wide < 1e6 and 0 < high <= wide * _TALLEST):
            raise BadInput(f"its size of {wide:.0f} to {high:.0f} points is none of a page")
        bitmap = page.render(scale=width / wide, rev_byteorder=True)
        return png(bitmap.to_numpy())
    except PdfiumError as fault:
        raise BadInput(f"the PDF is damaged: {fault}") from None


def png(pixels: NDArray[np.uint8]) -> bytes:
    """Rows of pixels, grey, RGB or RGBA, as PNG (ISO/IEC 15948)."""
    import numpy as np

    rows = pixels if pixels.ndim == 3 else pixels[:, :, None]
    height, width, depth = rows.shape
    colour = {1: 0, 3: 2, 4: 6}[depth]
    lines = np.zeros((height, 1 + width * depth), dtype=np.uint8)  # each row begins with the number of its filter, here none
    lines[:, 1:] = rows.reshape(height, width * depth)
    header = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(lines.tobytes(), 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


if __name__ == "__main__":
    answer(lambda data: picture(data, int(sys.argv[1]), int(sys.argv[2])))
