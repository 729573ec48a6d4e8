"""The list one takes along to write to people: only who agreed to that, as it is at this moment."""

from biebwijzer.access import Workspace
from biebwijzer.problems import NotAllowed
from biebwijzer.relations.consents import what_problems
from biebwijzer.relations.importing.handing_back import as_csv
from biebwijzer.words import mark

HEADS = (mark("Voornaam"), mark("Tussenvoegsel"), mark("Achternaam"), mark("Adres"), mark("Toestemming sinds"))


def address_list(workspace: Workspace, purpose: str, channel: str) -> bytes:
    """Everybody with a consent that counts for this and an address; that it was taken along is kept."""
    workspace.require("relations.write")
    if not workspace.may_see_people or what_problems(purpose, channel):
        raise NotAllowed(mark("Kies waarvoor en langs welke weg."))
    rows = workspace.ask("relations/may_be_asked", purpose=purpose, channel=channel).rows.to_dicts()
    workspace.log("relations.consent.list_taken", "relations.person", None)
    names = ("first_name", "infix", "last_name", "address", "since")
    found = [[row[name] for name in names] for row in rows if row["address"]]
    return as_csv([workspace.words(head) for head in HEADS], found)
