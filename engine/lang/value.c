/* Single values by type. See value.h. */
#include "engine/lang/value.h"

#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/lang/read.h"
#include "engine/lang/resolve.h"
#include "engine/lang/scalar.h"
#include "engine/lang/shape.h"

const char *an_type_title(enum an_type type)
{
    switch (type) {
    case AN_TYPE_BOOL: return "a yes/no fact";
    case AN_TYPE_ENUM: return "one of several values";
    case AN_TYPE_SET: return "a set of values";
    case AN_TYPE_COUNTRIES: return "a set of jurisdictions";
    case AN_TYPE_COUNTRY_MAP: return "a number for each jurisdiction";
    case AN_TYPE_INT: return "a whole number";
    case AN_TYPE_DATE: return "a day";
    case AN_TYPE_MONEY: return "an amount of money";
    case AN_TYPE_TEXT: return "a text";
    case AN_TYPE_TABLE: return "a table";
    }
    AN_UNREACHABLE();
}

/* What a text looks like to a reader. */
static const char *looks_like(const struct an_node *node)
{
    bool yes;
    int64_t number;
    struct an_when when;
    if (node->kind != AN_NODE_SCALAR)
        return an_node_kind_name(node->kind);
    if (an_read_bool(node, &yes))
        return "yes or no";
    if (an_read_int(an_text(node), &number) == AN_INT_OK)
        return "a number";
    if (an_read_when(node, &when))
        return "a day";
    if (*an_text(node) && strspn(an_text(node), "-.0123456789") == strlen(an_text(node)))
        return "a number with a fraction";
    return "a word";
}

static void declared_here(struct an_diag_entry *e, const struct an_value_of *of)
{
    if (of->declared)
        an_diag_other(e, *of->declared, "declared here");
}

/* The value is of another type altogether. */
static struct an_diag_entry *wrong_type(const struct an_value_reader *r,
                                        const struct an_value_of *of, const struct an_node *node)
{
    const char *shown = an_is_scalar(node) ? an_strf(r->scratch, "'%s'", an_text(node)) : "this";
    struct an_diag_entry *e = an_diag_add(r->diags, AN_MSG_wrong_type, node->span, of->name,
                                          an_type_title(of->type->type), shown, looks_like(node));
    declared_here(e, of);
    return e;
}

static bool read_bool(const struct an_value_reader *r, const struct an_value_of *of,
                      const struct an_node *node, int64_t *out)
{
    bool yes;
    if (an_read_bool(node, &yes)) {
        *out = yes;
        return true;
    }
    if (strcmp(looks_like(node), "a word") == 0)
        an_report_not_bool(r->diags, node, of->name);
    else
        an_diag_help(wrong_type(r, of, node), "write '%s: true' or '%s: false'", of->name,
                     of->name);
    return false;
}

static const char *values_listed(const struct an_value_reader *r, const struct an_value_type *type)
{
    const char *list = "";
    for (uint32_t i = 0; i < type->n_values; i++)
        list = an_strf(r->scratch, "%s%s%s", list, i > 0 ? ", " : "",
                       an_intern_text(r->symbols, type->values[i]));
    return list;
}

static void report_unknown_value(const struct an_value_reader *r, const struct an_value_of *of,
                                 const struct an_node *node)
{
    const char *text = an_text(node);
    struct an_diag_entry *e =
        an_diag_add(r->diags, AN_MSG_unknown_value, node->span, text, of->name);
    declared_here(e, of);
    if (an_too_many_errors(r->diags))
        return;
    struct an_nearest near;
    an_nearest_init(&near, text);
    for (uint32_t i = 0; i < of->type->n_values; i++)
        an_nearest_try(&near, an_intern_text(r->symbols, of->type->values[i]));
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    an_diag_note(e, "it can be: %s", values_listed(r, of->type));
}

/* A value of an enum or a member of a set. */
static bool read_symbol(const struct an_value_reader *r, const struct an_value_of *of,
                        const struct an_node *node, int64_t *out)
{
    if (!an_is_scalar(node)) {
        wrong_type(r, of, node);
        return false;
    }
    uint32_t symbol = an_intern_find(r->symbols, an_text(node));
    for (uint32_t i = 0; symbol != UINT32_MAX && i < of->type->n_values; i++)
        if (of->type->values[i] == symbol) {
            *out = symbol;
            return true;
        }
    if (of->type->open && !an_is_empty(node)) {
        *out = an_intern_id(r->symbols, an_text(node));
        return true;
    }
    report_unknown_value(r, of, node);
    return false;
}

static bool read_place(const struct an_value_reader *r, const struct an_value_of *of,
                       const struct an_node *node, int64_t *out)
{
    if (!an_is_scalar(node)) {
        wrong_type(r, of, node);
        return false;
    }
    if (!an_check_id(r->diags, node, of->name))
        return false;
    uint32_t place = an_resolve_place(r->diags, r->model, node, r->quiet);
    *out = place;
    return place != AN_NONE;
}

static bool within_bounds(const struct an_value_reader *r, const struct an_value_of *of,
                          const struct an_node *node, int64_t value)
{
    const struct an_value_type *t = of->type;
    if ((!t->has_min || value >= t->min) && (!t->has_max || value <= t->max))
        return true;
    struct an_diag_entry *e =
        an_diag_add(r->diags, AN_MSG_outside_bounds, node->span, an_text(node), of->name);
    if (t->has_min && t->has_max)
        an_diag_note(e, "possible are %lld to %lld", (long long)t->min, (long long)t->max);
    else if (t->has_min)
        an_diag_note(e, "the least possible number is %lld", (long long)t->min);
    else
        an_diag_note(e, "the greatest possible number is %lld", (long long)t->max);
    declared_here(e, of);
    return false;
}

static bool read_number(const struct an_value_reader *r, const struct an_value_of *of,
                        const struct an_node *node, int64_t *out)
{
    if (!an_is_scalar(node)) {
        wrong_type(r, of, node);
        return false;
    }
    enum an_int_error error = an_read_int(an_text(node), out);
    if (error != AN_INT_OK) {
        an_report_not_int(r->diags, node, of->name, error);
        return false;
    }
    return within_bounds(r, of, node, *out);
}

/*
 * "1234", "1234.5", "1234.50", each maybe with the currency behind it. Kept in hundredths; amounts
 * that do not fit are out of range.
 */
static bool parse_money(const char *text, const char *currency, int64_t *out)
{
    char whole[24];
    size_t n = strcspn(text, ". ");
    if (n == 0 || n >= sizeof whole)
        return false;
    memcpy(whole, text, n);
    whole[n] = '\0';
    int64_t units, cents = 0;
    if (an_read_int(whole, &units) != AN_INT_OK || units > INT64_MAX / 200 || units < 0)
        return false;
    const char *s = text + n;
    if (*s == '.') {
        size_t digits = strspn(s + 1, "0123456789");
        if (digits < 1 || digits > 2)
            return false;
        cents = (s[1] - '0') * 10 + (digits == 2 ? s[2] - '0' : 0);
        s += digits + 1;
    }
    *out = units * 100 + cents;
    return *s == '\0' || (*s == ' ' && currency && strcmp(s + 1, currency) == 0);
}

static bool read_money(const struct an_value_reader *r, const struct an_value_of *of,
                       const struct an_node *node, int64_t *out)
{
    if (an_is_scalar(node) && parse_money(an_text(node), of->type->unit, out))
        return within_bounds(r, of, node, *out / 100);
    an_diag_help(wrong_type(r, of, node), "write the amount in %s, such as 2500000 or 2500000.50",
                 of->type->unit ? of->type->unit : "its currency");
    return false;
}

static bool read_day(const struct an_value_reader *r, const struct an_value_of *of,
                     const struct an_node *node, int64_t *out)
{
    an_day day;
    if (!an_is_scalar(node)) {
        wrong_type(r, of, node);
        return false;
    }
    if (!an_check_day(r->diags, node, of->name))
        return false;
    (void)an_read_day(node, &day);
    *out = day;
    return true;
}

static bool read_text(const struct an_value_reader *r, const struct an_value_of *of,
                      const struct an_node *node, int64_t *out)
{
    if (!an_is_scalar(node) || an_is_empty(node)) {
        wrong_type(r, of, node);
        return false;
    }
    *out = an_intern_id(r->symbols, an_text(node));
    return true;
}

bool an_value_read(const struct an_value_reader *r, const struct an_value_of *of,
                   const struct an_node *node, int64_t *out)
{
    switch (of->type->type) {
    case AN_TYPE_BOOL: return read_bool(r, of, node, out);
    case AN_TYPE_ENUM:
    case AN_TYPE_SET: return read_symbol(r, of, node, out);
    case AN_TYPE_COUNTRIES: return read_place(r, of, node, out);
    case AN_TYPE_COUNTRY_MAP:
    case AN_TYPE_INT: return read_number(r, of, node, out);
    case AN_TYPE_DATE: return read_day(r, of, node, out);
    case AN_TYPE_MONEY: return read_money(r, of, node, out);
    case AN_TYPE_TEXT: return read_text(r, of, node, out);
    case AN_TYPE_TABLE: wrong_type(r, of, node); return false;
    }
    AN_UNREACHABLE();
}
