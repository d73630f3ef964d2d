"""``foedus import`` of datasets, as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foedus.exchange.importers.dataset import BLOCK
from foedus.exchange.importers.registry import IMPORTERS
from tests.exchange.importers.samples import GED, SAMPLES, WHOLE, table, written
from tests.interfaces.cli.conftest import Run


def _ged(folder: Path, rows: int, **also: str) -> Path:
    told = [{**GED, "id": str(number), **also} for number in range(rows)]
    return written(folder, "GEDEvent_v25_1.csv", table(told))


@pytest.mark.parametrize("name", [name for name in IMPORTERS if name not in ("claims", *WHOLE)])
def test_every_dataset_is_imported_and_proven(name: str, run: Run, folder: Path) -> None:
    file = SAMPLES[name](folder)
    ran = run("import", name, file.name)
    assert (ran.code, ran.out.split("\t")[:2]) == (0, [file.name, "1 new"])
    assert "1 document into ledger foedus.sqlite: 1 new" in ran.err
    assert "no date of publication" not in ran.err
    assert "is sound" in run("verify").out
    assert run("import", name, file.name).out.split("\t")[1:5] == ["1 known", "0", "0", "0"]


@pytest.mark.parametrize("name", WHOLE)
def test_a_file_that_is_read_as_a_whole_is_imported_and_proven(name: str, run: Run, folder: Path) -> None:
    file = SAMPLES[name](folder)
    ran = run("import", name, file.name)
    assert (ran.code, ran.out.split("\t")[:2]) == (0, [file.name, "new"])
    assert "is sound" in run("verify").out
    held = run("export", "json").out
    assert run("import", name, file.name).out.split("\t")[1] == "known"
    assert run("export", "json").out == held


def test_a_file_is_one_line_however_many_documents_it_makes(run: Run, folder: Path) -> None:
    file = _ged(folder, 2 * BLOCK + 1, wounds="2")
    ran = run("import", "ucdp-ged", file.name)
    assert ran.out == f"{file.name}\t3 new\t2\t{2 * BLOCK + 1}\t0\t2\t3 documents\n"
    assert f"{file.name}: column 'wounds' is none that the importer of UCDP GED knows" in ran.err
    assert f"{file.name}: codes that have no equal here are taken over as the nearest type" in ran.err
    found = json.loads(run("events", "--json").out)
    assert found[0]["quote"].startswith("0,2013,Clear")


def test_an_import_that_was_stopped_goes_on_where_it_was(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.interfaces import batch
    from foedus.ledger.intake import record

    file = _ged(folder, 3 * BLOCK)
    seen: list[object] = []

    def stopped(*given: Any, **named: Any) -> object:
        seen.append(given)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return record(*given, **named)

    monkeypatch.setattr(batch, "record", stopped)
    ran = run("import", "ucdp-ged", file.name)
    assert ran.code == 130
    assert ran.out.split("\t")[1:4] == ["1 new", "2", str(BLOCK)]
    assert "stopped; what was recorded until now stays" in ran.err
    monkeypatch.undo()
    monkeypatch.chdir(folder)
    again = run("import", "ucdp-ged", file.name)
    assert again.out.split("\t")[1:4] == ["1 known, 2 new", "2", str(2 * BLOCK)]
    assert "is sound" in run("verify", "--quick").out


def test_a_broken_file_costs_only_itself(run: Run, folder: Path) -> None:
    file = _ged(folder, 1)
    broken = written(folder, "broken.csv", "a|b\n1|2\n")
    ran = run("import", "ucdp-ged", broken.name, file.name, "none.csv")
    assert ran.code == 1
    assert ran.out.split("\t")[:2] == [file.name, "1 new"]
    assert "broken.csv, line 1: no column 'side_a'" in ran.err
    assert "there is no file none.csv; name a file to import" in ran.err
    assert "2 problems, named above" in ran.err


def test_a_changed_file_replaces_the_block_that_changed(run: Run, folder: Path) -> None:
    _ged(folder, BLOCK + 1)
    run("import", "ucdp-ged", "GEDEvent_v25_1.csv")
    file = folder / "GEDEvent_v25_1.csv"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join([*lines[:-1], lines[-1].replace("Red Band", "Blue Host")]), encoding="utf-8")
    assert run("import", "ucdp-ged", file.name).out.split("\t")[1] == "1 known, 1 new version"


@pytest.mark.parametrize("rows", [BLOCK - 1, BLOCK + 3, 2 * BLOCK + 1, 0])
def test_a_release_of_another_length_leaves_no_row_of_the_earlier_one_current(run: Run, folder: Path, rows: int) -> None:
    _ged(folder, BLOCK + 2)
    written(folder, "GEDEvent_v25_1_more.csv", table([GED]))
    run("import", "ucdp-ged", "GEDEvent_v25_1.csv", "GEDEvent_v25_1_more.csv")
    file = _ged(folder, rows, where_description="a new column") if rows else _header_alone(folder)
    ran = run("import", "ucdp-ged", file.name)
    assert "of an earlier release, whose rows the file no longer has as they stood there, superseded" in ran.err
    assert len(json.loads(run("events", "--json").out)) == rows + 1
    assert "is sound" in run("verify").out


def test_a_release_that_breaks_off_supersedes_nothing_that_it_did_not_reach(run: Run, folder: Path) -> None:
    file = _ged(folder, BLOCK + 2)
    run("import", "ucdp-ged", file.name)
    file.write_bytes(file.read_bytes()[:-40] + b'"')
    assert "superseded" not in run("import", "ucdp-ged", file.name).err


def _header_alone(folder: Path) -> Path:
    file = folder / "GEDEvent_v25_1.csv"
    file.write_text(file.read_text(encoding="utf-8").partition("\n")[0] + "\n", encoding="utf-8")
    return file


def test_a_mapping_may_be_named(run: Run, folder: Path) -> None:
    file = SAMPLES["table"](folder)
    (folder / "sample.mapping.yml").rename(folder / "mine.yml")
    assert "there is no mapping sample.mapping.yml; write one, or name it with --mapping" in run("import", "table", file.name).err
    assert run("import", "table", file.name, "--mapping", "mine.yml").code == 0


@pytest.mark.parametrize("name", IMPORTERS)
def test_every_help_has_an_example(name: str, run: Run) -> None:
    assert f"Example: foedus import {name} " in run("import", name, "--help").out


@pytest.mark.parametrize(("group", "known"), [("import", "ucdp-ged"), ("export", "gexf")])
def test_an_unknown_format_is_answered_with_the_choices(run: Run, group: str, known: str) -> None:
    ran = run(group, "nosuch", "file")
    assert ran.code == 2
    assert "there is no format 'nosuch'; choose one of" in ran.err
    assert known in ran.err


@pytest.mark.parametrize("group", ["import", "export"])
def test_the_list_of_formats_cuts_no_sentence_off_and_has_examples(run: Run, group: str) -> None:
    told = run(group, "--help").out
    assert "..." not in told.replace("FILE...", "")
    assert f"Examples: foedus {group}" in told
