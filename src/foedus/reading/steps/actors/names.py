"""Capitalised sequences: organisations by their head word, persons by title, given name or shape, the rest by context."""

from __future__ import annotations

from collections.abc import Iterator

from foedus.reading.steps.actors.document import Habits
from foedus.reading.steps.actors.marks import Line, Mark, Match
from foedus.reading.steps.actors.words import Words

_OPENERS = frozenset({"of", "for", "to", "against"})
_LATIN = frozenset({"de", "del", "para", "por", "da", "do", "des", "du", "pour", "dos", "di"})
_LOWER_HEADS = {
    "faction": "unit", "wing": "unit", "unit": "unit", "brigade": "unit", "battalion": "unit", "regiment": "unit", "column": "unit", "squad": "unit",
    "detachment": "unit", "cell": "unit", "katiba": "unit", "company": "unit", "regiments": "unit", "chapter": "unit", "branch": "unit",
    "group": "group", "movement": "group", "militia": "group", "network": "group", "cartel": "group", "gang": "group", "party": "group",
    "foundation": "media", "agency": "media", "studio": "media", "media": "media", "channel": "media", "radio": "media", "television": "media",
    "clan": "community", "tribe": "community", "tribes": "community", "tribesmen": "community", "elders": "community", "villagers": "community",
    "clans": "community", "chiefs": "community", "people": "community", "nomads": "community", "herders": "community", "communities": "community",
    "community": "community", "families": "community", "refugees": "community", "civilians": "community", "fighters": "community", "rebels": "community",
    "militants": "community", "insurgents": "community", "separatists": "community", "guerrillas": "community", "militias": "community",
    "troops": "force", "soldiers": "force", "police": "force", "army": "force", "forces": "force",
}


def mark_organisations(line: Line, words: Words) -> None:
    """Sequences with a head word: "Front for the Defence of the Sahel", "Gourma Brigade", "Kata'ib al-Ghadab"."""
    at = 0
    while at < len(line.tokens):
        last = _run(line, at, words)
        if last <= at:
            at += 1
            continue
        first = _start(line, at, last, words)
        mark = _organisation(line, first, last, words)
        if mark:
            line.take(mark)
            at = mark.last
        else:
            at = last


def _run(line: Line, at: int, words: Words) -> int:
    """The end of the capitalised sequence beginning here, `at` where none does."""
    tokens = line.tokens
    token = tokens[at]
    starts = token.capital or (token.text[0].isdigit() and at + 1 < len(tokens) and _ordinal(token.text) and _numbers_unit(line, at, words))
    if token.folded in words["particles"] and not token.capital:
        starts = at + 1 < len(tokens) and tokens[at + 1].hyphened and tokens[at + 1].capital
    if not starts or line.taken[at]:
        return at
    last = at + 1
    while last < len(tokens) and not line.taken[last] and tokens[last].glued and not tokens[last - 1].owns:
        step = _step(line, last, words)
        if not step:
            break
        last += step
    return last


def _ordinal(text: str) -> bool:
    return text.isdigit() and len(text) < 4 or text[0].isdigit() and text[-2:] in ("st", "nd", "rd", "th")


def _numbers_unit(line: Line, at: int, words: Words) -> bool:
    """Whether a number counts units ("36th Front", "27 Brigade"), not people or days."""
    following = line.tokens[at + 1 : at + 4]
    return bool(following) and following[0].capital and any(words.heads.get(t.folded) in ("unit", "group") and t.capital for t in following)


def _step(line: Line, at: int, words: Words) -> int:
    """How many words the sequence goes on by: 1 for a capitalised word, more over particles, 0 for its end."""
    tokens = line.tokens
    if tokens[at].capital or (tokens[at].text.isdigit() and len(tokens[at].text) < 4 and not tokens[at].gap == "-"):
        return 1
    reach = at
    while reach < len(tokens) and reach < at + 3 and tokens[reach].folded in words["particles"] and tokens[reach].glued:
        reach += 1
    if reach > at and reach < len(tokens) and tokens[reach].capital and tokens[reach].glued and not line.taken[reach]:
        return reach - at + 1
    return 0


def _start(line: Line, first: int, last: int, words: Words) -> int:
    """Leaves out a sentence's plain first word and titles that only stand before the name."""
    while first < last - 1 and ((first == 0 and line.word(first) in words["plain"] and line.word(first) not in ("islamic", "new", "united", "national", "great")
                                 and not line.tokens[first].text.isupper()) or line.word(first) in ("the", "a", "an")):
        first += 1
    return first


def _organisation(line: Line, first: int, last: int, words: Words) -> Mark | None:
    if last - first == 1 and line.word(first) in words["plain"] and not line.tokens[first].text.isupper():
        return None
    kind, end = _head(line, first, last, words)
    if kind is None:
        return None
    exact = next((m for m in line.matches if m.first <= first and m.last >= end), None)
    if exact:
        return None
    return Mark(first, end, kind)


def _head(line: Line, first: int, last: int, words: Words) -> tuple[str | None, int]:
    heads, stop = words.heads, words["not_actors"]
    folded = [t.folded for t in line.tokens[first:last]]
    if folded[-1] in stop or (len(folded) > 1 and folded[0] in ("operation", "battle", "treaty", "mount", "lake", "camp", "fort", "port", "operación")):
        return None, last
    inner = next((i for i, w in enumerate(folded) if w in _LATIN and i), None)
    if inner and folded[inner - 1] in heads:
        return heads[folded[inner - 1]], last
    if folded[-1] in heads and (end := _extension(line, last, words)):
        if end == last and len(folded) == 1:
            return None, last
        return _kind_of(line, first, last, words), end
    if len(folded) > 1 and folded[0] in heads and not folded[0].isascii() or (len(folded) > 1 and folded[0] in _FOREIGN):
        return heads.get(folded[0], "group"), last
    lower = line.word(last)
    if lower in _LOWER_HEADS and last < len(line.tokens) and line.tokens[last].glued and not line.taken[last] and not _lexical(line, first, last):
        return _LOWER_HEADS[lower], last + 1
    return None, last


_FOREIGN = frozenset({"kataib", "ansar", "jaysh", "jaish", "jund", "jundul", "jundal", "liwa", "harakat", "jabhat", "hizb", "hezb", "tehrik", "lashkar", "jamaat", "jamiat", "saraya", "asaib",
                      "katibat", "frente", "movimiento", "ejercito", "columna", "bloque", "partido", "wilayat", "grupo", "comando", "front", "mouvement", "union", "forces", "jemaah", "ahrar", "fronte", "faylaq", "firqat", "sipah", "harkat", "laskar", "barisan", "angkatan", "tentara", "brigada"})


def _lexical(line: Line, first: int, last: int) -> Match | None:
    return next((m for m in line.matches if m.first <= first and m.last == last), None)


def _kind_of(line: Line, first: int, last: int, words: Words) -> str:
    """The head's kind, corrected by what stands before it: a state's adjective makes an army a force, an ordinal makes a unit."""
    head = line.word(last - 1)
    kind = words.heads[head]
    state = any("state" in m.kinds and m.first >= first and m.last < last for m in line.matches)
    if head in words["force_with_state"]:
        return "force" if state or head in ("police", "navy", "gendarmerie", "marines") else "group"
    if kind == "group" and _ordinal(line.tokens[first].text) and head == "front":
        return "unit"
    return kind


def _extension(line: Line, last: int, words: Words) -> int:
    """Where "of the …", "for … and …" after a head ends."""
    tokens, end, opened = line.tokens, last, False
    while end < len(tokens) and tokens[end].glued and not line.taken[end]:
        word = tokens[end].folded
        if word in _OPENERS or (opened and word in ("and", "in")):
            reach = end + 1
            while reach < len(tokens) and tokens[reach].folded in ("the", "all", "de", "la") and tokens[reach].glued and word != "and":
                reach += 1
            if reach >= len(tokens) or not tokens[reach].capital or not tokens[reach].glued or tokens[reach].folded in words["titles"] | words["months"]:
                break
            if word in ("and", "in") and not _goes_on(line, end, words):
                break
            nxt = _run(line, reach, words)
            if nxt <= reach:
                break
            end, opened = nxt, True
            continue
        break
    return end


def _goes_on(line: Line, at: int, words: Words) -> bool:
    """Whether "and X" or "in X" still belongs to the organisation: an acronym in brackets follows soon, with X in it."""
    tokens = line.tokens
    for look in range(at + 1, min(at + 7, len(tokens))):
        if "(" in tokens[look].gap:
            return tokens[look].text[:2].isupper()
        if not tokens[look].glued:
            return False
    follows = line.word(at + 1)
    return tokens[at].folded == "and" and follows in words["abstract"] and not any(m.first == at + 1 for m in line.matches)


def mark_lexicon(line: Line, words: Words) -> None:
    """Names of the lexicon other than states, and the followers of those that have some."""
    for match in line.matches:
        forms = [f for f in match.forms if f.entry.kind != "state"]
        if forms and line.free(match.first, match.last):
            entries = tuple(f.entry for f in forms)
            if entries[0].kind == "community" and not line.word(match.last) in words["followers"] and len(entries) == 1 and match.last - match.first == 1:
                continue
            line.take(Mark(match.first, match.last, entries[0].kind, entries))


def mark_persons(line: Line, words: Words, habits: Habits) -> None:
    """What is left of the capitalised sequences: persons, and single names by their context."""
    for first, last in list(_sequences(line, words)):
        mark = _person(line, first, last, words, habits)
        if mark:
            line.take(mark)


def _sequences(line: Line, words: Words) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(line.tokens):
        last = _run(line, at, words)
        if last > at:
            yield at, last
        at = max(last, at + 1)


def _person(line: Line, first: int, last: int, words: Words, habits: Habits) -> Mark | None:
    titled = False
    while first < last and (line.word(first) in words["titles"] or (first == 0 and line.word(first) in words["plain"]) or line.word(first) in words["plain"] and not line.tokens[first].text.isupper()):
        titled = titled or line.word(first) in words["titles"]
        first += 1
    titled = titled or line.word(first - 1) in words["titles"] | words["roles"]
    while last > first and (line.word(last - 1) in words["titles"] or line.word(last - 1) in words["months"]):
        last -= 1
    if first >= last:
        return None
    return _classify(line, first, last, titled, words, habits)


def _classify(line: Line, first: int, last: int, titled: bool, words: Words, habits: Habits) -> Mark | None:
    folded = line.words(first, last)
    if any(w in words["not_actors"] for w in folded) or folded[0] in words["months"]:
        return None
    text_is_acronym = last - first == 1 and line.tokens[first].text.isupper() and 2 <= len(folded[0]) <= 7
    if text_is_acronym:
        return Mark(first, last, "group") if _is_body(line, first, words) else None
    person = titled or any(w in words.given_names for w in folded) or any(w in words["person_particles"] for w in folded)
    if not person and any(at in line.places for at in range(first, last)):
        return None
    if last - first >= 2:
        if person or not _locative(line, first, words):
            return Mark(first, last, "person", titled=titled)
        return None
    return _single(line, first, titled, words, habits)


def _is_body(line: Line, at: int, words: Words) -> bool:
    return line.word(at) not in words["plain"] and line.tokens[at].text.isalpha() or "-" in line.tokens[at].text


def _locative(line: Line, first: int, words: Words) -> bool:
    before = line.word(first - 1)
    return before in ("in", "at", "near", "from", "to", "into", "toward", "towards", "outside", "around", "of", "across", "on", "through", "called", "village", "town")


def _single(line: Line, at: int, titled: bool, words: Words, habits: Habits) -> Mark | None:
    """One capitalised word that no list knows: a person or a group only if the text treats it as one that acts."""
    token = line.tokens[at]
    if titled or token.folded in habits.surnames:
        return Mark(at, at + 1, "person", titled=titled)
    if at == 0 and (token.folded in habits.lower or token.folded in words["plain"]):
        return None
    if _locative(line, at, words) or len(token.text) < 3:
        return None
    ahead = line.word(at + 1)
    follows = at + 1 < len(line.tokens) and line.tokens[at + 1].glued
    if follows and ahead in words["followers"]:
        return Mark(at, at + 1, "group")
    if follows and ahead in words["person_verbs"] and (at > 0 or token.folded in habits.capital):
        return Mark(at, at + 1, "group" if line.word(at - 1) == "the" else "person")
    if token.owns and (at > 0 or token.folded in habits.capital or ahead in words["roles"] | words["followers"]):
        return Mark(at, at + 1, "person")
    if line.word(at - 1) in ("by", "with", "against", "between", "and") and at > 0 and token.folded in habits.capital:
        return Mark(at, at + 1, "person")
    return None
