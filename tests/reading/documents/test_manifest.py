"""The manifest: every row is either an entry or one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from foedus.errors import BadInput
from foedus.model.dates import DateSpan
from foedus.reading.documents.load import LoadOptions
from foedus.reading.documents.manifest import Entry, read_manifest
from foedus.reading.documents.sources import Source, SourceKind

Write = Callable[[str, bytes | str], Path]


def test_rows_give_sources_relative_to_the_manifest_and_their_options(write: Write, tmp_path: Path) -> None:
    write("lists/reports/a.txt", "One.")
    path = write("lists/m.csv", (
        "Path,published,title,publisher,url\r\n"
        'reports/a.txt,2013-03-08,"The Pact, a review",Monitor,https://example.org/a\r\n'
        "\r\n"
        "https://example.org/b.html,,,\r\n"
    ))
    manifest = read_manifest(path)
    assert manifest.faults == ()
    assert manifest.entries == (
        Entry(
            Source(str(tmp_path / "lists" / "reports" / "a.txt"), SourceKind.FILE),
            LoadOptions(DateSpan.parse("2013-03-08"), "The Pact, a review", "Monitor", "https://example.org/a"),
        ),
        Entry(Source("https://example.org/b.html", SourceKind.WEB), LoadOptions()),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_spreadsheets_of_any_make_are_read(write: Write, encoding: str) -> None:
    write("a.txt", "One.")
    path = write("m.csv", "title;path\r\nAffaire réglée;a.txt\r\n".encode(encoding))
    assert [entry.options.title for entry in read_manifest(path).entries] == ["Affaire réglée"]


def test_a_bad_row_is_one_sentence_and_the_rest_goes_on(write: Write, tmp_path: Path) -> None:
    write("a.txt", "One.")
    write("b.txt", "Two.")
    path = write("m.csv", "path,published\nno.txt,2013\na.txt,2013-02-30\n,2013\na.txt,4 May\nb.txt,2013-02\n-,\nb.txt,\n")
    manifest = read_manifest(path)
    assert [Path(entry.source.where).name for entry in manifest.entries] == ["b.txt"]
    assert manifest.faults == (
        f"{path}, row 2: there is no file {tmp_path / 'no.txt'}; correct the path, which counts from the manifest's folder",
        f"{path}, row 3: date '2013-02-30' does not exist in the calendar",
        f"{path}, row 4: the column 'path' is empty; name the file, or delete the row",
        f"{path}, row 5: date '4 May' is not EDTF; write for example 2013-01-02, 2012-12, 2009-22, 201X, 2007/2009 or 2010-09/..",
        f"{path}, row 7: '-' cannot stand in a manifest; name a file or an address",
        f"{path}, row 8: b.txt stands in row 6 already; keep one of the two rows",
    )


ADVICE = "name the columns path, published, title, publisher, url in its first row"
BAD_MANIFESTS = [
    ("", f"it is empty; {ADVICE}"),
    ("file,date\na,b\n", f"its column 'file' is not known; {ADVICE}"),
    ("title,url\na,b\n", f"it has no column 'path'; {ADVICE}"),
    (b"PK\x03\x04", "it is a ZIP archive or an office document, not text; give it its proper name, or save it as text"),
]


@pytest.mark.parametrize(("content", "reason"), BAD_MANIFESTS)
def test_what_is_no_manifest_is_refused_in_one_sentence(write: Write, content: bytes | str, reason: str) -> None:
    path = write("m.csv", content)
    with pytest.raises(BadInput, match=f"^{re.escape(f'cannot read the manifest {path}: {reason}')}$"):
        read_manifest(path)


def test_a_missing_manifest_says_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"m\.csv: there is no such file; check the path$"):
        read_manifest(tmp_path / "m.csv")
