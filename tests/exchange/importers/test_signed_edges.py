from __future__ import annotations

from pathlib import Path

import pytest

from foedus.errors import BadInput, NotFound
from foedus.exchange.importers.signed_edges import read_signed_edges


def test_rows_are_read_by_slice_in_the_order_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("Slice,A,B,Sign\n46-49,AFG,IRN,1\n47-50,AFG,PAK,-\n46-49,IRN,AFG,+1\n", encoding="utf-8")
    found = read_signed_edges(file)
    assert {name: [(row.a, row.b, row.sign) for row in rows] for name, rows in found.items()} == {
        "46-49": [("AFG", "IRN", 1)],
        "47-50": [("AFG", "PAK", -1)],
    }


def test_without_a_column_slice_all_is_one_graph(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("a,b,sign,note\nx,y,0,talks\n", encoding="utf-8-sig")
    assert [(row.slice, row.sign, row.line) for row in read_signed_edges(file)[None]] == [(None, 0, 2)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a,b\nx,y\n", "{} has no column 'sign'; its first line must be a,b,sign or slice,a,b,sign"),
        ("a,b,sign\nx,x,1\n", "{}, line 2: 'x' is tied to itself; a tie is between two"),
        ("a,b,sign\nx,,1\n", "{}, line 2: an end has no name; write a,b,sign"),
        ("a,b,sign\nx,y,friend\n", "{}, line 2: sign 'friend' is none; write 1, 0 or -1"),
        ("a,b,sign\n", "{} holds no edge; write a row a,b,sign for each"),
        ("", "{} has no column 'a'; its first line must be a,b,sign or slice,a,b,sign"),
        (
            "a,b,sign\nx,y,1\ny,x,-1\n",
            "{}: 'y' and 'x' have sign 1 in line 2 and -1 in line 3; give each pair one sign, or tell the two apart with a "
            "column slice",
        ),
    ],
)
def test_what_is_no_edge_list_is_refused_with_the_line(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "edges.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as fault:
        read_signed_edges(file)
    assert str(fault.value) == sentence.format(file)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "none.csv"
    with pytest.raises(NotFound) as fault:
        read_signed_edges(file)
    assert str(fault.value) == f"there is no file {file}; name a CSV file with columns a, b and sign"


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_bytes(b"a,b,sign\nJa\xefsh,y,1\n")
    with pytest.raises(BadInput, match="as CSV in UTF-8"):
        read_signed_edges(file)


def test_cells_that_were_defused_for_spreadsheets_are_as_before(tmp_path: Path) -> None:
    file = tmp_path / "edges.csv"
    file.write_text("a,b,sign\n'@x,'=y,'-\n", encoding="utf-8")
    (row,) = read_signed_edges(file)[None]
    assert (row.a, row.b, row.sign) == ("@x", "=y", -1)
