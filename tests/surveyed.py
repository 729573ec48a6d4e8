"""A visitor survey as a library delivers it, made up here: answers in plain Python, and the file they stand in."""

from pathlib import Path

# How many answers each kind of visitor gave: the unknown too few to say anything about.
ANSWERED = {"ja": 240, "nee": 84, "": 12}
REASONS = ("Boeken lenen of terugbrengen", "Studeren of werken", "Activiteit bezoeken", "Computer gebruiken")


def answers() -> list[dict[str, str]]:
    """Every answer; members are more satisfied, and each ninth answer leaves something open."""
    rows = []
    for member, count in ANSWERED.items():
        for n in range(count):
            mark = 6 + (n * 7) % 4 + (member == "ja")
            rows.append(
                {
                    "Vestiging": ("City", "Gosforth", "")[n % 3],
                    "Datum": f"{1 + n % 28:02d}-03-2024",
                    "Lid": member,
                    "Reden van bezoek": "" if n % 9 == 8 else REASONS[(n * n) % 4 if n % 5 else 2],
                    "Tevredenheid": "" if n % 9 == 4 else str(mark),
                    "Aanbevelen": "weet niet" if n % 9 == 2 else str((n * 5) % 11 if n % 4 else 10),
                }
            )
    return rows


def write(path: Path) -> Path:
    """The file, in the words and signs of the source."""
    rows = answers()
    lines = [";".join(rows[0]), *(";".join(row.values()) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="cp1252")
    return path
