"""Where figures come from: read from the texts themselves, in both directions."""

import pytest

from biebwijzer.explore import figures_on, lineage_of
from biebwijzer.explore.lineage import tables
from biebwijzer.explore.tracing import trace
from biebwijzer.intake.contract import contracts
from biebwijzer.problems import UnknownQuery
from biebwijzer.warehouse import all_queries

pytestmark = pytest.mark.slow

LEDGER = {"intake.landed", "intake.landed_month"}
KNOWN = {
    "mart.visit": {"branch_id": "varchar", "month": "date", "visits": "bigint", "kind": "varchar"},
    "mart.branch": {"branch_id": "varchar", "name": "varchar", "closed_on": "date"},
}


def test_every_question_ends_in_what_was_delivered_or_typed():
    ends = {*contracts(), *LEDGER, *(name for name in tables() if name.startswith("records."))}

    for query in all_queries():
        found = lineage_of(query.name)
        strange = (set(found.tables) | {column.rpartition(".")[0] for column in found.columns}) - ends
        assert found.tables, f"{query.name} rests on nothing"
        assert found.columns, f"{query.name} rests on no column"
        assert not strange, f"{query.name} ends in {strange}"
        assert {column.rpartition(".")[0] for column in found.columns} <= set(found.tables), query.name


def test_a_column_leads_to_the_figures_that_rest_on_it_and_to_no_other():
    # How many mails were opened is in two questions; who borrows what decides in which group one is.
    assert figures_on("usage.mailing_result.opened") == ("propositions/mailing_rows", "propositions/mailings")
    assert figures_on("usage.member.postcode_area") == (
        "segments/joined_rows", "segments/recency_rows", "segments/status_rows", "usage/member_rows",
    )  # fmt: skip
    on_loans = set(figures_on("usage.loan.material"))
    assert {"usage/loans_per_year", "usage/loan_event_rows", "board/key_figures", "segments/share"} <= on_loans
    assert not on_loans & {"usage/visits_per_year", "usage/members_total", "propositions/mailings"}


def test_both_directions_say_the_same():
    for column in ("usage.loan.material", "usage.visit_count.visits", "records.activities.activity.participants"):
        assert set(figures_on(column)) == {
            query.name for query in all_queries() if column in lineage_of(query.name).columns
        }


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("select sum(visits) as n from mart.visit", {"visits"}),
        ("select count(*) as n from mart.visit where kind = 'x'", {"kind"}),
        ("with a as (select branch_id, visits, kind from mart.visit) select visits from a", {"visits"}),
        ("select visits from mart.visit order by month", {"visits"}),
        ("select visits from mart.visit order by month limit 1", {"visits", "month"}),
        ("select month from mart.visit union all select null from mart.visit where kind = 'x'", {"month", "kind"}),
        ("select max(month) over (partition by kind) as m from mart.visit", {"month", "kind"}),
        ("select visits from mart.visit group by all having max(month) > date '2020-01-01'", {"visits", "month"}),
        ("select (select max(kind) from mart.visit) as k from mart.branch", {"kind"}),
    ],
)
def test_what_shows_and_what_decides_both_count(text, found):
    assert trace(text, KNOWN).columns == {f"mart.visit.{name}" for name in found}


def test_what_a_row_is_only_held_against_counts_too():
    text = "select name from mart.branch as b semi join mart.visit as v on b.branch_id = v.branch_id"

    assert trace(text, KNOWN).columns == {"mart.branch.name", "mart.branch.branch_id", "mart.visit.branch_id"}


@pytest.mark.parametrize("column", ["usage.loan.titel", "loan.material", "usage.loans_by_month.loans", "", "x"])
def test_a_column_that_is_not_there_is_said(column):
    with pytest.raises(UnknownQuery):
        figures_on(column)
