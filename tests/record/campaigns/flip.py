"""Turn a thousand single bits in content pages: ``python -m record.campaigns.flip``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from record.flips import campaign, has_dbstat


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    if not has_dbstat():
        print(
            "nothing was tried: this SQLite has no dbstat and cannot tell which page belongs to which table",
            file=sys.stderr,
        )
        return 2
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        flips = campaign(Path(folder), options.flips, options.seed)
    print(
        f"{flips.tried} bits turned in content pages: {flips.altered} altered content, {flips.reported} of these "
        f"reported, {flips.harmless} in unused space, {time.monotonic() - started:.0f} s"
    )
    for missed in flips.missed:
        print("  missed: " + missed)
    return 1 if flips.missed else 0


if __name__ == "__main__":
    sys.exit(main())
