"""Finds names of the lexicon among the tokens of a sentence: the longest at each place, spelling checked."""

from __future__ import annotations

from foedus.reading.steps.actors.marks import Match
from foedus.reading.steps.actors.tokens import Token
from foedus.reading.steps.lexicon import Form, Lexicon, Role

_ARTICLES = frozenset({"al", "el", "as", "an", "ar", "az", "ash", "at", "ad"})
_INNER = frozenset({"al", "e", "i", "ul", "wa", "wal", "the"})  # particles that need no hyphen inside a name


def scan(tokens: list[Token], lexicon: Lexicon) -> list[Match]:
    """The names in order of the text, none overlapping another."""
    found: list[Match] = []
    at = 0
    while at < len(tokens):
        match = _match(tokens, at, lexicon) if tokens[at].key else None
        if match is None:
            at += 1
            continue
        found.append(match)
        at = match.last
    return found


def _match(tokens: list[Token], at: int, lexicon: Lexicon) -> Match | None:
    longest = lexicon.longest(tokens[at].key)
    if not longest:
        return None
    compared: list[str] = []
    best: Match | None = None
    first = _with_article(tokens, at)
    for last in range(at, len(tokens)):
        token = tokens[last]
        if last > at and not (token.glued or token.owned):
            break
        if token.key:
            compared.append(token.key)
            if len(compared) > longest:
                break
            forms = tuple(f for f in lexicon.forms(tuple(compared)) if _spelled(tokens[first : last + 1], tokens[at], f))
            if forms:
                best = Match(first, last + 1, forms)
        elif not (_holds(tokens, last) or token.folded in _INNER):
            break
    return best


def _holds(tokens: list[Token], at: int) -> bool:
    """Whether a hyphen joins the particle to the word before or after it."""
    return tokens[at].hyphened or (at + 1 < len(tokens) and tokens[at + 1].hyphened)


def _with_article(tokens: list[Token], at: int) -> int:
    """The place of the article joined to the name ("al-Qaeda", "Al Shabaab"), or the name's own."""
    if at and tokens[at - 1].folded in _ARTICLES and tokens[at].glued and not tokens[at - 1].barred:
        before = tokens[at - 1]
        if tokens[at].hyphened or before.folded in ("al", "el"):
            return at - 1
    return at


def _spelled(span: list[Token], first: Token, form: Form) -> bool:
    """Whether capitals are where the form has them: an acronym in capitals, a name with at least its first word capitalised."""
    if form.capitals:
        letters = "".join(t.text for t in span if t.key)
        return letters.upper() == letters and first.capital
    if form.text.startswith("the ") and first.gap != " ":
        return False
    if form.role is Role.NAME and _small(form.text):
        return True
    named = [t for t in span if t.key]
    return (first.capital and named[-1].text[0].isupper()) or named[-1].text[0].isdigit()


def _small(text: str) -> bool:
    """Whether the name is written small ("mujahideen", "anti-balaka")."""
    return not any(c.isupper() for c in text)
