"""Pin every package by hash: ``python tools/pin.py [--upgrade]``, or ``make requirements``.

``requirements.txt`` holds what runs and installs the package, ``requirements-dev.txt``
what its tests and checks need besides, ``requirements-embed.txt`` what the extra
`embed` does. None holds an address: where packages come from is the business of
whoever installs them.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==\S+(?: ; [^\\]+)? \\$")
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")
OPTIONS = [
    "--quiet", "--generate-hashes", "--allow-unsafe", "--strip-extras", "--build-deps-for", "editable",
    "--no-header", "--no-annotate", "--no-emit-options",
    "--no-emit-index-url", "--no-emit-trusted-host", "--no-emit-find-links",
]  # fmt: skip
HEADS = {
    "requirements.txt": "# What detente needs to run and to be installed.",
    "requirements-dev.txt": "# What its tests and checks need besides.",
    "requirements-embed.txt": "# What its extra `embed` needs besides.",
}
BESIDES = {"requirements-dev.txt": "dev", "requirements-embed.txt": "embed"}
"""What a file adds to ``requirements.txt``: an extra of pyproject.toml."""


def read_pins(text: str) -> dict[str, str]:
    """Package name to its lines (pin and hashes); comments are left out.

    Raises:
        ValueError: a line that is neither a pin, a hash nor a comment.
    """
    pins: dict[str, str] = {}
    name = ""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        pin = PIN.match(line)
        if pin:
            name = pin["name"]
            pins[name] = ""
        elif not (name and HASH.match(line)):
            raise ValueError(f"neither pin nor hash: {line!r}")
        pins[name] += line + "\n"
    return pins


def compile_pins(seed: str, *options: str) -> dict[str, str]:
    """The pins that pip-compile makes from pyproject.toml, starting from the ones in ``seed``.

    Raises:
        subprocess.CalledProcessError: pip-compile finds no set of versions that fits.
    """
    with TemporaryDirectory() as folder:
        out = Path(folder) / "requirements.txt"
        out.write_text(seed, encoding="utf-8")
        command = [sys.executable, "-m", "piptools", "compile", *OPTIONS, *options, "--output-file", str(out)]
        subprocess.run([*command, "pyproject.toml"], cwd=ROOT, check=True)
        return read_pins(out.read_text(encoding="utf-8"))


def write_pins(name: str, pins: dict[str, str]) -> None:
    head = f"{HEADS[name]} Made by `make requirements`; not to be edited.\n"
    lines = head + "".join(pins[package] for package in sorted(pins))
    (ROOT / name).write_text(lines, encoding="utf-8")
    print(f"{name}: {len(pins)} packages")


def main() -> None:
    parser = argparse.ArgumentParser(description="Pin every package of pyproject.toml by hash.")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions that fit")
    upgrade = ["--upgrade"] if parser.parse_args().upgrade else []
    kept = {n: (ROOT / n).read_text(encoding="utf-8") if (ROOT / n).is_file() else "" for n in HEADS}
    runtime = compile_pins(kept["requirements.txt"], *upgrade)
    known, besides = dict(runtime), {}
    for name, extra in BESIDES.items():
        seed = known if upgrade else {**read_pins(kept[name]), **known}
        both = compile_pins("".join(seed.values()), "--extra", extra)
        moved = [p for p in runtime if both.get(p, "").split("\n")[0] != runtime[p].split("\n")[0]]
        if moved:
            raise SystemExit(f"`{extra}` wants other versions of {', '.join(moved)}; bound them in pyproject.toml")
        besides[name] = {p: lines for p, lines in both.items() if p not in runtime}
        known |= both  # what two extras need is pinned alike
    write_pins("requirements.txt", runtime)
    for name, pins in besides.items():
        write_pins(name, pins)


if __name__ == "__main__":
    main()
