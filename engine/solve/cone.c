/*
 * Breadth first from literal to clause to literal. A clause that defines nothing is a constraint;
 * what it asks of the variables that others define, and these of theirs, is found first, since a
 * variable bears on all that constrains it, through however many definitions.
 */
#include "engine/solve/cone.h"

#include <stdlib.h>

#include "engine/base/sizes.h"

struct an_cone {
    const struct an_clauses *c;
    struct an_uses uses;
    unsigned char *bound; /* per variable: what constraints ask of it */
    int *queue;           /* of literals, each at most once a search */
    size_t n;
    bool both; /* ways */
    bool *clause;
    unsigned char *asked;
};

static void ask(struct an_cone *cone, int lit)
{
    unsigned char bit = lit > 0 ? AN_ASKED_TRUE : AN_ASKED_FALSE;
    int v = abs(lit);
    if (v > cone->c->n_vars || (cone->asked[v] & bit) != 0)
        return;
    cone->asked[v] |= bit;
    cone->queue[cone->n++] = lit;
}

/* Whose definition the clause is part of, as it stands there; 0: of none. */
static int head_of(const struct an_clauses *c, uint32_t i)
{
    size_t n;
    const int *lits = an_clauses_at(c, i, &n);
    for (size_t k = 0; c->defines.v[i] != 0 && k < n; k++)
        if (abs(lits[k]) == c->defines.v[i])
            return lits[k];
    return 0;
}

static void ask_all(struct an_cone *cone, uint32_t i, int but)
{
    size_t n;
    const int *lits = an_clauses_at(cone->c, i, &n);
    for (size_t k = 0; k < n; k++) {
        if (lits[k] != but || cone->both)
            ask(cone, lits[k]);
        if (cone->both)
            ask(cone, -lits[k]);
    }
}

static void take(struct an_cone *cone, uint32_t i, int head)
{
    if (cone->clause[i])
        return;
    cone->clause[i] = true;
    ask_all(cone, i, head);
}

/* ---- what constraints ask ---- */

/* Down through definitions: those clauses of them that a true literal does not fulfil. */
static void bind(struct an_cone *cone)
{
    const struct an_clauses *c = cone->c;
    cone->n = 0;
    cone->both = false;
    cone->asked = cone->bound;
    for (size_t i = 0; i < c->end.n; i++)
        if (c->defines.v[i] == 0)
            ask_all(cone, an_u32(i), 0);
    for (size_t done = 0; done < cone->n; done++) {
        const uint32_t *use;
        int lit = cone->queue[done];
        uint32_t n = an_uses_of(&cone->uses, -lit, &use);
        for (uint32_t i = 0; i < n; i++)
            if (c->defines.v[use[i]] == abs(lit))
                ask_all(cone, use[i], -lit);
    }
}

struct an_cone *an_cone_new(const struct an_clauses *c, struct an_arena *arena)
{
    struct an_cone *cone = AN_NEW(arena, struct an_cone);
    cone->c = c;
    cone->uses = an_clauses_uses(c, arena);
    cone->queue = AN_NEW_ARRAY(arena, int, 2 * (size_t)c->n_vars + 2);
    cone->bound = AN_NEW_ARRAY(arena, unsigned char, (size_t)c->n_vars + 1);
    bind(cone);
    return cone;
}

/* ---- what bears on something ---- */

/* Is this definition's direction one that a constraint asks for? */
static bool is_bound(const struct an_cone *cone, int head)
{
    return (cone->bound[abs(head)] & (head > 0 ? AN_ASKED_FALSE : AN_ASKED_TRUE)) != 0;
}

/*
 * A literal that may be true: the clauses of its definition that it does not fulfil, the
 * constraints that it stands in, and the definitions through which others constrain it. Any other
 * definition is of no matter until its variable is asked for.
 */
static void follow(struct an_cone *cone, int lit)
{
    for (int way = -1; way <= 1; way += 2) {
        const uint32_t *use;
        uint32_t n = an_uses_of(&cone->uses, way * lit, &use);
        for (uint32_t i = 0; i < n; i++) {
            int head = head_of(cone->c, use[i]);
            if (head == 0) {
                take(cone, use[i], 0);
            } else if (abs(head) == abs(lit)) {
                if (way < 0)
                    take(cone, use[i], head);
            } else if (is_bound(cone, head)) {
                take(cone, use[i], head);
                ask(cone, -head);
            }
        }
    }
}

static void follow_all(struct an_cone *cone)
{
    for (size_t done = 0; done < cone->n; done++)
        follow(cone, cone->queue[done]);
}

void an_cone_mark(struct an_cone *cone, const int *lits, size_t n, bool *clause,
                  unsigned char *asked)
{
    cone->n = 0;
    cone->both = true;
    cone->clause = clause;
    cone->asked = asked;
    for (size_t i = 0; i < n; i++) {
        ask(cone, lits[i]);
        ask(cone, -lits[i]);
    }
    follow_all(cone);
}

void an_cone_of_owners(struct an_cone *cone, bool *clause, unsigned char *asked)
{
    const struct an_clauses *c = cone->c;
    cone->n = 0;
    cone->both = false;
    cone->clause = clause;
    cone->asked = asked;
    for (size_t i = 0; i < c->end.n; i++)
        if (c->owner.v[i] != AN_BACKGROUND)
            take(cone, an_u32(i), 0);
    follow_all(cone);
}
