"""The first tables, in SQL that SQLite and PostgreSQL both take once the words in braces are filled in."""

from __future__ import annotations

from sqlalchemy import Connection

_WORDS = {
    "sqlite": {"whole": "INTEGER", "instant": "DATETIME", "real": "FLOAT", "bytes": "BLOB", "hash": ""},
    "postgresql": {
        "whole": "BIGINT", "instant": "TIMESTAMP WITH TIME ZONE", "real": "FLOAT(53)", "bytes": "BYTEA", "hash": "USING hash ",
    },
}

_SPAN = "{0}_edtf TEXT, {0}_earliest DATE, {0}_latest DATE, {0}_words TEXT, {0}_anchor TEXT"
_COUNT = "{0}_min {{whole}}, {0}_max {{whole}}, {0}_approx BOOLEAN"

_TABLES = f"""
CREATE TABLE document (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    text TEXT NOT NULL, text_sha256 TEXT NOT NULL, characters {{whole}} NOT NULL,
    title TEXT, publisher TEXT, author TEXT, {_SPAN.format("published")},
    url TEXT, origin TEXT, media_type TEXT NOT NULL, pages JSON NOT NULL, recorded_at {{instant}} NOT NULL
);
CREATE TABLE original (sha256 TEXT NOT NULL PRIMARY KEY, bytes {{bytes}} NOT NULL);
CREATE TABLE sighting (
    seq {{whole}} NOT NULL PRIMARY KEY, document {{whole}} NOT NULL REFERENCES document (seq), origin TEXT,
    fetched_at {{instant}}, original TEXT REFERENCES original (sha256),
    recorded_at {{instant}} NOT NULL, superseded_at {{instant}}
);
CREATE INDEX sighting_document ON sighting (document);
CREATE INDEX sighting_origin ON sighting {{hash}}(origin);
CREATE TABLE reading (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, document {{whole}} NOT NULL REFERENCES document (seq),
    reader TEXT NOT NULL, version TEXT NOT NULL, recorded_at {{instant}} NOT NULL, superseded_at {{instant}}
);
CREATE INDEX reading_document ON reading (document);
CREATE TABLE actor (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL, reading {{whole}} NOT NULL REFERENCES reading (seq),
    position INTEGER NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, mentions JSON NOT NULL,
    lexicon TEXT, lexicon_name TEXT, CONSTRAINT actor_once UNIQUE (reading, id)
);
CREATE INDEX actor_id ON actor (id);
CREATE TABLE actor_name (
    actor {{whole}} NOT NULL REFERENCES actor (seq), position INTEGER NOT NULL,
    form TEXT NOT NULL, name TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (actor, position)
);
CREATE INDEX actor_name_folded ON actor_name {{hash}}(folded);
CREATE TABLE judgement (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, verdict TEXT NOT NULL, subject TEXT NOT NULL, other TEXT,
    judged_by TEXT NOT NULL, judged_at {{instant}} NOT NULL, why TEXT NOT NULL, correction JSON,
    undone_at {{instant}}, undone_by TEXT, undone_why TEXT
);
CREATE INDEX judgement_subject ON judgement (subject);
CREATE INDEX judgement_other ON judgement (other);
CREATE TABLE claim (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL UNIQUE, reading {{whole}} NOT NULL REFERENCES reading (seq),
    document {{whole}} NOT NULL REFERENCES document (seq), judgement {{whole}} REFERENCES judgement (seq),
    position INTEGER NOT NULL, recorded_at {{instant}} NOT NULL, form TEXT NOT NULL, type TEXT NOT NULL,
    certainty TEXT NOT NULL, attribution TEXT, status TEXT, role TEXT,
    quote_start {{whole}} NOT NULL, quote_end {{whole}} NOT NULL, quote TEXT NOT NULL,
    reader TEXT NOT NULL, version TEXT NOT NULL, rule TEXT, confidence {{real}},
    {_SPAN.format("date")}, {_SPAN.format("start")}, {_SPAN.format("end")},
    place_name TEXT, place_folded TEXT, place_key TEXT, place_label TEXT, place_label_folded TEXT,
    place_latitude {{real}}, place_longitude {{real}}, place_country TEXT, place_precision TEXT, place_candidates JSON,
    country TEXT, {_COUNT.format("killed")}, {_COUNT.format("wounded")}, {_COUNT.format("captured")},
    {_COUNT.format("freed")}, {_COUNT.format("displaced")}
);
CREATE INDEX claim_reading ON claim (reading);
CREATE INDEX claim_document ON claim (document);
CREATE INDEX claim_judgement ON claim (judgement);
CREATE INDEX claim_type ON claim (type);
CREATE INDEX claim_country ON claim (country);
CREATE INDEX claim_place ON claim {{hash}}(place_folded);
CREATE INDEX claim_date ON claim (date_earliest);
CREATE TABLE claim_actor (
    claim {{whole}} NOT NULL REFERENCES claim (seq), slot TEXT NOT NULL, position INTEGER NOT NULL,
    name TEXT NOT NULL, actor {{whole}} REFERENCES actor (seq), PRIMARY KEY (claim, slot, position)
);
CREATE INDEX claim_actor_actor ON claim_actor (actor, claim);
CREATE TABLE citation (
    claim {{whole}} NOT NULL REFERENCES claim (seq), position INTEGER NOT NULL,
    publisher TEXT NOT NULL, place TEXT, {_SPAN.format("date")}, PRIMARY KEY (claim, position)
);
CREATE TABLE gap (
    seq {{whole}} NOT NULL PRIMARY KEY, id TEXT NOT NULL, reading {{whole}} NOT NULL REFERENCES reading (seq),
    kind TEXT NOT NULL, detail TEXT NOT NULL, text_start {{whole}}, text_end {{whole}},
    CONSTRAINT gap_once UNIQUE (reading, id)
)"""

# The index keeps words and where they stand, no text. On PostgreSQL a document lies in parts: one vector holds at most 1 MB.
_SEARCH = {
    "sqlite": """
CREATE VIRTUAL TABLE document_search USING fts5(words, content='');
CREATE VIRTUAL TABLE quote_search USING fts5(words, content='')""",
    "postgresql": """
CREATE TABLE document_search (
    document BIGINT NOT NULL REFERENCES document (seq), part INTEGER NOT NULL, words TSVECTOR NOT NULL,
    PRIMARY KEY (document, part)
);
CREATE INDEX document_search_words ON document_search USING gin (words);
CREATE TABLE quote_search (claim BIGINT NOT NULL PRIMARY KEY REFERENCES claim (seq), words TSVECTOR NOT NULL);
CREATE INDEX quote_search_words ON quote_search USING gin (words)""",
}


def apply(connection: Connection) -> None:
    """Makes the tables, their indexes and the full-text index."""
    dialect = connection.dialect.name
    for statement in f"{_TABLES};{_SEARCH[dialect]}".split(";"):
        connection.exec_driver_sql(statement.format_map(_WORDS[dialect]))
