"""From bytes to text: encodings, line ends, control characters. All offsets count in the text as it leaves here."""

from __future__ import annotations

import codecs
import re

from foedus.errors import BadInput

# What files begin with that are no text, whatever their name says.
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document (.doc, .xls)"),
    (b"\x7fELF", "a program"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b\x08", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),   # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_WESTERN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ]")
# What other alphabets' letters become when read as cp1252: signs next to letters, and letters only Icelandic has.
_NOT_WESTERN = re.compile(r"[\x80-\x9f¤¦¨¬¯¶¸ƒˆ˜†‡ðÐþÞýÝ]|(?<=[A-Za-z])[¹³¼½¾¿¢£±µ]")
# What a server or page says, and what it means by it (WHATWG Encoding Standard).
_REAL_MEANING = dict.fromkeys(("iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii"), "cp1252")
_MOSTLY = 5           # this many good characters for a broken one: it is UTF-8 with a fault, not another encoding
_ACCENTED_SHARE = 0.3 # of all letters; short French comes near it, no other script stays below
_SAMPLE = 200_000     # bytes; enough to guess an encoding, little enough to be quick
_BINARY_SHARE = 0.01  # a text with more control characters than one in a hundred is none


def decode(data: bytes, charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of the bytes, and notes on what is unsure about it.

    The encoding is told by a byte order mark, else by `charset`, else it is UTF-8 if that fits, else UTF-16 without a
    mark, else Western European (cp1252, which includes Latin-1) if the letters look it, else guessed (charset-normalizer).
    A byte order mark is dropped, CRLF and CR become LF, other control characters become spaces.

    Raises BadInput, with the reason and the next step, for bytes that are no text.
    """
    kind = kind_of(data)
    if kind is not None:
        raise BadInput(f"it is {kind}, not text; give it its proper name, or save it as text")
    text, notes = _decoded(data, charset)
    controls = len(_CONTROLS.findall(text))
    if controls > _BINARY_SHARE * len(text):
        raise BadInput("it is binary data, not text; save it as text (UTF-8)")
    if controls:
        notes = (*notes, f"{controls} control characters were replaced by spaces")
    return _CONTROLS.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")), notes


def kind_of(data: bytes) -> str | None:
    """What a file is that is no text, by the bytes it begins with, such as "a PDF"; None where they do not tell."""
    return next((name for magic, name in _MAGIC if data.startswith(magic)), None)


def shown_encoding(data: bytes) -> tuple[str, int] | None:
    """The encoding that a text shows by its first bytes, and the length of its byte order mark; None where it shows none."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    wide = _unmarked_utf16(data)
    return (wide, 0) if wide is not None else None


def legacy_encoding(data: bytes) -> tuple[str, bool]:
    """The encoding of a text that is not in Unicode, told from a sample of it, and whether that is a guess.

    Raises BadInput, with the reason and the next step, for bytes that are no text.
    """
    western, notes = _leniently(data, "cp1252")
    if not notes and _looks_western(western[:_SAMPLE]):
        return "cp1252", False
    return _guess(data), True


def _decoded(data: bytes, charset: str | None) -> tuple[str, tuple[str, ...]]:
    shown = shown_encoding(data)  # before UTF-8, which can hold the zero bytes of UTF-16
    if shown is not None:
        encoding, mark = shown
        return _leniently(data[mark:], encoding)
    for told in (charset, "utf-8"):
        if told is not None and (text := _strictly(data, _REAL_MEANING.get(told.lower(), told))) is not None:
            return text, ()
    text, notes = _leniently(data, "utf-8")
    broken = text.count("\ufffd")
    if sum(map(len, _NOT_ASCII.findall(text))) - broken >= _MOSTLY * broken:
        return text, notes
    encoding, is_guess = legacy_encoding(data)
    text, notes = _leniently(data, encoding)
    guess = f"the encoding is a guess ({encoding}); if words look wrong, save the file as UTF-8 and read it again"
    return text, (guess, *notes) if is_guess else notes


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, UnicodeError):  # an encoding nobody knows, or not the right one
        return None


def _leniently(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    broken = text.count("\ufffd")
    return text, (f"{broken} characters are not valid {encoding.upper()} and were replaced by \ufffd",) if broken else ()


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 by its pattern: in Western text every other byte is zero."""
    sample = data[:4096]
    half = max(1, len(sample) // 2)
    if sample[1::2].count(0) > 0.4 * half and sample[::2].count(0) < 0.05 * half:
        return "utf-16-le"
    if sample[::2].count(0) > 0.4 * half and sample[1::2].count(0) < 0.05 * half:
        return "utf-16-be"
    return None


def _looks_western(text: str) -> bool:
    """Whether the text reads as a Western European language in cp1252: accents are rare, and stand in words."""
    letters = sum(map(len, _LETTERS.findall(text)))
    accented = len(_WESTERN.findall(text))
    return accented <= max(2, _ACCENTED_SHARE * letters) and _NOT_WESTERN.search(text) is None


def _guess(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = None if data.count(0) > _BINARY_SHARE * len(data) else from_bytes(data[:_SAMPLE]).best()
    if best is None:
        raise BadInput("it is binary data, or text in an unknown encoding; save it as text (UTF-8)")
    return best.encoding
