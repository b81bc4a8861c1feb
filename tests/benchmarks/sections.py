"""The sections of ``docs/benchmarks.md``: each makes lines of what was found of its part."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

BUDGET_MS = 200
"""So much later than a bare window the first drill may be answerable."""

Part = Mapping[str, Any]

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
    yield "first drill is one for recall without a collection; with one it may be of a kind that"
    yield "loads the reader of claims or the cost model first, which takes 60 to 150 ms."
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
    yield "members), and some 40 ms into the declarations of our own values (`dataclasses`)."


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
    yield "tells of a start without."
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
    yield "is a copy of the file, Anki's a package; our statistics are what Progress shows, Anki's"
    yield "graphs show more. A p99 of few turns says little: `benchmarks.json` has their number."
    sizes = _sizes(part)
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
    slower = [
        f"{name} ({each['ours_ms'] / each['anki_ms']:.2f} with {int(size):,})"
        for size in sizes
        for name, each in part[size].items()
        if each["ours_ms"] > 1.05 * each["anki_ms"]
    ]
    yield from ("", f"**Slower than Anki:** {'; '.join(slower) or 'nothing of this'}.")


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
    """Yield what importing takes."""
    yield from ("", "## Importing a table beside Anki", "")
    yield "Two columns, from the file to the last commit, in a new store and a process of its own."
    yield "Ours keeps the file and a way back as well, and shows what would change before it"
    yield "writes."
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
    "window": "The window with as many",
    "import": "Importing 100,000 notes, each in a process of its own",
}


def bench(part: Part) -> Iterator[str]:
    """Yield what ``make bench`` found, room by room."""
    yield from ("", "## Ours alone")
    for room, found in part.items():
        yield from ("", f"### {_TITLES.get(room, room.capitalize())}")
        yield from _table(
            ("work", "time"), ([_escaped(name), _time(found[name])] for name in found)
        )


def _escaped(name: str) -> str:
    return name.replace("|", "\\|").replace("[", ": ").rstrip("]")


def _time(ms: float) -> str:
    if ms < 0.01:
        return f"{ms * 1000:.2f} µs"
    return f"{ms:,.2f} ms" if ms < 100 else f"{ms:,.0f} ms"


SECTIONS: dict[str, Callable[[Part], Iterator[str]]] = {
    "start": start,
    "windows": windows,
    "peers": peers,
    "imports": imports,
    "bench": bench,
}
