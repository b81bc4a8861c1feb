"""The deck format: YAML text in, a :class:`DeckFile` out, with every problem and its place.

The common fields are declared here, the fields of each kind by that kind's content type; both are
checked by pydantic, whose findings are put into the words of a deck author.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from trainer.domain.deck import Source
from trainer.drills.kinds import NAMES, AnyKind, kind_named
from trainer.errors import BadInput, did_you_mean
from trainer.formats.base import ERROR, WARNING, DeckFile, FileDrill, Problem, UnreadableDeck
from trainer.formats.bounds import MAX_PROBLEMS
from trainer.formats.checking import Checked, checked
from trainer.formats.cleaning import plain_name
from trainer.formats.complaints import bad_word, hint, key_of, meant_by, shown
from trainer.formats.course import course_of, course_problems, places_in
from trainer.formats.deck_bytes import bytes_of, decoded, only_file, unreadable
from trainer.formats.deck_folder import Pictures
from trainer.formats.declared import (
    COMMON_FIELDS,
    FORMAT,
    HEADER_FIELDS,
    REQUIRED,
    WORD,
    Common,
    Header,
)
from trainer.formats.hashing import content_hash
from trainer.formats.warnings import second_thoughts, span_problems
from trainer.formats.yaml_tree import Path as TreePath
from trainer.formats.yaml_tree import Repeat, Tree, TreeError, read_tree


def read_deck(path: Path, today: dt.date | None = None) -> DeckFile:
    """Return what the deck file at ``path``, or the one in the folder ``path``, holds.

    With ``today`` it is looked at as its author would: also for drills that are alike and facts
    past their shelf life. Raises UnreadableDeck when nothing could be read: no such file, too
    large, not text, not YAML.
    """
    path = only_file(path)
    raw = bytes_of(path)
    return replace(read_deck_text(decoded(raw, path), path, path.parent, today), raw=raw)


def read_deck_text(
    text: str, path: Path, folder: Path | None = None, today: dt.date | None = None
) -> DeckFile:
    """Return what the deck ``text`` holds; ``path`` is only its name.

    ``folder`` is where its images lie; without one they are not looked for. ``today`` is as for
    ``read_deck``. Raises UnreadableDeck when the text is not YAML or its header cannot be used.
    """
    repeats: list[Repeat] = []
    try:
        tree = read_tree(text, repeats)
    except TreeError as error:
        raise unreadable(path, error.message, error.line, error.column) from error
    reader = TreeReader(path, tree, folder, today)
    reader.note(repeats)
    return reader.read()


class TreeReader:
    """Reads one tree; collects problems as it goes."""

    def __init__(self, path: Path, tree: Tree, folder: Path | None, today: dt.date | None) -> None:
        self.path = path
        self.tree = tree
        self.pictures = Pictures(folder) if folder else None
        self.today = today
        self.problems: list[Problem] = []
        self.full = False
        self.key = "drills"  # as it is spelt in the file
        self.meant: Header | None = None  # the header, its faults put right as far as they can be
        self.lines_of_ids: dict[str, int] = {}
        self.spoilt: set[TreePath] = set()

    def note(self, repeats: Sequence[Repeat]) -> None:
        """Take in what the parser saw: a mapping with a key that stands twice is not used."""
        self.spoilt = {repeat.path[:2] for repeat in repeats}
        for repeat in repeats:
            error = repeat.error
            place = (error.line, error.column)
            self.problems.append(Problem(str(self.path), *place, ERROR, error.message))

    def read(self) -> DeckFile:
        """Return what the tree holds. Raises UnreadableDeck where its header cannot be used."""
        header = self._header()
        drills = self._drills(header)
        self._warn(drills)
        problems = tuple(sorted(self.problems, key=_place))
        if header is None:
            raise UnreadableDeck(problems)
        return DeckFile(
            path=self.path,
            id=header.id,
            title=plain_name(header.title) or header.id,
            aim=header.aim.strip(),
            language=header.language,
            licence=header.licence,
            drills=tuple(drills),
            problems=problems,
            pictures=tuple(self.pictures.found.values()) if self.pictures else (),
            course=course_of(header),
            course_places=places_in(self.tree, header),
        )

    def _warn(self, drills: list[FileDrill]) -> None:
        if self.pictures:
            for drill, path, message in self.pictures.collect(drills):
                self._complain(("drills", drill.position, *path), message, WARNING)
        if self.meant is None:
            return
        found = [*span_problems(self.meant.sources)]
        if not self.problems:  # a drill with a fault may be all of a topic
            found += course_problems(self.meant, drills)
        if self.today:
            found += second_thoughts(drills, self.meant.sources, self.today)
        for where, message in found:
            self._complain(where, message, WARNING)

    def _header(self) -> Header | None:
        data = self.tree.data
        if not isinstance(data, dict) or not any(
            key_of(name, data, HEADER_FIELDS) in data for name in REQUIRED
        ):
            raise UnreadableDeck((self._problem((), _NOTHING if data is None else _NO_DECK),))
        found = self._checked(Header, self.tree.data, ())
        self.meant = found.meant
        given = data.get("id")
        if _is_word(given) and str(given) and not re.fullmatch(WORD, str(given)):
            self._complain(("id",), bad_word(str(given)))
            return None
        if any(not _is_drill(path) for path in self.spoilt):
            return None
        header: Header | None = found.value
        return header

    def _drills(self, header: Header | None) -> list[FileDrill]:
        """Return the good drills; those of a bad header are read for their problems only."""
        assert isinstance(self.tree.data, dict)  # noqa: S101 (narrowing: the header was read)
        self.key = key_of("drills", self.tree.data, HEADER_FIELDS)
        entries = self.tree.data.get(self.key)
        drills = []
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if self.full:
                break
            drill = self._drill(entry, index, header)
            if drill is not None:
                drills.append(drill)
        return drills

    def _drill(self, entry: object, position: int, header: Header | None) -> FileDrill | None:
        at: TreePath = (self.key, position)
        if not isinstance(entry, dict):
            self._complain(at, "a drill is a mapping of fields, beginning with 'kind:'")
            return None
        # Every part is looked at, whatever is wrong with another: an author wants the whole list.
        common = self._common(entry, at)
        content = self._content(entry, at)
        sources = self._sources(common, at, self.meant) if common and self.meant else ()
        if common is None or content is None or header is None or at in self.spoilt:
            return None
        kind = kind_named(common.kind)
        digest = content_hash(kind, content)
        local_id = common.id if common.id is not None else f"h-{digest}"
        if common.id is None and not self._is_first(
            local_id, at, at, "says the same as", "take one out"
        ):
            return None
        return FileDrill(
            local_id=local_id,
            kind=kind.name,
            fields=kind.write(content),
            content_hash=digest,
            position=position,
            tags=tuple(tag for tag in map(plain_name, common.tags) if tag),
            sources=sources,
            level=common.level,
            has_own_id=common.id is not None,
            line=self.tree.place(at)[0],
        )

    def _common(self, entry: dict[str, object], at: TreePath) -> Common | None:
        fields = {
            key: entry[key]
            for key in (*COMMON_FIELDS, key_of("kind", entry, COMMON_FIELDS))
            if key in entry
        }
        common: Common | None = self._checked(Common, fields, at).value
        given = entry.get("id")
        # A drill that is wrong elsewhere claims its id all the same.
        if _is_word(given) and not self._id_is_good(str(given), at):
            return None
        return common

    def _id_is_good(self, local_id: str, at: TreePath) -> bool:
        if not re.fullmatch(WORD, local_id):
            self._complain((*at, "id"), bad_word(local_id))
            return False
        return self._is_first(local_id, at, (*at, "id"), "has the same id as", "give it another")

    def _is_first(
        self, local_id: str, at: TreePath, place: TreePath, fault: str, remedy: str
    ) -> bool:
        first = self.lines_of_ids.get(local_id)
        if first is None:
            self.lines_of_ids[local_id] = self.tree.place(at)[0]
            return True
        self._complain(place, f"this drill {fault} the one on line {first}; {remedy}")
        return False

    def _content(self, entry: dict[str, object], at: TreePath) -> object | None:
        """Return the entry's content, checked by its kind, or None after saying what is wrong."""
        key = key_of("kind", entry, COMMON_FIELDS)
        name = entry.get(key)
        if not _is_word(name):
            return None  # said already, of the common fields
        kind, is_sure = self._kind(str(name), (*at, key))
        if kind is None:
            return None
        fields = {name: value for name, value in entry.items() if name not in (*COMMON_FIELDS, key)}
        content = self._checked(kind.content_type, fields, at, kind).value
        return content if is_sure and key == "kind" else None

    def _kind(self, name: str, place: TreePath) -> tuple[AnyKind | None, bool]:
        """Return the kind ``name`` or the one that is meant, and whether it is the former."""
        try:
            return kind_named(name), True
        except BadInput as error:
            near = meant_by(name, NAMES)
            remedy = did_you_mean([near] if near else [], error.remedy)
            self._complain(place, f"{error.what}; {remedy}")
            return (kind_named(near), False) if near else (None, False)

    def _sources(self, common: Common, at: TreePath, header: Header) -> tuple[Source, ...]:
        known = header.sources
        for index, name in enumerate(common.sources):
            if name not in known:
                self._complain(
                    (*at, "sources", index),
                    f"the source {shown(name)} is not named in the deck's own 'sources'"
                    + hint(name, tuple(known)),
                    WARNING,
                )
        return tuple(
            Source(known[name].title, known[name].date) for name in common.sources if name in known
        )

    def _checked(
        self, content: type, data: object, at: TreePath, kind: AnyKind | None = None
    ) -> Checked:
        """Return ``data`` as ``content`` after noting all that is wrong with it."""
        found = checked(content, data, kind)
        for complaint in found.complaints:
            place = (*at, *complaint.path)
            self._complain(place, complaint.message, complaint.severity, of_key=complaint.of_key)
        return found

    def _complain(
        self, path: TreePath, message: str, severity: str = ERROR, *, of_key: bool = False
    ) -> None:
        if self.full:
            return
        if len(self.problems) == MAX_PROBLEMS:
            self.full = True
            message = f"there are more than {MAX_PROBLEMS} problems; the rest is not listed"
            severity = ERROR  # what was not read must not count as removed
        self.problems.append(self._problem(path, message, severity, of_key=of_key))

    def _problem(
        self, path: TreePath, message: str, severity: str = ERROR, *, of_key: bool = False
    ) -> Problem:
        return Problem(str(self.path), *self.tree.place(path, of_key=of_key), severity, message)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.line, problem.column


_NOTHING = f"this file is empty; a deck begins with 'format: {FORMAT}'"
_NO_DECK = f"a deck is a mapping of fields, beginning with 'format: {FORMAT}'"


def _is_drill(path: TreePath) -> bool:
    return len(path) == 2 and isinstance(path[1], int)


def _is_word(value: object) -> bool:
    """Whether pydantic takes ``value`` for text, as the declarations ask it to."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)
