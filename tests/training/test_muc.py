"""Texts coded without their words get them back, every character in its place."""

from __future__ import annotations

from pathlib import Path

from training.examples import document_of

from foedus.reading.pipeline import prepare
from training import muc

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


def test_a_coded_text_gets_the_words_of_its_quotes_back(tmp_path: Path) -> None:
    (tmp_path / "mu-00.yml").write_text(CODED, encoding="utf-8")
    ((name, text, gold),) = muc.coded(tmp_path, {"DEV-0001": TEXT})
    assert gold["events"][0]["quote"] == "six men of the red front stormed qarah"
    assert gold["relations"][0]["quote"] == "six men of the red front"
    assert name == "DEV-0001"
    assert len(text) == len(TEXT)
    assert text.replace("\n", " ") == TEXT


def test_its_sentences_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "mu-00.yml").write_text(CODED, encoding="utf-8")
    ((_, text, gold),) = muc.coded(tmp_path, {"DEV-0001": TEXT})
    sentences = prepare(document_of(text, gold)).sentences
    assert [text[s.start : s.end] for s in sentences] == [
        "six men of the red front stormed qarah.",
        "the front has denied the raid.",
    ]
