"""Keeping this device in step with others through a folder: joins the store and ``sync``."""
