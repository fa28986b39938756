"""Kill -9: the short form. `campaigns/kill.py` does a hundred or a thousand."""

from __future__ import annotations

from pathlib import Path

from record.kills import campaign


def test_what_was_acknowledged_outlives_a_kill(tmp_path: Path) -> None:
    tally = campaign(tmp_path, kills=16, seed=1)
    assert tally.violations == []
    assert tally.kills == 16
    assert tally.acknowledged > tally.kills  # how many more depends on how busy the machine is
    assert tally.cut > 8
