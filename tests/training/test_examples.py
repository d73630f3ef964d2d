"""From gold to windows with labels."""

from __future__ import annotations

from training.examples import document_of, examples

from foedus.reading.pipeline import prepare

TIE = "The Red Front has been allied with the Blue League since 1988."
FILLER = "\n\nThe river runs past the mill, and in spring it floods the low fields beside the old road."
REST = {"end": None, "certainty": "stated", "quote": TIE}
GOLD = {
    "id": "x-01",
    "genre": "analysis",
    "actors": [
        {"name": "Red Front", "kind": "group", "aliases": []},
        {"name": "Blue League", "kind": "group", "aliases": []},
        {"name": "Grey Guard", "kind": "group", "aliases": []},
    ],
    "events": [],
    "relations": [
        {"type": "allied_with", "a": "Red Front", "b": "Blue League", "start": "1988", **REST},
        {"type": "allied_with", "a": "Red Front", "b": "Grey Guard", "start": None, **REST},
    ],
}


def test_a_tie_told_in_another_window_is_neither_right_nor_wrong_here() -> None:
    text = TIE + FILLER * 40 + "\n\nThe Red Front and the Blue League stand as they stood.\n"
    windows = examples("x-01", prepare(document_of(text, GOLD)), GOLD, lambda words: [(1,) for _ in words])
    first, last = windows[0], windows[-1]
    assert len(windows) > 1
    assert len(first.relations) == 1
    assert first.elsewhere == ()
    assert last.relations == []
    names = [entity.name for entity in last.entities]
    assert [(names[a], names[b]) for _, a, b in last.elsewhere] == [("Red Front", "Blue League")]
