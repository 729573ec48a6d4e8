#!/usr/bin/env bash
# Make the virtual environment from the lock file. Takes its folder, and what uv sync should leave out.
set -euo pipefail
venv=$1
shift
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Biebwijzer needs Python 3.11 or newer as '$python'. On Debian: apt-get install python3 python3-venv." >&2
    exit 1
fi

# Debian keeps the part of Python that fills a virtual environment in a package of its own.
if [ ! -x "$venv/bin/python" ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv >/dev/null
    else
        echo "Python can't make virtual environments here. Ask for: apt-get install python3-venv." >&2
        exit 1
    fi
fi

[ -x "$venv/bin/python" ] || "$python" -m venv "$venv"
[ -x "$venv/bin/uv" ] || "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "uv>=0.9"

export UV_PROJECT_ENVIRONMENT UV_NO_PROGRESS=1 UV_PYTHON_DOWNLOADS=never UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
UV_PROJECT_ENVIRONMENT=$(cd "$venv" && pwd)
# Compiling all that was installed takes longer than installing it; what Biebwijzer brings in, Python compiles once.
compiled() {
    PYTHONDONTWRITEBYTECODE='' "$venv/bin/python" -m tools.compiled
}
if "$venv/bin/uv" sync --frozen --inexact --quiet --python "$venv/bin/python" "$@"; then
    compiled
    exit
fi

# uv reads none of pip's settings. Where the registry is only known to pip, pip brings the same files: hashes decide.
echo "The lock file's own addresses don't answer; trying the registry that pip knows." >&2
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
"$venv/bin/uv" export --frozen --quiet --no-emit-project "$@" -o "$wanted" >/dev/null
"$venv/bin/python" -m pip install --quiet --no-compile --require-hashes -r "$wanted"
"$venv/bin/python" -m pip install --quiet --no-deps --editable .
compiled
