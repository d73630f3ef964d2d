"""What the names on the command line stand for."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.reading.documents.sources import Source, SourceKind, expand


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    readable = ("b.txt", "a.PDF", "deep/d.html", "deep/er/e.md", "odd[1].txt")
    for name in (*readable, "c.csv", "empty/g.csv", ".hidden.txt", ".git/f.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(paths: list[str | Path]) -> list[str]:
    return [Path(source.where).as_posix() for source in expand(paths)]


ROWS = [
    (["b.txt"], ["b.txt"]),
    (["."], ["a.PDF", "b.txt", "deep/d.html", "deep/er/e.md", "odd[1].txt"]),
    (["deep"], ["deep/d.html", "deep/er/e.md"]),
    (["*.txt"], ["b.txt", "odd[1].txt"]),
    (["odd[1].txt"], ["odd[1].txt"]),
    (["**/*.md"], ["deep/er/e.md"]),
    (["d*"], ["deep/d.html", "deep/er/e.md"]),
    (["b.txt", "deep/../b.txt", "*.txt"], ["b.txt", "odd[1].txt"]),
    (["no.txt", "b.txt"], ["no.txt", "b.txt"]),
    (["*.nothing"], ["*.nothing"]),
    (["empty"], ["empty"]),
    ([], []),
]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("paths", "expected"), ROWS)
def test_names_stand_for_these_files(paths: list[str | Path], expected: list[str]) -> None:
    assert names(paths) == expected


def test_addresses_and_standard_input_are_told_from_files() -> None:
    assert expand(["-", "HTTPS://example.org/a.txt", "http://example.org", "-"]) == [
        Source("-", SourceKind.STDIN),
        Source("HTTPS://example.org/a.txt", SourceKind.WEB),
        Source("http://example.org", SourceKind.WEB),
    ]


def test_a_link_to_a_folder_above_is_not_followed_in_circles(folder: Path) -> None:
    try:
        (folder / "deep" / "circle").symlink_to(folder, target_is_directory=True)
    except OSError:
        pytest.skip("links cannot be made here")
    assert names(["deep"]) == ["deep/d.html", "deep/er/e.md"]
