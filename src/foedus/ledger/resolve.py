"""Which actor a person means: names match loosely, and what matches nothing is answered with the nearest names."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from foedus.errors import BadInput, NotFound
from foedus.ledger.entries import ActorCluster
from foedus.ledger.identity import SameActors
from foedus.ledger.rows import ACRONYM, ALIAS, NAME, looked_up
from foedus.ledger.scope import among
from foedus.ledger.tables import actor, actor_name
from foedus.ledger.view import View

CLOSE = 86.0    # similarity, 0 to 100, from which a misspelt name is taken for the one actor that has it
OFFERED = 61.0  # similarity from which a name is offered; chance likeness of short names reaches 60
_CHOICES = 5

ID, LEXICON, WORDS, SPELLING = "id", "lexicon", "words", "spelling"


@dataclass(frozen=True, slots=True)
class Match:
    """The actors that a text names; several where several bear exactly that name.

    `how` says by what: "id", "name", "alias", "lexicon", "acronym", "words" (all of them stand in its name) or
    "spelling" (nearly so).
    """

    text: str
    how: str
    actors: tuple[ActorCluster, ...]


def resolve(view: View, text: str, lexicon_keys: Callable[[str], Iterable[str]] | None = None) -> Match:
    """The actors a text names: by id, name, alias, the lexicon's names (if `lexicon_keys` gives their keys), acronym, words
    of the name, or near spelling; the first of these that matches.

    Raises BadInput for a text without letters, NotFound with the nearest names.
    """
    folded = looked_up(text)
    if not folded:
        raise BadInput(f"{text!r} is no name: it has no letter or digit; give a name, such as 'pakistani taliban'")
    with view.store.reading() as connection:
        exact = _exact(connection, view, text.strip(), lexicon_keys(text) if lexicon_keys else ())
        if exact is None:
            names = _all_names(connection, view)
    if exact is not None:
        return Match(text, exact[0], tuple(view.actors_of(sorted(exact[1]))))
    if near := _near(folded, names):
        return Match(text, near[0], tuple(view.actors_of([near[1]])))
    raise NotFound(_did_you_mean(view, text, folded, names))


def _exact(connection: Connection, view: View, text: str, keys: Iterable[str]) -> tuple[str, set[str]] | None:
    same = view.identities
    if _shown(connection, view, same.of(text)):
        return ID, {same.of(text)}
    forms: dict[str, set[str]] = {}
    wanted = select(actor_name.c.form, actor.c.id).select_from(actor).join(actor_name, actor_name.c.actor == actor.c.seq)
    for form, actor_id in connection.execute(view.scope.actors(wanted.where(actor_name.c.folded == looked_up(text)))):
        forms.setdefault(form, set()).add(same.of(actor_id))
    known = {key for key in keys if _shown(connection, view, key)}
    if known:
        forms[LEXICON] = known
    return next(((form, forms[form]) for form in (NAME, LEXICON, ALIAS, ACRONYM) if form in forms), None)


def _shown(connection: Connection, view: View, canonical: str) -> bool:
    wanted = select(actor.c.id).where(among(connection, actor.c.id, view.identities.actors(canonical)))
    return connection.scalars(view.scope.actors(wanted)).first() is not None


def _all_names(connection: Connection, view: View) -> dict[str, set[str]]:
    """Every folded name with the canonical ids that bear it."""
    same: SameActors = view.identities
    wanted = select(actor_name.c.folded, actor.c.id).select_from(actor).join(actor_name, actor_name.c.actor == actor.c.seq)
    names: dict[str, set[str]] = {}
    for folded, actor_id in connection.execute(view.scope.actors(wanted.where(actor_name.c.form != ACRONYM))):
        names.setdefault(folded, set()).add(same.of(actor_id))
    return names


def _near(folded: str, names: dict[str, set[str]]) -> tuple[str, str] | None:
    """The one actor whose name has all the words, or else is nearly spelt so; None where there is none, or more than one."""
    from rapidfuzz import fuzz, process

    words = set(folded.split())
    holding = _bearers(names, [name for name in names if words <= set(name.split())])
    if len(holding) == 1:
        return WORDS, min(holding)
    found = process.extract(folded, names.keys(), scorer=fuzz.token_sort_ratio, score_cutoff=CLOSE, limit=None)
    best = max((score for _, score, _ in found), default=0.0)
    nearest = _bearers(names, [name for name, score, _ in found if score == best])
    return (SPELLING, min(nearest)) if len(nearest) == 1 and not holding else None


def _bearers(names: dict[str, set[str]], chosen: Collection[str]) -> set[str]:
    return {bearer for name in chosen for bearer in names[name]}


def _did_you_mean(view: View, text: str, folded: str, names: dict[str, set[str]]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extract(folded, sorted(names), scorer=fuzz.WRatio, score_cutoff=OFFERED, limit=_CHOICES)
    bearers = list(dict.fromkeys(bearer for name, _, _ in found for bearer in sorted(names[name])[:_CHOICES]))
    if not bearers:
        return f"no actor is called {text!r}, nor anything like it; foedus actors lists all"
    shown = list(dict.fromkeys(repr(one.name) for one in view.actors_of(bearers)))[:_CHOICES]
    choices = f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0]
    return f"no actor is called {text!r}; did you mean {choices}? foedus actors lists all"
