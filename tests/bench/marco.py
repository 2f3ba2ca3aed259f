#!/usr/bin/python3
"""All minimal conflicts by z3, as its users write it: a map of unexplored sets, shrink and grow.

    marco.py DUTIES.TXT SECONDS [MOST]

Prints what tests/bench/solvers shows beside our own search. Needs Debian's python3-z3."""
import sys
import time

import z3

start = time.time()
limit = start + float(sys.argv[2])
most = int(sys.argv[3]) if len(sys.argv) > 3 else 0
lines = open(sys.argv[1], encoding="ascii").read().split("\n")
yes_no, facts = map(int, lines[0].split())
solver, explorer = z3.Solver(), z3.Solver()
true = [z3.Bool(f"f{i}") for i in range(yes_no)]
value = {f: [z3.Bool(f"f{f}.{v}") for v in range(3)] for f in range(yes_no, facts)}
for three in value.values():
    solver.add(z3.PbEq([(v, 1) for v in three], 1))


def literal(fact, v):
    if fact >= yes_no:
        return value[fact][v]
    return true[fact] if v else z3.Not(true[fact])


# Equal demands are one, as for our own search.
demands = {}
for line in lines[1:]:
    numbers = list(map(int, line.split()))
    if numbers:
        pairs = frozenset(zip(numbers[1::2], numbers[2::2]))
        demands.setdefault(pairs, len(demands))
holds = [z3.Bool(f"d{i}") for i in range(len(demands))]
index = {d.get_id(): i for i, d in enumerate(holds)}
for pairs, i in demands.items():
    solver.add(z3.Implies(holds[i], z3.Or([literal(f, v) for f, v in pairs])))


def possible(chosen):
    return solver.check([holds[i] for i in chosen]) == z3.sat


found, first, done = 0, 0.0, False
while time.time() < limit:
    if explorer.check() != z3.sat:
        done = True
        break
    model = explorer.model()
    seed = {i for i in range(len(holds)) if not z3.is_false(model.eval(holds[i]))}
    if possible(seed):
        for i in set(range(len(holds))) - seed:
            if possible(seed | {i}):
                seed.add(i)
            if time.time() > limit:
                break
        explorer.add(z3.Or([holds[i] for i in range(len(holds)) if i not in seed]))
        continue
    seed = {index[c.get_id()] for c in solver.unsat_core()}
    for i in sorted(seed):
        if i in seed and not possible(seed - {i}):
            seed = {index[c.get_id()] for c in solver.unsat_core()}
    explorer.add(z3.Or([z3.Not(holds[i]) for i in seed]))
    found += 1
    first = first or time.time() - start
    if found == most:
        break
print(f"{(time.time() - start) * 1000:.2f} ms: {found} patterns, first after {first * 1000:.1f} ms, "
      f"{'complete' if done else 'not complete'}")
