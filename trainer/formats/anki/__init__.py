"""Anki's files: packages (``.apkg``, ``.colpkg``) and the text it exports."""
