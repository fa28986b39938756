"""The ledger: append-only, three clocks, nothing acknowledged before it is durable."""

from detente.record.contradict import Contradiction
from detente.record.errors import (
    AmbiguousId,
    BadBackup,
    BadJudgement,
    BadQuery,
    BadRecord,
    LedgerBusy,
    LedgerDamaged,
    LedgerError,
    LedgerFull,
    LedgerUnwritable,
    NewerLedger,
    NoLedger,
    NotALedger,
    NotFound,
    OlderLedger,
)
from detente.record.judge import VERDICTS, Judgement
from detente.record.ledger import Ledger
from detente.record.rows import Appended, Counts, MonthCount, SearchHit, StoredArticle, StoredLink

__all__ = [
    "VERDICTS",
    "AmbiguousId",
    "Appended",
    "BadBackup",
    "BadJudgement",
    "BadQuery",
    "BadRecord",
    "Contradiction",
    "Counts",
    "Judgement",
    "Ledger",
    "LedgerBusy",
    "LedgerDamaged",
    "LedgerError",
    "LedgerFull",
    "LedgerUnwritable",
    "MonthCount",
    "NewerLedger",
    "NoLedger",
    "NotALedger",
    "NotFound",
    "OlderLedger",
    "SearchHit",
    "StoredArticle",
    "StoredLink",
]
