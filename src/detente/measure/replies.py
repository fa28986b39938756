"""Why responses of gold articles were not found, and what the false ones are, by cause."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]


def reply_causes(
    article: str, gold: Sequence[Record], given: Sequence[Record], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """Cause and line of every missed and every false response of one article.

    Args:
        gold, given: the records of the article by hand and as coded.
        pairs: positions in ``gold`` and ``given`` of the records that agree, parties included.

    Yields:
        Missed: "reply: no record" (answer or answered deed not coded, or with other parties), "reply: no link",
        "reply: other link" (the answer is led to another deed), "reply: turned round". False: "false reply", where
        both records agree with gold ones, else "reply of false". Optional records count in neither.
    """
    coded = {gold[i]["key"]: given[j] for i, j in pairs}
    known = {given[j]["key"]: gold[i] for i, j in pairs}
    optional = {g["key"] for g in gold if g.get("optional")}
    wanted = {(g["key"], key) for g in gold for key in g["in_response_to"]}
    words = {g["key"]: g["trigger"] for g in gold}
    for answer, deed in sorted(wanted):
        if {answer, deed} & optional:
            continue
        a, b = coded.get(answer), coded.get(deed)
        shown = f"{article}: «{words[answer]}» to «{words.get(deed, deed)}»"
        if a is None or b is None:
            missing = " and ".join(n for n, record in (("the answer", a), ("what it answers", b)) if record is None)
            yield "reply: no record", f"{shown} ({missing})"
        elif b["key"] in a["in_response_to"]:
            continue
        elif a["key"] in b["in_response_to"]:
            yield "reply: turned round", shown
        elif a["in_response_to"]:
            yield "reply: other link", shown
        else:
            yield "reply: no link", shown
    triggers = {p["key"]: p["trigger"] for p in given}
    for p in given:
        for key in p.get("in_response_to") or ():
            ends = known.get(p["key"]), known.get(key)
            keys = tuple(end["key"] if end else None for end in ends)
            if keys in wanted or optional & set(keys):
                continue
            yield "false reply" if all(ends) else "reply of false", f"{article}: «{p['trigger']}» to «{triggers[key]}»"
