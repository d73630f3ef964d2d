"""foedus export: where it goes, what is chosen, and what is said to be missing."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from foedus.exchange.exporters.registry import EXPORTERS
from tests.interfaces.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("sample")


def types_of(run: Run, *words: str) -> list[str]:
    return [claim["type"] for claim in json.loads(run("export", "json", *words).out)["claims"]]


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_can_be_written_to_the_file_that_its_help_names(name: str, run: Run, folder: Path) -> None:
    target = EXPORTERS[name].example
    ran = run("export", name, "--out", target)
    assert ran.code == 0, ran.err
    assert ran.err.endswith(f"written to {target}\n")
    assert (folder / target).is_dir() is EXPORTERS[name].folder
    assert not list(folder.glob("*.part"))
    assert f"foedus export {name} --out {target}" in run("export", name, "--help").out


def test_a_zip_holds_the_same_files_as_the_folder(run: Run, folder: Path) -> None:
    run("export", "csv", "--out", "study")
    run("export", "csv", "--out", "study.zip")
    with ZipFile("study.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            file.name: file.read_bytes() for file in (folder / "study").iterdir()
        }
    first = (folder / "study.zip").read_bytes()
    run("export", "csv", "--out", "study.zip")
    assert (folder / "study.zip").read_bytes() == first


def test_a_folder_that_holds_something_is_left_as_it_is(run: Run, folder: Path) -> None:
    (folder / "vault").mkdir()
    (folder / "vault" / "mine.md").write_text("mine")
    ran = run("export", "obsidian", "--out", "vault")
    assert ran.code == 1
    assert ran.err == "vault is there already and not empty; name another folder, or a file that ends in .zip, with --out\n"
    assert [file.name for file in (folder / "vault").iterdir()] == ["mine.md"]


def test_a_format_of_several_files_wants_a_place(run: Run) -> None:
    ran = run("export", "csv")
    assert ran.code == 2
    assert "csv is several files; name a folder or .zip: --out study-csv" in " ".join(ran.err.split())


def test_a_file_that_cannot_be_written_is_named(run: Run) -> None:
    ran = run("export", "json", "--out", "none/ledger.json")
    assert ran.code == 1
    assert ran.err == "cannot write none/ledger.json: no such file or directory; name another file with --out\n"


@pytest.mark.parametrize(
    ("words", "types"),
    [
        ((), ["allied_with", "expulsion", "supports", "attack", "opposes"]),
        (("--type", "attack", "--type", "opposes"), ["attack", "opposes"]),
        (("--actor", "imu"), ["allied_with", "expulsion", "attack"]),
        (("--actor", "imu", "--actor", "ttp"), ["allied_with", "attack"]),
        (("--certainty", "denied"), ["supports"]),
        (("--since", "2010"), ["attack", "opposes"]),
        (("--until", "2008"), ["expulsion"]),
        (("--since", "2007", "--until", "2007-12"), ["expulsion"]),
        (("--at", "2012-12-15"), ["allied_with", "attack", "opposes"]),
        (("--known-by", "2011-01-01"), ["allied_with", "expulsion", "supports"]),
        (("--actor", "nazir", "--type", "opposes", "--until", "2010"), ["opposes"]),
    ],
)
def test_claims_are_chosen_by_what_they_tell(words: tuple[str, ...], types: list[str], run: Run) -> None:
    assert types_of(run, *words) == types


def test_ties_at_a_date_are_those_that_held_then_and_the_rest_is_counted(run: Run) -> None:
    ran = run("export", "edges", "--at", "2012-12-15")
    found = list(csv.DictReader(StringIO(ran.out)))
    assert sorted((row["sign"], row["types"]) for row in found) == [("-1", "opposes"), ("1", "allied_with | attack")]
    assert "ties last seen before the date, with no end known; that is unknown, not a no" in ran.err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--type", "raid"), "type 'raid' is not in the vocabulary; choose one of attack, bombing, "),
        (("--certainty", "sure"), "'sure' is no certainty; choose of stated, hedged, denied, hypothetical"),
        (("--since", "2012", "--until", "2010"), "2012 is after 2010; give the earlier date first"),
    ],
)
def test_a_filter_that_means_nothing_is_refused(words: tuple[str, ...], sentence: str, run: Run) -> None:
    ran = run("export", "json", *words)
    assert ran.code in (1, 2)
    assert sentence in " ".join(ran.err.replace("│", " ").split())


def test_what_is_left_out_is_said_and_named_claim_by_claim_on_request(run: Run, folder: Path) -> None:
    ran = run("export", "gtd", "--out", "gtd.csv")
    assert "left out, 3 claims: a relation: GTD holds events\n" in ran.err
    assert "--report FILE.json names these claims\n" in ran.err
    run("export", "gtd", "--out", "gtd.csv", "--report", "missing.json")
    told = json.loads((folder / "missing.json").read_text())
    assert len(told["left_out"]["a relation: GTD holds events"]) == 3
    assert set(told) == {"left_out", "reduced", "notes"}


def test_only_formats_with_texts_offer_them(run: Run) -> None:
    assert "--texts" in run("export", "json", "--help").out
    assert "--texts" not in run("export", "gexf", "--help").out
    assert run("export", "gexf", "--times").code == 2
