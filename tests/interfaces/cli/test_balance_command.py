from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from foedus.interfaces.cli.main import app

TRIAD = "a,b,sign\nPakistan,United States,1\nPakistan,Fighters,1\nUnited States,Fighters,-1\n"


def _run(*words: str) -> str:
    result = CliRunner().invoke(app, ["balance", *words])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_balance_prints_json_for_each_slice(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text(TRIAD, encoding="utf-8")
    (found,) = json.loads(_run(str(file), "--json"))
    assert {
        name: found[name] for name in ("slice", "nodes", "edges", "triangles", "balanced_share", "frustration", "proven")
    } == {
        "slice": None,
        "nodes": 3,
        "edges": 3,
        "triangles": 1,
        "balanced_share": 0.0,
        "frustration": 1,
        "proven": True,
    }
    assert sorted(name for camp in found["camps"] for name in camp) == ["Fighters", "Pakistan", "United States"]
    assert len(found["frustrated"]) == 1
    assert found["seconds"] >= 0


def test_balance_says_what_was_not_proven_in_time(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text(TRIAD, encoding="utf-8")
    result = CliRunner().invoke(app, ["balance", str(file), "--time-limit", "0"])
    assert result.exit_code == 0
    assert result.stdout.split("\t")[5:7] == ["0 to 1", "no"]
    assert result.stderr == "not proven within 0 seconds: 1 of 1; --time-limit gives more\n"


def test_balance_without_the_file_ends_with_the_sentence(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["balance", str(tmp_path / "no.csv")])
    assert result.exit_code == 1
    assert "there is no file" in result.stderr


@pytest.mark.shared
def test_balance_gives_the_published_figures_of_the_highland_tribes(shared: Path) -> None:
    (found,) = json.loads(_run(str(shared / "data/signed/highland_tribes.csv"), "--json"))
    assert (found["frustration"], found["proven"], round(found["balanced_share"], 6)) == (7, True, 0.867647)
