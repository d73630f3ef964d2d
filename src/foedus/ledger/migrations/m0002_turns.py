"""Which reading of a document is current: one at a time, where readings by several readers used to count together."""

from __future__ import annotations

from sqlalchemy import Connection

_WORDS = {
    "sqlite": {"whole": "INTEGER", "instant": "DATETIME"},
    "postgresql": {"whole": "BIGINT", "instant": "TIMESTAMP WITH TIME ZONE"},
}
# SQLite drops columns from version 3.35 on; before, the column stays and nothing looks at it.
_DROPS_COLUMNS = (3, 35)

_TURNS = """
CREATE TABLE turn (
    seq {whole} NOT NULL PRIMARY KEY, reading {whole} NOT NULL REFERENCES reading (seq),
    recorded_at {instant} NOT NULL, superseded_at {instant}
);
CREATE INDEX turn_reading ON turn (reading);
INSERT INTO turn SELECT seq, seq, recorded_at, superseded_at FROM reading;
UPDATE turn SET superseded_at = (
    SELECT min(later.recorded_at) FROM reading AS earlier JOIN reading AS later ON later.document = earlier.document
    WHERE earlier.seq = turn.reading AND later.seq > earlier.seq AND earlier.reader <> 'human' AND later.reader <> 'human'
) WHERE superseded_at IS NULL"""


def apply(connection: Connection) -> None:
    """Gives each reading its turn. Of readings by several readers, the last recorded is the current one."""
    for statement in _TURNS.split(";"):
        connection.exec_driver_sql(statement.format_map(_WORDS[connection.dialect.name]))
    if connection.dialect.name == "postgresql" or (connection.dialect.server_version_info or ()) >= _DROPS_COLUMNS:
        connection.exec_driver_sql("ALTER TABLE reading DROP COLUMN superseded_at")
