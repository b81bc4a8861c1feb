"""The order of a course: topics mixed, easy before hard, what is built on before what builds. Pure.

The order is worked out once, when decks are installed, and kept with the drills: asking for what is
new costs the same whatever the course looks like (docs/decisions/0015).
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from trainer.domain.deck import Course

LEVELS = (1, 2, 3)

MIDDLE = 2
"""The level of a drill whose author gave none."""

LEVEL_LAG = 2
"""A harder level of a deck comes along with the easier one of the deck so many places on."""

_LOOKED_AHEAD = 12
"""So many drills are looked through for one that is unlike those before it."""

Topic = tuple[str, str]
"""A deck's id and the first tag of some of its drills."""


class Lesson(NamedTuple):
    """A drill as a course sees it."""

    deck: str
    topic: str
    kind: str
    position: int
    level: int = MIDDLE


def course_order(lessons: Sequence[Lesson], decks: Mapping[str, Course]) -> list[int]:
    """Return the places of ``lessons`` in the order in which they should be met first.

    A lesson waits until what its topic needs was met as far as its own level. Every lesson comes
    exactly once: where topics wait for each other, the one that would have come first does not
    wait. The order depends on nothing but the lessons and ``decks``, the course of each deck.
    """
    return _Walk(lessons, decks).walked()


def topic_needed(deck: str, word: str, topics: frozenset[str]) -> Topic:
    """Return the topic that ``word`` names in ``deck``, whose own ``topics`` are known."""
    other, slash, topic = word.partition("/")
    return (other, topic) if slash and word not in topics else (deck, word)


def _spread(lessons: Sequence[Lesson], decks: Mapping[str, Course]) -> list[int]:
    """Return the places in the order of stages, topics mixed in each as their author began them.

    Within a deck's level a drill stands half where its author put it, half where an even spread of
    its topic would: topics begin one after the other and run side by side.
    """
    in_level = _shares(lessons, lambda lesson: (lesson.deck, lesson.level))
    in_topic = _shares(lessons, lambda lesson: (lesson.deck, lesson.level, lesson.topic))

    def key(place: int) -> tuple[int, float, int, str, int]:
        lesson = lessons[place]
        order = decks[lesson.deck].order
        stage = order + LEVEL_LAG * (lesson.level - 1)
        return stage, in_level[place] + in_topic[place], order, lesson.deck, lesson.position

    return sorted(range(len(lessons)), key=key)


def _shares(lessons: Sequence[Lesson], group: Callable[[Lesson], Hashable]) -> list[float]:
    """Return for each lesson which share of its group stands before it, in the author's order."""
    many = Counter(map(group, lessons))
    before: Counter[Hashable] = Counter()
    shares = [0.0] * len(lessons)
    for place in sorted(range(len(lessons)), key=lambda place: lessons[place].position):
        name = group(lessons[place])
        shares[place] = before[name] / many[name]
        before[name] += 1
    return shares


class _Walk:
    """Takes the lessons in their spread-out order, those that wait when their time has come."""

    def __init__(self, lessons: Sequence[Lesson], decks: Mapping[str, Course]) -> None:
        self.lessons = lessons
        self.order = _spread(lessons, decks)
        self.rank = {place: rank for rank, place in enumerate(self.order)}
        self.left = Counter(gate for lesson in lessons for gate in _gates(lesson))
        self.waiting: dict[tuple[Topic, int], list[int]] = defaultdict(list)
        self.unmet = [0] * len(lessons)
        needs = _needs(lessons, decks)
        for place, lesson in enumerate(lessons):
            for topic in needs.get((lesson.deck, lesson.topic), ()):
                gate = topic, lesson.level
                if self.left[gate]:
                    self.waiting[gate].append(place)
                    self.unmet[place] += 1
        self.ready = [rank for rank, place in enumerate(self.order) if not self.unmet[place]]
        self.taken: set[int] = set()
        self.last: list[Lesson] = []

    def walked(self) -> list[int]:
        """Return the places of all lessons in their order."""
        result: list[int] = []
        earliest = iter(self.order)
        while len(result) < len(self.lessons):
            if self.ready:
                place = self._next()
            else:  # topics wait for each other
                place = next(place for place in earliest if place not in self.taken)
            self._take(place)
            result.append(place)
        return result

    def _next(self) -> int:
        """Return the first ready lesson that is not too much like those before, if one is near."""
        passed: list[int] = []
        while self.ready and len(passed) < _LOOKED_AHEAD:
            rank = heapq.heappop(self.ready)
            if not self._is_alike(self.lessons[self.order[rank]]):
                break
            passed.append(rank)
        else:
            rank = passed.pop(0)
        for other in passed:
            heapq.heappush(self.ready, other)
        return self.order[rank]

    def _is_alike(self, lesson: Lesson) -> bool:
        """Return whether it is the third of its topic in a row, or of its kind among five."""
        two = self.last[-2:]
        return sum(each.kind == lesson.kind for each in self.last) >= 2 or (
            len(two) == 2 and all(each.topic == lesson.topic for each in two)
        )

    def _take(self, place: int) -> None:
        lesson = self.lessons[place]
        self.taken.add(place)
        self.last = [*self.last, lesson][-4:]
        for gate in _gates(lesson):
            self.left[gate] -= 1
            if not self.left[gate]:
                self._open(gate)

    def _open(self, gate: tuple[Topic, int]) -> None:
        for place in self.waiting.pop(gate, ()):
            self.unmet[place] -= 1
            if not self.unmet[place] and place not in self.taken:
                heapq.heappush(self.ready, self.rank[place])


def _gates(lesson: Lesson) -> Iterable[tuple[Topic, int]]:
    """Return what a lesson keeps shut until it is met: its topic, for its level and harder ones."""
    return (((lesson.deck, lesson.topic), level) for level in LEVELS if level >= lesson.level)


def _needs(lessons: Sequence[Lesson], decks: Mapping[str, Course]) -> dict[Topic, set[Topic]]:
    """Return the topics that each topic waits for; none waits for itself."""
    topics: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        topics[lesson.deck].add(lesson.topic)
    return {
        (deck, topic): {topic_needed(deck, word, frozenset(topics[deck])) for word in words}
        - {(deck, topic)}
        for deck, course in decks.items()
        for topic, words in course.needs
    }
