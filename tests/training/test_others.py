"""Texts of other collections are made the way they were when coded, and a text of another length is refused."""

from __future__ import annotations

import gzip
import json
from argparse import Namespace
from pathlib import Path

import pytest
from training.others import PARTS, lexicon, milestones, re3d, timebank, treebank, write_gold
from training.passages import with_words

from training import others

CONLLU = """# newdoc id = weblog-1
# newpar
# text = The Red Front struck .
1\tThe\tthe\tDET\t_\t_\t_\t_\t_\t_

# text = It fled.
1\tIt\tit\tPRON\t_\t_\t_\t_\t_\t_

# newpar id = p2
# text = Talks began.
1\tTalks\ttalk\tNOUN\t_\t_\t_\t_\t_\t_

# newdoc id = weblog-2
# text = Rain.
1\tRain\train\tNOUN\t_\t_\t_\t_\t_\t_
"""
TIMEML = """<TimeML><DOCID>X1</DOCID><TEXT>

KABUL (AP) _

Bombs <EVENT eid="e1">exploded</EVENT>   near the market &amp; the mosque.
 A second line.
</TEXT></TimeML>
"""
CHAPTER = """
        THE FOUNDATION
            A heading
            The Red Front met the
                Blue League in 1988.

            They parted.
"""
PAPER = """# A paper with many small words above

```text
TOP SECRET NO FOREIGN DISSEM

The Red Frout has sent guer-
rillas over the border.

SECRET

and held the whole valley for three weeks

The villagers have since fled from there.

It is believed to have three
hundred men under arms.
```
"""
SPEECH = """---
---

# A WAR
## `00ff12`
`Mr. DOE — 27 February 2008`

---


Mr. DOE. I
rise.

The rebels took the
capital --- on Friday.
"""
BRIEFING = """---
date: '2024-01-11'
title: On strikes
---
Forces struck the [Red Front](https://example.org/red) **today**.

More.
"""
ESSAYS = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<div xml:id="suez"><head>Suez</head><p>Israel, <placeName>Egypt</placeName>
   and France<note>See there.</note> fought.</p><p><figure><head>A map</head></figure></p><p>A truce
   held.</p></div></body></text></TEI>"""
CODED = """
id: ot-01-01
of: x
characters: '{length}'
genre: wire
published: 1990-05
actors: [{{name: Red Front, kind: group}}]
events:
- {{type: attack, initiators: [Red Front], quote: 0-20}}
"""


def test_a_treebank_gives_its_documents_with_their_paragraphs_apart(tmp_path: Path) -> None:
    (tmp_path / "ewt").mkdir()
    (tmp_path / "ewt" / "dev.conllu.gz").write_bytes(gzip.compress(CONLLU.encode()))
    assert dict(treebank(tmp_path / "ewt")) == {
        "ewt-weblog-1": "The Red Front struck . It fled.\n\nTalks began.",
        "ewt-weblog-2": "Rain.",
    }


def test_timebank_loses_its_marks_and_keeps_its_lines(tmp_path: Path) -> None:
    (tmp_path / "X1.tml").write_text(TIMEML)
    assert dict(timebank(tmp_path)) == {"tb-X1": "KABUL (AP) _\n\nBombs exploded near the market & the mosque.\nA second line."}


def test_the_lexicons_articles_are_numbered_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "lgl.xml"
    path.write_text("<articles><article/><article><text><![CDATA[ Clashes at A &amp; B. ]]></text></article></articles>")
    assert dict(lexicon(path)) == {"lgl-0": "", "lgl-1": "Clashes at A & B."}


def test_paragraphs_of_the_report_are_joined_from_their_lines(tmp_path: Path) -> None:
    (tmp_path / "chapter-2.txt").write_text(CHAPTER)
    assert PARTS["911"][1](tmp_path, "911-2-2-4") == "The Red Front met the Blue League in 1988.\n\nThey parted."


def test_a_paper_read_by_a_machine_keeps_its_misreadings_and_loses_its_stamps(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "jfk_doc_7.md").write_text(PAPER)
    first, second = PARTS["nara"][1](tmp_path, "nara-7-0-9").split("\n\n")
    assert first.startswith("The Red Frout has sent guerrillas over the border. and held the whole valley for three weeks")
    assert first.endswith("weeks The villagers have since fled from there.")
    assert second == "It is believed to have three hundred men under arms."


def test_a_speech_is_found_by_the_beginning_of_its_hash(tmp_path: Path) -> None:
    (tmp_path / "00ff12.md").write_text(SPEECH)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "00ff12.md").write_text("a copy")
    assert PARTS["cr"][1](tmp_path, "cr-00ff-1-2") == "The rebels took the capital --- on Friday."


def test_a_briefing_loses_its_head_links_and_marks(tmp_path: Path) -> None:
    (tmp_path / "2024").mkdir()
    (tmp_path / "2024" / "2024-01-11-on-strikes.md").write_text(BRIEFING)
    assert PARTS["wh"][1](tmp_path, "wh-2024-01-11-on-strikes-0-1") == "Forces struck the Red Front today."


@pytest.mark.parametrize(("names", "many"), [((), 0), (("00ff12.md", "00ff34.md"), 2)])
def test_a_document_that_is_missing_or_not_the_only_one_is_a_clear_error(
    tmp_path: Path, names: tuple[str, ...], many: int
) -> None:
    for name in names:
        (tmp_path / name).write_text(SPEECH)
    with pytest.raises(SystemExit, match=rf"holds {many} files '00ff\*\.md'; name the checkout that corpus/README\.md tells of"):
        PARTS["cr"][1](tmp_path, "cr-00ff-1-2")


def test_only_wanted_texts_of_given_collections_are_collected(tmp_path: Path) -> None:
    (tmp_path / "00ff12.md").write_text(SPEECH)
    options = Namespace(data=None, re3d=None, milestones=None, report=None, archives=None, briefings=None, record=tmp_path)
    assert others.collect(options, {"cr-00ff-0-1", "nara-7-0-1", "lgl-3"}) == {"cr-00ff-0-1": "Mr. DOE. I rise."}


def test_no_collection_is_a_clear_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(others, "FOLDER", tmp_path)
    monkeypatch.setattr("sys.argv", ["others", "--out", str(tmp_path)])
    with pytest.raises(SystemExit, match="none of the coded texts was found; name a collection, as --data"):
        others.main()


def test_re3d_names_a_document_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "CENTCOM").mkdir()
    rows = [{"_id": {"$oid": "7"}, "text": " Strikes hit Raqqa. "}, {"_id": "AB", "text": "None."}]
    (tmp_path / "CENTCOM" / "documents.json").write_text("\n".join(map(json.dumps, rows)))
    assert dict(re3d(tmp_path)) == {"re3d-7": "Strikes hit Raqqa.", "re3d-AB": "None."}


def test_an_essay_of_the_milestones_has_its_paragraphs_without_notes_and_captions(tmp_path: Path) -> None:
    (tmp_path / "1953-1960.xml").write_text(ESSAYS)
    assert dict(milestones(tmp_path)) == {"hst-1953-1960-suez": "Israel, Egypt and France fought.\n\nA truce held."}


def test_those_held_out_are_written_with_their_claims(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "The Red Front struck at dawn."
    (tmp_path / "others").mkdir()
    both = CODED.format(length=len(text)) + "---" + CODED.format(length=len(text)).replace("ot-01-01", "ot-01-02")
    (tmp_path / "others" / "ot-01.yml").write_text(both)
    (tmp_path / "held-out.txt").write_text("ot-01-02\n")
    monkeypatch.setattr(others, "FOLDER", tmp_path / "others")
    monkeypatch.setattr(others, "HELD_OUT", tmp_path / "held-out.txt")
    assert write_gold({"x": text}, tmp_path / "gold") == 1
    assert (tmp_path / "gold" / "ot-01-02.txt").read_text() == text
    gold = json.loads((tmp_path / "gold" / "ot-01-02.json").read_text())
    assert gold["events"][0]["quote"] == "The Red Front struck"
    assert not (tmp_path / "gold" / "ot-01-01.json").exists()


def test_a_coded_text_gets_its_words_back_and_one_that_is_missing_is_left_out(tmp_path: Path) -> None:
    text = "The Red Front struck at dawn."
    (tmp_path / "ot-01.yml").write_text(CODED.format(length=len(text)))
    ((name, words, gold),) = with_words(tmp_path, {"x": text})
    assert (name, words, gold["published"], gold["genre"]) == ("ot-01-01", text, "1990-05", "wire")
    assert gold["events"][0]["quote"] == "The Red Front struck"
    assert not list(with_words(tmp_path, {"y": text}))


def test_another_version_of_a_coded_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "ot-01.yml").write_text(CODED.format(length=999))
    with pytest.raises(ValueError, match="coded on a text 'x' of 999 characters, this one has 21; bring the same version"):
        list(with_words(tmp_path, {"x": "The Red Front struck."}))
