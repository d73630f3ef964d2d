"""``foedus read --json DIR``: one file a document, in the codebook's form."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from foedus.errors import BadInput
from foedus.reading.documents.sources import Source, SourceKind

if TYPE_CHECKING:
    from foedus.interfaces.batch import Outcome


class JsonFolder:
    """A folder of readings; of two documents with the same stem in one run, the second is called `<stem>-2.json`."""

    def __init__(self, folder: str) -> None:
        self.path = Path(folder)
        self._taken: dict[str, int] = {}
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise BadInput(
                f"cannot make the folder {folder}: {(fault.strerror or str(fault)).lower()}; name another with --json"
            ) from None

    def write(self, outcome: Outcome) -> Path:
        """Writes a reading and returns its path. Raises BadInput where it cannot be written."""
        from foedus.exchange.exporters.claims import reading_json

        if outcome.reading is None:
            raise ValueError(f"{outcome.source.where} has no reading to write")
        name = self._name(stem_of(outcome.source))
        target = self.path / f"{name}.json"
        text = json.dumps(reading_json(outcome.reading, name), ensure_ascii=False, indent=1)
        try:
            target.write_text(text + "\n", encoding="utf-8")
        except OSError as fault:
            reason = (fault.strerror or str(fault)).lower()
            raise BadInput(f"cannot write {target}: {reason}; make room or name another folder with --json") from None
        return target

    def _name(self, stem: str) -> str:
        self._taken[stem] = self._taken.get(stem, 0) + 1
        return stem if self._taken[stem] == 1 else self._name(f"{stem}-{self._taken[stem]}")


def stem_of(source: Source) -> str:
    """The stem of the file's name, of the last part of the address or its host; "stdin" for standard input."""
    if source.kind is SourceKind.STDIN:
        return "stdin"
    if source.kind is SourceKind.WEB:
        address = urlsplit(source.where)
        return PurePosixPath(address.path).stem or address.hostname or "page"
    return Path(source.where).stem
