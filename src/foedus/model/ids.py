"""Content-hash ids: the same content has the same id on any machine, in any order of arrival."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_HEX_DIGITS = 24  # 96 bits: a collision is not to be expected below 10^13 items


def content_id(prefix: str, content: Mapping[str, Any]) -> str:
    """``prefix-`` and the first 24 hex digits of the SHA-256 of the content as canonical JSON.

    JSON rather than joined strings, so that ("a.b", "c") and ("a", "b.c") differ.
    """
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return f"{prefix}-{hashlib.sha256(canonical.encode('utf-8', 'surrogatepass')).hexdigest()[:_HEX_DIGITS]}"
