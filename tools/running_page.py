"""The part of docs/running.md that follows from the code: commands, settings, permissions. --write or --check."""

import sys
from pathlib import Path

from biebwijzer.access import roles
from biebwijzer.cli import known_commands
from biebwijzer.rooms import ROOMS
from biebwijzer.settings import MEANINGS, Settings
from biebwijzer.words import Words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "running.md"
BEGIN, END = "<!-- from the code: make docs -->", "<!-- end of what comes from the code -->"


def from_the_code() -> str:
    """Commands with what they take, settings with their meaning and default, permissions and who has them."""
    words = Words("en")
    lines = ["", "## Commands", "", "| command | takes | what it does |", "| --- | --- | --- |"]
    for command in known_commands().values():
        takes = " ".join(
            str(one.options.get("metavar", one.flags[0])) if not one.flags[0].startswith("-")
            else f"[{one.flags[0]}{' ' + one.options['metavar'] if 'metavar' in one.options else ''}]"
            for one in command.arguments
        )  # fmt: skip
        shown = f"`{takes}`".replace("|", "\\|") if takes else ""
        lines.append(f"| `{command.name}` | {shown} | {words(command.help)} |")
    lines += ["", "## Settings", "", "| name in the environment | default | meaning |", "| --- | --- | --- |"]
    for name, meaning in MEANINGS.items():
        default = getattr(Settings, name.removeprefix("BIEBWIJZER_").lower(), "./home")
        lines.append(f"| `{name}` | `{default}` | {words(meaning)} |")
    lines += ["", "## Permissions", "", "| room | permission | roles that have it |", "| --- | --- | --- |"]
    for room in ROOMS:
        for permission in room.permissions:
            have = [role.name for role in roles().values() if permission in role.permissions]
            lines.append(f"| {room.name} | `{permission}` | {', '.join(have)} |")
    return "\n".join([*lines, "", ""])


def renewed(text: str) -> str:
    """The page with the part from the code renewed."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + from_the_code() + END + rest.split(END)[1]


def main(arguments: list[str]) -> int:
    """Write the page, or say that it is behind."""
    text = PAGE.read_text(encoding="utf-8")
    if "--write" in arguments:
        PAGE.write_text(renewed(text), encoding="utf-8")
        return 0
    if renewed(text) != text:
        print("docs/running.md is behind the code: run make docs")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
