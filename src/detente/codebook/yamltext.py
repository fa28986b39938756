"""YAML read as text only: every scalar is a string, every mapping knows its line.

Ordinary YAML reads ``on`` as true, ``NO`` as false and ``030`` as twenty-four;
lexicon files hold such words and codes, so here a scalar is what was typed.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from detente.codebook.complaints import CodebookError, complain

Base: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Loader(Base):  # type: ignore[misc]
    """A loader that does not look for types: every scalar is text."""

    def resolve(self, kind: type, value: Any, implicit: Any) -> str:
        return str(TAGS[kind])

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass


TAGS = {
    yaml.ScalarNode: "tag:yaml.org,2002:str",
    yaml.SequenceNode: "tag:yaml.org,2002:seq",
    yaml.MappingNode: "tag:yaml.org,2002:map",
}


@dataclass(frozen=True)
class Entry:
    """One entry of a file: its keys as text, lists of text or mappings of text, and where they stand."""

    file: str
    line: int
    values: dict[str, Any]
    lines: dict[str, int]

    def text(self, key: str, default: str = "") -> str:
        value = self.values.get(key, default)
        if not isinstance(value, str):
            raise complain(self.file, self.lines.get(key, self.line), f"'{key}' must be one line of text")
        return value.strip()

    def words(self, key: str) -> tuple[str, ...]:
        """Comma-separated text as a tuple; empty where the key is absent."""
        return split(self.text(key))

    def items(self, key: str) -> list[str]:
        """A YAML list of texts; empty where the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise complain(self.file, self.lines.get(key, self.line), f"'{key}' must be a list of lines")
        return value

    def mapping(self, key: str) -> dict[str, str]:
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise complain(self.file, self.lines.get(key, self.line), f"'{key}' must be 'word: words' lines")
        return {str(k): str(v) for k, v in value.items()}


def split(text: str, mark: str = ",") -> tuple[str, ...]:
    """The parts between the marks, bare of white space; empty parts are left out."""
    if not text:
        return ()
    return tuple([bare for part in text.split(mark) if (bare := part.strip())])


def read_entries(path: Path) -> list[Entry]:
    """All entries of a file that is a list of mappings.

    Raises:
        CodebookError: not YAML, or not a list of mappings, or a key twice in one entry, or one part named in another.
    """
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=Loader)
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise CodebookError(f"{path.name}: not readable as YAML: {error}") from error
    if "&" in text and "*" in text:
        _refuse_aliases(path.name, node)
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        raise complain(path.name, 1, "the file must be a list of entries, each opened by '- '")
    return [_entry(path.name, child) for child in node.value]


def _entry(file: str, node: Any) -> Entry:
    line = node.start_mark.line + 1
    if not isinstance(node, yaml.MappingNode):
        raise complain(file, line, "an entry must be 'key: value' lines")
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise complain(file, key.start_mark.line + 1, "a key must be one line of text")
        if key.value in values:
            raise complain(file, key.start_mark.line + 1, f"'{key.value}' stands twice in one entry")
        values[key.value] = _plain(value)
        lines[key.value] = key.start_mark.line + 1
        if isinstance(value, yaml.SequenceNode):
            for number, item in enumerate(value.value):
                lines[f"{key.value}.{number}"] = item.start_mark.line + 1
    return Entry(file, line, values, lines)


def _refuse_aliases(file: str, root: Any) -> None:
    """A part that is named elsewhere may hold itself, or unfold to a million parts."""
    seen, waiting = set[int](), [root]
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            raise complain(file, node.start_mark.line + 1, "a part is named elsewhere (& and *); write it out")
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
        elif isinstance(node, yaml.MappingNode):
            waiting += [part for pair in node.value for part in pair]


def _plain(node: Any) -> Any:
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _plain(value) for key, value in node.value}
    return node.value
