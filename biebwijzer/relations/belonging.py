"""Which organisation belongs to a larger one: a school to its board, a site to its head office."""

from biebwijzer.access import Change, Saved, Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.relations.saving import library_of, standing
from biebwijzer.words import mark

TABLE = "relations.organisation"


def put_under(workspace: Workspace, organisation_id: str, part_of_id: str | None, seen: int) -> Saved:
    """Say to which larger organisation one belongs, or with None that it stands alone."""
    with workspace.change("relations.organisation.put_under") as act:
        larger = standing(act, part_of_id)
        library = library_of(workspace, act, TABLE, organisation_id)
        if larger and library_of(workspace, act, TABLE, larger) != library:
            raise NotAllowed(mark("Deze organisaties horen bij verschillende bibliotheken."))
        if larger and organisation_id in above(act, larger):
            raise NotAllowed(mark("Dan horen deze twee bij elkaar in een kring. Kies een grotere organisatie."))
        act.update(TABLE, organisation_id, {"part_of_id": larger}, seen)
    return Saved(organisation_id, act.audit_id)


def above(act: Change, organisation_id: str) -> list[str]:
    """An organisation and all it belongs to, the nearest first."""
    found: list[str] = []
    here: str | None = organisation_id
    while here and here not in found:
        found.append(here)
        row = act.transaction.one(TABLE, here)
        here = standing(act, row["part_of_id"]) if row else None
    return found
