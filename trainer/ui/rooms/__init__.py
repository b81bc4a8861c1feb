"""The rooms of the window: each a place in the list on the left, its screens made when opened."""
