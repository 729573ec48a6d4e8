"""Intake: a delivered file becomes visible rows, or a clear refusal; nothing is lost, nobody sees half of it."""

from biebwijzer.intake.refusals import REASONS, DeliveryRefused
from biebwijzer.intake.running import Outcome, deliver
from biebwijzer.intake.sources import Source, source, sources

__all__ = [
    "REASONS",
    "DeliveryRefused",
    "Outcome",
    "Source",
    "deliver",
    "source",
    "sources",
]
