"""The ledger's ids are the model's."""

from __future__ import annotations

from detente.record import spell
from record.making import make


def test_a_report_has_the_id_that_the_model_gives_it() -> None:
    coded = make(1)
    for report in coded.reports:
        assert spell.report_row(report, coded.article.id).report_id == report.id_in(coded.article.id)
