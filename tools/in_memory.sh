#!/usr/bin/env bash
# Run a command whose files live no longer than it does: in memory where there is room for them, since tests write to
# disk thousands of times and would wait for it each time; elsewhere where such files always go.
set -euo pipefail
needed=$((4 * 1024 * 1024))
beside=$((4 * 1024 * 1024))

# In kB; nothing where there is no such thing.
room() { df -Pk /dev/shm 2>/dev/null | awk 'END {print $4 + 0}'; }
available() { awk '/^MemAvailable/ {print $2}' /proc/meminfo 2>/dev/null || true; }

where=${TMPDIR:-/tmp}
if [ -w /dev/shm ] && [ "$(room)" -gt "$needed" ] && [ "$(available)" -gt $((needed + beside)) ]; then
    where=/dev/shm
fi
TMPDIR=$(mktemp -d "$where/biebwijzer-XXXXXX")
export TMPDIR
trap 'rm -rf "$TMPDIR"' EXIT
# The tests' database server runs as somebody else.
chmod 711 "$TMPDIR"
"$@"
