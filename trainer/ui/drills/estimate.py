"""The view of an estimate: a question with numbers, a field that reads as people write."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt

from trainer.domain.assessment import Assessment, Verdict
from trainer.drills.estimate import EstimateAnswer, EstimateExercise
from trainer.errors import BadInput
from trainer.ui.drills.base import DrillView, prose
from trainer.ui.theme import SPACE, set_property
from trainer.ui.widgets.answer_edit import AnswerEdit
from trainer.ui.widgets.chrome import in_order
from trainer.ui.widgets.parts import button, card, column, label, row
from trainer.units.quantity import read_quantity, show_quantity


class EstimateView(DrillView):
    """Enter checks; below the field stands how the application reads what is typed."""

    hint = "Type a number with its unit, Enter checks  ·  Tab to say how sure you are"

    def __init__(self) -> None:
        super().__init__()
        self._exercise: EstimateExercise | None = None
        self._since_shown = QElapsedTimer()
        self.question = prose()
        self.answer_edit = AnswerEdit("Your estimate")
        self.interval_edit = AnswerEdit("Your 80 % interval, optional")
        self.interval_edit.setProperty("role", "small")
        self.interval_edit.setPlaceholderText("optional: 80 % sure it lies between … and …")
        self.check_button = button("Check", "primary")
        self.echo = label("", "muted", wrap=True)
        self.interval_echo = label("", "muted", wrap=True)
        self.interval_echo.hide()

        field = row(self.answer_edit, self.check_button, space=2)
        layout = column(card(column(self.question)), field, self.echo, self.interval_edit, space=3)
        layout.addWidget(self.interval_echo)
        layout.setContentsMargins(0, 0, 0, SPACE)
        self.setLayout(layout)
        # As one answers: otherwise Tab goes to Check, and a space typed there checks at once.
        in_order(self.answer_edit, self.interval_edit, self.check_button)

        self.answer_edit.textEdited.connect(self._echo)
        for edit in (self.answer_edit, self.interval_edit):
            edit.textEdited.connect(self._echo_interval)
        self.answer_edit.returnPressed.connect(self.submit)
        self.interval_edit.returnPressed.connect(self.submit)
        self.check_button.clicked.connect(self.submit)

    def show_exercise(self, exercise: EstimateExercise) -> None:
        self._exercise = exercise
        self.question.show_markdown(exercise.question)
        for edit in (self.answer_edit, self.interval_edit):
            edit.setText("")  # unlike clear(), this forgets what was typed: Ctrl+Z must not
            edit.setReadOnly(False)
        self.answer_edit.setPlaceholderText(f"in {_unit_words(exercise.unit)}")
        self.interval_edit.show()
        self.check_button.show()
        self._say(exercise.wanted, "muted")
        self._say_of_interval("")
        self._since_shown.start()
        self.answer_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def spoken(self) -> str:
        return f"{self.question.accessibleName()} {self.echo.text()}".strip()

    def submit(self) -> None:
        text = self.answer_edit.text().strip()
        if not text:
            self.refuse("Type your estimate first; a rough one is better than none.")
            return
        self.answered.emit(
            EstimateAnswer(
                text=text,
                interval=self.interval_edit.text().strip(),
                seconds=self._since_shown.elapsed() / 1000,
            )
        )

    def refuse(self, sentence: str) -> None:
        if self._is_about_interval():
            self._say_of_interval(sentence, "error")
            self.interval_edit.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say(sentence, "error")
        self.answer_edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_about_interval(self) -> bool:
        """Tell whether it is the interval that is no answer: the estimate itself can be read."""
        if self._exercise is None or not self.interval_edit.text().strip():
            return False
        from trainer.drills.judgement import read_attempt

        try:
            read_attempt(self.answer_edit.text(), "", self._exercise.unit)
        except BadInput:
            return False
        return True

    def show_assessment(self, assessment: Assessment) -> None:
        self.check_button.hide()
        for edit in (self.answer_edit, self.interval_edit):
            edit.setReadOnly(True)
            if assessment.verdict is Verdict.GIVEN_UP:
                edit.setText("")
        self.answer_edit.setPlaceholderText("not answered")
        self.interval_edit.setVisible(bool(self.interval_edit.text()))
        if not self.interval_edit.text():
            self._say_of_interval("")

    def _echo(self, text: str) -> None:
        exercise = self._exercise
        if exercise is None:
            return
        if not text.strip():
            self._say(exercise.wanted, "muted")
            return
        try:
            reading = read_quantity(text, exercise.unit)
        except BadInput as error:
            self._say(str(error), "muted")
            return
        self._say(f"reads as {show_quantity(reading.value, reading.unit, 4)}", "muted")

    def _echo_interval(self) -> None:
        """Say how the interval reads: without a unit it is in that of the estimate."""
        exercise, text = self._exercise, self.interval_edit.text()
        if exercise is None or not text.strip():
            self._say_of_interval("")
            return
        from trainer.drills.judgement import read_bounds, shown_bounds

        try:
            ends = read_bounds(text, exercise.unit, self._readable_answer(exercise))
        except BadInput as error:
            self._say_of_interval(str(error))
            return
        self._say_of_interval(f"reads as {shown_bounds(ends, exercise.unit)}")

    def _readable_answer(self, exercise: EstimateExercise) -> str:
        text = self.answer_edit.text()
        try:
            read_quantity(text, exercise.unit)
        except BadInput:
            return ""
        return text

    def _say_of_interval(self, sentence: str, role: str = "muted") -> None:
        self.interval_echo.setText(sentence)
        self.interval_echo.setVisible(bool(sentence))
        set_property(self.interval_echo, "role", role)

    def _say(self, sentence: str, role: str) -> None:
        self.echo.setText(sentence)
        set_property(self.echo, "role", role)


_UNIT_WORDS = {
    "1": "a plain number",
    "USD": "dollars",
    "ktoken": "thousand tokens",
    "Mtoken": "million tokens",
    "s": "seconds",
    "ms": "milliseconds",
    "percent": "per cent",
    "byte": "bytes",
    "GPU": "GPUs",
}


_ONE = {"s": "second", "byte": "byte", "USD": "dollar", "GPU": "GPU"}


def _unit_words(unit: str) -> str:
    """Return ``unit`` as people say it: "USD/Mtoken" is "dollars per million tokens"."""
    above, *below = unit.replace("*", " ").split("/")
    many = f"{above}s" if above.islower() and len(above) > 2 else above
    said = [_UNIT_WORDS.get(above, many)]
    said += [_ONE.get(each, _UNIT_WORDS.get(each, each)) for each in below]
    return " per ".join(said)
