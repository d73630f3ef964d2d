"""From the network's probabilities to claims over one window. The vocabulary is obeyed: a person leads a group, not a place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from foedus.model.vocabulary import PLACE as PLACE_KIND
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.trained.agreement import agreed, raised
from foedus.reading.readers.trained.brain import Brain, Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.cluster import Spotted, group, pick
from foedus.reading.readers.trained.features import Mark, WindowInput
from foedus.reading.readers.trained.labels import CERTAINTIES, EVENTS, KINDS, PLACE, RELATIONS, SLOTS, STATUSES, THING
from foedus.reading.readers.trained.thresholds import Thresholds
from foedus.reading.readers.trained.timing import standing

_SAME_WORDS_APART = 3  # two triggers of one type nearer than this are one event
_NAMES_COUNT = (0.3, 3.0, 10.0)  # how much the attention to a sentence counts that names none, one or both ends
_OF_MANY = ("present_in", "designates")  # one sentence often tells such ties of one actor with many
_LESS_SURE = 0.35  # how far below the surest of its siblings a tie may stay
_MOST_TRIGGERS = 80  # in one window; a bound on the work a hostile text can cause


Tie = tuple[int, int, int]  # two entities of a window and a relation type, by index


@dataclass(frozen=True, slots=True)
class EntityHere:
    """An entity of the window: the mentions that name it (indices into the window's mentions) and its kind by their vote."""

    mentions: tuple[int, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class EventHere:
    """An event by its trigger word, with the entities in its people slots and at its place, and its date and counts by index."""

    type: str
    trigger: int
    confidence: float
    certainty: str
    status: str
    attributed: bool
    people: tuple[tuple[str, int], ...]
    place: int | None
    date: int | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class RelationHere:
    """A relation between two entities; `sentence` is the window's sentence number that the pair attends to most."""

    type: str
    a: int
    b: int
    confidence: float
    certainty: str
    sentence: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class WindowClaims:
    """What one window yields, in terms of its words."""

    mentions: tuple[Spotted, ...]
    entities: tuple[EntityHere, ...]
    events: tuple[EventHere, ...]
    relations: tuple[RelationHere, ...]


def decode(prepared: Prepared, window: WindowInput, brain: Brain, bars: Thresholds) -> WindowClaims:
    """The claims of one window of the document."""
    look = brain.first_look(window)
    mentions = [m for m in pick(look.spans, bars.mention) if _one_name(window, m)]
    entity_of = group(window, mentions, brain.same(look, _shown(mentions)), bars.same) if mentions else []
    for country in _countries(window, mentions):
        mentions.append(country)
        entity_of.append(max(entity_of) + 1)
    shown = _shown(mentions)
    entities = _entities(mentions, entity_of)
    triggers = _triggers(look.triggers, window, bars)
    second = brain.second_look(look, window, Cast(shown, tuple(entity_of), tuple(triggers)))
    spans = [(window.words[m.first].start, window.words[m.last - 1].end) for m in mentions]
    found = agreed(prepared, window, [(entity.kind, [spans[i] for i in entity.mentions]) for entity in entities])
    second = replace(second, relations=raised(second.relations, found, bars.agreement))
    events = tuple(_event(look, second, window, entities, (n, word, kind), bars) for n, (word, kind) in enumerate(triggers))
    return WindowClaims(tuple(mentions), entities, events, _relations(brain, second, window, (mentions, entities), bars))


def _one_name(window: WindowInput, mention: Spotted) -> bool:
    """Whether the words are one name and not a list or a broken bracket."""
    words = [window.words[i].text for i in range(mention.first, mention.last)]
    return not {",", ";", ":"} & set(words) and words.count("(") == words.count(")")


def _shown(mentions: Sequence[Spotted]) -> tuple[tuple[int, int, int], ...]:
    return tuple((m.first, m.last, m.kind) for m in mentions)


def _countries(window: WindowInput, mentions: Sequence[Spotted]) -> list[Spotted]:
    """States named by a word that is also a place, once more as the place: "in Pakistan", "Pakistan said"."""
    return [
        replace(m, kind=KINDS.index(PLACE))
        for m in mentions
        if m.kind == KINDS.index("state") and all(window.marks[i] >> Mark.IN_PLACE & 1 for i in range(m.first, m.last))
    ]


def _entities(mentions: Sequence[Spotted], entity_of: Sequence[int]) -> tuple[EntityHere, ...]:
    out = []
    for number in range(max(entity_of, default=-1) + 1):
        members = tuple(i for i, e in enumerate(entity_of) if e == number)
        votes = np.zeros(len(KINDS))
        for i in members:
            votes[mentions[i].kind] += mentions[i].confidence
        out.append(EntityHere(members, KINDS[int(votes.argmax())]))
    return tuple(out)


def _triggers(scores: Floats, window: WindowInput, bars: Thresholds) -> list[tuple[int, int]]:
    """Trigger words above their type's bar, the surest first; a near repetition of a type in its sentence is the same event."""
    above = [
        (float(scores[word, kind]), word, kind)
        for kind, name in enumerate(EVENTS)
        for word in np.nonzero(scores[:, kind] > bars.of_trigger(name))[0].tolist()
    ]
    kept: list[tuple[int, int]] = []
    for _, word, kind in sorted(above, key=lambda t: (-t[0], t[1], t[2]))[:_MOST_TRIGGERS]:
        if not any(
            k == kind and abs(w - word) <= _SAME_WORDS_APART and window.sentence_of[w] == window.sentence_of[word]
            for w, k in kept
        ):
            kept.append((word, kind))
    return sorted(kept)


def _event(
    look: FirstLook,
    second: SecondLook,
    window: WindowInput,
    entities: Sequence[EntityHere],
    trigger: tuple[int, int, int],
    bars: Thresholds,
) -> EventHere:
    number, word, kind = trigger
    slots = second.slots[number]
    count = len(entities)
    people = []
    for slot in ("initiators", "targets", "participants"):
        column = slots[:count, SLOTS.index(slot)]
        for index in np.nonzero(column > bars.of_slot(slot))[0].tolist():
            if entities[index].kind != PLACE and (slot == "targets" or entities[index].kind != THING):
                people.append((float(column[index]), slot, index))
    people.sort(key=lambda p: (-p[0], p[2]))
    taken: dict[int, str] = {}
    for _, slot, index in people:
        taken.setdefault(index, slot)  # an entity fills one slot of an event: the surest
    dates = slots[count : count + len(window.dates), SLOTS.index("date")]
    return EventHere(
        EVENTS[kind],
        word,
        float(look.triggers[word, kind]),
        CERTAINTIES[int(look.certainty[word].argmax())],
        STATUSES[int(look.status[word].argmax())],
        bool(look.attributed[word] > 0.5),
        tuple((slot, index) for index, slot in sorted(taken.items())),
        _best_place(slots[:count, SLOTS.index(PLACE)], entities, bars),
        _best(dates, bars.of_slot("date")),
        _counts(slots[count + len(window.dates) :], bars),
    )


def _certainty(probabilities: Floats, bars: Thresholds) -> str:
    return max(zip(CERTAINTIES, probabilities.tolist(), strict=True), key=lambda told: told[1] / bars.doubts.get(told[0], 1.0))[0]


def _best(column: Floats, bar: float) -> int | None:
    return int(column.argmax()) if len(column) and column.max() > bar else None


def _best_place(column: Floats, entities: Sequence[EntityHere], bars: Thresholds) -> int | None:
    allowed = np.array([entity.kind == PLACE for entity in entities], dtype=bool)
    return _best(np.where(allowed, column, 0.0).astype(np.float32), bars.of_slot(PLACE)) if allowed.any() else None


def _counts(rows: Floats, bars: Thresholds) -> tuple[tuple[str, int], ...]:
    out = []
    for slot in ("killed", "wounded", "captured", "freed", "displaced"):
        best = _best(rows[:, SLOTS.index(slot)], bars.of_slot(slot)) if len(rows) else None
        if best is not None:
            out.append((slot, best))
    return tuple(out)


def _relations(
    brain: Brain, second: SecondLook, window: WindowInput, who: tuple[Sequence[Spotted], Sequence[EntityHere]], bars: Thresholds
) -> tuple[RelationHere, ...]:
    mentions, entities = who
    scores = _told(second, entities, bars)
    named = [{window.sentence_of[mentions[i].first] for i in entity.mentions} for entity in entities]
    sentences = {(a, b, kind): _sentence(second.evidence[a, b], window, (named[a], named[b])) for a, b, kind in scores}
    told = _without_fans(scores, sentences)
    words = [[mentions[i].first for i in entity.mentions] for entity in entities]
    when = np.zeros((len(told), 0, 2), dtype=np.float32)
    if told and window.dates:
        where = [standing(window, sentences[tie], (words[tie[0]], words[tie[1]])) for tie in told]
        when = brain.when(second, told, np.array(where, dtype=np.float32))
    return tuple(
        RelationHere(
            RELATIONS[kind],
            a,
            b,
            scores[a, b, kind],
            _certainty(second.certainty[a, b], bars),
            sentences[a, b, kind],
            _best(when[n, :, 0], bars.when),
            _best(when[n, :, 1], bars.when),
        )
        for n, (a, b, kind) in enumerate(told)
    )


def _told(second: SecondLook, entities: Sequence[EntityHere], bars: Thresholds) -> dict[Tie, float]:
    """The relations above their type's bar that the vocabulary allows, with their probabilities; of an undirected one the mean
    of both directions."""
    out = {}
    kinds = [PLACE_KIND if entity.kind == PLACE else entity.kind for entity in entities]
    for kind, name in enumerate(RELATIONS):
        terms = vocabulary().relation(name)
        scores = second.relations[..., kind]
        # An undirected tie is told once; of two directions of one tie the surer is told.
        one_way = np.where(scores >= scores.T, scores, 0.0)
        scores = one_way if terms.directed else np.triu((scores + scores.T) / 2, 1)
        for a, b in np.argwhere(scores > bars.of_relation(name)).tolist():
            if a != b and THING not in (kinds[a], kinds[b]) and terms.allows(kinds[a], kinds[b]):
                out[a, b, kind] = float(scores[a, b])
    return out


def _without_fans(scores: Mapping[Tie, float], sentences: Mapping[Tie, int]) -> tuple[Tie, ...]:
    """The ties without those that one sentence tells of the same actor and type with others much more surely: unsure of the
    other end, the network spreads a tie over all that stand near."""
    surest: dict[tuple[int, int, int], float] = {}
    for tie, score in scores.items():
        for end in _of_whom(tie):
            key = (end, tie[2], sentences[tie])
            surest[key] = max(surest.get(key, 0.0), score)
    return tuple(
        tie
        for tie, score in scores.items()
        if RELATIONS[tie[2]] in _OF_MANY
        or all(score >= surest[end, tie[2], sentences[tie]] - _LESS_SURE for end in _of_whom(tie))
    )


def _of_whom(tie: Tie) -> tuple[int, ...]:
    """The actor a tie is told of; of an undirected one either end."""
    a, b, kind = tie
    return (a,) if vocabulary().relation(RELATIONS[kind]).directed else (a, b)


def _sentence(attention: Floats, window: WindowInput, named: tuple[set[int], set[int]]) -> int:
    """The sentence a relation rests on: where the pair's attention lies, above all where both ends are named (`named`:
    the sentences that name each end)."""
    share: dict[int, float] = {}
    for number, weight in zip(window.sentence_of, attention.tolist(), strict=False):
        share[number] = share.get(number, 0.0) + weight
    return max(share, key=lambda n: (share[n] * _NAMES_COUNT[sum(n in sentences for sentences in named)], -n))
