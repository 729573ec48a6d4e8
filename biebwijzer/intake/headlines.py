"""Headlines: what Kerncijfers says now and would say after a delivery, by the same questions, before one sees it."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from biebwijzer.warehouse import marts, query
from biebwijzer.warehouse.loading import Workbench, constant
from biebwijzer.warehouse.spelling import literal, quoted

# The tables these figures are made of; a delivery to another leaves them as they are.
BEHIND = (
    "usage.visit_count", "usage.loan_count", "usage.door_count", "usage.loan", "usage.member", "usage.membership",
    "usage.registration",
)  # fmt: skip
ASKED = (
    "usage/months_delivered", "board/key_figures", "usage/reference_dates", "usage/members_total", "segments/months",
    "segments/share",
)  # fmt: skip
PARAM = re.compile(r"\$(\w+)")


def make_marts(bench: Workbench, libraries: Sequence[str]) -> None:
    """The marts these questions read, on whatever stands under the name `warehouse`, as who may see these libraries."""
    bench.run("create schema if not exists mart")
    wanted = needed({name for one in ASKED for name in marts.READS_MART.findall(query(one).text)})
    for name, text in marts.texts().items():
        if name in wanted:
            bench.run(f"create or replace view mart.{name} as\n{text}")
    for variable, value in {"libraries": list(libraries), "may_see_people": True, "permissions": []}.items():
        bench.run(f"set variable {variable} = {literal(value)}")


def needed(names: set[str]) -> set[str]:
    """These marts and all they read."""
    below = {under for name in names for under in marts.READS_MART.findall(marts.texts()[name])} - names
    return needed(names | below) if below else names


def ask(bench: Workbench, name: str, **values: object) -> list[dict[str, Any]]:
    """The rows of a question of the house; values a question does not name are null."""
    text = PARAM.sub(lambda found: written(values.get(found.group(1))), query(name).text)
    return bench.rows(text)


def written(value: object) -> str:
    """A value as SQL."""
    return f"date {quoted(value.isoformat())}" if isinstance(value, date) else constant(value)


def headlines(bench: Workbench, library: str | None) -> list[dict[str, Any]]:
    """Visits and loans of the last year there is, and members on the last date; each with what it is about."""
    found = []
    months = [row["last_month"] for row in ask(bench, "usage/months_delivered")]
    if months:
        last = max(months)
        rows = ask(bench, "board/key_figures", since=date(last.year, 1, 1), until=last)
        found += [{"figure": row["measure"], "until": last, "number": row["number"]} for row in rows]
    return [*found, *members(bench, library)]


def members(bench: Workbench, library: str | None) -> list[dict[str, Any]]:
    """Members by their list where there is one, else those whose memberships are delivered one by one."""
    dates = [row["reference_date"] for row in ask(bench, "usage/reference_dates")]
    if dates:
        rows = ask(bench, "usage/members_total", reference_date=dates[0])
        return [{"figure": "members", "until": dates[0], "number": rows[0]["members"]}]
    if library is None and not counts_all(bench):
        return []
    known = [row["month"] for row in ask(bench, "segments/months", library_id=library)]
    if not known:
        return []
    rows = ask(bench, "segments/share", library_id=library, on_month=known[0], person_kind="member")
    return [
        {"figure": "members", "until": known[0], "number": row["persons"]} for row in rows if row["segment"] == "all"
    ]


def counts_all(bench: Workbench) -> bool:
    """Whether these libraries are counted together somewhere; some of a province are not."""
    scopes = [row["width"] for row in bench.rows("select width from mart.segment_scope where width > 1")]
    return len(scopes) < 2 or max(scopes) > min(scopes)


def beside(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each figure as it is and as it becomes."""
    old, new = ({one["figure"]: one for one in part} for part in (before, after))
    return [
        {
            "figure": name,
            "before": old.get(name, {}).get("number"),
            "before_until": old.get(name, {}).get("until"),
            "after": new.get(name, {}).get("number"),
            "after_until": new.get(name, {}).get("until"),
        }
        for name in ("visits", "loans", "members")
        if name in old or name in new
    ]
