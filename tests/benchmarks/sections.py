"""The sections of ``docs/benchmarks.md``: each makes lines of what was found of its part."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

BUDGET_MS = 200
"""So much later than a bare window the first drill may be answerable."""

Part = Mapping[str, Any]

UNITS = ("_ms", "_mb")
"""How names end of what a benchmark noted besides its time: milliseconds and megabytes."""

_MEGABYTES = "_mb"
_TAIL = ", p99"
_ENOUGH = 100
_CLEARLY = 1.05
"""Below this the one is called no slower than the other."""

HEAD = (
    "# How fast it is",
    "",
    "Made by `make bench`, `make bench-start` and `make bench-peers`, which keep what they find in",
    "`benchmarks.json`; do not edit this page by hand. Programs are run by turns, so that what",
    "else the machine does meets all of them. Times are medians unless it says p99. A ratio is",
    "ours through the other's: **below 1 this program is the faster one**. Your machine is",
    "another: trust the ratios more than the times, and those of small differences not at all.",
    "*Per ×10* is the factor by which our time grows when there is ten times as much.",
)

NAMES = {"bare": "bare window", "ours": "Triad Trainer", "anki": "Anki", "mnemosyne": "Mnemosyne"}

STEPS = {
    "imports_ms": "Python and the imports",
    "application_ms": "Qt's application",
    "store_open_ms": "the store is open",
    "window_shown_ms": "the window is painted",
    "question_ready_ms": "the first drill is painted",
}


def slower(found: Mapping[str, Part]) -> Iterator[str]:
    """Yield all that takes longer, or more memory, here than elsewhere, of all the sections."""
    told = [*_slower_windows(found.get("windows", {})), *_slower_rows(found)]
    yield from ("", "**Slower or larger than others**, from all the tables below:", "")
    yield from (f"- {each}" for each in told or ["nothing that was measured"])


def _slower_windows(part: Part) -> Iterator[str]:
    for key, name, _ in _ON_SCREEN:
        for size in _sizes(part):
            ours = part[size]["ours"].get(key)
            worse = [
                f"{ours / part[size][side][key]:.2f} of {NAMES[side]}'s"
                for side in ("anki", "mnemosyne")
                if ours and part[size].get(side, {}).get(key, ours) * _CLEARLY < ours
            ]
            if worse:
                yield f"{name}, {int(size):,} drills: {', '.join(worse)}"


def _slower_rows(found: Mapping[str, Part]) -> Iterator[str]:
    rows = [
        (name, size, each)
        for size, works in found.get("peers", {}).items()
        for name, each in _with_enough_turns(works).items()
    ]
    for part, name in (("imports", "importing a table"), ("packages", "importing a package")):
        rows += [(name, size, each) for size, each in found.get(part, {}).items()]
    for name, size, each in sorted(rows, key=lambda row: (row[0], int(row[1]))):
        ratio = each["ours_ms"] / each["anki_ms"]
        if ratio > _CLEARLY:
            yield f"{name}, {int(size):,}: {ratio:.2f} of Anki's"


def _sizes(part: Part) -> list[str]:
    return sorted(part, key=int)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield ""
    yield f"| {' | '.join(head)} |"
    yield f"|---|{'---:|' * (len(head) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _growth(found: Mapping[str, float]) -> str:
    """Return the factor for ten times as much, the mean over all steps between the sizes."""
    sizes = [size for size in sorted(found, key=int) if int(size)]
    if len(sizes) < 2:
        return ""
    least, most = sizes[0], sizes[-1]
    steps = math.log10(int(most) / int(least))
    return f"{(found[most] / found[least]) ** (1 / steps):.1f}"


def start(part: Part) -> Iterator[str]:
    """Yield how long a start takes above a bare window, and where the time goes."""
    yield from ("", "## From the call to the first drill that can be answered", "")
    yield "A warm start, off screen, with the built-in decks and a collection of so many drills and"
    yield "ten reviews for each. Beside it the limit: PySide6 alone, with one label in a window."
    yield f"The budget is that window and {BUDGET_MS} ms."
    yield "A start is one thread at work, so its processor time is what a machine with nothing else"
    yield "to do takes, nearly; the time on the clock holds what others did meanwhile as well. The"
    yield "first drill is one for recall without a collection; with one it may be an estimate,"
    yield "whose numbers take 15 ms to load, or now and then a system to write about, which takes"
    yield "up to 90 ms."
    head = ("drills", *("bare window", "first drill", "above it") * 2, "memory (bare)")
    yield from _table(head, (_start_row(size, part[size]) for size in _sizes(part)))
    yield ""
    yield "The first three are on the clock, the next three processor time."
    missed = [f"{int(size):,}" for size in _sizes(part) if part[size]["over_cpu_ms"] > BUDGET_MS]
    yield ""
    if missed:
        yield f"**The budget is not kept** with {', '.join(missed)} drills, by processor time."
    else:
        yield "The budget is kept, by processor time."
    yield from ("", "Where the time goes, from the start of the process to the end of each step:")
    rows = ([f"{int(size):,}", *_marks(part[size])] for size in _sizes(part))
    yield from _table(("drills", *STEPS.values()), rows)
    yield ""
    yield "Of the imports some 100 ms are PySide6's own, as in the bare window. Another 25 ms go"
    yield "into the enumerations that it makes when Qt's names are first used (`Qt` alone has 1,200"
    yield "members); the rest are our own modules, 0.1 ms and more for each of some 180."


def _marks(each: Part) -> list[str]:
    return [f"{each[key]:.0f} ms" if key in each else "" for key in STEPS]


def _start_row(size: str, each: Part) -> list[str]:
    return [
        f"{int(size):,}",
        f"{each['bare_ms']:.0f} ms",
        f"{each['ours_ms']:.0f} ms",
        f"{each['over_ms']:.0f} ms",
        *(f"{each[f'{side}_cpu_ms']:.0f} ms" for side in ("bare", "ours", "over")),
        f"{each['ours_mb']:.0f} MB ({each['bare_mb']:.0f})",
    ]


_ON_SCREEN = (
    ("decks_ms", "call to list of decks", "ms"),
    ("first_ms", "call to first question", "ms"),
    ("turn_ms", "rating to next question", "ms"),
    ("first_mb", "memory at the first question", "MB"),
    ("turn_mb", "memory after the answers", "MB"),
)


def windows(part: Part) -> Iterator[str]:
    """Yield the windows beside each other."""
    yield from ("", "## The windows beside each other", "")
    yield "Each program is called, off screen, begins to review by itself and is given some"
    yield "answers, one each quarter of a second. Anki and Mnemosyne show a question in a browser's"
    yield "engine, ours in Qt's own widgets; theirs counts as there when the page has it, ours when"
    yield "it is painted. Memory is that of all processes, a page that several use divided among"
    yield "them. Anki comes to its list of decks first. The texts are the same; Mnemosyne has"
    yield "grades, but no reviews. Ours reads meanwhile, on another thread, what later drills need,"
    yield "as every start does: who begins in the same instant waits for that; the section above"
    yield "tells of a start without. The day's copy of the file begins ten seconds after the start,"
    yield "after these answers, and rests between portions of some milliseconds."
    for size in _sizes(part):
        sides = [name for name in NAMES if name in part[size]]
        yield from ("", f"### {int(size):,} drills")
        rows = (_window_row(part[size], sides, *row) for row in _ON_SCREEN)
        yield from _table(("", *(NAMES[name] for name in sides)), rows)
        if missing := [NAMES[name] for name in NAMES if name not in part[size]]:
            yield from ("", f"Missing on that machine: {', '.join(missing)}.")


def _window_row(found: Part, sides: Sequence[str], key: str, name: str, unit: str) -> list[str]:
    ours = found["ours"].get(key)
    cells = []
    for side in sides:
        value = found[side].get(key)
        told = "" if value is None else f"{value:,.0f} {unit}"
        is_peer = side not in {"bare", "ours"}
        cells.append(f"{told} ({ours / value:.2f})" if is_peer and value and ours else told)
    return [name, *cells]


def peers(part: Part) -> Iterator[str]:
    """Yield the stores beside each other."""
    yield from ("", "## The store beside Anki's", "")
    yield "The same texts, states and reviews, ten for each drill, are in both, read and written"
    yield "through each program's own code without a window; in brackets the ratio to Anki. What is"
    yield "compared is not always the same work: our answer to the next exercise assesses and poses"
    yield "as well; our search returns a page and the number of all, Anki's all numbers; our export"
    yield "is a copy of the file, Anki's a package; our statistics are all that Progress shows,"
    yield f"Anki's those of its graphs. A p99 is told where there were {_ENOUGH} turns or more."
    sizes = _sizes(part)
    part = {size: _with_enough_turns(part[size]) for size in sizes}
    names = dict.fromkeys(name for size in sizes for name in part[size])
    head = ("work", *(f"{int(size):,} drills" for size in sizes), "per ×10")
    yield from _table(head, (_peer_row(part, sizes, name) for name in names))
    least = [
        f"{part[size]['fetch and answer']['bare_ms']:.2f} ms ({int(size):,} drills)"
        for size in sizes
        if "bare_ms" in part[size].get("fetch and answer", {})
    ]
    if least:
        yield ""
        yield "The limit of an answer is to reach the disk: a bare SQLite commit of one row took"
        yield f"{', '.join(least)}, in the same turns."


def _with_enough_turns(found: Part) -> dict[str, Part]:
    """Leave out tails of answers that few turns were taken for."""
    return {
        name: each
        for name, each in found.items()
        if not name.endswith(_TAIL) or found[name.removesuffix(_TAIL)]["turns"] >= _ENOUGH
    }


def _peer_row(part: Part, sizes: Sequence[str], name: str) -> list[str]:
    cells, ours = [], {}
    for size in sizes:
        each = part[size].get(name)
        cells.append("" if each is None else _beside(each))
        if each is not None:
            ours[size] = each["ours_ms"]
    return [name, *cells, _growth(ours)]


def _beside(each: Part) -> str:
    return f"{each['ours_ms']:,.2f} ms ({each['ours_ms'] / each['anki_ms']:.2f})"


def imports(part: Part) -> Iterator[str]:
    """Yield what importing a table takes."""
    yield from ("", "## Importing a table beside Anki", "")
    yield "Two columns, from the file to the last commit, in a new store and a process of its own."
    yield "Ours keeps the file and a way back as well, and shows what would change before it"
    yield "writes; of a small file most of its time goes into the modules that are loaded for it."
    yield from _imports(part)


def packages(part: Part) -> Iterator[str]:
    """Yield what importing one of Anki's packages takes."""
    yield from ("", "## Importing a package beside Anki", "")
    yield "Notes of Anki's own with two fields and a tag, measured as the table is."
    yield from _imports(part)


def _imports(part: Part) -> Iterator[str]:
    head = ("cards", "ours", "Anki", "ratio", "peak of memory", "Anki's")
    yield from _table(head, (_import_row(size, part[size]) for size in _sizes(part)))
    growth = _growth({size: part[size]["ours_ms"] for size in _sizes(part)})
    yield from ("", f"Ours grows by {growth} per ×10.")


def _import_row(size: str, each: Part) -> list[str]:
    return [
        f"{int(size):,}",
        f"{each['ours_ms']:,.0f} ms",
        f"{each['anki_ms']:,.0f} ms",
        f"{each['ours_ms'] / each['anki_ms']:.2f}",
        f"{each['ours_mb']:.0f} MB",
        f"{each['anki_mb']:.0f} MB",
    ]


_TITLES = {
    "store": "The store with 100,000 drills and 1,000,000 reviews",
    "window": (
        "The window with as many (aims: no turn of its loop and no change of places over 50 ms,"
        " key to next question 8 ms, p99 16 ms; at review with the demo 150 MB)"
    ),
    "import": "Importing 100,000 notes, each in a process of its own",
}


def bench(part: Part) -> Iterator[str]:
    """Yield what ``make bench`` found, room by room."""
    yield from ("", "## Ours alone")
    for room, found in part.items():
        yield from ("", f"### {_TITLES.get(room, room.capitalize())}")
        yield from _table(
            ("work", "found"), ([_escaped(name), _shown(name, found[name])] for name in found)
        )


def _escaped(name: str) -> str:
    """Return a name for the page: of what was noted apart without the unit, which its value has."""
    if name.endswith(UNITS):
        name = name.rpartition("_")[0]
    return name.replace("|", "\\|").replace("[", ": ").replace("]", "")


def _shown(name: str, value: float) -> str:
    return f"{value:,.1f} MB" if name.endswith(_MEGABYTES) else _time(value)


def _time(ms: float) -> str:
    if ms < 0.01:
        return f"{ms * 1000:.2f} µs"
    return f"{ms:,.2f} ms" if ms < 100 else f"{ms:,.0f} ms"


SECTIONS: dict[str, Callable[[Part], Iterator[str]]] = {
    "start": start,
    "windows": windows,
    "peers": peers,
    "imports": imports,
    "packages": packages,
    "bench": bench,
}
