"""``foedus reconcile``, as a user runs it."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.exchange.importers.samples import GED, table, written
from tests.interfaces.cli.conftest import Run

ROW = {**GED, "side_a": "Government of Pakistan", "country": "Pakistan", "date_start": "2013-03-07", "date_end": "2013-03-07"}


@pytest.fixture
def theirs(run: Run, folder: Path) -> Path:
    """A file of GED, and a ledger that holds another copy of it with one row changed and one missing."""
    also = [ROW, {**ROW, "id": "2", "date_start": "2013-04-01", "date_end": "2013-04-01"}]
    mine = [{**ROW, "high": "9", "low": "8", "best": "8"}]
    assert run("import", "ucdp-ged", written(folder, "mine.csv", table(mine)).name).code == 0
    return written(folder, "theirs.csv", table(also))


def test_findings_are_told_in_lines_records_tables_and_a_page(run: Run, theirs: Path, folder: Path) -> None:
    ran = run("reconcile", "ucdp-ged", theirs.name, "--all")
    assert ran.code == 0
    first, second = (line.split("\t") for line in ran.out.splitlines())
    assert (first[0], first[1], first[4]) == ("differ", "2013-03-07", "8 to 9 | 2 to 5")
    assert (second[0], second[5], second[6]) == ("only they", "", "ucdp-ged 2")
    assert "differ: 1\n" in ran.err
    assert "differ in deaths: 1\n" in ran.err
    found = json.loads(run("reconcile", "ucdp-ged", theirs.name, "--all", "--json").out)
    assert [one["finding"] for one in found] == ["differ", "only they"]
    assert found[0]["differences"] == [{"aspect": "deaths", "how": "differ", "ours": "8 to 9", "theirs": "2 to 5"}]
    assert found[0]["ours"]["quote"].startswith("1,2013,Clear")
    ran = run("reconcile", "ucdp-ged", theirs.name, "--csv", "a.csv", "--html", "a.html")
    assert (ran.out, "not compared, 1 row: outside 2013-03-07 to 2013-03-07" in ran.err) == ("", True)
    rows = csv.DictReader(StringIO((folder / "a.csv").read_text(encoding="utf-8"), newline=""))
    assert [row["finding"] for row in rows] == ["differ"]
    assert "<q>1,2013,Clear" in (folder / "a.html").read_text(encoding="utf-8")


def test_nothing_is_recorded_unless_asked_and_a_judgement_can_be_undone(run: Run, theirs: Path) -> None:
    before = run("export", "json").out
    run("reconcile", "ucdp-ged", theirs.name)
    assert run("export", "json").out == before
    ran = run("reconcile", "ucdp-ged", theirs.name, "--record", "--by", "me")
    assert "1 judgement recorded" in ran.err
    assert run("reconcile", "ucdp-ged", theirs.name, "--record", "--by", "me").err.count("0 judgements recorded") == 1
    (judged,) = [line.split("\t") for line in run("judgements").out.splitlines() if "clm-" in line]
    assert run("undo", judged[-1], "--by", "me").code == 0
    assert json.loads(run("reconcile", "ucdp-ged", theirs.name, "--json").out)[0]["points"] is not None


def test_what_cannot_be_reconciled_is_a_sentence(run: Run, theirs: Path, folder: Path) -> None:
    ran = run("reconcile", "edges", theirs.name)
    assert (ran.code, "'edges' cannot be reconciled; choose of ucdp-ged, acled, gtd" in ran.err) == (2, True)
    ran = run("reconcile", "ucdp-ged", "missing.csv")
    assert (ran.code, ran.err) == (1, "there is no file missing.csv; name a file to import\n")
    (folder / "bad.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    ran = run("reconcile", "ucdp-ged", "bad.csv", "--csv", "out.csv")
    assert (ran.code, "no column 'side_a', which UCDP GED has" in ran.err, (folder / "out.csv").exists()) == (1, True, False)
    ran = run("reconcile", "ucdp-ged", theirs.name, "--record", "--known-by", "2020")
    assert (ran.code, "leave it out with --record" in ran.err) == (2, True)
