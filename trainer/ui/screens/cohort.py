"""The cohort: a folder of decks that a group shares, and the cards of those who show one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from trainer.ui.theme import SPACE
from trainer.ui.widgets.columns import Columns
from trainer.ui.widgets.flow import FlowBox
from trainer.ui.widgets.member_card import MemberCard
from trainer.ui.widgets.notice import Notice
from trainer.ui.widgets.parts import Banner, button, column, empty, label
from trainer.ui.words import counted

if TYPE_CHECKING:
    from trainer.study.cohort.cohort import Look
    from trainer.study.cohort.decks import News

_CARD_WIDTH = 250
_MOST_COLUMNS = 3
_NAMED = 3
_CHOOSE = "Choose the cohort's folder…"
_ANOTHER = "Choose another cohort's folder…"
_NONE = (
    "A study group can share a folder: its decks, which stay as they are there and wait for your"
    " consent here, and a progress card of each member who wants to show one. Choose a folder that"
    " Syncthing, a cloud drive or a network share keeps in step for all of you."
)
_CARD = (
    "A card shows the others what share of each dimension you would know today, how your 80 %"
    " intervals hold, and your days in a row. Never an answer. You can take it back at any time."
)


class CohortPanel(QWidget):
    """Shows one look at the cohort and says what the user wants of it."""

    folder_wanted = Signal()
    left = Signal()
    decks_wanted = Signal()
    """The user wants to see what the changed decks would change."""
    share_wanted = Signal(str)
    """Carries the name on the card."""
    take_back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = label(_NONE, "muted", wrap=True)
        self.banner = Banner()
        self.news = Notice()
        self.folder_button = button(_CHOOSE)
        self.leave_button = button("Leave the cohort", "quiet")
        self.card_line = label(_CARD, "muted", wrap=True)
        self.name_edit = QLineEdit()
        self.name_edit.setAccessibleName("Your name on the card")
        self.name_edit.setPlaceholderText("Your name on the card")
        self.name_edit.setMaxLength(40)
        self.share_button = button("Share my card")
        self.take_back_button = button("Take my card back")
        self.problems = label("", "muted", wrap=True)
        self._cards = QVBoxLayout()
        buttons = FlowBox((self.folder_button, self.leave_button), 2 * SPACE)
        sharing = FlowBox((self.name_edit, self.share_button, self.take_back_button), 2 * SPACE)
        self._share = QWidget()
        inside = column(self.card_line, sharing)
        self._share.setLayout(inside)
        layout = column(
            self.line, self.banner, self.news, buttons, self._share, self._cards,
            self.problems,
        )  # fmt: skip
        self.setLayout(layout)
        self.show_look(None)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.leave_button.clicked.connect(self.left)
        self.news.acted.connect(self.decks_wanted)
        self.name_edit.returnPressed.connect(self._want_share)
        self.share_button.clicked.connect(self._want_share)
        self.take_back_button.clicked.connect(self.take_back_wanted)

    def show_look(self, look: Look | None) -> None:
        """Put ``look`` on screen; None before there was one."""
        has_cohort = look is not None and look.folder is not None
        is_shared = look is not None and bool(look.name)
        self.leave_button.setVisible(has_cohort)
        self.folder_button.setText(_ANOTHER if has_cohort else _CHOOSE)
        self.folder_button.setAccessibleName(self.folder_button.text())
        self._share.setVisible(has_cohort)
        for each in (self.name_edit, self.share_button):
            each.setVisible(not is_shared)
        self.take_back_button.setVisible(is_shared)
        empty(self._cards)
        self.banner.hide()
        self.news.hide()
        if look is None or look.folder is None:
            self.line.setText(_NONE)
            self.problems.hide()
            return
        self.line.setText(f"The cohort's folder is {look.folder}.")
        self._show_news(look.news)
        self._show_cards(look)
        said = (*look.news.problems, *look.shown.problems)
        self.problems.setText("\n".join(said))
        self.problems.setVisible(bool(said))

    def _show_news(self, news: News) -> None:
        if not news.plans:
            return
        titles = [f"“{plan.change.deck.title}”" for plan in news.plans[:_NAMED]]
        more = len(news.plans) - _NAMED
        if more > 0:
            titles.append(f"and {counted(more, 'more deck')}")
        verb = "has" if len(news.plans) == 1 else "have"
        self.news.say(
            f"{', '.join(titles)} {verb} something new. Nothing changes before you agree.",
            "good",
            "See the changes",
        )

    def _show_cards(self, look: Look) -> None:
        own = [MemberCard(look.shown.own, is_own=True)] if look.shown.own and look.name else []
        others = [MemberCard(each, is_own=False) for each in look.shown.others]
        if own or others:
            columns = Columns((*own, *others), least_width=_CARD_WIDTH, most=_MOST_COLUMNS)
            self._cards.addWidget(columns)
        else:
            self._cards.addWidget(label("Nobody shows a card yet.", "muted"))

    def _want_share(self) -> None:
        self.share_wanted.emit(self.name_edit.text())
