"""From a file, standard input or an address to a `Document`. The page a newcomer to `documents/` opens first."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from foedus.errors import BadInput, Refused
from foedus.model.dates import DateSpan
from foedus.model.source import Document, Page
from foedus.reading.documents import web
from foedus.reading.documents.isolation import parse_apart
from foedus.reading.documents.parsed import DEFAULT_LIMITS, Clues, Limits, Parsed, megabytes
from foedus.reading.documents.registry import FORMATS, SUFFIXES, Format, by_media_type, by_name
from foedus.reading.documents.sources import Source, SourceKind

STDIN_NAME = "standard input"


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """What the user says about a document, which goes before what it says about itself, and the limits it is read within.

    `published_otherwise` is the date where neither the user nor the document itself gives one.
    """

    published: DateSpan | None = None
    title: str | None = None
    publisher: str | None = None
    url: str | None = None
    limits: Limits = DEFAULT_LIMITS
    published_otherwise: DateSpan | None = None


_NOTHING_SAID = LoadOptions()


@dataclass(frozen=True, slots=True)
class Loaded:
    """A document, the bytes as they came from the web (`raw`, None for files and standard input), and `notes`: one sentence
    for each part that could not be read, or was read with doubt."""

    document: Document
    raw: bytes | None = None
    notes: tuple[str, ...] = ()


def load_source(
    source: Source, options: LoadOptions = _NOTHING_SAID, policy: web.WebPolicy = web.DEFAULT_POLICY,
    stdin: BinaryIO | None = None,
) -> Loaded:
    """Loads a source of any kind, as `sources.expand` gives them."""
    if source.kind is SourceKind.WEB:
        return fetch(source.where, options, policy)
    if source.kind is SourceKind.STDIN:
        return load_stdin(options, stdin)
    return load(source.where, options)


def load(source: Path | str, options: LoadOptions = _NOTHING_SAID) -> Loaded:
    """The document in a file; its format is told by the ending of its name.

    Raises BadInput with one sentence: the file, the reason, the next step.
    """
    origin = str(source)
    try:
        if Path(source).is_dir():
            raise BadInput(f"it is a folder without readable files; put files ending in {', '.join(SUFFIXES)} into it")
        form = by_name(origin)
        data = _read_file(Path(source), form, options.limits)
    except BadInput as fault:
        raise _cannot_read(origin, fault) from None
    return _loaded(origin, _parse(origin, form, data, Clues(limits=options.limits)), form, options)


def load_stdin(options: LoadOptions = _NOTHING_SAID, stream: BinaryIO | None = None) -> Loaded:
    """The document on standard input (or `stream`); its format is told by its first bytes, plain text if they say nothing."""
    most = options.limits.file_bytes
    data = (stream or sys.stdin.buffer).read(most + 1)
    form = _sniffed(data)
    try:
        _check_size(len(data), form, options.limits)
    except BadInput as fault:
        raise _cannot_read(STDIN_NAME, fault) from None
    return _loaded(STDIN_NAME, _parse(STDIN_NAME, form, data, Clues(limits=options.limits)), form, options)


def fetch(url: str, options: LoadOptions = _NOTHING_SAID, policy: web.WebPolicy = web.DEFAULT_POLICY) -> Loaded:
    """The document at an http or https address, with the bytes as fetched; when it was fetched is for the caller to say.

    Raises Refused for an address that may not be reached (private ones, unless the policy allows them), BadInput otherwise.
    """
    try:
        page = web.get(url, policy)
        form = _served_format(page)
        _check_size(len(page.data), form, options.limits)
    except (BadInput, Refused) as fault:
        raise _cannot_read(url, fault) from None
    parsed = _parse(url, form, page.data, Clues(page.charset, page.url, options.limits))
    return _loaded(url, parsed, form, options, page)


def _cannot_read(origin: str, fault: BadInput | Refused) -> BadInput | Refused:
    return type(fault)(f"cannot read {origin}: {fault}")


def _read_file(path: Path, form: Format, limits: Limits) -> bytes:
    """The bytes of the file, its size checked before it is opened."""
    try:
        if not path.exists():
            raise BadInput("there is no such file; check the path")
        _check_size(path.stat().st_size, form, limits)
        with path.open("rb") as file:
            data = file.read(form.size_limit(limits) + 1)
    except OSError as fault:
        raise BadInput(f"{(fault.strerror or str(fault)).lower()}; check the path and its permissions") from None
    _check_size(len(data), form, limits)
    return data


def _check_size(size: int, form: Format, limits: Limits) -> None:
    most = form.size_limit(limits)
    if size > most:
        raise BadInput(f"it has {megabytes(size)}, more than the limit of {megabytes(most)}; split it into parts and read those")


def _sniffed(data: bytes) -> Format:
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf-"):
        return FORMATS["pdf"]
    if start.startswith(b"pk\x03\x04"):
        return FORMATS["docx"]
    return FORMATS["html"] if start.startswith((b"<!doctype html", b"<html")) else FORMATS["txt"]


def _served_format(page: web.Page) -> Format:
    """The format of a page: as the server calls it, else as its address ends, else as it begins."""
    form = by_media_type(page.media_type or "")
    if form is not None:
        return form
    if page.media_type not in (None, "application/octet-stream", "binary/octet-stream"):
        raise BadInput(f"the server gave {page.media_type}, which is not read; save it as one of {', '.join(SUFFIXES)}")
    suffix = PurePosixPath(urlsplit(page.url).path).suffix.lower()
    return by_name(f"page{suffix}") if suffix in SUFFIXES else _sniffed(page.data)


def _parse(origin: str, form: Format, data: bytes, clues: Clues) -> Parsed:
    try:
        if not data:
            raise BadInput("it is empty; fetch or save it again")
        parsed = parse_apart(form.name, data, clues) if form.hostile else form.parse(data, clues)
        if not parsed.text.strip():
            raise BadInput("it holds nothing but blanks; fetch or save it again")
    except BadInput as fault:
        raise _cannot_read(origin, fault) from None
    return parsed


def _loaded(origin: str, parsed: Parsed, form: Format, options: LoadOptions, page: web.Page | None = None) -> Loaded:
    document = Document(
        text=parsed.text,
        title=options.title or parsed.title,
        publisher=options.publisher or parsed.publisher,
        author=parsed.author,
        published=options.published or (DateSpan.parse(parsed.published) if parsed.published else options.published_otherwise),
        url=options.url or (page.url if page else parsed.url),
        origin=origin,
        media_type=form.media_type,
        pages=tuple(Page(*place) for place in parsed.pages),
    )
    return Loaded(document, page.data if page else None, parsed.notes)
