"""The vocabulary is the codebook's."""

from __future__ import annotations

import pytest

from foedus.errors import BadVocabulary
from foedus.model.claim import Certainty, Status
from foedus.model.vocabulary import PLACE, vocabulary


def test_it_holds_the_codebooks_terms() -> None:
    words = vocabulary()
    assert (len(words.kinds), len(words.events), len(words.relations)) == (8, 18, 16)
    assert set(words.certainties) == {c.value for c in Certainty}
    assert set(words.statuses) == {s.value for s in Status}


def test_every_relation_has_a_sign_and_an_inverse() -> None:
    for relation in vocabulary().relations.values():
        assert relation.sign in {"+", "0", "-", "."}
        assert relation.inverse
        assert relation.directed or relation.inverse == relation.label


def test_a_person_leads_a_group_and_not_a_place() -> None:
    leads = vocabulary().relation("leads")
    assert leads.allows("person", "group")
    assert not leads.allows("person", PLACE)
    assert not leads.allows("group", "group")
    assert vocabulary().relation("present_in").allows("group", PLACE)


def test_an_unknown_word_is_refused_with_the_choices() -> None:
    with pytest.raises(
        BadVocabulary, match=r"relation type 'likes' is not in the vocabulary; choose one of allied_with, cooperates_with"
    ):
        vocabulary().relation("likes")
