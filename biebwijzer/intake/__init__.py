"""Intake: a delivered file becomes visible rows, or a clear refusal; nothing is lost, nobody sees half of it."""

from biebwijzer.intake.answering import (
    Signs,
    answer_columns,
    counted_answers,
    may_hold_several,
    passed_over,
    signs_in,
)
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
from biebwijzer.intake.contract import Column, Contract, contracts
from biebwijzer.intake.correcting import correct, deliver_rows
from biebwijzer.intake.deciding import activate, discard, rebuild, roll_back
from biebwijzer.intake.describing import (
    SourceDraft,
    cells_of_column,
    column_label,
    describe_problems,
    fit_of,
    fitting,
    highest_reading,
    may_be_meter,
    month_families,
    nearest,
    spellings,
    suggested,
)
from biebwijzer.intake.differences import Difference, MonthlySum, difference
from biebwijzer.intake.fields import Field
from biebwijzer.intake.finding import LARGEST_RECOGNISED, sources_for
from biebwijzer.intake.jobs import Told, read_job, read_json
from biebwijzer.intake.keeping import keep, look
from biebwijzer.intake.meters import WAYS_SAID, Meter
from biebwijzer.intake.offering_sums import addable, has_blanks, may_be_added_up
from biebwijzer.intake.outcomes import MOST_REFUSED, Outcome
from biebwijzer.intake.own_sources import (
    LONGEST_TEXT,
    free_name,
    from_text,
    is_own,
    keep_source,
    kept_texts,
    known_source,
    known_sources,
    own_sources,
    source_in_file,
    withdraw_source,
)
from biebwijzer.intake.quarantine import asks_library, deliverable, drop, restore
from biebwijzer.intake.recognising import NotRecognised, Question, Recognised, recognise_bytes
from biebwijzer.intake.refusals import REASONS, DeliveryRefused, Stopped
from biebwijzer.intake.refused import RefusedPage, kinds_of_refusal, refused_page, refused_records
from biebwijzer.intake.repairing import deliver_repaired, is_repaired, judge_again, repair_file
from biebwijzer.intake.rules import (
    Correction,
    end_rule,
    left_out_sentence,
    may_be_rule,
    remember,
    revive_rule,
    rules_in_force,
    touched_sentence,
)
from biebwijzer.intake.running import deliver
from biebwijzer.intake.several import answers_sentence
from biebwijzer.intake.sources import RHYTHMS, Source, source, sources
from biebwijzer.intake.tidying import job_folder, tidy
from biebwijzer.intake.under_way import UnderWay
from biebwijzer.intake.waiting import Progress
from biebwijzer.intake.writing_sources import written_source

__all__ = [
    "LARGEST_RECOGNISED",
    "LONGEST_TEXT",
    "MOST_REFUSED",
    "REASONS",
    "RHYTHMS",
    "WAYS_SAID",
    "CareDraft",
    "Cluster",
    "Column",
    "Contract",
    "Correction",
    "DeliveryRefused",
    "Difference",
    "Field",
    "Meter",
    "MonthlySum",
    "NotRecognised",
    "Outcome",
    "Progress",
    "Question",
    "Recognised",
    "RefusedPage",
    "Signs",
    "Source",
    "SourceDraft",
    "Stopped",
    "Told",
    "UnderWay",
    "activate",
    "addable",
    "answer_columns",
    "answers_sentence",
    "asks_library",
    "care_problems",
    "cells_of_column",
    "clusters",
    "column_label",
    "contracts",
    "correct",
    "counted_answers",
    "deliver",
    "deliver_repaired",
    "deliver_rows",
    "deliverable",
    "describe_problems",
    "difference",
    "discard",
    "drop",
    "end_rule",
    "fit_of",
    "fitting",
    "folder_of",
    "free_name",
    "from_text",
    "has_blanks",
    "highest_reading",
    "in_force",
    "is_own",
    "is_repaired",
    "job_folder",
    "judge_again",
    "keep",
    "keep_care",
    "keep_source",
    "kept_texts",
    "kinds_of_refusal",
    "known_source",
    "known_sources",
    "left_out_sentence",
    "look",
    "may_be_added_up",
    "may_be_meter",
    "may_be_rule",
    "may_hold_several",
    "month_families",
    "nearest",
    "own_sources",
    "owners",
    "passed_over",
    "read_job",
    "read_json",
    "rebuild",
    "recognise_bytes",
    "refresh_now",
    "refused_page",
    "refused_records",
    "remember",
    "repair_file",
    "restore",
    "revive_rule",
    "roll_back",
    "rules_in_force",
    "signs_in",
    "source",
    "source_in_file",
    "sources",
    "sources_for",
    "spellings",
    "suggested",
    "tidy",
    "touched_sentence",
    "withdraw_source",
    "written_source",
]
