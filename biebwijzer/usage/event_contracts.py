"""What the tables of events accept: each thing that happened is a row, persons by their key and never by name.

A `member_key` is made at the door from the number of a card, paid or free, and the key of the library: the same
person has the same key in every table of one library, and another one at the next library.
"""

import polars as pl

from biebwijzer.intake.contract import Column, Contract

LIBRARY_ID = Column("library_id", pl.String, references="usage.library")
BRANCH_ID = Column("branch_id", pl.String, references="usage.branch")
MEMBER_KEY = Column("member_key", pl.String)
BIRTH_YEAR = Column("birth_year", pl.Int32, required=False, at_least=1890, at_most=2100)

SUBSCRIPTIONS = ("adult", "youth", "school", "business")
MATERIALS = ("adult_book", "youth_book", "audiovisual", "digital")
STATUSES = ("reserved", "checked_in", "no_show", "cancelled_by_visitor", "cancelled_by_library")
# The five core functions of the Wsob and the three pillars of the covenant (domain.md, section 3).
CORE_FUNCTIONS = ("knowledge", "education", "reading", "debate", "culture")
PILLARS = ("reading", "participation", "learning")
PLACES = ("seat", "cabin_2", "cabin_6", "cabin_8")

MEMBERSHIP = Contract(
    table="usage.membership",
    grain=("library_id", "member_key", "member_since"),
    columns=(
        LIBRARY_ID,
        MEMBER_KEY,
        BRANCH_ID,
        Column("subscription", pl.String, one_of=SUBSCRIPTIONS),
        Column("member_since", pl.Date),
        # The first day without it; empty as long as it runs.
        Column("member_until", pl.Date, required=False),
        BIRTH_YEAR,
        Column("postcode_area", pl.String, required=False),
        Column("municipality_id", pl.String, required=False, references="usage.municipality"),
    ),
)

REGISTRATION = Contract(
    table="usage.registration",
    grain=("library_id", "member_key", "proposition"),
    columns=(
        LIBRARY_ID,
        MEMBER_KEY,
        BRANCH_ID,
        # The proposition somebody registered for: a free account, not a membership.
        Column("proposition", pl.String),
        Column("registered_at", pl.Datetime("us")),
        BIRTH_YEAR,
        Column("channel", pl.String, required=False, one_of=("online", "desk")),
    ),
)

RESERVATION = Contract(
    table="usage.reservation",
    grain=("library_id", "reservation_id"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("reservation_id", pl.String),
        MEMBER_KEY,
        Column("proposition", pl.String),
        Column("place_kind", pl.String, one_of=PLACES),
        Column("reserved_at", pl.Datetime("us")),
        Column("starts_at", pl.Datetime("us")),
        Column("ends_at", pl.Datetime("us")),
        # no_show = cancelled by the system 15 minutes after the start because nobody checked in.
        Column("status", pl.String, one_of=STATUSES),
        Column("checked_in_at", pl.Datetime("us"), required=False),
    ),
)

WORKPLACE = Contract(
    table="usage.workplace",
    grain=("branch_id", "place_kind", "valid_from"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("place_kind", pl.String, one_of=PLACES),
        Column("places", pl.Int32, at_least=0, at_most=5_000),
        Column("valid_from", pl.Date),
        Column("valid_to", pl.Date, required=False),
    ),
)

LOAN = Contract(
    table="usage.loan",
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        MEMBER_KEY,
        Column("loaned_on", pl.Date),
        # Never a title: only what kind of thing was lent. Renewals are not in the file.
        Column("material", pl.String, one_of=MATERIALS),
    ),
)

DOOR_COUNT = Contract(
    table="usage.door_count",
    grain=("branch_id", "door", "counted_at"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("door", pl.String),
        # The beginning of the interval that was counted, in local time.
        Column("counted_at", pl.Datetime("us")),
        Column("visitors_in", pl.Int64, measure=True, at_least=0, at_most=5_000),
        Column("visitors_out", pl.Int64, measure=True, at_least=0, at_most=5_000),
    ),
)

ACTIVITY = Contract(
    table="usage.activity",
    grain=("library_id", "activity_id"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("activity_id", pl.String),
        Column("held_on", pl.Date),
        Column("title", pl.String, required=False),
        Column("core_function", pl.String, one_of=CORE_FUNCTIONS),
        Column("pillar", pl.String, required=False, one_of=PILLARS),
        Column("form", pl.String, required=False, one_of=("physical", "online", "hybrid")),
        Column("target_group", pl.String, required=False),
        Column("participants", pl.Int64, measure=True, at_least=0, at_most=20_000),
    ),
)

PARTICIPATION = Contract(
    table="usage.participation",
    grain=("library_id", "activity_id", "member_key"),
    columns=(
        LIBRARY_ID,
        BRANCH_ID,
        Column("activity_id", pl.String),
        MEMBER_KEY,
        Column("held_on", pl.Date),
        Column("core_function", pl.String, one_of=CORE_FUNCTIONS),
    ),
)

SCHOOL_PROGRAMME = Contract(
    table="usage.school_programme",
    grain=("library_id", "school_id", "programme", "school_year"),
    columns=(
        LIBRARY_ID,
        # BRIN and number of the location, as DUO writes it: 12AB00.
        Column("school_id", pl.String),
        Column("programme", pl.String),
        # The year in which the school year begins.
        Column("school_year", pl.Int32, at_least=1990, at_most=2100),
        Column("level", pl.Int32, required=False, at_least=0, at_most=4),
        Column("pupils", pl.Int64, measure=True, at_least=0, at_most=10_000),
    ),
)

MAILING_RESULT = Contract(
    table="usage.mailing_result",
    grain=("library_id", "mailing_id"),
    columns=(
        LIBRARY_ID,
        Column("mailing_id", pl.String),
        Column("sent_on", pl.Date),
        Column("kind", pl.String, one_of=("service", "marketing")),
        Column("proposition", pl.String, required=False),
        Column("sent", pl.Int64, measure=True, at_least=0),
        Column("bounced", pl.Int64, measure=True, at_least=0),
        Column("opened", pl.Int64, measure=True, at_least=0),
        Column("clicked", pl.Int64, measure=True, at_least=0),
        Column("unsubscribed", pl.Int64, measure=True, at_least=0),
    ),
)

EVENTS = (
    MEMBERSHIP,
    REGISTRATION,
    RESERVATION,
    WORKPLACE,
    LOAN,
    DOOR_COUNT,
    ACTIVITY,
    PARTICIPATION,
    SCHOOL_PROGRAMME,
    MAILING_RESULT,
)
