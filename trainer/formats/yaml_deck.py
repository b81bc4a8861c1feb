"""The deck format: YAML text in, a :class:`DeckFile` out, with every problem and its place.

The common fields are declared here, the fields of each kind by that kind's content type; both are
checked by pydantic, whose findings are put into the words of a deck author.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from trainer.domain.deck import Source
from trainer.drills.kinds import AnyKind, kind_named
from trainer.errors import BadInput
from trainer.formats.base import ERROR, WARNING, DeckFile, FileDrill, Problem, UnreadableDeck
from trainer.formats.bounds import MAX_DECK_BYTES, MAX_PROBLEMS
from trainer.formats.complaints import complaint
from trainer.formats.declared import COMMON_FIELDS, WORD, Common, Header, adapter
from trainer.formats.yaml_tree import Path as TreePath
from trainer.formats.yaml_tree import Tree, TreeError, read_tree


def read_deck(path: Path) -> DeckFile:
    """Return what the deck file at ``path`` holds.

    Raises UnreadableDeck when nothing could be read: no such file, too large, not text, not YAML.
    """
    return read_deck_text(_text_of(path), path)


def read_deck_text(text: str, path: Path) -> DeckFile:
    """Return what the deck ``text`` holds; ``path`` is only its name.

    Raises UnreadableDeck when the text is not YAML or its header cannot be used.
    """
    try:
        tree = read_tree(text)
    except TreeError as error:
        raise UnreadableDeck(
            Problem(str(path), error.line, error.column, ERROR, error.message)
        ) from error
    return _Reader(path, tree).read()


def _text_of(path: Path) -> str:
    try:
        if not path.is_file():
            what = "this is a folder, not a deck file" if path.is_dir() else "there is no such file"
            raise UnreadableDeck(Problem(str(path), 1, 1, ERROR, what))
        with path.open("rb") as file:
            raw = file.read(MAX_DECK_BYTES + 1)
    except OSError as error:
        what = f"this file cannot be read: {(error.strerror or str(error)).lower()}"
        raise UnreadableDeck(Problem(str(path), 1, 1, ERROR, what)) from error
    if len(raw) > MAX_DECK_BYTES:
        what = f"this file is larger than {MAX_DECK_BYTES // 1024**2} MiB; split the deck"
        raise UnreadableDeck(Problem(str(path), 1, 1, ERROR, what))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        column = error.start - (raw.rfind(b"\n", 0, error.start) + 1) + 1
        what = "this byte is not UTF-8 text; save the file with the encoding UTF-8"
        raise UnreadableDeck(Problem(str(path), line, column, ERROR, what)) from error


def content_hash(kind: AnyKind, content: object) -> str:
    """Return 16 hexadecimal digits that change whenever the content of a drill does."""
    text = json.dumps(
        [kind.name, kind.write(content)], sort_keys=True, ensure_ascii=False, default=str
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class _Reader:
    """Reads one tree; collects problems as it goes."""

    def __init__(self, path: Path, tree: Tree) -> None:
        self.path = path
        self.tree = tree
        self.problems: list[Problem] = []
        self.lines_of_ids: dict[str, int] = {}

    def read(self) -> DeckFile:
        header = self._validated(Header, self.tree.data, ())
        if header is None:
            raise UnreadableDeck(self.problems[0])
        if not re.fullmatch(WORD, header.id):
            self._complain(("id",), _bad_word(header.id))
            raise UnreadableDeck(self.problems[0])
        sources = {name: Source(entry.title, entry.date) for name, entry in header.sources.items()}
        drills = []
        for index, entry in enumerate(header.drills):
            if len(self.problems) >= MAX_PROBLEMS:
                self._complain(
                    ("drills", index), f"more than {MAX_PROBLEMS} problems; the rest was not read"
                )
                break
            drill = self._drill(entry, ("drills", index), sources)
            if drill is not None:
                drills.append(drill)
        return DeckFile(
            path=self.path,
            id=header.id,
            title=header.title,
            aim=header.aim.strip(),
            language=header.language,
            licence=header.licence,
            drills=tuple(drills),
            problems=tuple(sorted(self.problems)),
        )

    def _drill(
        self, entry: object, at: TreePath, sources: Mapping[str, Source]
    ) -> FileDrill | None:
        if not isinstance(entry, dict):
            self._complain(at, "a drill is a mapping of fields, beginning with 'kind:'")
            return None
        common = self._validated(
            Common, {key: entry[key] for key in COMMON_FIELDS if key in entry}, at
        )
        if common is None:
            return None
        try:
            kind = kind_named(common.kind)
        except BadInput as error:
            self._complain((*at, "kind"), f"{error.what}; {error.remedy}")
            return None
        fields = {key: value for key, value in entry.items() if key not in COMMON_FIELDS}
        content = self._validated(kind.content_type, fields, at, kind.name)
        if content is None or self._content_is_wrong(kind, content, at):
            return None
        return self._accepted(kind, content, common, at, sources)

    def _content_is_wrong(self, kind: AnyKind, content: object, at: TreePath) -> bool:
        wrong = False
        for problem in kind.check(content):
            self._complain((*at, *problem.path), problem.message, problem.severity)
            wrong = wrong or problem.severity == ERROR
        return wrong

    def _accepted(
        self,
        kind: AnyKind,
        content: object,
        common: Common,
        at: TreePath,
        sources: Mapping[str, Source],
    ) -> FileDrill | None:
        digest = content_hash(kind, content)
        local_id = common.id if common.id is not None else f"h-{digest}"
        line, _ = self.tree.place(at)
        if not re.fullmatch(WORD, local_id):
            self._complain((*at, "id"), _bad_word(local_id))
            return None
        if local_id in self.lines_of_ids:
            place = (*at, "id") if common.id is not None else at
            self._complain(
                place,
                f"the drill '{local_id}' stands in this deck twice; the first is on line"
                f" {self.lines_of_ids[local_id]}",
            )
            return None
        self.lines_of_ids[local_id] = line
        return FileDrill(
            local_id=local_id,
            kind=kind.name,
            fields=kind.write(content),
            content_hash=digest,
            tags=common.tags,
            sources=self._sources(common, at, sources),
            level=common.level,
            has_own_id=common.id is not None,
            line=line,
        )

    def _sources(
        self, common: Common, at: TreePath, sources: Mapping[str, Source]
    ) -> tuple[Source, ...]:
        for index, name in enumerate(common.sources):
            if name not in sources:
                self._complain(
                    (*at, "sources", index),
                    f"the source '{name}' is not named in the deck's own 'sources'",
                    WARNING,
                )
        return tuple(sources[name] for name in common.sources if name in sources)

    def _validated(self, content: type, data: object, at: TreePath, kind: str = "") -> Any:
        """Return ``data`` as ``content``, or None after noting what is wrong with it."""
        from pydantic import ValidationError

        try:
            return adapter(content).validate_python(data)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                found = complaint(item, content, kind)
                place = self.tree.place((*at, *found.path), of_key=found.of_key)
                self._note(place, found.message, ERROR)
            return None

    def _complain(self, path: TreePath, message: str, severity: str = ERROR) -> None:
        self._note(self.tree.place(path), message, severity)

    def _note(self, place: tuple[int, int], message: str, severity: str) -> None:
        self.problems.append(Problem(str(self.path), *place, severity, message))


def _bad_word(word: str) -> str:
    return (
        f"'{word[:80]}' cannot be an id; use up to 80 lower-case letters, digits, '-', '_' and '.'"
    )
