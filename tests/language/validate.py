# Validates rule files and profiles against the schemas that `antinomy schema` wrote, and compares
# verdicts on slips with those of `antinomy load`. Called by tests/language/run:
#
#   validate.py FOLDER ANTINOMY     FOLDER holds all.json and one KIND.json a kind
#
# Prints a line "FAIL ..." for each failure and last "ok PASSED FAILED".
import copy
import glob
import json
import os
import shutil
import subprocess
import sys

import jsonschema
import yaml

folder, antinomy = sys.argv[1:3]
counts = {True: 0, False: 0}


def holds(name, condition, why=""):
    counts[bool(condition)] += 1
    if not condition:
        print("FAIL", name, why)


# YAML as editors read it: the core schema of YAML 1.2, no days, no yes and no.
class Core(yaml.SafeLoader):
    pass


Core.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", "-+0123456789."),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver("tag:yaml.org,2002:" + tag, yaml.resolver.re.compile(pattern), list(first))


def int_of(loader, node):
    return int(node.value)


Core.add_constructor("tag:yaml.org,2002:int", int_of)


def documents(path):
    with open(path, encoding="utf-8") as file:
        return list(yaml.load_all(file, Core))


validators = {}
for path in sorted(glob.glob(folder + "/*.json")):
    with open(path, encoding="utf-8") as file:
        schema = json.load(file)
    name = os.path.basename(path)[:-5]
    try:
        jsonschema.Draft202012Validator.check_schema(schema)
        holds(name + " is a schema", True)
    except jsonschema.SchemaError as error:
        holds(name + " is a schema", False, error.message)
    validators[name] = jsonschema.Draft202012Validator(schema)


def fault(document, name="all"):
    error = jsonschema.exceptions.best_match(validators[name].iter_errors(document))
    return error and "/".join(map(str, error.absolute_path)) + ": " + error.message[:200]


# ---- every file is accepted ----
files = sorted(glob.glob("policies/**/*.yaml", recursive=True) + glob.glob("examples/*.yaml"))
holds("files were found", len(files) > 50)
for path in files:
    for document in documents(path):
        kind = next(key for key in document if key != "antinomy")
        for name in ("all", kind):
            why = fault(document, name)
            holds(path + " against " + name, why is None, why)

# ---- slips are refused, by the schema and by `load` ----
rules = folder + "/rules"
shutil.copytree("tests/cli/rules", rules)
law = documents(rules + "/law.yaml")[0]
for path in glob.glob(rules + "/*.cases.yaml"):
    os.remove(path)  # they name provisions that a slip takes away


# YAML takes JSON, so a changed document is written as that.
def refused_by_load(document):
    with open(rules + "/law.yaml", "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
    command = [antinomy, "load", rules, "--dry-run", "--base", folder + "/none.db"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 3


def slip(name, change):
    document = copy.deepcopy(law)
    change(document, document["instrument"], document["instrument"]["provisions"][0])
    holds("slip '" + name + "': the schema refuses", fault(document) is not None)
    holds("slip '" + name + "': load refuses", refused_by_load(document))


holds("the law itself: the schema accepts", fault(law) is None, fault(law))
holds("the law itself: load accepts", not refused_by_load(law))
slip("no version", lambda d, i, p: d.pop("antinomy"))
slip("another version", lambda d, i, p: d.update(antinomy=2))
slip("two kinds", lambda d, i, p: d.update(topics=[]))
slip("unknown key", lambda d, i, p: p.update(whn={}))
slip("required key", lambda d, i, p: p.pop("summary"))
slip("nothing demanded", lambda d, i, p: p.pop("must"))
slip("two demands", lambda d, i, p: p.update(may={"key.open": True}))
slip("unknown word", lambda d, i, p: p.update(addressee="sellers"))
slip("one unknown word of several", lambda d, i, p: p.update(addressee=["seller", "sellers"]))
slip("a word twice", lambda d, i, p: p.update(addressee=["seller", "seller"]))
slip("an id with a space", lambda d, i, p: p.update(id="cn.deposit 1"))
slip("a day in another form", lambda d, i, p: i["checked"].update(on="1.1.2026"))
slip("a month where a day is asked", lambda d, i, p: i["checked"].update(on="2026-01"))
slip("no such month", lambda d, i, p: i["status"][0].update(on="2010-13"))
slip("a title on two lines", lambda d, i, p: p.update(title="a\nb"))
slip("a list for a text", lambda d, i, p: p.update(summary=["a"]))
slip("a mapping for a list", lambda d, i, p: i.update(status=i["status"][0]))
slip("an empty list", lambda d, i, p: i.update(status=[]))
slip("a text for a condition", lambda d, i, p: p.update(must="key.deposited"))
slip("a language that is none", lambda d, i, p: i.update(title_native={"Chinese": "x"}))
slip("nothing for a value", lambda d, i, p: p.update(note=None))
slip("a key of an event unknown", lambda d, i, p: i["status"][0].update(day="2010"))
print("ok", counts[True], counts[False])
