"""Types that neighbour one another: one deed is told under either, by the words that an article happens to choose."""

from __future__ import annotations

from collections.abc import Iterator

from detente.model import Report

NEIGHBOURS = (
    (frozenset({"SANCTION", "COERCE"}), 0.6),  # an official "expelled" as diplomat or as person; a passage barred
    (frozenset({"SANCTION", "REQUEST"}), 0.5),  # told to bring one's envoy home
    (frozenset({"SANCTION", "REJECT"}), 0.5),  # talks broken off or refused
    (frozenset({"COERCE", "REJECT"}), 0.5),  # turned back at the border
    (frozenset({"AGREE", "SUPPORT"}), 0.5),  # a paper signed
    (frozenset({"COOPERATE", "SUPPORT"}), 0.6),
    (frozenset({"AGREE", "CONCEDE"}), 0.5),  # a truce promised
    (frozenset({"CONCEDE", "SUPPORT"}), 0.5),  # and accepted
    (frozenset({"RETREAT", "SUPPORT"}), 0.6),  # reopened, resumed, restored
    (frozenset({"RETREAT", "COOPERATE"}), 0.6),
    (frozenset({"RETREAT", "AID"}), 0.5),
    (frozenset({"ASSAULT", "PROTEST"}), 0.6),  # a crowd that storms
    (frozenset({"ASSAULT", "COERCE"}), 0.4),
)
"""How near two different types are, 1 being the same. A promise and its keeping are two events and stand here only
where one paper is told as signed and as agreed."""

MEASURES = frozenset({"SANCTION", "COERCE"})
LOOSE = frozenset({"SANCTION", "PROTEST", "ASSAULT", "CONSULT", "MOBILIZE", "REQUEST"})
"""Types whose modes are often told for one another."""
SIGNED = ("sign", "agree", "conclude", "form-alliance", "promise", "pledge", "settle", "come-to-terms", "ratify")
VIOLENT = frozenset({"riot", "obstruct"})


def kinship(x: Report, y: Report) -> float | None:
    """1 for one type with modes that agree, less for neighbours, ``None`` for types that are never one deed."""
    if x.event == y.event:
        if set(x.modes) & set(y.modes) or (not x.modes and not y.modes):
            return 1.0
        if not x.modes or not y.modes:
            return 0.8 if x.event in MEASURES else 1.0  # an expulsion, or a measure of no kind told
        return 0.6 if x.event in LOOSE and _one_kind(x, y) else None
    charged = _charge(x, y)
    if charged is not None:
        return charged
    types = {x.event, y.event}
    near = next((n for pair, n in NEIGHBOURS if pair == types), None)
    if near is None:
        return None
    if types in ({"AGREE", "SUPPORT"}, {"CONCEDE", "SUPPORT"}) and not all(_signed(r) for r in (x, y)):
        return None
    if "REQUEST" in types and not any("expel" in r.modes for r in (x, y)):
        return None
    if "PROTEST" in types and not any(VIOLENT & set(r.modes) for r in (x, y)):
        return None
    return near


def _one_kind(x: Report, y: Report) -> bool:
    """Modes of one type that are told for one another: "destroyed" and "blew up", "visited" and "met"."""
    if x.event != "SANCTION":
        return True
    modes = {*x.modes, *y.modes}
    return "expel" not in modes and "convict" not in modes


def _charge(x: Report, y: Report) -> float | None:
    """A deed told as the other side's charge and the deed itself."""
    for charge, deed in ((x, y), (y, x)):
        if charge.event == "ACCUSE" and "allege" in charge.modes and charge.rule.split(".")[0].upper() == deed.event:
            return 0.6
    return None


def _signed(report: Report) -> bool:
    return report.rule.partition(".")[2].startswith(SIGNED)


def families(event: str) -> Iterator[str]:
    """Names of the groups of types within which a report of this type is compared."""
    yield event
    yield from ("+".join(sorted(pair)) for pair, _ in NEIGHBOURS if event in pair)
    if event in ("ASSAULT", "COERCE", "MOBILIZE", "ACCUSE"):
        yield "charge"
