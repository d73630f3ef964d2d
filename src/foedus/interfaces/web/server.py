"""Serving: the address, who may enter, and uvicorn."""

from __future__ import annotations

import ipaddress
import secrets
import socket
from dataclasses import dataclass

from foedus.errors import BadInput, Refused
from foedus.ledger.accounts import accounts
from foedus.ledger.session import Ledger

LOCAL = "127.0.0.1"
_HTTP = 80
_ANY = 64  # ports tried after the one asked for, where that one is taken and was not asked for by name


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen, and under which names browsers may ask: more than the address itself where a proxy stands before."""

    host: str = LOCAL
    port: int = 8157
    names: tuple[str, ...] = ()

    @property
    def is_local(self) -> bool:
        """Whether only programs of this machine can reach it: no network does, and no proxy that lends it another name."""
        return all(_is_loopback(name) for name in (self.host, *self.names))

    @property
    def hosts(self) -> frozenset[str]:
        """The values of the Host header that are answered."""
        own = {self.host, *self.names} | ({"localhost", LOCAL} if _is_loopback(self.host) else set())
        shown = {f"[{name}]" if ":" in name and not name.startswith("[") and name.count(":") > 1 else name for name in own}
        bare = shown if self.port == _HTTP else set(self.names)  # browsers leave the usual port out
        return frozenset(name.lower() for name in {*(f"{name}:{self.port}" for name in shown), *bare})


def _is_loopback(name: str) -> bool:
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name.lower() == "localhost"


def free_port(address: Address, exact: bool) -> Address:
    """The address with a port that is free: the one asked for, or one after it. Raises Refused."""
    for port in range(address.port, address.port + (1 if exact else _ANY)):
        with socket.socket(socket.AF_INET6 if ":" in address.host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((address.host, port))
            except OverflowError:
                raise BadInput(f"port {port} is none; give one from 1 to 65535") from None
            except PermissionError:
                raise Refused(f"port {port} may not be used by you; give one above 1023 with --port") from None
            except OSError as fault:
                if port == address.port and exact:
                    raise Refused(
                        f"cannot listen at {address.host} port {port}: {(fault.strerror or str(fault)).lower()}; "
                        "stop the other program or give another --port"
                    ) from None
                continue
            return Address(address.host, port, address.names)
    raise Refused(f"no port from {address.port} to {address.port + _ANY - 1} is free; give another --port")


def check_may_serve(ledger: Ledger, address: Address) -> None:
    """Raises Refused where others could reach the server and no account is there to stop them."""
    if not address.is_local and not accounts(ledger):
        raise Refused(
            f"{(*address.names, address.host)[0]} can be reached by others, and ledger {ledger.address} has no accounts; "
            "make one first: foedus account add NAME --role admin"
        )


def serve(ledger: Ledger, address: Address, token: str | None, name: str) -> None:
    """Serves until stopped. With a `token` one person on this machine, who signs as `name`; without, the ledger's accounts."""
    import uvicorn

    from foedus.interfaces.web.app import Door, create_app

    app = create_app(ledger, Door(address.hosts, token, name))
    uvicorn.run(app, host=address.host, port=address.port, log_level="warning", access_log=False, server_header=False)


def new_token() -> str:
    """The token of a launch."""
    return secrets.token_urlsafe(24)
