"""The tables as they are now; `migrations/` is how they came to be, and a test holds the two equal.

Rows are only ever added, but for accounts. Two kinds of marks are set later: `superseded_at` on a sighting or a turn that a
newer one replaced, and `undone_at` on a judgement; both are None while it stands. `seq` numbers the rows of a table in the order
of recording; `id` is the content-hash id of the model. Indexes over words of any length are hash indexes on PostgreSQL,
whose ordinary ones refuse a value above 2.7 kB. The full-text index has its own module, `search_index.py`.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, UniqueConstraint

from foedus.ledger.columns import Instant, Structure, Whole, Words
from foedus.model.claim import COUNT_SLOTS

SPANS = ("date", "start", "end")

metadata = MetaData()


def _seq() -> Column[int]:
    return Column("seq", Whole, primary_key=True, autoincrement=False)


def _to(target: str, name: str | None = None, required: bool = True) -> Column[int]:
    return Column(name or target, Whole, ForeignKey(f"{target}.seq"), nullable=not required)


def _words(name: str, required: bool = False, unique: bool = False) -> Column[str]:
    return Column(name, Words, nullable=not required, unique=unique or None)


def _span(prefix: str) -> tuple[Column[object], ...]:
    days: list[Column[object]] = [Column(f"{prefix}_{bound}", Date) for bound in ("earliest", "latest")]
    return (Column(f"{prefix}_edtf", Words), *days, Column(f"{prefix}_words", Words), Column(f"{prefix}_anchor", Words))


def _count(slot: str) -> tuple[Column[object], ...]:
    return Column(f"{slot}_min", Whole), Column(f"{slot}_max", Whole), Column(f"{slot}_approx", Boolean)


document = Table(
    "document", metadata,
    _seq(), _words("id", required=True, unique=True),
    _words("text", required=True), _words("text_sha256", required=True), Column("characters", Whole, nullable=False),
    _words("title"), _words("publisher"), _words("author"), *_span("published"),
    _words("url"), _words("origin"), _words("media_type", required=True),
    Column("pages", Structure, nullable=False), Column("recorded_at", Instant, nullable=False),
)

# The bytes as fetched, once for each content.
original = Table("original", metadata, Column("sha256", Words, primary_key=True), Column("bytes", LargeBinary, nullable=False))

# Which document was found at an origin, from when until when another was found there.
sighting = Table(
    "sighting", metadata,
    _seq(), _to("document"), _words("origin"),
    Column("fetched_at", Instant), Column("original", Words, ForeignKey("original.sha256")),
    Column("recorded_at", Instant, nullable=False), Column("superseded_at", Instant),
    Index("sighting_document", "document"), Index("sighting_origin", "origin", postgresql_using="hash"),
)

reading = Table(
    "reading", metadata,
    _seq(), _words("id", required=True, unique=True), _to("document"),
    _words("reader", required=True), _words("version", required=True), Column("recorded_at", Instant, nullable=False),
    Index("reading_document", "document"),
)

# From when until when a reading was the current one of its document; it has several turns if it was asked for again.
turn = Table(
    "turn", metadata,
    _seq(), _to("reading"), Column("recorded_at", Instant, nullable=False), Column("superseded_at", Instant),
    Index("turn_reading", "reading"),
)

# `lexicon_name` is how the lexicon that the reading used shows the entry.
actor = Table(
    "actor", metadata,
    _seq(), _words("id", required=True), _to("reading"), Column("position", Integer, nullable=False),
    _words("name", required=True), _words("kind", required=True), Column("mentions", Structure, nullable=False),
    _words("lexicon"), _words("lexicon_name"),
    UniqueConstraint("reading", "id", name="actor_once"), Index("actor_id", "id"),
)

# `form` is "name", "alias", or "acronym" for initials that the ledger formed itself; `folded` is what look-ups compare.
actor_name = Table(
    "actor_name", metadata,
    Column("actor", Whole, ForeignKey("actor.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _words("form", required=True), _words("name", required=True), _words("folded", required=True),
    Index("actor_name_folded", "folded", postgresql_using="hash"),
)

judgement = Table(
    "judgement", metadata,
    _seq(), _words("id", required=True, unique=True), _words("verdict", required=True),
    _words("subject", required=True), _words("other"),
    _words("judged_by", required=True), Column("judged_at", Instant, nullable=False), _words("why", required=True),
    Column("correction", Structure), Column("undone_at", Instant), _words("undone_by"), _words("undone_why"),
    Index("judgement_subject", "subject"), Index("judgement_other", "other"),
)

# A correction is a row too, so that every filter finds it: it has the judgement that made it, others have None.
claim = Table(
    "claim", metadata,
    _seq(), _words("id", required=True, unique=True), _to("reading"), _to("document"), _to("judgement", required=False),
    Column("position", Integer, nullable=False), Column("recorded_at", Instant, nullable=False),
    _words("form", required=True), _words("type", required=True),
    _words("certainty", required=True), _words("attribution"), _words("status"), _words("role"),
    Column("quote_start", Whole, nullable=False), Column("quote_end", Whole, nullable=False), _words("quote", required=True),
    _words("reader", required=True), _words("version", required=True), _words("rule"), Column("confidence", Float(53)),
    *(column for prefix in SPANS for column in _span(prefix)),
    _words("place_name"), _words("place_folded"), _words("place_key"), _words("place_label"), _words("place_label_folded"),
    Column("place_latitude", Float(53)), Column("place_longitude", Float(53)), _words("place_country"),
    _words("place_precision"), Column("place_candidates", Structure), _words("country"),
    *(column for slot in COUNT_SLOTS for column in _count(slot)),
    Index("claim_reading", "reading"), Index("claim_document", "document"), Index("claim_judgement", "judgement"),
    Index("claim_type", "type"), Index("claim_country", "country"), Index("claim_date", "date_earliest"),
    Index("claim_place", "place_folded", postgresql_using="hash"),
)

# Who stands in which slot; `actor` is None for a phrase that names no actor of the reading, and for a place.
claim_actor = Table(
    "claim_actor", metadata,
    Column("claim", Whole, ForeignKey("claim.seq"), primary_key=True, autoincrement=False),
    Column("slot", Words, primary_key=True), Column("position", Integer, primary_key=True, autoincrement=False),
    _words("name", required=True), _to("actor", required=False),
    Index("claim_actor_actor", "actor", "claim"),
)

# Which two actors the claims of one reading and type are about, packed (`packing.py`); `claim` is the first of them.
outline = Table(
    "outline", metadata,
    Column("claim", Whole, ForeignKey("claim.seq"), primary_key=True, autoincrement=False),
    _to("reading"), _words("type", required=True), Column("pairs", LargeBinary, nullable=False),
    Index("outline_reading", "reading"),
)

citation = Table(
    "citation", metadata,
    Column("claim", Whole, ForeignKey("claim.seq"), primary_key=True, autoincrement=False),
    Column("position", Integer, primary_key=True, autoincrement=False),
    _words("publisher", required=True), _words("place"), *_span("date"),
)

gap = Table(
    "gap", metadata,
    _seq(), _words("id", required=True), _to("reading"), _words("kind", required=True), _words("detail", required=True),
    Column("text_start", Whole), Column("text_end", Whole),
    UniqueConstraint("reading", "id", name="gap_once"),
)

# Who may open the ledger over a network, with the argon2 hash of the password. Not part of the record: it may be changed.
account = Table(
    "account", metadata,
    Column("name", Words, primary_key=True), _words("role", required=True), _words("password", required=True),
    Column("recorded_at", Instant, nullable=False),
)
