"""Packages that are no zip, half a zip, or more of one than there should be."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
from pathlib import Path

import zstandard

from tests.faults.bad_inputs.expected import offered, refused
from tests.formats.packages import PNG, collection, model, package

PICTURE = collection([("front", '<img src="a.png">')])


@refused("empty")
def empty_package(folder: Path) -> Path:
    path = folder / "x.apkg"
    path.touch()
    return path


@refused("web page")
def web_page(folder: Path) -> Path:
    path = folder / "x.apkg"
    path.write_text("<!DOCTYPE html><html><body>Please log in</body></html>")
    return path


@refused("half of it arrived")
def half_a_download(folder: Path) -> Path:
    path = package(folder / "x.apkg")
    os.truncate(path, path.stat().st_size // 2)
    return path


@refused("no zip file")
def noise(folder: Path) -> Path:
    path = folder / "x.apkg"
    path.write_bytes(bytes(range(256)) * 50)
    return path


@refused("no collection of Anki")
def zip_of_something_else(folder: Path) -> Path:
    path = folder / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return path


@refused("unpacks to more than 512 MiB")
def zip_bomb(folder: Path) -> Path:
    path = folder / "x.apkg"
    zeros = bytes(1 << 20)
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("collection.anki2", "w") as member,
    ):
        for _ in range(520):
            member.write(zeros)
    return path


def _newest(folder: Path, raw: bytes, meta: bytes = b"\x08\x03", media: bytes = b"") -> Path:
    path = folder / "x.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", meta)
        archive.writestr("collection.anki21b", raw)
        archive.writestr("media", media or zstandard.compress(b""))
    return path


@refused("unpacks to more than 512 MiB")
def zstandard_bomb(folder: Path) -> Path:
    packer = zstandard.ZstdCompressor().compressobj()
    zeros = bytes(1 << 20)
    raw = b"".join([packer.compress(zeros) for _ in range(520)]) + packer.flush()
    return _newest(folder, raw)


@refused("damaged")
def zstandard_that_wants_gigabytes(folder: Path) -> Path:
    options = zstandard.ZstdCompressionParameters(window_log=30, enable_ldm=True)
    packer = zstandard.ZstdCompressor(compression_params=options).compressobj()
    return _newest(folder, packer.compress(b"x" * 100) + packer.flush())


@refused("damaged")
def zstandard_of_noise(folder: Path) -> Path:
    return _newest(folder, b"\x28\xb5\x2f\xfd" + bytes(range(200)))


@offered(1)
def zstandard_without_a_size(folder: Path) -> Path:
    packer = zstandard.ZstdCompressor(write_content_size=False).compressobj()
    return _newest(folder, packer.compress(collection()) + packer.flush())


@refused("newer than this program")
def from_the_future(folder: Path) -> Path:
    return _newest(folder, b"", meta=b"\x08\x63")


@refused("'meta' of this package is damaged")
def meta_of_noise(folder: Path) -> Path:
    return _newest(folder, b"", meta=b"\xff" * 100)


@refused("'meta' of this package is damaged")
def enormous_meta(folder: Path) -> Path:
    return _newest(folder, b"", meta=bytes(10_000))


@offered(1, "list of media files is damaged")
def media_messages_of_noise(folder: Path) -> Path:
    return _newest(folder, zstandard.compress(collection()), media=zstandard.compress(b"\x0a\xff"))


@offered(1)
def media_that_climbs_out(folder: Path) -> Path:
    raw = collection([("front", '<img src="../../evil.png"><img src="..\\..\\evil.png">')])
    return package(folder / "x.apkg", raw, {"../../evil.png": PNG, "/etc/evil.png": PNG})


@offered(1)
def members_that_climb_out(folder: Path) -> Path:
    more = {"../../../evil": b"x", "/etc/cron.d/evil": b"x", "C:\\evil": b"x"}
    return package(folder / "x.apkg", more=more)


@offered(1)
def member_that_is_a_link(folder: Path) -> Path:
    path = package(folder / "x.apkg", PICTURE, media_map=b'{"0": "a.png"}')
    link = zipfile.ZipInfo("0")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return path


@refused("damaged")
def encrypted_collection(folder: Path) -> Path:
    path = package(folder / "x.apkg")
    raw = bytearray(path.read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    return path


@refused("damaged")
def unknown_compression(folder: Path) -> Path:
    path = package(folder / "x.apkg")
    raw = bytearray(path.read_bytes())
    raw[8] = 77
    raw[raw.index(b"PK\x01\x02") + 10] = 77
    path.write_bytes(raw)
    return path


@refused("damaged")
def wrong_checksum(folder: Path) -> Path:
    path = package(folder / "x.apkg")
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02") + 16
    raw[at] ^= 0xFF
    path.write_bytes(raw)
    return path


@refused("damaged")
def enormous_directory(folder: Path) -> Path:
    name = b"m" * 200
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, len(name),
                        0, 0, 0, 0, 0, 0) + name  # fmt: skip
    directory = entry * 60_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 60_000, 60_000, len(directory), 0, 0)
    path = folder / "x.apkg"
    path.write_bytes(directory + end)
    return path


@offered(1, "list of media files is damaged")
def media_list_that_is_none(folder: Path) -> Path:
    return package(folder / "x.apkg", PICTURE, media_map=b"[1, 2]")


@offered(1, "list of media files is damaged")
def media_list_nested_deep(folder: Path) -> Path:
    return package(folder / "x.apkg", PICTURE, media_map=b"[" * 100_000)


@offered(1)
def media_list_with_gaps_and_numbers(folder: Path) -> Path:
    listed = b'{"7": "a.png", "8": 9, "x": null, "-1": "b"}'
    return package(folder / "x.apkg", PICTURE, media_map=listed)


@offered(1, "cannot be shown")
def picture_that_is_a_program(folder: Path) -> Path:
    return package(folder / "x.apkg", PICTURE, {"a.png": b"MZ" + bytes(100)})


@offered(1, "cannot be shown")
def picture_that_is_markup(folder: Path) -> Path:
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    return package(folder / "x.apkg", PICTURE, {"a.png": svg})


@offered(1, "cannot be shown")
def picture_bomb(folder: Path) -> Path:
    return package(folder / "x.apkg", PICTURE, {"a.png": PNG + bytes(17 << 20)})


@offered(1)
def picture_with_a_name_of_controls(folder: Path) -> Path:
    name = "a\u202egnp.\x00exe"
    raw = collection([("front", f'<img src="{name}">')], models={"1": model()})
    return package(folder / "x.apkg", raw, {name: PNG})


@refused("is a database")
def bare_collection(folder: Path) -> Path:
    path = folder / "collection.anki2"
    path.write_bytes(collection())
    return path
