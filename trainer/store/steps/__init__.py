"""The steps that build the schema, one file each. A step is never edited once released.

Each spells out its own SQL and imports nothing of the program, so that what it did when it was
released is what it does for ever.
"""
