"""Readers by name, and what a user is told who names one that is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from foedus.errors import BadInput, FoedusError, NotFound
from foedus.reading.readers import registry
from foedus.reading.readers.recorded import RecordedReader


def test_the_default_reader_is_one_of_those_that_need_no_argument() -> None:
    assert registry.DEFAULT in registry.names()
    assert registry.reader().name == registry.reader(registry.DEFAULT).name


def test_a_reader_bears_the_name_it_is_asked_for_by() -> None:
    assert [registry.reader(name).name for name in registry.names()] == list(registry.names())


def test_what_stands_behind_the_colon_is_handed_on(tmp_path: Path) -> None:
    tmp_path.joinpath("a.json").write_text("{}", encoding="utf-8")
    reader = registry.reader(f"recorded:{tmp_path}")
    assert isinstance(reader, RecordedReader)
    assert reader.folder == tmp_path


@pytest.mark.parametrize(
    ("named", "error", "sentence"),
    [
        ("cue", NotFound, f"there is no reader 'cue'; choose one of {', '.join(registry.choices())}"),
        ("", NotFound, f"there is no reader ''; choose one of {', '.join(registry.choices())}"),
        ("cues:x", BadInput, "the reader cues takes nothing behind a colon, but was given 'x'; write --reader cues"),
        ("recorded", BadInput, "the reader recorded needs its DIR; write --reader recorded:DIR"),
        ("recorded:", BadInput, "the reader recorded needs its DIR; write --reader recorded:DIR"),
    ],
)
def test_a_reader_that_cannot_be_had_is_refused_with_the_choices(named: str, error: type[FoedusError], sentence: str) -> None:
    with pytest.raises(error) as caught:
        registry.reader(named)
    assert str(caught.value) == sentence


def test_the_choices_show_what_an_argument_is() -> None:
    assert "recorded:DIR" in registry.choices()
    assert set(registry.names()) <= set(registry.choices())
