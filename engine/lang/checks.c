/* Checks of a whole model that are neither circles nor dates. */
#include "engine/lang/checks.h"

/* ---- legal orders ---- */

/* The state that a part belongs to, at any depth; the place itself if it is no part. */
static uint32_t state_of(const struct an_model *m, uint32_t place)
{
    const struct an_up *up = &m->up[place];
    for (uint32_t i = 0; m->places.v[place].kind == AN_PLACE_PART && i < up->n; i++)
        if (m->places.v[up->place[i]].kind == AN_PLACE_STATE)
            return up->place[i];
    return place;
}

static bool lies_in(const struct an_model *m, uint32_t inner, uint32_t outer)
{
    for (uint32_t i = 0; i < m->up[inner].n; i++)
        if (m->up[inner].place[i] == outer)
            return true;
    return false;
}

/* A state with its parts; a union with its members. Days do not matter here. */
static bool same_legal_order(const struct an_model *m, uint32_t a, uint32_t b)
{
    uint32_t sa = state_of(m, a), sb = state_of(m, b);
    if (sa == sb)
        return true;
    if (m->places.v[sa].kind == AN_PLACE_UNION)
        return lies_in(m, sb, sa);
    return m->places.v[sb].kind == AN_PLACE_UNION && lies_in(m, sa, sb);
}

static void check_overrides(struct an_build *b)
{
    const struct an_model *m = b->model;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        for (uint32_t k = 0; k < p->overrides.n; k++) {
            if (p->overrides.v[k] == AN_NONE)
                continue;
            const struct an_provision *other = &m->provisions.v[p->overrides.v[k]];
            uint32_t mine = m->instruments.v[p->instrument].place;
            uint32_t theirs = m->instruments.v[other->instrument].place;
            if (mine == AN_NONE || theirs == AN_NONE || same_legal_order(m, mine, theirs))
                continue;
            struct an_diag_entry *e =
                an_diag_add(b->diags, AN_MSG_other_legal_order, an_shown_span(b, p->span), p->id,
                            other->id, m->places.v[mine].name, m->places.v[theirs].name);
            an_diag_other(e, an_shown_span(b, other->span), "the other provision");
        }
    }
}

/* ---- consequences ---- */

static bool can_be_breached(const struct an_provision *p)
{
    return !p->binds_state && p->addressee != AN_ADDR_STATE &&
           (p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT || p->duty == AN_DUTY_ATTEST ||
            p->duty == AN_DUTY_ASKS);
}

static void check_follows(struct an_build *b)
{
    const struct an_model *m = b->model;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        for (uint32_t k = 0; k < p->follows.n; k++) {
            if (p->follows.v[k] == AN_NONE || can_be_breached(&m->provisions.v[p->follows.v[k]]))
                continue;
            const struct an_provision *other = &m->provisions.v[p->follows.v[k]];
            struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_follows_nothing,
                                                  an_shown_span(b, p->span), p->id, other->id);
            an_diag_other(e, an_shown_span(b, other->span), "the other provision");
        }
    }
}

/* ---- nexus ---- */

/* `offered` is decided by containment alone; every other kind needs its condition. */
static void check_nexus(struct an_build *b)
{
    const struct an_model *m = b->model;
    for (int k = AN_NEXUS_OFFERED + 1; k < AN_NEXUS_COUNT; k++) {
        if (m->nexus[k].defined)
            continue;
        for (uint32_t i = 0; i < m->provisions.n; i++) {
            const struct an_provision *p = &m->provisions.v[i];
            if (!(p->nexus & 1u << k))
                continue;
            an_diag_add(b->diags, AN_MSG_nexus_undefined, an_shown_span(b, p->span),
                        an_nexus_word((enum an_nexus_kind)k), p->id);
            break;
        }
    }
}

/* ---- places ---- */

static void check_containers(struct an_build *b)
{
    const struct an_model *m = b->model;
    for (uint32_t i = 0; i < m->places.n; i++)
        if (m->up[i].n >= AN_MAX_CONTAINERS)
            an_diag_add(b->diags, AN_MSG_containers, an_shown_span(b, m->places.v[i].span),
                        m->places.v[i].id, (unsigned)AN_MAX_CONTAINERS);
}

/* ---- axioms ---- */

/* What the row gives cannot be concluded from facts. */
static void check_conclusions(struct an_build *b, const struct an_axiom *axioms, uint32_t n)
{
    const struct an_model *m = b->model;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < axioms[i].then.n; k++) {
            const struct an_cond_node *node = &axioms[i].then.node[k];
            bool about_fact = an_op_is_leaf((enum an_op)node->op) && !node->column;
            if (!about_fact || node->fact >= m->facts.n || !m->facts.v[node->fact].given_by_row)
                continue;
            an_diag_add(b->diags, AN_MSG_concludes_row, an_shown_span(b, node->span),
                        m->facts.v[node->fact].id, axioms[i].id);
        }
}

static void check_order(struct an_build *b)
{
    check_overrides(b);
    check_follows(b);
    check_nexus(b);
    check_containers(b);
    check_conclusions(b, b->model->axioms.v, b->model->axioms.n);
    check_conclusions(b, b->model->presumptions.v, b->model->presumptions.n);
}

void an_check_model(struct an_build *b)
{
    an_check_circles(b);
    an_check_dates(b);
    check_order(b);
}
