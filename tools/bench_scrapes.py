"""How well scraped texts are read: ``make bench-scrapes``, or ``python tools/bench_scrapes.py [FOLDER…] [--details]``.

The pages of ``tests/read/scrapes`` bear a label on every line. Told are precision and recall of the lines that are
text, the share of lines with the right label, and on how many pages each fact is wholly right.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "read")]

from marked_pages import Tally, read_folder, report  # noqa: E402

from detente.codebook import load  # noqa: E402
from detente.read import Known, read_text  # noqa: E402

SHOWN = "aside"
"""The folder of which only sums are told, so that nobody writes rules for its pages."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--details", action="store_true", help="name every line and fact that is wrong")
    args = parser.parse_args()
    actors = load().actors
    known = Known.of({name.form for name in actors.names if name.kind == "media"}, actors.agencies)
    for folder in args.folders or sorted(p for p in (ROOT / "tests/read/scrapes").iterdir() if p.is_dir()):
        tally = Tally()
        for page in read_folder(folder):
            tally.add(page, read_text(page.text, name=page.name, known=known))
        print(f"== {folder.name}", *report(tally), sep="\n")
        if args.details and folder.name != SHOWN:
            print(*tally.wrong, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
