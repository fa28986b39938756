"""Article to parsed sentences; the only room that loads a model."""

from detente.parse.parser import MOST_SENTENCES, ModelMissing, Parser, TooManySentences

__all__ = ["MOST_SENTENCES", "ModelMissing", "Parser", "TooManySentences"]
