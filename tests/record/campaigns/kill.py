"""Kill -9 a hundred or a thousand times: ``PYTHONPATH=tests python -m record.campaigns.kill --kills 1000``."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from record.kills import JOBS, REOPEN, campaign


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        tally = campaign(Path(folder), options.kills, options.seed)
    print(
        f"{tally.kills} kills over {', '.join(JOBS)}: {tally.cut} at work, {tally.acknowledged} acknowledgements, "
        f"slowest reopening {tally.slowest * 1000:.0f} ms (limit {REOPEN * 1000:.0f}), "
        f"{len(tally.violations)} violations, {time.monotonic() - started:.0f} s"
    )
    for violation in tally.violations:
        print("  " + violation)
    return 1 if tally.violations else 0


if __name__ == "__main__":
    sys.exit(main())
