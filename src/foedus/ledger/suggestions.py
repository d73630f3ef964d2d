"""Who may be the same across documents: never joined by the machine, offered to a person with the reason."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from sqlalchemy import select

from foedus.ledger.identity import identities, is_actor, standing_pairs
from foedus.ledger.names import fold, forms
from foedus.ledger.rows import ACRONYM, NAME
from foedus.ledger.scope import Scope
from foedus.ledger.store import Store
from foedus.ledger.tables import actor, actor_name, document
from foedus.model.judgement import Verdict

# Scores from 0 to 100. They order the list by how seldom such a match misleads; they are no probabilities.
SAME_FULL_NAME, SAME_NAME, SAME_INITIALS, SAME_SHORT_NAME = 100.0, 85.0, 80.0, 70.0
LIKE = 84.0        # similarity of full names from which they are offered; the offer scores a little below
_DISCOUNT = 0.9
_CROWD = 60        # a word that more actors share says too little to compare them all
_PERSON = "person"

_SOFT = re.compile(r"[aeiouhwy]")
_DOUBLE = re.compile(r"(.)\1+")
_ALIKE = str.maketrans("qcgzjvpd", "kkksiibt")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two actors, by the id of one actor each, that a person may judge the same; `why` says what they share."""

    actor_a: str
    actor_b: str
    score: float
    why: str


@dataclass(slots=True)
class _Known:
    """A canonical actor as its documents name it."""

    id: str
    kind: str
    representative: str
    names: dict[str, str] = field(default_factory=dict)
    full: dict[str, str] = field(default_factory=dict)
    initials: set[str] = field(default_factory=set)
    documents: set[int] = field(default_factory=set)


def suggestions(ledger: Store, limit: int | None = None) -> list[Suggestion]:
    """Pairs of actors not yet judged that may be the same, likeliest first; no pair of one document, which its reading kept
    apart, nor of two entries of the lexicon, nor on words without a capital ("militants"), which are nobody's name.

    Where many share a name, each is paired with the first of them only. Near spellings are compared among actors that
    share a word, or a word of the same consonants, so the work grows with the number of actors and not its square.
    """
    with ledger.reading() as connection:
        same = identities(connection, None)
        apart = {
            frozenset((same.of(row.subject), same.of(row.other)))
            for row in standing_pairs(connection, None) if row.verdict == Verdict.NOT_SAME
        }
        names = (actor_name.c.form, actor_name.c.name, actor_name.c.folded)
        wanted = select(actor.c.id, actor.c.kind, document.c.seq.label("document"), *names).select_from(actor)
        wanted = wanted.join(actor_name, actor_name.c.actor == actor.c.seq)
        known: dict[str, _Known] = {}
        for row in connection.execute(Scope().actors(wanted).order_by(actor.c.id, actor_name.c.position)):
            one = known.setdefault(same.of(row.id), _Known(same.of(row.id), row.kind, row.id))
            one.documents.add(row.document)
            if row.form == ACRONYM:
                one.initials.add(row.folded)
                continue
            if row.name.islower() or not row.folded:
                continue
            one.names.setdefault(row.folded, row.name)
            if row.form == NAME:
                one.full.setdefault(row.folded, row.name)
            for other in forms(row.name):
                one.names.setdefault(fold(other), other)
    return _ranked(known, apart, limit)


def _ranked(known: dict[str, _Known], apart: set[frozenset[str]], limit: int | None) -> list[Suggestion]:
    actors = [known[name] for name in sorted(known)]
    best: dict[tuple[str, str], Suggestion] = {}
    for a, b, score, why in (*_sharing(actors), *_alike(actors)):
        pair = (min(a.id, b.id), max(a.id, b.id))
        if frozenset(pair) in apart or not _may_be_one(a, b) or (pair in best and best[pair].score >= score):
            continue
        first, second = sorted((a.representative, b.representative))
        best[pair] = Suggestion(first, second, round(score, 1), why)
    ranked = sorted(best.values(), key=lambda made: (-made.score, made.actor_a, made.actor_b))
    return ranked[:limit]


_Pair = tuple[_Known, _Known, float, str]


def _may_be_one(a: _Known, b: _Known) -> bool:
    both_in_lexicon = not is_actor(a.id) and not is_actor(b.id)
    one_document = len(a.documents | b.documents) == 1
    return not both_in_lexicon and not one_document and (a.kind == _PERSON) == (b.kind == _PERSON)


def _sharing(actors: list[_Known]) -> Iterator[_Pair]:
    """Pairs that share a full name, a name, or the initials of one."""
    by_full: dict[tuple[str, str], list[_Known]] = defaultdict(list)
    by_name: dict[str, list[_Known]] = defaultdict(list)
    for one in actors:
        for folded in one.full:
            by_full[folded, one.kind].append(one)
        for folded in one.names:
            by_name[folded].append(one)
    for (folded, kind), bearers in by_full.items():
        for a, b in _with_first(bearers):
            yield a, b, SAME_FULL_NAME, f"both are called {a.full[folded]!r} in full and are of kind {kind}"
    for folded, bearers in by_name.items():
        for a, b in _with_first(bearers):
            short = a.kind == _PERSON and " " not in folded
            yield a, b, SAME_SHORT_NAME if short else SAME_NAME, f"both are called {a.names[folded]!r}"
    for one in actors:
        for initials in sorted(one.initials):
            for other in by_name.get(initials, [])[:_CROWD]:
                if other is not one:
                    fullest = max(one.full.values(), key=len)
                    yield one, other, SAME_INITIALS, f"{other.names[initials]!r} are the initials of {fullest!r}"


def _with_first(bearers: list[_Known]) -> Iterator[tuple[_Known, _Known]]:
    return ((bearers[0], other) for other in bearers[1:])


def _alike(actors: list[_Known]) -> Iterator[_Pair]:
    """Pairs whose full names are spelt nearly alike."""
    from rapidfuzz import fuzz

    blocks: dict[str, dict[tuple[str, str], _Known]] = defaultdict(dict)
    seen: dict[tuple[str, bool], _Known] = {}
    for one in actors:
        for folded in one.full:
            # Bearers of the very same name are paired already; one of them stands for all.
            if seen.setdefault((folded, one.kind == _PERSON), one) is one:
                for key in _keys(folded):
                    blocks[key][one.id, folded] = one
    compared: set[tuple[str, str]] = set()
    for _, block in sorted(blocks.items()):
        if len(block) > _CROWD:
            continue
        for ((_, name), a), ((_, other), b) in combinations(block.items(), 2):
            if name == other or a is b or (name, other) in compared:
                continue
            compared.add((name, other))
            score = fuzz.token_sort_ratio(name, other, score_cutoff=LIKE)
            if score:
                yield a, b, score * _DISCOUNT, f"{a.full[name]!r} and {b.full[other]!r} are spelt alike ({score:.0f} of 100)"


def _keys(folded: str) -> Iterable[str]:
    """What near spellings have in common: each word, and its consonants, of which like-sounding ones count as one."""
    for word in folded.split():
        yield f"={word}"
        bones = _DOUBLE.sub(r"\1", _SOFT.sub("", word.translate(_ALIKE)))
        if len(bones) > 1:
            yield bones
