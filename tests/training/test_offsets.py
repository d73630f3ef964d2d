"""Claims on the texts of others are kept without the words, and get them back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from training.offsets import load_texts, main, without_words

from training import passages

TEXT = "The Red Front, formed in 1988,\nrefuses to talk to the Blue League.\n"
CODED = """
id: x-01-second
of: x-01
text: words that must not be kept
actors: [{name: Red Front, kind: group}, {name: Blue League, kind: group}]
events:
- {type: organisation, date: 1988-05, targets: [Red Front], quote: 'The Red Front, formed in 1988'}
relations:
- type: negotiates_with
  a: Red Front
  b: Blue League
  certainty: denied
  quote: refuses to talk to the Blue League
"""


def folders(tmp_path: Path, coded: str = CODED) -> tuple[Path, Path]:
    (tmp_path / "coded").mkdir()
    (tmp_path / "coded" / "se-01.yml").write_text(coded, encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "x-01.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path / "coded", tmp_path / "texts"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> None:
    monkeypatch.setattr("sys.argv", ["offsets", *map(str, words)])
    main()


def test_what_is_written_holds_no_words_and_gives_the_same_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coded, texts = folders(tmp_path)
    run(monkeypatch, coded, "--texts", texts, "--out", tmp_path / "out")
    written = (tmp_path / "out" / "se-01.yml").read_text(encoding="utf-8")
    assert "formed" not in written
    assert "must not be kept" not in written
    ((_, before),), ((_, after),) = passages.load(coded), passages.load(tmp_path / "out")
    assert passages.quoted(after, TEXT) == passages.to_gold(before)


def test_texts_may_be_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "train.json"
    path.write_text(json.dumps({"docid": "x-01", "doctext": TEXT}) + "\n", encoding="utf-8")
    assert load_texts(path) == {"x-01": TEXT}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("of: x-01", "of: x-02", "x-01-second: `of` names 'x-02', which is none of the 1 texts"),
        ("  quote: refuses to talk to the Blue League\n", "", "x-01-second: the text has no ''; quote its words exactly"),
        (
            "refuses to talk",
            "refused to talk",
            "x-01-second: the text has no 'refused to talk to the Blue League'; quote its words exactly",
        ),
    ],
)
def test_an_unknown_text_or_quote_is_named_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, message: str
) -> None:
    coded, texts = folders(tmp_path, CODED.replace(old, new))
    with pytest.raises(SystemExit, match="x-01-second") as stopped:
        run(monkeypatch, coded, "--texts", texts, "--out", tmp_path / "out")
    assert stopped.value.code == message
    assert not (tmp_path / "out").exists()


def test_a_passage_without_claims_keeps_its_name() -> None:
    assert without_words({"id": "mu-1", "of": "x-01"}, {"x-01": TEXT}) == {
        "id": "mu-1", "of": "x-01", "characters": str(len(TEXT)), "actors": [], "events": [], "relations": [],
    }
