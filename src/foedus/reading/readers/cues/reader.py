"""The cues reader: rules over words, the floor that every later reader must beat. Each claim names the rule that fired."""

from __future__ import annotations

from foedus.reading.prepared import Prepared
from foedus.reading.readers.cues import events, relations
from foedus.reading.readers.cues.encode import encode
from foedus.reading.readers.cues.evidence import NAME, VERSION
from foedus.reading.readers.protocol import Draft


class CuesReader:
    """Events by trigger word and ties by pattern, over the actors and places the steps found."""

    name = NAME
    version = VERSION

    def read(self, prepared: Prepared) -> Draft:
        """The claims of the document, in order of the text within events, then relations."""
        sentences = encode(prepared)
        happened = events.distinct([claim for sentence in sentences for claim in events.find(prepared, sentence)])
        pairs = zip(sentences, [None, *sentences], strict=False)
        ties = [claim for sentence, before in pairs for claim in relations.find(prepared, sentence, before)]
        standing = relations.distinct(ties)
        return Draft(prepared.actors, (*happened, *standing))
