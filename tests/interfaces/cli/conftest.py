"""Running commands as a user does: in a folder of one's own, with the environment of nobody."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.interfaces.cli.main import app
from tests.interfaces.cli import cli_sample


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in; no setting of the environment counts."""
    for name in [name for name in os.environ if name.startswith("FOEDUS_") and name not in ("FOEDUS_NO_SKIP", "FOEDUS_SHARED")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:  # noqa: ARG001  (commands run there)
    """Runs a command line given as words."""

    def ran(*words: str, stdin: bytes | None = None) -> Ran:
        result = CliRunner().invoke(app, list(words), input=stdin, catch_exceptions=False)
        return Ran(result.exit_code, result.stdout, result.stderr)

    return ran


@pytest.fixture
def sample(folder: Path) -> Path:
    """A ledger foedus.sqlite with two reports in it."""
    cli_sample.make(folder / "foedus.sqlite")
    return folder / "foedus.sqlite"
