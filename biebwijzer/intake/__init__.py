"""Intake: a delivered file becomes visible rows, or a clear refusal; nothing is lost, nobody sees half of it."""

from biebwijzer.intake.correcting import correct, deliver_rows
from biebwijzer.intake.deciding import activate, discard, rebuild, roll_back
from biebwijzer.intake.jobs import Told, read_job, read_json
from biebwijzer.intake.outcomes import MOST_REFUSED, Outcome
from biebwijzer.intake.quarantine import asks_library, deliverable, drop, restore
from biebwijzer.intake.refusals import REASONS, DeliveryRefused, Stopped
from biebwijzer.intake.refused import RefusedPage, kinds_of_refusal, refused_page
from biebwijzer.intake.running import Progress, deliver
from biebwijzer.intake.sources import Field, Source, source, sources
from biebwijzer.intake.tidying import job_folder, tidy
from biebwijzer.intake.under_way import UnderWay

__all__ = [
    "MOST_REFUSED",
    "REASONS",
    "DeliveryRefused",
    "Field",
    "Outcome",
    "Progress",
    "RefusedPage",
    "Source",
    "Stopped",
    "Told",
    "UnderWay",
    "activate",
    "asks_library",
    "correct",
    "deliver",
    "deliver_rows",
    "deliverable",
    "discard",
    "drop",
    "job_folder",
    "kinds_of_refusal",
    "read_job",
    "read_json",
    "rebuild",
    "refused_page",
    "restore",
    "roll_back",
    "source",
    "sources",
    "tidy",
]
