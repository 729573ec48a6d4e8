"""A number in parts, as a total, or both: the first choice that is filled in counts, and nothing counts twice."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biebwijzer import intake
from biebwijzer.access import refreshed
from biebwijzer.intake.sources import read_source
from biebwijzer.problems import BiebwijzerError, ContractBroken
from tests.examples import tried_on

pytestmark = pytest.mark.slow

RETURN = """
title = { nl = "Opgave", en = "Return" }
delivers = "usage.yearly_return"
kind = "events"
refresh = "yearly"
[file]
separator = ";"
decimal = ","
thousands = "."
missing = { "x" = "suppressed", "." = "unknown" }
[columns]
since = { from = "Jaar", dates = "%Y" }
"""
PARTS = 'active_users = { sum = [["Volwassenen", "Jeugd"], ["Totaal"]] }\n'
GAPS = PARTS.replace("]]", "]], gaps = true")
HEAD = "Jaar;Volwassenen;Jeugd;Totaal"


def told(loaded):
    """The number of every year and why it is missing."""
    assert loaded.sentence is None, loaded.sentence
    return loaded.accepted.sort("since").select("active_users", "active_users_missing").rows()


def returns(*lines, head=HEAD) -> bytes:
    return "\n".join([head, *(f"{2000 + number};{line}" for number, line in enumerate(lines)), ""]).encode()


FILLED = [
    # What is filled in, what it says when parts must be whole, and what with gaps.
    ("100;20;", (120, None), (120, None)),
    (";;130", (130, None), (130, None)),
    ("100;20;130", (120, None), (120, None)),
    (";;", (None, "empty"), (None, "empty")),
    ("100;;130", (130, None), (100, None)),
    ("100;;", (None, "empty"), (100, None)),
    ("0;0;130", (0, None), (0, None)),
    ("0;;", (None, "empty"), (0, None)),
    ("1.100;20;", (1120, None), (1120, None)),
    ("100;x;130", (130, None), (130, None)),
    ("100;x;", (None, "suppressed"), (None, "suppressed")),
    (";;.", (None, "unknown"), (None, "unknown")),
    ("x;.;", (None, "suppressed"), (None, "suppressed")),
    (".;;x", (None, "unknown"), (None, "unknown")),
]


@pytest.mark.parametrize(("columns", "place"), [(PARTS, 1), (GAPS, 2)], ids=["whole", "with gaps"])
def test_the_first_choice_that_is_filled_in_counts_and_what_lacks_is_never_nought(load, columns, place):
    loaded = load(returns(*(one[0] for one in FILLED)), RETURN + columns)

    assert loaded.report["refused"] == 0
    assert told(loaded) == [one[place] for one in FILLED]


def test_a_total_may_be_preferred_to_its_parts(load):
    columns = 'active_users = { sum = [["Totaal"], ["Volwassenen", "Jeugd"]] }\n'

    assert told(load(returns("100;20;130", "100;20;"), RETURN + columns)) == [(130, None), (120, None)]


def test_a_cell_that_counts_and_is_no_number_refuses_its_row_by_its_own_heading(load):
    lines = ["100;veel;130", "100;-20;500", "wat;;130", ";;niets", "1;2;3", "1;1,5;", "9999999999999999999;1;"]

    loaded = load(returns(*lines), RETURN + PARTS)

    refused = loaded.refused.sort("source_row").select("source_row", "column_name", "found", "reason").rows()
    # In the third row the parts are not whole, so the total counts and what else stands there is not judged.
    assert refused == [
        (2, "Jeugd", "veel", "no_whole_number"), (3, "Jeugd", "-20", "below"),
        (5, "Totaal", "niets", "no_whole_number"), (7, "Jeugd", "1,5", "no_whole_number"),
        (8, "Volwassenen", "9999999999999999999", "no_whole_number"),
    ]  # fmt: skip
    assert told(loaded) == [(130, None), (3, None)]


def test_a_part_put_right_is_added_up_anew(place, tmp_path):
    intake.keep_source(place.operator, "opgave", RETURN + PARTS)
    path = tmp_path / "opgave.csv"
    path.write_bytes(returns("100;veel;130", "100;20;"))
    at_work = refreshed(place.operator)
    outcome = intake.deliver(at_work, "opgave", path, "utrecht")
    assert (outcome.accepted, outcome.refused) == (1, 1)
    (waiting,) = at_work.ask("intake/refused_rows", run_id=outcome.run_id, status="waiting").rows.to_dicts()

    again = intake.correct(at_work, outcome.run_id, {waiting["refused_row_id"]: "30"})

    assert (again.status, again.accepted, again.refused) == ("active", 1, 0)
    users = refreshed(place.operator).ask("usage/active_users").rows.filter(library="all")
    assert users.sort("since")["active_users"].to_list() == [130, 120]


MONTHS = (
    'active_users = { sum = ["A"] }\n'
    'book_loans = { sum = [["Volw %B %Y", "Jeugd %B %Y"], ["Totaal %B %Y"]], gaps = true }\n'
    'ebook_loans = { sum = ["Totaal %B %Y_digitaal"], gaps = true }\n'
)
YEAR = ("mei 2023", "juni 2023", "July 2023")


def test_a_heading_with_a_month_stands_for_all_of_its_months_and_no_other_column(load):
    kinds = (("Volw", ""), ("Jeugd", ""), ("Totaal", ""), ("Totaal", "_digitaal"))
    heads = [f"{kind} {month}{end}" for kind, end in kinds for month in YEAR]
    head = ";".join(["Jaar", "A", *heads])
    lines = [
        "1;1;2;3;10;20;30;;;;7;;7",
        # Parts once a year in the last month beside a total by month: the year is added up once.
        "1;;;600;;;40;200;200;240;;;",
        "1;;;;;;;5;6;;;0;",
        "1;;;;;;;;;;;;",
    ]

    loaded = load(returns(*lines, head=head), RETURN + MONTHS)

    found = loaded.accepted.sort("since")
    assert found["book_loans"].to_list() == [66, 640, 11, None]
    assert found["ebook_loans"].to_list() == [14, None, 0, None]
    assert found["book_loans_missing"].to_list() == [None, None, None, "empty"]
    assert found["audiobook_loans_missing"].to_list() == ["not_delivered"] * 4


def test_a_file_without_a_month_with_one_twice_or_of_two_years_is_refused_by_its_columns(load):
    lacking = load(returns("1;1;1;1", head="Jaar;A;Volw mei 2023;Jeugd mei 2023;Totaal"), RETURN + MONTHS)
    twice = load(returns("1;1;1", head="Jaar;A;Totaal Sept 2023;Totaal september 2023"), RETURN + MONTHS)
    years = load(returns("1;1;1", head="Jaar;A;Totaal mei 2023;Totaal mei 2024"), RETURN + MONTHS)

    assert "Totaal %B %Y" in lacking.sentence and "Volw" not in lacking.sentence
    assert "dezelfde maand" in twice.sentence
    assert "'Totaal %B %Y' gaan over meer dan een jaar" in years.sentence


def test_an_optional_sum_takes_the_choices_a_file_has(load):
    source = RETURN + PARTS.replace("]]", "]], optional = true")

    parts = load(returns("100;20", head="Jaar;Volwassenen;Jeugd"), source)
    total = load(returns("130;4", head="Jaar;Totaal;Volwassenen"), source)
    none = load(returns("4", head="Jaar;Volwassenen"), source)

    assert (told(parts), told(total), told(none)) == ([(120, None)], [(130, None)], [(None, "not_delivered")])


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("active_users = { sum = [] }", "lijst van koppen"),
        ('active_users = { sum = "Totaal" }', "lijst van koppen"),
        ('active_users = { sum = [["A"], []] }', "lijst van koppen"),
        ('active_users = { sum = [["A"], "B"] }', "lijst van koppen"),
        ('active_users = { sum = ["A", "A"] }', "elk één keer"),
        ('active_users = { sum = [["A"], ["A"]] }', "elk één keer"),
        ("active_users = { sum = [1, 2] }", "lijst van koppen"),
        ('active_users = { sum = ["A"], from = "B" }', "'sum'"),
        ('active_users = { sum = ["A"], dates = "%Y" }', "gaat niet samen met dates"),
        ('active_users = { from = "A", gaps = true }', "gaps hoort bij sum"),
        ('active_users = { sum = ["A %Y"] }', "één keer %Y en één keer"),
        ('active_users = { sum = ["A %Y %m %B"] }', "één keer %Y en één keer"),
        ('active_users = { sum = ["A %Y %d"] }', "één keer %Y en één keer"),
        ('active_users = { sum = ["A"], missing = { "-1" = "unknown" } }', "een som kan ook -1 zijn"),
        ('library_id = { sum = ["A"] }', "geen aantal"),
    ],
)
def test_a_sum_that_can_not_be_carried_out_is_refused_with_what_is_wrong(line, named):
    with pytest.raises(ContractBroken) as error:
        read_source("opgave", RETURN + line)

    assert named in str(error.value)


def test_a_sum_of_a_record_that_becomes_several_rows_is_refused():
    wide = RETURN.replace("yearly_return", "loan_count").replace("since", "month") + '[wide]\nmonths = ["%Y-%m"]\n'
    text = wide.replace('month = { from = "Jaar", dates = "%Y" }', 'branch_id = "B"\nloans = { sum = ["A"] }')

    with pytest.raises(ContractBroken, match="rij per maand"):
        read_source("opgave", text + 'into = "month"\nmeasure = "loans"\n')


def test_rows_typed_in_a_form_are_not_taken_for_a_source_that_adds_up(place):
    with pytest.raises(BiebwijzerError, match="telt kolommen op"):
        intake.deliver_rows(place.operator, "yearly_returns", [{"since": "2025", "active_users": 1}], library="utrecht")


CELLS = ["", " ", "x", ".", "0", "7", "1.100", "12,0", "-3", "veel", "1,5", "1.10"]
NUMBER = re.compile(r"-?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,0+)?")
SIGNS = {"x": "suppressed", ".": "unknown"}


def by_hand(choices: list[list[str]], cells: dict[str, str], gaps: bool):
    """What a record says by the rules of a sum, worked out cell by cell; `refused` where a cell that counts is odd."""
    odd, signs = None, []
    for choice in choices:
        here = [cells[name].strip() for name in choice]
        given = [one for one in here if one and one not in SIGNS]
        numbers = [int(one.split(",")[0].replace(".", "")) if NUMBER.fullmatch(one) else -1 for one in given]
        sign = next((SIGNS[one] for one in here if one in SIGNS), None)
        if (given and not sign) if gaps else len(given) == len(choice):
            return "refused" if min(numbers) < 0 else (sum(numbers), None)
        odd = odd or any(number < 0 for number in numbers)
        signs += [sign] if sign else []
    return "refused" if odd else (None, signs[0] if signs else "empty")


@tried_on(25)
@given(st.data())
def test_any_choices_of_any_cells_say_what_one_works_out_by_hand(load, data):
    names = ["A", "B", "C", "D"]
    choice = st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True)
    choices = data.draw(st.lists(choice, min_size=1, max_size=3, unique_by=tuple))
    gaps = data.draw(st.booleans())
    row = st.fixed_dictionaries({name: st.sampled_from(CELLS) for name in names})
    rows = data.draw(st.lists(row, min_size=5, max_size=20))
    said = f"active_users = {{ sum = {choices}, gaps = {str(gaps).lower()} }}\n".replace("'", '"')
    unused = [name for name in names if not any(name in one for one in choices)]
    head = RETURN.replace("[file]", f"[file]\nignore = {unused}".replace("'", '"'))

    loaded = load(
        returns(*(";".join(one[name] for name in names) for one in rows), head=";".join(["Jaar", *names])), head + said
    )

    wanted = [by_hand(choices, one, gaps) for one in rows]
    assert told(loaded) == [one for one in wanted if one != "refused"]
    assert loaded.report["refused"] == wanted.count("refused")
