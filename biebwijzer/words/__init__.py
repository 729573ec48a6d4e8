"""What people read: Dutch as the source, English beside it, with numbers and dates as one writes them."""

from biebwijzer.words.speaking import Part, Words, mark

__all__ = ["Part", "Words", "mark"]
