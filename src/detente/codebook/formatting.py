"""The one way in which lexicon files are laid out, so that a diff shows what was changed and nothing else.

Comments and order stay as they are. Mended are: trailing white space, the
spaces after commas, words that stand twice in a list, empty lines between and
within entries, and the end of the file.
"""

from __future__ import annotations

import re

from detente.codebook.complaints import CodebookError

LISTS = frozenset(
    "trigger noun object object_not subject subject_not clause complement modal actor recipient mode words also "
    "adjective people kind".split()
)
_LINE = re.compile(r"(?P<indent> *(?:- )?)(?P<key>[a-z_]+):(?: +(?P<value>.*))?$")


def format_text(text: str, file: str) -> str:
    """A lexicon file's text as it should be laid out.

    Raises:
        CodebookError: a tab, which YAML does not allow for indenting; with its line.
    """
    out: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise CodebookError(f"{file}:{number}: a tab; indent by spaces")
        line = line.rstrip()
        if line or (out and out[-1].startswith("#") and not out[-1].startswith("# --")):
            out.append(_laid_out(line))
    while out and not out[-1]:
        out.pop()
    return "\n".join(out) + "\n"


def _laid_out(line: str) -> str:
    match = _LINE.match(line)
    if match is None or match["value"] is None or match["key"] not in LISTS or "#" in match["value"]:
        return line
    value = match["value"].strip()
    if value[:1] in "\"'[{|>":
        return line
    words = [w.strip() for w in value.split(",") if w.strip()]
    return f"{match['indent']}{match['key']}: {', '.join(dict.fromkeys(words))}"
