"""Applies the rules to a text from left to right, with what has been told so far."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from foedus.reading.steps.dates import offsets
from foedus.reading.steps.dates.ahead import looks_ahead
from foedus.reading.steps.dates.calendar import CALENDAR
from foedus.reading.steps.dates.context import Context, Settled
from foedus.reading.steps.dates.lengths import LENGTHS
from foedus.reading.steps.dates.moments import Moment
from foedus.reading.steps.dates.offsets import OFFSETS
from foedus.reading.steps.dates.relations import RELATIVE
from foedus.reading.steps.dates.span import Meaning, Rule, Span
from foedus.reading.steps.dates.tokens import Token, tokens

RULES = (*CALENDAR, *RELATIVE, *OFFSETS, *LENGTHS)
_EVENT = 40        # words after "two weeks before" within which the date of the event is looked for
_ABSOLUTE = frozenset({"month day", "day month", "day pair", "month", "year", "iso", "season of year", "weekday"})


@dataclass(frozen=True, slots=True)
class Found:
    """The tokens `first` to `last` mean this; `bracketed` if they stand in round brackets; `rule` names the rule."""

    first: int
    last: int
    meaning: Meaning
    bracketed: bool
    rule: str


@cache
def _compiled() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    # The lookahead finds a match at every token, also inside another match.
    return tuple((rule, re.compile(f"(?=({rule.pattern}))")) for rule in RULES)


def _candidates(letters: str) -> dict[int, list[tuple[int, int, Rule]]]:
    """By first token: the matches there, longest first, then in the order of the rules."""
    table: dict[int, list[tuple[int, int, Rule]]] = {}
    for order, (rule, pattern) in enumerate(_compiled()):
        for match in pattern.finditer(letters):
            if match.end(1) > match.start():
                table.setdefault(match.start(), []).append((match.start() - match.end(1), order, rule))
    for matches in table.values():
        matches.sort(key=lambda item: item[:2])
    return table


def scan(text: str, published: Moment | None, nearest: bool = False) -> tuple[list[Token], list[Found]]:
    """All expressions of time in the text, in order, none overlapping another."""
    return _Scanner(tokens(text), Context(published, nearest)).run()


class _Scanner:
    """One pass over the tokens of a text."""

    def __init__(self, words: list[Token], context: Context) -> None:
        self.words, self.context = words, context
        self.table = _candidates("".join(token.kind for token in words))

    def run(self) -> tuple[list[Token], list[Found]]:
        found: list[Found] = []
        depth, index = 0, 0
        while index < len(self.words):
            kind = self.words[index].kind
            depth = 0 if kind == "|" else max(0, depth + (kind == "(") - (kind == ")"))
            if kind in ".|":
                self.context.told_year = None
            self.context.bracketed = depth > 0
            hit = self._hit(index)
            if hit is None:
                index += 1
                continue
            found.append(hit)
            index = hit.last
            self._remember(hit)
        return self.words, found

    def _hit(self, index: int, rules: frozenset[str] | None = None) -> Found | None:
        """The longest match at this token that means something."""
        matches = self.table.get(index, ())
        if not matches:
            return None
        self.context.ahead = looks_ahead(self.words, index, index - matches[0][0])
        for length, _, rule in matches:
            if rules is not None and rule.name not in rules:
                continue
            span = Span(self.words, index, index - length)
            meaning = self._from_event(span) if rule.name == "offset" else rule.means(span, self.context)
            if meaning is not None:
                return Found(index, index - length, meaning, self.context.bracketed, rule.name)
        return None

    def _from_event(self, span: Span) -> Meaning | None:
        """A distance before or after something: from the next date of the sentence, else from the date told last."""
        event = None
        if offsets.points_at_event(span):
            event = self._date_after(span.last)
            if event is None and not offsets.points_back(span):
                return offsets.from_unknown(span, self.context)
        return offsets.before_or_after(span, self.context, event)

    def _date_after(self, index: int) -> Moment | None:
        for at in range(index, min(len(self.words), index + _EVENT)):
            if self.words[at].kind in ".|;(":
                return None
            hit = self._hit(at, _ABSOLUTE)
            if hit is not None:
                return hit.meaning.settled.moment
        return None

    def _remember(self, hit: Found) -> None:
        context, settled = self.context, hit.meaning.settled
        moment = settled.until or settled.moment
        if moment is None or hit.bracketed or not (hit.meaning.calendar or context.nearest):
            return
        context.told = moment
        explicit = any(token.kind in "yI" for token in self.words[hit.first : hit.last])
        if explicit or (context.told_year and not _by_publication(settled)):
            context.told_year = moment
        elif _by_publication(settled):
            context.told_year = None


def _by_publication(settled: Settled) -> bool:
    return settled.anchor is not None and settled.anchor.startswith("published")
