"""Keep the README's output real: ``python tools/readme.py`` writes it anew, ``--check`` fails where it is not.

A block is opened by ``<!-- run: COMMAND -->`` and ``<!-- lines: A-B -->`` before a fenced block. The
command is run in an empty folder after ``detente demo``; ``{samples}``, ``{demo}`` and ``{event}`` stand for the shipped
articles, the demo's folder and the first event that the demo prints.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
SAMPLES = ROOT / "src" / "detente" / "samples" / "articles"
BLOCK = re.compile(
    r"(?P<head><!-- run: (?P<command>.+?) -->\n<!-- lines: (?P<first>\d+)-(?P<last>\d+) -->\n)```console\n(?P<body>.*?)```\n",
    re.S,
)
EVENT = re.compile(r"\bE-[0-9a-f]{12}\b")


def fresh(readme: str, folder: Path) -> str:
    """The README with every block's output as the program prints it now."""
    demo = run(["detente", "demo"], folder)
    event = EVENT.search(demo)
    values = {"samples": SAMPLES, "demo": folder / "detente-demo", "event": event[0] if event else ""}

    def filled(match: re.Match[str]) -> str:
        words = shlex.split(match["command"])
        output = demo if words == ["detente", "demo"] else run([w.format(**values) for w in words], folder)
        printed = output.replace(str(folder) + "/", "").splitlines()
        lines = printed[int(match["first"]) - 1 : int(match["last"])]
        more = "…\n" if len(printed) > int(match["last"]) else ""
        shown = match["command"].format(
            samples="src/detente/samples/articles", demo="detente-demo", event=values["event"]
        )
        body = "\n".join(line.rstrip() for line in lines).strip("\n")
        return f"{match['head']}```console\n$ {shown}\n{body}\n{more}```\n"

    return BLOCK.sub(filled, readme)


def run(words: list[str], folder: Path) -> str:
    """What a command prints, in a plain terminal of 100 columns."""
    program = Path(sys.executable).parent / words[0]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONHASHSEED": "0"}
    environment.pop("DETENTE_LEDGER", None)
    done = subprocess.run(
        [str(program), *words[1:]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(words)}: exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="change nothing; exit 1 where the output is not real")
    options = parser.parse_args()
    written = README.read_text(encoding="utf-8")
    with TemporaryDirectory() as folder:
        real = fresh(written, Path(folder))
    if options.check:
        if real == written:
            return 0
        print("README.md shows output that the program does not print: run `make readme`", file=sys.stderr)
        return 1
    README.write_text(real, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
