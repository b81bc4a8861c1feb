"""What follows an interview: its debrief, drills for tomorrow, the mail, the files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from trainer.domain.ids import DrillId
from trainer.domain.interview import InterviewRecord
from trainer.drills.email import EmailAnswer, EmailExercise, EmailKind
from trainer.errors import TrainerError
from trainer.study.interview.advice import mail_exercise, mail_skeleton
from trainer.study.interview.looking import Looked, look
from trainer.study.interview.report import as_markdown
from trainer.study.whole_file import whole_file
from trainer.study.wishes import Wished, wish
from trainer.ui.paper import write_pdf
from trainer.ui.rooms.base import House
from trainer.ui.saving import ask_target
from trainer.ui.screens.interview_debrief import InterviewDebrief
from trainer.ui.screens.interview_mail import InterviewMail
from trainer.ui.unfinished import keep_unfinished, unfinished


class AfterInterview(QObject):
    """Shows the debrief of one interview and does what is asked for there."""

    opened = Signal(object)
    left = Signal()
    failed = Signal(object)
    """Carries a TrainerError: the interview cannot be looked at again."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self._house = house
        self._looked: Looked | None = None
        self._letter: EmailExercise | None = None
        self._wished: list[Wished] = []
        self.debrief = InterviewDebrief()
        self.mail: InterviewMail | None = None
        self._mails: dict[str, str] = unfinished(house.study, "mails")
        """Mails that were begun and not judged, by their interview."""
        self.debrief.drill_wanted.connect(self.add_drill)
        self.debrief.mail_wanted.connect(self.write_mail)
        self.debrief.saved.connect(self._ask_where)
        self.debrief.left.connect(self.left)

    def look(self, record: InterviewRecord) -> None:
        """Show the debrief of ``record``, reckoned on a worker, to who waits for it."""
        study, asker = self._house.study, self._house.on_screen()
        database, day = study.store.path, study.day

        def show(looked: Looked) -> None:
            if asker is self._house.on_screen():
                self._show(looked)

        self._house.jobs.run(
            lambda ticket: look(database, day, record, ticket.step), show, self.failed.emit
        )

    def _show(self, looked: Looked) -> None:
        self._looked, self._wished = looked, []
        self.debrief.show_debrief(looked)
        self.opened.emit(self.debrief)

    # -- drills ----------------------------------------------------------------------------

    def add_drill(self, drill_id: str) -> None:
        """Bring a drill into tomorrow's queue."""
        study = self._house.study
        tomorrow = study.day + dt.timedelta(days=1)
        try:
            done = wish(study.store, study.clock, study.rng, [DrillId(drill_id)], tomorrow)
        except TrainerError as error:
            self.debrief.banner.say(str(error), "wrong")
            return
        self._wished.append(done)
        self.debrief.show_added(drill_id, added=True)
        self.debrief.setFocus()

    def undo(self) -> None:
        """Take back the drill that was added last."""
        if not self._wished:
            return
        study, last = self._house.study, self._wished[-1]
        try:
            last.take_back(study.store, study.clock)
        except TrainerError as error:
            self.debrief.banner.say(str(error), "wrong")
            return
        self._wished.pop()
        for drill_id in last.drills:
            self.debrief.show_added(drill_id, added=False)

    # -- the mail --------------------------------------------------------------------------

    def write_mail(self) -> None:
        """Open the follow-up mail as a drill."""
        if self._looked is None:
            return
        found = self._looked.debrief
        self._letter = mail_exercise(found, self._looked.exercise)
        if self.mail is None:
            self.mail = InterviewMail()
            self.mail.left.connect(self._leave_mail)
            self.mail.answered.connect(self._judge)
        self.mail.show_exercise(self._letter, mail_skeleton(found))
        begun = self._mails.get(self._looked.record.id)
        if begun is not None:
            self.mail.view.show_draft(begun)
        self.opened.emit(self.mail)

    def _leave_mail(self) -> None:
        self._keep_mail()
        self.opened.emit(self.debrief)

    def _keep_mail(self) -> None:
        """Keep the mail that was begun; one that was judged is done."""
        if self.mail is None or self._looked is None or self.mail.feedback.isVisibleTo(self.mail):
            return
        begun = self.mail.view.draft()
        if begun is not None:
            self._mails[self._looked.record.id] = begun
        else:
            self._mails.pop(self._looked.record.id, None)

    def keep(self) -> None:
        """Keep the mails that were begun for the next start. Raises the store's errors."""
        if self._letter is not None:
            self._keep_mail()
        keep_unfinished(self._house.study, "mails", self._mails)

    def _judge(self, answer: EmailAnswer) -> None:
        if self._letter is None or self.mail is None:
            return
        try:
            judged = EmailKind().assess(self._letter, answer)
        except TrainerError as error:
            self.mail.view.refuse(str(error))
            return
        self.mail.show_judged(judged)
        if self._looked is not None:
            self._mails.pop(self._looked.record.id, None)

    # -- files -----------------------------------------------------------------------------

    def _ask_where(self, ending: str) -> None:
        suggested = f"mock-interview-{self._house.study.day.isoformat()}.{ending}"
        path = ask_target(self.debrief, "Save the debrief", suggested)
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the debrief to ``path``: as PDF if it is called so, else as Markdown."""
        if self._looked is None:
            return
        looked = self._looked
        lines = [f"{each.text} ({each.kind})" for each in looked.drills]
        text = as_markdown(looked.debrief, lines)

        def write() -> Path:
            if path.suffix.lower() == ".pdf":
                write_pdf(path, text, "Mock interview")
                return path
            with whole_file(path) as file:
                file.write(text.encode("utf-8"))
            return path

        self._house.jobs.run(
            lambda _ticket: write(),
            lambda done: self.debrief.banner.say(f"Saved as {done}.", "good"),
            lambda error: self.debrief.banner.say(str(error), "wrong"),
        )
