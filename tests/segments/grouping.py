"""Every person's group recomputed in plain Python, by the numbers of groups.toml: what the rollups are held against."""

from calendar import monthrange
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from biebwijzer.segments.groups import groups

Person = tuple[str, str]
LEARNING = {"education", "knowledge"}


def earlier(month: date, months: int) -> date:
    number = month.year * 12 + month.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def end_of(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


@dataclass
class World:
    """What was delivered, by person: spans one is known, and days on which something was done."""

    known: dict[Person, list[tuple[date, date | None, bool, str, int | None, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    loans: dict[Person, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    check_ins: dict[Person, list[date]] = field(default_factory=lambda: defaultdict(list))
    joined: dict[Person, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    delivered: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))

    def member(self, row: dict) -> None:
        adult = row["subscription"] in ("adult", "business")
        span = (row["member_since"], row.get("member_until"), True, row["branch_id"], row.get("birth_year"), adult)
        self.known[row["library_id"], row["member_key"]].append(span)

    def account(self, row: dict) -> None:
        day = row["registered_at"].date()
        span = (day, None, False, row["branch_id"], row.get("birth_year"), False)
        self.known[row["library_id"], row["member_key"]].append(span)

    def loan(self, row: dict) -> None:
        day = row["loaned_on"]
        self.loans[row["library_id"], row["member_key"]].append((day, row["material"]))
        self.delivered[row["library_id"]].add(day.replace(day=1))

    def reservation(self, row: dict) -> None:
        if row["status"] == "checked_in":
            self.check_ins[row["library_id"], row["member_key"]].append(row["starts_at"].date())

    def participation(self, row: dict) -> None:
        self.joined[row["library_id"], row["member_key"]].append((row["held_on"], row["core_function"]))

    def whole_months(self, library: str) -> list[date]:
        """The months of which the month itself and the eleven before were delivered."""
        have = self.delivered[library]
        return sorted(month for month in have if all(earlier(month, back) in have for back in range(12)))

    def groups_at(self, month: date, libraries: Iterable[str] | None = None) -> Iterator[tuple[Person, str, str, str]]:
        """Person, branch, kind and group of everybody known at the end of a month."""
        for person, spans in self.known.items():
            if (libraries is None or person[0] in libraries) and month in self.whole_months(person[0]):
                now = [span for span in spans if span[0] <= end_of(month) and (not span[1] or span[1] > end_of(month))]
                if now:
                    kinds = {span[2] for span in now}
                    kind = "both" if len(kinds) == 2 else "member" if True in kinds else "free_account"
                    branch = max(now, key=lambda span: (span[2], span[0], span[3]))[3]
                    yield person, branch, kind, self.group(person, month, any(span[5] for span in now))

    def group(self, person: Person, month: date, adult: bool) -> str:
        """The first rule that fits."""
        rules, spans = groups(), self.known[person]
        born = max((span[4] for span in spans if span[4] is not None), default=None)
        age = None if born is None else month.year - born

        def since(code: str) -> date:
            return earlier(month, rules[code].numbers["months"] - 1)

        def during(days: list, code: str) -> list:
            found = [(day, None) if isinstance(day, date) else day for day in days]
            return [one for one in found if since(code) <= one[0] <= end_of(month)]

        loans, check_ins, joined = self.loans[person], self.check_ins[person], self.joined[person]
        if min(span[0] for span in spans) >= since("new"):
            return "new"
        if not any(during(days, "dormant") for days in (loans, check_ins, joined)):
            return "dormant"
        study = rules["study_work"].numbers
        often = len(during(check_ins, "study_work")) >= study["check_ins"]
        if often and len(during(loans, "study_work")) <= study["loans"]:
            return "study_work"
        family = rules["young_family"].numbers
        youth = [one for one in during(loans, "young_family") if one[1] == "youth_book"]
        if (adult if age is None else age >= family["from_age"]) and len(youth) >= family["youth_loans"]:
            return "young_family"
        for code in ("pupil", "young_adult"):
            if age is not None and rules[code].numbers["from_age"] <= age <= rules[code].numbers["until_age"]:
                return code
        if len({day for day, _ in during(loans, "keen_reader")}) >= rules["keen_reader"].numbers["days"]:
            return "keen_reader"
        digital, kinds = rules["digital_reader"].numbers, [one[1] for one in during(loans, "digital_reader")]
        screens = kinds.count("digital")
        if screens >= digital["digital_loans"] and 100 * screens >= digital["half"] * len(kinds):
            return "digital_reader"
        learned = [one for one in during(joined, "learner") if one[1] in LEARNING]
        if len(learned) >= rules["learner"].numbers["activities"]:
            return "learner"
        others = [one for one in during(joined, "culture") if one[1] not in LEARNING]
        if len(others) >= rules["culture"].numbers["activities"]:
            return "culture"
        return "visit_only" if not during(loans, "visit_only") else "no_group"


def holds(kind: str) -> set[str]:
    """The kinds of person counted under a choice on the screen."""
    return {"member", "free_account", "both"} if kind == "all" else {kind, "both"}


def counted(people: Iterable[tuple[Person, str, str, str]], kind: str = "all", branch: str | None = None) -> Counter:
    """Persons per group."""
    return Counter(group for _, at, who, group in people if who in holds(kind) and branch in (None, at))


def moved(world: World, month: date, libraries: Iterable[str], kind: str = "all", branch: str | None = None) -> Counter:
    """Persons per group a year earlier and group now, of libraries that know somebody in both months."""
    before = earlier(month, 12)
    able = {one for one in libraries if all(any(world.groups_at(at, {one})) for at in (before, month))}

    def placed(at: date) -> dict[Person, str]:
        people = world.groups_at(at, able)
        return {person: group for person, place, who, group in people if who in holds(kind) and branch in (None, place)}

    then, now = placed(before), placed(month)
    return Counter((then.get(person, "not_yet"), now.get(person, "gone")) for person in {*then, *now})
