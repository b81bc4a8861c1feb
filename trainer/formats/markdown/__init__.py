"""Decks written as Markdown: hashcards, Obsidian's spaced repetition, plain headings."""
