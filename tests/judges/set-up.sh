#!/usr/bin/env bash
# Sets up the outside judges that tests need: Chromium, Java and exiftool from Debian, axe and vnu from npm into .judges/.
set -euo pipefail
cd "$(dirname "$0")"
judges=../../.judges

missing=()
command -v "${CHROME:-chromium}" >/dev/null || missing+=(chromium)
command -v java >/dev/null || missing+=(default-jre-headless)
command -v exiftool >/dev/null || missing+=(libimage-exiftool-perl)
command -v npm >/dev/null || missing+=(nodejs npm)

if ((${#missing[@]})); then
  install=(apt-get install --yes --no-install-recommends "${missing[@]}")
  if ! command -v apt-get >/dev/null; then
    echo "Tests need ${missing[*]}. Install them, then run this again (CHROME names a Chromium that is elsewhere)." >&2
    exit 1
  elif ((EUID == 0)); then
    as_root=()
  elif sudo --non-interactive true 2>/dev/null; then
    as_root=(sudo)
  else
    echo "Tests need ${missing[*]}, and this user may not install them. Ask for: ${install[*]}" >&2
    exit 1
  fi
  "${as_root[@]}" apt-get update --quiet=2
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" "${install[@]}" --quiet=2 >/dev/null
fi

mkdir -p "$judges"
if ! cmp --silent package-lock.json "$judges/installed.json"; then
  cp package.json package-lock.json "$judges/"
  npm ci --prefix "$judges" --ignore-scripts --no-audit --no-fund --silent
  cp package-lock.json "$judges/installed.json"
fi
