#!/usr/bin/env python3
"""How fast `engine lint` is beside ruff: 1,000 generated rules and 1,000 small Python files, linted in turns.

    pip install ruff
    cargo build --release --package engine-cli
    python3 tests/benches/lint_beside_ruff.py [--engine target/release/engine] [--rounds 15]

Prints the median wall time and the most memory of each, and the time of one rule from process start, alone and among 1,000. The contract: at most
twice ruff's time, less than 200 MB, one file in less than 20 ms. Both run as they do when nobody chooses, which is with a cache that the first round
filled, and both without one, so that every file is read and checked; ruff then with its usual checks, and with all of them, since the engine's are
all on.
"""

import argparse, os, pathlib, shutil, statistics, subprocess, sys, tempfile, time

FILES = 1000
GROUPS = ["hba1c", "ldl", "potassium", "creatinine", "inr", "lactate", "egfr", "qtc", "tsh", "ferritin"]

RATIOS = [
    ("engine : ruff", f"engine lint, {FILES} rules", f"ruff check, {FILES} files"),
    ("without a cache", "engine lint, no cache", "ruff check, no cache"),
    ("with all of ruff's checks", "engine lint, no cache", "ruff check, no cache, all"),
]

RULE = """\
id: rule-{n}
hook: {hook}
version: 1.{n}.0
title: {group} monitoring {n}
description: Adults with a diagnosis whose last {group} is older than {months} months or above {limit}.
source: {{ label: Guideline {n}, url: 'https://guidelines.example.org/{n}' }}
include: [ ../common/person.yaml ]
prefetch:
  problems: Condition?patient={{{{context.patientId}}}}&clinical-status=active
  labs: Observation?patient={{{{context.patientId}}}}&code={{{{codes.{group}}}}}&_sort=-date
values:
  diagnosis: {{ find: problems, codes: {group}-diagnosis }}
  result: {{ find: labs, codes: {group}, having: $.valueQuantity, pick: latest }}
  level: {{ from: result, path: $.valueQuantity, as: quantity, unit: mg/dL, molarMass: 113.12 }}
  measured: {{ from: result, as: date }}
when:
  all:
    - count(diagnosis) > 0
    - age >= {age}
    - any: [ missing(measured), days_since(measured) > {days}, level > {limit} ]
cards:
  - id: overdue
    when: present(level) && present(measured)
    summary: "{group} was last measured {{{{ days_since(measured) }}}} days ago"
    indicator: warning
    detail: "The last value was **{{{{ level }}}}** on {{{{ measured }}}}."
  - id: never
    when: missing(measured)
    summary: No {group} on record
    indicator: info
"""

PYTHON = '''\
"""Monitoring of {group}, rule {n}."""

from dataclasses import dataclass
from datetime import date


@dataclass
class Result:
    """A laboratory result."""

    level: float
    measured: date


def is_overdue(result: Result | None, today: date) -> bool:
    """Whether the last {group} is older than {days} days or above {limit}."""
    if result is None:
        return True
    return (today - result.measured).days > {days} or result.level > {limit}


def summary(result: Result | None, today: date) -> str:
    """What the card says."""
    if result is None:
        return "No {group} on record"
    return f"{group} was last measured {{(today - result.measured).days}} days ago"
'''

PERSON = """\
prefetch:
  patient: Patient/{{context.patientId}}
values:
  age: { from: patient, path: $.birthDate, as: age }
"""


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def generate(folder):
    for n in range(FILES):
        group = GROUPS[n % len(GROUPS)]
        hook = ["patient-view", "order-sign", "encounter-start"][n % 3]
        values = dict(n=n, group=group, hook=hook, months=3 + n % 20, days=90 + n % 600, limit=5 + n % 200, age=18 + n % 60)
        write(folder / f"rules/topic{n % 25}/rule-{n}.yaml", RULE.format(**values))
        write(folder / f"python/topic{n % 25}/rule_{n}.py", PYTHON.format(**values))
    write(folder / "rules/common/person.yaml", PERSON)
    for n, group in enumerate(GROUPS):
        write(folder / f"rules/valuesets/{group}.yaml", f"codes:\n  https://example.org/labs: {{ {group}-1: One, {group}-2: Two }}\n")
        write(folder / f"rules/valuesets/{group}-diagnosis.yaml", f"codes:\n  https://example.org/diagnoses: {{ D{n}: A diagnosis }}\n")


def run(command, folder):
    """Wall time in milliseconds and peak memory in MB; the run must find nothing."""
    environment = dict(os.environ, XDG_CACHE_HOME=str(folder / "cache"))
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = (time.perf_counter() - start) * 1000
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {process.returncode}\n{output.decode()[:2000]}")
    return elapsed, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--engine", default="target/release/engine")
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    engine = str(pathlib.Path(options.engine).resolve())
    ruff = shutil.which("ruff") or sys.exit("ruff is not here: pip install ruff")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        generate(folder)
        one = folder / "one"
        shutil.copytree(folder / "rules/common", one / "common")
        shutil.copytree(folder / "rules/valuesets", one / "valuesets")
        shutil.copytree(folder / "rules/topic0", one / "topic0", ignore=lambda _, names: [name for name in names if name != "rule-0.yaml"])
        commands = {
            f"engine lint, {FILES} rules": [engine, "lint", "rules"],
            f"ruff check, {FILES} files": [ruff, "check", "--isolated", "python"],
            "engine lint, no cache": [engine, "lint", "--no-cache", "rules"],
            "ruff check, no cache": [ruff, "check", "--no-cache", "--isolated", "python"],
            "ruff check, no cache, all": [ruff, "check", "--no-cache", "--isolated", "--select", "ALL", "--exit-zero", "--quiet", "python"],
            "engine lint, one rule": [engine, "lint", "--no-cache", "one/topic0/rule-0.yaml"],
            f"engine lint, one of {FILES}": [engine, "lint", "--no-cache", "rules/topic0/rule-0.yaml"],
        }
        runs = {name: [] for name in commands}
        for round_ in range(options.rounds + 1):
            for name, command in commands.items():
                measured = run(command, folder)
                if round_ > 0:  # the first fills the caches, the file system's too
                    runs[name].append(measured)
    medians = {}
    for name, measured in runs.items():
        times = [elapsed for elapsed, _ in measured]
        medians[name] = statistics.median(times)
        print(f"{name:28} median {medians[name]:7.1f} ms, {min(times):7.1f} to {max(times):7.1f} ms, {max(memory for _, memory in measured):6.1f} MB")
    for name, engine_run, ruff_run in RATIOS:
        print(f"{name:28} {medians[engine_run] / medians[ruff_run]:.2f} : 1")


if __name__ == "__main__":
    main()
