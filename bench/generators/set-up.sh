#!/usr/bin/env bash
# Sets up the peers of whole builds below .judges/bench/generators/, each on its own, as its lock file says: again only
# when that changed. PYTHON names the Python to use.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p ../../.judges/bench/generators
place=$(cd ../../.judges/bench/generators && pwd -P)  # in full: npm loses its way in a link

for lock in *.txt; do
    name=${lock%.txt}
    # An environment works only where it was made.
    cmp --silent "$lock" "$place/$name/$lock" && grep --quiet "$place/$name/" "$place/$name/bin/pip" && continue
    echo "Setting up $name, once…" >&2
    "${PYTHON:-python3}" -m venv --clear "$place/$name"
    "$place/$name/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$lock"
    cp "$lock" "$place/$name/"
done

if ! cmp --silent eleventy/package-lock.json "$place/eleventy/installed.json"; then
    echo "Setting up eleventy, once…" >&2
    mkdir -p "$place/eleventy"
    cp eleventy/package.json eleventy/package-lock.json "$place/eleventy/"
    npm ci --prefix "$place/eleventy" --ignore-scripts --no-audit --no-fund --silent
    cp eleventy/package-lock.json "$place/eleventy/installed.json"
fi
