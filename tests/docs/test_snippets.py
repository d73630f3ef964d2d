"""What the pages of the documentation tell to type works: Python on every page, commands in the tutorial."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
from tools.render_tutorial import BLOCK, commands

from foedus.interfaces.demo import briefings
from tests.interfaces.cli.conftest import Run, folder, run

__all__ = ["folder", "run"]

ROOT = Path(__file__).parents[2]
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SNIPPETS = {
    page.relative_to(ROOT).as_posix(): blocks
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if "reference" not in page.parts and (blocks := _PYTHON.findall(page.read_text(encoding="utf-8")))
}
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")


@pytest.fixture
def study(folder: Path, demo: Path) -> Path:
    """A folder with the demo's ledger, a copy of it called foedus.sqlite, and a folder of reports."""
    shutil.copy(demo, folder / demo.name)
    shutil.copy(demo, folder / "foedus.sqlite")
    (folder / "reports").mkdir()
    for file in briefings():
        (folder / "reports" / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("page", SNIPPETS)
def test_the_python_of_a_page_runs_from_top_to_bottom(page: str, study: Path) -> None:
    known: dict[str, object] = {"__name__": page}
    for block in SNIPPETS[page]:
        exec(compile(block, f"{study} {page}", "exec"), known)


def test_pages_with_python_were_found() -> None:
    assert {"docs/how-to/python.md", "docs/how-to/analyse.md"} <= set(SNIPPETS)


def test_every_command_of_the_tutorial_works(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LEDGER", "foedus-demo.sqlite")
    lines = [line for block in BLOCK.finditer(TUTORIAL) for line in commands(block[3])[: 1 if block[1] == "console" else None]]
    assert len(lines) > 20
    for line in lines:
        words = shlex.split(line)
        if words[0] == "foedus":
            ran = run(*words[1:])
            assert ran.code == 0, f"{line}: {ran.err}"
        else:
            subprocess.run(["bash", "-c", line], cwd=study, check=True)


def test_every_command_of_the_tutorial_that_answers_shows_its_answer() -> None:
    silent = [block[3] for block in BLOCK.finditer(TUTORIAL) if block[1] == "console" and len(block[3].splitlines()) < 2]
    assert silent == [], "run python tools/render_tutorial.py"
