"""``python -m trainer`` is the command ``triad``."""

import sys

from trainer.cli import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):
        # A bundle starts itself again for a calculation in a process of its own.
        from multiprocessing import freeze_support

        freeze_support()
    main()
