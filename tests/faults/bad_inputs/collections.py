"""Collections whose SQLite, note types, fields or answers are not what they should be."""

from __future__ import annotations

from pathlib import Path

from tests.faults.bad_inputs.expected import SOME, offered, refused
from tests.formats.packages import collection, model, package

_ENDLESS = "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n"


def _packed(folder: Path, raw: bytes) -> Path:
    return package(folder / "x.apkg", raw)


@refused("is damaged")
def no_database(folder: Path) -> Path:
    return _packed(folder, b"no database at all" * 100)


@refused("lacks what a collection of Anki has")
def database_without_tables(folder: Path) -> Path:
    return _packed(folder, collection(change="drop table notes; drop table col;"))


@refused("lacks what a collection of Anki has")
def cards_that_never_end(folder: Path) -> Path:
    view = f"drop table cards; create view cards as select i as id, 1 as nid from ({_ENDLESS})"
    return _packed(folder, collection(change=view))


@refused("lacks what a collection of Anki has")
def notes_in_a_virtual_table(folder: Path) -> Path:
    change = "drop table notes; create virtual table notes using fts5(id, guid, mid, tags, flds)"
    return _packed(folder, collection(change=change))


@refused("lacks what a collection of Anki has")
def notes_that_are_computed(folder: Path) -> Path:
    change = "alter table notes add column more generated always as (upper(flds))"
    return _packed(folder, collection(change=change))


@offered(1)
def triggers_on_everything(folder: Path) -> Path:
    change = "create trigger t after insert on notes begin delete from cards; end"
    return _packed(folder, collection(change=change))


@offered(SOME, "damaged from here on", "--with-scheduling")
def a_page_of_noise(folder: Path) -> Path:
    raw = bytearray(collection([(f"front {number}", "b" * 900) for number in range(200)]))
    page = raw.index(b"front 150") // 4096 * 4096
    raw[page : page + 4096] = b"\xff" * 4096
    return _packed(folder, bytes(raw))


@refused("damaged")
def collection_cut_short(folder: Path) -> Path:
    raw = collection([("front", "back" * 3000)] * 20)
    return _packed(folder, raw[: 4096 * 2])


@refused("newer Anki")
def newer_schema(folder: Path) -> Path:
    return _packed(folder, collection(ver=99))


@refused("before 2012")
def older_schema(folder: Path) -> Path:
    return _packed(folder, collection(ver=3))


@refused("lacks what a collection of Anki has")
def version_in_words(folder: Path) -> Path:
    return _packed(folder, collection(ver="eleven"))


@refused("lacks what a collection of Anki has: models")
def models_of_noise(folder: Path) -> Path:
    return _packed(folder, collection(models="{not json"))


@refused("lacks what a collection of Anki has: models")
def models_nested_deep(folder: Path) -> Path:
    return _packed(folder, collection(models='{"1":' * 100_000))


@refused("lacks what a collection of Anki has: models")
def models_with_a_number_of_5000_digits(folder: Path) -> Path:
    return _packed(folder, collection(models=f'{{"1": {{"type": {"9" * 5000}}}}}'))


@refused("lacks what a collection of Anki has")
def models_that_are_a_list(folder: Path) -> Path:
    return _packed(folder, collection(models="[1, 2, 3]"))


@refused("no card in this file")
def models_of_the_wrong_types(folder: Path) -> Path:
    odd = {"1": {"name": 7, "type": "x", "flds": {"a": 1}, "tmpls": [3, None, {"ord": "z"}]}}
    return _packed(folder, collection(models=odd))


@offered(1)
def decks_of_the_wrong_types(folder: Path) -> Path:
    return _packed(folder, collection(decks={"1": {"name": ["x"]}, "z": 3, "-5": {}}))


@offered(1)
def fields_of_broken_utf8(folder: Path) -> Path:
    change = "update notes set flds = cast(x'66ff1f62fe00' as text), tags = x'ff', guid = x'00ff'"
    return _packed(folder, collection(change=change))


@refused("no card in this file")
def fields_that_are_a_number(folder: Path) -> Path:
    return _packed(folder, collection(models={"1": model("{{Back}}")}, notes=[(12345,)]))


@offered(1, "20,000 characters")
def an_enormous_field(folder: Path) -> Path:
    return _packed(folder, collection([("good", "one"), ("front", "x" * 900_000)]))


@refused("damaged")
def a_value_larger_than_any(folder: Path) -> Path:
    change = "update notes set flds = 'f' || char(31) || hex(zeroblob(12000000))"
    return _packed(folder, collection(change=change))


@refused("note type or template is missing")
def notes_of_no_type(folder: Path) -> Path:
    return _packed(folder, collection(models={"2": model()}))


@offered(1, "template is missing")
def cards_of_no_template(folder: Path) -> Path:
    return _packed(folder, collection(ords=(0, 7, -1, 2**40)))


@refused("1,000,000 characters")
def template_bomb(folder: Path) -> Path:
    bomb = model("{{Front}}" * 20_000, "{{Back}}" * 20_000)
    return _packed(folder, collection([("x" * 10_000, "y")], models={"1": bomb}))


@refused("20,000 characters")
def template_put_in_a_thousand_times(folder: Path) -> Path:
    literal = model("{{Front}}", "{{Back}}<b>" + "y " * 470_000)
    notes = [(f"front {number}", "b") for number in range(1000)]
    return _packed(folder, collection(notes, models={"1": literal}))


@offered(1)
def sections_nested_deep(folder: Path) -> Path:
    deep = model("{{#Front}}" * 5000 + "{{Front}}" + "{{/Front}}" * 5000)
    return _packed(folder, collection(models={"1": deep}))


@offered(1, "asks for a field it has not")
def template_of_unknown_fields(folder: Path) -> Path:
    return _packed(folder, collection(models={"1": model("{{Front}}{{Nope}}{{x:y:z:Nein}}")}))


def _cloze() -> dict[str, object]:
    return model("{{cloze:Text}}", "{{cloze:Text}}", ("Text", "More"), kind=1)


@offered(1)
def deletions_nested_deep(folder: Path) -> Path:
    text = "{{c1::" * 300 + "x" + "}}" * 300
    return _packed(folder, collection([(text, "")], models={"1": _cloze()}))


@refused("too many deletions")
def deletions_by_the_thousand(folder: Path) -> Path:
    text = "".join(f"{{{{c{number}::word}}}} " for number in range(1, 3000))
    return _packed(folder, collection([(text, "")], models={"1": _cloze()}))


@offered(1, "scripts, which are not run")
def cards_that_would_act(folder: Path) -> Path:
    html = (
        "front<script>fetch('http://evil.example')</script><img src=x onerror=alert(1)>"
        "<iframe src='file:///etc/passwd'></iframe><object data='x'></object>"
        "<style>@import url(http://evil.example)</style><svg onload=alert(1)></svg>"
        "<a href='javascript:alert(1)'>click</a><form action='http://evil.example'>"
    )
    return _packed(folder, collection([(html, "back")]))


@offered(1, "outside the deck")
def pictures_from_elsewhere(folder: Path) -> Path:
    html = "".join(
        f"<img src='{address}'>"
        for address in (
            "http://evil.example/a.png", "//evil.example/a.png", "file:///etc/passwd",
            "/etc/passwd", "\\\\evil\\share\\a.png", "data:image/png;base64,AAAA", "~/a.png",
            "ftp://evil.example/x", "../../secret.png",
        )
    )  # fmt: skip
    return _packed(folder, collection([(f"front {html}", "back")]))


@offered(1)
def deck_with_a_misleading_name(folder: Path) -> Path:
    name = "ok\u202e\u0000\u200b\u2066kced\r\n\t::\x1b[31m::..::/etc"
    return _packed(folder, collection(decks={"1": {"name": name}}))


@offered(1)
def deck_with_an_enormous_name(folder: Path) -> Path:
    return _packed(folder, collection(decks={"1": {"name": "::".join(["deck" * 100] * 500)}}))


@offered(1)
def tags_by_the_thousand(folder: Path) -> Path:
    words = " ".join(f"t{number}\u202e\x07" for number in range(5000)) + " " + "x" * 5000
    return _packed(folder, collection(tags=words))


@offered(2, "says the same as")
def ids_that_collide(folder: Path) -> Path:
    notes = [("front", "back"), ("front", "back"), ("other", "side")]
    return _packed(folder, collection(notes, guids=lambda _number: "same"))


@offered(1, "", "--with-scheduling")
def answers_at_absurd_times(folder: Path) -> Path:
    log = [
        (-5, 1, 3, 2500, 1), (10**18, 1, 3, 2500, 1), (4_102_444_800_000, 1, 3, 2500, 1),
        (1_600_000_000_000, 1, 9, 2500, 1), (1_600_000_000_001, 1, 0, 0, 4),
        (1_600_000_000_002, 1, 3, 2500, "x"), (1_650_000_000_000, 1, 3, 2500, 1),
    ]  # fmt: skip
    return _packed(folder, collection(revlog=log))


@offered(1, "", "--with-scheduling")
def answers_that_never_end(folder: Path) -> Path:
    change = f"drop table revlog; create view revlog as {_ENDLESS}"
    return _packed(folder, collection(change=change))
