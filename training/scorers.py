"""Parts of the joint network that score pairs, and what they share with its encoder."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

WIDTH = 384


@dataclass
class Sizes:
    """What may be varied in experiments."""

    span: int = 160
    pair: int = 256
    query: int = 128
    dropout: float = 0.15


class Dropout(nn.Module):
    """Dropout whose masks come from a fast generator of bytes: on a processor torch's own takes a fifth of the training time.

    The share dropped is that asked for, to the nearest 256th; masks follow torch's seed.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self.bar = round(share * 256)
        self.source: np.random.Generator | None = None

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.bar:
            return x
        if x.is_cuda:
            return functional.dropout(x, self.bar / 256)
        if self.source is None:
            self.source = np.random.Generator(np.random.SFC64(int(torch.randint(1 << 31, ()))))
        kept = torch.frombuffer(bytearray(self.source.bytes(x.numel())), dtype=torch.uint8).view(x.shape) >= self.bar
        return x * (kept.to(x.dtype) * (256 / (256 - self.bar)))


DISTANCES, SENTENCES = 24, 7
Apart = tuple[Tensor, Tensor]  # how far two things stand from each other: in words and in sentences, each as a class


def plain(classes: int, width: int) -> nn.Embedding:
    """An embedding that adds nothing before it is trained."""
    embedding = nn.Embedding(classes, width)
    nn.init.zeros_(embedding.weight)
    return embedding


def apart(words: Tensor, sentences: Tensor) -> Apart:
    """Signed distances as classes."""
    return distance_bucket(words), sentences.clamp(-3, 3).long() + 3


def gaps(one: Tensor, other: Tensor, sentence_of: Tensor) -> tuple[Tensor, Tensor]:
    """How many words and sentences each place of `one` [B, L] stands after each of `other` [B, R]: two of [B, L, R].

    `sentence_of` [B, N] is the sentence of each word.
    """
    words = one[:, :, None] - other[:, None, :]
    return words, sentence_of.gather(1, one)[:, :, None] - sentence_of.gather(1, other)[:, None, :]


class PairScorer(nn.Module):
    """Scores ordered pairs: both vectors, their product, what lies between, and the words each pair attends to."""

    def __init__(self, left: int, right: int, labels: int, sizes: Sizes) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(left, sizes.pair), nn.Linear(right, sizes.pair)
        self.query_left, self.query_right = nn.Linear(left, sizes.query), nn.Linear(right, sizes.query)
        self.key, self.value = nn.Linear(WIDTH, sizes.query), nn.Linear(WIDTH, sizes.pair)
        self.distance = nn.Embedding(DISTANCES, sizes.pair)
        self.sentence = plain(SENTENCES, sizes.pair)
        self.hidden = nn.Linear(sizes.pair, sizes.pair)
        self.product = nn.Linear(sizes.pair, sizes.pair)
        self.context = nn.Linear(sizes.pair, sizes.pair)
        self.out = nn.Linear(sizes.pair, labels)
        self.drop = Dropout(sizes.dropout)

    def forward(
        self, left: Tensor, right: Tensor, words: Tensor, word_mask: Tensor, apart: Apart
    ) -> tuple[Tensor, Tensor, Tensor]:
        """`left` [B,L,·], `right` [B,R,·], `words` [B,N,W] → scores [B,L,R,labels], pair vectors, attention [B,L,R,N]."""
        query = torch.tanh(self.query_left(left)[:, :, None] + self.query_right(right)[:, None])
        key, value = self.key(words), self.value(words)
        attention = torch.einsum("blrq,bnq->blrn", query, key) / math.sqrt(query.shape[-1])
        attention = (attention + (1 - word_mask)[:, None, None, :] * -1e4).softmax(-1)
        context = torch.einsum("blrn,bnp->blrp", attention, value)
        one, other = self.left(left)[:, :, None], self.right(right)[:, None]
        both = self.product(torch.tanh(one) * torch.tanh(other))
        pair = one + other + both + self.context(torch.tanh(context))
        pair = pair + self.distance(apart[0]) + self.sentence(apart[1])
        pair = functional.gelu(pair)
        pair = self.drop(functional.gelu(self.hidden(self.drop(pair))) + pair)
        return self.out(pair), pair, attention


class LocalScorer(nn.Module):
    """Scores ordered pairs of mentions by their own words alone: the syntax of one sentence."""

    def __init__(self, labels: int, sizes: Sizes) -> None:
        super().__init__()
        self.left, self.right = nn.Linear(WIDTH, sizes.pair), nn.Linear(WIDTH, sizes.pair)
        self.distance = nn.Embedding(DISTANCES, sizes.pair)
        self.sentence = plain(SENTENCES, sizes.pair)
        self.product = nn.Linear(sizes.pair, sizes.pair)
        self.out = nn.Linear(sizes.pair, labels)
        self.drop = Dropout(sizes.dropout)

    def forward(self, mentions: Tensor, apart: Apart) -> Tensor:
        """`mentions` [B, M, W] → scores [B, M, M, labels]."""
        one, other = self.left(mentions)[:, :, None], self.right(mentions)[:, None]
        pair = one + other + self.product(torch.tanh(one) * torch.tanh(other))
        scores: Tensor = self.out(self.drop(functional.gelu(pair + self.distance(apart[0]) + self.sentence(apart[1]))))
        return scores


def distance_bucket(words: Tensor) -> Tensor:
    """Signed word distance as one of DISTANCES classes: near ones apart, far ones together by powers of two."""
    size = words.abs().clamp(max=400).float()
    step = torch.where(size < 5, size, 4 + torch.log2(size.clamp(min=4) / 4) * 1.0 + 0.0).floor().clamp(max=11)
    return torch.where(words < 0, 12 + step, step).long().clamp(0, DISTANCES - 1)


def crossed(pairs: Tensor, dates: Tensor) -> Tensor:
    """Each pair's vector beside each date's: [P, ·] and [D, ·] → [P, D, ·]."""
    p, d = pairs.shape[0], dates.shape[0]
    return torch.cat([pairs[:, None].expand(-1, d, -1), dates[None].expand(p, -1, -1)], -1)
