#!/usr/bin/env bash
# Copies the pinned design system, htmx and fonts from npm into wwwroot and writes their SHA-256 to tools/vendor.lock.json.
# Run it only to move a pin in package.json: what it writes is committed, so that building needs no Node.
set -euo pipefail
cd "$(dirname "$0")/.."
npm ci --ignore-scripts --no-fund --no-audit >/dev/null
root=src/Web/wwwroot
dkfds=$(node -p 'require("./package-lock.json").packages["node_modules/dkfds"].version')
htmx=$(node -p 'require("./package-lock.json").packages["node_modules/htmx.org"].version')
rm -rf "$root/lib/dkfds" "$root/lib/htmx" "$root/fonts"
to="$root/lib/dkfds/$dkfds"
mkdir -p "$to/css" "$to/js" "$to/img/svg-icons" "$root/lib/htmx/$htmx" "$root/fonts"
from=node_modules/dkfds/dist
# Without its font faces, whose files are not copied: smh.css has those that are, and a browser would ask for the others.
sed -E 's/@font-face\{[^}]*font-family:IBM Plex Sans[^}]*\}//g' "$from/css/dkfds.min.css" > "$to/css/dkfds.min.css"
cp "$from/js/dkfds.min.js" "$to/js/"
cp "$from/img/all-svg-icons.svg" "$to/img/"
cp "$from"/img/svg-icons/*.svg "$to/img/svg-icons/"
cp "$from/LICENSE.md" "$to/"
cp node_modules/htmx.org/dist/htmx.min.js node_modules/htmx.org/LICENSE "$root/lib/htmx/$htmx/"
for face in Regular Italic SemiBold Bold; do
  cp "$from/fonts/IBMPlexSans/split/woff2/IBMPlexSans-$face-Latin1.woff2" "$root/fonts/"
done
cp "$from/fonts/IBMPlexSans/split/woff2/IBMPlexSans-Regular-Latin2.woff2" "$root/fonts/"
cp "$from/fonts/IBMPlexSans/split/woff2/license.txt" "$root/fonts/"
find "$root" -type d -exec chmod 755 {} + && find "$root" -type f -exec chmod 644 {} +
(cd "$root" && find lib fonts -type f | LC_ALL=C sort | xargs sha256sum) | awk '
  BEGIN { print "{" }
  { printf "%s  \"%s\": \"%s\"", (NR > 1 ? ",\n" : ""), $2, $1 }
  END { print "\n}" }' > tools/vendor.lock.json
echo "$(find "$root/lib" "$root/fonts" -type f | wc -l) files, $(du -sk --apparent-size "$root/lib" "$root/fonts" | awk '{s+=$1} END {print s}') kB"
