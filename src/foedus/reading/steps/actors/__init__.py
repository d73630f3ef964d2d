"""Actors named in running text (codebook, "Actors"): who acts, is acted on, or stands in a tie.

Names of the lexicon, organisations by their head word, persons by title and shape, states and their forces by adjective,
communities by noun. An actor that is in no list is still found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from foedus.model.actor import Actor
from foedus.model.source import Document
from foedus.reading.steps.actors.apposition import join_second_names
from foedus.reading.steps.actors.cluster import Cluster
from foedus.reading.steps.actors.commons import mark_common, mark_followers
from foedus.reading.steps.actors.coreference import home, refer, referred, refers
from foedus.reading.steps.actors.document import Habits, habits, is_heading
from foedus.reading.steps.actors.lexical import scan
from foedus.reading.steps.actors.listed import mark_lexicon, mark_peoples
from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.organisations import mark_organisations
from foedus.reading.steps.actors.persons import mark_persons
from foedus.reading.steps.actors.resolve import Resolver, actors, countries_of
from foedus.reading.steps.actors.states import mark_states
from foedus.reading.steps.actors.tokens import Spans, tokens
from foedus.reading.steps.actors.words import Words, words
from foedus.reading.steps.lexicon import lexicon
from foedus.reading.steps.places import FoundPlace
from foedus.reading.steps.sentences import Sentence


def find(
    document: Document, sentences: Sequence[Sentence], places: Sequence[FoundPlace] = (), ignore: Sequence[tuple[int, int]] = ()
) -> tuple[Actor, ...]:
    """The actors of a document in order of first mention; each mention is a half-open offset pair.

    `places` keep names that are only places from becoming actors; nothing inside the spans of `ignore` (citations) is read.
    """
    known = words()
    lines = _lines(document, sentences, places, ignore)
    seen = habits(line.tokens for line in lines)
    for line in lines:
        _mark_bodies(line, known)
    seen = replace(seen, surnames=_surnames(lines, known, seen))
    for line in lines:
        mark_persons(line, known, seen)
        mark_followers(line, known)
        mark_common(line, known)
    return _resolved(document, lines, known)


def _resolved(document: Document, lines: Sequence[Line], known: Words) -> tuple[Actor, ...]:
    resolver = Resolver(document, countries_of(lines), known)
    made: list[dict[int, Cluster]] = []
    later: list[tuple[Line, Mark]] = []
    for line in lines:
        clusters: dict[int, Cluster] = {}
        for mark in sorted(line.marks, key=lambda m: (m.first, m.last)):
            if refers(mark):
                later.append((line, mark))
            elif cluster := resolver.add(line, mark):
                clusters[mark.first] = cluster
        join_second_names(document, line, clusters, known)
        made.append(clusters)
    refer(lines, made, known)
    state = home(resolver.clusters)
    for line, mark in later:
        resolver.refer_or_add(line, mark, referred(resolver, line, mark, state, known))
    return actors(document, resolver.clusters)


def _lines(
    document: Document, sentences: Sequence[Sentence], places: Sequence[FoundPlace], ignore: Sequence[tuple[int, int]]
) -> list[Line]:
    bundled = lexicon()
    named, barred = Spans((p.start, p.end) for p in places), Spans(ignore)
    lines = []
    for sentence in sentences:
        found = tokens(document.text, sentence, barred)
        at = frozenset(i for i, t in enumerate(found) if named.holds(t.start))
        lines.append(Line(found, scan(found, bundled), at, is_heading(found, document.text[sentence.start : sentence.end])))
    return lines


def _mark_bodies(line: Line, known: Words) -> None:
    mark_organisations(line, known)
    mark_states(line, known)
    mark_lexicon(line, known)
    mark_peoples(line, known)


def _surnames(lines: Sequence[Line], known: Words, seen: Habits) -> frozenset[str]:
    """Last words of full personal names, from a first pass over copies of the lines."""
    found = set()
    for line in lines:
        copy = Line(line.tokens, line.matches, line.places, line.heading)
        copy.taken = list(line.taken)
        mark_persons(copy, known, seen)
        found |= {line.tokens[m.last - 1].folded for m in copy.marks if m.kind == "person" and m.last - m.first > 1}
    return frozenset(found)
