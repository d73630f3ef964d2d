"""How certain a claim is told: what the network takes it for, where the words of the sentence bear it out.

A denial or a supposition stands in words ("denied", "if"); without such a word in the sentence there is none. A word of
denial that governs the claim makes it denied, whatever the network says (codebook, Certainty). The word that tells an event
does not govern it: who "rejected the charge" has made a statement.
"""

from __future__ import annotations

from collections.abc import Sequence

from foedus.model.claim import Certainty
from foedus.reading.steps.certainty import Cue
from foedus.reading.steps.sentences import Sentence

_NEED_WORDS = (Certainty.DENIED, Certainty.HYPOTHETICAL)


def settled(told: Certainty, cues: Sequence[Cue], sentence: Sentence, at: int | None) -> Certainty:
    """The certainty of a claim that `sentence` tells at the offset `at`, where that is known; `told` is the network's."""
    others = [cue for cue in cues if at is None or not cue.start <= at < cue.end]
    governing = {cue.certainty for cue in others if at is not None and cue.scope_start <= at < cue.scope_end}
    if Certainty.DENIED in governing and told is not Certainty.HYPOTHETICAL:
        return Certainty.DENIED
    if told in _NEED_WORDS and not any(cue.certainty is told and sentence.start <= cue.start < sentence.end for cue in others):
        return Certainty.HEDGED if Certainty.HEDGED in governing else Certainty.STATED
    return told
