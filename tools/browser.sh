#!/usr/bin/env bash
# The journeys need a real Chromium: use the one that is there, else fetch it by apt, else say so and fail. Debian's
# Chromium without windows is preferred: the same browser, smaller to fetch and quicker to walk with.
set -euo pipefail
there() { command -v chromium-headless-shell || command -v chromium || command -v chromium-browser; } >/dev/null
fetch() { apt-get install -y -qq --no-install-recommends "$1" >/dev/null; }
there && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Chromium is not here yet; fetching it by apt." >&2
    apt-get update -qq && { fetch chromium-headless-shell || fetch chromium; }
    there && exit 0
fi
echo "The journeys can't be walked: no Chromium, and apt can't bring it. Ask for: apt-get install chromium." >&2
exit 1
