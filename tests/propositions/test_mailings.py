"""Mailings about a proposition: what came of them, and how many people were reached at least."""

from datetime import date

import pytest

from biebwijzer import propositions
from biebwijzer.look import ready, table_rows
from biebwijzer.rates import wilson
from tests.propositions import made_up
from tests.propositions.test_figures import PERIOD, in_period

SENT = [one for one in made_up.MAILINGS["utrecht"] if one[1] == "marketing" and in_period(one[0])]


def step(workspace, name, **narrowed):
    rows = workspace.ask("propositions/funnel", **{**PERIOD, **narrowed}).rows
    return rows.filter(step=name).to_dicts()


def test_every_outcome_is_the_sum_of_its_mailings_and_a_missing_number_leaves_its_mailing_out(workspace):
    delivered = [sent - bounced for _, _, sent, bounced, *_ in SENT]
    clicked = [(one[5], whole) for one, whole in zip(SENT, delivered, strict=True) if one[5] is not None]

    rows = workspace("noor").ask("propositions/mailings", **PERIOD).rows

    found = {row["outcome"]: (row["mails"], row["out_of"]) for row in rows.iter_rows(named=True)}
    assert found == {
        "delivered": (sum(delivered), sum(one[2] for one in SENT)),
        "opened": (sum(one[4] for one in SENT), sum(delivered)),
        "clicked": tuple(sum(column) for column in zip(*clicked, strict=True)),
        "bounced": (sum(one[3] for one in SENT), sum(one[2] for one in SENT)),
        "unsubscribed": (sum(one[6] for one in SENT), sum(delivered)),
    }


def test_the_rows_behind_the_mailings_are_the_mailings(workspace):
    noor = workspace("noor")
    answer = noor.ask("propositions/mailings", **PERIOD)

    behind = noor.rows_behind(answer).rows

    assert behind.height == len(SENT)
    for row in answer.rows.iter_rows(named=True):
        assert behind[row["outcome"]].sum() == row["mails"]


def test_a_share_stands_with_its_margin_and_the_title_counts_clicks(workspace):
    noor = workspace("noor")
    answer = ready(propositions.MAILINGS, noor.ask("propositions/mailings", **PERIOD), noor.words)
    rate = wilson(90, 1180)

    rows = {row[0]: row for row in table_rows(propositions.MAILINGS, answer, noor.words)[1]}

    assert propositions.MAILINGS.title(answer, noor.words).startswith(noor.words.percent(rate.share))
    assert rows["Geklikt"][3:5] == ["7,6%", "6,2–9,3%"]
    assert (round(rate.low, 3), round(rate.high, 3)) == (0.062, 0.093)


def test_reached_is_at_least_the_largest_mailing_and_the_service_mail_is_no_reach(workspace):
    noor = workspace("noor")

    reached = step(noor, "reached")

    assert [(row["persons"], row["out_of"]) for row in reached] == [(1180, None)]
    assert step(noor, "registered")[0]["out_of"] is None
    assert "minstens" in propositions.FUNNEL.subtitle(
        ready(propositions.FUNNEL, noor.ask("propositions/funnel", **PERIOD), noor.words), noor.words
    )


def test_where_no_mailing_was_delivered_reached_is_not_zero_but_not_delivered(workspace):
    sven = workspace("sven")
    answer = ready(propositions.FUNNEL, sven.ask("propositions/funnel", **PERIOD), sven.words)

    first = answer.rows.row(0, named=True)

    assert (first["step"], first["persons"], first["persons_missing"]) == ("reached", None, "not_delivered")
    assert table_rows(propositions.FUNNEL, answer, sven.words)[1][0][:2] == ["Bereikt", "niet geleverd"]
    assert "Bereikt: niet geleverd" in propositions.FUNNEL.alternative(answer, sven.words)


def test_beside_one_branch_nobody_says_how_many_were_reached(workspace):
    assert step(workspace("noor"), "reached", branch_id="west") == []


@pytest.mark.parametrize("person", ["karim", "poi_adviser"])
def test_a_mailing_of_few_is_hidden_to_who_sees_only_counts(workspace, person):
    rows = workspace(person).ask("propositions/mailings", **PERIOD).rows.filter(outcome="unsubscribed")

    below = workspace(person).thresholds.hidden_below(workspace(person).audience)
    assert sum(one[6] for one in SENT) == 5
    assert rows["mails"].to_list() == ([None] if below > 5 else [5])


def test_a_period_without_a_mailing_has_none(workspace):
    noor = workspace("noor")

    assert noor.ask("propositions/mailings", **{**PERIOD, "since": date(2026, 10, 1)}).is_empty()
    assert workspace("sven").ask("propositions/mailings", **PERIOD).is_empty()


def test_the_page_shows_the_mailings_and_not_beside_one_branch(open_app):
    whole, beside = open_app("noor"), open_app("noor")
    beside.query_params["vestiging"] = "west"

    whole, branch = (
        " ".join(block.proto.body for block in app.switch_page("propositions/proposition.py").run().get("html"))
        for app in (whole, beside)
    )

    assert "7,6% van de bezorgde mails werd aangeklikt" in whole
    assert "bezorgde mails" not in branch
