"""Reviews that travel between devices as files in a folder; knows no database and no window."""
