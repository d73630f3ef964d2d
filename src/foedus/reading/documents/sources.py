"""What the user named, one source for each document: files, folders, patterns, addresses, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from foedus.reading.documents.registry import SUFFIXES


class SourceKind(StrEnum):
    """Where a document is."""

    FILE = "file"
    WEB = "web"
    STDIN = "stdin"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to load: a path, an address, or "-" for standard input."""

    where: str
    kind: SourceKind


def source_of(named: str) -> Source:
    """The kind of a single name."""
    if named == "-":
        return Source(named, SourceKind.STDIN)
    if named.lower().startswith(("http://", "https://")):
        return Source(named, SourceKind.WEB)
    return Source(named, SourceKind.FILE)


def expand(paths: Iterable[str | Path]) -> list[Source]:
    """Every document the names stand for, each once, in the order named; folders and patterns in order of their paths.

    A folder stands for the files below it whose endings are known, hidden ones left out. What is not there, and a folder
    or pattern that holds nothing, stays in the list as it was named: loading it gives the sentence that says so.
    """
    found: dict[str, Source] = {}
    for named in paths:
        for source in _expanded(str(named)):
            key = os.path.realpath(source.where) if source.kind is SourceKind.FILE else source.where
            found.setdefault(key, source)
    return list(found.values())


def _expanded(named: str) -> Iterator[Source]:
    source = source_of(named)
    if source.kind is not SourceKind.FILE:
        yield source
        return
    is_pattern = glob.has_magic(named) and not Path(named).exists()
    matches = sorted(glob.glob(named, recursive=True)) if is_pattern else [named]  # noqa: PTH207  Path.glob refuses absolute patterns
    files = [file for match in matches for file in _files(match)]
    for where in files or [named]:
        yield Source(where, SourceKind.FILE)


def _files(path: str) -> list[str]:
    """The file itself, or the readable files below the folder; links to folders are not followed, as they may go in circles."""
    if not Path(path).is_dir():
        return [path]
    below: list[str] = []
    for folder, folders, names in os.walk(path, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        below += [
            str(Path(folder, name)) for name in names if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES
        ]
    return sorted(below)
