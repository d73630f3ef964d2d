"""Reading by a language model behind an OpenAI-compatible address. Off until the user names one; start at `reader.py`.

The model proposes, the text decides: `answer.py` takes its answer apart, `claims.py` keeps what stands in the text.
"""

from foedus.reading.readers.llm.estimate import announce
from foedus.reading.readers.llm.reader import LlmReader

__all__ = ["LlmReader", "announce"]
