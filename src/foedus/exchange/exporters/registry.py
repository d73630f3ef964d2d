"""The exporters by name, which is that of ``foedus export NAME``. A new exporter is one module and its line here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from foedus.errors import NotFound

if TYPE_CHECKING:  # the command line reads this table whenever it starts
    from foedus.ledger.view import View
    from foedus.model.judgement import Judgement


class Exporter(Protocol):
    """Writes a view as text, piece by piece. Without `times` nothing in it depends on when it was recorded; without `texts` it
    holds no text of a document but the quotes."""

    def __call__(self, view: View, judgements: Iterable[Judgement], texts: bool = False, times: bool = False) -> Iterator[str]:
        """The pieces, in order."""
        ...


@dataclass(frozen=True, slots=True)
class Entry:
    """Where an exporter is, and what ``--help`` says of it."""

    module: str
    function: str
    help: str


EXPORTERS = {
    "json": Entry(
        "foedus.exchange.exporters.ledger",
        "ledger_json",
        "Writes documents, actors, claims, gaps and judgements as one JSON object.\n\nThe same documents read by the same reader "
        "in the same order and judged alike give the same bytes, whenever and wherever they were recorded.",
    ),
}


def exporter(name: str) -> Exporter:
    """The exporter of that name. Raises NotFound with the choices."""
    entry = EXPORTERS.get(name)
    if entry is None:
        raise NotFound(f"there is no exporter {name!r}; choose one of {', '.join(EXPORTERS)}")
    function: Exporter = getattr(import_module(entry.module), entry.function)
    return function
