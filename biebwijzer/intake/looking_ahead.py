"""Looking ahead: what a delivery would mean for the figures everybody knows, told before anybody sees it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from biebwijzer.intake.control_sums import control_sums
from biebwijzer.intake.day_month import day_month
from biebwijzer.intake.headlines import BEHIND, beside, headlines, make_marts
from biebwijzer.intake.jobs import Job
from biebwijzer.intake.shaping import rows_of
from biebwijzer.intake.signals import signals
from biebwijzer.intake.sources import Source
from biebwijzer.intake.taking_in import Taken
from biebwijzer.intake.transcribing import Transcript
from biebwijzer.warehouse.loading import Workbench


def before(
    bench: Workbench, source: Source, job: Job, transcript: Transcript, months: Mapping[str, date | str], taken: Taken
) -> dict[str, Any]:
    """What is known while the current version stands: the figures of now, and what the file says of itself."""
    if job.adding:
        return {}
    texts = f"({rows_of('raw', transcript.first_row, taken.unfit)})"
    found: dict[str, Any] = {
        "sums": control_sums(bench, source, texts, transcript.headings, months),
        "dates": day_month(bench, source),
    }
    if source.delivers in BEHIND:
        with bench.at_once():
            make_marts(bench, libraries_of(bench, job))
            found["headlines"] = headlines(bench, job.library)
    return found


def libraries_of(bench: Workbench, job: Job) -> list[str]:
    """The libraries a delivery is about."""
    if job.library:
        return [job.library]
    return [row["library_id"] for row in bench.rows("select distinct library_id from accepted order by 1")]


def after(bench: Workbench, source: Source, job: Job, told: Mapping[str, Any]) -> dict[str, Any]:
    """The same figures in the version that was made, and what stands out in it."""
    if "headlines" not in told:
        return {}
    seen = {"headlines": beside(told["headlines"], headlines(bench, job.library))}
    # What stands out is there to decide by; a delivery that counts at once is not kept waiting for it.
    return {**seen, "signals": signals(bench, source)} if job.preview else seen
