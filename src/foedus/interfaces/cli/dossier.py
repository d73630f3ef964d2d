"""What ``foedus why A B --at DATE`` prints: how two stood, what speaks for and against it, and what would flip the answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from foedus.interfaces.cli.common import plural
from foedus.interfaces.cli.output import clean
from foedus.interfaces.cli.quoting import each_once, quote_line, quote_record, short_tie, standing_record

if TYPE_CHECKING:
    from foedus.analysis.dossier import Dossier
    from foedus.analysis.evidence import Evidence
    from foedus.ledger.entries import Entry

_SIGNS: Mapping[str | None, str] = {
    "+": "with each other",
    "0": "at truce or in talks",
    "-": "against each other",
    None: "in dispute",
}


def dossier_record(found: Dossier, names: Mapping[str, str]) -> dict[str, Any]:
    """The dossier as JSON."""

    def quotes(part: Iterable[Evidence]) -> list[dict[str, Any]]:
        return [{**quote_record(one.entry), "signs": list(one.signs)} for one in part]

    return {
        "a": names.get(found.a, found.a),
        "b": names.get(found.b, found.b),
        "at": found.at.isoformat(),
        "standing": standing_record(found.standing, names) if found.standing else None,
        "independent_sources": found.sources,
        "ties": [short_tie(tie, names) for tie in found.ties],
        "for": quotes(one for one in (*found.stated, *found.hedged) if _agrees(one, found)),
        "against": quotes(one for one in (*found.stated, *found.hedged) if not _agrees(one, found)),
        "hedged": quotes(found.hedged),
        "denied": quotes(found.denied),
        "hypothetical": quotes(found.imagined),
        "other": quotes(found.others),
        "first": _edge(found, 0),
        "last": _edge(found, -1),
        "same_origin": [{"documents": one.documents, "why": one.reasons} for one in found.copied],
        "flip": {"claims": list(found.flip.claims), "then": found.flip.sign, "smallest": found.flip.smallest}
        if found.flip
        else None,
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
        ("For", [one for one in found.stated if _agrees(one, found)]),
        ("Against", [one for one in found.stated if not _agrees(one, found)]),
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


def _agrees(one: Evidence, found: Dossier) -> bool:
    """Whether it speaks for the sign that the two stand in; with nothing standing, all speaks for something."""
    return found.standing is None or found.standing.sign is None or found.standing.sign in one.signs


def _edge(found: Dossier, position: int) -> str | None:
    """The first (0) or last (-1) date of evidence that speaks for a tie."""
    times = [one.when.span for one in (*found.stated, *found.hedged) if one.when is not None]
    dated = sorted((span.earliest or span.latest, span.edtf) for span in times if span.earliest or span.latest)
    return dated[position][1] if dated else None
