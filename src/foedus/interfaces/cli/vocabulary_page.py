"""The vocabulary and the settings as Markdown: the pages docs/reference/vocabulary.md and settings.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from foedus.model.vocabulary import PLACE, ActorKind, EventType, RelationType, Term, Vocabulary
from foedus.settings import SETTINGS

SIGNS: Mapping[str, str] = {"+": "with", "0": "neither", "-": "against", ".": "no sign"}
SIDES: Mapping[str, str] = {
    "against": "initiators against targets (-), initiators with one another (+)",
    "together": "participants with one another (0)",
    "none": "none",
}


def vocabulary_page(words: Vocabulary) -> str:
    """The page of the vocabulary."""
    parts = [
        "# Vocabulary",
        "The words in which claims are coded, from the package's `vocabulary/*.yml`. This page is made by "
        "`foedus vocabulary --markdown`.",
        "## Actor kinds",
        _table(("kind", "what it is", "examples"), map(_kind, words.kinds.values())),
        "## Event types",
        "Something that happened, was tried, planned or denied, once. The last column says which ties follow from it.",
        _table(("type", "what counts", "ties"), map(_event, words.events.values())),
        "## Relation types",
        "How two actors stand to each other over a time. A tie is signed: + with, - against, 0 neither, . none.",
        _table(("type", "reads", "the other way", "sign", "a", "b", "what counts"), map(_relation, words.relations.values())),
        "## Certainty",
        _table(("certainty", "what it means"), map(_term, words.certainties.values())),
        "## Status of an event",
        _table(("status", "what it means"), map(_term, words.statuses.values())),
    ]
    return "\n\n".join(parts) + "\n"


def settings_page() -> str:
    """The page of the settings."""
    rows = [
        (f"`{one.name}`", f"`{one.variable}`", "" if one.default is None else f"`{one.default}`", one.help) for one in SETTINGS
    ]
    intro = (
        "What can be set by environment variables; an option of a command goes before them. Made by `foedus settings --markdown`."
    )
    return "\n\n".join(("# Settings", intro, _table(("setting", "variable", "default", "what it means"), rows))) + "\n"


def _kind(kind: ActorKind) -> tuple[str, ...]:
    return f"`{kind.name}`", kind.means, ", ".join(kind.examples)


def _event(event: EventType) -> tuple[str, ...]:
    return f"`{event.name}`", event.means, SIDES[event.sides]


def _relation(relation: RelationType) -> tuple[str, ...]:
    inverse = relation.inverse if relation.directed else "the same"
    return (
        f"`{relation.name}`",
        f"a {relation.label} b",
        inverse,
        relation.sign,
        _ends(relation.a),
        _ends(relation.b),
        relation.means,
    )


def _ends(kinds: Sequence[str]) -> str:
    return ", ".join("a place" if kind == PLACE else kind for kind in kinds) or "any actor"


def _term(term: Term) -> tuple[str, ...]:
    return f"`{term.name}`", term.means


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)
