#!/usr/bin/env bash
# The journeys need a real Chromium: use the one that is there, else fetch it by apt, else say so and fail.
set -euo pipefail
command -v chromium >/dev/null || command -v chromium-browser >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Chromium is not here yet; fetching it by apt." >&2
    apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null
    command -v chromium >/dev/null && exit 0
fi
echo "The journeys can't be walked: no Chromium, and apt can't bring it. Ask for: apt-get install chromium." >&2
exit 1
