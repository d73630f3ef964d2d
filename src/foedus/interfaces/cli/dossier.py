"""What ``foedus why A B --at DATE`` prints: how two stood, what speaks for and against it, and what would flip the answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.quoting import quote_line
from foedus.interfaces.records.claims import each_once
from foedus.interfaces.wording.plain import clean

if TYPE_CHECKING:
    from foedus.analysis.dossier import Dossier
    from foedus.ledger.entries import Entry

_SIGNS: Mapping[str | None, str] = {
    "+": "with each other",
    "0": "at truce or in talks",
    "-": "against each other",
    None: "in dispute",
}


def dossier_lines(found: Dossier, names: Mapping[str, str]) -> Iterator[str]:
    """The dossier for people."""
    a, b = clean(names.get(found.a, found.a)), clean(names.get(found.b, found.b))
    if found.standing is None:
        yield f"{a} and {b} at {found.at}: unknown; no tie of theirs is known to have held, which is not a no"
    else:
        said = _SIGNS[found.standing.sign]
        yield f"{a} and {b} at {found.at}: {said}, by {plural(found.sources, 'independent source')}"
    parts = (
        ("For", [one for one in found.stated if found.agrees(one)]),
        ("Against", [one for one in found.stated if not found.agrees(one)]),
        ("Hedged", found.hedged),
        ("Denied", found.denied),
        ("Only feared, planned or expected", found.imagined),
        ("Of both, without a tie", found.others),
    )
    for title, listed in parts:
        if listed:
            yield f"{title}:"
        for one in listed:
            yield f"  {one.when or 'undated'}: {quote_line(one.entry)}"
    for warning in found.copied:
        yield f"One origin: {plural(len(warning.documents), 'report')}, {'; '.join(warning.reasons)}"
    yield from _flip_lines(found)


def _flip_lines(found: Dossier) -> Iterator[str]:
    if found.flip is None:
        return
    then = "nothing would be known" if found.flip.sign is None else f"they would stand {_SIGNS[found.flip.sign]}"
    least = "" if found.flip.smallest else ", or fewer"
    yield f"Without {plural(len(found.flip.claims), 'quote')}{least}, {then}:"
    by_id: dict[str, Entry] = {entry.claim.id: entry for entry in each_once(found.entries)}
    for claim in found.flip.claims:
        if claim in by_id:
            yield f"  {quote_line(by_id[claim])}"
