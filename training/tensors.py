"""Windows, and what stands in them, as padded tensors: what the network is shown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import torch
from torch import Tensor

from foedus.reading.readers.trained.features import CountHere, DateHere, Mark, WindowInput

CLS, SEP = 101, 102
Mentions = list[tuple[tuple[int, int], int, int]]  # of each mention its words, its kind and the number of its entity


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


def cast_tensors(
    windows: Sequence[WindowInput], mentions: Sequence[Mentions], triggers: Sequence[list[tuple[int, int]]]
) -> dict[str, Any]:
    """Mentions, entities, triggers and candidates as padded tensors."""
    out: dict[str, Any] = {**_mention_tensors(mentions)}
    out |= _candidate_tensors("date", [w.dates for w in windows]) | _candidate_tensors("count", [w.counts for w in windows])
    entities, dates = out["member"].shape[1], out["date_first"].shape[1]
    return out | {
        "dates_at": entities,
        "counts_at": entities + dates,
        "candidates": entities + dates + out["count_first"].shape[1],
        "trigger_at": pad([[t[0] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_type": pad([[t[1] for t in ts] for ts in triggers], 0, torch.long),
        "trigger_mask": pad([[1.0] * len(ts) for ts in triggers], 0.0, torch.float32),
    }


def _mention_tensors(mentions: Sequence[Mentions]) -> dict[str, Tensor]:
    firsts = pad([[m[0][0] for m in ms] for ms in mentions], 0, torch.long)
    member = torch.zeros(len(mentions), max((m[2] + 1 for ms in mentions for m in ms), default=1), firsts.shape[1])
    for i, ms in enumerate(mentions):
        for j, m in enumerate(ms):
            member[i, m[2], j] = 1
    return {
        "mention_first": firsts,
        "mention_last": pad([[m[0][1] - 1 for m in ms] for ms in mentions], 0, torch.long),
        "mention_kind": pad([[m[1] for m in ms] for ms in mentions], 0, torch.long),
        "mention_mask": pad([[1.0] * len(ms) for ms in mentions], 0.0, torch.float32),
        "member": member,
        "entity_mask": (member.sum(2) > 0).float(),
    }


def _candidate_tensors(what: str, here: Sequence[Sequence[DateHere] | Sequence[CountHere]]) -> dict[str, Tensor]:
    return {
        f"{what}_first": pad([[one.first for one in row] for row in here], 0, torch.long),
        f"{what}_last": pad([[one.last - 1 for one in row] for row in here], 0, torch.long),
        f"{what}_mask": pad([[1.0] * len(row) for row in here], 0.0, torch.float32),
    }


def to_device(batch: dict[str, Any], device: torch.device) -> dict[str, Any]:
    """The batch with its tensors on a device."""
    return {key: value.to(device, non_blocking=True) if isinstance(value, Tensor) else value for key, value in batch.items()}
