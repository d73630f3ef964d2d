"""The llm reader: chunk by chunk, the model is asked for claims in the codebook's form, and what it says is held to the text."""

from __future__ import annotations

from foedus import settings
from foedus.errors import FoedusError, ReadingFailed
from foedus.model.claim import Origin
from foedus.model.reading import GapKind
from foedus.reading.prepared import Prepared
from foedus.reading.readers.llm import cache, chunks
from foedus.reading.readers.llm.answer import Answer
from foedus.reading.readers.llm.asking import Asking, Unread
from foedus.reading.readers.llm.cache import Cache
from foedus.reading.readers.llm.cast import Cast
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.claims import Coder, distinct
from foedus.reading.readers.llm.client import Client
from foedus.reading.readers.llm.endpoint import endpoint
from foedus.reading.readers.llm.ground import Ground, Notes
from foedus.reading.readers.llm.prompt import prompt
from foedus.reading.readers.protocol import Draft

NAME = "llm"
_CHECKS = "1"   # the version of what is done with an answer


class LlmReader:
    """Any model behind an OpenAI-compatible address. Made without one, it says so when it is asked to read.

    The version holds the version of the checks and of the prompt, and the model. The same answers give the same draft, and
    answers are kept; asked anew, a model may answer otherwise.
    """

    name = NAME

    def __init__(self) -> None:
        self.version = f"{_CHECKS}/{prompt().version}/{settings.text('llm_model') or 'no model named'}"
        self._asking: Asking | None = None

    def missing(self) -> str | None:
        """What has to be set before it can read, in a sentence; None where it is ready."""
        try:
            endpoint()
        except FoedusError as fault:
            return str(fault)
        return None

    def read(self, prepared: Prepared) -> Draft:
        """The claims of the document; a chunk without a usable answer is a gap.

        Raises BadInput where no usable address, model or key is named, ReadingFailed where the server cannot be asked or no
        chunk got a usable answer. What was answered until then is kept and not asked again.
        """
        asking = self._ready()
        notes = Notes(prepared.document.id)
        read: list[tuple[Chunk, Answer]] = []
        unread: list[str] = []
        with asking.client:
            for whole in chunks.split(prepared.sentences):
                for chunk, found in asking.answers(prepared, whole):
                    if isinstance(found, Unread):
                        unread.append(found.reason)
                        detail = f"reader llm could not read this part: {found.reason}"
                        notes.add(detail, (chunk.start, chunk.end), GapKind.FAILED_STEP)
                    else:
                        read.append((chunk, found))
        if unread and not read:
            raise ReadingFailed(
                f"reader llm got no usable answer about any part of the document from the model {asking.model!r}: {unread[0]}; "
                "try another FOEDUS_LLM_MODEL or another --reader"
            )
        return _draft(prepared, read, notes, Origin(self.name, self.version))

    def _ready(self) -> Asking:
        """What is asked and where, settled when it is first needed."""
        if self._asking is None:
            named = endpoint()
            self._asking = Asking(named.model, prompt(), Client(named), Cache(cache.folder()))
        return self._asking


def _draft(prepared: Prepared, read: list[tuple[Chunk, Answer]], notes: Notes, origin: Origin) -> Draft:
    """What of the answers stands in the report. All actors are gathered first, as a later chunk may give a fuller name."""
    ground = Ground(prepared, prompt().example)
    cast = Cast(ground, notes)
    rolls = [cast.add(answer.actors, (chunk.start, chunk.end)) for chunk, answer in read]
    coder = Coder(ground, notes, cast, origin)
    claims = [claim for (chunk, answer), roll in zip(read, rolls, strict=True) for claim in coder.claims(answer, chunk, roll)]
    return Draft(cast.actors(), distinct(claims), notes.gaps)
