"""What an entry would be with its known faults put right, so that the rest is checked as well.

An author wants the whole list at once: a misspelt field must not hide that its value is wrong too.
Nothing of what is made here is ever installed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

Names = tuple[str | int, ...]


class Mending:
    """``data``, and from the first fault on a copy, from which faults are taken out once told."""

    def __init__(self, data: object) -> None:
        self.data: Any = data
        self._is_copy = False
        self._written: dict[Names, str | int] = {}
        self._told: set[Names] = set()

    @property
    def is_whole(self) -> bool:
        """Whether nothing had to be left out: fields were renamed at most."""
        return not self._told

    def as_written(self, names: Names) -> Names:
        """Return where in the file stands what is at ``names`` here."""
        written = self._written
        return tuple(written.get(names[:depth], names[depth - 1])
                     for depth in range(1, len(names) + 1))  # fmt: skip

    def is_news(self, names: Names) -> bool:
        """Tell whether nothing was said yet of the file's ``names``, what is above or below."""
        return not any(
            names[: len(told)] == told or told[: len(names)] == names for told in self._told
        )

    def put_right(
        self, errors: Iterable[Mapping[str, Any]], meant: Mapping[Names, str], content: type
    ) -> bool:
        """Rename what is ``meant`` otherwise, leave out the rest that ``errors`` tell of.

        Returns whether that was possible: not where something necessary is missing, or something
        that decides what the rest of ``content`` means.
        """
        meant = {loc: name for loc, name in meant.items() if name not in _at(self.data, loc[:-1])}
        wrong = (_within(self.data, loc) for loc in _wrong_places(errors, meant))
        doomed = {_in_one_list(loc) for loc in wrong}
        if any(len(loc) == 0 or _decides(content, loc) for loc in doomed):
            return False
        doomed = {loc for loc in doomed if not any(loc[:end] in doomed for end in range(len(loc)))}
        if not self._is_copy:
            self.data, self._is_copy = _copied(self.data), True
        self._told |= {self.as_written(loc) for loc in doomed}
        for loc, name in meant.items():
            if not any(loc[: len(out)] == out for out in doomed):
                self._rename(loc, name)
        for loc in sorted(doomed, key=len, reverse=True):
            if isinstance(loc[-1], str):
                _at(self.data, loc[:-1]).pop(loc[-1], None)
        self._shorten([loc for loc in doomed if isinstance(loc[-1], int)])
        return True

    def _rename(self, loc: Names, name: str) -> None:
        box = _at(self.data, loc[:-1])
        box[name] = box.pop(loc[-1])
        self._written[(*loc[:-1], name)] = loc[-1]

    def _shorten(self, entries: list[Names]) -> None:
        for at in {loc[:-1] for loc in entries}:
            box = _at(self.data, at)
            kept = [index for index in range(len(box)) if (*at, index) not in entries]
            box[:] = [box[index] for index in kept]
            self._written |= {(*at, now): self._was(at, old) for now, old in enumerate(kept)}

    def _was(self, at: Names, index: int) -> str | int:
        return self._written.get((*at, index), index)


def _wrong_places(
    errors: Iterable[Mapping[str, Any]], meant: Mapping[Names, str]
) -> Iterable[Names]:
    promised = {(*loc[:-1], name) for loc, name in meant.items()}
    for error in errors:
        loc = tuple(error["loc"])
        if loc[-1:] == ("[key]",):
            loc = loc[:-1]
        if error["type"] == "missing":
            if loc not in promised:
                yield loc[:-1]
        elif loc not in meant:
            yield loc


def _within(data: Any, loc: Names) -> Names:
    """Return as much of ``loc`` as there is: behind it may stand which type was tried."""
    for depth, name in enumerate(loc):
        inside = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(inside, dict) or name not in inside:
            return loc[:depth]
        data = inside[name]
    return loc


def _in_one_list(loc: Names) -> Names:
    """Return ``loc``, or the entry of the outer list where it is an entry of an inner one."""
    steps = [depth for depth, step in enumerate(loc, 1) if isinstance(step, int)]
    return loc[: steps[0]] if len(steps) > 1 and steps[-1] == len(loc) else loc


def _decides(content: type, loc: Names) -> bool:
    """Whether leaving ``loc`` out says something: the reader then finds it by itself."""
    return len(loc) == 1 and any(
        item.name == loc[0] and item.default is None for item in dataclasses.fields(content)
    )


def _at(data: Any, names: Names) -> Any:
    for name in names:
        data = data[name]
    return data


def _copied(data: object) -> object:
    if isinstance(data, dict):
        return {key: _copied(value) for key, value in data.items()}
    return [_copied(value) for value in data] if isinstance(data, list) else data
