"""Fail every write of a 20-article ingest once, full and broken: ``python -m record.campaigns.fault``."""

from __future__ import annotations

import argparse
import errno
import sys
import tempfile
import time
from pathlib import Path

from record.faults import library
from record.ingest_with_faults import fail_each


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=20)
    parser.add_argument("--every", type=int, default=1, help="fail every n-th write only")
    options = parser.parse_args()
    if library() is None:
        print("SQLite is built into this Python; its writes cannot be made to fail")
        return 0
    for name in ("ENOSPC", "EIO"):
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            error = getattr(errno, name)
            writes, tried = fail_each(Path(folder), options.articles, error, every=options.every)
        print(
            f"{name}: {writes} writes in an ingest of {options.articles} articles, {tried} failed in turn, "
            f"0 violations, {time.monotonic() - started:.0f} s"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
