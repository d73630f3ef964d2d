"""Text files of any size as lines: gzip, byte order marks and encodings, in constant memory."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from foedus.errors import BadInput, NotFound
from foedus.reading.documents.encoding import kind_of, legacy_encoding, shown_encoding

_CHUNK = 1 << 20
_LONGEST_LINE = 1 << 24
_SAMPLE = 200_000  # bytes with other than ASCII letters, by which an encoding is told
_CONTROL_BYTES = bytes(set(range(32)) - {9, 10, 12, 13} | {127})
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_BINARY_SHARE = 0.01


@dataclass(frozen=True, slots=True)
class Survey:
    """What a whole text file is like: its encoding, whether it holds control characters, and what is unsure."""

    encoding: str
    controls: bool = False
    notes: tuple[str, ...] = ()


@contextmanager
def opened(file: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked where it is a gzip archive. Raises NotFound or BadInput, also while it is read."""
    try:
        with file.open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            if packed:
                with gzip.GzipFile(fileobj=raw) as unpacked:
                    yield cast("IO[bytes]", unpacked)
            else:
                yield raw
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}; name a file to import") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as fault:
        why = str(fault).rstrip(".").lower()
        raise BadInput(f"{file} is a gzip archive that is cut short or damaged ({why}); fetch it again") from None
    except OSError as fault:
        raise BadInput(f"cannot read {file}: {(fault.strerror or str(fault)).lower()}; check the path") from None


def survey(file: Path) -> Survey:
    """Reads a text file once from end to end, so that nothing of a broken one is taken.

    Raises BadInput, naming the line, for what is no text, is packed in a broken archive, or mixes encodings.
    """
    with opened(file) as stream:
        head = stream.read(_CHUNK)
        kind = kind_of(head)
        if kind is not None:
            raise BadInput(f"cannot read {file} as a table: it is {kind}; save it as CSV or .xlsx")
        shown = shown_encoding(head)
        if shown is not None and shown[0] != "utf-8":
            while stream.read(_CHUNK):  # the end of an archive proves it whole
                pass
            return Survey("utf-16" if shown[1] and shown[0].startswith("utf-16") else shown[0], controls=True)
        return _surveyed(file, head, stream)


def _surveyed(file: Path, head: bytes, stream: IO[bytes]) -> Survey:
    seen = _Seen()
    chunk, rest, line, size, controls = head, b"", 1, 0, 0
    while chunk:
        size += len(chunk)
        controls += len(chunk) - len(chunk.translate(None, _CONTROL_BYTES))
        block, found, tail = (rest + chunk).rpartition(b"\n")
        seen.take(block + found, line)
        line, rest = line + block.count(b"\n") + len(found), tail
        if len(rest) > _LONGEST_LINE:
            raise BadInput(f"{file}, line {line}: longer than 16 MB; a table has its rows on lines of their own")
        chunk = stream.read(_CHUNK)
    seen.take(rest, line)
    if controls > _BINARY_SHARE * size:
        raise BadInput(f"cannot read {file} as a table: it is binary data, not text; save it as CSV or .xlsx")
    notes = (f"{controls} control characters were replaced by spaces",) if controls else ()
    encoding, guess = seen.encoding(file)
    return Survey(encoding, bool(controls), (*notes, *guess))


class _Seen:
    """Which lines are in UTF-8, and which are not."""

    def __init__(self) -> None:
        self._unicode: int | None = None
        self._other: int | None = None
        self._sample = b""

    def take(self, block: bytes, line: int) -> None:
        if block.isascii():
            return
        for number, one in enumerate(block.splitlines(keepends=True), line):
            if one.isascii():
                continue
            try:
                one.decode("utf-8")
            except UnicodeDecodeError:
                self._other = self._other or number
                if len(self._sample) < _SAMPLE:
                    self._sample += one
            else:
                self._unicode = self._unicode or number

    def encoding(self, file: Path) -> tuple[str, tuple[str, ...]]:
        if self._other is None:
            return "utf-8-sig", ()
        if self._unicode is not None:
            raise BadInput(
                f"{file} mixes encodings: line {self._unicode} is in UTF-8, line {self._other} is not; "
                "save the whole of it as UTF-8"
            )
        try:
            encoding, is_guess = legacy_encoding(self._sample)
        except BadInput as fault:
            raise BadInput(f"cannot read {file}: {fault}") from None
        guess = f"the encoding is a guess ({encoding}); if words look wrong, save the file as UTF-8 and import it again"
        return encoding, (guess,) if is_guess else ()


def lines(file: Path, told: Survey) -> Iterator[str]:
    """The lines with LF at their end, control characters as spaces."""
    with opened(file) as stream:
        text = io.TextIOWrapper(io.BufferedReader(_Raw(stream), _CHUNK), told.encoding, "replace", newline=None)
        if told.controls:
            yield from (_CONTROLS.sub(" ", line) for line in text)
        else:
            yield from text


class _Raw(io.RawIOBase):
    """A stream that is not closed with the text read from it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)
