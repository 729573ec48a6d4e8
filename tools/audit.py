"""Known vulnerabilities in what the lock file names; when nothing could be looked up that is a failure too."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


def main() -> int:
    """Print what is known; 1 when something is, or when nothing could be audited."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        export = [BIN / "uv", "export", "--frozen", "--quiet", "--no-emit-project", "-o", wanted]
        subprocess.run(export, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        order = [
            BIN / "pip-audit",
            "--requirement",
            wanted,
            "--disable-pip",
            "--format",
            "json",
            "--progress-spinner",
            "off",
        ]
        done = subprocess.run(order, capture_output=True, text=True, check=False)
    try:
        packages = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(f"Nothing could be audited:\n{done.stderr.strip()[-1000:]}")
        return 1
    looked_up = [one for one in packages if "vulns" in one]
    known = [(one["name"], one["version"], found) for one in looked_up for found in one["vulns"]]
    for name, version, found in known:
        print(f"{name} {version}: {found['id']}, mended in {', '.join(found['fix_versions']) or 'no release yet'}")
    print(f"{len(looked_up)} of {len(packages)} packages looked up, {len(known)} known vulnerabilities")
    return 1 if known or not looked_up else 0


if __name__ == "__main__":
    sys.exit(main())
