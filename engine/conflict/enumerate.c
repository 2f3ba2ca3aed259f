/*
 * Components, and MARCO in each. A component has a solver of its own with variables numbered anew,
 * one selector for each of its owners ("the clauses of this owner hold"), and a map: clauses over
 * the selectors that say which sets have been dealt with.
 */
#include "engine/conflict/enumerate.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/conflict/prepare.h"

struct found {
    struct an_core *v;
    size_t n, cap;
};

struct search {
    struct an_arena *arena, *scratch;
    const struct an_clauses *c; /* prepared */
    const bool *kept;
    const struct an_core_limits *limits;
    struct an_sat_budget budget;
    struct found found;
    bool complete;
    uint64_t questions;
};

/* One component at work. */
struct part {
    struct search *s;
    struct an_sat *sat, *map;
    const uint32_t *owner; /* its owners, ascending */
    uint32_t n;
    int first; /* selector of owner[i]: first + i */
    bool *in;  /* the set at hand */
    int *lits; /* of the question or clause at hand */
};

static bool is_over(const struct search *s)
{
    return (s->limits->most > 0 && s->found.n >= s->limits->most) ||
           (s->limits->deadline_ms > 0 && an_sat_now() >= s->limits->deadline_ms);
}

/* Can the owners in the set hold together? */
static enum an_sat_answer ask(struct part *p)
{
    size_t n = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->in[i])
            p->lits[n++] = p->first + (int)i;
    return an_sat_solve(p->sat, p->lits, n, &p->s->budget);
}

/* After NO: only what the refutation used stays. */
static void keep_failed(struct part *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        p->in[i] = p->in[i] && an_sat_failed(p->sat, p->first + (int)i);
}

/* Makes a conflicting set minimal by taking one after the other out. */
static bool shrink(struct part *p)
{
    keep_failed(p);
    for (uint32_t i = 0; i < p->n; i++) {
        if (!p->in[i])
            continue;
        p->in[i] = false;
        enum an_sat_answer answer = ask(p);
        if (answer == AN_SAT_UNDECIDED)
            return false;
        if (answer == AN_SAT_YES)
            p->in[i] = true; /* needed */
        else
            keep_failed(p);
    }
    return true;
}

/* What holds in the model at hand holds together. */
static void keep_true(struct part *p)
{
    for (uint32_t i = 0; i < p->n; i++)
        p->in[i] = p->in[i] || an_sat_true(p->sat, p->first + (int)i);
}

/* Makes a set that can hold as large as it can be; the last question said that it can. */
static bool grow(struct part *p)
{
    keep_true(p);
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->in[i])
            continue;
        p->in[i] = true;
        enum an_sat_answer answer = ask(p);
        if (answer == AN_SAT_UNDECIDED)
            return false;
        if (answer == AN_SAT_NO)
            p->in[i] = false;
        else
            keep_true(p);
    }
    return true;
}

static void keep_core(struct part *p)
{
    struct search *s = p->s;
    uint32_t n = 0, *owners = AN_NEW_ARRAY(s->arena, uint32_t, p->n);
    size_t k = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (p->in[i]) {
            owners[n++] = p->owner[i];
            p->lits[k++] = -(int)(i + 1);
        }
    an_sat_add(p->map, p->lits, k); /* no superset of it */
    const struct an_core core = {owners, n};
    an_vec_push(s->arena, &s->found, core);
}

static void block_below(struct part *p)
{
    size_t k = 0;
    for (uint32_t i = 0; i < p->n; i++)
        if (!p->in[i])
            p->lits[k++] = (int)(i + 1);
    an_sat_add(p->map, p->lits, k); /* no subset of it */
}

static bool next_set(struct part *p)
{
    enum an_sat_answer answer = an_sat_solve(p->map, NULL, 0, &p->s->budget);
    if (answer == AN_SAT_UNDECIDED)
        p->s->complete = false;
    if (answer != AN_SAT_YES)
        return false;
    for (uint32_t i = 0; i < p->n; i++)
        p->in[i] = an_sat_true(p->map, (int)(i + 1));
    return true;
}

static void search_part(struct part *p)
{
    while (next_set(p)) {
        if (is_over(p->s)) {
            p->s->complete = false;
            return;
        }
        enum an_sat_answer answer = ask(p);
        bool done = answer == AN_SAT_NO ? shrink(p) : answer == AN_SAT_YES && grow(p);
        if (!done) {
            p->s->complete = false;
            return;
        }
        if (answer == AN_SAT_NO)
            keep_core(p);
        else
            block_below(p);
    }
}

/* ---- components ---- */

static uint32_t root_of(uint32_t *parent, uint32_t i)
{
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* An owner's clauses go together, so that it is asked for once. Renumbers the components. */
static uint32_t join_owners(const struct search *s, uint32_t *component, uint32_t n)
{
    uint32_t *parent = AN_NEW_ARRAY(s->scratch, uint32_t, n + 1);
    uint32_t *number = AN_NEW_ARRAY(s->scratch, uint32_t, n + 1);
    uint32_t *at = AN_NEW_ARRAY(s->scratch, uint32_t, s->c->n_owners + 1), joined = 0;
    for (uint32_t i = 0; i < n; i++)
        parent[i] = i;
    for (size_t i = 0; i < s->c->end.n; i++) {
        uint32_t owner = s->c->owner.v[i];
        if (!s->kept[i] || owner == AN_BACKGROUND)
            continue;
        if (at[owner] == 0)
            at[owner] = component[i] + 1;
        else
            parent[root_of(parent, component[i])] = root_of(parent, at[owner] - 1);
    }
    for (size_t i = 0; i < s->c->end.n; i++) {
        if (!s->kept[i])
            continue;
        uint32_t root = root_of(parent, component[i]);
        if (number[root] == 0)
            number[root] = ++joined;
        component[i] = number[root] - 1;
    }
    return joined;
}

struct slices {
    uint32_t *clause; /* kept clauses, by component */
    size_t *first;    /* per component, and the end */
};

static struct slices slice(const struct search *s, const uint32_t *component, uint32_t n)
{
    struct slices out = {AN_NEW_ARRAY(s->scratch, uint32_t, s->c->end.n + 1),
                         AN_NEW_ARRAY(s->scratch, size_t, (size_t)n + 2)};
    for (size_t i = 0; i < s->c->end.n; i++)
        if (s->kept[i])
            out.first[component[i] + 1]++;
    for (uint32_t k = 0; k < n; k++)
        out.first[k + 1] += out.first[k];
    size_t *at = AN_NEW_ARRAY(s->scratch, size_t, (size_t)n + 1);
    memcpy(at, out.first, n * sizeof *at);
    for (size_t i = 0; i < s->c->end.n; i++)
        if (s->kept[i])
            out.clause[at[component[i]]++] = an_u32(i);
    return out;
}

static int compare_numbers(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* The owners of a component, ascending, each once. */
static uint32_t owners_of(const struct search *s, const uint32_t *clause, size_t n, uint32_t *out)
{
    uint32_t k = 0, once = 0;
    for (size_t i = 0; i < n; i++)
        if (s->c->owner.v[clause[i]] != AN_BACKGROUND)
            out[k++] = s->c->owner.v[clause[i]];
    if (k > 1)
        qsort(out, k, sizeof *out, compare_numbers);
    for (uint32_t i = 0; i < k; i++)
        if (once == 0 || out[once - 1] != out[i])
            out[once++] = out[i];
    return once;
}

static uint32_t index_of(const uint32_t *owner, uint32_t n, uint32_t wanted)
{
    uint32_t low = 0;
    while (n - low > 1) {
        uint32_t mid = low + (n - low) / 2;
        if (owner[mid] <= wanted)
            low = mid;
        else
            n = mid;
    }
    return low;
}

/* Fills the solver: variables as they come, selectors before them. `var` is shared scratch, all 0.
 */
static void fill(struct part *p, const uint32_t *clause, size_t n, int *var)
{
    const struct an_clauses *c = p->s->c;
    int next = (int)p->n;
    p->first = 1;
    for (size_t i = 0; i < n; i++) {
        size_t k, used = 0;
        const int *lits = an_clauses_at(c, clause[i], &k);
        int *out = AN_NEW_ARRAY(p->s->scratch, int, k + 1);
        for (size_t j = 0; j < k; j++) {
            int *v = &var[abs(lits[j])];
            if (*v == 0)
                *v = ++next;
            out[used++] = lits[j] > 0 ? *v : -*v;
        }
        uint32_t owner = c->owner.v[clause[i]];
        if (owner != AN_BACKGROUND)
            out[used++] = -(p->first + (int)index_of(p->owner, p->n, owner));
        an_sat_add(p->sat, out, used);
    }
    for (size_t i = 0; i < n; i++) {
        size_t k;
        const int *lits = an_clauses_at(c, clause[i], &k);
        for (size_t j = 0; j < k; j++)
            var[abs(lits[j])] = 0;
    }
}

static void start_map(struct part *p)
{
    for (uint32_t i = 0; i < p->n; i++) { /* every selector is known to the map */
        const int either[2] = {(int)(i + 1), -(int)(i + 1)};
        an_sat_add(p->map, either, 2);
    }
}

static void search_component(struct search *s, const uint32_t *clause, size_t n, int *var)
{
    struct an_arena *outer = s->scratch;
    s->scratch = an_scratch_new(outer);
    struct part p = {.s = s, .sat = an_sat_new(s->scratch), .map = an_sat_new(s->scratch)};
    uint32_t *owners = AN_NEW_ARRAY(s->scratch, uint32_t, n + 1);
    p.n = owners_of(s, clause, n, owners);
    p.owner = owners;
    p.in = AN_NEW_ARRAY(s->scratch, bool, p.n + 1);
    p.lits = AN_NEW_ARRAY(s->scratch, int, p.n + 1);
    fill(&p, clause, n, var);
    start_map(&p);
    if (is_over(s))
        s->complete = false;
    else
        search_part(&p);
    s->questions += an_sat_calls(p.sat) + an_sat_calls(p.map);
    an_arena_free(s->scratch);
    s->scratch = outer;
}

/* ---- the whole ---- */

static int compare_cores(const void *a, const void *b)
{
    const struct an_core *x = a, *y = b;
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    for (uint32_t i = 0; i < x->n; i++)
        if (x->owner[i] != y->owner[i])
            return x->owner[i] < y->owner[i] ? -1 : 1;
    return 0;
}

/* How many conflicts there are when each pattern is one of its owners. */
static uint64_t count_spelt(const struct search *s, const uint32_t *pattern)
{
    uint32_t *alike = AN_NEW_ARRAY(s->scratch, uint32_t, s->c->n_owners + 1);
    uint64_t sum = 0;
    for (uint32_t i = 0; i < s->c->n_owners; i++)
        alike[pattern[i]]++;
    for (size_t i = 0; i < s->found.n; i++) {
        uint64_t product = 1;
        for (uint32_t k = 0; k < s->found.v[i].n; k++)
            if (__builtin_mul_overflow(product, (uint64_t)alike[s->found.v[i].owner[k]], &product))
                return UINT64_MAX;
        if (__builtin_add_overflow(sum, product, &sum))
            return UINT64_MAX;
    }
    return sum;
}

static void search_all(struct search *s, struct an_cores *out, bool *kept)
{
    struct an_sat_budget budget = s->budget;
    if (s->limits->no_autarky)
        memset(kept, 1, s->c->end.n * sizeof *kept);
    else
        (void)an_clauses_lean(s->c, s->scratch, &budget, kept); /* undecided: all are kept */
    for (size_t i = 0; i < s->c->end.n; i++)
        out->n_kept += kept[i] ? 1 : 0;
    uint32_t *component = AN_NEW_ARRAY(s->scratch, uint32_t, s->c->end.n + 1);
    uint32_t n = an_clauses_components(s->c, s->scratch, kept, component);
    n = join_owners(s, component, n);
    out->n_components = n;
    struct slices slices = slice(s, component, n);
    int *var = AN_NEW_ARRAY(s->scratch, int, (size_t)s->c->n_vars + 1);
    for (uint32_t k = 0; k < n; k++)
        search_component(s, slices.clause + slices.first[k], slices.first[k + 1] - slices.first[k],
                         var);
}

struct an_cores an_cores_find(const struct an_clauses *c, struct an_arena *arena,
                              const struct an_core_limits *limits)
{
    static const struct an_core_limits none = {0};
    struct an_cores out = {.n_clauses = c->end.n};
    struct an_arena *scratch = an_scratch_new(arena);
    struct an__prepared prepared = an__prepare(c, scratch);
    bool *kept = AN_NEW_ARRAY(scratch, bool, prepared.clauses.end.n + 1);
    struct search s = {.arena = arena,
                       .scratch = scratch,
                       .c = &prepared.clauses,
                       .kept = kept,
                       .limits = limits ? limits : &none,
                       .complete = true};
    s.budget = (struct an_sat_budget){.deadline_ms = s.limits->deadline_ms,
                                      .conflicts = s.limits->conflicts};
    if (prepared.impossible) {
        const struct an_core empty = {NULL, 0};
        an_vec_push(arena, &s.found, empty);
    } else {
        search_all(&s, &out, kept);
    }
    /* Where the background contradicts itself nothing else is minimal. */
    if (s.found.n > 1)
        qsort(s.found.v, s.found.n, sizeof *s.found.v, compare_cores);
    if (s.found.n > 0 && s.found.v[0].n == 0)
        s.found.n = 1;
    uint32_t *pattern = AN_NEW_ARRAY(arena, uint32_t, c->n_owners + 1);
    memcpy(pattern, prepared.pattern, c->n_owners * sizeof *pattern);
    out.v = s.found.v;
    out.n = s.found.n;
    out.pattern = pattern;
    out.complete = s.complete;
    out.n_questions = s.questions;
    out.n_spelt = count_spelt(&s, pattern);
    an_arena_free(scratch);
    return out;
}
