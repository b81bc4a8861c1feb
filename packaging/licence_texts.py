"""Asked of the Python that the bundle is made with: its libraries and their licences, as JSON."""

from __future__ import annotations

import json
import sys

from trainer.study.licences import libraries, texts

if __name__ == "__main__":
    found = [
        {"name": each.name, "version": each.version, "licence": each.licence, "texts": texts(each)}
        for each in libraries()
    ]
    json.dump(found, sys.stdout)
