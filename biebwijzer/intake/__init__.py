"""Intake: a delivered file becomes visible rows, or a clear refusal; nothing is lost, nobody sees half of it."""

from biebwijzer.intake.care import (
    CareDraft,
    care_problems,
    folder_of,
    in_force,
    keep_care,
    owners,
    refresh_now,
)
from biebwijzer.intake.clustering import Cluster, clusters
from biebwijzer.intake.correcting import correct, deliver_rows
from biebwijzer.intake.deciding import activate, discard, rebuild, roll_back
from biebwijzer.intake.differences import Difference, MonthlySum, difference
from biebwijzer.intake.jobs import Told, read_job, read_json
from biebwijzer.intake.outcomes import MOST_REFUSED, Outcome
from biebwijzer.intake.quarantine import asks_library, deliverable, drop, restore
from biebwijzer.intake.refusals import REASONS, DeliveryRefused, Stopped
from biebwijzer.intake.refused import RefusedPage, kinds_of_refusal, refused_page, refused_records
from biebwijzer.intake.repairing import deliver_repaired, is_repaired, judge_again, repair_file
from biebwijzer.intake.rules import (
    Correction,
    end_rule,
    may_be_rule,
    remember,
    revive_rule,
    rules_in_force,
    touched_sentence,
)
from biebwijzer.intake.running import Progress, deliver
from biebwijzer.intake.sources import Field, Source, source, sources
from biebwijzer.intake.tidying import job_folder, tidy
from biebwijzer.intake.under_way import UnderWay

__all__ = [
    "MOST_REFUSED",
    "REASONS",
    "CareDraft",
    "Cluster",
    "Correction",
    "DeliveryRefused",
    "Difference",
    "Field",
    "MonthlySum",
    "Outcome",
    "Progress",
    "RefusedPage",
    "Source",
    "Stopped",
    "Told",
    "UnderWay",
    "activate",
    "asks_library",
    "care_problems",
    "clusters",
    "correct",
    "deliver",
    "deliver_repaired",
    "deliver_rows",
    "deliverable",
    "difference",
    "discard",
    "drop",
    "end_rule",
    "folder_of",
    "in_force",
    "is_repaired",
    "job_folder",
    "judge_again",
    "keep_care",
    "kinds_of_refusal",
    "may_be_rule",
    "owners",
    "read_job",
    "read_json",
    "rebuild",
    "refresh_now",
    "refused_page",
    "refused_records",
    "remember",
    "repair_file",
    "restore",
    "revive_rule",
    "roll_back",
    "rules_in_force",
    "source",
    "sources",
    "tidy",
    "touched_sentence",
]
