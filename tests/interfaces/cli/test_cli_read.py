"""foedus read: what goes in, what is refused with which sentence, and that the rest is read all the same."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from foedus.interfaces.cli.summary import Summary
from tests.interfaces.cli import bad_files
from tests.interfaces.cli.conftest import Run

OTHER = "On 4 June 2012 rebels bombed the barracks at Bannu. The Taliban are allied with the rebels."


def write(name: str, data: bytes | str = bad_files.GOOD) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def outcomes(out: str) -> list[tuple[str, str]]:
    return [(line.split("\t")[0], line.split("\t")[1]) for line in out.splitlines()]


def test_a_file_is_recorded_once(run: Run) -> None:
    write("report.txt")
    first = run("read", "report.txt", "--published", "2012-05-04")
    assert (first.code, outcomes(first.out)) == (0, [("report.txt", "new")])
    assert outcomes(run("read", "report.txt", "--published", "2012-05-04").out) == [("report.txt", "known")]


def test_a_changed_file_is_a_new_version(run: Run) -> None:
    write("report.txt")
    run("read", "report.txt")
    write("report.txt", OTHER)
    assert outcomes(run("read", "report.txt").out) == [("report.txt", "new version")]
    assert len(run("documents").out.splitlines()) == 1


def test_two_files_of_one_name_are_two_documents(run: Run) -> None:
    write("a/report.txt")
    write("b/report.txt", OTHER)
    assert outcomes(run("read", ".").out) == [("a/report.txt", "new"), ("b/report.txt", "new")]
    assert [one["origin"] for one in json.loads(run("documents", "--json").out)] == ["a/report.txt", "b/report.txt"]


def test_a_folder_a_pattern_and_standard_input_are_read(run: Run) -> None:
    write("in/a.txt")
    write("in/b.md", f"# A title\n\n{OTHER}")
    ran = run("read", "in", "in/*.txt", "-", "--published", "2012-06-30", stdin=b"The army fights the Taliban.")
    assert outcomes(ran.out) == [("in/a.txt", "new"), ("in/b.md", "new"), ("-", "new")]


def test_two_texts_from_standard_input_are_two_documents(run: Run) -> None:
    run("read", "-", stdin=b"The army fights the Taliban.")
    run("read", "-", stdin=b"The rebels fight the army.")
    assert len(run("documents").out.splitlines()) == 2


def test_title_publisher_and_date_are_taken_from_the_options(run: Run) -> None:
    write("report.txt")
    run("read", "report.txt", "--published", "2012-05-04", "--title", "Wana", "--publisher", "Dawn")
    assert run("documents").out.split("\t")[:3] == ["2012-05-04", "Wana", "Dawn"]


DATED = f"---\npublished: 2007-06-18\n---\n{OTHER}"


def test_one_date_for_several_documents_is_only_for_those_that_give_none(run: Run) -> None:
    write("in/a.md", DATED)
    write("in/b.txt")
    ran = run("read", "in", "--published", "2013-03-08")
    assert sorted(line.split("\t")[0] for line in run("documents").out.splitlines()) == ["2007-06-18", "2013-03-08"]
    assert (
        "--published was not taken for in/a.md (2007-06-18): of several documents, those with a date of their own keep it; "
        "name such a document alone, or in a --manifest, to date it otherwise\n"
    ) in ran.err


def test_a_date_for_one_document_goes_before_its_own(run: Run) -> None:
    write("in/a.md", DATED)
    ran = run("read", "in/a.md", "--published", "2013-03-08")
    assert run("documents").out.split("\t")[0] == "2013-03-08"
    assert "--published" not in ran.err


def test_a_row_of_a_manifest_goes_before_the_documents_own_date_and_the_option_behind(run: Run) -> None:
    write("a.md", DATED)
    write("b.md", DATED.replace("Bannu", "Wana"))
    write("c.txt")
    write("m.csv", "path,published\na.md,2012-05-04\nb.md,\nc.txt,\n")
    run("read", "--manifest", "m.csv", "--published", "2013-03-08")
    assert [line.split("\t")[0] for line in run("documents").out.splitlines()] == ["2012-05-04", "2007-06-18", "2013-03-08"]


def test_a_reader_asked_for_by_name_is_current_again(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_READER", "cues")
    write("report.txt")
    run("read", "report.txt", "--json", "coded")
    claims = write("coded/report.txt").with_suffix(".json")
    run("read", "coded/report.txt", "--reader", "cues")
    assert outcomes(run("import", "claims", str(claims)).out) == [("coded/report.json", "re-read")]
    assert {one["reader"].partition("/")[0] for one in json.loads(run("events", "--json").out)} == {"imported"}
    assert outcomes(run("read", "coded/report.txt").out)[0][1] == "known"
    assert outcomes(run("read", "coded/report.txt", "--reader", "cues").out) == [("coded/report.txt", "current again")]
    assert {one["reader"].partition("/")[0] for one in json.loads(run("events", "--json").out)} == {"cues"}
    assert run("verify").code == 0


def test_imported_claims_without_a_date_are_told_how_to_get_one(run: Run) -> None:
    write("report.txt")
    run("read", "report.txt", "--json", ".")
    assert (
        "no date of publication for report.json: relative dates stay open; "
        "give it in the file as published, and import that again\n"
        in run("import", "claims", "report.json").err
    )


def test_reader_llm_without_an_address_stops_the_batch_once_before_anything_is_read(run: Run) -> None:
    write("a.txt")
    write("b.txt", OTHER)
    ran = run("read", "a.txt", "b.txt", "--reader", "llm")
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (1, "", 1)
    assert ran.err.startswith("reader llm has no language model to ask, and sends nothing anywhere until you name one")
    assert not Path("foedus.sqlite").exists()


def test_reader_llm_says_once_where_the_texts_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("FOEDUS_LLM_MODEL", "some-model")
    write("a.txt", "")
    ran = run("read", "a.txt", "--reader", "llm")
    assert ran.err.splitlines()[0].startswith(
        "reader llm sends the text of 1 document to 127.0.0.1:9, on this machine (model some-model)"
    )


def test_a_password_is_not_printed(run: Run) -> None:
    write("report.txt")
    ran = run("read", "report.txt", "--ledger", "postgresql://ann:secret@127.0.0.1:1/db?connect_timeout=2")
    assert (ran.code, "secret" in ran.out + ran.err) == (1, False)
    assert "postgresql://ann:***@127.0.0.1:1/db" in ran.err


def test_the_summary_prints_no_password(capsys: pytest.CaptureFixture[str]) -> None:
    Summary("postgresql://ann:secret@host/db", None).show()
    assert capsys.readouterr().err == "0 documents into ledger postgresql://ann:***@host/db\n"


def test_a_document_without_a_date_is_read_and_said(run: Run) -> None:
    write("report.txt")
    ran = run("read", "report.txt")
    assert ran.code == 0
    assert (
        "no date of publication for report.txt: relative dates stay open; give it with --published or a --manifest\n" in ran.err
    )
    assert "no publication date" in run("gaps").out


def test_json_alone_records_nothing(run: Run) -> None:
    write("report.txt")
    assert run("read", "report.txt", "--json", "claims").code == 0
    told = json.loads(Path("claims/report.json").read_text(encoding="utf-8"))
    assert {"id", "title", "publisher", "published", "url", "actors", "events", "relations"} == set(told)
    assert all(bad_files.GOOD[one["start_offset"] : one["end_offset"]] == one["quote"] for one in told["events"])
    assert told["id"] == "report"
    assert not Path("foedus.sqlite").exists()


def test_json_beside_a_ledger_does_both_also_for_what_is_known(run: Run) -> None:
    write("report.txt")
    run("read", "report.txt", "--ledger", "mine.sqlite")
    run("read", "report.txt", "--ledger", "mine.sqlite", "--json", "claims")
    assert json.loads(Path("claims/report.json").read_text(encoding="utf-8"))["events"]
    assert Path("mine.sqlite").exists()


def test_two_documents_of_one_stem_get_two_files(run: Run) -> None:
    write("a/report.txt")
    write("b/report.txt", OTHER)
    run("read", "a", "b", "--json", "claims")
    assert sorted(path.name for path in Path("claims").iterdir()) == ["report-2.json", "report.json"]


BAD = {
    "empty.txt": (b"", "it is empty; fetch or save it again"),
    "blank.txt": (b" \n\t", "it holds nothing but blanks; fetch or save it again"),
    "binary.txt": (bytes(range(256)) * 50, "it is binary data, or text in an unknown encoding; save it as text (UTF-8)"),
    "cut.pdf": (bad_files.pdf("Hello")[:200], "the PDF is damaged or cut off; fetch or export it again"),
    "locked.pdf": (
        bad_files.pdf("Hello", encrypted=True),
        "it is encrypted with a password; save a copy without the password and read that",
    ),
    "scan.pdf": (
        bad_files.pdf(None),
        "it is a scan, its one page without a text layer; run OCR over it first (for example ocrmypdf) and read the result",
    ),
    "report.xyz": (
        b"x",
        "files ending in .xyz are not read; save it as one of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .pdf, .docx",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_one_sentence_and_the_rest_is_read(run: Run, name: str) -> None:
    data, reason = BAD[name]
    write(name, data)
    write("z.txt")
    ran = run("read", name, "z.txt", "--published", "2012-05-04")
    assert (ran.code, outcomes(ran.out)) == (1, [("z.txt", "new")])
    assert ran.err.splitlines()[0] == f"cannot read {name}: {reason}"
    assert run("verify").code == 0


def test_a_zip_bomb_is_refused(run: Run) -> None:
    write("bomb.docx", bad_files.zip_bomb())
    assert run("read", "bomb.docx").err.splitlines()[0] == (
        "cannot read bomb.docx: it unpacks to 300 MB, more than the limit of 200 MB, and may be a zip bomb; "
        "if you trust it, save its text as .txt and read that"
    )


def test_a_huge_text_is_refused_before_it_is_read(run: Run) -> None:
    with write("huge.txt").open("wb") as file:
        file.truncate(300_000_000)
    assert run("read", "huge.txt").err.splitlines()[0] == (
        "cannot read huge.txt: it has 300 MB, more than the limit of 50 MB; split it into parts and read those"
    )


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig"])
def test_other_encodings_are_read(run: Run, encoding: str) -> None:
    write("report.txt", (bad_files.GOOD + " Señor Muñoz denied it.").encode(encoding))
    assert run("read", "report.txt", "--published", "2012-05-04").code == 0
    assert "Wana" in run("events").out


def test_deeply_nested_html_with_scripts_is_read_within_its_limits(run: Run) -> None:
    write("deep.html", b"<html><body><script>alert(1)</script>" + b"<div>" * 2_000_000 + bad_files.GOOD.encode())
    ran = run("read", "deep.html", "--published", "2012-05-04")
    assert ran.code == 0
    assert "alert" not in run("export", "json", "--texts").out


def test_limits_come_from_the_settings(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_TEXT_MB", "1")
    write("report.txt", "A word. " * 200_000)
    assert "more than the limit of 1 MB" in run("read", "report.txt").err


def test_a_manifest_gives_each_document_its_date_and_names_bad_rows(run: Run) -> None:
    write("good.txt")
    write("m.csv", "path,published,title\ngood.txt,2012-05-04,Wana\nmissing.txt,2012,\ngood.txt,2012-02-30,\n")
    ran = run("read", "--manifest", "m.csv", "--publisher", "Dawn")
    assert ran.code == 1
    assert ran.err.splitlines()[:2] == [
        "m.csv, row 3: there is no file missing.txt; correct the path, which counts from the manifest's folder",
        "m.csv, row 4: date '2012-02-30' does not exist in the calendar",
    ]
    assert run("documents").out.split("\t")[:3] == ["2012-05-04", "Wana", "Dawn"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("nothere.txt",), "cannot read nothere.txt: there is no such file; check the path"),
        (("no*.txt",), "cannot read no*.txt: there is no such file; check the path"),
        (("--manifest", "no.csv"), "cannot read the manifest no.csv: there is no such file; check the path\n"),
        (("report.txt", "--reader", "oracle"), "there is no reader 'oracle'; choose one of "),
        (
            ("http://127.0.0.1:1/x",),
            "cannot read http://127.0.0.1:1/x: the host '127.0.0.1' stands for 127.0.0.1, a private or reserved address",
        ),
    ],
)
def test_what_cannot_be_found_or_reached_is_named(run: Run, words: tuple[str, ...], sentence: str) -> None:
    write("report.txt")
    ran = run("read", *words)
    assert ran.code == 1
    assert ran.err.startswith(sentence)


def test_a_private_address_is_tried_when_allowed(run: Run) -> None:
    assert "private" not in run("read", "http://127.0.0.1:1/x", "--allow-private").err


def test_a_file_that_is_no_database_is_left_as_it_was(run: Run) -> None:
    write("report.txt")
    notes = write("notes.txt", "my own notes, kept for years")
    ran = run("read", "report.txt", "--ledger", "notes.txt")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        "notes.txt is no SQLite database (it begins with b'my own notes, ke'); it was left as it is; "
        "name another file with --ledger\n"
    )
    assert notes.read_text(encoding="utf-8") == "my own notes, kept for years"


def test_a_full_disk_costs_no_ledger(run: Run) -> None:
    write("a.txt")
    write("b.txt", OTHER)
    run("read", "a.txt", "--published", "2012-06-30")

    def full(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("foedus.ledger.intake.add_claims", full)
        ran = run("read", "b.txt", "--published", "2012-06-30")
    assert ran.code == 1
    assert ran.err.startswith("the disk that holds ledger foedus.sqlite is full; nothing of this step was recorded")
    assert len(run("documents").out.splitlines()) == 1
    assert run("verify").code == 0


def test_a_reader_that_breaks_down_costs_one_document(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from foedus.interfaces import batch
    from foedus.reading.pipeline import read as real

    def fragile(document, reader, notes):  # type: ignore[no-untyped-def]
        if "Bannu" in document.text:
            raise KeyError("bannu")
        return real(document, reader, notes)

    monkeypatch.setattr(batch, "read", fragile)
    write("a.txt", OTHER)
    write("b.txt")
    ran = run("read", "a.txt", "b.txt", "--published", "2012-06-30")
    assert (ran.code, outcomes(ran.out)) == (1, [("b.txt", "new")])
    assert ran.err.startswith("cannot read a.txt: the reader ")
    assert "broke down on it (KeyError 'bannu'); run it again with FOEDUS_DEBUG=1 and report what is printed\n" in ran.err


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "Invalid value for PATH...: name a file, folder, pattern or address, or a --manifest"),
        (("a.txt", "--published", "2013-13"), "Invalid value for --published: date '2013-13' has month 13"),
        (("a.txt", "b.txt", "--title", "x"), "Invalid value for --title: 2 documents cannot share one title; use --manifest"),
    ],
)
def test_a_command_that_cannot_be_understood_is_a_usage_error(run: Run, words: tuple[str, ...], reason: str) -> None:
    write("a.txt")
    write("b.txt", OTHER)
    ran = run("read", *words)
    assert ran.code == 2
    assert reason in " ".join(ran.err.split())


def test_a_wrong_setting_names_its_variable(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_JOBS", "many")
    write("a.txt")
    assert run("read", "a.txt").err == "FOEDUS_JOBS is 'many', which is not a whole number of 1 or more; correct or unset it\n"


def foedus(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A real process, as worker processes start from the program's own main module."""
    return subprocess.run(
        [sys.executable, "-m", "foedus", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.mark.usefixtures("folder")
def test_one_and_two_jobs_make_the_same_ledger() -> None:
    for number, words in enumerate((bad_files.GOOD, OTHER, "", f"{OTHER} {bad_files.GOOD}")):
        write(f"in/{number}.txt", words)
    for jobs in ("1", "2"):
        ran = foedus("read", "in", "--published", "2012-06-30", "--jobs", jobs, "--ledger", f"{jobs}.sqlite")
        assert ran.returncode == 1
        assert ran.stderr.splitlines()[0] == "cannot read in/2.txt: it is empty; fetch or save it again"
        assert foedus("export", "json", "--ledger", f"{jobs}.sqlite", "--texts", "--out", f"{jobs}.json").returncode == 0
    assert Path("1.json").read_bytes() == Path("2.json").read_bytes()
    assert json.loads(Path("1.json").read_text(encoding="utf-8"))["claims"]


@pytest.mark.usefixtures("folder")
def test_a_failing_command_prints_no_traceback() -> None:
    ran = foedus("ties")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert (
        ran.stderr == "there is no ledger foedus.sqlite; read a document first: foedus read FILE, or name another with --ledger\n"
    )


FATAL = """
import os
from foedus.interfaces import batch
read = batch.read
def fatal(document, reader, notes):
    return os._exit(9) if "Bannu" in document.text else read(document, reader, notes)
batch.read = fatal
"""


def test_a_document_that_brings_down_its_process_costs_only_itself(folder: Path) -> None:
    write("patch/sitecustomize.py", FATAL)
    for number in range(6):
        write(f"in/{number}.txt", OTHER if number == 2 else f"{bad_files.GOOD} Report {number}.")
    path = os.pathsep.join([str(folder / "patch"), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = foedus("read", "in", "--published", "2012-06-30", "--jobs", "2", PYTHONPATH=path)
    assert ran.returncode == 1
    assert ran.stderr.splitlines()[0] == (
        "cannot read in/2.txt: the process that read it was stopped, perhaps for want of memory; "
        "split it into parts, or read it on a larger machine"
    )
    assert outcomes(ran.stdout) == [(f"in/{number}.txt", "new") for number in (0, 1, 3, 4, 5)]
