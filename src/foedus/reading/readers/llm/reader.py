"""The llm reader: chunk by chunk, the model is asked for claims in the codebook's form, and what it says is held to the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from foedus import settings
from foedus.errors import BadInput, FoedusError, ReadingFailed
from foedus.model.claim import Origin
from foedus.model.reading import GapKind
from foedus.reading.prepared import Prepared
from foedus.reading.readers.llm import answer, cache, chunks
from foedus.reading.readers.llm.answer import Answer
from foedus.reading.readers.llm.cast import Cast
from foedus.reading.readers.llm.chunks import Chunk
from foedus.reading.readers.llm.claims import Coder, distinct
from foedus.reading.readers.llm.client import Client
from foedus.reading.readers.llm.endpoint import Endpoint, endpoint
from foedus.reading.readers.llm.ground import Ground, Notes
from foedus.reading.readers.llm.prompt import prompt
from foedus.reading.readers.protocol import Draft

NAME = "llm"
_CHECKS = "1"   # the version of what is done with an answer


@dataclass(frozen=True, slots=True)
class _Unread:
    """Why a chunk got no usable answer, and whether a shorter one might."""

    reason: str
    too_long: bool = False


class LlmReader:
    """Any model behind an OpenAI-compatible address. Made without one, it says so when it is asked to read.

    The version holds the version of the checks, of the prompt, and the model. The same answers give the same draft, and answers
    are kept; the model itself need not repeat them.
    """

    name = NAME

    def __init__(self) -> None:
        self.version = f"{_CHECKS}/{prompt().version}/{settings.text('llm_model') or 'no model named'}"
        self._client: Client | None = None
        self._endpoint: Endpoint | None = None

    def missing(self) -> str | None:
        """What has to be set before it can read, in one sentence; None where it is ready."""
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
        notes = Notes(prepared.document.id)
        self._answered = self._all(prepared, notes)
        return self._draft(prepared, self._answered, notes)
