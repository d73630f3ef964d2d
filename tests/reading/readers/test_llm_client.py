"""Asking the language model: patient where it is busy, plain where it is wrong, never elsewhere and never with the key shown."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from foedus.errors import BadInput, FoedusError, ReadingFailed, Refused
from foedus.model.reading import Reading
from foedus.model.source import Document
from foedus.reading import pipeline
from foedus.reading.readers.llm import cache
from foedus.reading.readers.llm.client import Client, Reply
from foedus.reading.readers.llm.endpoint import Endpoint, endpoint
from foedus.reading.readers.registry import reader
from tests.reading.readers.llm_stub import KEY, NOTHING, Said, Stub, running, says, use

ASKED = [{"role": "user", "content": "?"}]
HELLO = says("hello")
BUSY = Said(429, {"error": {"message": f"slow down, {KEY}"}})
DOCUMENT = Document("The Lake Front shelled Goma on Monday. Its men then withdrew.")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running() as server:
        yield server


@pytest.fixture
def named(stub: Stub, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Stub:
    use(stub, monkeypatch, tmp_path / "kept")
    return stub


def ask(stub: Stub, script: list[Said], pauses: list[float] | None = None, seconds: float = 5) -> Reply:
    stub.script = script
    told = Endpoint(f"{stub.url}/chat/completions", "stub-1", KEY, seconds)  # type: ignore[arg-type]  # a test has no whole second
    with Client(told, sleep=(pauses if pauses is not None else []).append) as client:
        return client.ask(ASKED)


def test_half_a_surrogate_pair_is_sent_as_it_stands(stub: Stub) -> None:
    stub.script = [HELLO]
    asked = [{"role": "user", "content": "Bannu \ud800 – Kohat"}]
    with Client(Endpoint(f"{stub.url}/chat/completions", "stub-1", KEY, 5)) as client:
        assert client.ask(asked) == Reply("hello")
    assert stub.asked[0]["messages"] == asked
    assert stub.headers[0]["Content-Type"] == "application/json"


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_a_busy_server_is_asked_again(stub: Stub, status: int) -> None:
    pauses: list[float] = []
    assert ask(stub, [Said(status), Said(status), HELLO], pauses) == Reply("hello")
    assert pauses == [1, 2]


@pytest.mark.parametrize(("header", "pause"), [("7", 7), ("100000", 120), ("Wed, 21 Oct 2026 07:28:00 GMT", 1), ("-1", 1)])
def test_the_pause_a_server_asks_for_is_kept_within_bounds(stub: Stub, header: str, pause: float) -> None:
    pauses: list[float] = []
    ask(stub, [Said(429, headers={"Retry-After": header}), HELLO], pauses)
    assert pauses == [pause]


def test_a_server_that_stays_busy_is_an_error_that_says_how_to_go_on(stub: Stub) -> None:
    pauses: list[float] = []
    with pytest.raises(ReadingFailed) as fault:
        ask(stub, [BUSY], pauses)
    assert str(fault.value) == (
        f"the language model at {stub.url[7:-3]} cannot be asked: it answered 429 Too Many Requests: slow down, (key); wait, or "
        "set FOEDUS_LLM_PER_MINUTE to what it allows (tried 5 times). Run the command again to go on: what it "
        "has answered is kept"
    )
    assert (len(stub.asked), pauses) == (5, [1, 2, 4, 8])


def test_a_server_that_does_not_answer_in_time_is_an_error(stub: Stub) -> None:
    with pytest.raises(ReadingFailed, match=r"no answer in 0.05 seconds; set FOEDUS_LLM_SECONDS higher .*\(tried 2 times\)"):
        ask(stub, [Said(200, {}, seconds=0.3)], seconds=0.05)


def test_a_slow_answer_may_come_the_second_time(stub: Stub) -> None:
    assert ask(stub, [Said(200, {}, seconds=0.5), HELLO], seconds=0.2) == Reply("hello")


def test_a_server_that_is_not_there_is_an_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ReadingFailed, match=f"at 127.0.0.1:{port} cannot be asked: the connection failed"):
        ask(Stub(url=f"http://127.0.0.1:{port}/v1"), [HELLO])


@pytest.mark.parametrize(("said", "kind", "message"), [
    (Said(401, {"error": f"bad key {KEY}"}), BadInput, "refuses the key (401); check FOEDUS_LLM_KEY and what it may use"),
    (Said(403), BadInput, "refuses the key (403); check FOEDUS_LLM_KEY and what it may use"),
    (Said(404, {"error": {"message": "no such model"}}), BadInput,
     "does not know the model 'stub-1' or the address (404 Not Found: no such model); check FOEDUS_LLM_MODEL and FOEDUS_LLM_URL"),
    (Said(302, headers={"Location": "http://203.0.113.1/"}), BadInput, "redirects elsewhere, where no text is sent"),
    (Said(418, {"error": KEY}), ReadingFailed, "answered 418 I'm a Teapot: (key); check FOEDUS_LLM_URL and FOEDUS_LLM_MODEL"),
    (Said(200, b"<html>hello</html>"), BadInput, "does not answer as an OpenAI-compatible one; check FOEDUS_LLM_URL"),
    (Said(200, {"choices": []}), BadInput, "does not answer as an OpenAI-compatible one"),
    (Said(200, ["choices"]), BadInput, "does not answer as an OpenAI-compatible one"),
])
def test_a_wrong_address_model_or_key_is_named_at_once_without_the_key(
    stub: Stub, said: Said, kind: type[FoedusError], message: str
) -> None:
    with pytest.raises(kind) as fault:
        ask(stub, [said])
    assert message in str(fault.value)
    assert KEY not in str(fault.value)
    assert len(stub.asked) == 1


@pytest.mark.parametrize(("message", "fault"), [
    ({"content": None, "refusal": "I would rather not"}, "the model refuses to answer (I would rather not)"),
    ({"content": None}, "the model gives no text"),
    ({}, "the model gives no text"),
])
def test_a_refusal_is_a_fault_and_no_empty_answer(stub: Stub, message: dict[str, str | None], fault: str) -> None:
    assert ask(stub, [Said(body={"choices": [{"message": message}]})]).fault == fault


def asked_for(request: dict[str, object]) -> tuple[bool, bool]:
    return "response_format" in request, "temperature" in request


def test_a_server_without_json_schema_is_asked_for_plain_json_from_then_on(stub: Stub) -> None:
    stub.script = lambda request: Said(400, {"error": "response_format?"}) if "response_format" in request else HELLO
    with Client(Endpoint(f"{stub.url}/chat/completions", "stub-1")) as client:
        assert [client.ask(ASKED), client.ask(ASKED)] == [Reply("hello")] * 2
    assert [asked_for(request) for request in stub.asked] == [(True, True), (True, False), (False, True), (False, True)]


def test_messages_that_are_rejected_in_every_form_are_a_fault_of_theirs(stub: Stub) -> None:
    assert ask(stub, [Said(400, {"error": {"message": "too many tokens"}})]).fault == (
        "the server rejects the request with 400 Bad Request: too many tokens"
    )
    assert asked_for(stub.asked[-1]) == (False, False)


def test_requests_keep_the_pace_that_is_set(stub: Stub) -> None:
    now, pauses = [100.0], []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        now[0] += seconds

    stub.script = [HELLO]
    with Client(Endpoint(f"{stub.url}/chat/completions", "stub-1", per_minute=30), sleep, lambda: now[0]) as client:
        for _ in range(3):
            client.ask(ASKED)
    assert pauses == [2, 2]


def test_text_goes_to_the_named_host_only(named: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    with running() as other:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, other.url)
        reader("llm").read(pipeline.prepare(DOCUMENT))
        named.script = [Said(307, headers={"Location": f"{other.url}/chat/completions"})]
        with pytest.raises(BadInput, match="redirects elsewhere, where no text is sent"):
            reader("llm").read(pipeline.prepare(Document("The Lake Front left Goma.")))
        assert other.asked == []
    assert [header["Authorization"] for header in named.headers] == [f"Bearer {KEY}"] * 2


def test_a_second_reading_is_answered_from_what_is_kept(named: Stub) -> None:
    first = pipeline.read(DOCUMENT, reader("llm"))
    assert (pipeline.read(DOCUMENT, reader("llm")), len(named.asked)) == (first, 1)


def test_another_text_or_model_is_asked_anew(named: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline.read(DOCUMENT, reader("llm"))
    pipeline.read(Document(DOCUMENT.text.replace("Monday", "Tuesday")), reader("llm"))
    monkeypatch.setenv("FOEDUS_LLM_MODEL", "stub-2")
    pipeline.read(DOCUMENT, reader("llm"))
    assert [request["model"] for request in named.asked] == ["stub-1", "stub-1", "stub-2"]


def test_what_was_stopped_goes_on_where_it_was(named: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foedus.reading.readers.llm.client._TRIES", 1)
    filler = "Traders at the fish market spoke of rising prices all week. " * 33
    document = Document(f"{DOCUMENT.text}\n\n{filler}")
    named.script = [says(NOTHING), BUSY, says(NOTHING)]
    with pytest.raises(ReadingFailed, match="Run the command again to go on"):
        pipeline.read(document, reader("llm"))
    assert isinstance(pipeline.read(document, reader("llm")), Reading)
    assert len(named.asked) == 3


def test_a_damaged_answer_that_is_kept_is_asked_for_again(named: Stub, tmp_path: Path) -> None:
    pipeline.read(DOCUMENT, reader("llm"))
    for damage in ("", "[]", "{\"answer\": 1}", "{\"answer\": \"no JSON\"}"):
        [file] = (tmp_path / "kept").rglob("*.json")
        file.write_text(damage)
        pipeline.read(DOCUMENT, reader("llm"))
    assert len(named.asked) == 5


@pytest.mark.usefixtures("named")
def test_answers_are_kept_for_their_owner_only(tmp_path: Path) -> None:
    pipeline.read(DOCUMENT, reader("llm"))
    [file] = (tmp_path / "kept").rglob("*.json")
    assert file.stat().st_mode & 0o077 == 0
    assert DOCUMENT.text not in file.read_text()


def test_nothing_is_kept_where_that_is_off(named: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LLM_CACHE", "off")
    pipeline.read(DOCUMENT, reader("llm"))
    pipeline.read(DOCUMENT, reader("llm"))
    assert len(named.asked) == 2


@pytest.mark.usefixtures("named")
def test_a_folder_that_cannot_be_written_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FOEDUS_LLM_CACHE", str(tmp_path / "file"))
    with pytest.raises(BadInput, match=r"cannot be kept in .*file \(.*\); set FOEDUS_LLM_CACHE to a folder you can write"):
        pipeline.read(DOCUMENT, reader("llm"))


@pytest.mark.parametrize(("platform", "variable", "folder"), [
    ("linux", "XDG_CACHE_HOME", "foedus/llm"),
    ("win32", "LOCALAPPDATA", "foedus/llm"),
    ("darwin", "HOME", "Library/Caches/foedus/llm"),
])
def test_answers_are_kept_where_the_platform_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, platform: str, variable: str, folder: str
) -> None:
    monkeypatch.delenv("FOEDUS_LLM_CACHE", raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    monkeypatch.setattr("sys.platform", platform)
    assert cache.folder() == tmp_path / folder


@pytest.mark.parametrize(("given", "used"), [
    ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
    ("http://localhost:11434/v1/", "http://localhost:11434/v1/chat/completions"),
    (" https://example.org/v1/chat/completions ", "https://example.org/v1/chat/completions"),
    ("https://example.org/x?api-version=1#y", "https://example.org/x/chat/completions?api-version=1"),
])
def test_the_address_may_be_given_with_or_without_its_last_part(monkeypatch: pytest.MonkeyPatch, given: str, used: str) -> None:
    monkeypatch.setenv("FOEDUS_LLM_URL", given)
    monkeypatch.setenv("FOEDUS_LLM_MODEL", "m")
    assert endpoint().url == used


def test_a_password_in_the_address_is_refused_and_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOEDUS_LLM_URL", f"https://me:{KEY}@example.org/v1")
    monkeypatch.setenv("FOEDUS_LLM_MODEL", "m")
    with pytest.raises(Refused) as fault:
        endpoint()
    assert str(fault.value) == (
        "FOEDUS_LLM_URL holds a user name or password; give the address without, and the key in FOEDUS_LLM_KEY"
    )


@pytest.mark.parametrize("key", [f"{KEY}\nHost: elsewhere", f"{KEY}ß"])
def test_a_key_that_cannot_be_sent_is_an_error_that_does_not_show_it(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    for name, value in (("URL", "https://example.org/v1"), ("MODEL", "m"), ("KEY", key)):
        monkeypatch.setenv(f"FOEDUS_LLM_{name}", value)
    with pytest.raises(BadInput) as fault:
        endpoint()
    assert str(fault.value) == "FOEDUS_LLM_KEY holds a character that no key has, such as a line break; copy the key again"


def test_an_endpoint_does_not_show_its_key() -> None:
    assert KEY not in repr(Endpoint("http://localhost/v1", "m", KEY))
