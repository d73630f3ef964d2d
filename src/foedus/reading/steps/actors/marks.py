"""What the recognisers of this step hand to one another: marks on the tokens of one sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from foedus.reading.steps.actors.tokens import Token
from foedus.reading.steps.lexicon import Entry, Form


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `first` to `last` (half-open) bear a name of the lexicon; `forms` are what it may mean."""

    first: int
    last: int
    forms: tuple[Form, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds it may be of."""
        return frozenset(form.entry.kind for form in self.forms)


@dataclass(frozen=True, slots=True)
class Mark:
    """An actor named at tokens `first` to `last` (half-open).

    `kind` is the actor kind, or "place" for words that are only a place; `entries` what the lexicon holds under this name
    (several where it does not settle it); `name` a canonical name that stands for the words (a state seen as an adjective),
    None where the words are the name; `acting` False where the words may only say where or what, so that alone they make no
    actor; `common` whether only common nouns name it; `of` the state whose force it is, its name or adjective being the first
    `owner` words.
    """

    first: int
    last: int
    kind: str
    entries: tuple[Entry, ...] = ()
    name: str | None = None
    acting: bool = True
    common: bool = False
    of: Entry | None = None
    owner: int = 0


@dataclass(slots=True)
class Line:
    """A sentence at work: its tokens, which of them are taken, and the marks so far."""

    tokens: list[Token]
    matches: list[Match]
    places: frozenset[int] = frozenset()
    heading: bool = False
    marks: list[Mark] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    _first_ending: dict[int, Mark] = field(default_factory=dict)
    _match_over: list[Match | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken = [token.barred for token in self.tokens]
        self._match_over = [None] * len(self.tokens)
        for match in self.matches:
            self._match_over[match.first : match.last] = [match] * (match.last - match.first)

    def free(self, first: int, last: int) -> bool:
        """Whether none of the tokens is taken."""
        return not any(self.taken[first:last])

    def add(self, mark: Mark) -> None:
        """Adds a mark whose tokens are taken by another."""
        self.marks.append(mark)
        self._first_ending.setdefault(mark.last, mark)

    def take(self, mark: Mark) -> None:
        """Adds a mark and takes its tokens."""
        self.add(mark)
        for at in range(mark.first, mark.last):
            self.taken[at] = True

    def mark_before(self, at: int) -> Mark | None:
        """The mark, of several the first added, that ends right before a token."""
        return self._first_ending.get(at)

    def match_over(self, at: int) -> Match | None:
        """The name of the lexicon that a token belongs to; None outside the sentence."""
        return self._match_over[at] if 0 <= at < len(self.tokens) else None

    def match_from(self, at: int) -> Match | None:
        """The name of the lexicon that begins at a token."""
        match = self.match_over(at)
        return match if match is not None and match.first == at else None

    def word(self, at: int) -> str:
        """The folded word at a place, empty outside the sentence."""
        return self.tokens[at].folded if 0 <= at < len(self.tokens) else ""

    def words(self, first: int, last: int) -> list[str]:
        """The folded words from first to last, as far as the sentence reaches."""
        return [token.folded for token in self.tokens[max(0, first) : last]]
