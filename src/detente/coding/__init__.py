"""Parsed sentences to mentions of events: triggers, parties, type, mode, context, hedges, speakers, when, how many."""

from detente.coding.coder import code
from detente.coding.collected import Coding
from detente.coding.second import SecondOpinion

__all__ = ["Coding", "SecondOpinion", "code"]
