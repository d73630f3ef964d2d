"""How certain a claim is told: what the network takes it for, where the words of the sentence bear it out.

A denial or a supposition stands in words ("denied", "nothing", "if"), often in the sentence after the claim; without such a word
in the sentence or one beside it there is none. A cue of denial that governs the claim makes it denied, whatever the network says
(codebook, Certainty). The word that tells an event does not govern it: who "rejected the charge" has made a statement.
"""

from __future__ import annotations

from foedus.model.claim import Certainty
from foedus.reading.prepared import Prepared
from foedus.reading.steps.certainty import negated

_NEED_WORDS = (Certainty.DENIED, Certainty.HYPOTHETICAL)


def settled(told: Certainty, prepared: Prepared, number: int, at: int | None) -> Certainty:
    """The certainty of a claim that the sentence of that number tells at the offset `at`, where that is known; `told` is the
    network's."""
    sentences = prepared.sentences
    others = [cue for cue in prepared.cues if at is None or not cue.start <= at < cue.end]
    governing = {cue.certainty for cue in others if at is not None and cue.scope_start <= at < cue.scope_end}
    if Certainty.DENIED in governing and told is not Certainty.HYPOTHETICAL:
        return Certainty.DENIED
    start, end = sentences[max(number - 1, 0)].start, sentences[min(number + 1, len(sentences) - 1)].end
    borne_out = any(cue.certainty is told and start <= cue.start < end for cue in others)
    if told is Certainty.DENIED and not borne_out:
        borne_out = negated(prepared.document.text, start, end)
    if told in _NEED_WORDS and not borne_out:
        return Certainty.HEDGED if Certainty.HEDGED in governing else Certainty.STATED
    return told
