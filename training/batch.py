"""Windows with labels as padded tensors, in shuffled batches."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

import torch
from torch import Tensor

from foedus.model.vocabulary import vocabulary
from foedus.reading.readers.trained.features import Mark, WindowInput
from foedus.reading.readers.trained.labels import EVENTS, KINDS, PLACE, RELATIONS, SLOTS
from foedus.reading.readers.trained.timing import FACTS, standing
from training.augment import Donors, augmented, donors, false_entities
from training.examples import Entity, Example, Relation
from training.mixing import hidden, mixed
from training.model import MAX_SPAN

CLS, SEP = 101, 102
NONE = len(KINDS)


@cache
def _mark_rows() -> list[list[float]]:
    return [[float(bits >> mark & 1) for mark in Mark] for bits in range(1 << len(Mark))]


def encode_window(window: WindowInput) -> dict[str, list[Any]]:
    """Wordpiece ids and features of one window, and the position of each word's first piece."""
    ids, segments = [CLS, *window.title_pieces, SEP], [0] * (len(window.title_pieces) + 2)
    shapes, kinds = [0] * len(ids), [0] * len(ids)
    marks = [[0.0] * len(Mark) for _ in ids]
    first = []
    for pieces, shape, kind, bits in zip(window.pieces, window.shapes, window.kinds, window.marks, strict=True):
        first.append(len(ids))
        row = _mark_rows()[bits]
        for piece in pieces:
            ids.append(piece), segments.append(1), shapes.append(shape), kinds.append(kind), marks.append(row)
    ids.append(SEP), segments.append(1), shapes.append(0), kinds.append(0), marks.append([0.0] * len(Mark))
    return {"ids": ids, "segments": segments, "shapes": shapes, "kinds": kinds, "marks": marks, "first": first}


def pad(rows: Sequence[Sequence[Any]], fill: Any, dtype: torch.dtype) -> Tensor:
    width = max((len(row) for row in rows), default=0) or 1
    return torch.tensor([[*row, *[fill] * (width - len(row))] for row in rows], dtype=dtype)


def collate_input(windows: Sequence[WindowInput]) -> dict[str, Tensor]:
    """The encoder's input for some windows."""
    rows = [encode_window(window) for window in windows]
    out = {key: pad([row[key] for row in rows], 0, torch.long) for key in ("ids", "segments", "shapes", "kinds", "first")}
    out["sentence_of"] = pad([window.sentence_of for window in windows], 0, torch.long)
    out["marks"] = pad([row["marks"] for row in rows], [0.0] * len(Mark), torch.float32)
    out["word_mask"] = pad([[1.0] * len(row["first"]) for row in rows], 0.0, torch.float32)
    return out


def collate(batch: Sequence[Example], extra: dict[int, list[Entity]] | None = None) -> dict[str, Any]:
    """A batch with labels. `extra` gives further entities without relations, such as false ones the network itself found."""
    out: dict[str, Any] = dict(collate_input([e.input for e in batch]))
    entities = [[*e.entities, *(extra or {}).get(i, [])] for i, e in enumerate(batch)]
    out.update(
        cast_tensors(
            [e.input for e in batch],
            [[(m, k.kind, n) for n, k in enumerate(es) for m in k.mentions] for es in entities],
            [[(v.trigger, v.type) for v in e.events] for e in batch],
        )
    )
    b, n = out["word_mask"].shape
    spans = torch.full((b, n, MAX_SPAN), -1, dtype=torch.long)
    triggers = torch.zeros(b, n, len(EVENTS))
    for i, example in enumerate(batch):
        sentence = torch.tensor(example.input.sentence_of)
        for width in range(min(MAX_SPAN, len(sentence))):
            inside = sentence[width:] == sentence[: len(sentence) - width]
            spans[i, : len(inside), width] = torch.where(inside, NONE, -1)
        if "mentions" in example.partial:
            _forgive(spans[i], example.input.kinds)
        # Where a country is both a place and an actor the words are learned as the actor.
        for entity in sorted(example.entities, key=lambda entity: entity.kind != KINDS.index(PLACE)):
            for first, last in entity.mentions:
                if last - first <= MAX_SPAN and last <= n:
                    spans[i, first, last - first - 1] = entity.kind
        for event in example.events:
            triggers[i, event.trigger, event.type] = 1
    out["gold_spans"], out["gold_triggers"] = spans, triggers
    incident = torch.tensor([float(name in INCIDENT_TYPES) for name in EVENTS])
    out["event_mask"] = torch.stack([incident if "events" in e.partial else torch.ones(len(EVENTS)) for e in batch])
    t, e, c = out["trigger_at"].shape[1], out["member"].shape[1], out["candidates"]
    slots = torch.zeros(b, t, c, len(SLOTS))
    facts = torch.full((b, t, 3), -1, dtype=torch.long)
    relations = torch.zeros(b, e, e, len(RELATIONS))
    known = torch.tensor([0.0 if "relations" in example.partial else 1.0 for example in batch])
    known = known[:, None, None, None].repeat(1, e, e, len(RELATIONS))
    certainty = torch.full((b, e, e), -1, dtype=torch.long)
    evidence, when, where = [], [], list[list[float]]()
    dates_at = out["dates_at"]
    for i, example in enumerate(batch):
        for j, event in enumerate(example.events):
            facts[i, j] = torch.tensor([event.certainty, event.status, int(event.attributed)])
            for slot, index in event.slots:
                slots[i, j, index, SLOTS.index(slot)] = 1
            for index in event.dates:
                slots[i, j, dates_at + index, SLOTS.index("date")] = 1
            for slot, index in event.counts:
                slots[i, j, out["counts_at"] + index, SLOTS.index(slot)] = 1
        for kind, one, other in example.elsewhere:
            for a, c2 in _both_ways(kind, one, other):
                known[i, a, c2, kind] = 0
        for relation in example.relations:
            for a, c2 in _both_ways(relation.type, relation.a, relation.b):
                relations[i, a, c2, relation.type] = 1
                known[i, a, c2, relation.type] = 1
                certainty[i, a, c2] = max(int(certainty[i, a, c2]), relation.certainty)
                evidence.append((i, a, c2, *relation.quote))
                when += [
                    (i, a, c2, d, relation.type, float(d == relation.start), float(d == relation.end))
                    for d in range(len(example.input.dates))
                ]
                where += _standing(example, relation)
    out.update(gold_slots=slots, gold_facts=facts, gold_relations=relations, relation_mask=known, gold_certainty=certainty)
    out["evidence"] = torch.tensor(evidence or [(0, 0, 0, 0, 0)], dtype=torch.long)
    out["evidence_count"] = len(evidence)
    out["when_at"] = torch.tensor([w[:5] for w in when] or [(0, 0, 0, 0, 0)], dtype=torch.long)
    out["when_gold"] = torch.tensor([w[5:] for w in when] or [(0.0, 0.0)])
    out["when_standing"] = torch.tensor(where or [[0.0] * FACTS])
    out["when_count"] = len(when)
    return out


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


INCIDENT_TYPES = ("attack", "bombing", "abduction")  # the types that partly labelled incident texts speak of
UNDIRECTED = frozenset(RELATIONS.index(name) for name, term in vocabulary().relations.items() if not term.directed)


def _both_ways(kind: int, a: int, b: int) -> list[tuple[int, int]]:
    return [(a, b), (b, a)] if kind in UNDIRECTED else [(a, b)]


def cast_tensors(
    windows: Sequence[WindowInput],
    mentions: Sequence[list[tuple[tuple[int, int], int, int]]],
    triggers: Sequence[list[tuple[int, int]]],
) -> dict[str, Any]:
    """Mentions, entities, triggers and candidates as padded tensors."""
    firsts = pad([[m[0][0] for m in ms] for ms in mentions], 0, torch.long)
    lasts = pad([[m[0][1] - 1 for m in ms] for ms in mentions], 0, torch.long)
    kinds = pad([[m[1] for m in ms] for ms in mentions], 0, torch.long)
    mask = pad([[1.0] * len(ms) for ms in mentions], 0.0, torch.float32)
    e = max((m[2] + 1 for ms in mentions for m in ms), default=1)
    member = torch.zeros(len(windows), e, firsts.shape[1])
    for i, ms in enumerate(mentions):
        for j, m in enumerate(ms):
            member[i, m[2], j] = 1
    dates = (
        pad([[d.first for d in w.dates] for w in windows], 0, torch.long),
        pad([[d.last - 1 for d in w.dates] for w in windows], 0, torch.long),
    )
    counts = (
        pad([[c.first for c in w.counts] for w in windows], 0, torch.long),
        pad([[c.last - 1 for c in w.counts] for w in windows], 0, torch.long),
    )
    date_mask = pad([[1.0] * len(w.dates) for w in windows], 0.0, torch.float32)
    count_mask = pad([[1.0] * len(w.counts) for w in windows], 0.0, torch.float32)
    return {
        "mention_first": firsts,
        "mention_last": lasts,
        "mention_kind": kinds,
        "mention_mask": mask,
        "member": member,
        "entity_mask": (member.sum(2) > 0).float(),
        "date_first": dates[0],
        "date_last": dates[1],
        "date_mask": date_mask,
        "count_first": counts[0],
        "count_last": counts[1],
        "count_mask": count_mask,
        "dates_at": e,
        "counts_at": e + dates[0].shape[1],
        "candidates": e + dates[0].shape[1] + counts[0].shape[1],
        "trigger_at": pad([[t[0] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_type": pad([[t[1] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_mask": pad([[1.0] * len(ts) for ts in triggers], 0.0, torch.float32),
    }


PARTIAL_SHARE = 0.25  # of the partly labelled windows, how many are shown in one epoch


def batches(data: Sequence[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Shuffled batches of windows of like length; partly labelled windows take turns."""
    shown = [i for i, example in enumerate(data) if not example.partial or rng.random() < PARTIAL_SHARE]
    order = sorted(shown, key=lambda i: len(data[i].input.words) + rng.random() * 60)
    groups = [order[i : i + size] for i in range(0, len(order), size)]
    rng.shuffle(groups)
    for group in groups:
        yield [data[i] for i in group]


def epoch_steps(data: Sequence[Example], size: int) -> int:
    """About how many batches an epoch has."""
    partial = sum(bool(example.partial) for example in data)
    return -(-int(len(data) - partial * (1 - PARTIAL_SHARE)) // size)


def loader(data: Sequence[Example], rng: random.Random, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Collated batches, made by worker processes where there are some."""
    workers = options.workers
    groups = [(group, rng.random()) for group in batches(data, options.batch, rng)]
    make = partial(_varied, donors(data), Variety(options.augment, options.mix, options.hide))
    if not workers:
        return map(make, groups)
    return iter(torch.utils.data.DataLoader(groups, batch_size=None, collate_fn=make, num_workers=workers, prefetch_factor=4))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Variety:
    """The shares of windows shown with other names and half of another passage, and of words hidden in half the windows."""

    names: float
    mix: float
    hide: float


def _varied(pool: Donors, variety: Variety, job: tuple[Sequence[Example], float]) -> dict[str, Any]:
    """A collated batch, its windows varied and with some false entities, drawn with the job's own seed."""
    group, seed = job
    rng = random.Random(seed)
    if not variety.names:
        return collate(group, {})
    shown = [mixed(example, rng.choice(group), rng) if rng.random() < variety.mix else example for example in group]
    shown = [augmented(example, pool, rng, variety.names) for example in shown]
    false = {i: false_entities(example, rng, variety.names) for i, example in enumerate(shown)}
    return collate([hidden(example, rng, variety.hide) if rng.random() < 0.5 else example for example in shown], false)


def to_device(batch: dict[str, Any], device: torch.device) -> dict[str, Any]:
    return {key: value.to(device, non_blocking=True) if isinstance(value, Tensor) else value for key, value in batch.items()}
