"""An open ledger, as the parts of the Python interface share it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from foedus.errors import NotFound
from foedus.interfaces.library.given import Moment, When, day_given, moment_given

if TYPE_CHECKING:
    from foedus.ledger.session import Ledger as Store
    from foedus.ledger.view import View


class Opened:
    """A ledger at a place, which is made when first read into. `place` is as the user named it."""

    def __init__(self, place: str, store: Store | None) -> None:
        self._place, self._store = place, store
        self._closed = False

    def _open(self, create: bool = False) -> Store:
        """The ledger itself. Raises NotFound where there is none yet and it is not to be made, or where it was closed."""
        from foedus.ledger.session import Ledger as Store

        if self._closed:
            raise NotFound(f"ledger {self._place} was closed; open it again: foedus.Ledger.open({self._place!r})")
        if self._store is None:
            self._store = Store.open(self._place, create=create)
        return self._store

    def _look(self, known_by: When | None, as_of: Moment | None) -> tuple[View, list[str]]:
        """A view, and a note on what it leaves out."""
        view = self._open().view(moment_given(as_of), day_given(known_by) if known_by is not None else None)
        left = view.undated
        return view, [f"left out, as their date of publication is not known: documents: {left}"] if left else []
