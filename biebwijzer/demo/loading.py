"""Loading a made world: every file delivered as a steward would, in the order of its list."""

from collections.abc import Callable
from pathlib import Path

from biebwijzer import intake
from biebwijzer.access import Workspace, refreshed
from biebwijzer.demo.writing import Delivered, read_order
from biebwijzer.problems import BiebwijzerError


class DemoBroken(BiebwijzerError):
    """A file of the demo could not be loaded."""


def load(workspace: Workspace, folder: Path, note: Callable[[str], None]) -> list[tuple[Delivered, intake.Outcome]]:
    """Deliver every file; what was loaded before an interruption stays as it is. One line per source."""
    words = workspace.words
    done: list[tuple[Delivered, intake.Outcome]] = []
    files = read_order(folder)
    for place, one in enumerate(files):
        came = intake.deliver(refreshed(workspace), one.source_id, folder / one.file, one.library_id or None)
        if came.status == "failed":
            raise DemoBroken(str(came.sentence), **dict(came.values or {}))
        done.append((one, came))
        if place + 1 == len(files) or files[place + 1].source_id != one.source_id:
            mine = [outcome for file, outcome in done if file.source_id == one.source_id]
            note(
                words(
                    "{title}: {accepted} rijen geladen, {refused} wachten.",
                    title=words.either(intake.source(one.source_id).title),
                    accepted=words.number(sum(outcome.accepted for outcome in mine)),
                    refused=words.number(sum(outcome.refused for outcome in mine)),
                )
            )
    return done
