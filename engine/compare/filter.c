/*
 * Narrowing to a sector, kind of buyer, addressee, trigger or confidence. A provision is left out
 * where its conditions surely fail for such a buyer; what may concern him stays. Facts other than
 * the two about the buyer are unknown here, so this is a walk in three values and no evaluation.
 */
#include <string.h>

#include "engine/compare/compare.h"
#include "engine/diag/nearest.h"
#include "engine/facts/wanted.h"

static const char sector_fact[] = "buyer.sectors", buyer_fact[] = "buyer.kind";

/* ---- words ---- */

static void no_word(struct an_comparison *c, const char *what, const char *word,
                    const char *const *words, size_t n)
{
    struct an_diag_entry *e =
        an_diag_add(c->ws->diags, AN_MSG_option_word, an_wanted_at(c->ws), what, word);
    struct an_nearest near;
    const char *all = "";
    an_nearest_init(&near, word);
    for (size_t i = 0; i < n; i++) {
        an_nearest_try(&near, words[i]);
        all = an_strf(c->arena, "%s%s%s", all, i > 0 ? ", " : "", words[i]);
    }
    if (near.best)
        an_diag_help(e, "did you mean '%s'?", near.best);
    else
        an_diag_help(e, "it is one of: %s", all);
}

static int word_of(struct an_comparison *c, const char *what, const char *word,
                   const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], word) == 0)
            return (int)i;
    no_word(c, what, word, words, n);
    return -1;
}

/* A value of a fact of the vocabulary; AN_NONE: not asked for, or said why. */
static bool symbol_of(struct an_comparison *c, const char *what, const char *fact_id,
                      const char *word, uint32_t *fact, uint32_t *symbol)
{
    *symbol = AN_NONE;
    *fact = an_model_fact(c->model, fact_id);
    if (!word)
        return true;
    const struct an_value_type *type = *fact == AN_NONE ? NULL : &c->model->facts.v[*fact].type;
    uint32_t n = type ? type->n_values : 0;
    const char **words = AN_NEW_ARRAY(c->arena, const char *, n);
    for (uint32_t i = 0; i < n; i++)
        words[i] = an_intern_text(c->model->symbols, type->values[i]);
    int at = word_of(c, what, word, words, n);
    if (!type || at < 0)
        return false;
    *symbol = type->values[at];
    return true;
}

static bool read_addressees(struct an_comparison *c, const struct an_compare_filter *filter,
                            struct an_narrowing *out)
{
    static const char *const words[] = {"seller", "provider",  "buyer",
                                        "user",   "authority", "state"};
    bool ok = true;
    for (size_t i = 0; i < filter->n_addressees; i++) {
        int at = word_of(c, "addressee", filter->addressees[i], words, 6);
        if (at >= 0)
            out->addressees |= 1U << at;
        ok = ok && at >= 0;
    }
    return ok;
}

bool an__narrowing(struct an_comparison *c, const struct an_compare_filter *filter,
                   struct an_narrowing *out)
{
    static const char *const triggers[] = {"standing", "event", "order"};
    static const char *const confidences[] = {"high", "medium", "low"};
    *out = (struct an_narrowing){.filter = filter, .trigger = -1, .confidence = AN_CONF_LOW};
    bool ok = symbol_of(c, "sector", sector_fact, filter->sector, &out->sector_fact, &out->sector);
    ok = symbol_of(c, "kind of buyer", buyer_fact, filter->buyer, &out->buyer_fact, &out->buyer) &&
         ok;
    ok = read_addressees(c, filter, out) && ok;
    if (filter->trigger) {
        out->trigger = word_of(c, "trigger", filter->trigger, triggers, 3);
        ok = ok && out->trigger >= 0;
    }
    if (filter->confidence) {
        int at = word_of(c, "confidence", filter->confidence, confidences, 3);
        if (at >= 0)
            out->confidence = (enum an_confidence)at;
        ok = ok && at >= 0;
    }
    out->term = AN_NEW_ARRAY(c->arena, uint8_t, c->model->facts.n);
    return ok;
}

/* ---- conditions, for such a buyer ---- */

struct buyer {
    const struct an_model *m;
    struct an_narrowing *by;
};

enum { DEEPEST_TERM = 8 };

static an_tri truth_at(const struct buyer *b, const struct an_cond *c, uint32_t at, int depth);

static an_tri truth_of(const struct buyer *b, const struct an_cond *c, int depth)
{
    return an_cond_given(c) ? truth_at(b, c, 0, depth) : AN_UNKNOWN;
}

/* A set that is known to hold this one value and nothing else. */
static an_tri one_value(const struct an_cond *c, const struct an_cond_node *leaf, int64_t value)
{
    uint32_t same = 0;
    for (uint32_t i = 0; i < leaf->n; i++)
        same += c->value[leaf->value + i] == value ? 1 : 0;
    switch ((enum an_op)leaf->op) {
    case AN_OP_IN:
    case AN_OP_ONLY: return an_tri_of(same > 0);
    case AN_OP_INCLUDES_ALL: return an_tri_of(same == leaf->n);
    case AN_OP_EXCLUDES: return an_tri_of(same == 0);
    case AN_OP_ALL:
    case AN_OP_ANY:
    case AN_OP_NOT:
    case AN_OP_OPEN:
    case AN_OP_SOME:
    case AN_OP_EVERY:
    case AN_OP_AT_LEAST:
    case AN_OP_AT_MOST:
    case AN_OP_MORE_THAN:
    case AN_OP_LESS_THAN:
    case AN_OP_ON_LIST: break;
    }
    return AN_UNKNOWN;
}

/* A term: true where enough is fulfilled for it, false where what it needs is not. */
static an_tri term_truth(const struct buyer *b, uint32_t fact, int depth)
{
    if (b->by->term[fact] != 0)
        return (an_tri)(b->by->term[fact] - 1);
    const struct an_term *t = &b->m->terms.v[b->m->facts.v[fact].source];
    an_tri truth = AN_UNKNOWN;
    if (depth < DEEPEST_TERM) {
        if (truth_of(b, &t->if_, depth + 1) == AN_TRUE)
            truth = AN_TRUE;
        else if (truth_of(b, &t->only_if, depth + 1) == AN_FALSE)
            truth = AN_FALSE;
    }
    b->by->term[fact] = (uint8_t)(truth + 1);
    return truth;
}

static an_tri leaf_truth(const struct buyer *b, const struct an_cond *c,
                         const struct an_cond_node *leaf, int depth)
{
    const struct an_narrowing *by = b->by;
    if (leaf->column)
        return AN_UNKNOWN;
    if (by->sector != AN_NONE && leaf->fact == by->sector_fact)
        return one_value(c, leaf, by->sector);
    if (by->buyer != AN_NONE && leaf->fact == by->buyer_fact)
        return one_value(c, leaf, by->buyer);
    if (b->m->facts.v[leaf->fact].role != AN_FACT_TERM || leaf->op != AN_OP_IN || leaf->n != 1)
        return AN_UNKNOWN;
    an_tri truth = term_truth(b, leaf->fact, depth);
    return c->value[leaf->value] != 0 ? truth : an_tri_not(truth);
}

static an_tri truth_at(const struct buyer *b, const struct an_cond *c, uint32_t at, int depth)
{
    const struct an_cond_node *node = &c->node[at];
    enum an_op op = (enum an_op)node->op;
    if (an_op_is_leaf(op))
        return leaf_truth(b, c, node, depth);
    if (op == AN_OP_NOT)
        return an_tri_not(truth_at(b, c, at + 1, depth));
    if (op != AN_OP_ALL && op != AN_OP_ANY)
        return AN_UNKNOWN;
    an_tri truth = op == AN_OP_ALL ? AN_TRUE : AN_FALSE;
    for (uint32_t i = 0, child = at + 1; i < node->n; i++, child += c->node[child].size) {
        an_tri one = truth_at(b, c, child, depth);
        truth = op == AN_OP_ALL ? an_tri_and(truth, one) : an_tri_or(truth, one);
    }
    return truth;
}

bool an__narrowed_in(const struct an_model *m, struct an_narrowing *by, uint32_t provision)
{
    const struct an_provision *p = &m->provisions.v[provision];
    const struct an_checked *checked = an_provision_checked(m, p);
    struct buyer b = {m, by};
    if (by->addressees != 0 && (p->addressee & by->addressees) == 0)
        return false;
    if (by->trigger >= 0 && (int)p->trigger != by->trigger)
        return false;
    if (by->confidence < AN_CONF_LOW && (!checked->given || checked->confidence > by->confidence))
        return false;
    if (by->sector == AN_NONE && by->buyer == AN_NONE)
        return true;
    return truth_of(&b, &p->when, 0) != AN_FALSE && truth_of(&b, &p->unless, 0) != AN_TRUE;
}
