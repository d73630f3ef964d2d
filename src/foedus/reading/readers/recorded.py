"""Replays claims that were coded before: by people, by another reader, by a test. Nothing is found anew.

A folder holds one JSON file a document, in the codebook's form (as ``foedus read --json`` writes it and gold passages have it),
named ``<hash>.json`` after the text (`text_hash`) or ``<stem>.json`` after the file the document came from.
"""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path, PurePath

from foedus.errors import BadInput, BadVocabulary, NotFound
from foedus.model.source import Document
from foedus.reading.prepared import Prepared
from foedus.reading.readers import coded
from foedus.reading.readers.protocol import Draft

NAME = "recorded"


def text_hash(text: str) -> str:
    """The stem under which the claims of a text are recorded, wherever it came from: 16 hex digits of its SHA-256."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class RecordedReader:
    """Reads what stands recorded in a folder. The version is a hash over all of it.

    Raises NotFound where there is no such folder, or no recording in it.
    """

    name = NAME

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        files = sorted(self.folder.glob("*.json")) if self.folder.is_dir() else []
        if not files:
            raise NotFound(f"there are no recorded claims (*.json) in {self.folder}; name a folder written by foedus read --json")
        told = sha256()
        for file in files:
            told.update(f"{file.name}\0{sha256(file.read_bytes()).hexdigest()}\n".encode())
        self.version = told.hexdigest()[:12]

    def read(self, prepared: Prepared) -> Draft:
        """The recorded claims. One the vocabulary does not allow, or that names nobody known, becomes a gap.

        Raises NotFound where nothing is recorded for the document, BadInput where the recording is broken.
        """
        file = self._file(prepared.document)
        try:
            recording = json.loads(file.read_text(encoding="utf-8"))
            places = {found.place.name: found.place for found in reversed(prepared.places)}
            return coded.draft(prepared.document, places, recording, (NAME, self.version))
        except (ValueError, KeyError, TypeError, AttributeError, BadVocabulary) as fault:
            why = f"{type(fault).__name__}: {fault}"
            raise BadInput(f"{file} is no recording in the codebook's form ({why}); write it with foedus read --json") from fault

    def _file(self, document: Document) -> Path:
        stems = [text_hash(document.text)]
        if document.origin:
            stems.append(PurePath(document.origin).stem)
        for stem in stems:
            file = self.folder / f"{stem}.json"
            if file.is_file():
                return file
        wanted = " nor ".join(f"{stem}.json" for stem in stems)
        raise NotFound(f"{self.folder} holds no claims of {document.origin or 'this text'}: there is no {wanted}")
