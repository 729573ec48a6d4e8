"""What people typed in the demo: schools, people, talks, a board pack; by the same functions as the screens use."""

from datetime import date, timedelta
from typing import Any

from biebwijzer.access import Workspace, views
from biebwijzer.access.views import ViewDraft
from biebwijzer.demo.linking import link_known
from biebwijzer.demo.packing import pack
from biebwijzer.demo.places import SCHOOLS
from biebwijzer.demo.world import text_of
from biebwijzer.relations import (
    VIEWS,
    belonging,
    consents,
    contact_moments,
    follow_ups,
    organisations,
    own_fields,
    people,
    schools,
)
from biebwijzer.relations.consents import ConsentDraft
from biebwijzer.relations.contact_moments import ContactMomentDraft
from biebwijzer.relations.organisations import OrganisationDraft
from biebwijzer.relations.own_fields import OwnFieldDraft
from biebwijzer.relations.people import PersonDraft

# Ids of what is typed begin with this: typing it in once more adds nothing.
PREFIX = "demo-"


def type_in(workspace: Workspace, cards: dict[str, str] | None = None) -> None:
    """Everything of a coordinator: the official list of schools first, then whom she knows and what she promised.

    `cards` are the numbers of members that she links to people she knows.
    """
    typed = text_of("typed")
    listed = schools.read_list(SCHOOLS.read_bytes())
    schools.take_over(workspace, schools.compare(workspace, listed, None))
    known = {row["brin"]: row["organisation_id"] for row in workspace.ask("relations/schools").rows.to_dicts()}
    for one in typed["own_fields"]:
        fields = {name: value for name, value in one.items() if name != "id"}
        own_fields.add(workspace, OwnFieldDraft(**fields), PREFIX + one["id"])
    for one in typed["organisations"]:
        known[one["id"]] = organisations.add(workspace, organisation_of(one), PREFIX + one["id"]).row_id
    for one in typed["organisations"]:
        if "part_of" in one:
            belongs(workspace, known[one["id"]], known[one["part_of"]])
    for one in typed["people"]:
        people.add(workspace, person_of(one, known), PREFIX + one["id"])
    for number, one in enumerate(typed["consents"]):
        agreed(workspace, one, f"{PREFIX}consent-{number}")
    link_known(workspace, PREFIX, cards or {})
    where = {one["id"]: known[one["at"]] for one in typed["people"] if "at" in one}
    for number, one in enumerate(typed["views"]):
        draft = ViewDraft(one["name"], one["address"], is_shared=True)
        views.save(workspace, VIEWS[one["subject"]], draft, f"{PREFIX}view-{number}")
    for number, one in enumerate(typed["moments"]):
        talk(workspace, one, where.get(one["with"]), f"{PREFIX}{number}")
    pack(workspace, PREFIX)


def own_of(said: dict[str, Any]) -> dict[str, str]:
    """What stands in the own fields of a card."""
    return {PREFIX + name: value for name, value in said.get("own", {}).items()}


def organisation_of(said: dict[str, Any]) -> OrganisationDraft:
    """An organisation as typed."""
    fields = {name: value for name, value in said.items() if name not in ("id", "own", "part_of")}
    return OrganisationDraft(**fields, own=own_of(said))


def belongs(workspace: Workspace, organisation_id: str, part_of_id: str) -> None:
    """Let one organisation belong to a larger one, unless it does already."""
    row = workspace.ask("relations/organisation", organisation_id=organisation_id).rows.row(0, named=True)
    if row["part_of_id"] is None:
        belonging.put_under(workspace, organisation_id, part_of_id, row["row_version"])


def person_of(said: dict[str, Any], known: dict[str, str]) -> PersonDraft:
    """A person as typed, with an address that nobody has."""
    return PersonDraft(
        first_name=said["first"],
        infix=said.get("infix"),
        last_name=said["last"],
        email=f"{said['id']}@voorbeeld.invalid",
        phone=said.get("phone"),
        organisation_id=known[said["at"]] if "at" in said else None,
        role=said.get("role"),
        own=own_of(said),
    )


def agreed(workspace: Workspace, said: dict[str, Any], row_id: str) -> None:
    """What somebody agreed to, and that they want it no longer."""
    about, day = PREFIX + said["with"], workspace.today - timedelta(days=said["ago"])
    draft = ConsentDraft(about, said["purpose"], said["channel"], day, said["source"], said["proof"])
    given = consents.give(workspace, draft, row_id)
    if said.get("gone") and given.audit_id:
        consents.withdraw(workspace, about, said["purpose"], said["channel"])


def proposition_of(workspace: Workspace, code: str | None) -> str | None:
    """The id of a proposition the library wrote down; None when it did not."""
    found = workspace.ask("relations/propositions").rows.filter(code=code or "")
    return found["proposition_id"][0] if found.height == 1 else None


def colleagues_of(workspace: Workspace) -> tuple[str, ...]:
    """Colleagues at the same library, by name."""
    rows = workspace.ask("relations/colleagues", library_id=workspace.libraries[0]).rows
    return tuple(one for one in rows["app_user_id"] if one != workspace.user_id)


def talk(workspace: Workspace, said: dict[str, Any], organisation_id: str | None, row_id: str) -> None:
    """One talk with its promise; a promise that was kept is ticked off."""
    today: date = workspace.today
    draft = ContactMomentDraft(
        spoken_on=today - timedelta(days=said["ago"]),
        channel=said["channel"],
        summary=said["said"],
        person_id=PREFIX + said["with"],
        organisation_id=organisation_id,
        beside_ids=tuple(PREFIX + one for one in said.get("beside", ())),
        colleague_ids=colleagues_of(workspace)[:1] if said.get("together") else (),
        place=said.get("place"),
        promise=said.get("promise"),
        proposition_id=proposition_of(workspace, said.get("about")),
        due_on=today + timedelta(days=said["due"]) if "due" in said else None,
    )
    contact_moments.record(workspace, draft, row_id)
    if said.get("done"):
        mine = workspace.ask("relations/follow_ups").rows.filter(contact_moment_id=row_id)
        for follow_up_id in mine["follow_up_id"]:
            follow_ups.finish(workspace, follow_up_id)
