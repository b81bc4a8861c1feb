"""Work runs elsewhere, its result arrives here."""

from __future__ import annotations

import gc
import threading

import pytest
from pytestqt.qtbot import QtBot

from trainer.errors import BadInput, TrainerError
from trainer.ui.jobs import InlineJobs, Jobs, ThreadJobs, Ticket


def unexpected(error: object) -> None:
    raise AssertionError(str(error))


def test_five_hundred_results_arrive_on_the_windows_thread(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    here = threading.get_ident()
    arrived: list[tuple[int, int, int]] = []

    def work(number: int) -> tuple[int, int]:
        return number, threading.get_ident()

    for number in range(500):
        jobs.run(
            lambda _ticket, number=number: work(number),
            lambda result: arrived.append((*result, threading.get_ident())),
            unexpected,
        )
        if number % 100 == 0:
            gc.collect()
    qtbot.waitUntil(lambda: len(arrived) == 500)
    jobs.close()
    assert sorted(number for number, _, _ in arrived) == list(range(500))
    assert {there for _, there, _ in arrived}.isdisjoint({here})
    assert {delivered for _, _, delivered in arrived} == {here}
    assert jobs.running == 0


def test_a_cancelled_job_stops_at_its_next_step_and_delivers_nothing(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    started, go_on, stopped = threading.Event(), threading.Event(), threading.Event()
    arrived: list[object] = []

    def work(ticket: Ticket) -> str:
        started.set()
        go_on.wait(5)
        try:
            ticket.step(0.5, "half")
        finally:
            stopped.set()
        return "done"

    ticket = jobs.run(work, arrived.append, unexpected)
    assert started.wait(5)
    ticket.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: stopped.is_set() and jobs.running == 0)
    jobs.close()
    assert arrived == []


def test_progress_on_its_way_is_not_told_of_a_job_that_was_cancelled(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    told, heard = threading.Event(), list[float]()

    def work(ticket: Ticket) -> None:
        ticket.step(0.5, "half")
        told.set()

    ticket = jobs.run(work, unexpected, unexpected, lambda share, _: heard.append(share))
    assert told.wait(5)
    ticket.cancel()
    qtbot.waitUntil(lambda: jobs.running == 0)
    jobs.close()
    assert heard == []


def test_what_is_asked_for_after_the_end_is_cancelled() -> None:
    jobs = ThreadJobs()
    jobs.close()
    assert jobs.run(unexpected, unexpected, unexpected).cancelled


def test_progress_arrives_on_the_windows_thread(qtbot: QtBot) -> None:
    jobs = ThreadJobs()
    heard: list[tuple[float, str, int]] = []
    done: list[None] = []

    def work(ticket: Ticket) -> None:
        ticket.step(0.5, "half")

    jobs.run(
        work,
        done.append,
        unexpected,
        lambda share, what: heard.append((share, what, threading.get_ident())),
    )
    qtbot.waitUntil(lambda: bool(done))
    jobs.close()
    assert heard == [(0.5, "half", threading.get_ident())]


def test_closing_cancels_what_waits(qtbot: QtBot) -> None:
    jobs = ThreadJobs(workers=1)
    go_on = threading.Event()
    arrived: list[object] = []
    jobs.run(lambda _ticket: go_on.wait(5), arrived.append, unexpected)
    waiting = jobs.run(lambda _ticket: "never", arrived.append, unexpected)
    go_on.set()
    jobs.close()
    qtbot.waitUntil(lambda: jobs.running == 0)
    assert waiting.cancelled
    assert arrived == []


@pytest.mark.parametrize("make", [InlineJobs, ThreadJobs])
def test_an_error_for_users_goes_to_the_one_who_asked(qtbot: QtBot, make: type) -> None:
    jobs: Jobs = make()
    failed: list[TrainerError] = []

    def work(ticket: Ticket) -> None:
        ticket.step()
        raise BadInput("the deck is empty")

    jobs.run(work, lambda _: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    jobs.close()
    assert str(failed[0]) == "the deck is empty."


def test_a_defect_is_told_to_the_one_who_asked_and_raised() -> None:
    failed: list[TrainerError] = []

    def broken(_ticket: Ticket) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        InlineJobs().run(broken, unexpected, failed.append)
    assert "a defect of the program" in str(failed[0])


def test_inline_jobs_deliver_at_once_and_drop_what_was_cancelled() -> None:
    arrived: list[str] = []
    jobs = InlineJobs()
    jobs.run(lambda _ticket: "now", arrived.append, unexpected)

    def cancelled(ticket: Ticket) -> str:
        ticket.cancel()
        ticket.step()
        return "never"

    ticket = jobs.run(cancelled, arrived.append, unexpected)
    jobs.close()
    assert ticket.cancelled
    assert arrived == ["now"]
