"""Where the text may go: the address, model and key that the user named, and nowhere else."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urlsplit

from foedus import settings
from foedus.errors import BadInput, Refused

_PATH = "/chat/completions"
_NOWHERE = (
    "reader llm has no language model to ask, and sends nothing anywhere until you name one: set FOEDUS_LLM_URL to an "
    "OpenAI-compatible address such as http://localhost:11434/v1, FOEDUS_LLM_MODEL to a model it serves, and FOEDUS_LLM_KEY "
    "if it asks for a key; or choose another --reader"
)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The one address that requests go to. `seconds` bounds the wait for an answer, `per_minute` the requests (0: no bound)."""

    url: str
    model: str
    key: str | None = field(default=None, repr=False)
    seconds: int = 300
    per_minute: int = 0

    @property
    def host(self) -> str:
        """The host, with the port where the address names one."""
        return urlsplit(self.url).netloc

    @property
    def is_local(self) -> bool:
        """Whether the text stays on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost"

    @property
    def is_open(self) -> bool:
        """Whether others on the way can read along."""
        return urlsplit(self.url).scheme == "http" and not self.is_local


def endpoint() -> Endpoint:
    """What the settings name. Raises BadInput where they name no address or model, or one that cannot be used."""
    url, model, key = (settings.text(name) for name in ("llm_url", "llm_model", "llm_key"))
    if not url:
        raise BadInput(_NOWHERE)
    address = _completions(url)
    if not model:
        raise BadInput(
            f"reader llm knows the address {urlsplit(address).netloc} but not which model to ask there; set FOEDUS_LLM_MODEL to "
            "one it serves, and FOEDUS_LLM_KEY if it asks for a key"
        )
    return Endpoint(address, model, _sendable(key), settings.number("llm_seconds"), settings.number("llm_per_minute"))


def _completions(url: str) -> str:
    """The address of chat completions below the one named. The message never repeats it where it may hold a password."""
    try:
        parts = urlsplit(url.strip())
        parts.port  # noqa: B018  raises where the port is no number
    except ValueError:
        raise _no_address() from None
    if parts.username or parts.password or "@" in parts.netloc:
        raise Refused("FOEDUS_LLM_URL holds a user name or password; give the address without, and the key in FOEDUS_LLM_KEY")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise _no_address()
    path = parts.path.rstrip("/")
    path = path if path.endswith(_PATH) else path + _PATH
    return SplitResult(parts.scheme, parts.netloc, path, parts.query, "").geturl()


def _no_address() -> BadInput:
    return BadInput("FOEDUS_LLM_URL is not an http or https address; write for example http://localhost:11434/v1")


def _sendable(key: str | None) -> str | None:
    key = (key or "").strip()
    if not key.isascii() or not key.isprintable():
        raise BadInput("FOEDUS_LLM_KEY holds a character that no key has, such as a line break; copy the key again")
    return key or None
