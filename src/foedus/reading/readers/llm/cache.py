"""Answers kept on disk, so that a batch that was stopped goes on where it was and nothing is paid for twice.

An answer is kept under a hash of everything it depends on: the text, the model and the prompt. The text itself is not kept,
but an answer quotes it; the folder is for its owner only.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from foedus import settings
from foedus.errors import BadInput
from foedus.reading.readers.llm.prompt import Message
from foedus.reading.readers.llm.schema import schema

CUT_OFF = "(cut off)"   # kept in place of an answer that did not fit, so that the parts are asked for at once

_OFF = "off"


def key(model: str, messages: Sequence[Message]) -> str:
    """What an answer is kept under: the hash of the model, the messages and the form asked for."""
    content = json.dumps([model, list(messages), schema()], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()


def folder() -> Path | None:
    """Where answers are kept: the setting, else the user's cache folder; None where the setting is off."""
    named = settings.text("llm_cache")
    if named is not None and named.strip().lower() == _OFF:
        return None
    return Path(named).expanduser() if named else _user_cache() / "foedus" / "llm"


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


@dataclass(frozen=True, slots=True)
class Cache:
    """Answers in a folder, one file each; without a folder it holds nothing and keeps nothing."""

    folder: Path | None

    def get(self, name: str) -> str | None:
        """The answer kept under that name; None where there is none, or its file is damaged and must be made anew."""
        if self.folder is None:
            return None
        try:
            kept = json.loads(self._file(self.folder, name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        answer = kept.get("answer") if isinstance(kept, dict) else None
        return answer if isinstance(answer, str) else None

    def put(self, name: str, model: str, answer: str) -> None:
        """Keeps an answer; raises BadInput where the folder cannot be written."""
        if self.folder is None:
            return
        target = self._file(self.folder, name)
        try:
            target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, suffix=".part", delete=False) as part:
                json.dump({"model": model, "answer": answer}, part)
            Path(part.name).replace(target)
        except OSError as fault:
            reason = fault.strerror or type(fault).__name__
            raise BadInput(
                f"the answers of the language model cannot be kept in {self.folder} ({reason}); "
                "set FOEDUS_LLM_CACHE to a folder you can write, or to off"
            ) from None

    @staticmethod
    def _file(folder: Path, name: str) -> Path:
        return folder / name[:2] / f"{name}.json"
