"""The ledger: append-only, three clocks, nothing acknowledged before it is durable."""

from detente.record.already import Already
from detente.record.changes import Change
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
from detente.record.finding import Finding, Verification
from detente.record.judge import VERDICTS, Judgement
from detente.record.keep import Backup, Purged
from detente.record.ledger import Ledger
from detente.record.rows import Appended, Counts, MonthCount, SearchHit, StoredArticle, StoredIntroduction, StoredLink
from detente.record.verify import verify
from detente.record.volume import OutletVolume

__all__ = [
    "VERDICTS",
    "Already",
    "AmbiguousId",
    "Appended",
    "Backup",
    "BadBackup",
    "BadJudgement",
    "BadQuery",
    "BadRecord",
    "Change",
    "Contradiction",
    "Counts",
    "Finding",
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
    "OutletVolume",
    "Purged",
    "SearchHit",
    "StoredArticle",
    "StoredIntroduction",
    "StoredLink",
    "Verification",
    "verify",
]
