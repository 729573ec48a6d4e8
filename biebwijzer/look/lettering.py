"""How wide a text will be: charts and pictures are laid out before any font is loaded."""

# Hundredths of the font size, measured in Source Sans Regular, letters of about one width together.
_GROUPS = {
    20: " ",
    26: "ij.,;:'’‘·ïlI",
    30: "f!()-[]",
    35: "tr/",
    44: "szxc?",
    48: "vyJYkFL–",
    51: "aeg0123456789<>+−=éëèêçáàäXV",
    55: "ESTZhouAüöóòûúbnñ",
    58: "dpqCPRKB",
    63: "DG&",
    66: "HNUOQÖ",
    73: "wM",
    83: "mW%—…",
}
_WIDTHS = {letter: hundredths for hundredths, letters in _GROUPS.items() for letter in letters}
_UNLISTED = 60
_BOLDER = 1.04


def width_of(text: str, size: float, bold: bool = False) -> float:
    """The width in pixels of one line of text."""
    hundredths = sum(_WIDTHS.get(letter, _UNLISTED) for letter in text)
    return hundredths * size / 100 * (_BOLDER if bold else 1)


def in_lines(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The text broken between words into lines that fit the room; a word too long for it stays whole."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
