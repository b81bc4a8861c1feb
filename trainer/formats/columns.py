"""Which column of a table is what: guessed from the header, shown and changed before an import."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

FRONT, BACK, WHY, TAGS, DECK, ID, SKIP = "front", "back", "why", "tags", "deck", "id", "skip"
ROLES = (FRONT, BACK, WHY, TAGS, DECK, ID, SKIP)
"""What a column can be. Several columns of one role are joined, in their order."""

_NAMES = {
    FRONT: "front question questions q term prompt word phrase concept expression source key cue"
    " vorderseite frage begriff wort recto pregunta término anverso вопрос термин 正面 问题 問題"
    " 术语 表 質問",
    BACK: "back answer answers a definition meaning translation response target value solution"
    " description rückseite antwort bedeutung übersetzung verso réponse définition traduction"
    " respuesta definición reverso traducción ответ определение перевод 背面 答案 释义 裏 回答",
    WHY: "why explanation notes note comment comments extra remark remarks details hint erklärung"
    " anmerkung explication explicación пояснение 解释 备注",
    TAGS: "tags tag labels label category categories topic topics schlagworte étiquettes etiquetas"
    " теги метки 标签",
    DECK: "deck decks stapel paquet mazo колода 牌组",
    ID: "id guid uuid identifier",
}

_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names.split()}
HEADER_WORDS = frozenset(_ROLE_OF)
"""Names of columns that are known, in lower case."""

_TRIM = re.compile(r"(?<![\s_:*\d])[\s_:*\d]++$")


@dataclass(frozen=True, slots=True)
class Columns:
    """How a table is read. A dialog shows this, changes it with ``replace`` and reads again.

    ``roles`` has a word of ROLES for each column; columns beyond it belong to the back.
    ``header`` says that the first row names the columns. ``html`` says that cells hold HTML.
    """

    separator: str
    roles: tuple[str, ...]
    header: bool = False
    encoding: str = "utf-8-sig"
    html: bool = False

    @property
    def is_usable(self) -> bool:
        """Whether there is a question and an answer."""
        return FRONT in self.roles and BACK in self.roles


def guess_roles(first: Sequence[str]) -> tuple[tuple[str, ...], bool]:
    """Return the roles of the columns whose first row is ``first``, and whether that is a header.

    Without a known header the first column is the front and the rest the back.
    """
    named = [role_named(cell) for cell in first]
    known = [role for role in named if role != SKIP]
    if len(known) >= 2 and (FRONT in known or BACK in known):
        return _completed(named), True
    return (FRONT, *(BACK for _ in first[1:])), False


def role_named(cell: str) -> str:
    """Return the role of a column headed ``cell``, or SKIP for a heading that is not known."""
    word = cell.strip().casefold()
    bare = _TRIM.sub("", word)
    # "q" and "a" are headings, "q1" and "a1" are more likely what they head.
    return _ROLE_OF.get(word) or (_ROLE_OF.get(bare, SKIP) if len(bare) > 1 else SKIP)


def _completed(named: list[str]) -> tuple[str, ...]:
    """Give front and back, where the header names only one, to the first unknown column."""
    roles = list(named)
    for wanted in (FRONT, BACK):
        if wanted not in roles and SKIP in roles:
            roles[roles.index(SKIP)] = wanted
    return tuple(roles)


def picked(row: Sequence[str], roles: Sequence[str], wanted: str) -> list[str]:
    """Return the cells of ``row`` whose column is ``wanted``, those that say something."""
    cells = [cell.strip() for cell, role in zip(row, roles, strict=False) if role == wanted]
    if wanted == BACK:
        cells += [cell.strip() for cell in row[len(roles) :]]
    return [cell for cell in cells if cell]
