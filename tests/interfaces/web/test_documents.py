"""Documents: the list and its search, the text with its claims in place, the original made harmless, claims added by hand."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient

from foedus.interfaces.reviewing.segments import Kind, Mark, parts, segments
from foedus.ledger.intake import record
from foedus.ledger.session import Ledger
from foedus.model.reading import Reading
from foedus.model.source import Document, Page
from tests.interfaces.web.conftest import entered

NOW = datetime(2024, 1, 1, tzinfo=UTC)
PAGE = {"accept": "text/html"}
HOSTILE = (
    '<html><head><title><script>alert(1)</script></title></head><body onload="alert(2)"><h1>Report</h1>'
    '<script>alert(3)</script><img src="http://evil.example/x.png" onerror="alert(4)"><iframe src="/review"></iframe>'
    '<form action="/logout" method="post"><button>Go</button></form><a href="javascript:alert(5)">link</a>'
    '<p style="background:url(http://evil.example/)">The siege was lifted.</p><svg onload="alert(6)"></svg></body></html>'
)


def one_page_pdf() -> bytes:
    """A PDF of one page with a filled rectangle."""
    drawing = b"0.8 0 0 rg 20 20 100 60 re f"
    parts_of = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R >>",
        b"<< /Length " + str(len(drawing)).encode() + b" >>\nstream\n" + drawing + b"\nendstream",
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(parts_of, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n"
    return out + str(start).encode() + b"\n%%EOF"


@pytest.fixture
def fetched(tmp_path: Path) -> Iterator[tuple[TestClient, dict[str, str]]]:
    """A ledger with a hostile web page and a PDF, both kept as fetched."""
    path, ids = tmp_path / "fetched.sqlite", {}
    page = Document("The siege was lifted.", HOSTILE[:60], url="https://example.org/a", origin="a", media_type="text/html")
    pdf = Document("Words.", "A paper", origin="b", media_type="application/pdf", pages=(Page(1, 0, 6),))
    with Ledger.open(path) as ledger:
        for document, raw in ((page, HOSTILE.encode()), (pdf, one_page_pdf())):
            record(ledger, Reading(document, "told", "1"), raw=raw, fetched_at=NOW, now=NOW)
            ids[document.media_type] = document.id
    with entered(path) as client:
        yield client, ids


def document_of(client: TestClient, title: str) -> str:
    found: str = next(one["id"] for one in client.get("/api/documents").json()["documents"] if one["title"].startswith(title))
    return found


def test_the_list_finds_documents_and_actors_by_words(client: TestClient) -> None:
    shown = client.get("/documents", params={"q": "razmak"}, headers=PAGE).text
    assert "1 document with “razmak”" in shown
    assert "ambush of a supply column near Razmak" in shown
    actors = client.get("/documents", params={"q": "Maulvi Nazir"}, headers=PAGE).text
    assert re.search(r'<a href="/actors/[^"]+">Maulvi Nazir</a>', actors)
    nothing = client.get("/documents", params={"q": "%%"}, headers=PAGE).text
    assert "No document of the ledger has all these words." in nothing


def test_the_pages_of_the_list_follow_each_other(client: TestClient) -> None:
    first = client.get("/api/documents", params={"limit": 2}).json()
    rest = client.get("/api/documents", params={"limit": 2, "offset": 2}).json()
    assert first["total"] == rest["total"] == 3
    published = [one["published"] for one in (*first["documents"], *rest["documents"])]
    assert published == ["2013-02-20", "2010-11-15", "2007-06-18"]


def test_the_text_is_whole_and_every_claim_stands_in_it(client: TestClient) -> None:
    document = document_of(client, "After Nazir")
    shown = client.get(f"/documents/{document}", headers=PAGE).text
    whole = client.get(f"/api/documents/{document}").json()
    for claim in whole["claims"]:
        assert f'id="claim-{claim["claim"]}"' in shown
        assert f'data-claim="{claim["claim"]}"' in shown
    assert 'title="Source: The News [Islamabad], 2012-11-30"' in shown
    article = shown.split('id="text"', 1)[1].split("</article>")[0]
    pieces = re.findall(r'<span data-start="\d+"[^>]*>(.*?)</span>', article, re.DOTALL)
    text = client.get(f"/api/documents/{document}/text").json()["text"]
    assert "".join(pieces).replace("&#39;", "'").replace("&#34;", '"').replace("&amp;", "&") == text


def test_an_original_page_is_shown_without_anything_that_acts_or_loads(fetched: tuple[TestClient, dict[str, str]]) -> None:
    client, ids = fetched
    answer = client.get(f"/documents/{ids['text/html']}/original", headers=PAGE)
    body = answer.text.split("<body>")[1]
    assert "The siege was lifted." in body
    for forbidden in ("script", "alert", "onload", "onerror", "iframe", "form", "img", "svg", "evil", "javascript", "style="):
        assert forbidden not in body, forbidden
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert policy.endswith("sandbox")
    page = client.get(f"/documents/{ids['text/html']}", params={"beside": True}, headers=PAGE).text
    assert re.search(r"<iframe [^>]*sandbox ", page)
    assert "<script>alert" not in page


def test_a_page_of_a_pdf_is_drawn_as_a_picture(fetched: tuple[TestClient, dict[str, str]]) -> None:
    client, ids = fetched
    answer = client.get(f"/documents/{ids['application/pdf']}/original/1.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    width, height = (int.from_bytes(answer.content[at : at + 4], "big") for at in (16, 20))
    assert (width, height) == (900, 450)
    size = int.from_bytes(answer.content[33:37], "big")
    pixels = zlib.decompress(answer.content[41 : 41 + size])
    depth = (len(pixels) // height - 1) // width
    middle = 250 * (1 + width * depth) + 1 + 300 * depth
    assert pixels[middle] > 190
    assert pixels[middle + 1] < 20
    missing = client.get(f"/documents/{ids['application/pdf']}/original/2.png")
    assert missing.status_code == 422
    assert missing.json()["error"] == "page 2 cannot be drawn: there are 1 pages"


def test_a_damaged_pdf_costs_a_sentence(tmp_path: Path) -> None:
    document = Document("Words.", origin="b", media_type="application/pdf", pages=(Page(1, 0, 6),))
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        record(ledger, Reading(document, "told", "1"), raw=b"%PDF-1.4 nothing", fetched_at=NOW, now=NOW)
    with entered(tmp_path / "l.sqlite") as client:
        answer = client.get(f"/documents/{document.id}/original/1.png")
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("page 1 cannot be drawn: the PDF is damaged")


def test_a_document_without_an_original_says_so(client: TestClient) -> None:
    document = document_of(client, "Wana")
    answer = client.get(f"/documents/{document}/original")
    assert answer.status_code == 404
    assert answer.json()["error"].endswith(f"its text is at /documents/{document}")


def added(client: TestClient, document: str, words: str, fields: dict[str, Any], kinds: dict[str, str] | None = None) -> Any:
    anchor = client.post(f"/api/documents/{document}/anchor", json={"quote": words}).json()
    body = {"start": anchor["start"], "end": anchor["end"], "fields": fields, "kinds": kinds or {}}
    return client.post(f"/api/documents/{document}/claims", json=body)


def test_words_chosen_are_anchored_only_where_they_stand(client: TestClient) -> None:
    document = document_of(client, "Wana")
    found = client.post(f"/api/documents/{document}/anchor", json={"quote": "Maulvi Nazir", "near": 2000}).json()
    assert (found["quote"], found["places"] > 0) == ("Maulvi Nazir", True)
    by_offset = client.post(f"/api/documents/{document}/anchor", json={"start": found["start"], "end": found["end"]}).json()
    assert by_offset == found
    missing = client.post(f"/api/documents/{document}/anchor", json={"quote": "maulvi nazir"})
    assert missing.status_code == 422
    assert missing.json()["error"].startswith("the words 'maulvi nazir' do not stand in the document word for word")


def test_a_missed_claim_is_added_beside_those_of_the_reader(client: TestClient) -> None:
    document = document_of(client, "Wana")
    before = client.get(f"/api/documents/{document}").json()["claims"]
    fields = {"type": "opposes", "a": "Wazir tribes", "b": "Tahir Yuldash", "start": "2007-03~"}
    made = added(client, document, "Elders in Wana accuse Yuldash", fields, {"Wazir tribes": "community"}).json()["claim"]
    after = client.get(f"/api/documents/{document}").json()["claims"]
    new = next(one for one in after if one["claim"] == made)
    assert len(after) == len(before) + 1
    assert new["reader"].startswith("human/Amira ")
    assert (new["quote"], new["start"]) == ("Elders in Wana accuse Yuldash", "2007-03~")
    theirs = {name: one for claim in before for name, one in claim["who"].items()}
    assert new["who"]["Tahir Yuldash"] == theirs["Tahir Yuldash"]
    assert "added by hand" in client.get(f"/documents/{document}", headers=PAGE).text
    assert made not in client.get("/api/review/queue", params={"limit": 200}).json()["ids"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"type": "fights", "a": "The Elders", "b": "Tahir Yuldash"}, "'The Elders' is no actor of this document yet;"),
        ({"type": "fights", "a": "Tahir Yuldash"}, "a fights claim needs both a and b; fill them in"),
        ({"type": "fights", "a": "Tahir Yuldash", "b": "Tahir Yuldash"}, "'Tahir Yuldash' stands at both ends;"),
        ({"type": "leads", "a": "Pakistan", "b": "Tahir Yuldash"}, "'leads' does not hold between a state and a person;"),
        ({"type": "befriends"}, "claim type 'befriends' is not in the vocabulary;"),
        ({"type": "attack", "date": "soon"}, "date 'soon' is not EDTF;"),
    ],
)
def test_a_missed_claim_that_cannot_be_is_refused(client: TestClient, fields: dict[str, Any], sentence: str) -> None:
    answer = added(client, document_of(client, "Wana"), "Elders in Wana accuse Yuldash", fields)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith(sentence)


def test_no_claim_is_added_to_a_version_that_was_replaced(tmp_path: Path) -> None:
    old, new = (Document(text, origin="a.txt") for text in ("The old words.", "The new words."))
    with Ledger.open(tmp_path / "l.sqlite") as ledger:
        for document in (old, new):
            record(ledger, Reading(document, "told", "1"), now=NOW)
    with entered(tmp_path / "l.sqlite") as client:
        answer = client.post(f"/api/documents/{old.id}/claims", json={"start": 0, "end": 3, "fields": {"type": "attack"}})
        assert answer.status_code == 409
        assert "was replaced by a newer version" in answer.json()["error"]
        assert "this one no longer counts" in client.get(f"/documents/{old.id}", headers=PAGE).text
        assert client.get("/api/documents").json()["total"] == 1


MARKS = st.builds(
    Mark, st.integers(0, 60), st.integers(0, 60), st.sampled_from(list(Kind)), st.text("abcdef", min_size=1, max_size=2)
)


@given(st.text(max_size=50), st.integers(0, 9), st.lists(MARKS, max_size=9))
def test_segments_are_the_text_and_each_mark_holds_just_where_it_says(text: str, start: int, marks: list[Mark]) -> None:
    found = segments(text, start, marks)
    assert "".join(one.text for one in found) == text
    for piece in found:
        middle = range(piece.start, piece.start + len(piece.text))
        for kind, held in ((Kind.CLAIM, piece.claims), (Kind.GAP, piece.gaps), (Kind.CITATION, piece.citations)):
            over = {one.id for one in marks if one.kind is kind and all(one.start <= at < one.end for at in middle)}
            assert set(held) == over


@given(st.text("ab\n", max_size=400), st.integers(10, 60))
def test_parts_are_the_whole_text_in_order(text: str, size: int) -> None:
    cut = parts(text, size)
    assert "".join(text[start:end] for start, end in cut) == text
    assert all(end - start <= size for start, end in cut)
