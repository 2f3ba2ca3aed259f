/* A model thing by thing, and conditions node by node: what the evaluator walks. */
#include "antinomy/dump.h"

#include <inttypes.h>
#include <string.h>

#include "engine/diag/workspace.h"
#include "engine/facts/base.h"

struct dump {
    struct an_sink *sink;
    struct an_arena *arena;
    const struct an_model *m;
};

/* ---- the model ---- */

static void put_places(struct dump *d)
{
    for (uint32_t i = 0; i < d->m->places.n; i++) {
        const struct an_place *p = &d->m->places.v[i];
        an_putf(d->sink, "jurisdiction %u %s (%s): %s; in %u others, %u coverage statements\n", i,
                p->id, an_place_kind_word(p->kind), p->name, d->m->up[i].n - 1, p->n_coverage);
    }
}

static void put_facts(struct dump *d)
{
    for (uint32_t i = 0; i < d->m->facts.n; i++) {
        const struct an_fact *f = &d->m->facts.v[i];
        an_putf(d->sink, "fact %u %s: %s, per %s, %s%s%s\n", i, f->id, an_type_word(f->type.type),
                an_scope_word(f->scope), an_nature_word(f->nature),
                f->derived.function != AN_FN_NONE ? ", computed by " : "",
                f->derived.function != AN_FN_NONE ? an_function_word(f->derived.function) : "");
    }
}

static void put_logic(struct dump *d)
{
    for (uint32_t i = 0; i < d->m->terms.n; i++)
        an_putf(d->sink, "term %u %s of %s\n", i, d->m->facts.v[d->m->terms.v[i].fact].id,
                d->m->instruments.v[d->m->terms.v[i].instrument].id);
    for (uint32_t i = 0; i < d->m->axioms.n; i++)
        an_putf(d->sink, "axiom %u %s: %u and %u nodes\n", i, d->m->axioms.v[i].id,
                d->m->axioms.v[i].cond.n, d->m->axioms.v[i].then.n);
    for (uint32_t i = 0; i < d->m->presumptions.n; i++)
        an_putf(d->sink, "presumption %u %s: %u and %u nodes\n", i, d->m->presumptions.v[i].id,
                d->m->presumptions.v[i].cond.n, d->m->presumptions.v[i].then.n);
}

static void put_law(struct dump *d)
{
    for (uint32_t i = 0; i < d->m->instruments.n; i++)
        an_putf(d->sink, "instrument %u %s of %s: %s, %u events\n", i, d->m->instruments.v[i].id,
                d->m->places.v[d->m->instruments.v[i].place].id, d->m->instruments.v[i].kind,
                d->m->instruments.v[i].status.n);
    for (uint32_t i = 0; i < d->m->provisions.n; i++) {
        const struct an_provision *p = &d->m->provisions.v[i];
        an_putf(d->sink, "provision %u %s of %s: %s, topic %s, %u readings, meaning %.12s\n", i,
                p->id, d->m->instruments.v[p->instrument].id, an_duty_word(p->duty),
                d->m->topics.v[p->topic].id, p->n_readings,
                an_strf(d->arena, "%02x%02x%02x%02x%02x%02x", p->meaning.b[0], p->meaning.b[1],
                        p->meaning.b[2], p->meaning.b[3], p->meaning.b[4], p->meaning.b[5]));
    }
    for (uint32_t i = 0; i < d->m->lists.n; i++)
        an_putf(d->sink, "list %u %s: %u names\n", i, d->m->lists.v[i].id,
                d->m->lists.v[i].n_members);
}

/* ---- conditions ---- */

static const char *place_id(const struct dump *d, int64_t place)
{
    return place == AN_PLACE_J ? "J" : place == AN_PLACE_M ? "M" : d->m->places.v[place].id;
}

static const char *value_text(struct dump *d, enum an_type type, enum an_op op, int64_t value)
{
    char day[11];
    if (op == AN_OP_ON_LIST)
        return d->m->lists.v[value].id;
    switch (type) {
    case AN_TYPE_BOOL: return value ? "true" : "false";
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: return an_intern_text(d->m->symbols, (uint32_t)value);
    case AN_TYPE_COUNTRIES: return place_id(d, value);
    case AN_TYPE_DATE: an_day_format((an_day)value, day); return an_strdup(d->arena, day);
    case AN_TYPE_INT:
    case AN_TYPE_MONEY:
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_TABLE: return an_strf(d->arena, "%" PRId64, value);
    }
    AN_UNREACHABLE();
}

/* Nodes stand in prefix order; `size` counts a node with all below it. */
static void put_nodes(struct dump *d, const struct an_cond *c, uint32_t table)
{
    uint32_t open[64] = {0}, depth = 0, inner = AN_NONE, inner_end = 0;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *n = &c->node[i];
        bool rows = n->op == AN_OP_SOME || n->op == AN_OP_EVERY;
        while (depth > 0 && i >= open[depth - 1])
            depth--;
        an_putf(d->sink, "  %3u %*s%s", i, (int)(2 * depth), "", an_op_word((enum an_op)n->op));
        if (rows) {
            inner = n->fact;
            inner_end = i + n->size;
            an_putf(d->sink, " %s", d->m->facts.v[n->fact].id);
        }
        if (an_op_is_leaf((enum an_op)n->op)) {
            const struct an_fact *f =
                &d->m->facts.v[n->column ? i < inner_end ? inner : table : n->fact];
            enum an_type type = n->column ? f->columns[n->fact].type.type : f->type.type;
            an_putf(d->sink, " %s%s%s%s%s:", f->id, n->column ? "." : "",
                    n->column ? f->columns[n->fact].id : "", n->key != AN_NO_KEY ? " in " : "",
                    n->key != AN_NO_KEY ? place_id(d, n->key) : "");
            for (uint32_t k = 0; k < n->n; k++)
                an_putf(d->sink, " %s",
                        value_text(d, type, (enum an_op)n->op, c->value[n->value + k]));
        }
        an_putf(d->sink, " (line %u)\n", n->span.line);
        if (n->size > 1 && depth < sizeof open / sizeof *open)
            open[depth++] = i + n->size;
    }
}

static void put_condition(struct dump *d, const char *name, const struct an_cond *c, uint32_t table)
{
    if (!an_cond_given(c))
        return;
    an_putf(d->sink, " %s: %u nodes, %u values\n", name, c->n, c->n_values);
    put_nodes(d, c, table);
}

static void put_provision(struct dump *d, const struct an_provision *p)
{
    an_putf(d->sink, "%s: %s\n", p->id, an_duty_word(p->duty));
    put_condition(d, "when", &p->when, AN_NONE);
    put_condition(d, "unless", &p->unless, AN_NONE);
    put_condition(d, "content", &p->content, AN_NONE);
    put_condition(d, "able", &p->able, AN_NONE);
    put_condition(d, "concludes", &p->concludes, AN_NONE);
    put_condition(d, "scope", &p->scope, AN_NONE);
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        an_putf(d->sink, " reading %s\n", r->id);
        put_condition(d, "when", &r->when, AN_NONE);
        put_condition(d, "unless", &r->unless, AN_NONE);
        put_condition(d, "content", &r->must, AN_NONE);
        put_condition(d, "able", &r->able, AN_NONE);
    }
}

static bool put_rules(struct dump *d, const struct an_axiom *v, uint32_t n, const char *id)
{
    for (uint32_t i = 0; i < n; i++) {
        if (strcmp(v[i].id, id) != 0)
            continue;
        an_putf(d->sink, "%s\n", id);
        put_condition(d, "if", &v[i].cond, v[i].each);
        put_condition(d, "then", &v[i].then, v[i].each);
        return true;
    }
    return false;
}

static bool put_term(struct dump *d, const char *id)
{
    for (uint32_t i = 0; i < d->m->terms.n; i++) {
        const struct an_term *t = &d->m->terms.v[i];
        if (strcmp(d->m->facts.v[t->fact].id, id) != 0)
            continue;
        an_putf(d->sink, "%s\n", id);
        put_condition(d, "if", &t->if_, AN_NONE);
        put_condition(d, "only_if", &t->only_if, AN_NONE);
        return true;
    }
    return false;
}

/* ---- the ways in ---- */

struct asked {
    struct an_sink *sink;
    const struct an_base *base;
    const char *id;
};

static enum an_status model(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    const struct asked *asked = what;
    struct dump d = {asked->sink, arena, asked->base->model};
    (void)ws;
    put_places(&d);
    for (uint32_t i = 0; i < d.m->topics.n; i++)
        an_putf(d.sink, "topic %u %s: %u steps\n", i, d.m->topics.v[i].id,
                d.m->topics.v[i].n_steps);
    put_facts(&d);
    put_logic(&d);
    put_law(&d);
    return AN_OK;
}

static enum an_status conditions(struct an_arena *arena, struct an_workspace *ws, void *what)
{
    const struct asked *asked = what;
    struct dump d = {asked->sink, arena, asked->base->model};
    uint32_t p = an_model_provision(d.m, asked->id);
    if (p != AN_NONE)
        put_provision(&d, &d.m->provisions.v[p]);
    else if (!put_term(&d, asked->id) && !put_rules(&d, d.m->axioms.v, d.m->axioms.n, asked->id) &&
             !put_rules(&d, d.m->presumptions.v, d.m->presumptions.n, asked->id))
        return an_fail(ws, AN_ENOTFOUND, "no provision, term, axiom or presumption is named '%s'",
                       asked->id);
    return AN_OK;
}

enum an_status an_dump_model(struct an_sink *sink, struct an_workspace *ws,
                             const struct an_base *base)
{
    struct asked asked = {sink, base, NULL};
    return an_enter_briefly(ws, "a model was shown", model, &asked);
}

enum an_status an_dump_conditions(struct an_sink *sink, struct an_workspace *ws,
                                  const struct an_base *base, const char *id)
{
    struct asked asked = {sink, base, id};
    return an_enter_briefly(ws, "conditions were shown", conditions, &asked);
}
