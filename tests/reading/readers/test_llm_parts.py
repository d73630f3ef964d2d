"""The parts of the llm reader that need no server: chunks, words, the form of an answer, the estimate, the key out of sight."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foedus import settings
from foedus.errors import BadInput
from foedus.model.vocabulary import vocabulary
from foedus.reading.readers.llm import chunks, words
from foedus.reading.readers.llm.estimate import announce, estimate
from foedus.reading.readers.llm.prompt import prompt
from foedus.reading.readers.llm.schema import schema
from foedus.reading.readers.registry import reader
from foedus.reading.steps.sentences import Sentence
from tests.reading.readers.llm_stub import KEY


@st.composite
def sentences(draw: st.DrawFn) -> list[Sentence]:
    """Sentences of any length in paragraphs of any size."""
    found, at, paragraph = [], 0, 0
    for length, is_new in draw(st.lists(st.tuples(st.integers(1, 3000), st.booleans()), max_size=20)):
        paragraph += is_new
        found.append(Sentence(at, at + length, paragraph))
        at += length + 1
    return found


@given(sentences())
def test_every_sentence_is_in_exactly_one_chunk_and_no_chunk_is_too_long(given_: list[Sentence]) -> None:
    found = chunks.split(given_)
    assert [sentence for chunk in found for sentence in chunk.sentences] == given_
    for chunk in found:
        assert len(chunk.sentences) == 1 or chunk.end - chunk.start <= chunks.LONGEST
        assert chunk.context[1] <= chunk.start
        assert [sentence for half in chunk.halves() or (chunk,) for sentence in half.sentences] == list(chunk.sentences)


def test_what_is_set_aside_between_sentences_is_not_sent() -> None:
    text = "Raids\n\nBy Jane Doe\n\nThe Front attacked. Mali fled."
    told = (Sentence(0, 5, 0), Sentence(20, 39, 2), Sentence(40, 50, 2))
    assert chunks.Chunk(told).words(text) == ("", "Raids\n\nThe Front attacked. Mali fled.")
    assert chunks.Chunk(told[2:], told[:2]).words(text) == ("Raids\n\nThe Front attacked.", "Mali fled.")


def test_a_paragraph_is_cut_only_where_it_is_longer_than_a_chunk() -> None:
    short = [Sentence(0, 1500, 0), Sentence(1501, 1900, 1), Sentence(1901, 2300, 1), Sentence(2301, 2400, 1)]
    assert [len(chunk.sentences) for chunk in chunks.split(short)] == [1, 3]


@pytest.mark.parametrize(("text", "quote", "found"), [
    ("The army\nfled  north.", "army fled north", "army\nfled  north"),
    ("Nazir’s “men” left – at once", "Nazir's \"men\" left - at once", "Nazir’s “men” left – at once"),
    ("The army fled.", "the army fled", None),
    ("The army fled.", "The army … fled", None),
    ("The army has fled.", "The army fled.", None),
    ("The army fled.", "  ", None),
    ("a" * 3000, "a" * 2500, None),
])
def test_a_quote_may_differ_in_blanks_and_quotation_marks_and_nothing_else(text: str, quote: str, found: str | None) -> None:
    span = words.quote_at(text, quote, (0, len(text)))
    assert (None if span is None else text[slice(*span)]) == found


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_words_that_stand_in_a_text_are_found(quote: str, before: str, after: str) -> None:
    text = before + quote + after
    span = words.quote_at(text, quote, (0, len(text)))
    assert (span is not None) == bool(quote.strip())


@pytest.mark.parametrize(("text", "name", "stands"), [
    ("Told us so.", "US", False), ("The US army", "US", True),
    ("TALIBAN ATTACK", "Taliban", True), ("Talibanised", "Taliban", False),
    ("al- Shabaab", "al-Shabaab", False), ("Islamic\nState", "Islamic State", True), ("Any text", " ", False),
])
def test_a_name_stands_as_whole_words(text: str, name: str, stands: bool) -> None:
    assert words.stands_in(text, name) is stands
    assert bool(words.name_spans(text, name)) is stands


def objects(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, list):
        return [found for item in node for found in objects(item)]
    if not isinstance(node, dict):
        return []
    return [*([node] if node.get("type") == "object" else []), *(found for item in node.values() for found in objects(item))]


def test_the_form_is_what_strict_servers_take_and_holds_the_whole_vocabulary() -> None:
    found = objects(schema())
    assert len(found) > 5
    for node in found:
        assert (node["required"], node["additionalProperties"]) == (list(node["properties"]), False)
    lists = {name: node["items"]["properties"] for name, node in schema()["properties"].items()}
    assert lists["events"]["type"]["enum"] == list(vocabulary().events)
    assert lists["relations"]["type"]["enum"] == list(vocabulary().relations)
    assert lists["actors"]["kind"]["enum"] == list(vocabulary().kinds)


def test_the_prompt_explains_every_word_of_the_vocabulary() -> None:
    told = prompt().messages[0]["content"]
    held = vocabulary()
    for terms in (held.kinds, held.events, held.relations, held.certainties, held.statuses):
        for term in terms.values():
            assert term.means in told
    assert "{" not in told.replace('{"', "")


def test_the_estimate_grows_with_the_text() -> None:
    one, two = estimate([8000]), estimate([8000, 8000])
    assert (one.requests, one.tokens_out, one.cost) == (4, 10_000, None)
    assert one.tokens_in == (9600 + 4 * prompt().length + 3) // 4
    assert (two.requests, two.tokens_out) == (8, 20_000)


def name(patch: pytest.MonkeyPatch, **values: str) -> None:
    for setting in ("url", "model", "key", "price_in", "price_out"):
        patch.delenv(f"FOEDUS_LLM_{setting.upper()}", raising=False)
    for setting, value in values.items():
        patch.setenv(f"FOEDUS_LLM_{setting.upper()}", value)


def test_the_batch_is_announced_with_host_tokens_and_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    name(monkeypatch, url="https://api.example.org/v1", model="m-1", key=KEY, price_in="1", price_out="4")
    found = estimate([8000])
    assert announce(reader("llm"), [8000]) == (
        "reader llm sends the text of 1 document to api.example.org (model m-1): at most about 4 requests, "
        f"{found.tokens_in:,} tokens sent and 10,000 received, at a cost of at most about {found.tokens_in / 1e6 + 0.04:.2f}; "
        "what it answered before is not sent again"
    )


@pytest.mark.parametrize(("url", "whither"), [
    ("http://localhost:11434/v1", "localhost:11434, on this machine (model"),
    ("http://[::1]:8000/v1", "[::1]:8000, on this machine (model"),
    ("http://10.0.0.5:8000/v1", "10.0.0.5:8000, unencrypted (model"),
    ("https://10.0.0.5:8000/v1", "10.0.0.5:8000 (model"),
])
def test_the_announcement_says_who_can_read_along(monkeypatch: pytest.MonkeyPatch, url: str, whither: str) -> None:
    name(monkeypatch, url=url, model="m")
    line = announce(reader("llm"), [None, None])
    assert line == f"reader llm sends the text of 2 documents to {whither} m)"


def test_documents_of_unknown_length_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    name(monkeypatch, url="http://localhost/v1", model="m")
    line = announce(reader("llm"), [100, None])
    assert line
    assert "1 request, " in line
    assert "1 of unknown length not counted" in line


def test_a_reader_that_sends_nothing_announces_nothing() -> None:
    assert announce(reader("cues"), [8000]) is None


def test_a_batch_without_an_endpoint_does_not_start(monkeypatch: pytest.MonkeyPatch) -> None:
    name(monkeypatch)
    with pytest.raises(BadInput, match="set FOEDUS_LLM_URL"):
        announce(reader("llm"), [8000])


@pytest.mark.parametrize("price", ["cheap", "-1", "nan", "inf"])
def test_a_price_is_a_number(monkeypatch: pytest.MonkeyPatch, price: str) -> None:
    name(monkeypatch, price_in=price)
    with pytest.raises(BadInput) as fault:
        estimate([1])
    assert str(fault.value) == (
        f"FOEDUS_LLM_PRICE_IN is '{price}', which is no price; write for example 0.15, the price of a million tokens"
    )


def test_the_settings_never_show_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    name(monkeypatch, key=KEY)
    [setting] = [one for one in settings.SETTINGS if one.name == "llm_key"]
    assert settings.shown(setting) == "(set)"
    name(monkeypatch)
    assert settings.shown(setting) is None
