"""A study group that shares decks and, each member by choice, a card of progress."""
