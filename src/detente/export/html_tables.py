"""Tables on the page, with roles spelled out, since the style sheet lays them out anew on a narrow screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.export.markup import Child, Element, el


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading: ``name`` labels its cells on a narrow screen, ``mark`` stands before it."""

    name: str
    mark: Child = None
    kind: str = ""  # CSS classes of heading


@dataclass(frozen=True, slots=True)
class Row:
    """A row's head and its cells; a cell may bring a CSS class."""

    head: Child
    cells: Sequence[tuple[Child, str]]
    kind: str = ""  # CSS classes of the head


def table(columns: Sequence[Column], rows: Sequence[Row], *, kind: str, caption: str = "") -> Element:
    """A table whose first column heads the rows; ``kind`` is "cards" or "counts"."""
    heads = [el("th", c.mark, c.name, scope="col", role="columnheader", class_=c.kind or None) for c in columns]
    return el(
        "table",
        el("caption", caption) if caption else None,
        el("thead", el("tr", heads, role="row"), role="rowgroup"),
        el("tbody", [_row(columns, row) for row in rows], role="rowgroup"),
        class_=kind,
        role="table",
    )


def _row(columns: Sequence[Column], row: Row) -> Element:
    cells = [
        el("td", cell, data_label=column.name, class_=kind or None, role="cell")
        for column, (cell, kind) in zip(columns[1:], row.cells, strict=True)
    ]
    head = el("th", row.head, scope="row", role="rowheader", class_=row.kind or None)
    return el("tr", head, cells, role="row")
