/* What a state has promised, and which of its measures break that, by brute force. See brute.h. */
#include <stdio.h>

#include "engine/base/sizes.h"
#include "tests/support/brute.h"

static const char *draw_form(struct brute_instance *x)
{
    static const char *const forms[] = {NULL, NULL, "a", "b"};
    return forms[brute_below(x, 4)];
}

void brute_draw_treaty(struct brute_instance *x)
{
    for (uint32_t i = 0; i < x->n_duties; i++)
        x->duty[i].form = draw_form(x);
    x->n_commitments = 1 + brute_below(x, BRUTE_COMMITMENTS);
    for (uint32_t i = 0; i < x->n_commitments; i++) {
        struct brute_commitment *c = &x->commitment[i];
        c->requires = brute_chance(x, 30);
        c->scope = brute_draw_lits(x, 0, 1);
        c->when = brute_draw_lits(x, 0, 1);
        if (brute_chance(x, 30))
            c->unless = brute_draw_lits(x, 1, 1);
        c->content = brute_draw_lits(x, 1, 2);
    }
    x->n_carves = brute_below(x, BRUTE_CARVES + 1);
    for (uint32_t i = 0; i < x->n_carves; i++)
        x->carve[i] = (struct brute_carve){.from = brute_below(x, x->n_commitments),
                                           .when = brute_draw_lits(x, 0, 1),
                                           .unless = brute_draw_lits(x, 0, 1),
                                           .form = draw_form(x),
                                           .self = brute_chance(x, 20)};
}

/* ---- the model ---- */

void brute_make_treaty(struct brute *b, struct forge *f, uint32_t treaty)
{
    uint32_t other = forge_place(f, "Z", AN_PLACE_STATE);
    forge_link_places(f, treaty, FORGE_PARTY, b->place[0], forge_always());
    forge_link_places(f, treaty, FORGE_PARTY, other, forge_always());
    uint32_t law = forge_instrument(f, "t", treaty);
    forge_event(f, &f->instruments.v[law].status, forge_on(DAY(2000, 1, 1)), AN_STATE_IN_FORCE);
    for (uint32_t i = 0; i < b->x.n_commitments; i++) {
        const struct brute_commitment *c = &b->x.commitment[i];
        struct an_provision *p = forge_provision(f, an_strf(b->arena, "t.0%u", i), law);
        p->span = (struct an_span){0};
        p->addressee = AN_ADDR_STATE;
        p->duty = c->requires ? AN_DUTY_REQUIRES : AN_DUTY_FORBIDS;
        if (c->scope.n > 0)
            p->scope = brute_cond(b, f, AN_OP_ALL, &c->scope);
        if (c->when.n > 0)
            p->when = brute_cond(b, f, AN_OP_ALL, &c->when);
        if (c->unless.n > 0)
            p->unless = brute_cond(b, f, AN_OP_ANY, &c->unless);
        p->content = brute_cond(b, f, AN_OP_ANY, &c->content);
    }
    for (uint32_t i = 0; i < b->x.n_carves; i++) {
        const struct brute_carve *c = &b->x.carve[i];
        uint32_t from = b->x.n_duties + c->from;
        struct an_provision *p = forge_provision(f, an_strf(b->arena, "t.1%u", i), law);
        p->span = (struct an_span){0};
        p->addressee = AN_ADDR_STATE;
        p->duty = AN_DUTY_EXEMPTS;
        p->exempts = forge_refs(f, 1, &from);
        p->measure_form = c->form;
        p->judged_by_self = c->self;
        if (c->when.n > 0)
            p->when = brute_cond(b, f, AN_OP_ALL, &c->when);
        if (c->unless.n > 0)
            p->unless = brute_cond(b, f, AN_OP_ANY, &c->unless);
    }
}

void brute_print_treaty(const struct brute *b)
{
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        for (uint32_t c = 0; b->says[d] && c < b->x.n_commitments; c++)
            if (brute_breaks(b, d, c))
                printf("# found %s against t.0%u\n", b->duty_id[d], c);
    for (uint32_t i = 0; i < b->x.n_commitments; i++) {
        const struct brute_commitment *c = &b->x.commitment[i];
        const struct brute_lits *parts[] = {&c->scope, &c->when, &c->unless, &c->content};
        static const char *const words[] = {"scope", "when", "unless", ""};
        printf("# t.0%u", i);
        for (int k = 0; k < 4; k++) {
            printf(" %s", k == 3 ? (c->requires ? "requires" : "forbids") : words[k]);
            for (uint32_t n = 0; n < parts[k]->n; n++)
                printf(" %sn%u", parts[k]->v[n].value ? "" : "-", parts[k]->v[n].fact);
        }
        printf("\n");
    }
    for (uint32_t i = 0; i < b->x.n_carves; i++)
        printf("# t.1%u from t.0%u form %s%s\n", i, b->x.carve[i].from,
               b->x.carve[i].form ? b->x.carve[i].form : "-", b->x.carve[i].self ? " self" : "");
}

/* ---- what breaks what ---- */

static bool any(const struct brute *b, const struct brute_lits *lits, uint32_t situation)
{
    for (uint32_t i = 0; i < lits->n; i++) {
        const struct brute_lits one = {{lits->v[i]}, 1};
        if (brute_all(b, &one, 0, situation))
            return true;
    }
    return false;
}

static bool is_for(const struct brute_carve *c, const struct brute_duty *d)
{
    return !c->self && (!c->form || (d->form && c->form[0] == d->form[0]));
}

bool brute_meets(const struct brute *b, uint32_t duty, uint32_t commitment, uint32_t situation)
{
    const struct brute_commitment *c = &b->x.commitment[commitment];
    if (b->says[duty][situation] < BRUTE_MET || !brute_all(b, &c->scope, 0, situation) ||
        !brute_all(b, &c->when, 0, situation) || any(b, &c->unless, situation))
        return false;
    if (b->x.duty[duty].order && !any(b, &b->x.duty[duty].content, situation))
        return false; /* who is not able is not bound */
    for (uint32_t i = 0; i < b->x.n_carves; i++) {
        const struct brute_carve *e = &b->x.carve[i];
        if (e->from == commitment && is_for(e, &b->x.duty[duty]) &&
            brute_all(b, &e->when, 0, situation) && !any(b, &e->unless, situation))
            return false;
    }
    return true;
}

bool brute_forbidden(const struct brute *b, uint32_t commitment, uint32_t situation)
{
    const struct brute_commitment *c = &b->x.commitment[commitment];
    return any(b, &c->content, situation) != c->requires;
}

/* What a demand reads: of an order, what is asked and who is able. */
static uint32_t demand_read(const struct brute *b, uint32_t duty)
{
    const struct brute_duty *d = &b->x.duty[duty];
    const struct brute_lits act = {{{d->act, true}}, d->order ? 1 : 0};
    return brute_read(b, &act, 0) | brute_read(b, &d->content, 0);
}

/* With these choices, all that definitions tie to them. */
static uint32_t with_tied(const struct brute *b, uint32_t bits)
{
    bits &= ~b->context;
    for (uint32_t round = 0; round < BRUTE_AXIOMS; round++)
        for (uint32_t i = 0; i < b->x.n_axioms; i++) {
            uint32_t tied =
                brute_read(b, &b->x.axiom[i].cond, 0) | brute_read(b, &b->x.axiom[i].then, 0);
            bits |= tied & bits ? tied & ~b->context : 0;
        }
    return bits;
}

bool brute_breaks(const struct brute *b, uint32_t duty, uint32_t commitment)
{
    enum { KEPT = 1, OBEYED = 2, BOTH = 4 };
    struct an_arena *scratch = an_scratch_new(b->arena);
    uint8_t *can = AN_NEW_ARRAY(scratch, uint8_t, b->n_situations);
    uint32_t own = demand_read(b, duty);
    uint32_t theirs = brute_read(b, &b->x.commitment[commitment].content, 0);
    uint32_t open = with_tied(b, own | theirs);
    bool found = false;
    for (uint32_t s = 0; s < b->n_situations; s++) {
        bool kept = !brute_forbidden(b, commitment, s), obeyed = b->says[duty][s] == BRUTE_MET;
        if (b->legal[s] && brute_meets(b, duty, commitment, s))
            can[s & ~open] |=
                (uint8_t)((kept ? KEPT : 0) | (obeyed ? OBEYED : 0) | (kept && obeyed ? BOTH : 0));
    }
    for (uint32_t s = 0; s < b->n_situations; s++)
        found = found || can[s] == (KEPT | OBEYED);
    found = found && (own & with_tied(b, theirs)) != 0; /* else they speak of different things */
    an_arena_free(scratch);
    return found;
}
