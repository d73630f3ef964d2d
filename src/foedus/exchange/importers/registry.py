"""The importers by name, which is that of ``foedus import NAME``. A new importer is one module and its line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from foedus.errors import NotFound

if TYPE_CHECKING:  # the command line reads this table whenever it starts
    from foedus.model.reading import Reading

    Importer = Callable[[Path], Reading]


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an importer is, what ``--help`` says of it, and an example of a file.

    The function takes a file and gives its document with the claims that others coded, as a reading by a reader of its own
    name. It raises NotFound for a missing file, BadInput for one that is not of the format.
    """

    module: str
    function: str
    help: str
    example: str


IMPORTERS = {
    "claims": Entry(
        "foedus.exchange.importers.claims",
        "import_claims",
        'Records hand-coded claims, or those of read --json, as a reading by "imported".\n\nThe text of FILE.json is FILE.txt '
        "beside it; every quote must stand in it word for word. What cannot be taken over is named: a claim becomes a gap, a "
        "file that is broken costs only itself.",
        "coded/*.json",
    ),
}


def importer(name: str) -> Importer:
    """The importer of that name. Raises NotFound with the choices."""
    entry = IMPORTERS.get(name)
    if entry is None:
        raise NotFound(f"there is no importer {name!r}; choose one of {', '.join(IMPORTERS)}")
    function: Importer = getattr(import_module(entry.module), entry.function)
    return function
