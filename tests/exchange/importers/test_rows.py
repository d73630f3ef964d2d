"""Files of rows: encodings, separators, broken and odd ones. Each trouble has a sentence: the file, the line, what to do."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from foedus.errors import BadInput
from foedus.exchange.importers import delimited, records, spreadsheet, streams
from foedus.exchange.importers.dataset import BLOCK, described, readings
from foedus.exchange.importers.rows import MOST_COLUMNS, Layout, Row, open_table

LAYOUT = Layout("the test set", frozenset({"a", "b", "c"}), ("a", "b"))


def cells(file: Path, layout: Layout = LAYOUT) -> list[list[str]]:
    """The cells of every row."""
    return [[row["a"], row["b"]] for row in open_table(file, layout).rows]


def put(folder: Path, content: bytes | str, name: str = "t.csv") -> Path:
    """A file of that content."""
    file = folder / name
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a;b;c\n1;2,5;3\n", [["1", "2,5"]]),
        ("A\t B \n1\t2\n", [["1", "2"]]),
        ('a,b\n"x, ""y""","two\nlines"\n', [['x, "y"', "two\nlines"]]),
        ("a,b\n\n1,2\n\n,\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\r1,2\r", [["1", "2"]]),
        ("a,b\n1,2,,\n", [["1", "2"]]),
        ("a,b\n'=1+1,'-2\n", [["=1+1", "-2"]]),
        ("a,b\n'tis,'\n", [["'tis", "'"]]),
        ("a,b\n\x001,2\x1f\n" + "x,y\n" * 50, [["1", "2"], *[["x", "y"]] * 50]),
    ],
)
def test_cells_are_read(tmp_path: Path, content: str, found: list[list[str]]) -> None:
    assert cells(put(tmp_path, content)) == found


@pytest.mark.parametrize(
    ("encoding", "words"),
    [("utf-8", "Borno État"), ("cp1252", "L’État du Borno était là"), ("utf-16", "État"), ("utf-8-sig", "État")],
)
def test_encodings_are_told(tmp_path: Path, encoding: str, words: str) -> None:
    assert cells(put(tmp_path, f"a,b\n1,{words}\n".encode(encoding))) == [["1", words]]


def test_a_guessed_encoding_is_noted(tmp_path: Path) -> None:
    words = "Отряд занял деревню и ушел на север через два дня"
    told = open_table(put(tmp_path, f"a,b\n1,{words}\n".encode("cp1251")), LAYOUT)
    assert [row["b"] for row in told.rows] == [words]
    assert "the encoding is a guess" in told.notes[0]


def test_control_characters_become_spaces_and_are_noted(tmp_path: Path) -> None:
    told = open_table(put(tmp_path, "a,b\n1,\x01\n" + "x,y\n" * 50), LAYOUT)
    assert told.notes == ("1 control characters were replaced by spaces",)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "{} is empty; the test set has a row for each event or tie"),
        (b"\n\n", "{} is empty; the test set has a row for each event or tie"),
        (
            b"a|b\n1|2\n",
            "{}, line 1: no column 'a', which the test set has; 1 columns between commas, the first of them 'a|b'; "
            "separate cells by "
            "commas, semicolons or tabs, or choose another importer",
        ),
        (
            b"x,y,b\n1,2,3\n",
            "{}, line 1: no column 'a', which the test set has; 3 columns between commas, the first of them 'x', "
            "'y', 'b'; separate "
            "cells by commas, semicolons or tabs, or choose another importer",
        ),
        (
            b"a,b," + b",".join(b"c%d" % n for n in range(1998)),
            f"{{}}, line 1: 2,000 columns between commas, where a table may have {MOST_COLUMNS}; check what "
            f"separates the cells, or "
            "keep only the columns to be imported",
        ),
        (
            "a,b\n1,É\n".encode() + "2,École\n".encode("cp1252"),
            "{} mixes encodings: line 2 is in UTF-8, line 3 is not; save the whole of it as UTF-8",
        ),
        (
            b"a,b\n1,2,3\n4,5,6\n",
            "{}, row 1: 3 cells for 2 columns, and 2 of the first 2 rows are unfit; check what separates the "
            "cells, and that cells which "
            "hold it stand in quotation marks",
        ),
        (
            gzip.compress(b"a,b\n1,2\n" * 9000, mtime=0)[:-30],
            "{} is a gzip archive that is cut short or damaged (compressed file ended before the end-of-stream "
            "marker was reached); "
            "fetch it again",
        ),
        (b"%PDF-1.4", "cannot read {} as a table: it is a PDF; save it as CSV or .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "cannot read {} as a table: it is an old office document (.doc, .xls); save it as CSV or .xlsx",
        ),
        (bytes(range(1, 127)) * 9, "cannot read {} as a table: it is binary data, not text; save it as CSV or .xlsx"),
        (b'{"Result": [{"a": 1}]}', "{}, record 1: no 'b', which the test set has; choose another importer"),
        (b'{"Result": []}', "{} holds no records; the test set has one for each event or tie"),
        (
            b'[{"a": 1, "b": 2}\n',
            "{}, line 2: it is not the JSON of records (a comma or the end of the list is missing; it may be cut "
            "short); fetch or "
            "save it again",
        ),
    ],
)
def test_broken_files_are_named_with_the_line_and_what_to_do(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = put(tmp_path, content)
    with pytest.raises(BadInput) as fault:
        cells(file)
    assert str(fault.value) == sentence.format(file)


def test_a_quotation_mark_that_is_not_closed_is_named(tmp_path: Path) -> None:
    file = put(tmp_path, "a,b\n" + "1,2\n" * 30 + '3,"open\n' + "x,y\n" * 60_000)
    with pytest.raises(BadInput, match=r"t\.csv, line \d+: field larger than field limit .*; look for a quotation mark"):
        cells(file)


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is a directory; check the path"):
        cells(tmp_path)


def test_a_row_that_does_not_fit_is_kept_with_why(tmp_path: Path) -> None:
    rows = list(open_table(put(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8\n9,0\n"), LAYOUT).rows)
    assert [(row.line, row.fault) for row in rows if row.fault] == [
        ("3", "1 cells for 2 columns"),
        ("4,5,6", "3 cells for 2 columns"),
    ]
    assert rows[1]["a"] == ""


def test_a_column_told_twice_is_noted_and_the_first_taken(tmp_path: Path) -> None:
    told = open_table(put(tmp_path, "a,b,a\n1,2,3\n"), LAYOUT)
    assert [row["a"] for row in told.rows] == ["1"]
    assert told.notes == ("column 'a' stands more than once; the first of them is taken",)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=9), min_size=2, max_size=2), min_size=1
    )
)
def test_any_words_come_back_from_their_row(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["a", "b"], *rows])
    file = put(tmp_path_factory.mktemp("rows"), out.getvalue())
    found = list(open_table(file, LAYOUT).rows)
    assert [next(csv.reader([row.line])) for row in found] == rows


# --- records ------------------------------------------------------------------------------------------------------------------


def test_records_keep_their_words_and_lose_only_line_breaks(tmp_path: Path) -> None:
    text = '{"Result": [{"a": 1.0, "b": "x"},\n {"a": 2,\n  "b": ["y", "z"]}], "next": {"a": [1]}}'
    rows = list(open_table(put(tmp_path, text), LAYOUT).rows)
    assert [(row["a"], row["b"]) for row in rows] == [("1", "x"), ("2", "y; z")]
    assert [row.line for row in rows] == ['{"a": 1.0, "b": "x"}', '{"a":2,"b":["y","z"]}']


def test_many_records_are_read_through_a_window(tmp_path: Path) -> None:
    told = [{"a": number, "b": "words " * 40} for number in range(2000)]
    for text in (json.dumps(told, indent=1), json.dumps({"status": 200, "data": told}), "\n".join(map(json.dumps, told))):
        assert [row["a"] for row in open_table(put(tmp_path, text), LAYOUT).rows] == [str(number) for number in range(2000)]


def test_a_record_that_is_no_object_is_kept_with_why(tmp_path: Path) -> None:
    rows = list(records.table(put(tmp_path, '[{"a": 1, "b": 2}, 3, {"a": 4}]'), LAYOUT).rows)
    assert [row.fault for row in rows] == [None, "no JSON object", "no 'b'"]


# --- workbooks ----------------------------------------------------------------------------------------------------------------


def test_a_workbook_gives_dates_numbers_and_its_first_sheet(tmp_path: Path) -> None:
    from datetime import datetime

    book = Workbook()
    for row in (["a", "b"], [datetime(2013, 3, 8), 2.0], [None, None], ["two\nlines", 2.5], ["x", True]):
        book.active.append(row)
    book.create_sheet("Notes").append(["more"])
    book.save(tmp_path / "t.xlsx")
    told = spreadsheet.table(tmp_path / "t.xlsx", LAYOUT)
    assert [(row["a"], row["b"], row.line) for row in told.rows] == [
        ("2013-03-08", "2", "2013-03-08\t2"),
        ("two lines", "2.5", "two lines\t2.5"),
        ("x", "1", "x\t1"),
    ]
    assert told.notes == ("only the first sheet was read, not Notes",)


def test_an_empty_workbook_is_named(tmp_path: Path) -> None:
    Workbook().save(tmp_path / "t.xlsx")
    with pytest.raises(BadInput, match=r"the first sheet of .*t\.xlsx is empty"):
        spreadsheet.table(tmp_path / "t.xlsx", LAYOUT)


def test_without_the_library_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    Workbook().save(tmp_path / "t.xlsx")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(BadInput, match=r"install openpyxl: pip install 'foedus\[xlsx\]'; or save it as CSV"):
        open_table(tmp_path / "t.xlsx", LAYOUT)


# --- blocks -------------------------------------------------------------------------------------------------------------------


def test_a_file_is_cut_into_blocks_that_come_one_by_one(tmp_path: Path) -> None:
    file = put(tmp_path, "a,b\n" + "".join(f"{number},x\n" for number in range(1, 2 * BLOCK + 2)))
    told = described({"reader": "r", "version": "1", "name": "Test", "columns": ["a", "b"], "required": ["a"]})
    coded: list[int] = []
    found = readings(file, told, lambda row, coding: coded.append(row.number))  # noqa: ARG005
    first = next(found)
    assert coded == list(range(1, BLOCK + 1))
    blocks = [first, *found]
    assert [block.document.title for block in blocks] == [f"t.csv, rows {span}" for span in ("1-500", "501-1000", "1001-1001")]
    assert all(block.document.text.startswith("a,b\n") for block in blocks)


def test_a_broken_record_late_in_the_file_leaves_what_came_before(tmp_path: Path) -> None:
    good = ",".join(json.dumps({"a": number, "b": "x"}) for number in range(BLOCK))
    told = described({"reader": "r", "version": "1", "name": "Test", "columns": ["a", "b"], "required": ["a"]})
    found = readings(put(tmp_path, f'[{good}, {{"a": '), told, lambda row, coding: None)  # noqa: ARG005
    assert next(found).document.title == "t.csv, rows 1-500"
    with pytest.raises(BadInput, match="it is not the JSON of records"):
        next(found)


def test_a_row_without_a_column_says_nothing() -> None:
    assert Row(1, "x", ["x"], {"a": 0})["b"] == ""


def test_long_lines_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "_LONGEST_LINE", 1000)
    monkeypatch.setattr(streams, "_CHUNK", 100)
    file = put(tmp_path, "a,b\n" + "x" * 5000)
    with pytest.raises(BadInput, match=r"t\.csv, line 2: longer than 16 MB"):
        delimited.table(file, LAYOUT)
