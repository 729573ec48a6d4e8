"""What a spreadsheet would run instead of show: text from outside may be made to look so."""

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet takes this text for a formula when it is opened or saved again."""
    return text.startswith(SIGNS)
