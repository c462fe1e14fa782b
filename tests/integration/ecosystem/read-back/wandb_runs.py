"""Prints what W&B's offline runs in a folder hold, as JSON: `wandb_runs.py FOLDER`.

W&B's own reader of these files is inside its program; the records in them are read with its own message types.
"""

import glob
import json
import os
import struct
import sys

os.environ["WANDB_ERROR_REPORTING"] = "false"
from wandb.proto import wandb_internal_pb2  # noqa: E402

BLOCK = 32768


def records(path):
    """The records of a log in the format of LevelDB, after W&B's own 7 bytes."""
    with open(path, "rb") as file:
        data = file.read()
    place, parts = 7, b""
    while place + 7 <= len(data):
        if BLOCK - place % BLOCK < 7:
            place += BLOCK - place % BLOCK
            continue
        _, length, kind = struct.unpack_from("<IHB", data, place)
        parts += data[place + 7 : place + 7 + length]
        place += 7 + length
        if kind in (1, 4):
            record = wandb_internal_pb2.Record()
            record.ParseFromString(parts)
            parts = b""
            yield record


def entries(items):
    """Names and values of an update."""
    return {"/".join(item.nested_key) or item.key: json.loads(item.value_json) for item in items}


def run_of(folder):
    """One offline run."""
    (path,) = glob.glob(os.path.join(glob.escape(folder), "*.wandb"))
    found = {"series": {}, "values": {}}
    for record in records(path):
        kind = record.WhichOneof("record_type")
        if kind == "run":
            run = record.run
            found.update(
                name=run.display_name,
                id=run.run_id,
                project=run.project,
                group=run.run_group,
                labels=list(run.tags),
                notes=run.notes,
                config=entries(run.config.update),
            )
        elif kind == "history":
            row = entries(record.history.item)
            for name, value in row.items():
                if not name.startswith("_") and isinstance(value, (int, float)):
                    found["series"].setdefault(name, []).append([row["_step"], value])
        elif kind == "summary":
            found["values"].update(entries(record.summary.update))
        elif kind == "exit":
            found["failed"] = record.exit.exit_code != 0
    found["tables"] = {}
    for table in glob.glob(os.path.join(glob.escape(folder), "files", "media", "table", "*.json")):
        with open(table, encoding="utf-8") as file:
            found["tables"][os.path.basename(table).split("_")[0]] = json.load(file)
    return found


print(json.dumps([run_of(folder) for folder in sorted(glob.glob(os.path.join(sys.argv[1], "offline-run-*")))]))
