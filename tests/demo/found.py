"""The written files of the demo read in plain polars, and what is planted in them found back from nothing else."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

import polars as pl

# Heading -> how its text is read; a row in which one of these can't be read is one of the spoiled ones.
DAYS = ("Uitgeleend op", "Ingeschreven op", "Datum", "Verzonden op")
MOMENTS = ("Tijdstip", "Begin", "Einde", "Gereserveerd op", "Aangemeld op")
MAY_BE_EMPTY = {"Opgezegd per": "%d-%m-%Y", "Geboortedatum": "%d-%m-%Y", "Ingecheckt op": "%d-%m-%Y %H:%M"}
NUMBERS = ("Deelnemers", "In", "Uit")
LISTED = {
    "Materiaal": {"Boek volwassenen", "Boek jeugd", "Cd/dvd", "E-book"},
    "Kernfunctie": {
        "Kennis en informatie", "Ontwikkeling en educatie", "Lezen en literatuur", "Ontmoeting en debat",
        "Kunst en cultuur",
    },
    "Abonnement": {"Volwassenen", "Jeugd", "School", "Instelling"},
    "Propositie": {"Bieb werkt", "Werkplek"},
    "Plek": {"Werkplek", "Cabine 2", "Cabine 6", "Cabine 8"},
    "Status": {
        "Gereserveerd", "Ingecheckt", "Automatisch geannuleerd", "Geannuleerd door bezoeker",
        "Geannuleerd door bibliotheek",
    },
}  # fmt: skip
GROUPS = (
    "new", "dormant", "work_study", "young_family", "scholar", "young_adult", "loyal", "digital", "learning", "culture",
    "visit_only", "none",
)  # fmt: skip


@cache
def plain(file: Path) -> list[dict[str, str]]:
    """A small file in plain Python."""
    with file.open(encoding="cp1252", newline="") as lines:
        first = lines.readline()
        lines.seek(0)
        return list(csv.DictReader(lines, delimiter=";" if ";" in first else ","))


@cache
def branch_names(folder: Path) -> set[tuple[str, str]]:
    """Every branch as (library, name)."""
    return {(row["Bibliotheek"], row["Naam"]) for row in plain(next(folder.glob("provincie/branches-*.csv")))}


@cache
def residents(folder: Path, on: date) -> dict[str, int]:
    """Residents per library, of the municipalities it serves on a day."""
    by_code: dict[str, int] = {}
    for row in plain(next(folder.glob("provincie/cbs_population-*.csv"))):
        by_code[row["Gemeentecode"]] = by_code.get(row["Gemeentecode"], 0) + int(row["Inwoners"])
    codes = {row["Gemeente"]: row["Gemeentecode"] for row in plain(Path("examples/cbs/municipalities.csv"))}
    found: dict[str, int] = {}
    for row in plain(next(folder.glob("provincie/library_municipalities-*.csv"))):
        if row["Geldig vanaf"] <= str(on) and (not row["Geldig tot"] or row["Geldig tot"] > str(on)):
            found[row["Bibliotheek"]] = found.get(row["Bibliotheek"], 0) + by_code[codes[row["Gemeente"]]]
    return found


@cache
def rows(folder: Path, source: str) -> pl.DataFrame:
    """The good rows of all files of a source, with the library they came from."""
    parts = []
    for file in sorted(folder.glob(f"*/{source}-*.csv")):
        lines = file.read_bytes().decode("cp1252").splitlines()
        begins = next(number for number, line in enumerate(lines) if ";" in line)
        part = pl.read_csv("\n".join(lines[begins:]).encode(), separator=";", infer_schema=False)
        library = pl.col("Bibliotheek") if "Bibliotheek" in part.columns else pl.lit(file.parent.name)
        parts.append(part.with_columns(library=library))
    return good(folder, pl.concat(parts))


def good(folder: Path, found: pl.DataFrame) -> pl.DataFrame:
    """The rows whose dates, numbers, branches and values can be read; copies once."""
    heads = set(found.columns)
    known = pl.DataFrame(list(branch_names(folder)), schema=["library", "Vestiging"], orient="row")
    if "Vestiging" in heads:
        found = found.join(known, on=["library", "Vestiging"], how="semi", maintain_order="left")
    for head, values in LISTED.items():
        if head in heads:
            found = found.filter(pl.col(head).is_in(list(values)))
    days = [pl.col(head).str.to_date("%d-%m-%Y", strict=False) for head in DAYS if head in heads]
    moments = [pl.col(head).str.to_datetime("%d-%m-%Y %H:%M", strict=False) for head in MOMENTS if head in heads]
    found = found.with_columns(*days, *moments).drop_nulls([head for head in (*DAYS, *MOMENTS) if head in heads])
    found = found.with_columns(
        pl.col(head).str.to_datetime(form, strict=False)
        if "%H" in form
        else pl.col(head).str.to_date(form, strict=False)
        for head, form in MAY_BE_EMPTY.items()
        if head in heads
    )
    numbers = [head for head in NUMBERS if head in heads]
    spoiled = [
        pl.col(head).is_in(["storing"]) | pl.col(head).cast(pl.Int64, strict=False).is_not_null() for head in numbers
    ]
    if numbers:
        found = found.filter(pl.all_horizontal(spoiled))
        found = found.with_columns(pl.col(head).cast(pl.Int64, strict=False) for head in numbers)
    return found if "Materiaal" in heads else found.unique(maintain_order=True)


def back(day: date, months: int) -> date:
    """The day so many months earlier, the end of a month staying one."""
    number = day.year * 12 + day.month - 1 - months
    following = date((number + 1) // 12, (number + 1) % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def uses(folder: Path) -> pl.DataFrame:
    """Everything somebody known did: library, card, day and what."""
    return pl.concat(
        [
            rows(folder, "loan_events").select(
                "library", card="Lidnummer", day="Uitgeleend op", what=pl.lit("loan"), kind="Materiaal"
            ),
            check_ins(folder).select(
                "library", card="Pasnummer", day=pl.col("Begin").dt.date(), what=pl.lit("check_in"), kind=pl.lit("")
            ),
            rows(folder, "participations").select(
                "library", card="Pasnummer", day="Datum", what=pl.lit("participation"), kind="Kernfunctie"
            ),
        ]
    )


def check_ins(folder: Path) -> pl.DataFrame:
    """The reservations for which somebody came."""
    return rows(folder, "reservations").filter(pl.col("Status") == "Ingecheckt")


def known(folder: Path, on: date) -> pl.DataFrame:
    """Everybody known on a day: member, free account, or both; since when, and when born."""
    members = rows(folder, "memberships").select(
        "library", card="Lidnummer", since="Ingeschreven op", until="Opgezegd per", born="Geboortedatum"
    )
    accounts = rows(folder, "registrations").select(
        "library", card="Pasnummer", since=pl.col("Aangemeld op").dt.date(), born="Geboortedatum"
    )
    here = pl.concat(
        [
            members.filter((pl.col("since") <= on) & (pl.col("until").is_null() | (pl.col("until") > on))),
            accounts.filter(pl.col("since") <= on),
        ],
        how="diagonal",
    ).select("library", "card").unique()  # fmt: skip
    first = pl.concat([members, accounts], how="diagonal").group_by("library", "card").agg(
        since=pl.col("since").min(), born=pl.col("born").first()
    )  # fmt: skip
    return here.join(first, on=["library", "card"])


@cache
def groups(folder: Path, on: date) -> pl.DataFrame:
    """Everybody known on a day with their group, by the rules in their order."""
    year = uses(folder).filter((pl.col("day") > back(on, 12)) & (pl.col("day") <= on))
    quarter = pl.col("day") > back(on, 3)
    loan, learning = (
        pl.col("what") == "loan",
        pl.col("kind").is_in(["Kennis en informatie", "Ontwikkeling en educatie"]),
    )
    took_part = pl.col("what") == "participation"
    done = year.group_by("library", "card").agg(
        uses=pl.len(),
        check_ins=(quarter & (pl.col("what") == "check_in")).sum(),
        loans_quarter=(quarter & loan).sum(),
        loans=loan.sum(),
        loan_days=pl.col("day").filter(loan).n_unique(),
        youth=(loan & (pl.col("kind") == "Boek jeugd")).sum(),
        digital=(loan & (pl.col("kind") == "E-book")).sum(),
        learned=(took_part & learning).sum(),
        other=(took_part & ~learning).sum(),
    )
    every = (
        known(folder, on).join(done, on=["library", "card"], how="left").with_columns(pl.col(pl.UInt32).fill_null(0))
    )
    age = (pl.lit(on) - pl.col("born")).dt.total_days() / 365.25
    rule = (
        pl.when(pl.col("since") > back(on, 3)).then(pl.lit("new"))
        .when(pl.col("uses") == 0).then(pl.lit("dormant"))
        .when((pl.col("check_ins") >= 2) & (pl.col("loans_quarter") <= 1)).then(pl.lit("work_study"))
        .when((age >= 18) & (pl.col("youth") > 0)).then(pl.lit("young_family"))
        .when((age >= 12) & (age < 18)).then(pl.lit("scholar"))
        .when((age >= 18) & (age < 21)).then(pl.lit("young_adult"))
        .when(pl.col("loan_days") >= 12).then(pl.lit("loyal"))
        .when((pl.col("digital") >= 4) & (pl.col("digital") * 2 >= pl.col("loans"))).then(pl.lit("digital"))
        .when(pl.col("learned") >= 2).then(pl.lit("learning"))
        .when(pl.col("other") >= 2).then(pl.lit("culture"))
        .when(pl.col("loans") == 0).then(pl.lit("visit_only"))
        .otherwise(pl.lit("none"))
    )  # fmt: skip
    return every.with_columns(group=rule)


def shares(folder: Path, on: date) -> dict[str, float]:
    """The part of everybody known that is in each group."""
    found = groups(folder, on)
    counted = dict(found["group"].value_counts().iter_rows())
    return {group: counted.get(group, 0) / len(found) for group in GROUPS}


def workers_per_1000(folder: Path, library: str, on: date) -> float:
    """Work and study visitors (two check-ins in three months) per 1,000 residents at the end of a month."""
    mine = check_ins(folder).filter(
        (pl.col("library") == library) & (pl.col("Begin").dt.date() > back(on, 3)) & (pl.col("Begin").dt.date() <= on)
    )
    twice = mine.group_by("Pasnummer").len().filter(pl.col("len") >= 2)
    return len(twice) * 1000 / residents(folder, on)[library]
