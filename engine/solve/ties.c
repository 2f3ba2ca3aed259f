/*
 * Axioms and terms are read where they tie what is mentioned. One that names J is read for the
 * jurisdictions in play (S2.5) that something else names on what it ties. Of any other nothing else
 * speaks; if it is in none of these sets the axiom holds, and where a set needs some such place,
 * one that is not in play does as well. For one of them it is read too, so that a situation that
 * needs some other place can be told with one of which all axioms hold.
 */
#include "engine/base/sizes.h"
#include "engine/solve/units.h"

/* ---- what an axiom reads ---- */

static bool mentions(const struct an_encoder *enc, const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        bool of_fact = node->op == AN_OP_SOME || node->op == AN_OP_EVERY ||
                       (an_op_is_leaf((enum an_op)node->op) && !node->column);
        if (of_fact && enc->mentioned[node->fact])
            return true;
    }
    return false;
}

static bool leaf_reads_j(const struct an_cond *c, const struct an_cond_node *leaf)
{
    if (leaf->key == AN_PLACE_J)
        return true;
    for (uint32_t k = 0; k < leaf->n; k++) /* only places can be negative like this */
        if (c->value[leaf->value + k] == AN_PLACE_J)
            return true;
    return false;
}

bool an__reads_j(const struct an_cond *c)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (an_op_is_leaf((enum an_op)c->node[i].op) && leaf_reads_j(c, &c->node[i]))
            return true;
    return false;
}

/* ---- what holds of a place that nothing else names ---- */

static an_tri not_there(const struct an_model *m, const struct an_cond *c,
                        const struct an_cond_node *leaf)
{
    bool by_row = !leaf->column && leaf->fact == m->market_fact;

    if (by_row || !leaf_reads_j(c, leaf) || leaf->key != AN_NO_KEY || leaf->op == AN_OP_ONLY)
        return AN_UNKNOWN;
    if (leaf->op == AN_OP_INCLUDES_ALL)
        return AN_FALSE;
    if (leaf->n > 1)
        return AN_UNKNOWN; /* another value may do */
    return an_tri_of(leaf->op == AN_OP_EXCLUDES);
}

/* In three values, every test of J made of a set in which J is not. */
static an_tri without_j(const struct an_model *m, const struct an_cond *c, uint32_t at)
{
    const struct an_cond_node *node = &c->node[at];
    enum an_op op = (enum an_op)node->op;
    an_tri all = AN_TRUE, any = AN_FALSE;

    if (an_op_is_leaf(op))
        return not_there(m, c, node);
    uint32_t child = at + 1;
    for (uint32_t i = 0; i < node->n; i++) { /* depth is bounded by the checker */
        an_tri t = without_j(m, c, child);
        all = an_tri_and(all, t);
        any = an_tri_or(any, t);
        child += c->node[child].size;
    }
    if (op == AN_OP_NOT)
        return an_tri_not(all);
    if (op == AN_OP_SOME ||
        op == AN_OP_OPEN) /* false of every row; true only of one that is there */
        return all == AN_FALSE && op == AN_OP_SOME ? AN_FALSE : AN_UNKNOWN;
    if (op == AN_OP_EVERY)
        return all == AN_TRUE ? AN_TRUE : AN_UNKNOWN;
    return op == AN_OP_ANY ? any : all;
}

/* Such a place fulfils the axiom by being in none of its sets. */
static bool is_quiet(const struct an_model *m, const struct an_axiom *ax)
{
    return (an_cond_given(&ax->cond) && without_j(m, &ax->cond, 0) == AN_FALSE) ||
           without_j(m, &ax->then, 0) == AN_TRUE;
}

/* ---- which places it is read for ---- */

/* Per place: is it named on what the axiom ties, or as one that stands for others? */
static unsigned char *named_on(struct an_encoder *enc, const struct an_axiom *ax)
{
    const struct an_cond *side[2] = {&ax->cond, &ax->then};
    uint32_t n = enc->model->places.n, inner = AN_NONE, end = 0;
    unsigned char *named = AN_NEW_ARRAY(enc->arena, unsigned char, n + 1u);

    for (int k = 0; k < 2; k++, end = 0)
        for (uint32_t i = 0; i < side[k]->n; i++) {
            const struct an_cond_node *node = &side[k]->node[i];
            if (node->op == AN_OP_SOME || node->op == AN_OP_EVERY) {
                inner = node->fact;
                end = i + node->size;
            }
            if (!an_op_is_leaf((enum an_op)node->op) || !leaf_reads_j(side[k], node))
                continue;
            const unsigned char *here = node->column
                                            ? an__named(enc, i < end ? inner : ax->each, node->fact)
                                            : an__named(enc, node->fact, AN_NONE);
            for (uint32_t p = 0; p < n; p++)
                named[p] |= here[p];
        }
    return named;
}

static bool tells_apart(const struct an_encoder *enc, uint32_t named, uint32_t a, uint32_t b)
{
    const struct an_model *m = enc->model;
    an_tri in = an_place_within(m, a, named, enc->day), of = an_place_within(m, named, a, enc->day);

    return in == AN_UNKNOWN || of == AN_UNKNOWN || in != an_place_within(m, b, named, enc->day) ||
           of != an_place_within(m, named, b, enc->day);
}

/* The same to all that is named there. */
static bool are_alike(const struct an_encoder *enc, const unsigned char *named, uint32_t a,
                      uint32_t b)
{
    for (uint32_t p = 0; p < enc->model->places.n; p++)
        if ((named[p] & AN_NAMED) != 0 && tells_apart(enc, p, a, b))
            return false;
    return true;
}

/* A place that is not in play, for which no axiom is read, and that does all that this one does. */
static bool has_double(const struct an_encoder *enc, const unsigned char *named, uint32_t j)
{
    for (uint32_t p = 0; p < enc->model->places.n; p++)
        if (!enc->in_play[p] && an__is_somewhere(enc->model->places.v[p].kind) &&
            are_alike(enc, named, j, p))
            return true;
    return false;
}

static bool meets_one(const struct an_encoder *enc, const unsigned char *named, unsigned how,
                      uint32_t j)
{
    for (uint32_t p = 0; p < enc->model->places.n; p++)
        if ((named[p] & how) != 0 &&
            (p == j || an_place_within(enc->model, p, j, enc->day) != AN_FALSE ||
             an_place_within(enc->model, j, p, enc->day) != AN_FALSE))
            return true;
    return false;
}

/* The first in play of those that are alike: a situation that needs some such place can have it. */
static bool stands_for(const struct an_encoder *enc, const unsigned char *named,
                       const struct an_refs *play, uint32_t i)
{
    if (!an__is_somewhere(enc->model->places.v[play->v[i]].kind))
        return false;
    for (uint32_t k = 0; k < i; k++)
        if (an__is_somewhere(enc->model->places.v[play->v[k]].kind) &&
            are_alike(enc, named, play->v[k], play->v[i]))
            return false;
    return true;
}

struct an__concern *an__concerned(struct an_encoder *enc, const struct an_axiom *ax,
                                  const struct an_refs *play, uint32_t *n)
{
    const unsigned char *named = named_on(enc, ax);
    struct an__concern *of = AN_NEW_ARRAY(enc->arena, struct an__concern, play->n + 1u);
    bool quiet = is_quiet(enc->model, ax);

    *n = 0;
    for (uint32_t i = 0; i < play->n; i++) {
        uint32_t j = play->v[i];
        if (!quiet || meets_one(enc, named, AN_NAMED, j) || !has_double(enc, named, j))
            of[(*n)++] = (struct an__concern){j, AN_NAMED};
        else if (meets_one(enc, named, AN_STANDS, j) || stands_for(enc, named, play, i))
            of[(*n)++] = (struct an__concern){j, AN_STANDS};
    }
    return of;
}

/* ---- reading ---- */

/* if -> then, for one reading of J, on each market and offer; the same clause once. */
static void read_axiom(struct an_encoder *enc, const struct an_axiom *ax, uint32_t owner,
                       uint32_t j)
{
    int last_a = 0, last_b = 0;

    for (size_t m = 0; m < enc->spots.n; m++) {
        const struct an_frame frame = {.j = j,
                                       .market = enc->spots.v[m].market,
                                       .offer = enc->spots.v[m].offer,
                                       .day = enc->day};
        int a = an__encode_needed(enc, &ax->cond, &frame, AN_NEEDED_FALSE);
        int b = an__encode_needed(enc, &ax->then, &frame, AN_NEEDED_TRUE);
        if (a != last_a || b != last_b)
            an__clause2(enc, owner, -a, b);
        last_a = a;
        last_b = b;
    }
}

static void read_term(struct an_encoder *enc, const struct an_term *term)
{
    size_t i = (size_t)(term - enc->model->terms.v);
    uint32_t owner = enc->term_owner ? enc->term_owner[i] : AN_BACKGROUND;
    const struct an_instrument *in = &enc->model->instruments.v[term->instrument];

    if (enc->day < term->days.from.hi || enc->day >= term->days.before.lo)
        return; /* outside its days, or perhaps: an open question */
    for (size_t m = 0; m < enc->spots.n; m++) {
        const struct an_frame frame = {.j = in->place,
                                       .market = enc->spots.v[m].market,
                                       .offer = enc->spots.v[m].offer,
                                       .day = enc->day};
        int is = an_encode_bool(enc, term->fact, &frame);
        if (an_cond_given(&term->if_))
            an__clause2(enc, owner, -an__encode_needed(enc, &term->if_, &frame, AN_NEEDED_FALSE),
                        is);
        if (an_cond_given(&term->only_if))
            an__clause2(enc, owner, -is,
                        an__encode_needed(enc, &term->only_if, &frame, AN_NEEDED_TRUE));
    }
}

/* Once for each J that it concerns; true if it was read for one more. */
static bool read_for_all(struct an_encoder *enc, uint32_t i, uint32_t owner,
                         const struct an_refs *play)
{
    const struct an_axiom *ax = &enc->model->axioms.v[i];
    bool *done = &enc->read_for[(size_t)i * enc->model->places.n], any = false;

    if (!an__reads_j(&ax->cond) && !an__reads_j(&ax->then)) {
        any = !enc->read[i];
        enc->read[i] = true;
        if (any)
            read_axiom(enc, ax, owner, AN_NONE);
        return any;
    }
    uint32_t n;
    const struct an__concern *of = an__concerned(enc, ax, play, &n);
    for (uint32_t k = 0; k < n; k++) {
        if (done[of[k].j])
            continue;
        done[of[k].j] = any = true;
        enc->naming = of[k].how;
        read_axiom(enc, ax, owner, of[k].j);
    }
    enc->naming = AN_NAMED;
    return any;
}

/* Reading one axiom mentions further facts, which may tie further axioms: until nothing is new. */
static bool read_ties(struct an_encoder *enc, const struct an_refs *play,
                      const uint32_t *axiom_owner)
{
    const struct an_model *m = enc->model;
    bool *term_read = enc->read + m->axioms.n, any = false;

    for (bool more = true; more; any = any || more) {
        more = false;
        for (uint32_t i = 0; i < m->terms.n; i++) {
            const struct an_term *term = &m->terms.v[i];
            if (term_read[i] || !(enc->mentioned[term->fact] || mentions(enc, &term->if_) ||
                                  mentions(enc, &term->only_if)))
                continue;
            term_read[i] = more = true;
            read_term(enc, term);
        }
        for (uint32_t i = 0; i < m->axioms.n; i++) {
            const struct an_axiom *ax = &m->axioms.v[i];
            if (ax->each == AN_NONE && (mentions(enc, &ax->cond) || mentions(enc, &ax->then)))
                more = read_for_all(enc, i, axiom_owner ? axiom_owner[i] : AN_BACKGROUND, play) ||
                       more;
        }
    }
    return any;
}

/* ---- jurisdictions in play ---- */

static bool in_refs(const uint32_t *v, size_t n, uint32_t x)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

/* A state, or a union or treaty in which some state may lie on the day (S2.5). */
static bool can_be_in_play(const struct an_encoder *enc, uint32_t place)
{
    const struct an_model *m = enc->model;
    enum an_place_kind kind = m->places.v[place].kind;
    bool found = kind == AN_PLACE_STATE || kind == AN_PLACE_PART;

    for (uint32_t i = 0; i < m->places.n && !found && kind != AN_PLACE_GROUP; i++) {
        enum an_place_kind inner = m->places.v[i].kind;
        found = (inner == AN_PLACE_STATE || inner == AN_PLACE_PART) &&
                (an_place_within(m, i, place, enc->day) != AN_FALSE ||
                 an_place_within(m, place, i, enc->day) != AN_FALSE);
    }
    return found;
}

/* The given jurisdictions and the places that tests name, as far as they can be in play. */
static struct an_refs all_in_play(struct an_encoder *enc, const struct an_refs *given)
{
    AN_VEC(uint32_t) play = {0};

    for (uint32_t i = 0; i < given->n; i++)
        if (can_be_in_play(enc, given->v[i]))
            an_vec_push(enc->arena, &play, given->v[i]);
    for (size_t i = 0; i < enc->places.n; i++)
        if (!in_refs(play.v, play.n, enc->places.v[i]) && can_be_in_play(enc, enc->places.v[i]))
            an_vec_push(enc->arena, &play, enc->places.v[i]);
    for (size_t i = 0; i < play.n; i++)
        enc->in_play[play.v[i]] = true;
    return (struct an_refs){play.v, an_u32(play.n)};
}

bool an_encoder_read_ties(struct an_encoder *enc, const struct an_refs *in_play,
                          const uint32_t *axiom_owner)
{
    const struct an_refs all = all_in_play(enc, in_play);

    return read_ties(enc, &all, axiom_owner);
}

void an_encoder_close(struct an_encoder *enc, const struct an_refs *in_play,
                      const uint32_t *axiom_owner)
{
    const struct an_refs all = all_in_play(enc, in_play);

    (void)read_ties(enc, &all, axiom_owner);
    an__close_tables(enc, axiom_owner, &all);
    an__close_units(enc);
}
