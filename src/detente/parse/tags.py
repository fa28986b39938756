"""Parts of speech from Penn Treebank tags, by table.

The pipeline's attribute ruler costs as much as the parser; this table gives
the same part of speech in 98.8 % of tokens (shared/reference/NLP.md; the rest
is mostly auxiliary against full verb, which ``pos_of`` reads off the label).
"""

from __future__ import annotations

POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN",
    "VB": "VERB", "VBD": "VERB", "VBG": "VERB", "VBN": "VERB", "VBP": "VERB", "VBZ": "VERB", "MD": "AUX",
    "JJ": "ADJ", "JJR": "ADJ", "JJS": "ADJ", "AFX": "ADJ",
    "RB": "ADV", "RBR": "ADV", "RBS": "ADV", "WRB": "ADV",
    "IN": "ADP", "RP": "ADP", "TO": "PART", "POS": "PART",
    "DT": "DET", "PDT": "DET", "WDT": "PRON", "EX": "PRON",
    "PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WP$": "PRON",
    "CC": "CCONJ", "CD": "NUM", "UH": "INTJ", "FW": "X", "LS": "X", "ADD": "X", "GW": "X", "XX": "X",
    "$": "SYM", "SYM": "SYM", "#": "SYM",
    ",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT",
    "-LRB-": "PUNCT", "-RRB-": "PUNCT", "HYPH": "PUNCT", "NFP": "PUNCT", "_SP": "SPACE",
}  # fmt: skip

AUXILIARY_LABELS = frozenset({"aux", "auxpass"})


def pos_of(tag: str, dep: str) -> str:
    """Universal part of speech; ``X`` for a tag that the table does not know."""
    if dep in AUXILIARY_LABELS and tag != "TO":
        return "AUX"
    if dep == "mark" and tag == "IN":
        return "SCONJ"
    return POS.get(tag, "X")
