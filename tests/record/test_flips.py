"""Every single bit that alters content is reported: the short form of `campaigns/flip.py`."""

from __future__ import annotations

from pathlib import Path

import pytest

from record.flips import campaign, has_dbstat


@pytest.mark.skipif(not has_dbstat(), reason="this SQLite cannot tell which page belongs to which table")
def test_a_flipped_bit_is_reported(tmp_path: Path) -> None:
    flips = campaign(tmp_path, flips=60, seed=3)
    assert flips.missed == []
    assert flips.reported == flips.altered > 30
