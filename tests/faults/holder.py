"""Holds the write lock of the file it is given until its input ends, or for some milliseconds."""

from __future__ import annotations

import sqlite3
import sys
import time

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute(sys.argv[2])
print("held", flush=True)  # noqa: T201
if len(sys.argv) > 3:
    time.sleep(int(sys.argv[3]) / 1000)
else:
    sys.stdin.read()
connection.execute("rollback")
connection.close()
