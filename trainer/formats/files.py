"""Opening what a stranger sent: ordinary files only, within bounds, in whatever encoding."""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from trainer.formats.base import ERROR, Problem, UnreadableDeck

_CHUNK = 1 << 20
_SAMPLE = 1 << 18


def unreadable(path: Path, message: str, line: int = 1, column: int = 1) -> UnreadableDeck:
    """Return the refusal of a whole file."""
    return UnreadableDeck((Problem(str(path), line, column, ERROR, message),))


# Windows has no FIFO to wait for, but would take the ends of lines for its own.
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def opened(path: Path, limit: int) -> Iterator[BinaryIO]:
    """Yield the ordinary file ``path``, open for reading.

    Never waits: a FIFO, a device or a folder is refused unopened or as soon as it is open. Raises
    UnreadableDeck for what is no file, larger than ``limit`` bytes, or cannot be read.
    """
    try:
        descriptor = os.open(path, _FLAGS)
    except (OSError, ValueError) as error:
        raise unreadable(path, _why(error)) from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            folder = stat.S_ISDIR(status.st_mode)
            raise unreadable(path, _FOLDER if folder else _STRANGE)
        if status.st_size > limit:
            raise unreadable(path, f"this file is larger than {_size(limit)}; split it")
        try:
            yield file
        except OSError as error:
            raise unreadable(path, _why(error)) from error


_FOLDER = "there is no deck in this folder"
_STRANGE = "this is not an ordinary file"


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError | ValueError):
        return "there is no such file"
    if error.errno == errno.ENXIO:
        return _STRANGE  # a socket, which cannot even be opened
    return f"this file cannot be read: {(error.strerror or str(error)).lower()}"


def _size(limit: int) -> str:
    return f"{limit >> 20} MiB" if limit < 1 << 30 else f"{limit >> 30} GiB"


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the whole of a file of at most ``limit`` bytes. Raises UnreadableDeck."""
    with opened(path, limit) as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise unreadable(path, f"this file is larger than {_size(limit)}; split it")
    return raw


def read_text(path: Path, limit: int) -> tuple[str, str]:
    """Return the text of a file and the encoding it was read in. Raises UnreadableDeck."""
    raw = read_bytes(path, limit)
    encoding = encoding_of(raw[:_SAMPLE], complete=len(raw) <= _SAMPLE)
    if encoding == UTF8 and not _is_utf8(raw):
        encoding = guessed_encoding(raw)
    if not encoding:
        raise unreadable(path, NO_TEXT)
    return raw.decode(encoding, "replace").removeprefix("\ufeff"), encoding


NO_TEXT = "this is not text; choose a deck, a table (CSV), Markdown or an Anki package"
UTF8 = "utf-8-sig"

_MARKS = (
    (codecs.BOM_UTF8, UTF8),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def encoding_of(sample: bytes, *, complete: bool = False) -> str:
    """Return the encoding in which ``sample``, the start of a file, reads as text, or ""."""
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    if wide := _wide(sample):
        return wide
    return UTF8 if _is_utf8(sample, final=complete) else guessed_encoding(sample)


def file_encoding(file: BinaryIO) -> str:
    """Return the encoding of an open file, read through to its end, and rewind it."""
    sample = file.read(_SAMPLE)
    encoding = encoding_of(sample)
    if encoding == UTF8:
        decoder = codecs.getincrementaldecoder(UTF8)()
        file.seek(0)
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            start = max(0, file.tell() - 2 * _CHUNK)
            file.seek(start)
            encoding = guessed_encoding(file.read(4 * _CHUNK) or error.object)
    file.seek(0)
    return encoding


def _is_utf8(raw: bytes, *, final: bool = True) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(raw, final)
    except UnicodeDecodeError:
        return False
    return True


def _wide(sample: bytes) -> str:
    """Return the encoding of UTF-16 without a mark: every other byte of much text is zero."""
    pairs = len(sample) // 2
    if pairs < 2:
        return ""
    even, odd = sample[0 : 2 * pairs : 2].count(0), sample[1 : 2 * pairs : 2].count(0)
    if odd * 10 > pairs * 4 and even * 20 < pairs:
        return "utf-16-le"
    return "utf-16-be" if even * 10 > pairs * 4 and odd * 20 < pairs else ""


_HIGH_RUNS = re.compile(rb"[\x80-\xff]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def guessed_encoding(raw: bytes) -> str:
    """Return which encoding of one or two bytes a letter ``raw`` is most likely in, or "".

    Chinese stands in pairs of high bytes, Cyrillic in long runs of any length, Western letters
    alone among plain ones. Japanese kana have lead bytes of their own.
    """
    if len(_CONTROL.findall(raw)) * 100 > len(raw):
        return ""
    runs = [len(run) for run in _HIGH_RUNS.findall(raw)]
    high = sum(runs)
    if high and _share(raw, (0x82, 0x83)) > 0.2 * high and _decodes(raw, "cp932"):
        return "cp932"
    if high >= 4 * len(runs) or (high >= 2 * len(runs) and _even(runs)):
        if _even(runs) and _decodes(raw, "gb18030"):
            return "gb18030"
        if sum(byte >= 0xC0 for byte in raw) > 0.8 * high and _decodes(raw, "cp1251"):
            return "cp1251"
    return "cp1252" if _decodes(raw, "cp1252") else "latin-1"


def _even(runs: list[int]) -> bool:
    return sum(run % 2 == 0 for run in runs) >= 0.95 * len(runs)


def _share(raw: bytes, leads: tuple[int, ...]) -> int:
    return sum(raw.count(lead) for lead in leads)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        codecs.getincrementaldecoder(encoding)().decode(raw)
    except UnicodeDecodeError:
        return False
    return True


_NAMES = {
    "cp1252": "Windows-1252 (Western)", "latin-1": "Latin-1 (Western)",
    "cp1251": "Windows-1251 (Cyrillic)", "gb18030": "GB18030 (Chinese)",
    "cp932": "Shift JIS (Japanese)", "utf-16": "UTF-16", "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16", "utf-32": "UTF-32",
}  # fmt: skip


def guess_told(path: Path, encoding: str) -> tuple[Problem, ...]:
    """Return what to say of an ``encoding`` that was guessed; nothing of one that is certain."""
    if encoding == UTF8 or encoding.startswith("utf"):
        return ()
    name = _NAMES.get(encoding, encoding)
    message = (
        f"this file is not UTF-8; it was read as {name}; save it as UTF-8 if letters look wrong"
    )
    return (Problem(str(path), 1, 1, "warning", message),)
