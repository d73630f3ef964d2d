"""What is sent in, kept apart from where it came from: bytes go under names of our own into a private folder, the name that the
sender gave is a label and nothing else."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.batch import Task
from foedus.interfaces.wording.date_words import edtf_of
from foedus.interfaces.wording.plain import clean
from foedus.model.dates import DateSpan
from foedus.reading.documents.load import LoadOptions
from foedus.reading.documents.parsed import Limits, megabytes
from foedus.reading.documents.registry import by_name
from foedus.reading.documents.sources import Source, SourceKind
from foedus.reading.documents.web import WebPolicy
from foedus.reading.readers.registry import DEFAULT

MEGABYTE = 1_000_000
UNNAMED = "unnamed"
_LONGEST = 200  # characters of a label
_OFFERED = ("trained", "cues")
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it comes in: the name the sender gave it, and its bytes."""

    name: str
    stream: BinaryIO


@dataclass(frozen=True, slots=True)
class Received:
    """A file as it was taken in: its label, and the document to read or why there is none."""

    label: str
    task: Task | None = None
    fault: str | None = None


def label_of(name: str) -> str:
    """What to call a file in the ledger and on pages: the name on one line, without what could disturb it or be a way up."""
    plain = clean(name.encode("utf-8", "replace").decode("utf-8")).replace("\\", "/")
    parts = [part for part in plain.split("/") if part not in ("", ".", "..")]
    label = "/".join(parts) or UNNAMED
    return label if len(label) <= _LONGEST else "…" + label[1 - _LONGEST :]


def readers_offered() -> tuple[str, ...]:
    """The readers to choose from; the language model only where its address is set on the server."""
    return (*_OFFERED, "llm") if settings.text("llm_url") and settings.text("llm_model") else _OFFERED


def reader_chosen(named: str) -> str:
    """The reader to use: the one named, else that of the settings, else the bundled one. Raises BadInput with the choices."""
    offered = readers_offered()
    if not named:
        usual = settings.text("reader") or DEFAULT
        return usual if usual in offered else DEFAULT
    if named not in offered:
        raise BadInput(f"there is no reader {named!r} to choose here; choose one of {', '.join(offered)}")
    return named


def published_on(text: str) -> DateSpan | None:
    """A date of publication as people write it, None for none. Raises BadInput."""
    return DateSpan.parse(edtf_of(text)) if text.strip() else None


def limits() -> Limits:
    """How much one document may cost, by the settings."""
    return Limits(
        text_bytes=settings.number("text_mb") * MEGABYTE,
        file_bytes=settings.number("file_mb") * MEGABYTE,
        unpacked_bytes=settings.number("file_mb") * MEGABYTE,
        seconds=settings.number("parse_seconds"),
        memory_bytes=settings.number("parse_mb") * MEGABYTE,
    )


def check_number(files: Sequence[object]) -> None:
    """Raises BadInput for no file, or for more than are taken at once."""
    most = settings.number("upload_files")
    if not files:
        raise BadInput("no file was sent; choose one or more")
    if len(files) > most:
        raise BadInput(f"{len(files)} files are more than the {most} that are taken at once; send them in parts")


def received(sent: Iterable[Sent], folder: Path, published: DateSpan | None) -> list[Received]:
    """The files as stored in a private folder; one that is too large or of no kind that is read is a fault and costs only itself.

    Of several files, `published` dates those that give no date of their own.
    """
    files = list(sent)
    options = LoadOptions(limits=limits())
    alone = len(files) == 1
    options = replace(options, published=published) if alone else replace(options, published_otherwise=published)
    return [_received(one, folder / f"{number:04}", options) for number, one in enumerate(files, 1)]


def pasted(text: str, title: str, folder: Path, published: DateSpan | None) -> Received:
    """A text that was pasted, as stored in a private folder. Raises BadInput where it is too long."""
    data = text.encode("utf-8", "replace")
    _check_size(len(data))
    path = folder / "0001.txt"
    path.write_bytes(codecs.BOM_UTF8 + data)  # whatever it holds, it is known to be UTF-8
    label = label_of(title)
    options = LoadOptions(published, clean(title) or None, limits=limits())
    return Received(label, Task(Source(str(path), SourceKind.FILE), options, WebPolicy(), None))


def _received(one: Sent, path: Path, options: LoadOptions) -> Received:
    label = label_of(one.name)
    try:
        stored = path.with_suffix(by_name(label).suffixes[0])
        store(one.stream, stored)
    except BadInput as fault:
        return Received(label, fault=f"cannot read {label}: {fault}")
    return Received(label, Task(Source(str(stored), SourceKind.FILE), options, WebPolicy(), label))


def store(stream: BinaryIO, path: Path) -> None:
    """Writes what comes in to a new file. Raises BadInput where it is too large."""
    size = 0
    with path.open("xb") as file:
        while piece := stream.read(_PIECE):
            size += len(piece)
            _check_size(size)
            file.write(piece)


def _check_size(size: int) -> None:
    most = settings.number("upload_mb") * MEGABYTE
    if size > most:
        raise BadInput(f"it has more than the {megabytes(most)} that are taken here; split it, or read it with foedus read")
