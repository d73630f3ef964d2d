"""A dataset sent in and compared: what is told, what is kept of the file, and that nothing is recorded unless asked."""

from __future__ import annotations

import csv
import gzip
import tempfile
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from foedus.interfaces.web.sessions import COOKIE, Role
from foedus.ledger.review import judgements
from foedus.ledger.session import Ledger
from foedus.model.numbers import Count
from foedus.model.place import Location, Place, PlacePrecision
from tests.analysis.told import Book
from tests.exchange.importers.samples import GED, table
from tests.interfaces.web.conftest import entered

WANA = Place("Wana", Location("geonames:1", "Wana", 11.5, 13.25, "NG", PlacePrecision.POINT))
NAME = "GEDEvent_v25_1.csv"


def rows(*dates: str) -> bytes:
    """A copy of UCDP GED with a clash on each of these days."""
    return table([{**GED, "id": str(number), "date_start": day, "date_end": day} for number, day in enumerate(dates, 1)]).encode()


def told(path: Path) -> Path:
    """A ledger with three clashes: one as the dataset tells it, one with other deaths, one it has not."""
    with Ledger.open(path) as ledger:
        book = Book(ledger, {"Nigeria": "state"})
        for day, killed in (("2013-03-08", 3), ("2013-06-01", 40), ("2013-09-20", 3)):
            shown: dict[str, Any] = {"place": WANA, "country": "NG", "killed": Count(killed, killed)}
            book.event("clash", day, by="Red Band", on="Nigeria", **shown)
    return path


THEIRS = rows("2013-03-08", "2013-06-01", "2013-01-15", "2013-04-20", "2020-01-01")


@pytest.fixture
def private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where files are kept in this test."""
    folder = tmp_path / "private"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def client(tmp_path: Path, private: Path) -> Iterator[TestClient]:
    """A client on that ledger."""
    assert private.is_dir()
    with entered(told(tmp_path / "book.sqlite")) as one:
        yield one


def sent(client: TestClient, content: bytes = THEIRS, name: str = NAME, **fields: str) -> dict[str, Any]:
    """What came of a file."""
    answer = client.post("/api/reconcile", files={"file": (name, content)}, data={"format": "ucdp-ged", **fields})
    assert answer.status_code == 202, answer.text
    return over(client, answer.json()["id"])


def over(client: TestClient, job: str) -> dict[str, Any]:
    """A comparison once it is over."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        found: dict[str, Any] = client.get(f"/api/reconcile/{job}").json()
        if found["over"]:
            return found
        time.sleep(0.02)
    raise AssertionError(f"the comparison did not end: {found}")


def revision(client: TestClient) -> tuple[int, ...]:
    """What changes with the ledger."""
    found: tuple[int, ...] = client.app.state.desk.revision()  # type: ignore[attr-defined]
    return found


def test_counts_rows_and_downloads_tell_the_same_and_nothing_is_recorded(client: TestClient) -> None:
    before = revision(client)
    made = sent(client)
    assert (made["state"], made["file"], made["fault"]) == ("done", NAME, None)
    counts = {name: made["counts"][name] for name in ("both have", "differ", "only they", "only we")}
    assert counts == {"both have": 1, "differ": 1, "only they": 1, "only we": 1}
    assert (made["beyond"], made["counts"]["differ in deaths"], made["matches"]) == (2, 1, 2)
    whole = sent(client, whole="true")
    assert (whole["beyond"], whole["counts"]["only they"]) == (0, 3)

    base = f"/api/reconcile/{made['id']}"
    (differ,) = client.get(f"{base}/rows", params={"kind": "differ"}).json()["rows"]
    assert [(one["aspect"], one["ours"]) for one in differ["differences"] if one["how"] == "differ"] == [("deaths", "40")]
    lines = list(csv.DictReader(StringIO(client.get(f"{base}/findings.csv").text)))
    assert sorted(line["finding"] for line in lines) == ["both have", "differ", "only they", "only we"]
    html = client.get(f"{base}/findings.html", params={"kind": "only-we"})
    assert html.headers["content-disposition"].startswith("attachment")
    assert html.text.count("<tr><th") == 2  # the head, and one finding
    assert revision(client) == before


def test_the_page_links_our_quotes_and_shows_their_rows(client: TestClient) -> None:
    job = sent(client)["id"]
    api = client.get(f"/api/reconcile/{job}/rows", params={"kind": "both"}).json()
    claim = api["rows"][0]["ours"]["claim"]
    page = client.get(f"/reconcile/{job}", params={"kind": "both"}).text
    assert f"/documents/{api['documents'][claim]}?claim={claim}#claim-{claim}" in page
    assert "ucdp-ged 1" in page
    assert "2013-03-08,2013-03-08" in page
    assert NAME in client.get("/reconcile").text


def test_findings_are_shown_a_page_at_a_time(client: TestClient) -> None:
    days = [f"2013-{month:02}-{day:02}" for month in (4, 7) for day in range(1, 29)]
    job = sent(client, rows(*days), whole="true")["id"]
    first = client.get(f"/api/reconcile/{job}/rows").json()
    rest = client.get(f"/api/reconcile/{job}/rows", params={"offset": 50}).json()
    assert (len(first["rows"]), first["total"]) == (50, 50 + len(rest["rows"]))
    assert "offset=50" in client.get(f"/reconcile/{job}").text
    beyond = client.get(f"/reconcile/{job}", params={"offset": 9_999})
    assert (beyond.status_code, "no such finding" in beyond.text) == (200, True)


def test_matches_are_recorded_only_when_asked_and_can_be_taken_back(client: TestClient) -> None:
    job = sent(client)["id"]
    ledger: Ledger = client.app.state.desk.ledger  # type: ignore[attr-defined]
    assert client.post(f"/api/reconcile/{job}/undo").status_code == 409
    assert client.post(f"/api/reconcile/{job}/record").status_code == 202
    made = over(client, job)
    assert (made["state"], made["fault"], made["recorded"], made["matches"]) == ("done", None, 2, 0)
    assert [one.verdict.value for one in judgements(ledger, by="Amira")] == ["same-as"] * 2
    assert client.post(f"/api/reconcile/{job}/record").status_code == 409
    assert client.post(f"/api/reconcile/{job}/undo").status_code == 202
    made = over(client, job)
    assert (made["fault"], made["recorded"], made["matches"]) == (None, 0, 2)
    assert judgements(ledger, by="Amira", undone=False) == []
    assert made["counts"] == sent(client)["counts"]  # the rows that were imported are none of ours


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is empty"),
        (b"a,b\n1,2\n", "which UCDP GED has"),
        (b"PK\x03\x04nothing", "no readable workbook"),
        (gzip.compress(b"x" * 3_000_000), "unpacks to more than 2 MB"),
    ],
)
def test_what_is_no_such_dataset_fails_in_a_sentence(
    client: TestClient, private: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, fault: str
) -> None:
    monkeypatch.setenv("FOEDUS_FILE_MB", "2")
    made = sent(client, content, "../../my <b>copy.csv")
    assert made["state"] == "failed"
    assert fault in made["fault"]
    assert str(private) not in made["fault"]
    page = client.get(f"/reconcile/{made['id']}").text
    assert "my &lt;b&gt;copy.csv" in page
    assert "<b>" not in page
    assert client.get(f"/api/reconcile/{made['id']}/rows").status_code == 409


def test_the_file_lies_in_a_private_folder_until_the_server_stops(tmp_path: Path, private: Path) -> None:
    with entered(told(tmp_path / "book.sqlite")) as client:
        sent(client, name="../../../etc/.hidden name?.csv")
        (folder,) = private.glob("foedus-reconcile-*")
        assert folder.stat().st_mode & 0o077 == 0
        assert [file.name for file in folder.iterdir()] == ["hidden name_.csv"]
    assert not list(private.glob("foedus-reconcile-*"))


def test_too_large_a_file_and_an_unknown_format_are_refused_and_nothing_is_kept(
    client: TestClient, private: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOEDUS_UPLOAD_MB", "1")
    answer = client.post("/api/reconcile", files={"file": (NAME, b"x" * 1_000_001)}, data={"format": "gtd"})
    assert (answer.status_code, "1 MB" in answer.json()["error"]) == (422, True)
    assert client.post("/api/reconcile", files={"file": (NAME, b"x")}, data={"format": "gdelt"}).status_code == 422
    assert client.get("/reconcile/rec-none").status_code == 404
    assert not list(private.glob("foedus-reconcile-*"))


def test_a_reader_may_look_but_send_nothing_in(client: TestClient) -> None:
    job = sent(client)["id"]
    app: Any = client.app
    reader = TestClient(app, cookies={COOKIE: app.state.sessions.begin("Rahel", Role.READER)})
    assert 'id="send"' not in reader.get("/reconcile").text
    page = reader.get(f"/reconcile/{job}").text
    assert "findings.csv" in page
    assert 'id="record"' not in page
