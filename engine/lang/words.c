/*
 * Conditions in words. Parts are joined by ", and " or ", or "; values within one test by "and" or
 * "or" without a comma; a part that is joined itself stands in brackets. So no reading is left
 * open.
 */
#include "engine/lang/words.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "antinomy/sink.h"

struct words {
    const struct an_model *m;
    const struct an_cond *c;
    struct an_sink *out;
    uint32_t j;
};

/* ---- values ---- */

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("._-/+", c));
}

/* A text that could be taken for something else stands in quotes. */
static bool needs_quotes(const char *text)
{
    static const char *const taken[] = {"yes", "no", "or", "and", "nothing", "empty"};
    const char *s = text;
    while (is_plain(*s))
        s++;
    if (*s != '\0' || s == text)
        return true;
    for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
        if (strcmp(text, taken[i]) == 0)
            return true;
    return false;
}

static void put_text(struct an_sink *out, const char *text)
{
    if (!needs_quotes(text)) {
        an_put(out, text);
        return;
    }
    an_put(out, "\"");
    for (const char *s = text; *s != '\0'; s++) {
        if (*s == '"' || *s == '\\')
            an_put(out, "\\");
        an_put_n(out, s, 1);
    }
    an_put(out, "\"");
}

/* Codes of states are known to all; a group is known by its name. */
static void put_code(const struct words *w, const struct an_place *place)
{
    if (place->kind == AN_PLACE_GROUP)
        an_putf(w->out, "a state of the group \"%s\"", place->name);
    else
        an_put(w->out, place->id);
}

static void put_place(const struct words *w, int64_t place)
{
    if (place == AN_PLACE_M)
        an_put(w->out, "the market");
    else if (place == AN_PLACE_J && w->j == AN_NONE)
        an_put(w->out, "the jurisdiction");
    else
        put_code(w, &w->m->places.v[place == AN_PLACE_J ? w->j : (uint32_t)place]);
}

/* "bits"; of one thing "bit": units are written as plurals. */
static void put_unit(const struct words *w, const char *unit, bool one)
{
    size_t n = unit ? strlen(unit) : 0;
    if (n == 0)
        return;
    an_put(w->out, " ");
    an_put_n(w->out, unit, n - (one && n > 1 && unit[n - 1] == 's'));
}

/* Long numbers in groups of three: 1,000,000. */
static void put_digits(const struct words *w, uint64_t v)
{
    char digits[24];
    int n = snprintf(digits, sizeof digits, "%" PRIu64, v);
    for (int i = 0; i < n; i++) {
        if (n > 4 && i > 0 && (n - i) % 3 == 0)
            an_put(w->out, ",");
        an_put_n(w->out, digits + i, 1);
    }
}

static uint64_t size_of(int64_t v)
{
    return v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
}

/* "3 days", but "level 3": a level is a place on a scale, nothing that is counted. */
static void put_number(const struct words *w, const char *unit, int64_t v)
{
    if (unit && strcmp(unit, "level") == 0) {
        an_putf(w->out, "level %" PRId64, v);
        return;
    }
    an_put(w->out, v < 0 ? "-" : "");
    put_digits(w, size_of(v));
    put_unit(w, unit, v == 1);
}

/* Hundredths of the currency's unit. */
static void put_money(const struct words *w, int64_t v)
{
    uint64_t size = size_of(v);
    an_put(w->out, v < 0 ? "-" : "");
    put_digits(w, size / 100);
    if (size % 100 != 0)
        an_putf(w->out, ".%02" PRIu64, size % 100);
}

static void put_value(const struct words *w, const struct an_value_type *type, int64_t v)
{
    char day[11];
    switch (type->type) {
    case AN_TYPE_BOOL: an_put(w->out, v != 0 ? "yes" : "no"); return;
    case AN_TYPE_ENUM:
    case AN_TYPE_SET:
    case AN_TYPE_TEXT: put_text(w->out, an_intern_text(w->m->symbols, (uint32_t)v)); return;
    case AN_TYPE_COUNTRIES: put_place(w, v); return;
    case AN_TYPE_DATE:
        an_day_format((an_day)v, day);
        an_put(w->out, day);
        return;
    case AN_TYPE_MONEY:
        put_money(w, v);
        put_unit(w, type->unit, false);
        return;
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_INT:
    case AN_TYPE_TABLE: put_number(w, type->unit, v); return;
    }
    AN_UNREACHABLE();
}

/* "a, b or c" */
static void put_values(const struct words *w, const struct an_cond_node *leaf,
                       const struct an_value_type *type, const char *last)
{
    for (uint32_t i = 0; i < leaf->n; i++) {
        if (i > 0 && i + 1 < leaf->n)
            an_put(w->out, ", ");
        else if (i > 0)
            an_put(w->out, last);
        put_value(w, type, w->c->value[leaf->value + i]);
    }
}

/* ---- tests ---- */

static bool is_collection(const struct an_value_type *t)
{
    return t->type == AN_TYPE_SET || t->type == AN_TYPE_COUNTRIES;
}

static const char *comparison(enum an_op op, enum an_type type)
{
    bool day = type == AN_TYPE_DATE;
    switch (op) {
    case AN_OP_AT_LEAST: return day ? "on or after " : "at least ";
    case AN_OP_AT_MOST: return day ? "on or before " : "at most ";
    case AN_OP_MORE_THAN: return day ? "after " : "more than ";
    case AN_OP_LESS_THAN: return day ? "before " : "less than ";
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_IN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: return "";
    }
    AN_UNREACHABLE();
}

static void put_lists(const struct words *w, const struct an_cond_node *leaf)
{
    an_put(w->out, leaf->n == 1 ? "on the list " : "on one of the lists ");
    for (uint32_t i = 0; i < leaf->n; i++)
        an_putf(w->out, "%s%s",
                i == 0            ? ""
                : i + 1 < leaf->n ? ", "
                                  : " or ",
                w->m->lists.v[w->c->value[leaf->value + i]].id);
}

/* Of a set: what is in it. Nothing at all is in no way other than what is allowed. */
static void put_set_test(const struct words *w, const struct an_cond_node *leaf,
                         const struct an_value_type *type)
{
    bool all = leaf->op == AN_OP_INCLUDES_ALL, none = leaf->op == AN_OP_EXCLUDES;
    if (leaf->op == AN_OP_ONLY)
        an_put(w->out, leaf->n == 0 ? "none" : "none other than ");
    else if (leaf->n > 1)
        an_put(w->out, all ? "includes all of " : none ? "includes none of " : "includes ");
    else
        an_put(w->out, none ? "does not include " : "includes ");
    put_values(w, leaf, type, all ? " and " : " or ");
}

static void put_test(const struct words *w, const struct an_cond_node *leaf,
                     const struct an_value_type *type)
{
    switch ((enum an_op)leaf->op) {
    case AN_OP_IN:
        if (is_collection(type)) {
            put_set_test(w, leaf, type);
            return;
        }
        an_put(w->out, type->type == AN_TYPE_DATE ? "on " : "");
        put_values(w, leaf, type, " or ");
        return;
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
        an_put(w->out, comparison((enum an_op)leaf->op, type->type));
        put_values(w, leaf, type, " or ");
        return;
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY: put_set_test(w, leaf, type); return;
    case AN_OP_ON_LIST: put_lists(w, leaf); return;
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY: return;
    }
    AN_UNREACHABLE();
}

/* What is so where the test fails: the contrary comparison, or "not" before it. */
static void put_contrary(const struct words *w, const struct an_cond_node *leaf,
                         const struct an_value_type *type)
{
    struct an_cond_node contrary = *leaf;
    switch ((enum an_op)leaf->op) {
    case AN_OP_AT_LEAST: contrary.op = AN_OP_LESS_THAN; break;
    case AN_OP_AT_MOST: contrary.op = AN_OP_MORE_THAN; break;
    case AN_OP_MORE_THAN: contrary.op = AN_OP_AT_MOST; break;
    case AN_OP_LESS_THAN: contrary.op = AN_OP_AT_LEAST; break;
    case AN_OP_EXCLUDES: contrary.op = AN_OP_IN; break;
    case AN_OP_IN:
        if (type->type == AN_TYPE_BOOL && leaf->n == 1) {
            an_put(w->out, w->c->value[leaf->value] != 0 ? "no" : "yes");
            return;
        }
        if (is_collection(type))
            contrary.op = AN_OP_EXCLUDES;
        else
            an_put(w->out, leaf->n == 1 ? "not " : "none of ");
        break;
    case AN_OP_INCLUDES_ALL:
        if (leaf->n == 1)
            contrary.op = AN_OP_EXCLUDES;
        else
            an_put(w->out, "not: ");
        break;
    case AN_OP_ONLY:
        an_put(w->out, leaf->n == 0 ? "at least one" : "includes another than ");
        put_values(w, leaf, type, " or ");
        return;
    case AN_OP_ON_LIST: an_put(w->out, "not "); break;
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY: AN_UNREACHABLE();
    }
    put_test(w, &contrary, type);
}

/* A column by its id, in words: "stored in". */
static void put_column(const struct words *w, const char *id)
{
    for (const char *s = id; *s != '\0'; s++)
        an_put_n(w->out, *s == '_' ? " " : s, 1);
}

static void put_leaf(const struct words *w, const struct an_cond_node *leaf, uint32_t table,
                     bool denied)
{
    const struct an_model *m = w->m;
    bool column = leaf->column != 0 && table != AN_NONE;
    const struct an_value_type *type =
        column ? &m->facts.v[table].columns[leaf->fact].type : &m->facts.v[leaf->fact].type;
    if (column)
        put_column(w, m->facts.v[table].columns[leaf->fact].id);
    else
        an_put(w->out, an_fact_name(&m->facts.v[leaf->fact]));
    an_put(w->out, ": ");
    if (leaf->key != AN_NO_KEY) {
        put_place(w, leaf->key);
        an_put(w->out, " ");
    }
    if (denied)
        put_contrary(w, leaf, type);
    else
        put_test(w, leaf, type);
}

/* ---- structure ---- */

static void put_node(const struct words *w, uint32_t at, uint32_t table, bool inside);
static void put_denied(const struct words *w, uint32_t at, uint32_t table, bool inside);

/* None of several is each of them not: so a denied "or" is said. A denied "and" is not taken apart.
 */
static void put_group(const struct words *w, uint32_t at, uint32_t table, bool inside, bool denied)
{
    const struct an_cond_node *node = &w->c->node[at];
    const char *join = node->op == AN_OP_ALL || denied ? ", and " : ", or ";
    if (node->n == 0)
        an_put(w->out, (node->op == AN_OP_ALL) != denied ? "always" : "never");
    bool brackets = inside && node->n > 1;
    an_put(w->out, brackets ? "(" : "");
    uint32_t child = at + 1;
    for (uint32_t i = 0; i < node->n; i++) {
        an_put(w->out, i > 0 ? join : "");
        if (denied)
            put_denied(w, child, table, node->n > 1 || inside);
        else
            put_node(w, child, table, node->n > 1 || inside);
        child += w->c->node[child].size;
    }
    an_put(w->out, brackets ? ")" : "");
}

static bool is_always(const struct an_cond_node *node)
{
    return node->op == AN_OP_ALL && node->n == 0;
}

/* "at least one certificate (scheme: x)", "no certificate". */
static void put_rows(const struct words *w, uint32_t at, const char *which)
{
    const struct an_cond_node *node = &w->c->node[at];
    const struct an_fact *table = &w->m->facts.v[node->fact];
    if (table->row)
        an_putf(w->out, "%s %s", which, table->row);
    else
        an_putf(w->out, "%s row of %s", which, an_fact_name(table));
    if (is_always(&w->c->node[at + 1]))
        return;
    an_put(w->out, " (");
    put_node(w, at + 1, node->fact, false);
    an_put(w->out, ")");
}

static void put_denied(const struct words *w, uint32_t at, uint32_t table, bool inside)
{
    const struct an_cond_node *node = &w->c->node[at];
    switch ((enum an_op)node->op) {
    case AN_OP_ANY: put_group(w, at, table, inside, true); return;
    case AN_OP_NOT: put_node(w, at + 1, table, inside); return;
    case AN_OP_SOME: put_rows(w, at, "no"); return;
    case AN_OP_EVERY: put_rows(w, at, "not every"); return;
    case AN_OP_ALL:
        if (node->n == 1) {
            put_denied(w, at + 1, table, inside);
            return;
        }
        an_put(w->out, "not (");
        put_node(w, at, table, false);
        an_put(w->out, ")");
        return;
    case AN_OP_OPEN:
        an_put(w->out, "not ");
        put_node(w, at, table, false);
        return;
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: put_leaf(w, node, table, true); return;
    }
    AN_UNREACHABLE();
}

/* Depth is limited by AN_MAX_COND_DEPTH, in files and in bases. */
static void put_node(const struct words *w, uint32_t at, uint32_t table, bool inside)
{
    const struct an_cond_node *node = &w->c->node[at];
    switch ((enum an_op)node->op) {
    case AN_OP_ALL:
    case AN_OP_ANY: put_group(w, at, table, inside, false); return;
    case AN_OP_NOT: put_denied(w, at + 1, table, inside); return;
    case AN_OP_OPEN:
        an_put(w->out, "(");
        put_node(w, at + 1, table, false);
        an_put(w->out, "; if not, the law leaves it open)");
        return;
    case AN_OP_SOME: put_rows(w, at, "at least one"); return;
    case AN_OP_EVERY: put_rows(w, at, "every"); return;
    case AN_OP_IN:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_INCLUDES_ALL:
    case AN_OP_EXCLUDES:
    case AN_OP_ONLY:
    case AN_OP_ON_LIST: put_leaf(w, node, table, false); return;
    }
    AN_UNREACHABLE();
}

const char *an_fact_name(const struct an_fact *fact)
{
    return fact->label ? fact->label : fact->id;
}

const char *an_cond_node_words(struct an_arena *arena, const struct an_model *m,
                               const struct an_cond *c, uint32_t at, uint32_t table, uint32_t j)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    struct words w = {m, c, &text.sink, j};
    put_node(&w, at, table, false);
    return text.text;
}

const char *an_cond_denied_words(struct an_arena *arena, const struct an_model *m,
                                 const struct an_cond *c, uint32_t at, uint32_t table, uint32_t j)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    struct words w = {m, c, &text.sink, j};
    put_denied(&w, at, table, false);
    return text.text;
}

const char *an_cond_words(struct an_arena *arena, const struct an_model *m, const struct an_cond *c,
                          uint32_t table, uint32_t j)
{
    return an_cond_given(c) ? an_cond_node_words(arena, m, c, 0, table, j) : NULL;
}

const char *an_value_words(struct an_arena *arena, const struct an_model *m,
                           const struct an_value_type *type, int64_t value, uint32_t j)
{
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, arena);
    struct words w = {m, NULL, &text.sink, j};
    put_value(&w, type, value);
    return text.text;
}
