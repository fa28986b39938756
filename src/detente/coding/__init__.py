"""Parsed sentences to mentions of events: triggers, parties, type, mode, context, hedges, attribution, when, how many."""

from detente.coding.coder import Coding, code

__all__ = ["Coding", "code"]
