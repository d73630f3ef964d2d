"""``foedus serve`` and ``foedus account``: the workbench in the browser, and who may enter it over a network."""

from __future__ import annotations

import sys
import tempfile
from contextlib import ExitStack
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from foedus import settings
from foedus.interfaces.cli.common import ByOption, JsonOption, LedgerOption, ledger_address, opened
from foedus.interfaces.cli.output import Table, columns, listing, note, show

if TYPE_CHECKING:
    from foedus.ledger.accounts import Standing

HostOption = Annotated[
    str | None, typer.Option("--host", metavar="ADDRESS", help="Where to listen; any but this machine's own needs accounts.")
]
PortOption = Annotated[int | None, typer.Option("--port", "-p", metavar="N", help="The port (default: a free one from 8157 on).")]
NameOption = Annotated[
    list[str] | None, typer.Option("--name", metavar="HOST", help="Another name that browsers use, such as that of a proxy.")
]
BrowserOption = Annotated[bool, typer.Option("--browser/--no-browser", help="Open the page in the browser.")]
AccountName = Annotated[str, typer.Argument(metavar="NAME", help="The name, which signs judgements.", show_default=False)]
RoleOption = Annotated[str, typer.Option("--role", metavar="ROLE", help="reader, reviewer or admin.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command("serve", epilog="Example: foedus serve --ledger study.sqlite")(serve)
    group = typer.Typer(no_args_is_help=True, help="Who may open the workbench over a network.", rich_markup_mode=None)
    group.command("add", epilog="Example: foedus account add amira --role reviewer")(add)
    group.command("remove", epilog="Example: foedus account remove amira")(remove)
    group.command("list", epilog="Example: foedus account list")(list_accounts)
    app.add_typer(group, name="account", epilog="Example: foedus account list")


def serve(
    ledger: LedgerOption = None,
    host: HostOption = None,
    port: PortOption = None,
    names: NameOption = None,
    by: ByOption = None,
    browser: BrowserOption = True,
) -> None:
    """Opens the workbench on a ledger in the browser, for you alone; nothing leaves this machine.

    At an address that others can reach, people log in with accounts of the ledger; put a proxy with TLS before it.
    """
    from foedus.interfaces.signing import signature
    from foedus.interfaces.web.server import Address, check_may_serve, free_port, new_token
    from foedus.interfaces.web.server import serve as run
    from foedus.ledger.session import Ledger

    asked = port or settings.number("port")
    address = free_port(Address(host or settings.text("host") or "127.0.0.1", asked, tuple(names or ())), port is not None)
    one = Ledger.open(ledger_address(ledger))
    check_may_serve(one, address)
    shown = f"http://{f'[{address.host}]' if ':' in address.host else address.host}:{address.port}/"
    token = new_token() if address.is_local else None
    entrance = f"{shown}enter?token={token}" if token else shown
    typer.echo(f"the workbench on {one.address}: {entrance}")
    note("people log in with their accounts; passwords are safe on the way only behind TLS" if token is None else
         "the address holds this launch's token and works for you alone; Ctrl-C stops the server")
    with ExitStack() as closing:
        if browser and token:
            typer.launch(_door(entrance, Path(closing.enter_context(tempfile.TemporaryDirectory(prefix="foedus-")))).as_uri())
        run(one, address, token, signature(by, "").by)


def _door(entrance: str, folder: Path) -> Path:
    """A file that leads the browser to the entrance. Others of this machine see the command that starts a browser, and with it
    the token if that named the entrance; the file only we may read."""
    made = folder / "foedus.html"
    made.touch(0o600)
    leads = f'<meta http-equiv="refresh" content="0; url={escape(entrance)}">'
    made.write_text(f"<!doctype html>{leads}<title>Foedus</title>", "utf-8")
    return made


def add(name: AccountName, role: RoleOption = "reviewer", ledger: LedgerOption = None) -> None:
    """Adds an account, or gives one another role and password.

    The password is asked for, or read as one line from standard input; on the command line others could see it.
    """
    from datetime import UTC, datetime

    from foedus.ledger.accounts import add_account

    standing = _role(role)
    password = _password()
    with opened(ledger, create=True) as one:
        made = add_account(one, name, standing, password, datetime.now(UTC))
    typer.echo(f"account {made.name}: {made.standing.value}")


def remove(name: AccountName, ledger: LedgerOption = None) -> None:
    """Removes an account; what it judged stays."""
    from foedus.ledger.accounts import remove_account

    with opened(ledger) as one:
        remove_account(one, name)
    typer.echo(f"account {name} removed; what it judged stays")


def list_accounts(ledger: LedgerOption = None, as_json: JsonOption = False) -> None:
    """Lists the accounts."""
    from foedus.ledger.accounts import accounts

    with opened(ledger) as one:
        found = accounts(one)
    rows = [(each.name, each.standing.value, f"{each.recorded_at:%Y-%m-%d}") for each in found]
    records = [{"name": each.name, "role": each.standing.value, "recorded_at": each.recorded_at.isoformat()} for each in found]
    show(listing(Table(columns("name", "role", "!since"), rows), records, "there are no accounts"), as_json)


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")


def _role(given: str) -> Standing:
    from foedus.ledger.accounts import Standing

    try:
        return Standing(given)
    except ValueError:
        choices = ", ".join(one.value for one in Standing)
        raise typer.BadParameter(f"{given!r} is no role; choose one of {choices}", param_hint="--role") from None
