"""Random delivery orders, duplicates and cut batches, one ledger hash: ``python -m record.campaigns.order``."""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from record.orders import deliver, deliveries


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=2000)
    options = parser.parse_args()
    started, pool = time.monotonic(), deliveries()
    hashes: dict[str, list[int]] = {}
    broken = 0
    for seed in range(options.orders):
        with tempfile.TemporaryDirectory() as folder, deliver(Path(folder), pool, random.Random(seed)) as ledger:
            hashes.setdefault(ledger.ledger_hash(), []).append(seed)
            broken += seed % 20 == 0 and not ledger.verify().ok
    seconds = time.monotonic() - started
    print(
        f"{options.orders} orders of {len(pool)} deliveries: {len(hashes)} ledger hash(es), {broken} not whole, {seconds:.0f} s"
    )
    for found, seeds in list(hashes.items())[1:]:
        print(f"  {found[:12]}: orders {seeds[:5]}")
    return 0 if len(hashes) == 1 and not broken else 1


if __name__ == "__main__":
    sys.exit(main())
