"""The network at run time: int8 ONNX graphs under onnxruntime, wordpieces by tokenizers. Nothing is downloaded.

The weights lie in `reading/weights/`, made by `training/` (see the card beside them).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from foedus.reading.readers.trained.brain import Cast, FirstLook, Floats, SecondLook
from foedus.reading.readers.trained.features import Mark, WindowInput
from foedus.reading.readers.trained.labels import CERTAINTIES, STATUSES

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Longs = NDArray[np.int64]
_CLS, _SEP = 101, 102
_UNKNOWN = 100
_LONGEST_WORD = 8  # wordpieces kept of one word; longer ones are no words
_ENCODER, _SAME, _CAST, _DATES, _TOKENIZER = "encoder.onnx", "same.onnx", "cast.onnx", "dates.onnx", "tokenizer.json"


def weights_file(name: str) -> Any:
    """A file beside the weights, as a readable resource."""
    return files("foedus.reading").joinpath("weights", name)


@cache
def _session(name: str) -> InferenceSession:
    """One graph, loaded once; a single thread each, so that --jobs decides how many cores are used."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    with as_file(weights_file(name)) as path:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(weights_file(_TOKENIZER).read_text(encoding="utf-8"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def pieces_of(words: list[str]) -> list[tuple[int, ...]]:
    """The wordpiece ids of each word, at least one."""
    sendable = [word.encode("utf-8", "replace").decode() for word in words]  # half a surrogate pair has no UTF-8
    encodings = _tokenizer().encode_batch(sendable, add_special_tokens=False)
    return [tuple(encoding.ids[:_LONGEST_WORD]) or (_UNKNOWN,) for encoding in encodings]


class OnnxBrain:
    """Answers the questions of `Brain` with the bundled weights."""

    def first_look(self, window: WindowInput) -> FirstLook:
        words, spans, triggers, facts, hidden = _session(_ENCODER).run(None, _encoder_input(window))
        probabilities = _within_sentences(spans[0], window)
        kinds, states = len(CERTAINTIES), len(STATUSES)
        return FirstLook(
            probabilities,
            triggers[0],
            _softmax(facts[0, :, :kinds]),
            _softmax(facts[0, :, kinds : kinds + states]),
            1 / (1 + np.exp(-facts[0, :, -1])),
            (words, hidden, _row(window.sentence_of)),
        )

    def same(self, look: FirstLook, mentions: tuple[tuple[int, int, int], ...]) -> Floats:
        words, _, sentences = look.state
        firsts, lasts, kinds = _mention_columns(mentions)
        asked = {"words": words, "sentence_of": sentences, "firsts": firsts, "lasts": lasts, "kinds": kinds}
        answer: Floats = _session(_SAME).run(None, asked)[0][0]
        return answer

    def second_look(self, look: FirstLook, window: WindowInput, cast: Cast) -> SecondLook:
        count, dates, counts, triggers = cast.entities, len(window.dates), len(window.counts), len(cast.triggers)
        if not count:
            return _nothing(look, window, triggers)
        words, hidden, sentences = look.state
        slots, relations, certainty, evidence, pairs, date_vectors = _session(_CAST).run(
            None, {"words": words, "hidden": hidden, "sentence_of": sentences, **_cast_input(window, cast)}
        )
        # An empty list of dates or counts is sent as one dummy, since graphs need something in every place.
        at_dates, at_counts = count, count + max(dates, 1)
        kept = [*range(count), *range(at_dates, at_dates + dates), *range(at_counts, at_counts + counts)]
        return SecondLook(
            slots[0][:triggers][:, kept], relations[0], certainty[0], evidence[0], (pairs[0], date_vectors[0][:dates])
        )

    def when(self, second: SecondLook, relations: tuple[tuple[int, int, int], ...], standing: Floats) -> Floats:
        pairs, dates = second.state
        a, b, kind = (np.array([relation[i] for relation in relations]) for i in range(3))
        scores = _session(_DATES).run(None, {"pairs": pairs[a, b], "dates": dates, "standing": standing})[0]
        answer: Floats = scores[np.arange(len(relations)), :, kind]
        return answer


def _encoder_input(window: WindowInput) -> dict[str, NDArray[Any]]:
    ids, segments = [_CLS, *window.title_pieces, _SEP], [0] * (len(window.title_pieces) + 2)
    shapes, kinds, bits = [0] * len(ids), [0] * len(ids), [0] * len(ids)
    first = []
    for pieces, shape, kind, mark in zip(window.pieces, window.shapes, window.kinds, window.marks, strict=True):
        first.append(len(ids))
        ids += pieces
        for column, value in ((segments, 1), (shapes, shape), (kinds, kind), (bits, mark)):
            column.extend([value] * len(pieces))
    for column, value in ((ids, _SEP), (segments, 1), (shapes, 0), (kinds, 0), (bits, 0)):
        column.append(value)
    marks = (np.array(bits)[:, None] >> np.arange(len(Mark))) & 1
    return {
        "ids": _row(ids),
        "segments": _row(segments),
        "shapes": _row(shapes),
        "kinds": _row(kinds),
        "marks": marks[None].astype(np.float32),
        "first": _row(first),
    }


def _row(values: Sequence[int]) -> Longs:
    return np.array([values], dtype=np.int64)


def _mention_columns(mentions: tuple[tuple[int, int, int], ...]) -> tuple[Longs, Longs, Longs]:
    """First word, last word (inclusive) and kind of each mention."""
    table = np.array(mentions, dtype=np.int64).reshape(-1, 3)
    return table[None, :, 0], table[None, :, 1] - 1, table[None, :, 2]


def _cast_input(window: WindowInput, cast: Cast) -> dict[str, NDArray[Any]]:
    firsts, lasts, kinds = _mention_columns(cast.mentions)
    member = np.zeros((1, cast.entities, len(cast.mentions)), dtype=np.float32)
    member[0, list(cast.entity_of), np.arange(len(cast.mentions))] = 1
    dates = [(date.first, date.last - 1) for date in window.dates] or [(0, 0)]
    counts = [(count.first, count.last - 1) for count in window.counts] or [(0, 0)]
    triggers = list(cast.triggers) or [(0, 0)]
    return {
        "mention_first": firsts,
        "mention_last": lasts,
        "mention_kind": kinds,
        "member": member,
        "date_first": _row([d[0] for d in dates]),
        "date_last": _row([d[1] for d in dates]),
        "count_first": _row([c[0] for c in counts]),
        "count_last": _row([c[1] for c in counts]),
        "trigger_at": _row([t[0] for t in triggers]),
        "trigger_type": _row([t[1] for t in triggers]),
    }


def _nothing(look: FirstLook, window: WindowInput, triggers: int) -> SecondLook:
    """The second look where nobody is named: events stand alone, with no slot filled."""
    from foedus.reading.readers.trained.labels import RELATIONS, SLOTS

    columns = len(window.dates) + len(window.counts)
    return SecondLook(
        np.zeros((triggers, columns, len(SLOTS)), dtype=np.float32),
        np.zeros((0, 0, len(RELATIONS)), dtype=np.float32),
        np.zeros((0, 0, len(CERTAINTIES)), dtype=np.float32),
        np.zeros((0, 0, len(look.spans)), dtype=np.float32),
        None,
    )


def _softmax(scores: Floats) -> Floats:
    shifted = np.exp(scores - scores.max(-1, keepdims=True))
    answer: Floats = shifted / shifted.sum(-1, keepdims=True)
    return answer


def _within_sentences(spans: Floats, window: WindowInput) -> Floats:
    """The span probabilities, with none for spans that run over the end of a sentence."""
    sentence = np.array(window.sentence_of)
    spans = spans.copy()
    for width in range(1, spans.shape[1]):
        room = max(0, len(sentence) - width)   # a text may be shorter than the longest span
        over = np.ones(len(sentence), dtype=bool)
        over[:room] = sentence[width:] != sentence[:room]
        spans[over, width] = 0
        spans[over, width, -1] = 1
    return spans
