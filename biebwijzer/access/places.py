"""Where a role can hold: a library, the libraries a support institution serves, or everywhere."""

from biebwijzer.access.workspace import Workspace
from biebwijzer.warehouse import Row
from biebwijzer.words import Words

Place = tuple[str, str]


def library_names(workspace: Workspace) -> dict[str, str]:
    """Every library's name by its id."""
    rows = workspace.ask("access/libraries").rows
    return dict(rows.select("library_id", "name").iter_rows())


def places(workspace: Workspace) -> dict[Place, str]:
    """The places this administrator can give a role in, each with how one says it."""
    names = library_names(workspace)
    own: dict[Place, str] = {("library", one): names.get(one, one) for one in workspace.libraries}
    if workspace.scope_type != "land":
        return own
    served = workspace.ask("access/poi_ids").rows["poi_id"].to_list()
    wide: dict[Place, str] = {("poi", one): workspace.words("POI {name}", name=one) for one in served}
    return {("land", "land"): everywhere(workspace.words), **own, **wide}


def everywhere(words: Words) -> str:
    """How one says that a role holds for all libraries."""
    return words("alle bibliotheken")


def place_of(workspace: Workspace, grant: Row) -> str:
    """Where a role holds, as one says it."""
    if grant["scope_type"] == "land":
        return everywhere(workspace.words)
    if grant["scope_type"] == "poi":
        return workspace.words("POI {name}", name=grant["scope_id"])
    return library_names(workspace).get(grant["scope_id"]) or str(grant["scope_id"])
