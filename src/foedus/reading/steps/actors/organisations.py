"""Organisations by their head word: "Front for the Defence of the Delta", "Red Valley Brigade", "Kata'ib al-Nasr"."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark
from foedus.reading.steps.actors.sequences import is_ordinal, run
from foedus.reading.steps.actors.words import Words

_ACRONYM_WITHIN = 7  # words within which an acronym in brackets shows that a name goes on


def mark_organisations(line: Line, words: Words) -> None:
    """Marks the sequences that have a head word. A heading shows none, since it capitalises everything."""
    at = 0
    while at < len(line.tokens) and not line.heading:
        last = run(line, at, words)
        if last > at:
            mark = _organisation(line, _start(line, at, last, words), last, words)
            if mark:
                line.take(mark)
                last = mark.last
        at = max(last, at + 1)


def _start(line: Line, first: int, last: int, words: Words) -> int:
    """Leaves out an article and a sentence's plain first word."""
    while first < last - 1:
        word, token = line.word(first), line.tokens[first]
        opens = first == 0 and word in words["plain"] and word not in words["body_words"] and not token.text.isupper()
        if not opens and word not in ("the", "a", "an"):
            break
        first += 1
    return first


def _organisation(line: Line, first: int, last: int, words: Words) -> Mark | None:
    if last - first == 1 and line.word(first) in words["plain"] and not line.tokens[first].text.isupper():
        return None
    kind, end = _head(line, first, last, words)
    listed = line.match_over(first)
    if kind is None or (listed and listed.last >= end):
        return None
    owner = line.match_from(first)
    if kind == "force" and owner and "state" in owner.kinds:
        return Mark(first, end, kind, of=owner.forms[0].entry, owner=owner.last - owner.first)
    return Mark(first, end, kind)


def _head(line: Line, first: int, last: int, words: Words) -> tuple[str | None, int]:
    """The kind that the head word gives, None where there is none, and where the name ends."""
    folded = line.words(first, last)
    several = len(folded) > 1
    if folded[-1] in words["not_actors"] or (
        several and folded[0] in words["not_actor_openings"] and folded[-1] not in words.heads
    ):
        return None, last
    inner = next((i for i, w in enumerate(folded) if i and w in words["latin_joiners"]), 0)
    if inner and folded[inner - 1] in words.heads:
        return words.heads[folded[inner - 1]], last
    if folded[-1] in words.heads:
        end = _extension(line, last, words)
        return (_kind_of(line, first, last, words), end) if several or end > last else (None, last)
    if several and folded[0] in words["heads_in_front"]:
        return words.heads.get(folded[0], "group"), last
    return _small_head(line, first, last, words)


def _small_head(line: Line, first: int, last: int, words: Words) -> tuple[str | None, int]:
    """A head written small after the name: "Nidal agency", "Kasule faction"."""
    kind = words.small_heads.get(line.word(last))
    match = line.match_over(first)
    known = match is not None and match.last == last
    if kind and not known and line.tokens[last].glued and not line.taken[last]:
        return kind, last + 1
    return None, last


def _kind_of(line: Line, first: int, last: int, words: Words) -> str:
    """The head's kind, corrected by what stands before it: a state's adjective makes an army a force, an ordinal makes a unit."""
    head = line.word(last - 1)
    kind = words.heads[head]
    if head in words["force_with_state"]:
        return "force" if _is_force(line, first, last, words) else "group"
    if kind == "group" and head == "front" and is_ordinal(line.tokens[first].text):
        return "unit"
    return kind


def _is_force(line: Line, first: int, last: int, words: Words) -> bool:
    named = set(line.words(first, last - 1))
    if line.word(last - 1) in words["always_force"]:
        return True
    if named & words["rebel_words"]:
        return False
    inside = (line.match_from(at) for at in range(first, last))
    return bool(named & words["force_words"]) or any(m and "state" in m.kinds and m.last < last for m in inside)


def _extension(line: Line, last: int, words: Words) -> int:
    """Where "of the …", "for … and …" after a head ends; `last` where nothing follows."""
    end, opened = last, False
    while end < len(line.tokens) and line.tokens[end].glued and not line.taken[end]:
        word = line.tokens[end].folded
        if word not in words["openers"] and not (opened and word in ("and", "in") and _goes_on(line, end, words)):
            break
        reach = _over_articles(line, end + 1, words) if word in words["openers"] else end + 1
        if not _names_on(line, reach, words):
            break
        end, opened = run(line, reach, words), True
    return end


def _over_articles(line: Line, at: int, words: Words) -> int:
    while at < len(line.tokens) and line.tokens[at].glued and line.word(at) in words["inner_articles"]:
        at += 1
    return at


def _names_on(line: Line, at: int, words: Words) -> bool:
    if at >= len(line.tokens) or line.taken[at]:
        return False
    token = line.tokens[at]
    titled = token.folded in words["titles"] and token.folded not in words["abstract"]
    return token.capital and token.glued and not titled and token.folded not in words["months"]


def _goes_on(line: Line, at: int, words: Words) -> bool:
    """Whether "and X" or "in X" still belongs to the organisation: an acronym in brackets follows soon, or X is an aim."""
    tokens = line.tokens
    for look in range(at + 1, min(at + _ACRONYM_WITHIN, len(tokens))):
        if "(" in tokens[look].gap:
            return tokens[look].text[:2].isupper()
        if not tokens[look].glued:
            return False
    return tokens[at].folded == "and" and line.word(at + 1) in words["abstract"] and line.match_from(at + 1) is None
