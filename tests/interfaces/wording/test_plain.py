"""Text that is safe to show."""

from __future__ import annotations

import pytest

from foedus.interfaces.wording.plain import clean, short


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("two\n lines\tand  blanks", "two lines and blanks"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202eb", "ab"),
        (None, ""),
        (3, "3"),
    ],
)
def test_printed_words_cannot_disturb_a_terminal(given: object, shown: str) -> None:
    assert clean(given) == shown


@pytest.mark.parametrize(("id_", "shown"), [("clm-0c5e7d21" + "0" * 16, "clm-0c5e7d21"), ("ucdp:356", "ucdp:356")])
def test_only_ids_made_of_hashes_are_shortened(id_: str, shown: str) -> None:
    assert short(id_) == shown
