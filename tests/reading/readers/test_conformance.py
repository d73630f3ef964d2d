"""What every reader must keep, whatever it reads with. A new reader is held to it by its line in the registry."""

from __future__ import annotations

import json
import pickle
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foedus.exchange.exporters.claims import document_json
from foedus.model.claim import Claim, EventClaim, RelationClaim
from foedus.model.dates import DateSpan
from foedus.model.source import Document
from foedus.model.vocabulary import PLACE, vocabulary
from foedus.reading import anchor
from foedus.reading.pipeline import prepare, read
from foedus.reading.readers import registry
from foedus.reading.readers.cues import CuesReader
from foedus.reading.readers.protocol import Draft, Reader
from foedus.reading.readers.recorded import text_hash
from foedus.reading.steps import apparatus
from tests.reading.readers import llm_stub

PUBLISHED = DateSpan.parse("2013-03-08")

REPORT = """Kenyan police arrested Aboud Rogo, a member of al-Shabaab, in Mombasa on 4 March. The group, led by Ahmed Godane,
denied that it had sent him. Al-Shabaab pledged allegiance to al-Qaeda in February 2012 and has fought Kenya since 2011.

A truce between Sudan and South Sudan was signed in Addis Ababa on 27 September 2012 (AFP, September 28, 2012). Eritrea may
have supplied arms to al-Shabaab, according to diplomats; an attack near Kismayo killed between 10 and 14 soldiers."""

TEXTS = {
    "a report": REPORT,
    "nothing": "",
    "blanks": " \n\t\n ",
    "no claim": "The rain came late that year. Prices of maize went up in the market, and the road was closed for a week.",
    "odd Unicode": (
        "Ḥamās\u200b (حماس) attacked Isra\u0308el\u202e near \ue000\uf800 İstanbul in 2012 \U0001f4a5\x00. Ｈａｍａｓ fled.\ufffd"
    ),
    "half a surrogate": "Hamas attacked Israel \ud800 in 2012.",
    "one endless line": "Hamas attacked Israel in 2012 and " * 100,
    "an author": f"Raids\n\nBy Jane Doe\n\n{REPORT}\n\nJane Doe is a fellow in Kenya who studies al-Shabaab.",
    "headings": "WAR\n\nHamas\n\n- Israel\n- Hamas attacked Israel in Gaza in 2012\n\n1. Talks\n",
}
LONG = "\n\n".join([REPORT] * 160)   # some 100,000 characters


def draft_of(coder: Reader, text: str) -> tuple[Document, Draft]:
    document = Document(text, published=PUBLISHED)
    return document, coder.read(prepare(document))


def recording(folder: Path) -> Path:
    """A folder in which the claims of all these texts are recorded."""
    for text in (*TEXTS.values(), LONG):
        document, draft = draft_of(CuesReader(), text)
        claims, _ = anchor.place(document, draft.claims)
        told = json.dumps(document_json(document, draft.actors, claims, "text"))
        folder.joinpath(f"{text_hash(text)}.json").write_text(told, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return recording(tmp_path_factory.mktemp("recorded"))


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A language model that codes as the rules do."""
    def answer(request: dict[str, Any]) -> llm_stub.Said:
        passage = request["messages"][3]["content"].partition("<passage>\n")[2].removesuffix("\n</passage>")
        document, draft = draft_of(CuesReader(), passage)
        return llm_stub.says(document_json(document, draft.actors, draft.claims, "passage"))

    with llm_stub.running() as stub:
        stub.script = answer
        llm_stub.use(stub, monkeypatch, tmp_path)
        yield


# The fixture that makes a reader ready, for those that do not read out of themselves.
SETTINGS = {"recorded": "recorded", "llm": "model"}
ASK_A_SERVER = {"llm"}


@pytest.fixture(params=[*registry.names(), "recorded"])
def coder(request: pytest.FixtureRequest) -> Reader:
    """Every reader of the registry, ready to read these texts."""
    name = request.param
    setting = request.getfixturevalue(SETTINGS[name]) if name in SETTINGS else None
    return registry.reader(name if setting is None else f"{name}:{setting}")


@pytest.fixture(params=list(TEXTS))
def text(request: pytest.FixtureRequest) -> str:
    return TEXTS[request.param]


def test_it_has_a_name_a_version_and_reads(coder: Reader) -> None:
    assert isinstance(coder, Reader)
    assert coder.name
    assert coder.version
    assert ":" not in coder.name


def test_the_same_text_gives_the_same_draft(coder: Reader, text: str) -> None:
    first = draft_of(coder, text)[1]
    draft_of(coder, REPORT)
    assert draft_of(coder, text)[1] == first


def test_every_quote_stands_in_the_text(coder: Reader, text: str) -> None:
    reading = read(Document(text, published=PUBLISHED), coder)
    assert all(reading.document.text[claim.quote.start : claim.quote.end] == claim.quote.text for claim in reading.claims)


def test_nothing_is_read_of_what_is_set_aside(coder: Reader, text: str) -> None:
    document, draft = draft_of(coder, text)
    aside = apparatus.find(text)
    # What was recorded was read by others; where its names stand is looked up in the whole text.
    named = [span for actor in draft.actors for span in actor.mentions if coder.name != "recorded"]
    told = [(claim.quote.start, claim.quote.end) for claim in anchor.place(document, draft.claims)[0]]
    assert not any(start < there and here < end for start, end in aside for here, there in (*named, *told))


def test_no_quote_is_lost_on_the_way(coder: Reader, text: str) -> None:
    document, draft = draft_of(coder, text)
    assert anchor.place(document, draft.claims)[1] == ()


def test_every_claim_is_signed_by_the_reader(coder: Reader, text: str) -> None:
    claims = draft_of(coder, text)[1].claims
    assert {(claim.origin.reader, claim.origin.version) for claim in claims} <= {(coder.name, coder.version)}


def test_the_vocabulary_allows_every_kind_type_and_role(coder: Reader, text: str) -> None:
    draft = draft_of(coder, text)[1]
    kinds = {actor.name: vocabulary().kind(actor.kind).name for actor in draft.actors}
    for claim in draft.claims:
        if isinstance(claim, EventClaim):
            vocabulary().event(claim.type)
        else:
            assert isinstance(claim, RelationClaim)
            relation = vocabulary().relation(claim.type)
            assert relation.allows(kinds[claim.a], PLACE if claim.place else kinds[claim.b]), claim
            assert claim.role is None or claim.type in ("leads", "member_of")


def test_every_name_in_a_claim_is_an_actor_or_words_of_the_text(coder: Reader, text: str) -> None:
    draft = draft_of(coder, text)[1]
    known = {actor.name for actor in draft.actors}
    for claim in draft.claims:
        assert isinstance(claim, EventClaim | RelationClaim)
        assert all(name in known or name in text for name in claim.actors), claim


def test_every_actor_is_of_this_document_and_named_where_it_says(coder: Reader, text: str) -> None:
    document, draft = draft_of(coder, text)
    assert len({actor.name for actor in draft.actors}) == len(draft.actors)
    for actor in draft.actors:
        assert actor.document == document.id
        assert list(actor.mentions) == sorted(actor.mentions)
        assert all(0 <= start < end <= len(text) for start, end in actor.mentions)


@pytest.mark.parametrize("nothing", ["nothing", "blanks", "no claim"])
def test_a_text_that_claims_nothing_gives_no_claim(coder: Reader, nothing: str) -> None:
    assert draft_of(coder, TEXTS[nothing])[1].claims == ()


def test_a_report_gives_events_and_relations(coder: Reader) -> None:
    claims = draft_of(coder, REPORT)[1].claims
    assert {type(claim) for claim in claims} == {EventClaim, RelationClaim}


def test_claims_can_be_told_apart(coder: Reader, text: str) -> None:
    claims: tuple[Claim, ...] = draft_of(coder, text)[1].claims
    assert len({claim.id for claim in claims}) == len(claims)


def test_a_long_text_is_read_in_time(coder: Reader) -> None:
    document = Document(LONG, published=PUBLISHED)
    prepared = prepare(document)
    started = time.perf_counter()
    draft = coder.read(prepared)
    assert time.perf_counter() - started < 120
    assert draft.claims


def test_it_travels_to_another_process(coder: Reader) -> None:
    twin = pickle.loads(pickle.dumps(coder))
    assert (twin.name, twin.version) == (coder.name, coder.version)
    assert draft_of(twin, REPORT)[1] == draft_of(coder, REPORT)[1]


@pytest.mark.parametrize("coder", [name for name in (*registry.names(), "recorded") if name not in ASK_A_SERVER], indirect=True)
def test_it_opens_no_connection(coder: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a reader that runs without being asked must not use the network")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert draft_of(coder, REPORT)[1].claims
