"""The joint network: one encoder, and heads for mentions, triggers, slots, relations and sameness.

Encoder: all-MiniLM-L6-v2 (Wang et al. 2020; Apache-2.0) with feature embeddings added to its input. Mentions by a biaffine
score of start and end (Yu et al. 2020). Entities pool their mentions by logsumexp, and every pair gathers its own context
by attending to the words with a query made of both (after Zhou et al. 2021, ATLOP), taught where the evidence stands
(after Ma et al. 2023, DREEAM).
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from foedus.reading.readers.trained.features import SHAPES, Mark
from foedus.reading.readers.trained.labels import CERTAINTIES, EVENTS, KINDS, RELATIONS, SLOTS, STATUSES
from foedus.reading.readers.trained.timing import FACTS
from training.scorers import WIDTH, Dropout, LocalScorer, PairScorer, Sizes

LAYERS, HEADS, INNER, VOCABULARY, POSITIONS = 6, 12, 1536, 30522, 512
MAX_SPAN = 12  # words of the longest mention


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Scaled dot-product attention; on a processor in single precision, where its backward pass is twice as fast."""
    if query.is_cuda:
        return functional.scaled_dot_product_attention(query, key, value, mask)
    with torch.autocast("cpu", enabled=False):
        return functional.scaled_dot_product_attention(query.float(), key.float(), value.float(), mask.float())


class Layer(nn.Module):
    """One BERT encoder layer (Devlin et al. 2019)."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(WIDTH, WIDTH) for _ in range(3))
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner, self.outer = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.drop = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, n, _ = x.shape

        def heads(t: Tensor) -> Tensor:
            return t.view(b, n, HEADS, WIDTH // HEADS).transpose(1, 2)

        mixed = attend(heads(self.query(x)), heads(self.key(x)), heads(self.value(x)), mask)
        mixed = mixed.to(x.dtype).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.outer(functional.gelu(self.inner(x)))))


class Encoder(nn.Module):
    """Wordpieces with features in, one vector a wordpiece out."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.segment = nn.Embedding(2, WIDTH)
        self.shape = nn.Embedding(SHAPES, WIDTH)
        self.kind = nn.Embedding(len(KINDS) - 1, WIDTH)
        self.mark = nn.Linear(len(Mark), WIDTH, bias=False)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = Dropout(dropout)
        for extra in (self.shape.weight, self.kind.weight, self.mark.weight):
            nn.init.zeros_(extra)  # so that training starts from the pretrained encoder itself

    def forward(self, ids: Tensor, segments: Tensor, shapes: Tensor, kinds: Tensor, marks: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        x = (
            self.word(ids)
            + self.position(places)
            + self.segment(segments)
            + self.shape(shapes)
            + self.kind(kinds)
            + self.mark(marks)
        )
        x = self.drop(self.norm(x))
        mask = (ids == 0).to(x.dtype)[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load(self, folder: Path) -> None:
        """The pretrained weights (`model.safetensors` of all-MiniLM-L6-v2)."""
        raw = load_file(str(folder / "model.safetensors"))
        e = "embeddings."
        state: dict[str, Tensor] = {
            "word.weight": raw[e + "word_embeddings.weight"],
            "position.weight": raw[e + "position_embeddings.weight"],
            "segment.weight": raw[e + "token_type_embeddings.weight"],
            "norm.weight": raw[e + "LayerNorm.weight"],
            "norm.bias": raw[e + "LayerNorm.bias"],
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "out": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "inner": "intermediate.dense",
            "outer": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(LAYERS):
            for ours, theirs in parts.items():
                for end in ("weight", "bias"):
                    state[f"layers.{i}.{ours}.{end}"] = raw[f"encoder.layer.{i}.{theirs}.{end}"]
        missing, unexpected = self.load_state_dict(state, strict=False)
        if unexpected or set(missing) - {"shape.weight", "kind.weight", "mark.weight"}:
            raise ValueError(f"weights do not fit: missing {missing}, unexpected {unexpected}")


class Network(nn.Module):
    """Everything the trained reader computes."""

    def __init__(self, sizes: Sizes | None = None) -> None:
        super().__init__()
        sizes = sizes or Sizes()
        self.sizes = sizes
        self.encoder = Encoder(0.1)
        self.start, self.end = nn.Linear(WIDTH, sizes.span), nn.Linear(WIDTH, sizes.span)
        self.span = nn.Parameter(torch.zeros(len(KINDS) + 1, sizes.span + 1, sizes.span + 1))
        self.span_width = nn.Embedding(MAX_SPAN, len(KINDS) + 1)
        nn.init.zeros_(self.span_width.weight)
        self.span_width.weight.data[:, -1] = 4.0  # most spans are nothing
        self.trigger_hidden = nn.Linear(WIDTH, WIDTH)
        self.trigger = nn.Linear(WIDTH, len(EVENTS))
        self.trigger_facts = nn.Linear(WIDTH, len(CERTAINTIES) + len(STATUSES) + 1)
        self.mention = nn.Linear(2 * WIDTH, WIDTH)
        self.kind = nn.Embedding(len(KINDS) + 2, WIDTH)  # the kinds, then date and count candidates
        self.event = nn.Embedding(len(EVENTS), WIDTH)
        self.slots = PairScorer(WIDTH, WIDTH, len(SLOTS), sizes)
        self.relations = PairScorer(WIDTH, WIDTH, len(RELATIONS) + len(CERTAINTIES), sizes)
        self.local = LocalScorer(len(RELATIONS), sizes)
        self.same = LocalScorer(1, sizes)
        self.when = nn.Sequential(nn.Linear(sizes.pair + WIDTH, sizes.pair), nn.GELU(), nn.Linear(sizes.pair, 2 * len(RELATIONS)))
        self.when_standing = nn.Linear(FACTS, sizes.pair, bias=False)
        nn.init.zeros_(self.when_standing.weight)
        self.drop = Dropout(sizes.dropout)
        for head in (self.trigger, self.slots.out, self.relations.out):
            nn.init.constant_(head.bias, -3.0)  # most words and pairs are nothing

    def encode(self, batch: dict[str, Tensor]) -> Tensor:
        """One vector a word: that of its first wordpiece."""
        pieces = self.encoder(batch["ids"], batch["segments"], batch["shapes"], batch["kinds"], batch["marks"])
        return self.drop(pieces.gather(1, batch["first"][..., None].expand(-1, -1, WIDTH)))

    def spans(self, words: Tensor) -> Tensor:
        """Scores [B, N, MAX_SPAN, kinds + none] of the span that starts at a word and has 1, 2, … words."""
        one = torch.ones_like(words[..., :1])
        start = torch.cat([self.drop(functional.gelu(self.start(words))), one], -1)
        end = torch.cat([self.drop(functional.gelu(self.end(words))), one], -1)
        ends = torch.stack([functional.pad(end, (0, 0, 0, w))[:, w:] for w in range(MAX_SPAN)], 2)
        projected = torch.einsum("bnd,kde->bnke", start, self.span)
        scores = torch.einsum("bnke,bnwe->bnwk", projected, ends)
        return scores + self.span_width.weight

    def triggers(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Type scores, certainty/status/attribution scores, and the vectors of words as triggers."""
        hidden = self.drop(functional.gelu(self.trigger_hidden(words))) + words
        return self.trigger(hidden), self.trigger_facts(hidden), hidden

    def pool(self, words: Tensor, firsts: Tensor, lasts: Tensor, kinds: Tensor) -> Tensor:
        """Mention vectors [B, M, W] from first and last word and kind."""

        def take(at: Tensor) -> Tensor:
            return words.gather(1, at[..., None].expand(-1, -1, WIDTH))

        return torch.tanh(self.mention(torch.cat([take(firsts), take(lasts)], -1)) + self.kind(kinds))

    def dated(self, both: Tensor, standing: Tensor) -> Tensor:
        """Scores [..., relations, 2] that a date is the start or end of each relation of a pair: `both` [..., pair + date],
        and where the date stands to the pair (`timing.standing`)."""
        hidden = self.when[0](both) + self.when_standing(standing)
        scores: Tensor = self.when[2](self.when[1](hidden))
        return scores.unflatten(-1, (len(RELATIONS), 2))

    @staticmethod
    def entities(mentions: Tensor, member: Tensor) -> Tensor:
        """Entity vectors [B, E, W]: logsumexp over the mentions of each (`member` [B, E, M] of 0 and 1)."""
        weights = torch.einsum("bem,bmw->bew", member, mentions.float().exp())  # mentions lie between -1 and 1
        return weights.clamp(min=math.exp(-20)).log().to(mentions.dtype)
