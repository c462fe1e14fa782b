#!/usr/bin/env bash
# Makes a Python in FOLDER with the libraries of the experiment trackers, as far as they can be had here, and prints
# the names of those it has. `docs/ecosystem.md` tells what was tested with these versions.
set -euo pipefail
folder=$1
requirements="tensorboard=tensorboard==2.21.0 wandb=wandb==0.30.0 mlflow=mlflow-skinny==3.8.1"

if [ "$(cat "$folder/requirements" 2>/dev/null)" != "$requirements" ]; then
  python3 -m venv --clear "$folder"
  for entry in $requirements; do
    "$folder/bin/python" -m pip install --quiet --retries 0 --disable-pip-version-check "${entry#*=}" >/dev/null 2>&1 ||
      echo "${entry#*=} cannot be installed here: what needs it is not tested." >&2
  done
  echo "$requirements" >"$folder/requirements"
fi

for entry in $requirements; do
  if "$folder/bin/python" -c "import ${entry%%=*}" 2>/dev/null; then echo "${entry%%=*}"; fi
done | paste -sd ' '
