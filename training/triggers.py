"""Which word of a quote tells the event: expectation maximisation over the stems of all quotes of a type."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from foedus.reading.readers.trained.labels import KINDS, THING
from training.examples import Event, Example

_STOP = frozenset(
    """
    the and for with from that this was were has had have been are his her its their they who which when while after before
    into over about also not but than then there under against between during since until said would could may might will
    all any other more most some such what where only both each very
    """.split()  # noqa: SIM905  a list of words reads better as words
)


def stem(word: str) -> str:
    """A rough stem: enough to bring attack, attacks, attacked and attacking together."""
    word = word.lower()
    for suffix in ("ations", "ation", "ments", "ment", "ings", "ing", "ions", "ion", "ers", "er", "ed", "es", "s", "e"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 4:
            return word[: -len(suffix)]
    return word


def choose_triggers(batch: Sequence[Example], rounds: int = 8) -> None:
    """Sets each event's trigger: the word of its quote whose stem best tells the type, by EM over all quotes.

    Words inside names, dates and citations cannot be triggers; two events of one type do not share a word where there is another.
    """
    pairs = [(example, event, _candidates(example, event)) for example in batch for event in example.events]
    background = Counter(stem(word.text) for example in batch for word in example.input.words)
    total = sum(background.values())
    weight: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(lambda: 1.0))
    for _ in range(rounds):
        count: dict[int, Counter[str]] = defaultdict(Counter)
        for example, event, words in pairs:
            stems = [stem(example.input.words[i].text) for i in words]
            scores = [weight[event.type][s] for s in stems]
            norm = sum(scores) or 1.0
            for s, score in zip(stems, scores, strict=True):
                count[event.type][s] += score / norm
        for kind, counter in count.items():
            size = sum(counter.values())
            weight[kind] = defaultdict(
                lambda: 1e-6, {s: (c / size) / (background[s] / total + 2e-5) * (c / (c + 1.0)) for s, c in counter.items()}
            )
    for example in batch:
        taken: set[tuple[int, int]] = set()
        for event in example.events:
            words = _candidates(example, event)
            ranked = sorted(words, key=lambda i: (-weight[event.type][stem(example.input.words[i].text)], i))
            event.trigger = next((i for i in ranked[:3] if (event.type, i) not in taken), ranked[0] if ranked else event.quote[0])
            taken.add((event.type, event.trigger))


def _candidates(example: Example, event: Event) -> list[int]:
    inside = {
        i
        for entity in example.entities
        for first, last in entity.mentions
        if KINDS[entity.kind] != THING
        for i in range(first, last)
    }
    inside |= {i for date in example.input.dates for i in range(date.first, date.last)}
    words = [
        i
        for i in range(*event.quote)
        if i not in inside and len(example.input.words[i].text) > 2 and example.input.words[i].text.isalpha()
    ]
    words = [i for i in words if example.input.words[i].text.lower() not in _STOP]
    return words or [i for i in range(*event.quote) if example.input.words[i].text.isalpha()] or [event.quote[0]]
