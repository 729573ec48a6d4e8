"""Saving a contact as a coordinator does, on the server's side."""

from collections.abc import Iterator
from dataclasses import replace

from bench.measuring import Measured, many
from biebwijzer.access import roles
from biebwijzer.access.workspace import Workspace
from biebwijzer.relations import contact_moments


def coordinator(workspace: Workspace, library: str) -> Workspace:
    """The operator's workspace as a coordinator of one library has it."""
    role = roles()["coordinator"]
    return replace(
        workspace,
        user_id="bench",
        role=role.name,
        scope_type="library",
        scope_id=library,
        libraries=(library,),
        permissions=role.permissions,
        may_see_people=True,
    )


def saving(workspace: Workspace) -> Iterator[Measured]:
    """A contact with an organisation that is there, and with a promise."""
    first = contact_moments.ContactMomentDraft(
        spoken_on=workspace.today, channel="call", summary="Eerste gesprek.", new_organisation="Basisschool De Bench"
    )
    contact_moments.record(workspace, first)
    with workspace.stores.records.reading() as reading:
        organisation = reading.find("relations.organisation", most=1)[0]["organisation_id"]
    draft = replace(
        first, new_organisation=None, organisation_id=organisation, promise="Terugbellen", due_on=workspace.today
    )
    yield Measured(
        "save a contact with a promise", *many(lambda: contact_moments.record(workspace, draft), 100), None, "50 ms"
    )
