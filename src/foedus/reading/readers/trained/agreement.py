"""A second opinion on ties: where the frames of the cues reader state, between the network's own entities, what it scores.

The frames know words that the network met too seldom to learn, and cannot have learned a passage by heart: of the ties that
both find far more are right than of those only one finds (figures in `reading/weights/card.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from foedus.model.actor import Actor
from foedus.model.place import Place
from foedus.model.vocabulary import vocabulary
from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues.encode import encode
from foedus.reading.readers.cues.relations import stated
from foedus.reading.readers.trained.brain import Floats
from foedus.reading.readers.trained.features import WindowInput
from foedus.reading.readers.trained.labels import PLACE, RELATIONS, THING
from foedus.reading.steps.places import FoundPlace

Spans = Sequence[tuple[int, int]]


def agreed(prepared: Prepared, window: WindowInput, entities: Sequence[tuple[str, Spans]]) -> Floats:
    """Which ties the frames state in the window: 0 or 1, [E, E, relations], either way round for undirected ones.

    `entities` are kinds and the places in the text of the mentions.
    """
    found = np.zeros((len(entities), len(entities), len(RELATIONS)), dtype=np.float32)
    sentences = encode(_with_entities(prepared, window, entities))
    for sentence, before in zip(sentences, [None, *sentences], strict=False):
        for tie in stated(sentence, before):
            a, b, kind = int(tie.a.what.name), int(tie.b.what.name), RELATIONS.index(tie.frame.type)
            found[a, b, kind] = 1
            if not vocabulary().relation(tie.frame.type).directed:
                found[b, a, kind] = 1
    return found


def raised(scores: Floats, found: Floats, gain: float) -> Floats:
    """The probabilities with `gain` added to the log-odds of what was found too."""
    odds = np.exp(gain * found)
    shifted: Floats = (scores * odds / (1 - scores + scores * odds)).astype(np.float32)
    return shifted


def _with_entities(prepared: Prepared, window: WindowInput, entities: Sequence[tuple[str, Spans]]) -> Prepared:
    """The sentences with the entities, named by their numbers, for actors and places."""
    document = prepared.document.id
    return replace(
        prepared,
        sentences=prepared.sentences[window.sentence_of[0] : window.sentence_of[-1] + 1],
        actors=tuple(
            Actor(document, str(n), kind, (), tuple(spans))
            for n, (kind, spans) in enumerate(entities)
            if kind not in (PLACE, THING)
        ),
        places=tuple(
            FoundPlace(start, end, Place(str(n)))
            for n, (kind, spans) in enumerate(entities)
            if kind == PLACE
            for start, end in spans
        ),
    )
