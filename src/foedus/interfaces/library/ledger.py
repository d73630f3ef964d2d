"""`foedus.Ledger`: a ledger in Python."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Self

from foedus import settings
from foedus.errors import NotFound
from foedus.interfaces.library.doubts import Doubts
from foedus.interfaces.library.given import When
from foedus.interfaces.library.holdings import Holdings
from foedus.interfaces.library.judging import Judging
from foedus.interfaces.library.reading import read_into, tasks
from foedus.interfaces.library.records import ReadRecord
from foedus.interfaces.library.standings import Standings
from foedus.interfaces.library.table import Table


class Ledger(Holdings, Standings, Doubts, Judging):
    """An open ledger: a sourced, dated record of who stands with whom. Open one with `Ledger.open` or `Ledger.demo`.

    Questions answer with a `Table` of records, equal to what the commands print with ``--json``. Names match loosely: by id,
    name, alias, acronym, part of a name or near spelling. Every error raised on purpose is a `foedus.errors.FoedusError`.

    >>> import foedus
    >>> with foedus.Ledger.open("foedus.sqlite") as ledger:
    ...     [tie["b_name"] for tie in ledger.ties("ttp", at="2012-12-15") if tie["sign"] == "+"]
    ['Islamic Movement of Uzbekistan']
    """

    @classmethod
    def open(cls, place: str | Path | None = None) -> Self:
        """Opens the ledger of a file, or of a PostgreSQL address; if not given, that of the setting FOEDUS_LEDGER.

        Where there is none yet, `read` makes it, and questions raise NotFound until then. Raises BadInput for what is no ledger,
        Refused where a newer program wrote it.

        >>> ledger = foedus.Ledger.open("foedus.sqlite")
        >>> ledger.close()
        """
        from foedus.ledger.session import Ledger as Store

        where = str(place or settings.text("ledger") or "foedus.sqlite")
        try:
            return cls(where, Store.open(where, create=False))
        except NotFound:
            return cls(where, None)

    @classmethod
    def demo(cls, place: str | Path = "foedus-demo.sqlite") -> Self:
        """Opens the ledger of ``foedus demo``, made of three bundled briefings if it is not there; that takes some seconds.

        What was judged in it stays. Raises Refused where the file holds other documents.

        >>> demo = foedus.Ledger.demo("demo.sqlite")
        >>> len(demo.documents())
        3
        >>> demo.close()
        """
        from foedus.interfaces.demo import check_own, join, take_in
        from foedus.ledger.session import Ledger as Store

        store = Store.open(str(place))
        try:
            check_own(store, "name another file")
            take_in(store)
            join(store)
        except BaseException:
            store.close()
            raise
        return cls(str(place), store)

    def read(
        self,
        *files: str | Path,
        published: When | None = None,
        title: str | None = None,
        publisher: str | None = None,
        reader: str | None = None,
        jobs: int = 1,
    ) -> Table[ReadRecord]:
        """Reads documents into the ledger: files, folders, patterns, http(s) addresses. What is read already is not read again.

        `published` is the date of publication; of several documents, of those that give none. A document that cannot be read is
        in the table with its `fault`, and the rest is read; where none could be read, ReadingFailed is raised. With `jobs`
        above 1 documents are read in several processes; a script must then guard its start with ``if __name__ == "__main__"``.

        >>> _ = Path("report.txt").write_text("On 3 May 2011 the army attacked the rebels near Wana.")
        >>> ledger.read("report.txt", published="2011-05-04", reader="cues")[0]["became"]
        'new'
        """
        wanted = tasks(files, published, title, publisher, self._place)
        return read_into(self._open(create=True), wanted, reader, jobs)

    def close(self) -> None:
        """Lets go of the ledger; a ``with`` block does it at its end.

        >>> ledger.close()
        """
        self._closed = True
        if self._store is not None:
            self._store.close()
            self._store = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<Ledger {settings.without_password(self._place)}>"
