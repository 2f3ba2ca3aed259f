/* Questions about provisions as literals: "on some row" of the situation. */
#include "engine/lint/deep.h"

bool an__deep_is_duty(const struct an_provision *p)
{
    return p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT || p->duty == AN_DUTY_ASKS;
}

bool an__deep_is_seen(const struct an_provision *p)
{
    return !p->binds_state && p->duty != AN_DUTY_FORBIDS && p->duty != AN_DUTY_REQUIRES;
}

/* An order is met by who can and does; where the law excuses inability, by who cannot too. */
static int met_of(struct an__deep *d, const struct an_provision *p, enum an_inability inability,
                  const struct an_norm_lits *lits)
{
    const int both[2] = {lits->able, lits->acts}, excused[2] = {-lits->able, lits->acts};
    if (p->duty != AN_DUTY_ASKS)
        return lits->holds;
    return inability == AN_INABILITY_EXCUSED ? an_encode_or(d->enc, excused, 2)
                                             : an_encode_and(d->enc, both, 2);
}

static struct an__norm read_norm(struct an__deep *d, uint32_t provision,
                                 const struct an_reading *reading, uint32_t row)
{
    const struct an_provision *p = &d->m->provisions.v[provision];
    struct an_norm_row at = d->row[row];
    struct an_norm_text text = {0};
    enum an_inability inability = p->inability;
    at.as_if_in_force = d->draft[provision];
    if (reading) {
        text = (struct an_norm_text){reading->when, reading->unless, reading->must, reading->able};
        inability = reading->inability != AN_INABILITY_NONE ? reading->inability : inability;
    }
    const struct an_norm_lits lits = an_encode_norm(d->ne, provision, &text, &at);
    const struct an_frame frame = {
        .j = d->m->instruments.v[p->instrument].place, .market = at.place, .day = at.day};
    const struct an_cond *unless = an_cond_given(&text.unless) ? &text.unless : &p->unless;
    const int binds[3] = {lits.applies, -lits.exempt, -lits.displaced};
    const int excepted[2] = {lits.applies, an_encode_cond(d->enc, unless, &frame, false)};
    struct an__norm norm = {.made = true,
                            .applies = lits.applies,
                            .binds = an_encode_and(d->enc, binds, 3),
                            .excepted = an_encode_and(d->enc, excepted, 2),
                            .met = met_of(d, p, inability, &lits)};
    const int breached[2] = {norm.binds, -norm.met};
    norm.breached = an_encode_and(d->enc, breached, 2);
    return norm;
}

const struct an__norm *an__deep_norm(struct an__deep *d, uint32_t provision, uint32_t row)
{
    struct an__norm *norm = &d->norm[(size_t)row * d->m->provisions.n + provision];
    if (!norm->made)
        *norm = read_norm(d, provision, NULL, row);
    return norm;
}

/* One reading says that it binds, or is breached, and the other does not. */
static int differs(struct an__deep *d, const struct an__question *q, uint32_t row)
{
    const struct an_provision *p = &d->m->provisions.v[q->subject];
    const struct an__norm a = read_norm(d, q->subject, &p->readings[q->other], row);
    const struct an__norm b = q->earlier == AN_NONE
                                  ? *an__deep_norm(d, q->subject, row)
                                  : read_norm(d, q->subject, &p->readings[q->earlier], row);
    const int pair[3][2] = {{a.applies, b.applies}, {a.binds, b.binds}, {a.breached, b.breached}};
    int any[6];
    size_t n = 0;
    for (size_t i = 0; i < 3; i++) {
        const int one[2] = {pair[i][0], -pair[i][1]}, other[2] = {-pair[i][0], pair[i][1]};
        any[n++] = an_encode_and(d->enc, one, 2);
        any[n++] = an_encode_and(d->enc, other, 2);
    }
    return an_encode_or(d->enc, any, n);
}

static int pair_on(struct an__deep *d, const struct an__question *q, uint32_t row)
{
    const struct an__norm a = *an__deep_norm(d, q->subject, row);
    const struct an__norm b = *an__deep_norm(d, q->other, row);
    const int alone[2] = {a.breached, -b.breached};
    const int together[4] = {a.binds, a.met, b.binds, b.met};
    return q->kind == AN__DEEP_ALONE ? an_encode_and(d->enc, alone, 2)
                                     : an_encode_and(d->enc, together, 4);
}

static int on_row(struct an__deep *d, const struct an__question *q, uint32_t row)
{
    switch (q->kind) {
    case AN__DEEP_APPLIES: return an__deep_norm(d, q->subject, row)->applies;
    case AN__DEEP_BINDS: return an__deep_norm(d, q->subject, row)->binds;
    case AN__DEEP_BREACHED: return an__deep_norm(d, q->subject, row)->breached;
    case AN__DEEP_EXCEPTED: return an__deep_norm(d, q->subject, row)->excepted;
    case AN__DEEP_DIFFERS: return differs(d, q, row);
    case AN__DEEP_ALONE:
    case AN__DEEP_TOGETHER: return pair_on(d, q, row);
    case AN__DEEP_TERM:
    case AN__DEEP_TERM_NOT:
    case AN__DEEP_VALUE:
    case AN__DEEP_AXIOM: break;
    }
    AN_UNREACHABLE();
}

int an__deep_of_norm(struct an__deep *d, const struct an__question *q)
{
    int *lits = AN_NEW_ARRAY(d->arena, int, d->n_rows);
    for (uint32_t i = 0; i < d->n_rows; i++)
        lits[i] = on_row(d, q, i);
    return an_encode_or(d->enc, lits, d->n_rows);
}

int an__deep_one_met(struct an__deep *d, const struct an__question *q, bool second)
{
    int *lits = AN_NEW_ARRAY(d->arena, int, d->n_rows);
    for (uint32_t i = 0; i < d->n_rows; i++) {
        const struct an__norm a = *an__deep_norm(d, q->subject, i);
        const struct an__norm b = *an__deep_norm(d, q->other, i);
        const int all[3] = {a.binds, b.binds, second ? b.met : a.met};
        lits[i] = an_encode_and(d->enc, all, 3);
    }
    return an_encode_or(d->enc, lits, d->n_rows);
}
