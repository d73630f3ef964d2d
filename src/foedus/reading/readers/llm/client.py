"""Asking the language model: one address, no redirects, no proxies of the environment; patient where the server is busy."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from foedus import __version__
from foedus.errors import BadInput, ReadingFailed
from foedus.reading.readers.llm.endpoint import Endpoint
from foedus.reading.readers.llm.prompt import Message
from foedus.reading.readers.llm.schema import schema

if TYPE_CHECKING:
    import httpx

_TRIES = 5
_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 120.0   # seconds; a pause is twice the one before, or what the server asks for
_BUSY = (408, 409, 425, 429, 500, 502, 503, 504, 529)
_REJECTED = (400, 413, 422)

_PATIENCE = 2                               # time-outs after which it is not asked again


@cache
def _forms() -> tuple[dict[str, Any], ...]:
    """What is asked beyond the messages, from most to least: not every server knows JSON Schema or a fixed temperature."""
    shape = {"name": "claims", "strict": True, "schema": schema()}
    asked: dict[str, Any] = {"response_format": {"type": "json_schema", "json_schema": shape}}
    steady: dict[str, Any] = {"temperature": 0, "seed": 0}
    return {**asked, **steady}, asked, steady, {}


@dataclass(frozen=True, slots=True)
class Reply:
    """What the model wrote. `fault` says why there is nothing to read, `cut_off` that the answer did not fit."""

    content: str = ""
    fault: str | None = None
    cut_off: bool = False


class Client:
    """Sends messages and gives replies. Used in a ``with`` block for each document; learns what the server accepts."""

    def __init__(
        self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._endpoint, self._sleep, self._clock = endpoint, sleep, clock
        self._form = 0
        self._next = 0.0
        self._http: httpx.Client | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        if self._http is not None:
            self._http.close()
            self._http = None

    def ask(self, messages: Sequence[Message]) -> Reply:
        """The model's reply.

        Raises BadInput where the address, model or key is at fault, ReadingFailed where the server cannot be reached or
        stays busy after several tries. What it rejects or refuses to answer is a reply with a fault.
        """
        body = {"model": self._endpoint.model, "messages": list(messages)}
        rejected = None
        for number in range(self._form, len(_forms())):
            response = self._answered({**body, **_forms()[number]})
            if response.status_code not in _REJECTED:
                self._form = number
                self._check(response)
                return self._reply(response)
            rejected = rejected or response
        # Rejected in every form: the messages are at fault, so the next ones are asked in the same form again.
        return Reply(fault=f"the server rejects the request with {self._status(rejected)}" if rejected else "")

    def _answered(self, body: dict[str, Any]) -> httpx.Response:
        """The first response of a server that is neither busy nor broken."""
        import httpx

        sent = json.dumps(body)   # in ASCII: half a surrogate pair, which a broken file may hold, has no UTF-8
        tries = timeouts = 0
        while True:
            tries += 1
            pause = min(_FIRST_PAUSE * 2 ** (tries - 1), _LONGEST_PAUSE)
            self._keep_pace()
            try:
                response = self._connection().post(self._endpoint.url, content=sent, headers={"Content-Type": "application/json"})
            except httpx.TimeoutException:
                timeouts += 1
                fault = f"it gave no answer in {self._endpoint.seconds} seconds; set FOEDUS_LLM_SECONDS higher if it needs longer"
            except (httpx.HTTPError, httpx.StreamError) as broken:
                reason = self._without_key(str(broken)) or type(broken).__name__
                fault = f"the connection failed ({reason}); check that it runs, and FOEDUS_LLM_URL"
            else:
                if response.status_code not in _BUSY:
                    return response
                fault = f"it answered {self._status(response)}; wait, or set FOEDUS_LLM_PER_MINUTE to what it allows"
                pause = _asked_pause(response) or pause
            if tries == _TRIES or timeouts == _PATIENCE:
                break
            self._sleep(pause)
        raise ReadingFailed(
            f"the language model at {self._endpoint.host} cannot be asked: {fault} (tried {tries} times). "
            "Run the command again to go on: what it has answered is kept"
        )

    def _connection(self) -> httpx.Client:
        import httpx

        if self._http is None:
            headers = {"User-Agent": f"foedus/{__version__}"}
            if self._endpoint.key:
                headers["Authorization"] = f"Bearer {self._endpoint.key}"
            # No proxies or password files of the environment, no redirects: the text goes to the named host and no other.
            self._http = httpx.Client(headers=headers, timeout=self._endpoint.seconds, trust_env=False, follow_redirects=False)
        return self._http

    def _keep_pace(self) -> None:
        if not self._endpoint.per_minute:
            return
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = max(self._next, self._clock()) + 60 / self._endpoint.per_minute

    def _check(self, response: httpx.Response) -> None:
        host, code = self._endpoint.host, response.status_code
        if code in (401, 403):
            raise BadInput(f"the language model at {host} refuses the key ({code}); check FOEDUS_LLM_KEY and what it may use")
        if code == 404:
            raise BadInput(
                f"the server at {host} does not know the model {self._endpoint.model!r} or the address "
                f"({self._status(response)}); check FOEDUS_LLM_MODEL and FOEDUS_LLM_URL"
            )
        if response.is_redirect:
            raise BadInput(
                f"the server at {host} redirects elsewhere, where no text is sent; set FOEDUS_LLM_URL to the address it ends at"
            )
        if code != 200:
            raise ReadingFailed(
                f"the language model at {host} answered {self._status(response)}; check FOEDUS_LLM_URL and FOEDUS_LLM_MODEL"
            )

    def _reply(self, response: httpx.Response) -> Reply:
        try:
            choice = response.json()["choices"][0]
            message = choice["message"]
            content, refusal = message.get("content"), message.get("refusal")
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise BadInput(
                f"the server at {self._endpoint.host} does not answer as an OpenAI-compatible one; check FOEDUS_LLM_URL, "
                "which often ends in /v1"
            ) from None
        cut_off = choice.get("finish_reason") == "length"
        if isinstance(refusal, str) and refusal:
            return Reply(fault=f"the model refuses to answer ({self._without_key(refusal)[:200]})")
        if not isinstance(content, str):
            return Reply(fault="the model gives no text", cut_off=cut_off)
        return Reply(content, cut_off=cut_off)

    def _status(self, response: httpx.Response) -> str:
        """The status and what the server says about it, in one line."""
        said = " ".join(self._without_key(_message(response)).split())[:200]
        return f"{response.status_code} {response.reason_phrase}".strip() + (f": {said}" if said else "")

    def _without_key(self, said: str) -> str:
        return said.replace(self._endpoint.key, "(key)") if self._endpoint.key else said


def _message(response: httpx.Response) -> str:
    try:
        error = response.json()["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""


def _asked_pause(response: httpx.Response) -> float | None:
    """The pause that the server asks for, in seconds, within bounds."""
    told = response.headers.get("retry-after", "").strip()
    return min(float(told), _LONGEST_PAUSE) if told.isascii() and told.isdigit() else None
