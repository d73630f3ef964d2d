from foedus.interfaces.library.ledger import Ledger as Ledger
from foedus.interfaces.library.table import Table as Table
from foedus.interfaces.library.ties import Ties as Ties

__version__: str
