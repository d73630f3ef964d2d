"""Trains the joint network.

    python -m training.train train.pkl --encoder DIR --out RUN [--epochs 40] [--seed 0] [--hold-out IDS.txt]

Deterministic for a seed on one machine; writes a checkpoint each epoch and resumes from it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from foedus.model.vocabulary import vocabulary
from foedus.reading.readers.trained.features import Mark, WindowInput
from foedus.reading.readers.trained.labels import CERTAINTIES, EVENTS, KINDS, PLACE, RELATIONS, SLOTS
from training.augment import Donors, augmented, donors, false_entities
from training.examples import Entity, Example
from training.model import MAX_SPAN, Network, Sizes, distance_bucket

CLS, SEP = 101, 102
DATE_KIND, COUNT_KIND = len(KINDS), len(KINDS) + 1
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
    out["marks"] = pad([row["marks"] for row in rows], [0.0] * len(Mark), torch.float32)
    out["word_mask"] = pad([[1.0] * len(row["first"]) for row in rows], 0.0, torch.float32)
    return out


def collate(batch: Sequence[Example], extra: dict[int, list[Entity]] | None = None) -> dict[str, Any]:
    """A batch with labels. `extra` gives further entities without relations, such as false ones the network itself found."""
    out: dict[str, Any] = dict(collate_input([e.input for e in batch]))
    entities = [[*e.entities, *(extra or {}).get(i, [])] for i, e in enumerate(batch)]
    out.update(_cast_tensors([e.input for e in batch], [[(m, k.kind, n) for n, k in enumerate(es) for m in k.mentions] for es in entities],
                             [[(v.trigger, v.type) for v in e.events] for e in batch]))
    b, n = out["word_mask"].shape
    spans = torch.full((b, n, MAX_SPAN), -1, dtype=torch.long)
    triggers = torch.zeros(b, n, len(EVENTS))
    for i, example in enumerate(batch):
        sentence = torch.tensor(example.input.sentence_of)
        for width in range(min(MAX_SPAN, len(sentence))):
            inside = sentence[width:] == sentence[: len(sentence) - width]
            spans[i, : len(inside), width] = torch.where(inside, NONE, -1)
        if "mentions" in example.partial:
            spans[i] = -1
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
    out["relation_mask"] = torch.tensor([0.0 if "relations" in e.partial else 1.0 for e in batch])
    t, e, c = out["trigger_at"].shape[1], out["member"].shape[1], out["candidates"]
    slots = torch.zeros(b, t, c, len(SLOTS))
    facts = torch.full((b, t, 3), -1, dtype=torch.long)
    relations = torch.zeros(b, e, e, len(RELATIONS))
    certainty = torch.full((b, e, e), -1, dtype=torch.long)
    evidence, when = [], []
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
        for relation in example.relations:
            for a, c2 in _both_ways(relation.type, relation.a, relation.b):
                relations[i, a, c2, relation.type] = 1
                certainty[i, a, c2] = max(int(certainty[i, a, c2]), relation.certainty)
                evidence.append((i, a, c2, *relation.quote))
                when += [(i, a, c2, d, relation.type, float(d == relation.start), float(d == relation.end)) for d in range(len(example.input.dates))]
    out.update(gold_slots=slots, gold_facts=facts, gold_relations=relations, gold_certainty=certainty)
    out["evidence"] = torch.tensor(evidence or [(0, 0, 0, 0, 0)], dtype=torch.long)
    out["evidence_count"] = len(evidence)
    out["when_at"] = torch.tensor([w[:5] for w in when] or [(0, 0, 0, 0, 0)], dtype=torch.long)
    out["when_gold"] = torch.tensor([w[5:] for w in when] or [(0.0, 0.0)])
    out["when_count"] = len(when)
    return out


INCIDENT_TYPES = ("attack", "bombing", "abduction")   # the types that partly labelled incident texts speak of
UNDIRECTED = frozenset(RELATIONS.index(name) for name, term in vocabulary().relations.items() if not term.directed)


def _both_ways(kind: int, a: int, b: int) -> list[tuple[int, int]]:
    return [(a, b), (b, a)] if kind in UNDIRECTED else [(a, b)]


def _cast_tensors(
    windows: Sequence[WindowInput], mentions: Sequence[list[tuple[tuple[int, int], int, int]]], triggers: Sequence[list[tuple[int, int]]]
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
    dates = pad([[d.first for d in w.dates] for w in windows], 0, torch.long), pad([[d.last - 1 for d in w.dates] for w in windows], 0, torch.long)
    counts = pad([[c.first for c in w.counts] for w in windows], 0, torch.long), pad([[c.last - 1 for c in w.counts] for w in windows], 0, torch.long)
    date_mask = pad([[1.0] * len(w.dates) for w in windows], 0.0, torch.float32)
    count_mask = pad([[1.0] * len(w.counts) for w in windows], 0.0, torch.float32)
    return {
        "mention_first": firsts, "mention_last": lasts, "mention_kind": kinds, "mention_mask": mask, "member": member,
        "entity_mask": (member.sum(2) > 0).float(),
        "date_first": dates[0], "date_last": dates[1], "date_mask": date_mask,
        "count_first": counts[0], "count_last": counts[1], "count_mask": count_mask,
        "dates_at": e, "counts_at": e + dates[0].shape[1], "candidates": e + dates[0].shape[1] + counts[0].shape[1],
        "trigger_at": pad([[t[0] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_type": pad([[t[1] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_mask": pad([[1.0] * len(ts) for ts in triggers], 0.0, torch.float32),
    }


def second_look(model: Network, words: Tensor, hidden: Tensor, batch: dict[str, Any]) -> dict[str, Tensor]:
    """Slots, relations and dates of relations over the cast of a batch."""
    mask = batch["word_mask"]
    mentions = model.pool(words, batch["mention_first"], batch["mention_last"], batch["mention_kind"])
    entities = model.entities(mentions, batch["member"])
    own = torch.einsum("bem,bew->bmw", batch["member"].to(entities.dtype), entities)
    dates = model.pool(words, batch["date_first"], batch["date_last"], torch.full_like(batch["date_first"], DATE_KIND))
    counts = model.pool(words, batch["count_first"], batch["count_last"], torch.full_like(batch["count_first"], COUNT_KIND))
    trigger_words = hidden.gather(1, batch["trigger_at"][..., None].expand(-1, -1, hidden.shape[-1])) + model.event(batch["trigger_type"])
    right = torch.cat([mentions + own, dates, counts], 1)
    right_first = torch.cat([batch["mention_first"], batch["date_first"], batch["count_first"]], 1)
    away = distance_bucket(right_first[:, None, :] - batch["trigger_at"][:, :, None])
    per_mention, _, _ = model.slots(trigger_words, right, words, mask, away)
    m = mentions.shape[1]
    spread = per_mention[:, :, None, :m] + (1 - batch["member"])[:, None, :, :, None] * -1e4
    slots = torch.cat([spread.amax(3), per_mention[:, :, m:]], 2)
    gap = batch["mention_first"][:, :, None] - batch["mention_first"][:, None, :]
    apart = _nearest_gap(gap, batch["member"])
    scores, pairs, attention = model.relations(entities, entities, words, mask, distance_bucket(apart))
    nearby = _of_entities(model.local(mentions + own, distance_bucket(gap)), batch["member"])
    return {"slots": slots, "relations": scores[..., : len(RELATIONS)] + nearby, "certainty": scores[..., len(RELATIONS) :],
            "pairs": pairs, "attention": attention, "dates": dates, "mentions": mentions}


def _of_entities(pairs: Tensor, member: Tensor) -> Tensor:
    """The best pair of mentions of each two entities ([B, M, M, R] → [B, E, E, R])."""
    outside = ((1 - member) * -1e4).to(pairs.dtype)
    left = (pairs[:, None] + outside[:, :, :, None, None]).amax(2)             # [B, E, M, R]
    return (left[:, :, None] + outside[:, None, :, :, None]).amax(3)           # [B, E, E, R]


def _nearest_gap(gap: Tensor, member: Tensor) -> Tensor:
    """The signed word distance between the nearest mentions of each two entities ([B, M, M] → [B, E, E])."""
    far = 10_000
    outside = (1 - member).long() * far

    def nearest(size: Tensor) -> Tensor:
        to_entity = (size[:, None] + outside[..., None]).amin(2)                     # [B, E, M]
        return (to_entity[:, :, None] + outside[:, None]).amin(3)                    # [B, E, E]

    before, after = nearest(torch.where(gap >= 0, gap, far)), nearest(torch.where(gap < 0, -gap, far))
    return torch.where(after < before, -after, before)


def losses(model: Network, batch: dict[str, Any], weights: dict[str, float]) -> dict[str, Tensor]:
    """Each head's loss, already weighted."""
    words = model.encode(batch)
    trigger, facts, hidden = model.triggers(words)
    spans = model.spans(words)
    gold_spans = batch["gold_spans"]
    mentions_n = (gold_spans.ge(0) & gold_spans.ne(NONE)).sum().clamp(min=1)
    out = {"span": F.cross_entropy(spans.float().flatten(0, 2), gold_spans.flatten(), ignore_index=-1, reduction="sum") / mentions_n}
    events_n = batch["trigger_mask"].sum().clamp(min=1)
    event_mask = batch["word_mask"][..., None] * batch["event_mask"][:, None]
    out["trigger"] = (F.binary_cross_entropy_with_logits(trigger.float(), batch["gold_triggers"], reduction="none") * event_mask).sum() / events_n
    at = facts.float().gather(1, batch["trigger_at"][..., None].expand(-1, -1, facts.shape[-1]))
    gold_facts = batch["gold_facts"]
    c = len(CERTAINTIES)
    rare = torch.tensor([1.0, 3.0, 5.0, 3.0], device=words.device)
    out["facts"] = (
        _cross(at[..., :c], gold_facts[..., 0], rare) + _cross(at[..., c : c + 3], gold_facts[..., 1], None)
        + _binary(at[..., -1], gold_facts[..., 2])
    )
    second = second_look(model, words, hidden, batch)
    right_mask = torch.cat([batch["entity_mask"], batch["date_mask"], batch["count_mask"]], 1)
    slot_mask = (batch["trigger_mask"][:, :, None] * right_mask[:, None])[..., None]
    slots = F.binary_cross_entropy_with_logits(second["slots"].float(), batch["gold_slots"], reduction="none")
    out["slots"] = (slots * slot_mask).sum() / batch["gold_slots"].sum().clamp(min=1)
    e = batch["entity_mask"]
    pair_mask = e[:, :, None] * e[:, None] * (1 - torch.eye(e.shape[1], device=e.device)) * batch["relation_mask"][:, None, None]
    gold = batch["gold_relations"]
    relation = F.binary_cross_entropy_with_logits(second["relations"].float(), gold, reduction="none")
    relation = relation * (1 + gold * (weights.get("positive", 1.0) - 1))
    out["relations"] = (relation * pair_mask[..., None]).sum() / gold.sum().clamp(min=1)
    out["certainty"] = _cross(second["certainty"].float(), batch["gold_certainty"], torch.tensor([1.0, 3.0, 3.0, 3.0], device=words.device))
    out["evidence"] = _evidence_loss(second["attention"], batch)
    out["when"] = _when_loss(model, second, batch)
    out["same"] = _same_loss(model, second["mentions"], batch)
    return {name: value * weights.get(name, 1.0) for name, value in out.items()}


def _cross(scores: Tensor, gold: Tensor, weight: Tensor | None) -> Tensor:
    if not (gold >= 0).any():
        return scores.sum() * 0
    return F.cross_entropy(scores.flatten(0, -2), gold.flatten(), weight=weight, ignore_index=-1)


def _binary(scores: Tensor, gold: Tensor) -> Tensor:
    known = (gold >= 0).float()
    return (F.binary_cross_entropy_with_logits(scores, gold.clamp(min=0).float(), reduction="none") * known).sum() / known.sum().clamp(min=1)


def _evidence_loss(attention: Tensor, batch: dict[str, Any]) -> Tensor:
    """How little of a related pair's attention lies on the words of the quote."""
    if not batch["evidence_count"]:
        return attention.sum() * 0
    i, a, b, first, last = batch["evidence"].unbind(1)
    rows = attention[i, a, b].float()
    places = torch.arange(rows.shape[1], device=rows.device)
    inside = (places >= first[:, None]) & (places < last[:, None])
    return -((rows * inside).sum(1) + 1e-6).log().mean()


def _when_loss(model: Network, second: dict[str, Tensor], batch: dict[str, Any]) -> Tensor:
    if not batch["when_count"]:
        return second["dates"].sum() * 0
    i, a, b, d, kind = batch["when_at"].unbind(1)
    scores = model.when(torch.cat([second["pairs"][i, a, b], second["dates"][i, d]], -1)).float().view(len(i), len(RELATIONS), 2)
    scores = scores.gather(1, kind[:, None, None].expand(-1, 1, 2)).squeeze(1)
    return F.binary_cross_entropy_with_logits(scores, batch["when_gold"], reduction="sum") / batch["when_gold"].sum().clamp(min=8)


def _same_loss(model: Network, mentions: Tensor, batch: dict[str, Any]) -> Tensor:
    gap = batch["mention_first"][:, :, None] - batch["mention_first"][:, None, :]
    scores = model.same(mentions, distance_bucket(gap))[..., 0].float()
    gold = torch.einsum("bem,ben->bmn", batch["member"], batch["member"])
    mask = batch["mention_mask"]
    pair = mask[:, :, None] * mask[:, None] * (1 - torch.eye(mask.shape[1], device=mask.device))
    loss = F.binary_cross_entropy_with_logits(scores, gold, reduction="none") * pair
    return loss.sum() / (gold * pair).sum().clamp(min=1)


PARTIAL_SHARE = 0.25   # of the partly labelled windows, how many are shown in one epoch


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
    make = partial(_varied, donors(data), options.augment)
    if not workers:
        return map(make, groups)
    return iter(torch.utils.data.DataLoader(groups, batch_size=None, collate_fn=make, num_workers=workers, prefetch_factor=4))  # type: ignore[arg-type]


def _varied(pool: Donors, share: float, job: tuple[Sequence[Example], float]) -> dict[str, Any]:
    """A collated batch with other names and some false entities, drawn with the job's own seed."""
    group, seed = job
    rng = random.Random(seed)
    shown = [augmented(example, pool, rng, share) for example in group] if share else group
    return collate(shown, {i: false_entities(example, rng, share) for i, example in enumerate(shown)})


def to_device(batch: dict[str, Any], device: torch.device) -> dict[str, Any]:
    return {key: value.to(device, non_blocking=True) if isinstance(value, Tensor) else value for key, value in batch.items()}


def optimiser(model: Network, rate: float, head_rate: float) -> torch.optim.Optimizer:
    """AdamW; the word embeddings stay as pretrained, the heads learn faster than the encoder."""
    model.encoder.word.weight.requires_grad_(False)
    fresh = {"shape", "kind", "mark"}
    slow = [p for n, p in model.encoder.named_parameters() if p.requires_grad and n.split(".")[0] not in fresh]
    known = {id(p) for p in slow}
    fast = [p for p in model.parameters() if p.requires_grad and id(p) not in known]
    return torch.optim.AdamW([{"params": slow, "lr": rate}, {"params": fast, "lr": head_rate}], weight_decay=0.01)


WEIGHTS = {"span": 1.0, "trigger": 1.0, "facts": 0.3, "slots": 1.0, "relations": 1.0, "certainty": 0.3, "evidence": 0.2, "when": 0.3, "same": 0.3}


def train(data: Sequence[Example], encoder: Path, out: Path | None, options: argparse.Namespace) -> Network:
    """The trained network: an exponential average of the weights over the later epochs."""
    random.seed(options.seed), torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model = Network(Sizes(dropout=options.dropout))
    model.encoder.load(encoder)
    model.to(device)
    opt = optimiser(model, options.rate, options.head_rate)
    steps = options.epochs * epoch_steps(data, options.batch)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda s: min(s / max(1, 0.06 * steps), max(0.02, 1 - s / steps)))
    average = torch.optim.swa_utils.AveragedModel(model, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(options.ema))
    begin = 0
    checkpoint = out / "checkpoint.pt" if out else None
    if checkpoint and checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=False)
        model.load_state_dict(saved["model"]), average.load_state_dict(saved["average"]), opt.load_state_dict(saved["optimiser"])
        schedule.load_state_dict(saved["schedule"])
        begin = saved["epoch"]
        rng.setstate(saved["rng"])
    autocast = torch.autocast(device.type, dtype=torch.bfloat16) if options.bf16 else nullcontext()
    weights = {**WEIGHTS, "positive": options.positive}
    for epoch in range(begin, options.epochs):
        started, totals = time.time(), dict[str, float]()
        model.train()
        for ready in loader(data, rng, options):
            batch = to_device(ready, device)
            with autocast:
                parts = losses(model, batch, weights)
            loss = torch.stack(list(parts.values())).sum()
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            opt.step(), schedule.step()
            average.update_parameters(model)
            for name, value in parts.items():
                totals[name] = totals.get(name, 0.0) + float(value.detach())
        count = epoch_steps(data, options.batch)
        print(f"epoch {epoch + 1} {time.time() - started:.0f}s " + " ".join(f"{n} {v / count:.3f}" for n, v in totals.items()), flush=True)
        if checkpoint:
            torch.save({"model": model.state_dict(), "average": average.state_dict(), "optimiser": opt.state_dict(),
                        "schedule": schedule.state_dict(), "epoch": epoch + 1, "rng": rng.getstate()}, checkpoint)
    trained: Network = average.module
    trained.eval()
    return trained


def parser() -> argparse.ArgumentParser:
    """The options of a run."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("records", type=Path, help="what training.prepare wrote")
    p.add_argument("--encoder", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=40)
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--rate", type=float, default=3e-4)
    p.add_argument("--head-rate", type=float, default=1e-3)
    p.add_argument("--dropout", type=float, default=0.15)
    p.add_argument("--positive", type=float, default=1.5)
    p.add_argument("--ema", type=float, default=0.995)
    p.add_argument("--augment", type=float, default=0.5, help="the share of windows shown with other names; 0 switches all variation off")
    p.add_argument("--workers", type=int, default=0, help="processes that prepare batches; use some beside a GPU")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    p.add_argument("--hold-out", type=Path, help="a file of passage ids that are left out")
    return p


def main() -> None:
    options = parser().parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    records = pickle.loads(options.records.read_bytes())
    held = set(options.hold_out.read_text().split()) if options.hold_out else set()
    data = [example for record in records if record.id not in held for example in record.examples]
    model = train(data, options.encoder, options.out, options)
    torch.save({"state": model.state_dict(), "sizes": vars(model.sizes)}, options.out / "network.pt")
    (options.out / "options.json").write_text(json.dumps({k: str(v) for k, v in vars(options).items()}, indent=1))


if __name__ == "__main__":
    main()
