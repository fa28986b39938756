"""What codes mean and which words trigger them: files that an expert reads and edits, loaded and checked."""

from detente.codebook.actors import ActorTables, Name, agency_names, media_owners
from detente.codebook.complaints import CodebookError
from detente.codebook.frames import Frame, Words
from detente.codebook.lexicon import Codebook, load
from detente.codebook.plover import Plover

__all__ = [
    "ActorTables",
    "Codebook",
    "CodebookError",
    "Frame",
    "Name",
    "Plover",
    "Words",
    "agency_names",
    "load",
    "media_owners",
]
