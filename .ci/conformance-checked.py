"""What a run of the conformance suite has checked: 'conformance-checked.py RESULTS EXCEPTIONS SCENARIO...' prints how many checks passed.

The suite ends well, too, where a scenario checked nothing: it warns, or notes that it was not applicable. So each SCENARIO must have a
check that passed, or be named in the file EXCEPTIONS: as one that fails as a whole, or under 'unchecked', where it is an error to have one.
"""
import json
import pathlib
import re
import sys

# Passes for whatever the server answers in good form, so it says nothing about the scenario.
OF_EVERY_SCENARIO = "wire-schema-valid"

results, exceptions, scenarios = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3:]

named = {"server": set(), "unchecked": set()}
for line in exceptions.read_text().splitlines():
    if section := re.fullmatch(r"(\w+):", line):
        names = named[section[1]]
    elif whole := re.fullmatch(r" +- ([^ :]+)", line):
        names.add(whole[1])

passed = {scenario: [] for scenario in scenarios}
for folder in results.iterdir():
    scenario = re.fullmatch(r"server-(.+)-\d{4}-\d\d-\d\dT.*", folder.name)[1]
    checks = [check for file in folder.glob("checks.json") for check in json.loads(file.read_text())]
    passed.setdefault(scenario, []).extend(check["id"] for check in checks if check["status"] == "SUCCESS")

empty = {scenario for scenario, checks in passed.items() if not set(checks) - {OF_EVERY_SCENARIO}}
if unnamed := empty - named["server"] - named["unchecked"]:
    sys.exit(f"no check of these scenarios passed, and {exceptions} does not name them: {sorted(unnamed)}")
if stale := (set(passed) & named["unchecked"]) - empty:
    sys.exit(f"{exceptions} says that these scenarios check nothing, but they do; take them off the list: {sorted(stale)}")
print(sum(map(len, passed.values())))
