"""Article to parsed sentences; the only room that loads a model."""

from detente.parse.parser import ModelMissing, Parser

__all__ = ["ModelMissing", "Parser"]
