"""suggestions, same, not-same, accept, reject, correct, judgements, undo, verify, export: deciding, and keeping."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from foedus.model.ids import content_id
from tests.interfaces.cli.conftest import Run

pytestmark = pytest.mark.usefixtures("sample")


def events(run: Run) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("events", "--json").out)
    return found


def claim(run: Run, kind: str) -> str:
    return next(str(one["claim"]) for one in events(run) if one["type"] == kind)


def nazirs(run: Run) -> list[str]:
    return [one["id"] for one in json.loads(run("actor", "nazir", "--json").out)["actors"]]


def test_who_may_be_the_same_is_suggested_with_the_reason(run: Run) -> None:
    (line,) = run("suggestions").out.splitlines()
    assert line.split("\t")[:4] == [
        "100.0",
        "Maulvi Nazir",
        "Maulvi Nazir",
        "both are called 'Maulvi Nazir' in full and are of kind person",
    ]


def test_one_name_joins_all_who_bear_it_until_undone(run: Run) -> None:
    assert run("same", "nazir", "--by", "ann").code == 0
    assert len(nazirs(run)) == 1
    assert run("suggestions").err == "no two actors look as if they were the same\n"
    judgement = run("judgements", "--by", "ann").out.split("\t")[-1].strip()
    assert run("undo", judgement[:12], "--by", "ben", "--why", "too soon").code == 0
    assert len(nazirs(run)) == 2
    assert "undone by ben" in run("judgements", "--by", "ann").out
    assert run("judgements", "--by", "ann", "--standing").out == ""


def test_two_names_are_joined(run: Run) -> None:
    assert run("same", "ttp", "imu", "--by", "ann").code == 0
    assert [line.split("\t")[0] for line in run("actors", "--kind", "group").out.splitlines()] == ["Tehrik-e-Taliban Pakistan"]


def test_one_who_is_one_already_needs_no_joining(run: Run) -> None:
    ran = run("same", "ttp", "--by", "ann")
    assert (ran.code, ran.err) == (0, "Tehrik-e-Taliban Pakistan is one actor already; nothing to join\n")


def test_two_judged_different_are_no_longer_suggested(run: Run) -> None:
    assert run("not-same", *nazirs(run), "--by", "ann", "--why", "two men").code == 0
    assert run("suggestions").out == ""


def test_a_shared_name_cannot_be_kept_apart_without_ids(run: Run) -> None:
    ids = nazirs(run)
    ran = run("not-same", "nazir", "imu", "--by", "ann")
    assert (ran.code, ran.err) == (1, f"'nazir' is borne by 2 actors; name one by its id: {', '.join(ids)}\n")


def test_a_clash_of_judgements_is_said(run: Run) -> None:
    ids = nazirs(run)
    run("not-same", *ids, "--by", "ann")
    run("same", ids[0], "ttp", "--by", "ben")
    ran = run("same", ids[1], "ttp", "--by", "ben")
    assert ran.code == 0
    assert "which ann judged not the same; undo one of jdg-" in ran.err


def test_an_accepted_claim_says_by_whom(run: Run) -> None:
    assert run("accept", claim(run, "attack"), "--by", "ann").code == 0
    assert "accepted by ann" in run("events", "--type", "attack").out


def test_a_rejected_claim_is_no_longer_shown_and_comes_back_when_undone(run: Run) -> None:
    made = json.loads(run("reject", claim(run, "attack"), "--by", "ann", "--why", "misread", "--json").out)
    assert [one["type"] for one in events(run)] == ["expulsion"]
    run("undo", made[0]["id"], "--by", "ann")
    assert [one["type"] for one in events(run)] == ["expulsion", "attack"]


def test_the_beginning_of_a_claims_id_is_enough(run: Run) -> None:
    assert run("reject", claim(run, "attack")[:12], "--by", "ann").code == 0
    assert [one["type"] for one in events(run)] == ["expulsion"]


def test_a_corrected_claim_reads_as_corrected(run: Run) -> None:
    ran = run(
        "correct",
        claim(run, "attack"),
        "--set",
        "certainty=hedged",
        "--set",
        'targets=["Pakistan"]',
        "--set",
        "place=null",
        "--by",
        "ann",
    )
    assert ran.code == 0
    attack = events(run)[1]
    assert (attack["certainty"], attack["targets"], attack["place"]) == ("hedged", ["Pakistan"], None)
    assert str(attack["reader"]).startswith("human/jdg-")


def test_a_correction_can_come_from_a_file(run: Run, folder: Path) -> None:
    (folder / "fix.json").write_text('{"date": "2012-12-16"}', encoding="utf-8")
    assert run("correct", claim(run, "attack"), "--from", "fix.json", "--by", "ann").code == 0
    assert events(run)[1]["date"] == "2012-12-16"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("accept", "clm-00000000"),
            1,
            "there is no claim 'clm-00000000' in the ledger; foedus events and foedus why A B show the ids",
        ),
        (("undo", "jdg-00000000"), 1, "there is no judgement 'jdg-00000000' in the ledger; foedus judgements lists them"),
        (("actor", "act-00000000"), 1, "there is no actor 'act-00000000' in the ledger; foedus actors --json shows the ids"),
        (
            ("correct", "clm-00000000", "--from", "no.json"),
            1,
            "cannot read the correction no.json: no such file or directory; check the path",
        ),
    ],
)
def test_what_is_not_there_is_named_with_the_next_step(run: Run, words: tuple[str, ...], code: int, sentence: str) -> None:
    ran = run(*words)
    assert (ran.code, ran.out, ran.err) == (code, "", f"{sentence}\n")


def test_a_correction_that_says_nothing_is_a_usage_error(run: Run) -> None:
    ran = run("correct", claim(run, "attack"))
    assert ran.code == 2
    assert "say what should read otherwise, as in certainty=hedged" in " ".join(ran.err.split())


def test_a_correction_of_an_unknown_field_names_the_fields(run: Run) -> None:
    ran = run("correct", claim(run, "attack"), "--set", "mood=bad", "--by", "ann")
    assert ran.code == 1
    assert ran.err.startswith("a corrected attack claim has no field 'mood'; its fields are type, certainty")


def test_judgements_are_signed_by_the_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_BY", "carla")
    assert json.loads(run("accept", claim(run, "attack"), "--json").out)[0]["by"] == "carla"


def test_a_sound_ledger_is_verified_quickly(run: Run) -> None:
    ran = run("verify", "--quick")
    assert (ran.code, ran.out) == (0, "ledger foedus.sqlite is sound: 2 documents, 5 quotes in their places\n")


def test_a_tampered_quote_is_found(run: Run, sample: Path) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("UPDATE claim SET quote = 'other words' WHERE type = 'attack'")
    connection.close()
    ran = run("verify", "--quick")
    assert ran.code == 1
    assert "the quote 'other words' does not stand at 0-58" in ran.out


def test_what_cannot_be_read_again_is_a_note_and_no_difference(run: Run, sample: Path) -> None:
    with sqlite3.connect(sample) as connection:
        connection.execute("UPDATE reading SET reader = 'imported', id = 'rdg-' || seq")
    connection.close()
    found = [one["fault"] for one in json.loads(run("verify", "--json").out)]
    assert (found.count("not re-read"), found.count("reading")) == (2, 2)
    with sqlite3.connect(sample) as connection:  # whole again, but by a version that is not at hand
        read = "SELECT reading.seq, document.id FROM reading JOIN document ON document = document.seq"
        for seq, document in connection.execute(read).fetchall():
            made = content_id("rdg", {"document": document, "reader": "imported", "version": "1"})
            connection.execute("UPDATE reading SET version = '1', id = ? WHERE seq = ?", (made, seq))
    connection.close()
    ran = run("verify")
    assert (ran.code, ran.out) == (0, "ledger foedus.sqlite is sound: 2 documents, 5 quotes in their places\n")
    assert ran.err == (
        "2 documents not read again, as the reader or its version is not at hand; all else was checked; --json names them\n"
    )


def test_an_export_is_json_with_everything_but_texts_and_times(run: Run) -> None:
    told = json.loads(run("export", "json").out)
    assert {name: len(told[name]) for name in ("documents", "actors", "claims", "gaps")} == {
        "documents": 2,
        "actors": 5,
        "claims": 5,
        "gaps": 1,
    }
    assert all("text" not in one and "recorded_at" not in one for one in told["documents"])
    assert all("at" not in one for one in told["judgements"])


def test_an_export_with_texts_bears_out_every_quote(run: Run) -> None:
    told = json.loads(run("export", "json", "--texts", "--times").out)
    texts = {one["id"]: one["text"] for one in told["documents"]}
    assert all(texts[one["document"]][one["start_offset"] : one["end_offset"]] == one["quote"] for one in told["claims"])


def test_an_export_into_a_file_is_whole_or_not_there(run: Run, folder: Path) -> None:
    assert run("export", "json", "--out", "ledger.json").err == "written to ledger.json\n"
    assert json.loads((folder / "ledger.json").read_text(encoding="utf-8")) == json.loads(run("export", "json").out)
    ran = run("export", "json", "--out", "nowhere/ledger.json")
    assert (ran.code, ran.err) == (
        1,
        "cannot write nowhere/ledger.json: no such file or directory; name another file with --out\n",
    )
