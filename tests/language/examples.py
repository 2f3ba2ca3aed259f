# Runs every example of the reference: the documents of its "Examples", which make one world, and each
# line of its table of conditions, once with facts for which it must hold and once with facts for which
# it must not. Called by tests/language/run:
#
#   examples.py REFERENCE FOLDER ANTINOMY
#
# Prints a line "FAIL ..." for each failure and last "ok PASSED FAILED".
import os
import re
import subprocess
import sys

reference, folder, antinomy = sys.argv[1:]
text = open(reference, encoding="utf-8").read()
counts = {True: 0, False: 0}


def holds(name, condition, why=""):
    counts[bool(condition)] += 1
    if not condition:
        print("FAIL", name, why)


def run(*words):
    done = subprocess.run([antinomy, *words], capture_output=True, text=True, cwd=folder)
    return done.returncode, done.stdout + done.stderr


# ---- whole documents ----
os.makedirs(folder, exist_ok=True)
documents = re.findall(r"^```yaml (\S+)\n(.*?)^```$", text, re.M | re.S)
for name, body in documents:
    with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
        out.write(body)
kinds = {re.search(r"^(\w+):", body.split("\n", 1)[1]).group(1) for _, body in documents}
wanted = set(re.findall(r"^\| `(\w+)` \|", text[text.index("## document"):text.index("## jurisdiction")], re.M))
holds("an example of each kind of document", kinds == wanted - {"antinomy"}, str(wanted - kinds))
holds("no example is left out", text.count("```yaml") == len(documents))
rules = [n for n, b in documents if "\nproduct:" not in b and "\ncases:" not in b and "\nweights:" not in b]
status, said = run("load", *rules, "--base", "world.db")
holds("the examples load", status == 0, said)
status, said = run("test", *rules, "product.yaml", "boxes.cases.yaml")
holds("the examples' cases pass", status == 0 and "0 failed" in said, said)
status, said = run("check", "product.yaml", "--base", "world.db", "--as-of", "2022-01-01")
holds("the example product is a violation in 2022", status == 1 and "The land of A" in said, said)
status, said = run("compare", "AA", "BB", "--by", "index", "--weights", "index.yaml", "--base", "world.db", "--as-of", "2020-06-01")
holds("the example weights make an index", status in (0, 2) and "Strength of boxes" in said, said)

# ---- conditions ----
table = text[text.index("## Conditions"):text.index("## Keys")]
rows = []
for line in table.splitlines():
    cells = [c.strip() for c in line.strip("|").split(" | ")]
    if line.startswith("| `") and len(cells) == 5:
        rows.append([c.strip("`") for c in cells])
holds("a table of conditions", len(rows) > 20, str(len(rows)))
provisions, cases = "", ""
for i, (form, _, example, yes, no) in enumerate(rows):
    provisions += f"""    - id: aa.lines.{i}
      article: s. {i}
      topic: box.strength
      title: A line
      addressee: seller
      must: {{{example}}}
      summary: A line of the table.
"""
    otherwise = "undetermined" if form.startswith("open:") else "violation"
    for facts, verdict in ((yes, "compliant"), (no, otherwise)):
        cases += f"""  - id: line-{i}-{verdict}
    product: {{id: p{i}, name: Product, as_of: 2021-06-01, markets: [AA], facts: {{{facts}}}}}
    on: 2021-06-01
    expect: {{aa.lines.{i}: {verdict}}}
    source: "{form.replace('"', "'")}"
"""
with open(os.path.join(folder, "lines.yaml"), "w", encoding="utf-8") as out:
    out.write("""antinomy: 1
instrument:
  id: aa.lines
  jurisdiction: AA
  kind: law
  title: Lines
  status:
    - {on: 2020-01-01, is: in_force}
  checked: {on: 2020-01-01, by: A. Reader, confidence: high}
  provisions:
""" + provisions)
with open(os.path.join(folder, "lines.cases.yaml"), "w", encoding="utf-8") as out:
    out.write("antinomy: 1\ncases:\n" + cases)
for i, row in enumerate(rows):
    status, said = run("test", *rules, "lines.yaml", "lines.cases.yaml", "--filter", f"line-{i}-")
    holds(f"'{row[2]}' for '{row[3]}' and not for '{row[4]}'", status == 0 and "0 failed" in said, said)
print("ok", counts[True], counts[False])
