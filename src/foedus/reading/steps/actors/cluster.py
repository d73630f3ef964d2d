"""An actor in the making: where it is named, by which forms."""

from __future__ import annotations

from dataclasses import dataclass, field

from foedus.reading.steps.lexicon import Entry, key


@dataclass(slots=True)
class Cluster:
    """`spans` are where it is named or referred to; `forms` its names, first come first, with how often each stands.

    `canonical` is the name to give it where the text has none of its own; `acting` whether anything shows that it acts or is
    dealt with; `common` whether only common nouns name it; `joined` the cluster it turned out to be.
    """

    kind: str
    entry: Entry | None
    canonical: str | None = None
    acting: bool = False
    common: bool = False
    forms: dict[str, int] = field(default_factory=dict)
    spans: set[tuple[int, int]] = field(default_factory=set)
    joined: Cluster | None = None

    def add(self, text: str, span: tuple[int, int], *, named: bool) -> None:
        """A mention; `named` whether its words are a name of the actor rather than a reference to it."""
        self.spans.add(span)
        if named:
            self.forms[text] = self.forms.get(text, 0) + 1

    def root(self) -> Cluster:
        """The cluster this one now is."""
        at = self
        while at.joined is not None:
            at = at.joined
        return at

    def join(self, other: Cluster) -> None:
        """Takes in another cluster, which from now on is this one."""
        self.spans |= other.spans
        for form, count in other.forms.items():
            self.forms[form] = self.forms.get(form, 0) + count
        self.entry = self.entry or other.entry
        self.acting |= other.acting
        self.common &= other.common
        other.joined = self

    @property
    def name(self) -> str:
        """The fullest form of the text; a state seen only as an adjective, a capital or an acronym has the state's name."""
        if self.kind == "state" and self.entry:
            own = {key(form) for form in (self.entry.name, *self.entry.aliases)}
            full = [form for form in self.forms if key(form) in own and not is_short(form)]
            canonical = self.canonical or self.entry.name
            return max(full, key=lambda form: (form == canonical, len(form), form), default=canonical)
        spelled = [form for form in self.forms if not is_short(form)] or list(self.forms)
        return max(spelled, key=lambda form: (len(key(form)), len(form), form))


def is_short(form: str) -> bool:
    """Whether it is an acronym."""
    return form.replace(".", "").replace("/", "").replace("-", "").isupper()
