/*
 * The naive evaluator: which conditions one decision reads, which jurisdictions are in play (S2.5),
 * and what those conditions name, so that finitely many values of each fact suffice
 * (naive_value.c).
 */
#include "engine/base/sizes.h"
#include "tests/support/naive_run.h"

/* Nexus kinds of a provision that is judged along with one of kinds `inherited` (S3.8). */
static uint32_t own_nexus(const struct an_provision *p, uint32_t inherited)
{
    return p->nexus_stated ? p->nexus : inherited;
}

static bool refs_have(const struct an_refs *refs, uint32_t index)
{
    for (uint32_t i = 0; i < refs->n; i++)
        if (refs->v[i] == index)
            return true;
    return false;
}

/* ---- facts ---- */

static uint64_t fact_bits(const struct naive *n, uint32_t fact)
{
    const struct an_fact *f = &n->m->facts.v[fact];
    uint64_t bits = fact < 64 ? (uint64_t)1 << fact : 0;
    for (int i = 0; f->derived.function != AN_FN_NONE && i < 2; i++)
        if (f->derived.arg[i] != AN_NONE)
            bits |= fact_bits(n, f->derived.arg[i]);
    return bits;
}

uint64_t naive_facts_of(const struct naive *n, const struct an_cond *c)
{
    uint64_t bits = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        bool of_fact = (an_op_is_leaf(node->op) && node->column == 0) || node->op == AN_OP_SOME ||
                       node->op == AN_OP_EVERY;
        if (of_fact)
            bits |= fact_bits(n, node->fact);
    }
    return bits;
}

uint64_t naive_provision_facts(const struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    uint64_t bits = naive_facts_of(n, &p->when) | naive_facts_of(n, &p->unless);
    for (uint32_t kind = 0; kind < AN_NEXUS_COUNT; kind++)
        if (kind != AN_NEXUS_OFFERED && (nexus >> kind & 1u) != 0)
            bits |= naive_facts_of(n, &n->m->nexus[kind].cond);
    for (uint32_t q = 0; q < n->m->provisions.n; q++) {
        const struct an_provision *other = naive_provision(n, q);
        if (refs_have(&other->exempts, provision) || refs_have(&other->overrides, provision))
            bits |= naive_provision_facts(n, q, own_nexus(other, nexus));
    }
    for (uint32_t i = 0; i < p->follows.n; i++)
        bits |= naive_verdict_facts(n, p->follows.v[i],
                                    naive_definer_nexus(naive_provision(n, p->follows.v[i])));
    return bits;
}

uint64_t naive_verdict_facts(const struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    uint64_t facts = naive_provision_facts(n, provision, nexus) | naive_facts_of(n, &p->content) |
                     naive_facts_of(n, &p->able);
    if (p->duty == AN_DUTY_ATTEST)
        facts |= naive_bit(p->attest_fact);
    if (p->due.after != AN_NONE)
        facts |= naive_bit(p->due.after);
    for (uint32_t i = 0; i < p->asks.n; i++)
        facts |= naive_bit(p->asks.v[i]);
    return facts;
}

/* ---- statements ---- */

static void say(struct naive *n, const struct an_cond *c, uint32_t j, uint32_t each)
{
    if (c->n == 0)
        return;
    for (size_t i = 0; i < n->scope.n; i++) {
        const struct statement *s = &n->scope.v[i];
        if (s->cond->node == c->node && s->j == j)
            return;
    }
    struct statement statement = {c, j, each};
    an_vec_push(n->arena, &n->scope, statement);
}

/* Nothing can lie in a treaty or union that has nobody yet, or no longer. */
static bool has_anybody(const struct naive *n, uint32_t place)
{
    for (uint32_t m = 0; m < n->m->places.n; m++) {
        enum an_place_kind kind = n->m->places.v[m].kind;
        if ((kind == AN_PLACE_STATE || kind == AN_PLACE_PART) &&
            (naive_within(n->m, m, place, n->law_day) != AN_FALSE ||
             naive_within(n->m, place, m, n->law_day) != AN_FALSE))
            return true;
    }
    return false;
}

static void put_in_play(struct naive *n, int64_t place)
{
    if (place >= 0 && n->m->places.v[place].kind != AN_PLACE_GROUP &&
        has_anybody(n, (uint32_t)place))
        int_list_add(n->arena, &n->in_play, place);
}

/* The first day from which the period would not be over yet on the day asked. */
static void mention_due(struct naive *n, const struct an_due *due)
{
    if (due->kind == AN_DUE_NONE || due->kind == AN_DUE_DAY)
        return;
    an_day day = n->asked - 370 * due->within;
    while (naive_last_day(due, day) < n->asked)
        day++;
    int_list_add(n->arena, &n->mention[due->after].values, day);
}

/* A provision with all that exempts or overrides it, or that it follows. */
static void say_provision(struct naive *n, uint32_t provision, uint32_t nexus)
{
    const struct an_provision *p = naive_provision(n, provision);
    uint32_t j = naive_maker(n, provision);
    put_in_play(n, j);
    say(n, &p->when, j, AN_NONE);
    say(n, &p->unless, j, AN_NONE);
    for (uint32_t kind = 0; kind < AN_NEXUS_COUNT; kind++)
        if (kind != AN_NEXUS_OFFERED && (nexus >> kind & 1u) != 0)
            say(n, &n->m->nexus[kind].cond, j, AN_NONE);
    for (uint32_t q = 0; q < n->m->provisions.n; q++) {
        const struct an_provision *other = naive_provision(n, q);
        if (refs_have(&other->exempts, provision) || refs_have(&other->overrides, provision))
            say_provision(n, q, own_nexus(other, nexus));
    }
    for (uint32_t i = 0; i < p->follows.n; i++) {
        const struct an_provision *q = naive_provision(n, p->follows.v[i]);
        say_provision(n, p->follows.v[i], naive_definer_nexus(q));
        say(n, &q->content, naive_maker(n, p->follows.v[i]), AN_NONE);
        say(n, &q->able, naive_maker(n, p->follows.v[i]), AN_NONE);
        mention_due(n, &q->due);
    }
}

static bool leaf_names(const struct naive *n, const struct an_cond *c,
                       const struct an_cond_node *leaf, uint32_t table, int64_t place)
{
    const struct an_value_type *type = leaf->column != 0
                                           ? &n->m->facts.v[table].columns[leaf->fact].type
                                           : &n->m->facts.v[leaf->fact].type;
    if (leaf->key == place)
        return true;
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < leaf->n; i++)
        if (c->value[leaf->value + i] == place)
            return true;
    return false;
}

/* Calls fn for each leaf, with the table that encloses it. */
typedef void each_leaf(struct naive *n, const struct statement *s, const struct an_cond_node *leaf,
                       uint32_t table);
static void walk(struct naive *n, const struct statement *s, each_leaf *fn)
{
    uint32_t table = s->each, until = UINT32_MAX;
    for (uint32_t i = 0; i < s->cond->n; i++) {
        const struct an_cond_node *node = &s->cond->node[i];
        if (i >= until) {
            table = s->each;
            until = UINT32_MAX;
        }
        if (node->op == AN_OP_SOME || node->op == AN_OP_EVERY) {
            table = node->fact;
            until = i + node->size;
        }
        if (an_op_is_leaf(node->op))
            fn(n, s, node, table);
    }
}

bool naive_names_j(const struct naive *n, const struct an_cond *c, uint32_t each)
{
    uint32_t table = each, until = UINT32_MAX;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if (i >= until) {
            table = each;
            until = UINT32_MAX;
        }
        if (node->op == AN_OP_SOME || node->op == AN_OP_EVERY) {
            table = node->fact;
            until = i + node->size;
        }
        if (an_op_is_leaf(node->op) && leaf_names(n, c, node, table, AN_PLACE_J))
            return true;
    }
    return false;
}

/* ---- jurisdictions in play ---- */

static void play_leaf(struct naive *n, const struct statement *s, const struct an_cond_node *leaf,
                      uint32_t table)
{
    const struct an_value_type *type = leaf->column != 0
                                           ? &n->m->facts.v[table].columns[leaf->fact].type
                                           : &n->m->facts.v[leaf->fact].type;
    if (leaf->key != AN_NO_KEY)
        put_in_play(n, leaf->key);
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < leaf->n; i++)
        put_in_play(n, s->cond->value[leaf->value + i]);
}

static void play_known(struct naive *n, const struct an_value_type *type,
                       const struct an_known *known)
{
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < known->n_has; i++)
        put_in_play(n, known->has[i]);
    for (uint32_t i = 0; type->type == AN_TYPE_COUNTRIES && i < known->n_within; i++)
        put_in_play(n, known->within[i]);
    for (uint32_t i = 0; i < known->n_entries; i++)
        put_in_play(n, known->entry[i].place);
}

static void play_values(struct naive *n)
{
    for (uint32_t f = 0; f < n->m->facts.n; f++) {
        const struct an_known *known = n->known[f];
        const struct an_fact *fact = &n->m->facts.v[f];
        if (known == NULL || !known->given)
            continue;
        play_known(n, &fact->type, known);
        for (uint32_t row = 0; row < known->n_rows; row++)
            for (uint32_t c = 0; c < fact->n_columns; c++)
                play_known(n, &fact->columns[c].type, &known->row[row].cell[c]);
    }
}

static void play_tests(struct naive *n)
{
    for (size_t i = 0; i < n->scope.n; i++)
        walk(n, &n->scope.v[i], play_leaf);
}

static void play_axioms(struct naive *n)
{
    for (uint32_t i = 0; i < n->m->axioms.n; i++) {
        const struct an_axiom *a = &n->m->axioms.v[i];
        walk(n, &(struct statement){&a->cond, AN_NONE, a->each}, play_leaf);
        walk(n, &(struct statement){&a->then, AN_NONE, a->each}, play_leaf);
    }
}

/* ---- what is named ---- */

static void mention_key(struct naive *n, const struct statement *s, struct mentions *m, int64_t key)
{
    int64_t place = key == AN_PLACE_J ? s->j : key == AN_PLACE_M ? n->market : key;
    if (place != AN_NONE)
        int_list_add(n->arena, &m->places, place);
}

/* "So many days since" is a test of the day itself, on the law day of whoever asks. */
static void mention_days(struct naive *n, struct mentions *m, int64_t since)
{
    int_list_add(n->arena, &m->values, n->law_day - since);
    for (uint32_t p = 0; p < n->m->provisions.n; p++)
        int_list_add(n->arena, &m->values, naive_law_day(n, naive_provision(n, p)) - since);
}

/* What a test of a derived fact against these values says of its arguments. */
static void mention_arguments(struct naive *n, const struct an_derived *d, const int64_t *values,
                              uint32_t n_values)
{
    struct mentions *m = &n->mention[d->arg[0]];
    switch (d->function) {
    case AN_FN_DAYS_SINCE:
        for (uint32_t i = 0; i < n_values; i++)
            mention_days(n, m, values[i]);
        return;
    case AN_FN_MAX:
    case AN_FN_MIN:
        if (d->column != AN_NONE) { /* says that some row is at least so much, or all are less */
            for (uint32_t i = 0; i < n_values; i++)
                int_list_add(n->arena, &n->column[d->arg[0]][d->column].values, values[i]);
            m->row_tests++;
            return;
        }
        m->all_numbers = true;
        return;
    case AN_FN_YEARS_BETWEEN:
    case AN_FN_SAME:
        n->mention[d->arg[1]].all_numbers = true;
        m->all_numbers = true;
        return;
    case AN_FN_SUM:
    case AN_FN_COUNT: m->all_numbers = true; return;
    case AN_FN_NONE: return;
    }
}

static void mention_leaf(struct naive *n, const struct statement *s,
                         const struct an_cond_node *leaf, uint32_t table)
{
    struct mentions *m =
        leaf->column != 0 ? &n->column[table][leaf->fact] : &n->mention[leaf->fact];
    int_list *list = leaf->op == AN_OP_ON_LIST ? &m->lists : &m->values;
    for (uint32_t i = 0; i < leaf->n; i++)
        int_list_add(n->arena, list, s->cond->value[leaf->value + i]);
    if (leaf->key != AN_NO_KEY)
        mention_key(n, s, m, leaf->key);
    if (leaf->column != 0 || n->m->facts.v[leaf->fact].derived.function == AN_FN_NONE)
        return;
    const struct an_derived *d = &n->m->facts.v[leaf->fact].derived;
    mention_arguments(n, d, &s->cond->value[leaf->value], leaf->n);
    if (d->where.n > 0 && d->arg[0] != AN_NONE)
        walk(n, &(struct statement){&d->where, s->j, d->arg[0]}, mention_leaf);
}

static void mention_rows(struct naive *n, const struct statement *s)
{
    for (uint32_t i = 0; i < s->cond->n; i++)
        if (s->cond->node[i].op == AN_OP_SOME || s->cond->node[i].op == AN_OP_EVERY)
            n->mention[s->cond->node[i].fact].row_tests++;
}

/* ---- the whole ---- */

static void say_axiom(struct naive *n, const struct an_axiom *a, const int_list *in_play)
{
    bool named = naive_names_j(n, &a->cond, a->each) || naive_names_j(n, &a->then, a->each);
    for (size_t k = 0; k < (named ? in_play->n : 1); k++) {
        uint32_t j = named ? (uint32_t)in_play->v[k] : AN_NONE;
        say(n, &a->cond, j, a->each);
        say(n, &a->then, j, a->each);
    }
}

/* Definitions hold on the row, whatever is asked there. */
static void say_definitions(struct naive *n)
{
    const struct an_model *m = n->m;
    for (uint32_t p = 0; p < m->provisions.n; p++) {
        if (m->provisions.v[p].duty != AN_DUTY_DEFINES)
            continue;
        say_provision(n, p, naive_definer_nexus(naive_provision(n, p)));
        say(n, &m->provisions.v[p].concludes, naive_maker(n, p), AN_NONE);
    }
    for (uint32_t t = 0; t < m->terms.n; t++) {
        uint32_t maker = m->instruments.v[m->terms.v[t].instrument].place;
        say(n, &m->terms.v[t].if_, maker, AN_NONE);
        say(n, &m->terms.v[t].only_if, maker, AN_NONE);
    }
}

/* What is in play on the row, for presumptions (S2.6), and then in this decision (S2.5). */
static void collect_statements(struct naive *n)
{
    uint32_t j = naive_maker(n, n->root);
    say_definitions(n);
    put_in_play(n, n->market);
    play_values(n);
    play_tests(n);
    play_axioms(n);
    for (size_t i = 0; i < n->in_play.n; i++)
        an_vec_push(n->arena, &n->row_play, n->in_play.v[i]);
    say_provision(n, n->root, naive_row_nexus(&n->reading, n->on_home));
    say(n, &n->reading.content, j, AN_NONE);
    say(n, &n->reading.able, j, AN_NONE);
    play_tests(n);
    for (uint32_t i = 0; i < n->m->axioms.n; i++)
        say_axiom(n, &n->m->axioms.v[i], &n->in_play);
    for (uint32_t i = 0; i < n->m->presumptions.n; i++)
        say_axiom(n, &n->m->presumptions.v[i], &n->row_play);
}

void naive_collect(struct naive *n)
{
    const struct an_model *m = n->m;
    n->mention = AN_NEW_ARRAY(n->arena, struct mentions, m->facts.n);
    n->column = AN_NEW_ARRAY(n->arena, struct mentions *, m->facts.n);
    for (uint32_t f = 0; f < m->facts.n; f++)
        n->column[f] = AN_NEW_ARRAY(n->arena, struct mentions, m->facts.v[f].n_columns);

    collect_statements(n);
    for (size_t i = 0; i < n->scope.n; i++) {
        walk(n, &n->scope.v[i], mention_leaf);
        mention_rows(n, &n->scope.v[i]);
    }
    mention_due(n, &n->reading.due);
}
