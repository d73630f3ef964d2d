"""Claims in the codebook's JSON form, each file with its text beside it: hand-coded passages, and what ``read --json`` writes."""

from __future__ import annotations

import json
from collections.abc import Container, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from foedus.errors import BadInput, NotFound
from foedus.model.dates import DateSpan
from foedus.model.place import Place
from foedus.model.reading import Reading
from foedus.model.source import Document
from foedus.reading import anchor
from foedus.reading.documents.load import LoadOptions, load
from foedus.reading.readers import coded
from foedus.reading.steps import places, sentences

READER = "imported"


def import_claims(file: Path, known: Container[str] = frozenset()) -> Iterator[Reading]:  # noqa: ARG001, costs little to make again
    """What `reading_of` gives, as the one reading of the file."""
    yield reading_of(file)


def reading_of(file: Path) -> Reading:
    """The document `<stem>.txt` beside the file, with the actors and claims that the file gives, as a reading by "imported".

    The reading's version is a hash of the file. A name that the lexicon settles becomes that entry, as in reading. A claim
    that the vocabulary refuses, or whose quote does not stand in the text word for word, becomes a gap. Raises NotFound where
    one of the two files is missing, BadInput where the file is not in the codebook's form.
    """
    told = _told(file)
    text = file.with_suffix(".txt")
    if not text.is_file():
        raise NotFound(f"the text of {file} is missing: there is no {text}; put it beside the claims, as a quote needs its text")
    published = _date(told.get("published"))
    document = load(text, LoadOptions(published, told.get("title"), told.get("publisher"), told.get("url"))).document
    version = sha256(file.read_bytes()).hexdigest()[:12]
    try:
        drafted = coded.draft(document, _places(document), told, (READER, version))
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        why = f"{type(fault).__name__}: {fault}"
        raise BadInput(f"{file} is not in the codebook's form ({why}); foedus read --json writes it") from fault
    placed, unplaced = anchor.place(document, drafted.claims)
    return Reading(document, READER, version, drafted.actors, placed, (*drafted.gaps, *unplaced))


def _told(file: Path) -> dict[str, Any]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise NotFound(f"there is no file {file}; name a JSON file of claims") from None
    except (OSError, ValueError) as fault:
        raise BadInput(f"cannot read {file} as JSON in UTF-8: {fault}") from None
    missing = [
        key for key in ("actors", "events", "relations") if not isinstance(told, dict) or not isinstance(told.get(key), list)
    ]
    if missing:
        raise BadInput(f"{file} has no list {missing[0]!r}; claims in the codebook's form have actors, events and relations")
    return dict(told)


def _places(document: Document) -> Mapping[str, Place]:
    found = places.find(document.text, sentences.split(document.text))
    return {one.place.name: one.place for one in reversed(found)}


def _date(edtf: str | None) -> DateSpan | None:
    return DateSpan.parse(edtf) if edtf else None
