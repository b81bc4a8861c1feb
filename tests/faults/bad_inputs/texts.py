"""Tables, Anki's text and Markdown that are broken, enormous or meant to hurt."""

from __future__ import annotations

import os
from pathlib import Path

from tests.faults.bad_inputs.expected import offered, refused


def _written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@refused("this file is empty")
def empty_table(folder: Path) -> Path:
    return _written(folder, "x.csv", "")


@refused("one column")
def table_of_one_column(folder: Path) -> Path:
    return _written(folder, "x.csv", "alpha\nbeta\n")


@refused("no card in this file")
def table_of_a_header(folder: Path) -> Path:
    return _written(folder, "x.csv", "front,back\n")


@refused("is not text")
def table_of_noise(folder: Path) -> Path:
    return _written(folder, "x.csv", bytes(range(256)) * 100)


@offered(2)
def table_with_nul(folder: Path) -> Path:
    return _written(folder, "x.csv", "a\x00b,c\nd,e\x00\n")


@offered(1, "not UTF-8")
def table_of_one_bad_byte(folder: Path) -> Path:
    return _written(folder, "x.csv", b"front,back\nh\xe9llo,world\n")


@offered(1)
def table_of_half_a_wide_character(folder: Path) -> Path:
    return _written(folder, "x.csv", "a,b\n".encode("utf-16") + b"\x41")


@offered(2, "20,000 characters")
def table_with_an_enormous_cell(folder: Path) -> Path:
    return _written(folder, "x.csv", "a,b\nc," + "x" * 900_000 + "\nd,e\n")


@offered(2, "longer than 1,000,000 characters")
def table_with_a_cell_beyond_bounds(folder: Path) -> Path:
    return _written(folder, "x.csv", 'a,b\nc,"' + "x" * 3_000_000 + "\nd,e\n")


@offered(3, "never close")
def table_with_quotes_that_never_close(folder: Path) -> Path:
    return _written(folder, "x.csv", 'a,b\nc,"d\ne,f\n')


@offered(1, "20,000 characters")
def table_of_a_million_columns(folder: Path) -> Path:
    return _written(folder, "x.csv", "a,b\n" + ("," + "y" * 300) * 10_000 + "\nf," + "z" * 30_000)


@refused("larger than 64 MiB")
def table_of_gigabytes(folder: Path) -> Path:
    path = _written(folder, "x.csv", "a,b\n")
    os.truncate(path, 1 << 30)
    return path


@offered(2)
def table_of_formulas(folder: Path) -> Path:
    return _written(folder, "x.csv", "=cmd|'/c calc'!A1,b\n@SUM(1),+1\n")


@offered(2)
def table_with_strange_line_ends(folder: Path) -> Path:
    return _written(folder, "x.csv", "a\u2028b,c\u0085d\x0b\x0c\re,f\n")


@offered(1)
def table_that_would_act(folder: Path) -> Path:
    html = (
        "<script>alert(1)</script><img src=file:///etc/passwd>x,<a href=javascript:alert(1)>y</a>"
    )
    return _written(folder, "x.csv", html)


@offered(3, "says the same")
def table_of_repeats(folder: Path) -> Path:
    return _written(folder, "x.csv", "a,b\na,b\na,c\nd,e\n")


@offered(1, "more problems are not listed")
def table_of_a_thousand_mistakes(folder: Path) -> Path:
    return _written(folder, "x.csv", "a,b\n" + ",x\n" * 1000)


@offered(1)
def text_with_an_absurd_column(folder: Path) -> Path:
    head = "#separator:tab\n#guid column:99999999999999999999\n#deck column:0\n#tags column:-1\n"
    return _written(folder, "x.txt", head + "front\tback\n")


@offered(1)
def text_with_a_separator_that_is_none(folder: Path) -> Path:
    return _written(folder, "x.txt", '#separator:"\n#html:maybe\nfront\tback\n')


@offered(1)
def text_with_a_separator_of_nothing(folder: Path) -> Path:
    return _written(folder, "x.txt", "#separator:\n#columns:\n#deck:\u202e\x00\nfront\tback\n")


@refused("no card in this file")
def text_of_headers_alone(folder: Path) -> Path:
    return _written(folder, "x.txt", "#separator:tab\n#html:true\n")


@offered(1)
def text_whose_pictures_are_elsewhere(folder: Path) -> Path:
    html = "<img src='file:///dev/zero'><img src='../../etc/passwd'>[sound:/dev/zero]"
    return _written(folder, "x.txt", f"#separator:tab\n#html:true\nfront {html}\tback\n")


@refused("no answer")
def markdown_of_questions(folder: Path) -> Path:
    return _written(folder, "x.md", "Q: what?\n" * 1000)


@refused("no card in this Markdown file")
def markdown_of_prose(folder: Path) -> Path:
    return _written(folder, "x.md", "Nothing to see here.\n" * 100)


@refused("no card in this Markdown file")
def markdown_of_brackets(folder: Path) -> Path:
    return _written(folder, "x.md", "[" * 2_000_000 + "==" * 500_000)


@refused("too many deletions")
def markdown_of_deletions(folder: Path) -> Path:
    return _written(folder, "x.md", "C: " + "[a] " * 5000)


@offered(1)
def markdown_with_a_fence_that_never_closes(folder: Path) -> Path:
    return _written(folder, "x.md", "Q: a\nA: b\n\n```\nQ: c\nA: d\n")


@offered(1)
def markdown_front_matter_that_never_closes(folder: Path) -> Path:
    return _written(folder, "x.md", '---\nname = "x"\n' + "key: [\n" * 1000 + "Q: a\nA: b\n")


@offered(1, "outside the deck")
def markdown_pictures_from_elsewhere(folder: Path) -> Path:
    addresses = ("file:///etc/passwd", "/etc/passwd", "../../secret.png", "http://evil.example/x.png",
                 "C:\\x.png", "data:image/png;base64,AA", "~root/x.png")  # fmt: skip
    shown = " ".join(f"![x]({address})" for address in addresses)
    return _written(folder, "x.md", f"Q: a {shown} [c](javascript:alert(1))\nA: b\n")


@offered(1, "not in the file")
def markdown_picture_that_is_a_link(folder: Path) -> Path:
    (folder / "x.png").symlink_to("/etc/passwd")
    (folder / "y.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "z.png")
    return _written(folder, "x.md", "Q: a ![](x.png) ![](y.png) ![](z.png)\nA: b\n")


@refused("not an ordinary file")
def a_fifo(folder: Path) -> Path:
    os.mkfifo(folder / "x.csv")
    return folder / "x.csv"


@refused("not an ordinary file")
def a_device(folder: Path) -> Path:
    (folder / "x.apkg").symlink_to("/dev/zero")
    return folder / "x.apkg"


@refused("no such file")
def a_link_to_nothing(folder: Path) -> Path:
    (folder / "x.md").symlink_to(folder / "nowhere")
    return folder / "x.md"


@refused("folder")
def a_folder_called_a_package(folder: Path) -> Path:
    (folder / "x.apkg").mkdir()
    return folder / "x.apkg"


@refused("file name too long")
def an_impossible_name(folder: Path) -> Path:
    return folder / ("x" * 5000 + ".csv")


@offered(60_000, "decks beyond 1,000, whose cards are put into one: 59,000")
def text_of_decks_by_the_thousand(folder: Path) -> Path:
    rows = "".join(f"q{number}\ta\tdeck{number}\n" for number in range(60_000))
    return _written(folder, "x.txt", f"#separator:tab\n#deck column:3\n{rows}")
