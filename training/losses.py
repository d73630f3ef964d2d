"""What the network computes over a batch, and what each head is punished for."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from foedus.reading.readers.trained.labels import CERTAINTIES, KINDS, RELATIONS, STATUSES
from training.model import Network
from training.scorers import apart, gaps
from training.targets import NONE

FAR = -10_000  # below any score or distance
DATE_KIND, COUNT_KIND = len(KINDS), len(KINDS) + 1
RARE_EVENTS, RARE_TIES = (1.0, 3.0, 5.0, 3.0), (1.0, 3.0, 3.0, 3.0)  # how much a mistaken certainty counts, as CERTAINTIES stand
WEIGHTS = {
    "span": 1.0,
    "trigger": 1.0,
    "facts": 0.3,
    "slots": 1.0,
    "relations": 1.0,
    "certainty": 0.3,
    "evidence": 0.2,
    "when": 0.3,
    "same": 0.3,
}


def second_look(model: Network, words: Tensor, hidden: Tensor, batch: dict[str, Any]) -> dict[str, Tensor]:
    """Slots, relations and dates of relations over the cast of a batch."""
    mask = batch["word_mask"]
    mentions = model.pool(words, batch["mention_first"], batch["mention_last"], batch["mention_kind"])
    entities = model.entities(mentions, batch["member"])
    own = torch.einsum("bem,bew->bmw", batch["member"].to(entities.dtype), entities)
    dates = model.pool(words, batch["date_first"], batch["date_last"], torch.full_like(batch["date_first"], DATE_KIND))
    counts = model.pool(words, batch["count_first"], batch["count_last"], torch.full_like(batch["count_first"], COUNT_KIND))
    trigger_words = hidden.gather(1, batch["trigger_at"][..., None].expand(-1, -1, hidden.shape[-1])) + model.event(
        batch["trigger_type"]
    )
    right = torch.cat([mentions + own, dates, counts], 1)
    right_first = torch.cat([batch["mention_first"], batch["date_first"], batch["count_first"]], 1)
    before, sentences_before = gaps(batch["trigger_at"], right_first, batch["sentence_of"])
    from_trigger = apart(-before, -sentences_before)
    per_mention, _, _ = model.slots(trigger_words, right, words, mask, from_trigger)
    m = mentions.shape[1]
    spread = per_mention[:, :, None, :m] + (1 - batch["member"])[:, None, :, :, None] * FAR
    slots = torch.cat([spread.amax(3), per_mention[:, :, m:]], 2)
    gap, step = gaps(batch["mention_first"], batch["mention_first"], batch["sentence_of"])
    owners, entities_n = _owners(batch["member"]), batch["member"].shape[1]
    between = apart(_nearest_gap(gap, owners, entities_n), _nearest_gap(step, owners, entities_n))
    scores, pairs, attention = model.relations(entities, entities, words, mask, between)
    nearby = _of_entities(model.local(mentions + own, apart(gap, step)), owners, entities_n)
    return {
        "slots": slots,
        "relations": scores[..., : len(RELATIONS)] + nearby,
        "certainty": scores[..., len(RELATIONS) :],
        "pairs": pairs,
        "attention": attention,
        "dates": dates,
        "mentions": mentions,
    }


def _owners(member: Tensor) -> Tensor:
    """The entity of each mention ([B, E, M] of 0 and 1 → [B, M]); E, one past the last, for what is only padding."""
    return torch.where(member.sum(1) > 0, member.argmax(1), member.shape[1])


def _of_entities(pairs: Tensor, owners: Tensor, entities: int) -> Tensor:
    """The best pair of mentions of each two entities ([B, M, M, R] → [B, E, E, R])."""
    b, m, _, r = pairs.shape
    if torch.onnx.is_in_onnx_export():  # the exporter tells wrong shapes for scatter_reduce; the slower way round is the same
        numbers = torch.arange(entities, device=owners.device)
        outside = torch.where(owners[:, None] == numbers[None, :, None], 0.0, FAR)
        nearer = (pairs[:, None] + outside[..., None, None]).amax(2)
        return (nearer[:, :, None] + outside[:, None, :, :, None]).amax(3)
    low = pairs.new_full((1,), FAR)
    rows, columns = owners[:, :, None, None].expand(b, m, m, r), owners[:, None, :, None].expand(b, entities, m, r)
    left = low.expand(b, entities + 1, m, r).scatter_reduce(1, rows, pairs, "amax")[:, :entities]
    return low.expand(b, entities, entities + 1, r).scatter_reduce(2, columns, left, "amax")[:, :, :entities]


def _nearest_gap(gap: Tensor, owners: Tensor, entities: int) -> Tensor:
    """The signed distance between the nearest mentions of each two entities ([B, M, M] → [B, E, E])."""
    after = torch.where(gap >= 0, -gap, FAR)[..., None]
    before = torch.where(gap < 0, gap, FAR)[..., None]
    ahead, behind = _of_entities(torch.cat([after, before], -1).float(), owners, entities).unbind(-1)
    return torch.where(behind > ahead, behind, -ahead).long()


def losses(model: Network, batch: dict[str, Any], weights: dict[str, float]) -> dict[str, Tensor]:
    """Each head's loss, already weighted."""
    words = model.encode(batch)
    trigger, facts, hidden = model.triggers(words)
    spans = model.spans(words)
    second = second_look(model, words, hidden, batch)
    out = {
        "span": _span_loss(spans, batch["gold_spans"]),
        "trigger": _trigger_loss(trigger, batch),
        "facts": _facts_loss(facts, batch),
        "slots": _slots_loss(second["slots"], batch),
        "relations": _relations_loss(second["relations"], batch, weights.get("positive", 1.0)),
        "certainty": _cross(second["certainty"].float(), batch["gold_certainty"], words.new_tensor(RARE_TIES)),
        "evidence": _evidence_loss(second["attention"], batch),
        "when": _when_loss(model, second, batch),
        "same": _same_loss(model, second["mentions"], batch),
    }
    return {name: value * weights.get(name, 1.0) for name, value in out.items()}


def _span_loss(spans: Tensor, gold: Tensor) -> Tensor:
    mentions = (gold.ge(0) & gold.ne(NONE)).sum().clamp(min=1)
    return functional.cross_entropy(spans.float().flatten(0, 2), gold.flatten(), ignore_index=-1, reduction="sum") / mentions


def _trigger_loss(trigger: Tensor, batch: dict[str, Any]) -> Tensor:
    known = batch["word_mask"][..., None] * batch["event_mask"][:, None]
    loss = functional.binary_cross_entropy_with_logits(trigger.float(), batch["gold_triggers"], reduction="none")
    return (loss * known).sum() / batch["trigger_mask"].sum().clamp(min=1)


def _facts_loss(facts: Tensor, batch: dict[str, Any]) -> Tensor:
    """Certainty, status and attribution of the events, at their trigger words."""
    at = facts.float().gather(1, batch["trigger_at"][..., None].expand(-1, -1, facts.shape[-1]))
    gold, c = batch["gold_facts"], len(CERTAINTIES)
    certainty = _cross(at[..., :c], gold[..., 0], at.new_tensor(RARE_EVENTS))
    return certainty + _cross(at[..., c : c + len(STATUSES)], gold[..., 1], None) + _binary(at[..., -1], gold[..., 2])


def _slots_loss(slots: Tensor, batch: dict[str, Any]) -> Tensor:
    right = torch.cat([batch["entity_mask"], batch["date_mask"], batch["count_mask"]], 1)
    known = (batch["trigger_mask"][:, :, None] * right[:, None])[..., None]
    loss = functional.binary_cross_entropy_with_logits(slots.float(), batch["gold_slots"], reduction="none")
    return (loss * known).sum() / batch["gold_slots"].sum().clamp(min=1)


def _relations_loss(relations: Tensor, batch: dict[str, Any], positive: float) -> Tensor:
    """`positive` says how many times a missed tie counts."""
    e, gold = batch["entity_mask"], batch["gold_relations"]
    pairs = e[:, :, None] * e[:, None] * (1 - torch.eye(e.shape[1], device=e.device))
    loss = functional.binary_cross_entropy_with_logits(relations.float(), gold, reduction="none")
    loss = loss * (1 + gold * (positive - 1)) * (1 + gold * _rare_tie(batch["gold_certainty"]))
    return (loss * pairs[..., None] * batch["relation_mask"]).sum() / gold.sum().clamp(min=1)


def _rare_tie(certainty: Tensor) -> Tensor:
    """1 for pairs whose tie is denied or supposed, else 0 ([B, E, E] → [B, E, E, 1]): a miss of one of those few counts twice."""
    rare = (certainty == CERTAINTIES.index("denied")) | (certainty == CERTAINTIES.index("hypothetical"))
    return rare.float()[..., None]


def _cross(scores: Tensor, gold: Tensor, weight: Tensor | None) -> Tensor:
    if not (gold >= 0).any():
        return scores.sum() * 0
    return functional.cross_entropy(scores.flatten(0, -2), gold.flatten(), weight=weight, ignore_index=-1)


def _binary(scores: Tensor, gold: Tensor) -> Tensor:
    known = (gold >= 0).float()
    return (
        functional.binary_cross_entropy_with_logits(scores, gold.clamp(min=0).float(), reduction="none") * known
    ).sum() / known.sum().clamp(min=1)


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
    both = torch.cat([second["pairs"][i, a, b], second["dates"][i, d]], -1)
    scores = model.dated(both, batch["when_standing"].to(both.dtype)).float()
    scores = scores.gather(1, kind[:, None, None].expand(-1, 1, 2)).squeeze(1)
    return functional.binary_cross_entropy_with_logits(scores, batch["when_gold"], reduction="sum") / batch[
        "when_gold"
    ].sum().clamp(min=8)


def _same_loss(model: Network, mentions: Tensor, batch: dict[str, Any]) -> Tensor:
    firsts = batch["mention_first"]
    scores = model.same(mentions, apart(*gaps(firsts, firsts, batch["sentence_of"])))[..., 0].float()
    gold = torch.einsum("bem,ben->bmn", batch["member"], batch["member"])
    mask = batch["mention_mask"]
    pair = mask[:, :, None] * mask[:, None] * (1 - torch.eye(mask.shape[1], device=mask.device))
    loss = functional.binary_cross_entropy_with_logits(scores, gold, reduction="none") * pair
    return loss.sum() / (gold * pair).sum().clamp(min=1)
