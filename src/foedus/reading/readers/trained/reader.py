"""The trained reader: one small network with several heads, the second coder that fits in 40 MB.

How it was trained, on what, and where it fails: `reading/weights/card.md`.
"""

from __future__ import annotations

import json
from functools import cache, cached_property
from typing import Any

from foedus.model.claim import Origin
from foedus.reading.prepared import Prepared
from foedus.reading.readers.protocol import Draft
from foedus.reading.readers.trained.assemble import assemble
from foedus.reading.readers.trained.brain import Brain
from foedus.reading.readers.trained.calibration import Calibration
from foedus.reading.readers.trained.decode import decode
from foedus.reading.readers.trained.features import inputs
from foedus.reading.readers.trained.network import OnnxBrain, pieces_of, weights_file
from foedus.reading.readers.trained.thresholds import Thresholds

NAME = "trained"


class TrainedReader:
    """Reads with the bundled weights; every claim carries the network's calibrated confidence."""

    name = NAME

    def __init__(self, brain: Brain | None = None) -> None:
        self._brain = brain or OnnxBrain()

    @cached_property
    def version(self) -> str:
        """The version of the weights: it changes whenever they or the decoding do."""
        return str(_settings()["version"])

    @cached_property
    def _bars(self) -> Thresholds:
        return Thresholds.from_json(_settings()["thresholds"])

    def read(self, prepared: Prepared) -> Draft:
        """The claims of the document, window by window, brought together."""
        windows = [(window, decode(prepared, window, self._brain, self._bars)) for window in inputs(prepared, pieces_of)]
        calibration = Calibration.from_json(_settings()["calibration"])
        actors, claims = assemble(prepared, windows, Origin(self.name, self.version), calibration, self._bars.listed)
        return Draft(actors, claims)


@cache
def _settings() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(weights_file("reader.json").read_text(encoding="utf-8"))
    return loaded
