#!/usr/bin/env bash
# Previews the next issue from a changed catalogue, for the summary of a pull request or by hand. Run it in a git repository:
#
#   CATALOGUE_FILE=catalogue.json BASE_COMMIT=origin/main OUT=preview PATH/TO/deploy/preview/preview.sh
#
# Also PUBLICATION_DIR, HISTORY and WEEK, as action.yml explains them. Writes summary.md, mail-day.png, mail-night.png, issue.html
# and issue.txt to OUT; exit 1 if the catalogue has errors.
set -euo pipefail

program=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
out=${OUT:-preview}
catalogue=${CATALOGUE_FILE:-catalogue.json}
mkdir -p "$out"
out=$(cd "$out" && pwd)
aside=$(mktemp -d)
trap 'rm -rf "$aside"' EXIT

arguments=(--catalogue "$PWD/$catalogue" --out "$out")
# As it is on the base branch, where it is there.
before="$aside/base-${catalogue##*/}"
if [ -n "${BASE_COMMIT:-}" ] && git show "$BASE_COMMIT:./$catalogue" > "$before" 2> /dev/null; then
  arguments+=(--base "$before")
fi
[ -z "${PUBLICATION_DIR:-}" ] || arguments+=(--publication "$PWD/$PUBLICATION_DIR")
[ -z "${HISTORY:-}" ] || arguments+=(--history "$HISTORY")
[ -z "${WEEK:-}" ] || arguments+=(--week "$WEEK")

status=0
PATH="$program/node_modules/node/bin:$PATH" node "$program/scripts/catalogue-preview.ts" "${arguments[@]}" || status=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ] && [ -f "$out/summary.md" ]; then
  cat "$out/summary.md" >> "$GITHUB_STEP_SUMMARY"
fi
exit "$status"
