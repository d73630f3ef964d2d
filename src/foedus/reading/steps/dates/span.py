"""What a rule sees and what it gives: a stretch of tokens, and a meaning."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from foedus.reading.steps.dates.context import Context, Settled
from foedus.reading.steps.dates.tokens import Token


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means. `kind` and `value` are its TIMEX3 type and value; `settled` its place in the calendar.

    `calendar` is False for what is no date a claim could have: times of day, durations, "now", "recently".
    """

    kind: str
    value: str
    settled: Settled
    calendar: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """The tokens `all[first:last]` that a rule matched."""

    all: Sequence[Token]
    first: int
    last: int

    def __iter__(self) -> Iterator[Token]:
        return (self.all[index] for index in range(self.first, self.last))

    def get(self, kinds: str) -> Token | None:
        """The first token of one of these classes."""
        return next((token for token in self if token.kind in kinds), None)

    def has(self, kinds: str) -> bool:
        """Whether a token of one of these classes is among them."""
        return self.get(kinds) is not None

    @property
    def before(self) -> Token | None:
        """The token just before, None at the start of the text."""
        return self.all[self.first - 1] if self.first else None

    @property
    def after(self) -> Token | None:
        """The token just after, None at the end of the text."""
        return self.all[self.last] if self.last < len(self.all) else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A regular expression over class letters, and what it means; None where the words are no such thing after all."""

    name: str
    pattern: str
    means: Callable[[Span, Context], Meaning | None]
