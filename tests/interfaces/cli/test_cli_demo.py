"""foedus demo: a newcomer's first minute."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from foedus.interfaces.cli.demo import LEDGER
from foedus.interfaces.demo import briefings
from tests.interfaces.cli.conftest import Run


def test_the_demo_shows_the_years_with_quotes_the_doubts_and_what_to_try(run: Run) -> None:
    ran = run("demo")
    assert ran.code == 0
    for heading in (
        "Who stood with whom in 2007",
        "Who stood with whom in 2010",
        "Who stood with whom in 2013",
        "What happened",
        "What is in doubt",
        "What is not known",
        "Try next",
    ):
        assert f"\n{heading}\n{'=' * len(heading)}\n" in ran.out
    assert "“" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_the_demo_run_again_adds_nothing_and_says_the_same(run: Run) -> None:
    first = run("demo").out
    before = run("judgements", "--ledger", LEDGER).out
    assert run("demo").out == first
    assert run("judgements", "--ledger", LEDGER).out == before


def test_what_the_demo_joined_can_be_undone_and_stays_undone(run: Run) -> None:
    run("demo")
    made = json.loads(run("judgements", "--ledger", LEDGER, "--by", "demo", "--json").out)
    assert made
    assert run("undo", made[0]["id"], "--ledger", LEDGER, "--by", "ann").code == 0
    run("demo")
    again = json.loads(run("judgements", "--ledger", LEDGER, "--by", "demo", "--json").out)
    assert [(one["id"], one["undone_by"]) for one in again] == [(made[0]["id"], "ann"), *((one["id"], None) for one in made[1:])]


def test_the_demos_ledger_verifies(run: Run) -> None:
    run("demo")
    assert run("verify", "--ledger", LEDGER).code == 0


def test_every_command_the_demo_recommends_works(run: Run) -> None:
    run("demo")
    for words in (
        ("ties", "nazir", "--at", "2010"),
        ("ties", "--at", "2010", "--known-by", "2010-12-31"),
        ("why", "imu", "pakistani taliban"),
        ("events", "--actor", "ttp", "--from", "2012"),
    ):
        ran = run(*words, "--ledger", LEDGER)
        assert (ran.code, bool(ran.out)) == (0, True), words


def test_another_ledger_of_that_name_is_left_alone(run: Run) -> None:
    Path("own.txt").write_text("The army fights the Taliban.", encoding="utf-8")
    run("read", "own.txt", "--ledger", LEDGER)
    ran = run("demo")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "foedus-demo.sqlite holds documents that are not the demo's, such as 'own.txt', and was left as it is; "
        "rename it, or run foedus demo in another folder\n"
    )


def test_a_file_of_that_name_that_is_no_ledger_is_left_alone(run: Run) -> None:
    Path(LEDGER).write_text("not a database", encoding="utf-8")
    assert run("demo").code == 1
    assert Path(LEDGER).read_text(encoding="utf-8") == "not a database"


def test_a_database_of_another_program_is_left_alone(run: Run) -> None:
    connection = sqlite3.connect(LEDGER)
    connection.execute("CREATE TABLE mine (x)")
    connection.commit()
    connection.close()
    assert run("demo").err.startswith("foedus-demo.sqlite is a database but no Foedus ledger (it has the table 'mine')")


def test_the_briefings_have_their_length_date_and_publisher() -> None:
    found = briefings()
    assert [file.name for file in found] == ["briefing-2007.md", "briefing-2010.md", "briefing-2013.md"]
    for file in found:
        words = file.read_text(encoding="utf-8")
        assert 300 <= len(words.split("---")[2].split()) <= 700
        assert "publisher:" in words
        assert "[Karachi]" in words


@pytest.mark.shared
def test_no_sentence_of_the_model_article_stands_in_the_briefings(shared: Path) -> None:
    article = " ".join((shared / "gold" / "seed" / "seed.txt").read_text(encoding="utf-8").split()).split()
    runs = {" ".join(article[at : at + 8]) for at in range(len(article) - 7)}
    for file in briefings():
        words = file.read_text(encoding="utf-8").split()
        assert not [run for at in range(len(words) - 7) if (run := " ".join(words[at : at + 8])) in runs]
