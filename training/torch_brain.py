"""The network of a run, and the network in torch as a `Brain`, for evaluation while training."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch

from foedus.reading.readers.trained.brain import Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.labels import CERTAINTIES, STATUSES
from training.losses import second_look
from training.model import MAX_SPAN, Network
from training.scorers import Sizes, apart, crossed, gaps
from training.tensors import cast_tensors, collate_input, to_device


def load_network(run: Path) -> Network:
    """A trained network from its run folder. Raises FileNotFoundError where there is none and RuntimeError where its weights are
    of another network."""
    saved = torch.load(run / "network.pt", map_location="cuda" if torch.cuda.is_available() else "cpu", weights_only=False)
    model = Network(Sizes(**saved["sizes"]))
    model.load_state_dict(saved["state"])
    return model.to("cuda" if torch.cuda.is_available() else "cpu").eval()


class TorchBrain:
    """Answers the three questions with the torch network."""

    def __init__(self, model: Network) -> None:
        self.model = model.eval()
        self.device = next(model.parameters()).device

    @torch.no_grad()
    def first_look(self, window: WindowInput) -> FirstLook:
        batch = to_device(collate_input([window]), self.device)
        words = self.model.encode(batch)
        trigger, facts, hidden = self.model.triggers(words)
        spans = self.model.spans(words).softmax(-1)[0].cpu().numpy()
        c, s = len(CERTAINTIES), len(STATUSES)
        _cut_at_sentences(spans, window)
        return FirstLook(
            spans,
            trigger.sigmoid()[0].cpu().numpy(),
            facts[0, :, :c].softmax(-1).cpu().numpy(),
            facts[0, :, c : c + s].softmax(-1).cpu().numpy(),
            facts[0, :, -1].sigmoid().cpu().numpy(),
            (words, hidden, batch["word_mask"], batch["sentence_of"]),
        )

    @torch.no_grad()
    def same(self, look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats:
        words, _, _, sentence_of = look.state
        first, last, kind = (torch.tensor([[m[i] for m in mentions]], device=self.device) for i in range(3))
        vectors = self.model.pool(words, first, last - 1, kind)
        return self.model.same(vectors, apart(*gaps(first, first, sentence_of)))[0, ..., 0].sigmoid().cpu().numpy()

    @torch.no_grad()
    def second_look(self, look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook:
        words, hidden, mask, sentence_of = look.state
        mentions = [(((m[0], m[1])), m[2], e) for m, e in zip(cast.mentions, cast.entity_of, strict=True)]
        batch: dict[str, Any] = to_device(cast_tensors([window], [mentions], [list(cast.triggers)]), self.device)
        batch["word_mask"], batch["sentence_of"] = mask, sentence_of
        out = second_look(self.model, words, hidden, batch)
        e, d, c, t, n = cast.entities, len(window.dates), len(window.counts), len(cast.triggers), len(window.words)
        slots = out["slots"].sigmoid()[0].cpu().numpy()
        keep = [*range(e), *range(batch["dates_at"], batch["dates_at"] + d), *range(batch["counts_at"], batch["counts_at"] + c)]
        return SecondLook(
            slots[:t, keep],
            out["relations"].sigmoid()[0, :e, :e].cpu().numpy(),
            out["certainty"].softmax(-1)[0, :e, :e].cpu().numpy(),
            out["attention"][0, :e, :e, :n].cpu().numpy(),
            (out["pairs"][0], out["dates"][0, :d]),
        )

    @torch.no_grad()
    def when(self, second: SecondLook, relations: tuple[tuple[int, int, int], ...], standing: Floats) -> Floats:
        pairs, dates = second.state
        a, b, kind = (torch.tensor([r[i] for r in relations], device=self.device) for i in range(3))
        both = crossed(pairs[a, b], dates)
        scores = self.model.dated(both, torch.from_numpy(standing).to(both))[torch.arange(len(relations)), :, kind]
        return scores.sigmoid().cpu().numpy()


def _cut_at_sentences(spans: Floats, window: WindowInput) -> None:
    """No mention runs over the end of a sentence."""
    sentence = window.sentence_of
    none = spans.shape[2] - 1
    for start in range(len(sentence)):
        for width in range(MAX_SPAN):
            if start + width >= len(sentence) or sentence[start + width] != sentence[start]:
                spans[start, width:] = 0
                spans[start, width:, none] = 1
                break
