"""Build hook: compacts the gazetteer into the package, for wheels and for editable installs alike."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER = "src/foedus/reading/steps/gazetteer/places.sqlite"


class GazetteerHook(BuildHookInterface[Any]):
    """Writes places.sqlite beside the code, where it is read from, and adds the ignored file to what is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (the hook's interface)
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        try:
            from foedus.reading.steps.gazetteer.compact import compact
        finally:
            sys.path.pop(0)
        compact(root / GAZETTEER)
        build_data["artifacts"].append(GAZETTEER)
