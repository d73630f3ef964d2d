"""Reading by rules; the rules are data: `events.yml`, `relations.yml`."""

from foedus.reading.readers.cues.reader import CuesReader

__all__ = ["CuesReader"]
