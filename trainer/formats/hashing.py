"""The hash of a drill's content: what an answer is held against, and what links equal drills."""

from __future__ import annotations

import hashlib
import json
from json.encoder import encode_basestring as _quoted
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.domain.deck import Fields
    from trainer.drills.kinds import AnyKind


def content_hash(kind: AnyKind, content: object) -> str:
    """Return 16 hexadecimal digits that change whenever the content of a drill does."""
    return fields_hash(kind.name, kind.write(content))


def fields_hash(kind: str, fields: Fields) -> str:
    """Return the hash of content that is plain data already."""
    return hashlib.sha256(_as_json([kind, fields]).encode()).hexdigest()[:16]


def recall_hash(front: str, back: str, why: str) -> str:
    """Return the hash of a recall drill: the same as ``fields_hash``, four times as fast."""
    more = f', "why": {_quoted(why)}' if why else ""
    text = f'["recall", {{"back": {_quoted(back)}, "front": {_quoted(front)}{more}}}]'
    return hashlib.sha256(text.encode()).hexdigest()[:16]


_as_json = json.JSONEncoder(sort_keys=True, ensure_ascii=False, default=str).encode
