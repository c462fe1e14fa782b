#!/usr/bin/env bash
# Packs, installs the tarball into an empty folder and runs a study from it, as a user would.
set -euo pipefail
tarball=$(npm pack --silent)
root=$PWD
folder=$(mktemp -d)
trap 'rm -rf "$folder" "$root/$tarball"' EXIT
cp "$tarball" examples/digits-stdlib/train.py "$folder/"
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund "./$tarball"
npx ablationmage --version
npx ablationmage components train.py
npx ablationmage run train.py --quiet --sandbox bwrap --seeds 2 --only momentum -- --epochs 2
test -s ablationmage_outputs/train/report.json
npx ablationmage report --format html
test -s ablationmage_outputs/train/report.html
node --input-type=module -e "import { runStudy } from 'ablationmage'; if (typeof runStudy !== 'function') process.exit(1)"
