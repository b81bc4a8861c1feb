"""No room, at each kind of write: a clear sentence, nothing half done, and it can be done again."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults import killing, victim, writes
from trainer.store import migrations
from trainer.store.errors import StoreFailed, StoreFull, StoreUnwritable
from trainer.study.study import Study

HERE = Path(__file__).parent


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """Refuse every write beyond ``size`` bytes in any file, as a quota or FAT does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def log_size(folder: Path) -> int:
    log = folder / f"{killing.FILE}-wal"
    return log.stat().st_size if log.exists() else 0


@pytest.mark.parametrize("more", [0, 24, 100, 4120, 9000])
@pytest.mark.parametrize("name", writes.WRITES)
def test_a_write_that_is_cut_off(name: str, more: int, used: Study, folder: Path) -> None:
    write = writes.WRITES[name](used)
    before = writes.everything(used)
    error: StoreFailed | None = None
    # Within the last bytes of the write-ahead log, or of the copy being made.
    with largest_file((0 if name == "backup" else log_size(folder)) + more):
        try:
            write()
        except StoreFailed as refusal:
            error = refusal
    assert error or more >= 4120  # What fits may succeed.
    if error:
        assert isinstance(error, (StoreFull, StoreUnwritable))
        assert "nothing was saved" in str(error)
        assert "room" in str(error)
        assert writes.everything(used) == before
        write()
    assert used.store.check_integrity() == ()
    with killing.opened(folder) as again:
        assert writes.everything(again) == writes.everything(used)


@pytest.mark.parametrize("name", ["answer", "import"])
def test_a_database_that_may_not_grow(name: str, used: Study) -> None:
    connection = used.store._connection
    (pages,) = connection.execute("pragma page_count").fetchone()
    connection.execute(f"pragma max_page_count = {pages}")
    before, write = _until_full(used, name)
    assert writes.everything(used) == before
    connection.execute("pragma max_page_count = 100000")
    write()
    assert writes.everything(used) != before


def _until_full(used: Study, name: str) -> tuple[object, writes.Write]:
    """Write until the pages that are there are full; return what there was, and the write."""
    for _ in range(400):
        before, write = writes.everything(used), writes.WRITES[name](used)
        try:
            write()
        except StoreFull:
            return before, write
        used.clock.advance(days=1)  # type: ignore[attr-defined]
    pytest.fail("the database never got full")


def test_no_room_for_a_migration(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with killing.opened(folder) as study:
        before = writes.everything(study)
    size = (folder / killing.FILE).stat().st_size
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, victim.m999_heavy))
    for share in (0.1, 0.9, 1.01):  # In the copy made first, or in the step itself.
        with (
            largest_file(int(size * share)),
            pytest.raises((StoreFull, StoreUnwritable), match="room"),
            killing.opened(folder),
        ):
            pass
    monkeypatch.undo()
    with killing.opened(folder) as study:
        assert writes.everything(study) == before
        assert study.store.check_integrity() == ()
    monkeypatch.setattr(migrations, "STEPS", (*migrations.STEPS, victim.m999_heavy))
    with killing.opened(folder) as study:
        assert writes.everything(study) == before


def test_no_room_for_a_new_file(tmp_path: Path) -> None:
    with (
        largest_file(5000),
        pytest.raises((StoreFull, StoreUnwritable), match="room"),
        killing.opened(tmp_path / "new"),
    ):
        pass
    with killing.opened(tmp_path / "new") as study:
        assert study.store.entries() == []


def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"],
        capture_output=True,
        check=False,
    )
    return tried.returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="needs Linux with user namespaces")
@pytest.mark.parametrize("name", writes.WRITES)
def test_a_disk_that_is_really_full(name: str, folder: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    shell = (
        'mount -t tmpfs -o size=6m tmpfs "$1" && cp -r "$2" "$1/data" && exec "$3" "$4" "$1" "$5"'
    )
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", shell, "sh"]
        + [str(each) for each in (small, folder, sys.executable, HERE / "filling.py", name)],
        env={"PYTHONPATH": str(HERE.parents[1]), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "there is no room left, so nothing was saved" in done.stdout
