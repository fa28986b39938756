"""Random histories against a naive model of the three clocks: ``python -m record.campaigns.history``."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from record.histories import compare, live


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--histories", type=int, default=5000)
    parser.add_argument("--steps", type=int, default=12)
    options = parser.parse_args()
    started = time.monotonic()
    answers, wrong = 0, []
    for seed in range(options.histories):
        with tempfile.TemporaryDirectory() as folder:
            ledger, model = live(Path(folder), seed, options.steps)
            with ledger:
                try:
                    answers += compare(ledger, model, random.Random(seed))
                except AssertionError as error:
                    wrong.append(f"history {seed}: {str(error)[:300]}")
    seconds = time.monotonic() - started
    print(
        f"{options.histories} histories of {options.steps} steps: {answers} past answers, {len(wrong)} wrong, {seconds:.0f} s"
    )
    for line in wrong[:5]:
        print("  " + line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
