"""Texts coded without their words get them back, every character in its place."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from training.examples import document_of

from foedus.reading.pipeline import prepare
from training import muc, passages

TEXT = "six men of the red front stormed qarah.   the front has denied the raid."
CODED = """
id: mu-00-01
of: DEV-0001
actors: [{name: red front, kind: group}, {name: six men, kind: community}]
events:
- {type: attack, place: qarah, initiators: [red front, six men], quote: 0-38}
relations:
- {type: part_of, a: six men, b: red front, quote: 0-24}
"""


def read_back(folder: Path) -> tuple[str, str, passages.Passage]:
    (folder / "mu-00.yml").write_text(CODED, encoding="utf-8")
    (found,) = passages.with_words(folder, {"DEV-0001": muc.spaced(TEXT)})
    return found


def test_a_coded_text_gets_the_words_of_its_quotes_back(tmp_path: Path) -> None:
    name, text, gold = read_back(tmp_path)
    assert gold["events"][0]["quote"] == "six men of the red front stormed qarah"
    assert gold["relations"][0]["quote"] == "six men of the red front"
    assert (name, gold["licence"]) == ("mu-00-01", None)  # the words are not ours
    assert len(text) == len(TEXT)
    assert text.replace("\n", " ") == TEXT


def test_its_sentences_stand_apart(tmp_path: Path) -> None:
    _, text, gold = read_back(tmp_path)
    sentences = prepare(document_of(text, gold)).sentences
    assert [text[s.start : s.end] for s in sentences] == [
        "six men of the red front stormed qarah.",
        "the front has denied the raid.",
    ]


def test_a_coded_text_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mu-00.yml").write_text(CODED, encoding="utf-8")
    texts = tmp_path / "dev.json"
    texts.write_text('{"docid": "TST1-0001", "doctext": "calm.", "templates": []}\n', encoding="utf-8")
    tokenizer = files("foedus.reading").joinpath("weights", "tokenizer.json")
    arguments = ["muc", str(texts), "--tokenizer", str(tokenizer), "--coded", str(tmp_path), "--out", str(tmp_path / "muc.pkl")]
    monkeypatch.setattr("sys.argv", arguments)
    with pytest.raises(SystemExit, match=r"lacks 1 of the 1 coded texts \(DEV-0001\); name GTT's train\.json"):
        muc.main()
    assert not (tmp_path / "muc.pkl").exists()
