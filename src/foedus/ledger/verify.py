"""Proof that a ledger is what it says: every hash, quote and row checked, and every reading repeated if wished."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from foedus.errors import FoedusError
from foedus.ledger import tables
from foedus.ledger.restore import BATCH, actors_from, claims_from, document_from, gaps_from, judgement_from, reading_claims
from foedus.ledger.rows import claim_row, document_row, sha256
from foedus.ledger.store import Store
from foedus.model.ids import content_id
from foedus.model.judgement import Verdict
from foedus.model.reading import Reading
from foedus.model.source import Document


class Difference(StrEnum):
    pass
