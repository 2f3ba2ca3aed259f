/* Unit propagation by occurrence lists, and merging by sorted clauses. */
#include "engine/conflict/prepare.h"

#include <stdlib.h>
#include <string.h>

#include "antinomy/sink.h"
#include "engine/base/map.h"
#include "engine/base/sizes.h"

/* ---- units of the background ---- */

struct units {
    const struct an_clauses *c;
    struct an_arena *arena;
    signed char *value; /* per variable: 1, -1, or 0 where it is open */
    struct an_uses uses;
    int *queue;
    size_t n_queue;
    bool impossible;
};

static int truth(const struct units *u, int lit)
{
    return lit > 0 ? u->value[lit] : -u->value[-lit];
}

static void make_true(struct units *u, int lit)
{
    int now = truth(u, lit);
    if (now < 0)
        u->impossible = true;
    if (now != 0)
        return;
    u->value[abs(lit)] = lit > 0 ? 1 : -1;
    u->queue[u->n_queue++] = lit;
}

/* If one literal of a clause is left, it is true. */
static void look_at(struct units *u, size_t clause)
{
    size_t n;
    const int *lits = an_clauses_at(u->c, clause, &n);
    int open = 0;
    for (size_t i = 0; i < n; i++) {
        int t = truth(u, lits[i]);
        if (t > 0 || (t == 0 && open != 0))
            return;
        if (t == 0)
            open = lits[i];
    }
    if (open == 0)
        u->impossible = true;
    else
        make_true(u, open);
}

static void propagate(struct units *u)
{
    u->value = AN_NEW_ARRAY(u->arena, signed char, (size_t)u->c->n_vars + 1);
    u->queue = AN_NEW_ARRAY(u->arena, int, (size_t)u->c->n_vars + 1);
    u->uses = an_clauses_uses(u->c, u->arena);
    for (size_t i = 0; i < u->c->end.n; i++) {
        size_t n;
        (void)an_clauses_at(u->c, i, &n);
        if (u->c->owner.v[i] == AN_BACKGROUND && n <= 1)
            look_at(u, i);
    }
    for (size_t done = 0; done < u->n_queue && !u->impossible; done++) {
        const uint32_t *use;
        uint32_t n = an_uses_of(&u->uses, -u->queue[done], &use);
        for (uint32_t k = 0; k < n; k++)
            if (u->c->owner.v[use[k]] == AN_BACKGROUND)
                look_at(u, use[k]);
    }
}

/* ---- what is left ---- */

static int compare_lits(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    int vx = abs(x), vy = abs(y);
    if (vx != vy)
        return vx < vy ? -1 : 1;
    return (x > y) - (x < y);
}

static void reduce(const struct units *u, struct an_clauses *out, int *room)
{
    for (size_t i = 0; i < u->c->end.n; i++) {
        size_t n, left = 0;
        const int *lits = an_clauses_at(u->c, i, &n);
        bool holds = false;
        for (size_t k = 0; k < n && !holds; k++) {
            int t = truth(u, lits[k]);
            holds = t > 0;
            if (t == 0)
                room[left++] = lits[k];
        }
        if (holds)
            continue;
        if (left > 1)
            qsort(room, left, sizeof *room, compare_lits);
        an_clauses_add(out, u->c->owner.v[i], room, left);
    }
}

/* ---- equal owners ---- */

struct listing {
    uint32_t owner;
    uint32_t clause;
};

struct merging {
    const struct an_clauses *c;
    struct listing *list; /* clauses with an owner, by owner */
    size_t n;
};

static int compare_listing(const void *a, const void *b)
{
    const struct listing *x = a, *y = b;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return (x->clause > y->clause) - (x->clause < y->clause);
}

/* The clauses of one owner as text, each once and in order. */
static const char *spell(const struct an_clauses *c, struct an_arena *arena,
                         const struct listing *list, size_t n)
{
    const char **lines = AN_NEW_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++) {
        struct an_sink_buffer out;
        size_t k;
        const int *lits = an_clauses_at(c, list[i].clause, &k);
        an_sink_buffer_init(&out, arena);
        for (size_t j = 0; j < k; j++)
            an_putf(&out.sink, "%d ", lits[j]);
        an_put(&out.sink, ";");
        size_t at = i; /* few clauses an owner: by insertion */
        for (; at > 0 && strcmp(lines[at - 1], out.text) > 0; at--)
            lines[at] = lines[at - 1];
        lines[at] = out.text;
    }
    struct an_sink_buffer all;
    an_sink_buffer_init(&all, arena);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || strcmp(lines[i], lines[i - 1]) != 0)
            an_put(&all.sink, lines[i]);
    return all.text;
}

static struct merging list_owned(const struct an_clauses *c, struct an_arena *arena)
{
    struct merging m = {.c = c, .list = AN_NEW_ARRAY(arena, struct listing, c->end.n + 1)};
    for (size_t i = 0; i < c->end.n; i++)
        if (c->owner.v[i] != AN_BACKGROUND)
            m.list[m.n++] = (struct listing){c->owner.v[i], an_u32(i)};
    if (m.n > 1)
        qsort(m.list, m.n, sizeof *m.list, compare_listing);
    return m;
}

static void find_patterns(const struct merging *m, struct an_arena *arena, uint32_t *pattern)
{
    struct an_map seen;
    an_map_init(&seen, arena);
    an_map_reserve(&seen, m->n);
    for (size_t i = 0; i < m->n;) {
        size_t end = i + 1;
        uint32_t old = m->list[i].owner;
        while (end < m->n && m->list[end].owner == m->list[i].owner)
            end++;
        (void)an_map_put(&seen, spell(m->c, arena, m->list + i, end - i), m->list[i].owner, &old);
        pattern[m->list[i].owner] = old;
        i = end;
    }
}

struct an__prepared an__prepare(const struct an_clauses *c, struct an_arena *arena)
{
    struct units u = {.c = c, .arena = arena};
    struct an__prepared p = {.pattern = AN_NEW_ARRAY(arena, uint32_t, c->n_owners + 1)};
    struct an_clauses reduced;
    propagate(&u);
    p.impossible = u.impossible;
    an_clauses_init(&p.clauses, arena);
    p.clauses.n_vars = c->n_vars;
    p.clauses.n_owners = c->n_owners;
    for (uint32_t i = 0; i < c->n_owners; i++)
        p.pattern[i] = i;
    if (p.impossible)
        return p;
    an_clauses_init(&reduced, arena);
    reduced.n_vars = c->n_vars;
    reduced.n_owners = c->n_owners;
    reduce(&u, &reduced, AN_NEW_ARRAY(arena, int, c->lits.n + 1));
    struct merging m = list_owned(&reduced, arena);
    find_patterns(&m, arena, p.pattern);
    for (size_t i = 0; i < reduced.end.n; i++) {
        size_t n;
        const int *lits = an_clauses_at(&reduced, i, &n);
        uint32_t owner = reduced.owner.v[i];
        if (owner == AN_BACKGROUND || p.pattern[owner] == owner)
            an_clauses_add(&p.clauses, owner, lits, n);
    }
    return p;
}
