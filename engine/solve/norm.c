/*
 * Provisions -> literals. What modifies a provision (exempting, overriding) is judged on the same
 * row with its own jurisdiction and conditions; if it states no nexus it takes the kinds by which
 * the provision that it modifies is judged there (S3.8). The graph of modifiers has no circle: the
 * checker refuses one.
 */
#include "engine/solve/norm.h"

#include <string.h>

#include "engine/base/sizes.h"

struct an_norms_encoder {
    struct an_arena *arena;
    struct an_encoder *enc;
    const struct an_model *model;
    struct an_map effective_at; /* "provision.place.home.day.kinds" -> index into effective */
    AN_VEC(int) effective;
    const uint32_t *owner; /* of defining provisions, per provision; NULL: background */
};

#define MARKET_KINDS (1u << AN_NEXUS_OFFERED | 1u << AN_NEXUS_SHIPS)

static int effective(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row,
                     uint32_t kinds);

struct an_norms_encoder *an_norms_encoder_new(struct an_arena *arena, struct an_encoder *enc,
                                              const struct an_model *model)
{
    struct an_norms_encoder *ne = AN_NEW(arena, struct an_norms_encoder);

    ne->arena = arena;
    ne->enc = enc;
    ne->model = model;
    an_map_init(&ne->effective_at, arena);
    return ne;
}

void an_norms_encoder_own(struct an_norms_encoder *ne, const uint32_t *owner)
{
    ne->owner = owner;
}

static uint32_t maker_of(const struct an_norms_encoder *ne, uint32_t provision)
{
    return ne->model->instruments.v[ne->model->provisions.v[provision].instrument].place;
}

static struct an_frame frame_of(const struct an_norms_encoder *ne, uint32_t provision,
                                const struct an_norm_row *row)
{
    const struct an_frame frame = {
        .j = maker_of(ne, provision), .market = row->place, .offer = row->offer, .day = row->day};
    return frame;
}

static int constant(const struct an_norms_encoder *ne, bool value)
{
    int yes = an_encoder_true(ne->enc);

    return value ? yes : -yes;
}

static int undecided(const struct an_norms_encoder *ne, const char *what, uint32_t a, uint32_t b)
{
    return an_encode_choice(ne->enc, an_strf(ne->arena, "%s %u %u", what, a, b));
}

static int tri_literal(const struct an_norms_encoder *ne, an_tri t, const char *what, uint32_t a,
                       uint32_t b)
{
    return t == AN_UNKNOWN ? undecided(ne, what, a, b) : constant(ne, t == AN_TRUE);
}

/* ---- nexus ---- */

static int applies_in(const struct an_norms_encoder *ne, uint32_t j, uint32_t place, an_day day)
{
    return tri_literal(ne, an_law_applies(ne->model, j, place, day), "applies", j, place);
}

/* J is a proper part of the place, and the product is offered in that part. */
static int offered_in_part(const struct an_norms_encoder *ne, uint32_t j, uint32_t place,
                           const struct an_norm_row *row)
{
    if (j == place)
        return constant(ne, false);
    const int both[2] = {
        tri_literal(ne, an_place_within(ne->model, j, place, row->day), "within", j, place),
        undecided(ne, "offered", j, row->place)};
    return both[0] == constant(ne, false) ? both[0] : an_encode_and(ne->enc, both, 2);
}

static int offered(const struct an_norms_encoder *ne, uint32_t j, const struct an_norm_row *row)
{
    int here = applies_in(ne, j, row->place, row->day),
        part = offered_in_part(ne, j, row->place, row);

    if (row->parts &&
        part != constant(ne, false)) { /* the profile lists all parts it is offered in */
        int *lits = AN_NEW_ARRAY(ne->arena, int, 2u * row->parts->n + 1u);
        size_t n = 0;
        for (uint32_t i = 0; i < row->parts->n; i++) {
            lits[n++] = applies_in(ne, j, row->parts->v[i], row->day);
            lits[n++] = offered_in_part(ne, j, row->parts->v[i], row);
        }
        const int both[2] = {tri_literal(ne, an_place_within(ne->model, j, row->place, row->day),
                                         "within", j, row->place),
                             an_encode_or(ne->enc, lits, n)};
        part = an_encode_and(ne->enc, both, 2);
    }
    const int either[2] = {here, part};
    return an_encode_or(ne->enc, either, 2);
}

static int by_kind(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row,
                   enum an_nexus_kind kind)
{
    const struct an_nexus *nexus = &ne->model->nexus[kind];
    struct an_frame frame = frame_of(ne, provision, row);

    if (kind == AN_NEXUS_OFFERED)
        return offered(ne, frame.j, row);
    if (!nexus->defined)
        return constant(ne, false);
    int cond = an_encode_cond(ne->enc, &nexus->cond, &frame, true);
    if (kind != AN_NEXUS_SHIPS)
        return cond;
    an_tri within =
        an_place_within(ne->model, row->place, frame.j, row->day); /* nothing ships to itself */
    const int both[2] = {cond, -tri_literal(ne, within, "within", row->place, frame.j)};
    return an_encode_and(ne->enc, both, 2);
}

static int reached(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row,
                   uint32_t kinds)
{
    int lits[AN_NEXUS_COUNT];
    size_t n = 0;

    for (int k = 0; k < AN_NEXUS_COUNT; k++)
        if (kinds & 1u << k)
            lits[n++] = by_kind(ne, provision, row, (enum an_nexus_kind)k);
    return an_encode_or(ne->enc, lits, n);
}

/* ---- one provision ---- */

static int in_force(const struct an_norms_encoder *ne, uint32_t provision,
                    const struct an_norm_row *row)
{
    const struct an_provision *p = &ne->model->provisions.v[provision];

    if (row->as_if_in_force)
        return constant(ne, true);
    return tri_literal(ne, an_provision_standing(ne->model, p, row->day).in_force, "in force",
                       provision, 0);
}

/* One of those that modify a provision is effective; kinds as S3.8 hands them down. */
static int some_effective(struct an_norms_encoder *ne, const struct an_refs *by,
                          const struct an_norm_row *row, uint32_t kinds)
{
    int *lits = AN_NEW_ARRAY(ne->arena, int, by->n + 1);

    for (uint32_t i = 0; i < by->n; i++) {
        const struct an_provision *q = &ne->model->provisions.v[by->v[i]];
        lits[i] = effective(ne, by->v[i], row, q->nexus_stated ? q->nexus : kinds);
    }
    return an_encode_or(ne->enc, lits, by->n);
}

static int content_of(struct an_norms_encoder *ne, uint32_t provision,
                      const struct an_cond *content, const struct an_frame *frame)
{
    const struct an_provision *p = &ne->model->provisions.v[provision];

    if (p->duty == AN_DUTY_ATTEST)
        return an_encode_bool(ne->enc, p->attest_fact, frame);
    if (p->duty == AN_DUTY_MUST_NOT)
        return -an_encode_cond(ne->enc, content, frame, false);
    return p->duty == AN_DUTY_MUST ? an_encode_cond(ne->enc, content, frame, true)
                                   : constant(ne, true);
}

static int acts_of(struct an_norms_encoder *ne, uint32_t provision, const struct an_frame *frame)
{
    const struct an_refs *asks = &ne->model->provisions.v[provision].asks;
    int *lits = AN_NEW_ARRAY(ne->arena, int, asks->n + 1);

    for (uint32_t i = 0; i < asks->n; i++)
        lits[i] = ne->model->facts.v[asks->v[i]].type.type == AN_TYPE_BOOL
                      ? an_encode_bool(ne->enc, asks->v[i], frame)
                      : an_encode_in(ne->enc, asks->v[i], frame->j, frame);
    return an_encode_and(ne->enc, lits, asks->n);
}

static const struct an_cond *own_or(const struct an_cond *reading, const struct an_cond *own)
{
    return reading && an_cond_given(reading) ? reading : own;
}

static struct an_norm_lits scope_of(struct an_norms_encoder *ne, uint32_t provision,
                                    const struct an_norm_text *text, const struct an_norm_row *row,
                                    uint32_t kinds);

/*
 * A duty is breached (S3.11), by its own nexus. What orders were made, and whether the time to do
 * it is over, is left open.
 */
static int breached(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row)
{
    const struct an_provision *p = &ne->model->provisions.v[provision];
    const struct an_frame frame = frame_of(ne, provision, row);
    const struct an_norm_lits lits =
        scope_of(ne, provision, NULL, row, p->nexus_stated ? p->nexus : 1u << AN_NEXUS_OFFERED);
    bool settled = p->duty != AN_DUTY_ASKS && p->due.kind == AN_DUE_NONE;
    const int all[5] = {lits.applies, -lits.exempt, -lits.displaced,
                        p->duty == AN_DUTY_ASKS ? constant(ne, true)
                                                : -content_of(ne, provision, &p->content, &frame),
                        settled ? constant(ne, true) : undecided(ne, "breached", provision, 0)};
    return an_encode_and(ne->enc, all, 5);
}

/* One of those of whose breach it is a consequence is breached; true where it is none. */
static int followed(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row)
{
    const struct an_refs *follows = &ne->model->provisions.v[provision].follows;
    int *lits = AN_NEW_ARRAY(ne->arena, int, follows->n + 1);

    if (follows->n == 0)
        return constant(ne, true);
    for (uint32_t i = 0; i < follows->n; i++)
        lits[i] = breached(ne, follows->v[i], row);
    return an_encode_or(ne->enc, lits, follows->n);
}

static struct an_norm_lits scope_of(struct an_norms_encoder *ne, uint32_t provision,
                                    const struct an_norm_text *text, const struct an_norm_row *row,
                                    uint32_t kinds)
{
    const struct an_provision *p = &ne->model->provisions.v[provision];
    const struct an_frame frame = frame_of(ne, provision, row);
    struct an_norm_row judged = *row; /* what modifies a draft is judged as it stands */

    judged.as_if_in_force = false;
    const int parts[4] = {
        in_force(ne, provision, row), reached(ne, provision, row, kinds),
        an_encode_cond(ne->enc, own_or(text ? &text->when : NULL, &p->when), &frame, true),
        followed(ne, provision, &judged)};
    struct an_norm_lits lits = {.applies = an_encode_and(ne->enc, parts, 4)};

    const int except[2] = {
        an_encode_cond(ne->enc, own_or(text ? &text->unless : NULL, &p->unless), &frame, false),
        some_effective(ne, &ne->model->exempted_by[provision], &judged, kinds)};
    lits.exempt = an_encode_or(ne->enc, except, 2);
    lits.displaced = some_effective(ne, &ne->model->overridden_by[provision], &judged, kinds);
    return lits;
}

static int effective(struct an_norms_encoder *ne, uint32_t provision, const struct an_norm_row *row,
                     uint32_t kinds)
{
    const char *key = an_strf(ne->arena, "%u.%u.%u.%d.%d.%u", provision, row->place, row->offer,
                              row->home, (int)row->day, kinds);
    uint32_t old;

    if (an_map_get(&ne->effective_at, key, &old))
        return ne->effective.v[old];
    const struct an_norm_lits lits = scope_of(ne, provision, NULL, row, kinds);
    const int all[3] = {lits.applies, -lits.exempt, -lits.displaced};
    int lit = an_encode_and(ne->enc, all, 3);
    an_map_put(&ne->effective_at, key, an_u32(ne->effective.n), &old);
    an_vec_push(ne->arena, &ne->effective, lit);
    return lit;
}

struct an_norm_lits an_encode_norm(struct an_norms_encoder *ne, uint32_t provision,
                                   const struct an_norm_text *text, const struct an_norm_row *row)
{
    const struct an_provision *p = &ne->model->provisions.v[provision];
    const struct an_frame frame = frame_of(ne, provision, row);
    uint32_t kinds = p->nexus & (row->home ? ~MARKET_KINDS : MARKET_KINDS);
    struct an_norm_lits lits = scope_of(ne, provision, text, row, kinds);

    lits.holds =
        content_of(ne, provision, own_or(text ? &text->content : NULL, &p->content), &frame);
    lits.able = an_encode_cond(ne->enc, own_or(text ? &text->able : NULL, &p->able), &frame, true);
    lits.acts = acts_of(ne, provision, &frame);
    return lits;
}

bool an_encode_definers(struct an_norms_encoder *ne, const struct an_norm_row *row)
{
    const struct an_model *m = ne->model;
    bool any = false;

    for (uint32_t i = 0; i < m->definers.n; i++) {
        uint32_t q = m->definers.v[i], old;
        const struct an_provision *p = &m->provisions.v[q];
        const char *key = an_strf(ne->arena, "definer %u.%u.%u.%d.%d", q, row->place, row->offer,
                                  row->home, (int)row->day);
        if (!an_map_put(&ne->effective_at, key, 0, &old))
            continue;
        any = true;
        const struct an_frame frame = frame_of(ne, q, row);
        int is = effective(ne, q, row, p->nexus_stated ? p->nexus : 1u << AN_NEXUS_OFFERED);
        uint32_t owner = ne->owner ? ne->owner[q] : AN_BACKGROUND;
        an_encode_implies(ne->enc, owner, is, an_encode_bool(ne->enc, p->defines, &frame));
        an_encode_implies(ne->enc, owner, is, an_encode_cond(ne->enc, &p->concludes, &frame, true));
    }
    return any;
}
