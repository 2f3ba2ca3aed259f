/*
 * Conditions, values and days as YAML text. See emit.h.
 */
#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/emit_text.h"

void emit_add(struct text *t, const char *fmt, ...)
{
    char part[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(part, sizeof part, fmt, args);
    va_end(args);
    for (int i = 0; i < n && i < (int)sizeof part - 1; i++)
        an_vec_push(t->arena, &t->s, part[i]);
}

const char *emit_done(struct text *t)
{
    an_vec_push(t->arena, &t->s, '\0');
    return t->s.v;
}

void emit_when(struct text *t, struct an_when when)
{
    char day[24];
    an_when_format(when, day);
    emit_add(t, "%s", day);
}

void emit_interval(struct text *t, const struct an_interval *days, const char *before,
                   const char *after)
{
    if (days->from.lo != AN_DAY_MIN) {
        emit_add(t, "%sfrom: ", before);
        emit_when(t, days->from);
        emit_add(t, "%s", after);
    }
    if (days->before.hi != AN_DAY_MAX) {
        emit_add(t, "%sbefore: ", before);
        emit_when(t, days->before);
        emit_add(t, "%s", after);
    }
}

void emit_value(struct text *t, const struct an_value_type *type, int64_t value)
{
    switch (type->type) {
    case AN_TYPE_BOOL: emit_add(t, value != 0 ? "true" : "false"); return;
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: emit_add(t, "\"%s\"", an_intern_text(t->symbols, (uint32_t)value)); return;
    case AN_TYPE_COUNTRIES:
        emit_add(t, "%s",
                 value == AN_PLACE_J   ? "J"
                 : value == AN_PLACE_M ? "M"
                                       : t->m->places.v[value].id);
        return;
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_INT:
    case AN_TYPE_MONEY: emit_add(t, "%lld", (long long)value); return;
    case AN_TYPE_DATE: emit_when(t, (struct an_when){(an_day)value, (an_day)value}); return;
    case AN_TYPE_TABLE: return;
    }
}

static void add_list(struct text *t, const struct an_value_type *type, const int64_t *v, uint32_t n)
{
    emit_add(t, "[");
    for (uint32_t i = 0; i < n; i++) {
        emit_add(t, i > 0 ? ", " : "");
        emit_value(t, type, v[i]);
    }
    emit_add(t, "]");
}

static const char *word_of(enum an_op op, bool day)
{
    switch (op) {
    case AN_OP_AT_LEAST: return day ? "on_or_after" : "at_least";
    case AN_OP_AT_MOST: return day ? "on_or_before" : "at_most";
    case AN_OP_MORE_THAN: return day ? "after" : "more_than";
    case AN_OP_LESS_THAN: return day ? "before" : "less_than";
    case AN_OP_INCLUDES_ALL: return "includes_all";
    case AN_OP_EXCLUDES: return "excludes";
    case AN_OP_ONLY: return "only";
    case AN_OP_ALL: return "all";
    case AN_OP_ANY: return "any";
    case AN_OP_NOT: return "not";
    case AN_OP_OPEN: return "open";
    case AN_OP_SOME: return "some";
    case AN_OP_EVERY: return "every";
    case AN_OP_IN:
    case AN_OP_ON_LIST: break;
    }
    return "?";
}

/* What stands behind the fact's name. */
static void add_test(struct text *t, const struct an_value_type *type, enum an_op op,
                     const int64_t *v, uint32_t n)
{
    if (op == AN_OP_IN && n == 1) {
        emit_value(t, type, v[0]);
    } else if (op == AN_OP_IN) {
        add_list(t, type, v, n);
    } else if (op == AN_OP_INCLUDES_ALL || op == AN_OP_EXCLUDES || op == AN_OP_ONLY) {
        emit_add(t, "{%s: ", word_of(op, false));
        add_list(t, type, v, n);
        emit_add(t, "}");
    } else {
        assert(n == 1);
        emit_add(t, "{%s: ", word_of(op, type->type == AN_TYPE_DATE));
        emit_value(t, type, v[0]);
        emit_add(t, "}");
    }
}

static void add_leaf(struct text *t, const struct an_cond *c, const struct an_cond_node *leaf,
                     uint32_t table)
{
    const struct an_value_type countries = {.type = AN_TYPE_COUNTRIES};
    const struct an_fact *fact = &t->m->facts.v[leaf->column != 0 ? table : leaf->fact];
    const char *name = leaf->column != 0 ? fact->columns[leaf->fact].id : fact->id;
    const struct an_value_type *type =
        leaf->column != 0 ? &fact->columns[leaf->fact].type : &fact->type;
    const int64_t *v = leaf->n > 0 ? &c->value[leaf->value] : NULL;
    if (leaf->op == AN_OP_ON_LIST) {
        assert(leaf->n > 0);
        emit_add(t, "{on_list: {fact: %s, list: %s}}", name, t->m->lists.v[v[0]].id);
        return;
    }
    emit_add(t, "{%s: ", name);
    if (leaf->key != AN_NO_KEY) {
        emit_add(t, "{");
        emit_value(t, &countries, leaf->key);
        emit_add(t, ": ");
    }
    add_test(t, type, leaf->op, v, leaf->n);
    emit_add(t, leaf->key != AN_NO_KEY ? "}}" : "}");
}

static void add_node(struct text *t, const struct an_cond *c, uint32_t at, uint32_t table,
                     int depth)
{
    const struct an_cond_node *node = &c->node[at];
    bool list = node->op == AN_OP_ALL || node->op == AN_OP_ANY;
    bool rows = node->op == AN_OP_SOME || node->op == AN_OP_EVERY;
    if (an_op_is_leaf(node->op) || depth > 32) {
        add_leaf(t, c, node, table);
        return;
    }
    emit_add(t, "{%s: %s", word_of(node->op, false), list ? "[" : rows ? "{" : "");
    if (rows)
        emit_add(t, "%s: ", t->m->facts.v[node->fact].id);
    uint32_t child = at + 1;
    for (uint32_t i = 0; i < node->n; i++, child += c->node[child].size) {
        emit_add(t, i > 0 ? ", " : "");
        add_node(t, c, child, rows ? node->fact : table, depth + 1);
    }
    emit_add(t, "%s}", list ? "]" : rows ? "}" : "");
}

void emit_condition(struct text *t, const struct an_cond *c, uint32_t each)
{
    add_node(t, c, 0, each, 0);
}

const char *emit_cond(struct an_arena *arena, const struct an_model *m, const struct an_cond *c)
{
    struct text t = {.arena = arena, .m = m, .symbols = m->symbols};
    if (c->n > 0)
        emit_condition(&t, c, AN_NONE);
    return emit_done(&t);
}
