"""Names that a list holds: groups, forces, blocs and outlets of the lexicon, and peoples."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark, Match
from foedus.reading.steps.actors.words import Words
from foedus.reading.steps.lexicon import Entry


def mark_lexicon(line: Line, words: Words) -> None:
    """Marks names of the lexicon other than states; "X studio" is the outlet of X."""
    for match in line.matches:
        entries = tuple(f.entry for f in match.forms if f.entry.kind != "state")
        if not entries or not line.free(match.first, match.last) or _indefinite(line, match):
            continue
        outlet = _outlet(line, match.last, words)
        if outlet and entries[0].kind != "media":
            line.take(Mark(match.first, outlet, "media"))
        elif entries[0].kind == "community":
            _mark_communal(line, match, entries, words)
        else:
            line.take(Mark(match.first, match.last, entries[0].kind, entries))


def _mark_communal(line: Line, match: Match, entries: tuple[Entry, ...], words: Words) -> None:
    """A communal group of one word ("Fur", "Dawa") counts only with a noun for its people ("Fur tribesmen")."""
    noun = _noun(line, match.last, words)
    if noun or match.last - match.first > 1:
        line.take(Mark(match.first, match.last + noun, "community", () if noun else entries, common=bool(noun)))


def _indefinite(line: Line, match: Match) -> bool:
    """ "an Islamic State": after an article and before no noun the words are no name."""
    if line.word(match.first - 1) not in ("a", "an") or match.last - match.first == 1:
        return False
    follows = match.last < len(line.tokens) and line.tokens[match.last].glued
    return not follows or line.word(match.last) in ("in", "of", "and", "or", "under", "by")


def _outlet(line: Line, at: int, words: Words) -> int:
    """Where "studio", "media wing" after a name ends; 0 where none follows."""
    if line.word(at) not in words["outlets"] or not line.tokens[at].glued or line.tokens[at].hyphened:
        return 0
    return at + 2 if line.word(at + 1) in words["outlet_parts"] else at + 1


def mark_peoples(line: Line, words: Words) -> None:
    """Peoples and communities of faith: "Uzbeks", "Tuareg rebels", "Waziri tribes"."""
    folded = line.words(0, len(line.tokens))
    for at in range(len(folded)):
        length = words.peoples.longest(folded, at)
        if length and line.tokens[at].capital and line.free(at, at + length):
            noun = _noun(line, at + length, words)
            if noun or _stands_alone(line, at, at + length, words):
                line.take(Mark(at, at + length + noun, "community", common=True))


def _noun(line: Line, at: int, words: Words) -> int:
    """How many words the noun has that the people's name colours."""
    if at >= len(line.tokens) or not line.tokens[at].glued or line.tokens[at].hyphened or line.tokens[at].capital:
        return 0
    following = line.words(at, at + 3)
    return max(words.phrases[name].longest(following, 0) for name in ("rebel_nouns", "community_nouns"))


def _stands_alone(line: Line, first: int, last: int, words: Words) -> bool:
    """A plural, or a name that has none after "the"; not an adjective before another noun."""
    word = line.word(last - 1)
    if word.endswith("s") and not word.endswith("ss"):
        return True
    ends = last >= len(line.tokens) or not line.tokens[last].glued or line.word(last) in words["after_nouns"]
    return ends and line.word(first - 1) == "the"
