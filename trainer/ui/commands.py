"""What the window can do, by menu; the rooms add themselves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from trainer.ui.actions import Command

if TYPE_CHECKING:
    from trainer.ui.main_window import MainWindow


def commands(window: MainWindow) -> tuple[Command, ...]:
    """Return everything the menu bar and the keyboard offer, in the order of the menus."""
    return (
        Command(
            "&File", "import", "&Import decks…", "Ctrl+O", "Install deck files", window.decks.ask
        ),
        Command(
            "&File",
            "paste_import",
            "Import from the c&lipboard…",
            "Ctrl+Shift+V",
            "Two columns of text, or cards in Markdown, as drills",
            window.decks.paste,
        ),
        Command(
            "&File",
            "new_deck",
            "&New deck",
            "",
            "Write a commented deck into your folder of decks",
            window.folder.new_deck,
        ),
        Command(
            "&File",
            "deck_folder",
            "&Show my deck folder",
            "",
            "Decks in it are read again whenever they are saved",
            window.folder.show,
        ),
        Command(
            "&File",
            "undo_import",
            "&Undo import",
            "",
            "Take the last import back, in one step",
            window.decks.undo,
        ),
        *window.care.commands(),
        Command("&File", "quit", "&Quit", "Ctrl+Q", "Close the window", window.close),
        Command(
            "&Practice",
            "start",
            "&Start",
            "Ctrl+Return",
            "Start today's drills; in a session, check what is written or go on with it",
            partial(_start, window),
        ),
        Command(
            "&Practice",
            "undo",
            "&Undo",
            "Ctrl+Z",
            "Take the last answer or action back",
            window.undo,
        ),
        *window.drill.commands(),
        Command(
            "&View",
            "copy",
            "&Copy marked text",
            "Ctrl+C",
            "Text that is only shown is marked with the mouse",
            partial(_copy, window),
        ),
        Command("&View", "today", "&Today", "Ctrl+1", "What is due", window.show_today),
        *_rooms(window),
        *window.looks.commands(),
        Command(
            "&Help",
            "evidence",
            "&How far to trust the numbers",
            "",
            "The cost model against published figures",
            window.show_evidence,
        ),
        Command(
            "&View", "palette", "&Find anything…", "Ctrl+K", "Command palette", window.finder.open
        ),
        Command(
            "&Help",
            "shortcuts",
            "&Keyboard shortcuts",
            "?",
            "Every command and its keys",
            window.finder.show_shortcuts,
        ),
        Command("&Help", "about", "&About", "", "Version and licence", window.finder.about),
    )


def _start(window: MainWindow) -> None:
    """Begin the day's sitting; one that runs is gone on with, never ended."""
    if not window.flow.is_running:
        window.start()
    elif window.flow.shows(window.stack.currentWidget()):
        window.flow.send()
    else:
        window.flow.resumed.emit()
        window.practice.take_keyboard()


def _copy(window: MainWindow) -> None:
    from trainer.ui.copying import copy_marked

    copy_marked(window)


def _rooms(window: MainWindow) -> tuple[Command, ...]:
    # The letters of Copy, of Today, of Find, of the zoom and of the themes, in the same menu.
    taken = set("tidyfgzubc")
    return tuple(
        Command("&View", room.key, lettered(room.title, taken), room.shortcut, room.tip, room.open)
        for room in window.rooms.values()
    )


def lettered(title: str, taken: set[str]) -> str:
    """Return ``title`` with its first letter marked that is not ``taken``, and take it."""
    for place, letter in enumerate(title.casefold()):
        if letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{title[:place]}&{title[place:]}"
    return title
