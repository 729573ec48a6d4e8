"""What the tables of usage accept: places and their dated links, and the figures libraries bring in per month."""

import polars as pl

from biebwijzer.intake.contract import Column, Contract
from biebwijzer.usage.event_contracts import EVENTS

LIBRARY_ID = Column("library_id", pl.String, references="usage.library")
BRANCH_ID = Column("branch_id", pl.String, references="usage.branch")

LIBRARY = Contract(
    table="usage.library",
    grain=("library_id",),
    columns=(
        Column("library_id", pl.String),
        Column("name", pl.String),
        Column("isil", pl.String, required=False),
        Column("valid_from", pl.Date, required=False),
        Column("valid_to", pl.Date, required=False),
    ),
)

BRANCH = Contract(
    table="usage.branch",
    grain=("branch_id",),
    columns=(
        LIBRARY_ID,
        Column("branch_id", pl.String),
        Column("name", pl.String),
        Column("kind", pl.String, one_of=("branch", "service_point", "mobile", "department")),
        Column("opened_on", pl.Date, required=False),
        Column("closed_on", pl.Date, required=False),
        Column("latitude", pl.Float64, required=False, at_least=-90, at_most=90),
        Column("longitude", pl.Float64, required=False, at_least=-180, at_most=180),
    ),
)

LIBRARY_SUCCESSOR = Contract(
    table="usage.library_successor",
    grain=("library_id", "successor_id"),
    columns=(
        # What merged, what it merged into, and the first day of that.
        LIBRARY_ID,
        Column("successor_id", pl.String),
        Column("since", pl.Date),
    ),
)

MUNICIPALITY = Contract(
    table="usage.municipality",
    grain=("municipality_id", "valid_from"),
    columns=(
        Column("municipality_id", pl.String),
        Column("name", pl.String),
        Column("province", pl.String),
        Column("valid_from", pl.Date),
        Column("valid_to", pl.Date, required=False),
    ),
)

LIBRARY_MUNICIPALITY = Contract(
    table="usage.library_municipality",
    grain=("library_id", "municipality_id", "valid_from"),
    columns=(
        LIBRARY_ID,
        Column("municipality_id", pl.String, references="usage.municipality"),
        Column("valid_from", pl.Date),
        Column("valid_to", pl.Date, required=False),
    ),
)

POI_LIBRARY = Contract(
    table="usage.poi_library",
    grain=("poi_id", "library_id", "valid_from"),
    columns=(
        Column("poi_id", pl.String),
        LIBRARY_ID,
        Column("valid_from", pl.Date),
        Column("valid_to", pl.Date, required=False),
    ),
)

POPULATION = Contract(
    table="usage.population",
    grain=("municipality_id", "counted_on", "age_class"),
    columns=(
        Column("municipality_id", pl.String, references="usage.municipality"),
        Column("counted_on", pl.Date),
        Column("age_class", pl.String),
        Column("residents", pl.Int64, measure=True, at_least=0),
    ),
)

VISIT_COUNT = Contract(
    table="usage.visit_count",
    grain=("branch_id", "month"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("month", pl.Date),
        Column("visits", pl.Int64, measure=True, at_least=0, at_most=2_000_000),
        Column("count_method", pl.String, required=False, one_of=("counted", "partly", "estimated")),
    ),
)

LOAN_COUNT = Contract(
    table="usage.loan_count",
    grain=("branch_id", "month"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("month", pl.Date),
        Column("loans", pl.Int64, measure=True, at_least=0, at_most=2_000_000),
    ),
)

YEARLY_RETURN = Contract(
    table="usage.yearly_return",
    grain=("library_id", "since"),
    columns=(
        LIBRARY_ID,
        # The first of the twelve months it is about.
        Column("since", pl.Date),
        # Persons who borrowed something in that year, each once.
        Column("active_users", pl.Int64, measure=True, at_least=0, at_most=20_000_000),
        # As the return counts them: renewals and loans on line are in it, unlike in usage.loan_count.
        Column("book_loans", pl.Int64, measure=True, at_least=0, at_most=200_000_000),
        Column("audiobook_loans", pl.Int64, measure=True, at_least=0, at_most=200_000_000),
        Column("ebook_loans", pl.Int64, measure=True, at_least=0, at_most=200_000_000),
        Column("eaudio_loans", pl.Int64, measure=True, at_least=0, at_most=200_000_000),
    ),
)

MEMBER = Contract(
    table="usage.member",
    columns=(
        LIBRARY_ID,
        Column("reference_date", pl.Date),
        Column("member_key", pl.String, required=False),
        BRANCH_ID,
        Column("postcode_area", pl.String, required=False),
        Column("joined_on", pl.Date, required=False),
        Column("last_used_on", pl.Date, required=False),
        Column("subscription", pl.String, required=False),
        Column("birth_year", pl.Int32, required=False, at_least=1890, at_most=2100),
    ),
)

OPENING_HOURS = Contract(
    table="usage.opening_hours",
    grain=("branch_id", "valid_from", "weekday", "opens_at"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("valid_from", pl.Date),
        Column("weekday", pl.Int32, at_least=1, at_most=7),
        Column("opens_at", pl.Time),
        Column("closes_at", pl.Time),
    ),
)

CLOSURE = Contract(
    table="usage.closure",
    grain=("library_id", "branch_id", "since"),
    columns=(
        LIBRARY_ID,
        Column("branch_id", pl.String, required=False, references="usage.branch"),
        Column("since", pl.Date),
        Column("until", pl.Date, required=False),
        Column("reason_nl", pl.String),
        Column("reason_en", pl.String),
    ),
)

SURVEY_ANSWER = Contract(
    table="usage.survey_answer",
    columns=(
        LIBRARY_ID,
        Column("branch_id", pl.String, required=False, references="usage.branch"),
        Column("answered_on", pl.Date),
        Column("is_member", pl.Boolean, required=False),
        Column("visit_reason", pl.String, required=False),
        Column("satisfaction", pl.Int32, measure=True, at_least=1, at_most=10),
        Column("recommendation", pl.Int32, measure=True, at_least=0, at_most=10),
    ),
)

CONTRACTS = (
    LIBRARY,
    BRANCH,
    LIBRARY_SUCCESSOR,
    MUNICIPALITY,
    LIBRARY_MUNICIPALITY,
    POI_LIBRARY,
    POPULATION,
    VISIT_COUNT,
    LOAN_COUNT,
    YEARLY_RETURN,
    MEMBER,
    OPENING_HOURS,
    CLOSURE,
    SURVEY_ANSWER,
    *EVENTS,
)
