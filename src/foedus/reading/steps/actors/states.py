"""States and their forces: by name, by adjective ("Turkish jets"), by capital ("Islamabad denied")."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark, Match
from foedus.reading.steps.actors.words import Words
from foedus.reading.steps.lexicon import Entry, Form, Role

_REACH = 4  # words that may stand between an adjective and the noun it colours
_LED = frozenset({"backed", "led", "supported", "sponsored", "funded", "financed", "armed", "trained", "allied", "brokered", "aligned", "supplied",
                  "equipped", "mediated", "controlled", "imposed", "installed", "run"})


def mark_states(line: Line, words: Words) -> None:
    """Marks every state, force, government and people that a state's name or adjective brings in."""
    for match in line.matches:
        if not line.free(match.first, match.last):
            continue
        by_role = {role: [f for f in match.forms if f.entry.kind == "state" and f.role is role] for role in Role}
        if by_role[Role.ADJECTIVE] and _by_adjective(line, match, by_role[Role.ADJECTIVE], words):
            continue
        if by_role[Role.NAME]:
            _by_name(line, match, by_role[Role.NAME][0].entry, words)
        elif by_role[Role.PEOPLE]:
            line.take(Mark(match.first, match.last, "community", common=True))
        elif by_role[Role.SEAT]:
            _by_seat(line, match, by_role[Role.SEAT][0].entry, words)


def _by_adjective(line: Line, match: Match, forms: list[Form], words: Words) -> bool:
    """Takes the adjective with its noun; False where no noun of an actor follows."""
    state = forms[0].entry
    after = match.last
    if line.word(after) in _LED and line.tokens[after].hyphened:
        line.take(Mark(match.first, match.last, "state", (state,), state.name))
        return True
    following = line.words(after, after + _REACH + 3)
    for skip in range(min(_REACH, len(following))):
        if skip and (following[skip - 1] not in words["modifiers"] or not line.tokens[after + skip].glued):
            break
        if not line.tokens[after + skip].glued and skip == 0:
            break
        found = _noun(following, skip, words)
        if found:
            kind, length = found
            _take_noun(line, match, state, kind, after + skip + length)
            return True
    line.take(Mark(match.first, match.last, "state", (state,), state.name, acting=False))
    return True


def _noun(following: list[str], skip: int, words: Words) -> tuple[str, int] | None:
    for kind, name in (("force", "force_nouns"), ("rebels", "rebel_nouns"), ("community", "community_nouns"), ("state", "state_nouns")):
        if length := words.phrases[name].longest(following, skip):
            return kind, length
    return None


def _take_noun(line: Line, match: Match, state: Entry, kind: str, last: int) -> None:
    if kind == "state":
        line.take(Mark(match.first, last if _is_government(line, last - 1) else match.last, "state", (state,), state.name))
    else:
        line.take(Mark(match.first, last, "community" if kind == "rebels" else kind))
        line.marks.append(Mark(match.first, match.last, "state", (state,), state.name, acting=False))


def _is_government(line: Line, at: int) -> bool:
    return line.word(at) in ("government", "governments", "regime", "authorities", "state", "republic")


def _by_name(line: Line, match: Match, state: Entry, words: Words) -> None:
    line.take(Mark(match.first, match.last, "state", (state,), state.name, acting=acts(line, match, words)))


def acts(line: Line, match: Match, words: Words) -> bool:
    """Whether a country's name stands for one who acts or is dealt with, rather than for where something was."""
    before, ahead = line.word(match.first - 1), line.word(match.last)
    if before == "the":
        before = line.word(match.first - 2)
    if line.tokens[match.last - 1].owns:
        return _owned_acts(line, match.last, words) or before not in words["place_words"]
    if before in ("to", "from", "of", "for"):
        return _governed(line, match, before, words)
    if before in words["place_words"]:
        return False
    if ahead and not line.tokens[match.last].glued and line.tokens[match.last].gap.startswith(",") and before == "":
        return False
    return True


def _owned_acts(line: Line, at: int, words: Words) -> bool:
    following = line.words(at, at + _REACH)
    return any(words.phrases[name].longest(following, skip) for skip in range(len(following)) for name in ("state_nouns", "force_nouns"))


def _governed(line: Line, match: Match, preposition: str, words: Words) -> bool:
    at = match.first - 2 if line.word(match.first - 1) != "the" else match.first - 3
    return line.word(at) in words["state_before"] and preposition != ""


def _by_seat(line: Line, match: Match, state: Entry, words: Words) -> None:
    """A capital stands for the government where it speaks or acts; else it is left to be a place."""
    ahead, token = line.word(match.last), line.tokens[match.last - 1]
    before = line.word(match.first - 1)
    speaks = ahead in words["government_verbs"] and line.tokens[match.last].glued
    owns = token.owns and _owned_acts(line, match.last, words)
    if (speaks or owns) and before not in words["place_words"] | {"of", "from", "to", "outside", "near"}:
        line.take(Mark(match.first, match.last, "state", (state,)))
    else:
        line.take(Mark(match.first, match.last, "place"))
