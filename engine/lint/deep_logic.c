/* Questions about terms, values of facts and axioms as literals, on some row of the situation. */
#include "engine/lint/deep.h"

/* The fact has (a set: contains) this value. */
static int has_value(struct an__deep *d, uint32_t fact, int64_t value, const struct an_frame *frame)
{
    struct an_cond_node *node = AN_NEW(d->arena, struct an_cond_node);
    int64_t *values = AN_NEW(d->arena, int64_t);
    *values = value;
    *node =
        (struct an_cond_node){.op = AN_OP_IN, .n = 1, .size = 1, .fact = fact, .key = AN_NO_KEY};
    struct an_cond *c = AN_NEW(d->arena, struct an_cond);
    *c = (struct an_cond){node, 1, values, 1};
    return an_encode_cond(d->enc, c, frame, false);
}

static int on_row(struct an__deep *d, const struct an__question *q, uint32_t row)
{
    const struct an_frame frame = {.j = d->j, .market = d->row[row].place, .day = d->day};
    if (q->kind == AN__DEEP_AXIOM)
        return an_encode_cond(d->enc, &d->m->axioms.v[q->subject].cond, &frame, true);
    if (q->kind == AN__DEEP_VALUE)
        return has_value(d, q->subject, (int64_t)q->other, &frame);
    int is = an_encode_bool(d->enc, d->m->terms.v[q->subject].fact, &frame);
    return q->kind == AN__DEEP_TERM ? is : -is;
}

int an__deep_of_logic(struct an__deep *d, const struct an__question *q)
{
    int *lits = AN_NEW_ARRAY(d->arena, int, d->n_rows);
    for (uint32_t i = 0; i < d->n_rows; i++)
        lits[i] = on_row(d, q, i);
    return an_encode_or(d->enc, lits, d->n_rows);
}
