"""Windows with their labels as padded tensors: what the network is to answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor

from foedus.model.vocabulary import vocabulary
from foedus.reading.readers.trained.labels import EVENTS, KINDS, PLACE, RELATIONS, SLOTS
from foedus.reading.readers.trained.timing import FACTS, standing
from training.examples import Entity, Example, Relation
from training.model import MAX_SPAN
from training.tensors import cast_tensors, collate_input

NONE = len(KINDS)
INCIDENT_TYPES = ("attack", "bombing", "abduction")  # the types that partly labelled incident texts speak of
UNDIRECTED = frozenset(RELATIONS.index(name) for name, term in vocabulary().relations.items() if not term.directed)


def collate(batch: Sequence[Example], casts: Sequence[Sequence[Entity]] | None = None) -> dict[str, Any]:
    """A batch with labels. `casts` gives the entities of each window as they are met, which begin with its own in their order:
    some may lack mentions, and false ones may follow."""
    entities = casts or [example.entities for example in batch]
    shown: dict[str, Any] = dict(collate_input([e.input for e in batch])) | cast_tensors(
        [e.input for e in batch],
        [[(m, k.kind, n) for n, k in enumerate(es) for m in k.mentions] for es in entities],
        [[(v.trigger, v.type) for v in e.events] for e in batch],
    )
    words = shown["word_mask"].shape[1]
    return shown | {
        "gold_spans": torch.stack([_spans(example, words) for example in batch]),
        **_triggers(batch, words),
        **_slots(batch, shown),
        **_relations(batch, shown["member"].shape[1]),
        **_evidence(batch),
        **_dates_of_relations(batch),
    }


def _spans(example: Example, words: int) -> Tensor:
    """The kind of each span that is a mention, `NONE` for others; -1 for what is no span of one sentence or stays open."""
    spans = torch.full((words, MAX_SPAN), -1, dtype=torch.long)
    sentence = torch.tensor(example.input.sentence_of)
    for width in range(min(MAX_SPAN, len(sentence))):
        inside = sentence[width:] == sentence[: len(sentence) - width]
        spans[: len(inside), width] = torch.where(inside, NONE, -1)
    if "mentions" in example.partial:
        _forgive(spans, example.input.kinds)
    # Where a country is both a place and an actor the words are learned as the actor.
    for entity in sorted(example.entities, key=lambda entity: entity.kind != KINDS.index(PLACE)):
        for first, last in entity.mentions:
            if last - first <= MAX_SPAN and last <= words:
                spans[first, last - first - 1] = entity.kind
    return spans


def _triggers(batch: Sequence[Example], words: int) -> dict[str, Tensor]:
    """Which word tells which event, and of each window the types that are labelled."""
    triggers = torch.zeros(len(batch), words, len(EVENTS))
    for i, example in enumerate(batch):
        for event in example.events:
            triggers[i, event.trigger, event.type] = 1
    incident = torch.tensor([float(name in INCIDENT_TYPES) for name in EVENTS])
    known = [incident if "events" in e.partial else torch.ones(len(EVENTS)) for e in batch]
    return {"gold_triggers": triggers, "event_mask": torch.stack(known)}


def _slots(batch: Sequence[Example], shown: dict[str, Any]) -> dict[str, Tensor]:
    """Who, when and how many of each event, and its certainty, status and attribution."""
    b, t = shown["trigger_at"].shape
    slots = torch.zeros(b, t, shown["candidates"], len(SLOTS))
    facts = torch.full((b, t, 3), -1, dtype=torch.long)
    for i, example in enumerate(batch):
        for j, event in enumerate(example.events):
            facts[i, j] = torch.tensor([event.certainty, event.status, int(event.attributed)])
            filled = [*event.slots]
            filled += [("date", shown["dates_at"] + index) for index in event.dates]
            filled += [(slot, shown["counts_at"] + index) for slot, index in event.counts]
            for slot, index in filled:
                slots[i, j, index, SLOTS.index(slot)] = 1
    return {"gold_slots": slots, "gold_facts": facts}


def _relations(batch: Sequence[Example], entities: int) -> dict[str, Tensor]:
    """The relations of each two entities, which of them are labelled, and how certain each is told."""
    shape = (len(batch), entities, entities)
    relations, certainty = torch.zeros(*shape, len(RELATIONS)), torch.full(shape, -1, dtype=torch.long)
    known = torch.ones(*shape, len(RELATIONS))
    for i, example in enumerate(batch):
        if "relations" in example.partial:
            known[i] = 0
        for kind, one, other in example.elsewhere:
            for a, b in _both_ways(kind, one, other):
                known[i, a, b, kind] = 0
        for relation, a, b in _told(example):
            relations[i, a, b, relation.type] = 1
            known[i, a, b, relation.type] = 1
            certainty[i, a, b] = max(int(certainty[i, a, b]), relation.certainty)
    return {"gold_relations": relations, "relation_mask": known, "gold_certainty": certainty}


def _evidence(batch: Sequence[Example]) -> dict[str, Any]:
    """Of each relation the window, its ends and the words of its quote."""
    rows = [(i, a, b, *relation.quote) for i, example in enumerate(batch) for relation, a, b in _told(example)]
    return {"evidence": torch.tensor(rows or [(0, 0, 0, 0, 0)], dtype=torch.long), "evidence_count": len(rows)}


def _dates_of_relations(batch: Sequence[Example]) -> dict[str, Any]:
    """Of each relation and date of its window whether it starts or ends then, and where the date stands to it."""
    at, gold, where = list[tuple[int, ...]](), list[tuple[float, float]](), list[list[float]]()
    for i, example in enumerate(batch):
        for relation, a, b in _told(example):
            for d in range(len(example.input.dates)):
                at.append((i, a, b, d, relation.type))
                gold.append((float(d == relation.start), float(d == relation.end)))
            where += _standing(example, relation)
    return {
        "when_at": torch.tensor(at or [(0, 0, 0, 0, 0)], dtype=torch.long),
        "when_gold": torch.tensor(gold or [(0.0, 0.0)]),
        "when_standing": torch.tensor(where or [[0.0] * FACTS]),
        "when_count": len(at),
    }


def _told(example: Example) -> Iterator[tuple[Relation, int, int]]:
    """The relations of a window with their ends, undirected ones either way round."""
    for relation in example.relations:
        for a, b in _both_ways(relation.type, relation.a, relation.b):
            yield relation, a, b


def _standing(example: Example, relation: Relation) -> list[list[float]]:
    sentence = example.input.sentence_of[(relation.quote[0] + relation.quote[1] - 1) // 2]
    ends = ([first for first, _ in example.entities[i].mentions] for i in (relation.a, relation.b))
    return standing(example.input, sentence, (next(ends), next(ends)))


def _forgive(spans: Tensor, kinds: Sequence[int]) -> None:
    """Leaves open, where not every actor is labelled, the spans that touch what the rules take for one."""
    for at, kind in enumerate(kinds):
        if kind:
            for width in range(MAX_SPAN):
                spans[max(0, at - width) : at + 1, width] = -1


def _both_ways(kind: int, a: int, b: int) -> list[tuple[int, int]]:
    return [(a, b), (b, a)] if kind in UNDIRECTED else [(a, b)]
