"""Deck files of our own format that are meant to hurt."""

from __future__ import annotations

from pathlib import Path

from tests.faults.bad_inputs.expected import offered, refused

HEAD = "format: triad-deck/1\nid: evil\ntitle: Evil\ndrills:\n"
GOOD = "  - {kind: recall, id: good, front: Q, back: A}\n"


def _deck(folder: Path, drills: str, head: str = HEAD) -> Path:
    path = folder / "x.yaml"
    path.write_text(head + drills, "utf-8", "surrogatepass")
    return path


@refused("anchors and aliases")
def alias_bomb(folder: Path) -> Path:
    lines = ["a: &a [x, x, x, x, x, x, x, x]"]
    lines += [
        f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
    ]
    return _deck(folder, "", "\n".join(lines))


@refused("anchors and aliases")
def merge_keys(folder: Path) -> Path:
    return _deck(folder, "  - &a {kind: recall}\n  - {<<: *a, front: Q}\n")


@refused("tags")
def python_objects(folder: Path) -> Path:
    return _deck(folder, "  - !!python/object/apply:os.system ['touch /tmp/evil']\n")


@refused("levels deep")
def brackets_by_the_thousand(folder: Path) -> Path:
    return _deck(folder, "[" * 100_000, HEAD.rstrip() + " ")


@offered(1, "twice")
def keys_that_repeat(folder: Path) -> Path:
    return _deck(folder, GOOD + "  - {kind: recall, front: a, front: b, back: c}\n")


@refused("20,000 characters")
def scalar_of_a_megabyte(folder: Path) -> Path:
    return _deck(folder, f"  - {{kind: recall, front: {'x' * 1_000_000}, back: A}}\n")


@refused("larger than 16 MiB")
def deck_of_a_gigabyte(folder: Path) -> Path:
    path = _deck(folder, GOOD)
    with path.open("ab") as file:
        file.truncate(1 << 30)
    return path


@refused("U+0000")
def deck_with_nul(folder: Path) -> Path:
    return _deck(folder, "  - {kind: recall, front: \x00, back: A}\n")


@refused("not UTF-8")
def deck_of_broken_utf8(folder: Path) -> Path:
    path = _deck(folder, GOOD)
    path.write_bytes(path.read_bytes() + b"# \xff\xfe\n")
    return path


@refused("a second starts here")
def two_documents(folder: Path) -> Path:
    return _deck(folder, GOOD + "---\nformat: triad-deck/1\n")


@offered(1, "has the same id")
def drills_whose_ids_collide(folder: Path) -> Path:
    return _deck(folder, GOOD + GOOD.replace("front: Q", "front: Other"))


def _estimate(given: str) -> str:
    return (
        "  - {kind: estimate, id: e, asked: daily_spend, question: 'x {tokens_per_day}"
        " {cost_per_token}',\n     givens: {tokens_per_day: "
        f"{given}, cost_per_token: 0.1}}}}\n"
    )


@offered(1, "a number was expected")
def estimate_of_nan(folder: Path) -> Path:
    return _deck(folder, GOOD + _estimate(".nan"))


@offered(1, "beyond 10^60")
def estimate_of_infinity(folder: Path) -> Path:
    return _deck(folder, GOOD + _estimate("1e999"))


@offered(1, "one_of")
def estimate_without_a_choice(folder: Path) -> Path:
    return _deck(folder, GOOD + _estimate("{one_of: []}"))


@offered(1, "from a smaller to a larger")
def estimate_of_a_negative_range(folder: Path) -> Path:
    return _deck(folder, GOOD + _estimate("{between: [-5, -1]}"))


@offered(1, "from a smaller to a larger")
def estimate_of_a_range_turned_round(folder: Path) -> Path:
    return _deck(folder, GOOD + _estimate("{between: [1e9, 10]}"))


@refused("cannot be an id")
def deck_whose_id_is_a_path(folder: Path) -> Path:
    return _deck(folder, GOOD, HEAD.replace("id: evil", "id: ../../evil"))


@offered(1, "picture")
def deck_whose_pictures_are_elsewhere(folder: Path) -> Path:
    return _deck(folder, "  - {kind: recall, id: a, front: 'Q ![x](../../etc/passwd) "
                         "![y](file:///etc/passwd)', back: A}\n")  # fmt: skip


@offered(1)
def deck_whose_names_mislead(folder: Path) -> Path:
    head = HEAD.replace("title: Evil", 'title: "Good\u202elive\u2066 \u200b"')
    return _deck(folder, GOOD.replace("front: Q", 'tags: ["a\u202eb", "\u200b"], front: Q'), head)


@offered(1)
def deck_whose_title_is_nothing(folder: Path) -> Path:
    return _deck(folder, GOOD, HEAD.replace("title: Evil", 'title: "\u200b\u202e"'))


@refused("at most 200,000 keys and values")
def values_by_the_million(folder: Path) -> Path:
    many = "".join(
        f"  - {{kind: recal, frnt{number}: a, tags: [{','.join(['x'] * 200)}]}}\n"
        for number in range(1_500)
    )
    return _deck(folder, many)
