"""Reading by the trained network. The path of a datum: `features.py` → `network.py` → `decode.py` → `assemble.py`."""

from foedus.reading.readers.trained.reader import TrainedReader

__all__ = ["TrainedReader"]
