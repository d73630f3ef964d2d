"""All commands together: help, examples, docs, settings and the vocabulary."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from foedus import settings
from foedus.errors import BadInput
from foedus.interfaces.cli.command_page import command_names, commands_page
from foedus.interfaces.cli.dates import told
from foedus.interfaces.cli.vocabulary_page import settings_page, vocabulary_page
from foedus.model.dates import DateSpan
from foedus.model.vocabulary import vocabulary
from tests.interfaces.cli.conftest import Run

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "docs" / "reference"
NAMES = command_names()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself_with_an_example(run: Run, name: str) -> None:
    ran = run(*name.split(), "--help")
    assert ran.code == 0
    assert f"foedus {name}" in ran.out.split("Example")[1]


def test_the_commands_asked_for_are_there() -> None:
    assert {
        "read",
        "demo",
        "actors",
        "actor",
        "events",
        "ties",
        "why",
        "gaps",
        "verify",
        "export json",
        "suggestions",
        "same",
        "not-same",
        "accept",
        "reject",
        "correct",
        "judgements",
        "undo",
        "search",
        "vocabulary",
    } <= set(NAMES)


@pytest.mark.parametrize(
    ("file", "page"),
    [("vocabulary.md", vocabulary_page(vocabulary())), ("settings.md", settings_page()), ("commands.md", commands_page())],
)
def test_the_reference_pages_are_current(file: str, page: str) -> None:
    assert (REFERENCE / file).read_text(encoding="utf-8") == page, "stale; run python tools/render_reference.py"


def test_the_readme_names_only_commands_that_exist() -> None:
    lines = [line.strip() for line in (ROOT / "README.md").read_text(encoding="utf-8").splitlines()]
    named = [line.split()[1] for line in lines if line.startswith("foedus ")]
    assert named
    assert set(named) <= {name.split()[0] for name in NAMES}


def test_the_readmes_two_commands_stand_near_its_top() -> None:
    top = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    commands = [line for line in top if line.startswith("python3 -m venv .venv && .venv/bin/pip install")]
    assert [command.rsplit(" ", 1)[1] for command in commands] == ["demo", ".venv/bin/pytest"]


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out.startswith("foedus ")


def test_an_unknown_command_is_a_usage_error(run: Run) -> None:
    assert run("frobnicate").code == 2


def test_the_vocabulary_is_printed_as_lines_json_and_page(run: Run) -> None:
    assert "relation type\ttruce_with\t0\tA ceasefire, non-aggression pact or peace deal in force.\n" in run("vocabulary").out
    assert [one["name"] for one in json.loads(run("vocabulary", "--json").out)["status"]] == list(vocabulary().statuses)
    assert run("vocabulary", "--markdown").out == vocabulary_page(vocabulary())


def test_settings_show_no_password(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LEDGER", "postgresql://ann:secret@host/db?sslpassword=secret")
    for words in (("settings",), ("settings", "--json")):
        ran = run(*words)
        assert "postgresql://ann:***@host/db?sslpassword=***" in ran.out
        assert "secret" not in ran.out


def test_settings_show_the_value_in_force(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LEDGER", "other.sqlite")
    assert "FOEDUS_LEDGER\tother.sqlite\t" in run("settings").out


@pytest.mark.parametrize(("given", "means"), [("1", True), ("yes", True), ("off", False), ("", False)])
def test_a_switch_is_read(monkeypatch: pytest.MonkeyPatch, given: str, means: bool) -> None:
    monkeypatch.setenv("FOEDUS_DEBUG", given)
    assert settings.flag("debug") is means


def test_a_switch_that_is_neither_on_nor_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_DEBUG", "maybe")
    with pytest.raises(
        BadInput, match=r"^FOEDUS_DEBUG is 'maybe', which is not one of 1, 0, true, false, yes, no, on, off; correct or unset it$"
    ):
        settings.flag("debug")


def test_dates_in_a_pipe_are_told_as_edtf() -> None:
    assert told(DateSpan.parse("2009-24~")) == "2009-24~"


def test_what_help_needs_is_imported_and_no_more() -> None:
    heavy = {"sqlalchemy", "numpy", "scipy", "networkx", "httpx", "lxml", "onnxruntime", "rapidfuzz", "yaml"}
    program = f"import sys\nfrom foedus.interfaces.cli import main\nprint(sorted({heavy} & set(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "[]\n"
