"""Counters at doors as a source, for tests of how their files are sifted."""

import pytest

from biebwijzer.intake import knowing

COUNTS = """
title = { nl = "Tellers", en = "Counters" }
delivers = "usage.door_count"
kind = "events"
replaces = ["library_id", "branch_id", "counted_at"]
refresh = "once"
[file]
separator = ";"
encoding = "cp1252"
decimal = ","
thousands = "."
dates = ["%d-%m-%Y %H:%M", "%d-%m-%Y"]
missing = { "storing" = "unknown", "x" = "suppressed" }
[columns]
branch_id = { from = "Vestiging", by = "name" }
door = "Deur"
counted_at = "Tijdstip"
visitors_in = "In"
visitors_out = "Uit"
"""
TOTALLED = COUNTS.replace("[columns]", 'totals = "Totaal"\n[columns]')


def know_whatever_comes_twice(patched: pytest.MonkeyPatch) -> None:
    """Let the loader know texts of small files too, whatever else stands in their columns."""
    for name, value in (("WORTH_KNOWING", 0), ("OFTEN", 2), ("OTHERS", 1)):
        patched.setattr(knowing, name, value)
