#!/usr/bin/python3
"""Verifies the cases: `verify.py [NAME ...] [--mutants] [--static]`.

Each `find` must occur exactly once in the text it starts from, each result must parse and differ from the base (but
for the kind `baseline-unchanged`), and the base and all correct variants must run to their end and print the base's
last line (its numbers aside). `--mutants` runs these too and reports how they end; that decides nothing.
"""
import argparse
import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
problems = []


def read_tree(folder):
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def apply(where, start, case):
    result = dict(start)
    for edit in case.get("edits") or []:
        name, find = edit["file"], edit["find"]
        for text in (start.get(name, ""), result.get(name, "")):
            if text.count(find) != 1:
                problems.append(f"{where}: found {text.count(find)} times in {name}: {find!r}")
        result[name] = result.get(name, "").replace(find, edit["replace"], 1)
    result.update(case.get("files") or {})
    return result


def parse(where, tree):
    for name, text in tree.items():
        if name.endswith(".py"):
            try:
                ast.parse(text)
            except SyntaxError as error:
                problems.append(f"{where}: {name}:{error.lineno}: {error.msg}")


def execute(tree, script, arguments):
    folder = tempfile.mkdtemp(prefix="faithfulness-")
    try:
        for name, text in tree.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        started = time.monotonic()
        environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            done = subprocess.run(
                ["/usr/bin/python3", script, *map(str, arguments)],
                cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
            )
        except subprocess.TimeoutExpired:
            return None, "", "timed out", 120.0
        return done.returncode, done.stdout, done.stderr, time.monotonic() - started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def last_line(output):
    lines = [line for line in output.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def shape_of(line):
    return re.sub(r"[-+]?\d+(\.\d+)?(e[-+]?\d+)?|nan|inf", "#", line)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--mutants", action="store_true")
    parser.add_argument("--static", action="store_true", help="run nothing")
    options = parser.parse_args()
    names = options.names or sorted(path.parent.name for path in HERE.glob("*/cases.yaml"))
    jobs = []
    counts = {"components": 0, "correct": 0, "mutants": 0}
    kinds = {}
    for name in names:
        description = yaml.safe_load((HERE / name / "cases.yaml").read_text())
        base = read_tree(HERE / name / "base")
        run = (description["script"], description.get("arguments") or [])
        parse(f"{name}/base", base)
        jobs.append((name, None, "base", "base", base, run))
        for component, cases in description["components"].items():
            counts["components"] += 1
            results, seen = {}, set()
            if not cases.get("correct"):
                problems.append(f"{name}/{component}: no correct variant")
            for group in ("correct", "mutants"):
                for case in cases.get(group) or []:
                    where = f"{name}/{component}/{case['id']}"
                    if case["id"] in seen:
                        problems.append(f"{where}: the id is there twice")
                    seen.add(case["id"])
                    counts[group] += 1
                    start = results[case["from"]] if case.get("from") else base
                    tree = apply(where, start, case)
                    parse(where, tree)
                    if tree == base and case.get("kind") != "baseline-unchanged":
                        problems.append(f"{where}: equal to the base")
                    if group == "correct":
                        results[case["id"]] = tree
                        jobs.append((name, component, case["id"], "correct", tree, run))
                    else:
                        kinds[case["kind"]] = kinds.get(case["kind"], 0) + 1
                        if tree in results.values():
                            problems.append(f"{where}: equal to a correct variant")
                        if options.mutants:
                            jobs.append((name, component, case["id"], "mutant", tree, run))

    if not options.static:
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda job: execute(job[4], job[5][0], job[5][1]), jobs))
        bases, first = {}, {}
        for (name, component, case, group, _, _), (code, output, errors, seconds) in zip(jobs, done):
            where = f"{name}/{component}/{case}" if component else f"{name}/base"
            tail = last_line(output) if code == 0 else f"exit {code}: {last_line(errors)}"
            note = ""
            if group == "base":
                bases[name] = output
            elif group == "correct":
                if shape_of(last_line(output)) != shape_of(last_line(bases[name])):
                    problems.append(f"{where}: the last line is no metric: {tail}")
                if output == bases[name]:
                    note = "  [prints the same as the base]"
                known = first.setdefault((name, component), output)
                if known != output:
                    note += "  [differs from the first correct variant]"
            if group != "mutant" and code != 0:
                problems.append(f"{where}: {tail}\n{errors[-1500:]}")
            print(f"{group:8}{seconds:6.1f}s  {where}: {tail}{note}", flush=True)

    print()
    for kind, count in sorted(kinds.items(), key=lambda item: (-item[1], item[0])):
        print(f"{count:5}  {kind}")
    print(f"{len(names)} bases, {counts}, {len(kinds)} kinds of mutants")
    for problem in problems:
        print("PROBLEM", problem)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
