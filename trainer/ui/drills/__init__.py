"""One view per kind of drill, in a file of the same name as in trainer/drills."""
