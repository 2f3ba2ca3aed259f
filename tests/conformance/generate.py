# Writes the suite "unknowns and exceptions": rules and cases whose expected verdicts come from here, by
# going through every completion of what is not known. Knows nothing of any engine; what it follows is
# docs/semantics.md. The files are kept in the tree; `run` checks that this program still writes them.
#
#   generate.py FOLDER
import datetime
import itertools
import os
import sys

folder = sys.argv[1]
FINE = {"not_applicable", "displaced", "exempt", "compliant", "ready", "permits"}


def verdict(possible):
    if len(possible) == 1:
        return next(iter(possible))
    return "clear" if possible <= FINE else "undetermined"


def flow(value):
    """Python data as YAML in brackets."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(flow(v) for v in value) + "]"
    if value is True or value is False:
        return str(value).lower()
    return str(value)


class Suite:
    """One file of rules and one of cases."""

    def __init__(self, name, says):
        self.name, self.says = name, says
        self.provisions, self.cases, self.terms = [], [], []
        self.documents = []

    def provision(self, **keys):
        number = f"{self.name}.p{len(self.provisions)}"
        keys.setdefault("summary", "A norm.")
        own = {"id": number, "article": f'"{len(self.provisions)}"', "topic": "t.one", "title": "A norm",
               "addressee": "seller"}
        own.update({k.rstrip("_"): v for k, v in keys.items()})
        self.provisions.append(own)
        return own["id"]

    def case(self, facts, expect, why, on="2015-06-01", markets="XA", orders=None, known_on=None):
        product = {"id": "p", "name": "P", "as_of": on, "markets": markets}
        if facts:
            product["facts"] = facts
        if orders is not None:
            product["orders"] = orders
        self.cases.append((product, on, known_on, expect, why))

    def write(self):
        rules = [f"antinomy: 1\n# {self.says}\ninstrument:\n  id: {self.name}\n  jurisdiction: XA\n  kind: law\n"
                 f"  title: {self.name}\n  status: [{{on: 2000-01-01, is: in_force}}]\n"
                 "  checked: {on: 2026-01-01, by: conformance, confidence: high}\n"]
        if self.terms:
            rules.append("  terms:\n" + "".join(f"    - {flow(t)}\n" for t in self.terms))
        rules.append("  provisions:\n" + "".join(f"    - {flow(p)}\n" for p in self.provisions))
        rules += ["---\n" + d for d in self.documents]
        cases = [f"antinomy: 1\n# {self.says}\ncases:\n"]
        for i, (product, on, known_on, expect, why) in enumerate(self.cases):
            known = f"    known_on: {known_on}\n" if known_on else ""
            cases.append(f"  - id: {self.name}.{i}\n    product: {flow(product)}\n    on: {on}\n{known}"
                         f"    expect: {flow(expect)}\n    source: \"{why}\"\n")
        for ending, text in (("yaml", rules), ("cases.yaml", cases)):
            with open(os.path.join(folder, f"{self.name}.{ending}"), "w", encoding="utf-8") as out:
                out.write("".join(text))


# ---- values and what is known of them ----
KINDS = ["x", "y", "z"]
GRADES = ["low", "mid", "high"]
SETS = [frozenset(s) for n in range(4) for s in itertools.combinations(KINDS, n)]
BOOLS = [True, False]
TRIPLE = [({"is": True}, [True]), ({"is": False}, [False]), (None, BOOLS)]


def facts_of(names, known):
    """The facts of a profile for booleans; what is unknown is left out."""
    return {n: k[0]["is"] for n, k in zip(names, known) if k[0] is not None}


def tell(known):
    return ", ".join("unknown" if k[0] is None else flow(k[0]["is"]) for k in known)


# ---- 1: all, any, not over three values ----
def holds(cond, world, choices):
    """A condition of booleans; `choices` answers each open one in turn."""
    kind = cond[0]
    if kind == "fact":
        return world[cond[1]] == cond[2]
    if kind == "not":
        return not holds(cond[1], world, choices)
    if kind == "open":
        return holds(cond[1], world, choices) or next(choices)
    parts = [holds(part, world, choices) for part in cond[1]]
    return all(parts) if kind == "all" else any(parts)


def as_yaml(cond):
    if cond[0] == "fact":
        return {cond[1]: cond[2]}
    if cond[0] in ("not", "open"):
        return {cond[0]: as_yaml(cond[1])}
    return {cond[0]: [as_yaml(part) for part in cond[1]]}


def opens(cond):
    if cond[0] == "fact":
        return 0
    if cond[0] in ("not", "open"):
        return (cond[0] == "open") + opens(cond[1])
    return sum(opens(part) for part in cond[1])


def truths(cond, names, known):
    found = set()
    for values in itertools.product(*(k[1] for k in known)):
        for choice in itertools.product(BOOLS, repeat=opens(cond)):
            found.add(holds(cond, dict(zip(names, values)), iter(choice)))
    return found


A, B, C = ("fact", "a", True), ("fact", "b", True), ("fact", "c", True)
nA, nB = ("fact", "a", False), ("fact", "b", False)
logic = Suite("logic", "all, any, not, open over true, false and unknown.")
shapes = [
    ("all", [A, B]), ("any", [A, B]), ("not", A), ("not", ("all", [A, B])), ("not", ("any", [A, B])),
    ("any", [("not", A), ("not", B)]), ("all", [A, ("not", A)]), ("any", [A, ("not", A)]), ("any", [A, nA]),
    ("all", [("any", [A, B]), ("any", [("not", A), B])]), ("any", [("all", [A, B]), ("all", [("not", A), B])]),
    ("all", [("any", [A, B]), ("any", [nA, B]), ("any", [A, nB])]), ("open", A), ("not", ("open", A)),
    ("all", [("open", A), B]), ("any", [("open", A), ("open", A)]), ("all", [("open", A), ("not", ("open", A))]),
    ("any", [("all", [A, B]), ("all", [B, C]), ("all", [A, C])]), ("all", [("any", [A, ("not", B)]), ("any", [B, ("not", C)])]),
]
for shape in shapes:
    names = ["a", "b", "c"] if "'c'" in repr(shape) else ["a", "b"] if "'b'" in repr(shape) else ["a"]
    rule = logic.provision(must=as_yaml(shape))
    for known in itertools.product(TRIPLE, repeat=len(names)):
        found = {"compliant" if t else "violation" for t in truths(shape, names, known)}
        logic.case(facts_of(names, known), {rule: verdict(found)}, f"{', '.join(names)}: {tell(known)}")

# ---- 2: scope, exception, content ----
parts = Suite("parts", "when, unless and must, each true, false or unknown.")
rule = parts.provision(when={"a": True}, unless={"b": True}, must={"c": True})


def base(a, b, c):
    return "not_applicable" if not a else "exempt" if b else "compliant" if c else "violation"


for known in itertools.product(TRIPLE, repeat=3):
    found = {base(*values) for values in itertools.product(*(k[1] for k in known))}
    parts.case(facts_of("abc", known), {rule: verdict(found)}, f"when, unless, must: {tell(known)}")

# ---- 3: exceptions of exceptions, and what displaces ----
tree = Suite("exceptions", "Norms that exempt, exempt from exempting, and displace.")
main = tree.provision(must={"act.do": True})
first = tree.provision(exempts=[main], when={"a": True})
tree.provision(exempts=[first], when={"b": True})
also = tree.provision(exempts=[main], when={"c": True})
for done in ({"is": True}, [True]), ({"is": False}, [False]), (None, BOOLS):
    for known in itertools.product(TRIPLE, repeat=3):
        found = set()
        for a, b, c in itertools.product(*(k[1] for k in known)):
            for do in done[1]:
                exempt = (a and not b) or c
                found.add("exempt" if exempt else "compliant" if do else "violation")
        facts = facts_of("abc", known)
        if done[0] is not None:
            facts["act.do"] = done[0]["is"]
        tree.case(facts, {main: verdict(found)},
                  f"exempted if a, but not if b; exempted if c: {tell(known)}; content {tell([done])}")
lower = tree.provision(must={"act.do": False})
higher = tree.provision(must={"act.do": True}, when={"a": True}, unless={"b": True}, overrides=[lower], by="specialis")
for known in itertools.product(TRIPLE, repeat=3):
    low, high = set(), set()
    for a, b, do in itertools.product(*(k[1] for k in known)):
        low.add("displaced" if a and not b else "compliant" if not do else "violation")
        high.add("not_applicable" if not a else "exempt" if b else "compliant" if do else "violation")
    facts = {k: v for k, v in zip(["a", "b", "act.do"], [k[0]["is"] if k[0] else None for k in known]) if v is not None}
    tree.case(facts, {lower: verdict(low), higher: verdict(high)}, f"displaced where the special norm is effective: {tell(known)}")

# ---- 4: tests of one fact ----
tests = Suite("tests", "Each test against each thing that can be known.")
numbers = range(21)
NUMBER = [(5, [5]), (10, [10]), (11, [11]), ({"min": 0, "max": 9}, range(10)), ({"min": 10, "max": 11}, [10, 11]),
          ({"min": 11}, range(11, 21)), ({"max": 10}, range(11)), (None, numbers)]
for op, test in (("at_least", lambda n: n >= 10), ("at_most", lambda n: n <= 10), ("more_than", lambda n: n > 10),
                 ("less_than", lambda n: n < 10)):
    rule = tests.provision(must={"size": {op: 10}})
    for text, values in NUMBER:
        found = {"compliant" if test(n) else "violation" for n in values}
        tests.case({} if text is None else {"size": text}, {rule: verdict(found)}, f"{op} 10: {flow(text)}")
rule = tests.provision(must={"size": [10, 11]})
for text, values in NUMBER:
    tests.case({} if text is None else {"size": text}, {rule: verdict({"compliant" if n in (10, 11) else "violation" for n in values})},
               f"one of 10, 11: {flow(text)}")
GRADE = [(g, [g]) for g in GRADES] + [({"one_of": list(two)}, list(two)) for two in itertools.combinations(GRADES, 2)] + [(None, GRADES)]
rank = GRADES.index
for op, test in (("at_least", lambda g: rank(g) >= 1), ("at_most", lambda g: rank(g) <= 1), ("more_than", lambda g: rank(g) > 1),
                 ("less_than", lambda g: rank(g) < 1)):
    rule = tests.provision(must={"grade": {op: "mid"}})
    for text, values in GRADE:
        tests.case({} if text is None else {"grade": text}, {rule: verdict({"compliant" if test(g) else "violation" for g in values})},
                   f"{op} mid: {flow(text)}")
for wanted in (["low"], ["low", "high"], GRADES):
    rule = tests.provision(must={"grade": wanted})
    for text, values in GRADE:
        tests.case({} if text is None else {"grade": text},
                   {rule: verdict({"compliant" if g in wanted else "violation" for g in values})}, f"one of {flow(wanted)}: {flow(text)}")
SET = [(None, SETS)]
for s in SETS:
    members = sorted(s)
    SET.append(({"values": members, "complete": True}, [s]))
    if members:
        SET.append((members, [t for t in SETS if s <= t]))
SET += [({"has": ["x"], "within": ["y"]}, [frozenset("x"), frozenset("xy")]), ({"has": [], "within": ["x", "y"]}, [t for t in SETS if "z" not in t])]
for wanted in (["x"], ["x", "y"], KINDS):
    w = frozenset(wanted)
    for key, test in (("in", lambda s: bool(s & w)), ("includes_all", lambda s: s >= w), ("excludes", lambda s: not s & w),
                      ("only", lambda s: s <= w)):
        rule = tests.provision(must={"kinds": wanted if key == "in" else {key: wanted}})
        for text, values in SET:
            tests.case({} if text is None else {"kinds": text}, {rule: verdict({"compliant" if test(s) else "violation" for s in values})},
                       f"{key} {flow(wanted)}: {flow(text)}")
rule = tests.provision(must={"empty": "kinds"})
for text, values in SET:
    tests.case({} if text is None else {"kinds": text}, {rule: verdict({"compliant" if not s else "violation" for s in values})},
               f"empty: {flow(text)}")
MAP = [({"XA": 5}, [5], [None]), ({"XA": 4}, [4], [None]), ({"XA": {"min": 4, "max": 5}}, [4, 5], [None]), ({"XB": 9}, range(12), [None]),
       ({"XB": 9, "complete": True}, [0], [None]), (None, range(12), [None])]
rule = tests.provision(must={"users": {"XA": {"at_least": 5}}})
for text, values, _ in MAP:
    tests.case({} if text is None else {"users": text}, {rule: verdict({"compliant" if n >= 5 else "violation" for n in values})},
               f"at least 5 in XA: {flow(text)}")
# Tables: completions are rows of which some are given, and perhaps others.
ROWS = [(ok,) for ok in BOOLS]
TABLE = [([], True), ([True], True), ([False], True), ([True, False], True), ([True], False), ([False], False), (None, False), ([None], True),
         ([None, True], True)]
for key in ("some", "every", "empty"):
    rule = tests.provision(must={"empty": "rows"} if key == "empty" else {key: {"rows": {"ok": True}}})
    for given, complete in TABLE:
        found = set()
        more = [()] if complete else [(), (True,), (False,), (True, False)]
        for own in itertools.product(*([v] if v is not None else BOOLS for v in (given or []))):
            for extra in more:
                all_rows = own + extra
                truth = any(all_rows) if key == "some" else all(all_rows) if key == "every" else not all_rows
                found.add("compliant" if truth else "violation")
        cells = [{"width": 1} if v is None else {"ok": v} for v in given or []]
        text = None if given is None else {"rows": cells, "complete": True} if complete else cells
        tests.case({} if text is None else {"rows": text}, {rule: verdict(found)}, f"{key}: {flow(text)}")

# ---- 5: days ----
days = Suite("days", "Days at their boundaries, leap days among them.")


def day(text):
    return datetime.date.fromisoformat(text)


ONE = datetime.timedelta(days=1)
for pivot in ("2020-02-29", "2019-02-28", "2000-02-29", "1999-12-31", "2100-03-01"):
    around = [day(pivot) - ONE, day(pivot), day(pivot) + ONE]
    for op, test in (("before", lambda d: d < day(pivot)), ("on_or_before", lambda d: d <= day(pivot)), ("after", lambda d: d > day(pivot)),
                     ("on_or_after", lambda d: d >= day(pivot))):
        rule = days.provision(must={"done": {op: pivot}})
        for d in around:
            days.case({"done": d}, {rule: verdict({"compliant" if test(d) else "violation"})}, f"{d} {op} {pivot}")
        days.case({"done": {"min": around[0], "max": around[2]}},
                  {rule: verdict({"compliant" if test(d) else "violation" for d in around})}, f"a day or two around {pivot}, {op}")
        days.case({}, {rule: "undetermined"}, f"an unknown day, {op} {pivot}")
for keys, first, last in (({"from_": "2012-02-29"}, "2012-02-29", None), ({"before": "2016-02-29"}, None, "2016-02-28"),
                          ({"through": "2016-02-29"}, None, "2016-02-29"), ({"from_": "2011-12-31", "through": "2012-01-01"}, "2011-12-31", "2012-01-01"),
                          ({"from_": "2013-01-01", "before": "2013-01-02"}, "2013-01-01", "2013-01-01")):
    rule = days.provision(must={"a": True}, **keys)
    for bound in sorted({first, last} - {None}):
        for d in (day(bound) - ONE, day(bound), day(bound) + ONE):
            law = (first is None or d >= day(first)) and (last is None or d <= day(last))
            days.case({"a": True}, {rule: "compliant" if law else "none"}, f"{flow(keys)} on {d}", on=str(d))
steps = days.provision(must={"size": {"at_least": "STEP"}},
                       steps=[{"from": "2000-01-01", "value": 5}, {"from": "2016-02-29", "value": 10}, {"from": "2020-01-01", "value": 15}])
for d in ("2016-02-28", "2016-02-29", "2016-03-01", "2019-12-31", "2020-01-01"):
    least = 5 if day(d) < day("2016-02-29") else 10 if day(d) < day("2020-01-01") else 15
    for size in (4, 5, 9, 10, 14, 15):
        days.case({"size": size}, {steps: "compliant" if size >= least else "violation"}, f"{size} on {d}: at least {least}", on=d)
anchored = days.provision(must={"a": True}, from_="2012-01-01", before="2014-01-01", anchor="made")
for made in ("2011-12-31", "2012-01-01", "2013-12-31", "2014-01-01"):
    law = day("2012-01-01") <= day(made) < day("2014-01-01")
    for asked in ("2013-06-01", "2025-01-01"):
        days.case({"a": False, "made": made}, {anchored: "violation" if law else "none"}, f"made {made}, asked {asked}", on=asked)
days.case({"a": False}, {anchored: "violation"}, "no day of the act: the law of the day asked", on="2013-06-01")
days.case({"a": False}, {anchored: "none"}, "no day of the act: the law of the day asked", on="2025-01-01")
for kind, length in (("days", 30), ("months", 1), ("years", 1)):
    rule = days.provision(must={"a": True}, due={"after": "made", "within": f"{length} {kind}"})
    for made in ("2015-01-31", "2016-02-29"):
        start = day(made)
        if kind == "days":
            last = start + datetime.timedelta(days=length)
        elif kind == "months":
            last = day("2015-02-28") if made == "2015-01-31" else day("2016-03-29")
        else:
            last = day("2016-01-31") if made == "2015-01-31" else day("2017-02-28")
        for d in (last - ONE, last, last + ONE):
            days.case({"a": False, "made": made}, {rule: "due" if d <= last else "violation"}, f"{length} {kind} from {made}, on {d}", on=str(d))
listed = days.provision(must_not={"on_list": {"fact": "name", "list": "named"}})
for d in ("2009-12-31", "2010-01-01", "2019-12-31", "2020-01-01"):
    on_it = day("2010-01-01") <= day(d) < day("2020-01-01")
    for name, is_name in (("Acme Ltd", True), ("ACME LTD", True), ("acme", True), ("Acme", True), ("Other", False)):
        days.case({"name": name}, {listed: "violation" if on_it and is_name else "compliant"}, f"{name} on {d}", on=d)
members = days.provision(must={"places": "XU"})
for d in ("2009-12-31", "2010-01-01", "2019-12-31", "2020-01-01"):
    inside = day("2010-01-01") <= day(d) < day("2020-01-01")
    days.case({"places": {"values": ["XB"], "complete": True}}, {members: "compliant" if inside else "violation"}, f"XB in the union on {d}", on=d)

# ---- 6: computed facts ----
functions = Suite("functions", "What is computed from other facts.")
for fact, n in (("days-gone", 10), ("years-between", 2), ("largest", 10), ("smallest", 10), ("how-many", 2), ("all-users", 10)):
    functions.provision(must={fact: {"at_least": n}})
gone, between, largest, smallest, many, users = (p["id"] for p in functions.provisions)
alike = functions.provision(must={"alike": True})
for d, asked in (("2020-02-20", "2020-02-29"), ("2020-02-20", "2020-03-01"), ("2019-02-20", "2019-03-01"), ("2019-02-19", "2019-03-01"),
                 ("2015-06-01", "2015-06-01"), ("2015-06-02", "2015-06-01")):
    n = (day(asked) - day(d)).days
    functions.case({"done": d}, {gone: "compliant" if n >= 10 else "violation"}, f"{n} days from {d} to {asked}", on=asked)
for made, done, years in (("2010-02-28", "2012-02-28", 2), ("2010-03-01", "2012-02-29", 1), ("2008-02-29", "2010-02-28", None),
                          ("2010-01-01", "2011-12-31", 1), ("2010-01-01", "2012-01-01", 2)):
    if years is not None:
        functions.case({"made": made, "done": done}, {between: "compliant" if years >= 2 else "violation"}, f"{years} full years from {made} to {done}")
WIDTHS = [([], True), ([9], True), ([10], True), ([9, 10], True), ([10, 11], True), ([10], False), ([9], False), (None, False), ([None], True), ([None, 10], True)]
for given, complete in WIDTHS:
    big, small, count = set(), set(), set()
    more = [()] if complete else [(), (0,), (20,), (0, 20)]
    for own in itertools.product(*([v] if v is not None else [0, 20] for v in (given or []))):
        for extra in more:
            rows = own + extra
            big.add("compliant" if rows and max(rows) >= 10 else "violation")
            small.add("compliant" if rows and min(rows) >= 10 else "violation")
            count.add("compliant" if len(rows) >= 2 else "violation")
    cells = [{"ok": True} if v is None else {"width": v} for v in given or []]
    text = None if given is None else {"rows": cells, "complete": True} if complete else cells
    functions.case({} if text is None else {"rows": text}, {largest: verdict(big), smallest: verdict(small), many: verdict(count)}, f"rows: {flow(text)}")
for text, totals in (({"XA": 4, "XB": 6, "complete": True}, [10]), ({"XA": 4, "XB": 5, "complete": True}, [9]), ({"XA": 10}, [10, 11]),
                     ({"XA": 9}, [9, 10]), (None, [0, 10])):
    functions.case({} if text is None else {"users": text}, {users: verdict({"compliant" if t >= 10 else "violation" for t in totals})}, f"all users: {flow(text)}")
SOME_SETS = [(None, SETS), ({"values": [], "complete": True}, [frozenset()]), ({"values": ["x"], "complete": True}, [frozenset("x")]),
             ({"values": ["x", "y"], "complete": True}, [frozenset("xy")]), (["x"], [t for t in SETS if "x" in t])]
for (one, ones), (two, twos) in itertools.product(SOME_SETS, repeat=2):
    found = {"compliant" if s == t else "violation" for s in ones for t in twos}
    facts = {k: v for k, v in (("kinds", one), ("other", two)) if v is not None}
    functions.case(facts, {alike: verdict(found)}, f"the same: {flow(one)} and {flow(two)}")

# ---- 7: orders, readings, consequences, terms, nexus ----
rest = Suite("orders", "Orders, readings, consequences, terms, and rows.")
ORDER = {
    "none": None, "before": {"served": "2015-07-01"}, "stands": {"served": "2015-05-01"}, "obeyed": {"served": "2015-05-01", "obeyed": True},
    "refused": {"served": "2015-05-01", "obeyed": False}, "over": {"served": "2015-01-01", "ended": "2015-06-01"},
}
for inability in ("breach", "excused", "silent"):
    rule = rest.provision(trigger="order", asks=["act.do"], able={"a": True}, inability=inability)
    for state, order in ORDER.items():
        for able in TRIPLE:
            for done in TRIPLE if state == "stands" else TRIPLE[2:]:
                readings = {"breach": ["breach"], "excused": ["excused"], "silent": ["breach", "excused"]}[inability]
                sets = []
                for reading in readings:
                    found = set()
                    for a in able[1]:
                        if state in ("none", "before", "over"):
                            found.add("ready" if a else "exposed")
                        elif not a:
                            found.add("exempt" if reading == "excused" else "violation")
                        elif "obeyed" in order:
                            found.add("compliant" if order["obeyed"] else "violation")
                        else:
                            found |= {"compliant" if d else "violation" for d in done[1]}
                    sets.append(found)
                word = "disputed" if any(s != sets[0] for s in sets) else verdict(sets[0])
                facts = {k: v[0]["is"] for k, v in (("a", able), ("act.do", done)) if v[0] is not None}
                orders = [] if order is None else [{"under": rule, **order}]
                rest.case(facts, {rule: word}, f"inability {inability}, order {state}, able {tell([able])}, done {tell([done])}", orders=orders)
disputed = rest.provision(must={"a": True}, readings=[{"id": "narrow", "who": "Some.", "when": {"b": True}}, {"id": "wide", "who": "Others."}])
for known in itertools.product(TRIPLE, repeat=2):
    narrow = {"not_applicable" if not b else "compliant" if a else "violation" for a, b in itertools.product(*(k[1] for k in known))}
    wide = {"compliant" if a else "violation" for a in known[0][1]}
    rest.case(facts_of("ab", known), {disputed: verdict(wide) if narrow == wide else "disputed"}, f"narrow if b, wide always: {tell(known)}")
breached = rest.provision(when={"a": True}, must={"b": True})
after = rest.provision(follows=[breached], must={"c": True})
for known in itertools.product(TRIPLE, repeat=3):
    found = set()
    for a, b, c in itertools.product(*(k[1] for k in known)):
        found.add("not_applicable" if not (a and not b) else "compliant" if c else "violation")
    rest.case(facts_of("abc", known), {after: verdict(found)}, f"a consequence of a breach, which is a and not b: {tell(known)}")
for kind in ("if", "only_if", "means"):
    rest.terms.append({"id": f"orders.{kind}", "cite": kind, "title": "A term", kind: {"a": True}, "question": "Is it?"})
    rule = rest.provision(must={f"orders.{kind}": True})
    for a in TRIPLE:
        found = set()
        for value in a[1]:
            for term in BOOLS:
                fits = {"if": term or not value, "only_if": value or not term, "means": term == value}[kind]
                if fits:
                    found.add("compliant" if term else "violation")
        rest.case(facts_of("a", [a]), {rule: verdict(found)}, f"a term with {kind}: {tell([a])}")


def with_fact(a, fact, text):
    """Facts with what is known of content `a` and, unless it is None, of another fact."""
    facts = facts_of("a", [a])
    return facts if text is None else {**facts, fact: text}


def by_reach(suite, rule, where, fact, known, told):
    """Cases of a rule that applies where a fact says so: all that may be known of the fact, and of the content."""
    for text, reach in known:
        for a in TRIPLE:
            found = {"not_applicable" if not r else "compliant" if v else "violation" for r in reach for v in a[1]}
            suite.case(with_fact(a, fact, text), {rule: {where: verdict(found)}}, f"{told}: {flow(text)}, content {tell([a])}", markets="XC")


seat = rest.provision(nexus="seat", must={"a": True})
PLACES = [({"values": ["XA"], "complete": True}, [True]), ({"values": ["XB"], "complete": True}, [False]), (None, BOOLS), (["XB"], BOOLS)]
by_reach(rest, seat, "home", "places", PLACES, "established in XA")
offered = rest.provision(must={"a": True})
for market, word in (("XA", "violation"), ("XB", "not_applicable"), ("XC", "not_applicable")):
    rest.case({"a": False}, {offered: {market: word}}, f"law of XA in {market}", markets=market)
PART = [({"values": ["XA-N"], "complete": True}, {True}), ({"values": ["XA"], "complete": True}, BOOLS), ({"values": ["XB"], "complete": True}, {False})]
part = rest.provision(must={"places": "XA-N"})
for text, truth in PART:
    rest.case({"places": text}, {part: verdict({"compliant" if t else "violation" for t in truth})}, f"a part of a state: {flow(text)}")

# ---- 8: the life of a law, what was public of it, and rows by where goods go from and users are ----
law = Suite("law", "The life of a law, what was public of it, and the rows of the kinds of nexus.")
LIVES = [
    [("2010-01-01", "proposed"), ("2012-02-29", "adopted"), ("2013-01-01", "in_force"), ("2014-01-01", "suspended"), ("2015-01-01", "in_force"),
     ("2016-12-31", "repealed")],
    [("2010-01-01", "proposed"), ("2011-01-01", "lapsed")],
    [("2010-01-01", "in_force"), ("2012-01-01", "annulled")],
    [("2010-01-01", "in_force"), ("2012-01-01", "unenforced"), ("2014-01-01", "extended"), ("2016-01-01", "disapplied")],
    [("2010-01-01", "adopted"), ("2012-01-01", "annulled")],
]
STANDING = {"proposed": "not_yet_law", "adopted": "not_yet_law", "in_force": "law", "unenforced": "law", "extended": "law",
            "suspended": "suspended"}  # every other event, or none yet: no finding


def standing(life, d):
    """What a law is on a day by its last event on or before it."""
    so_far = [word for on, word in life if day(on) <= d]
    return STANDING.get(so_far[-1], "none") if so_far else "none"


def of_law(where, word):
    """What is expected where a law so standing would give `word`."""
    return {"law": word, "none": "none"}.get(where, {where: word})


for life in LIVES:
    events = [{"on": on, "is": word} for on, word in life]
    rule = law.provision(must={"a": True}, status=events)
    for on, word in life:
        for d in (day(on) - ONE, day(on), day(on) + ONE):
            for a in TRIPLE:
                found = {"compliant" if v else "violation" for v in a[1]}
                law.case(facts_of("a", [a]), {rule: of_law(standing(life, d), verdict(found))},
                         f"{word} on {on}, asked {d}: content {tell([a])}", on=str(d))
# An event is public from its public_on, else from its day; an entry into force next to its adoption with that.
secret = law.provision(must={"a": True}, status=[{"on": "2010-01-01", "is": "in_force", "public_on": "2013-06-01"}])
for d in ("2009-12-31", "2010-01-01", "2014-01-01"):
    for known in (None, "2010-01-01", "2013-05-31", "2013-06-01"):
        there = day(d) >= day("2010-01-01") and (known is None or day(known) >= day("2013-06-01"))
        law.case({"a": False}, {secret: "violation" if there else "none"}, f"published 2013-06-01, asked {d}, known on {known or 'any day'}",
                 on=d, known_on=known)
coming = law.provision(must={"a": True}, status=[{"on": "2010-01-01", "is": "adopted"}, {"on": "2012-01-01", "is": "in_force"},
                                                 {"on": "2014-01-01", "is": "repealed"}])
for d in ("2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01", "2013-12-31", "2014-01-01"):
    for known in ("2009-12-31", "2010-01-01", "2013-12-31", "2014-01-01"):
        life = [] if day(known) < day("2010-01-01") else [("2010-01-01", "adopted"), ("2012-01-01", "in_force")]
        if day(known) >= day("2014-01-01"):
            life.append(("2014-01-01", "repealed"))
        law.case({"a": False}, {coming: of_law(standing(life, day(d)), "violation")}, f"asked {d}, known on {known}", on=d, known_on=known)
ships = law.provision(nexus="ships", must={"a": True})
by_reach(law, ships, "XC", "places", PLACES, "goods go from XA")
either = law.provision(nexus=["offered", "seat"], must={"a": True})
for text, reach in PLACES:
    for a in TRIPLE:
        content = {"compliant" if v else "violation" for v in a[1]}
        found = {"not_applicable"} if reach == [False] else content if reach == [True] else content | {"not_applicable"}
        facts = with_fact(a, "places", text)
        law.case(facts, {either: {"XA": verdict(content), "home": "none"}},
                 f"offered in XA, which suffices, or established there: {flow(text)}, content {tell([a])}")
        law.case(facts, {either: {"home": verdict(found)}},
                 f"not offered in XA, but established there: {flow(text)}, content {tell([a])}", markets="XC")
there = law.provision(nexus="users-in", must={"a": True})
USERS = [({"XA": 1}, [True]), ({"XA": 0}, [False]), ({"XB": 9, "complete": True}, [False]), ({"XA": {"min": 0, "max": 3}}, BOOLS),
         ({"XA": {"min": 1, "max": 3}}, [True]), ({"XB": 9}, BOOLS), (None, BOOLS)]
by_reach(law, there, "home", "users", USERS, "users in XA")

for suite in (logic, parts, tree, tests, days, functions, rest, law):
    suite.write()
