"""Slower than a notebook and nobody uses it: finding and saving stay within what one does not notice."""

import time
from datetime import date
from statistics import median

import pytest

from biebwijzer.relations import contact_moments, finding
from biebwijzer.relations.contact_moments import ContactMomentDraft

FIRST = "anna bram cato daan eva finn guus hanna ilse jan kees lotte mees noa olaf pien quin roos sam tess".split()  # noqa: SIM905
LAST = "jansen bakker visser smit meijer mulder bos vos peters dekker dijk brink kok post hof berg veen wal".split()  # noqa: SIM905
# The budget is 50 ms on a machine of its own; tests share theirs, so they only catch what is many times slower.
NOTICED = 0.25


def took(act):
    moments = []
    for _ in range(5):
        began = time.perf_counter()
        act()
        moments.append(time.perf_counter() - began)
    return median(moments)


@pytest.mark.slow
@pytest.mark.embedded
def test_finding_among_a_hundred_thousand_people_and_saving_are_not_noticed(workspace):
    noor = workspace("noor")
    with noor.stores.records.transaction() as transaction:
        transaction.run(
            "insert into records.relations.person (person_id, library_id, first_name, last_name, search_name) "
            "select 'p' || n, 'utrecht', first_name, last_name, first_name || ' ' || last_name from ("
            f"select n, ({FIRST}::varchar[])[n % {len(FIRST)} + 1] as first_name, "
            f"({LAST}::varchar[])[(n // 7) % {len(LAST)} + 1] || (n % 997) as last_name from range(100000) t(n))"
        )
    draft = ContactMomentDraft(date(2026, 11, 20), "call", "Besproken", person_id="p1")

    found = finding.find(noor, "anna jansn1")
    searching = took(lambda: finding.find(noor, "anna jansn1"))
    typed = {"first_name": "anna", "last_name": "jansn1"}
    alike = finding.alike(noor, typed, "person")
    warning = took(lambda: finding.alike(noor, typed, "person"))
    saving = took(lambda: contact_moments.record(noor, draft))

    assert found and found[0].name.startswith("anna jansen1")
    assert alike and alike[0].name.startswith("anna jansen1")
    assert searching < NOTICED and warning < NOTICED and saving < NOTICED
    # To put a home back that held so many cards takes longer than to copy one.
    noor.stores.close()
    print(f"finding {searching * 1000:.0f} ms, warning {warning * 1000:.0f} ms, saving {saving * 1000:.0f} ms")
