# Validates rule files and profiles against the schemas that `antinomy schema` wrote, and compares
# verdicts on slips with those of `antinomy load`. Called by tests/language/run:
#
#   validate.py FOLDER ANTINOMY CHANGES     FOLDER holds all.json and one KIND.json a kind;
#                                           CHANGES: how many changed documents at least
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

folder, antinomy, wanted = sys.argv[1], sys.argv[2], int(sys.argv[3])
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

# ---- one-step changes of documents: the schema and the first layer of checks agree ----
shutil.copytree("tests/cli/rules", folder + "/changed")
# Codes of keys and of the form of values (diag.def); the rest needs the other files.
LAYER = {"AN%04d" % n for n in range(201, 219)} - {"AN0214"} | {"AN0401", "AN0402"}
# Under these keys stand conditions and values, which are checked with the facts at hand.
CONDITIONS = {"must", "must_not", "able", "when", "unless", "if", "then", "after", "facts", "expect"}
VALUES = [None, "", "a b", "x\ny", 7, -3, 1.5, True, "no-such-word", "2015-13-01", [], {}, ["a", "a"], [None],
          {"a": None}, "2015", "2015-02", "2015-03-01"]


def changes(node, path=()):
    """Pairs of a name and the node after one change; what is in conditions and values is left alone."""
    if isinstance(node, dict):
        for key in node:
            rest = {k: v for k, v in node.items() if k != key}
            yield path + (key, "left out"), rest
            yield path + (key, "misspelt"), {**rest, key + "x": node[key]}
            if key not in CONDITIONS or isinstance(node[key], list):
                for name, value in changes(node[key], path + (key,)):
                    yield name, {**node, key: value}
        yield path + ("another key",), {**node, "note": "text"}
    if isinstance(node, list):
        for i, item in enumerate(node):
            yield path + (i, "twice"), node[: i + 1] + node[i:]
            for name, value in changes(item, path + (i,)):
                yield name, node[:i] + [value] + node[i + 1 :]
        yield path + ("alone",), node[0] if node else None
    else:
        yield path + ("in a list",), [node]
    for value in VALUES:
        yield path + (repr(value),), value


def told_by_load(path, document):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(document, file, ensure_ascii=False)
    command = [antinomy, "load", path, "--dry-run", "--base", folder + "/none.db", "--format", "json"]
    told = subprocess.run(command, capture_output=True, check=False).stderr
    return {entry["code"] for entry in json.loads(told)["diagnostics"]} if told else set()


changed = 0
paths = sorted(glob.glob(folder + "/changed/*.yaml"))
for path in paths:
    document = documents(path)[0]
    every = list(changes(document))
    for name, after in every[:: max(1, len(every) * len(paths) // wanted)]:
        why = fault(after)
        codes = told_by_load(path, after) & LAYER
        changed += 1
        holds(os.path.basename(path) + " " + str(name), bool(why) == bool(codes), (why, codes))
holds("enough changes were tried", changed >= wanted, changed)
print("ok", counts[True], counts[False])
