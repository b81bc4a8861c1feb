"""A page with lists, trees and tables of its own, and signs that stay with their numbers."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QWidget

_TIED = re.compile(
    r" (?=%)|(?<=[≤≥]) |(?<=[^\s>] [<>≈]) (?=[$€£\d])|(?<=[(“\"'‘][<>≈]) (?=[$€£\d])"
    r"|(?<=\d) (?=[kMBT]\b)"
)
"""The spaces within a number: a > that begins a line of Markdown is no sign of one."""


def unbroken(sentence: str) -> str:
    """Return ``sentence``, as long as it was, with signs tied to numbers: 85 %, ≤ 120 ms, 5 M."""
    return _TIED.sub("\N{NO-BREAK SPACE}", sentence)


class StyledPage(QWidget):
    """A page whose lists, trees and tables the style sheet draws as parts of it, by this name.

    A sheet of its own it must not have: whatever wears one is looked at again many times over
    whenever the application's changes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
