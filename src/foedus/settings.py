"""What can be set once for all commands: one table, from which the command line takes its defaults and the docs their page.

Each setting is overridden by the environment variable FOEDUS_<NAME>; an option on the command line goes before both.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from foedus.errors import BadInput, NotFound

Value = str | int | bool | None

_USER = re.compile(r"(:/*[^:@/\s]*:).*@", re.DOTALL)
_PARAMETER = re.compile(r"([?&\s]\w*password=)[^&\s]*", re.IGNORECASE)
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off", "")


@dataclass(frozen=True, slots=True)
class Setting:
    """A name, the value where nothing else is said (None: decided where it is used, as the help says), and what it means.

    The value of a `secret` is never shown, only whether there is one.
    """

    name: str
    default: Value
    help: str
    secret: bool = False

    @property
    def variable(self) -> str:
        """The environment variable that overrides it."""
        return f"FOEDUS_{self.name.upper()}"


SETTINGS: tuple[Setting, ...] = (
    Setting("ledger", "foedus.sqlite", "The ledger: a file, or the address of a PostgreSQL database."),
    Setting("reader", None, "The reader that codes documents; the bundled one if not set."),
    Setting("jobs", 1, "How many documents are read at the same time."),
    Setting("by", None, "Who signs judgements; your login name if not set."),
    Setting("allow_private", False, "Whether addresses inside your own network may be fetched."),
    Setting("text_mb", 50, "The largest text, in megabytes, that is read as one document."),
    Setting("file_mb", 200, "The largest PDF or DOCX file, in megabytes, that is opened, and what a DOCX may unpack to."),
    Setting("parse_seconds", 60, "How long the parsing of one HTML, PDF or DOCX file may take."),
    Setting("parse_mb", 2000, "How much memory, in megabytes, the parsing of one HTML, PDF or DOCX file may use."),
    Setting("llm_url", None, "The OpenAI-compatible address to which reader llm sends text; nothing is sent if not set."),
    Setting("llm_model", None, "The language model asked for at FOEDUS_LLM_URL."),
    Setting("llm_key", None, "The key that the server at FOEDUS_LLM_URL asks for, if it does.", secret=True),
    Setting("llm_seconds", 300, "How long reader llm waits for one answer."),
    Setting("llm_per_minute", None, "How many requests a minute each job of reader llm may send; no limit if not set."),
    Setting("llm_cache", None, "The folder that keeps answers of the language model, or off; your cache folder if not set."),
    Setting("llm_price_in", None, "What a million tokens sent cost, for the estimate; no cost is shown if not set."),
    Setting("llm_price_out", None, "What a million tokens received cost, for the estimate; no cost is shown if not set."),
    Setting("host", "127.0.0.1", "Where foedus serve listens; any address but this machine's own needs accounts."),
    Setting("port", 8157, "The port of foedus serve, or the first free one after it."),
    Setting("upload_mb", 50, "The largest file, in megabytes, that the workbench takes."),
    Setting("upload_files", 200, "How many files the workbench takes at once."),
    Setting("debug", False, "Whether an error shows where in the program it arose."),
)

_BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in SETTINGS}


def text(name: str) -> str | None:
    """The value of a setting that is text, None where nothing is set; raises NotFound for a name that is none."""
    found = _value(name, str)
    return None if found is None else str(found)


def number(name: str) -> int:
    """The value of a setting that is a number of 1 or more, 0 where nothing is set; raises BadInput with the variable where it
    is none."""
    return int(_value(name, _number) or 0)


def flag(name: str) -> bool:
    """The value of a setting that is on or off; raises BadInput with the variable where it is neither."""
    return bool(_value(name, _flag))


def shown(setting: Setting) -> Value:
    """The value in force, as text where the environment gives it; "(set)" for a secret that is, no password of an address."""
    if setting.secret and os.environ.get(setting.variable):
        return "(set)"
    given = os.environ.get(setting.variable)
    return setting.default if given is None else without_password(given)


def without_password(address: str) -> str:
    """An address as it may be shown: a password before the host or among the parameters is three stars."""
    return _PARAMETER.sub(r"\1***", _USER.sub(r"\1***@", address))


def _value(name: str, convert: Callable[[str], Value]) -> Value:
    if name not in _BY_NAME:
        raise NotFound(f"there is no setting {name!r}; the settings are {', '.join(_BY_NAME)}")
    setting = _BY_NAME[name]
    given = os.environ.get(setting.variable)
    if given is None:
        return setting.default
    try:
        return convert(given)
    except ValueError as fault:
        raise BadInput(f"{setting.variable} is {given!r}, which is not {fault}; correct or unset it") from None


def _number(given: str) -> int:
    if not given.isascii() or not given.isdigit() or int(given) < 1:
        raise ValueError("a whole number of 1 or more")
    return int(given)


def _flag(given: str) -> bool:
    if given.lower() not in (*_TRUE, *_FALSE):
        raise ValueError("one of 1, 0, true, false, yes, no, on, off")
    return given.lower() in _TRUE
