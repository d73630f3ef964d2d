"""States and their forces: by name, by adjective ("Turkish jets"), by capital ("Islamabad denied")."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Line, Mark, Match
from foedus.reading.steps.actors.words import Words
from foedus.reading.steps.lexicon import Entry, Form, Role

_REACH = 4  # words that may stand between an adjective and the noun it colours
_NOUNS = (("force", "force_nouns"), ("rebels", "rebel_nouns"), ("community", "community_nouns"), ("state", "state_nouns"))


def mark_states(line: Line, words: Words) -> None:
    """Marks every state, force, government and people that a state's name or adjective brings in."""
    for match in line.matches:
        if not line.free(match.first, match.last):
            continue
        by_role: dict[Role, list[Form]] = {
            role: [f for f in match.forms if f.entry.kind == "state" and f.role is role] for role in Role
        }
        if by_role[Role.ADJECTIVE] and _by_adjective(line, match, by_role[Role.ADJECTIVE][0].entry, words):
            continue
        if by_role[Role.NAME]:
            state = by_role[Role.NAME][0].entry
            line.take(Mark(match.first, match.last, "state", (state,), state.name, acting=acts(line, match, words)))
        elif by_role[Role.PEOPLE]:
            line.take(Mark(match.first, match.last, "community", common=True))
        elif by_role[Role.SEAT]:
            _by_seat(line, match, by_role[Role.SEAT][0].entry, words)


def _by_adjective(line: Line, match: Match, state: Entry, words: Words) -> bool:
    """Takes the adjective with its noun; False where it is a name as well and no noun of an actor follows."""
    after = match.last
    if line.word(after) in words["made_by_state"] and line.tokens[after].hyphened:
        line.take(Mark(match.first, match.last, "state", (state,), state.name))
        return True
    following = line.words(after, after + _REACH + 3)
    for skip in range(min(_REACH, len(following))):
        if not line.tokens[after + skip].glued or (skip and following[skip - 1] not in words["modifiers"]):
            break
        found = _noun(following, skip, words)
        if found:
            _take_noun(line, match, state, (found[0], after + skip + found[1]), words)
            return True
    if any(f.role is Role.NAME for f in match.forms):
        return False
    line.take(Mark(match.first, match.last, "state", (state,), state.name, acting=_beside_another(line, match)))
    return True


def _beside_another(line: Line, match: Match) -> bool:
    """ "French and British …", "pro-Iranian": the adjective stands for its state."""
    other = line.match_from(match.last + 1) if line.word(match.last) in ("and", "or") else None
    joined = other is not None and "state" in other.kinds
    return joined or (line.word(match.first - 1) in ("pro", "anti") and line.tokens[match.first].hyphened)


def _noun(following: list[str], skip: int, words: Words) -> tuple[str, int] | None:
    for kind, name in _NOUNS:
        if length := words.phrases[name].longest(following, skip):
            return kind, length
    return None


def _take_noun(line: Line, match: Match, state: Entry, noun: tuple[str, int], words: Words) -> None:
    """Takes the adjective and the noun, which is of the sort and ends at the place that `noun` gives."""
    sort, last = noun
    people = state.key in words["peoples_first"]
    if sort == "state" and line.word(last - 1) in words["state_bodies"]:
        line.take(Mark(match.first, last, "state"))
        line.add(Mark(match.first, match.last, "state", (state,), state.name, acting=False))
    elif sort == "state":
        whole = line.word(last - 1) in words["government_nouns"]
        if people and not whole:
            line.take(Mark(match.first, match.last, "place"))
        else:
            line.take(Mark(match.first, last if whole else match.last, "state", (state,), state.name))
    elif sort == "force":
        line.take(Mark(match.first, last, "force", of=state, owner=match.last - match.first))
        if not people:
            line.add(Mark(match.first, match.last, "state", (state,), state.name, acting=False))
    else:
        line.take(Mark(match.first, last, "community", common=sort == "community"))


def acts(line: Line, match: Match, words: Words) -> bool:
    """Whether a country's name stands for one who acts or is dealt with, rather than for where something was."""
    at = match.first - 1 - (line.word(match.first - 1) == "the")
    before = line.word(at) if match.first and line.tokens[match.first].glued else ""
    if line.tokens[match.last - 1].owns:
        return before not in words["place_words"] or _owns_actor(line, match.last, words)
    if before in ("to", "from", "of", "for"):
        return line.word(at - 1) not in words["place_before"] or line.word(at - 1) in words["state_before"]
    if before in ("and", "or") and (left := line.mark_before(at)):
        return left.acting
    return before not in words["place_words"] and not _ends_place(line, match)


def _ends_place(line: Line, match: Match) -> bool:
    """ "in Maiduguri, Nigeria": the country after a place and a comma."""
    gap = line.tokens[match.first].gap
    return gap == ", " and match.first - 1 in line.places


def _owns_actor(line: Line, at: int, words: Words) -> bool:
    following = line.words(at, at + _REACH)
    return any(
        words.phrases[name].longest(following, skip) for skip in range(len(following)) for name in ("state_nouns", "force_nouns")
    )


def _by_seat(line: Line, match: Match, state: Entry, words: Words) -> None:
    """A capital stands for the government where it speaks, acts or is dealt with; else it is left to be a place."""
    before = line.word(match.first - 1) if match.first and line.tokens[match.first].glued else ""
    follows = match.last < len(line.tokens) and line.tokens[match.last].glued
    speaks = follows and (line.word(match.last) in words["government_verbs"] or line.word(match.last) in words["made_by_state"])
    located = before in words["place_words"] or before == "of"
    owns = line.tokens[match.last - 1].owns and not located
    governed = before in ("to", "from", "of") and line.word(match.first - 2) in words["state_before"]
    dealt = before in words["dealing_words"] or governed
    acts_here = owns or dealt or (speaks and not located and before not in ("from", "to"))
    line.take(Mark(match.first, match.last, "state", (state,)) if acts_here else Mark(match.first, match.last, "place"))
