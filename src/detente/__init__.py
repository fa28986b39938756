"""détente reads the news and keeps the record of relations between states.

``detente.Ledger`` is where a Python program begins; it is loaded when it is
first named, so that ``import detente`` costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from detente.commands.library import Ledger

__version__ = "0.1.0"
__all__ = ["Ledger", "__version__"]


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from detente.commands.library import Ledger

        return Ledger
    raise AttributeError(f"module 'detente' has no attribute '{name}'")
