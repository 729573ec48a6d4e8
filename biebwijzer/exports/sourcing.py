"""Where a figure comes from, as it travels with it: the deliveries behind it, and how it was asked."""

from datetime import UTC, datetime

import polars as pl

from biebwijzer.access import Workspace
from biebwijzer.look import SourceNote
from biebwijzer.warehouse import Answer
from biebwijzer.words import Words


def source_note(workspace: Workspace, answer: Answer, filters: tuple[tuple[str, str], ...] | None = None) -> SourceNote:
    """The source of an answer: one line, and every delivery behind that line."""
    words = workspace.words
    behind = workspace.ask("intake/deliveries_behind", tables=sorted(answer.tables)).rows
    rows = list(behind.iter_rows(named=True))
    return SourceNote(
        text=_one_line(behind, words),
        deliveries=tuple(
            (words.either({"nl": row["title_nl"], "en": row["title_en"]}), row["file_name"] or "",
             words.moment(row["delivered_at"]), words.number(row["row_count"]))
            for row in rows
        ),
        filters=filters if filters is not None else _as_asked(answer, words),
        made_at=datetime.now(UTC),
    )  # fmt: skip


def _one_line(behind: pl.DataFrame, words: Words) -> str:
    if behind.is_empty():
        return words("Bron: nog niets geladen")
    titles = behind[f"title_{words.language}"].unique(maintain_order=True).to_list()
    newest = behind["fresh_until"].drop_nulls().max()
    if newest is None:
        return words("Bron: {titles}", titles=words.list(titles))
    return words("Bron: {titles}, tot en met {day}", titles=words.list(titles), day=words.date(newest))  # type: ignore[arg-type]


def _as_asked(answer: Answer, words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((name, words("alle") if value is None else str(value)) for name, value in answer.values.items())
