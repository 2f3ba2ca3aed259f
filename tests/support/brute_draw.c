/* Drawing a world for brute force, and making the engine's model and profile of it. See brute.h. */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/sizes.h"
#include "tests/support/brute.h"

uint32_t brute_below(struct brute_instance *x, uint32_t n)
{
    x->seed = x->seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(x->seed >> 33) % n;
}

bool brute_chance(struct brute_instance *x, uint32_t percent)
{
    return brute_below(x, 100) < percent;
}

/* ---- drawing ---- */

struct brute_lits brute_draw_lits(struct brute_instance *x, uint32_t least, uint32_t most)
{
    struct brute_lits out = {.n = least + brute_below(x, most - least + 1)};
    for (uint32_t i = 0; i < out.n; i++)
        out.v[i] = (struct brute_lit){brute_below(x, x->n_facts + x->n_terms), brute_chance(x, 60)};
    return out;
}

static void draw_facts(struct brute *b)
{
    static const enum an_nature natures[] = {AN_NATURE_DESIGN, AN_NATURE_DESIGN, AN_NATURE_MAKER,
                                             AN_NATURE_CONDUCT, AN_NATURE_CONTEXT};
    struct brute_instance *x = &b->x;
    uint32_t n = 2 + brute_below(x, BRUTE_FACTS - 1);
    for (uint32_t f = 0; f < n; f++) {
        struct brute_fact *fact = &x->fact[f];
        *fact =
            (struct brute_fact){natures[brute_below(x, 5)], brute_chance(x, 60), brute_below(x, 6)};
        uint32_t copies = fact->shared ? 1 : x->n_markets;
        if (b->n_copies + copies > BRUTE_COPIES)
            return;
        x->n_facts = f + 1;
        for (uint32_t m = 0; m < copies; m++)
            b->copy[b->n_copies++] = (struct brute_copy){.fact = f, .market = m};
    }
}

/* A term of either form, or both; its conditions read plain facts. */
static void draw_terms(struct brute *b)
{
    struct brute_instance *x = &b->x;
    uint32_t n = brute_chance(x, 50) ? 1 + brute_below(x, BRUTE_TERMS) : 0, n_terms = 0;
    struct brute_term term[BRUTE_TERMS] = {{.means = false}};
    for (uint32_t i = 0; i < n && b->n_copies + x->n_markets <= BRUTE_COPIES; i++) {
        uint32_t form = brute_below(x, 4);
        if (form != 1)
            term[i].cause = brute_draw_lits(x, 1, 2);
        if (form == 1 || form == 2)
            term[i].bound = brute_draw_lits(x, 1, 1);
        term[i].means = form == 3;
        for (uint32_t m = 0; m < x->n_markets; m++)
            b->copy[b->n_copies++] = (struct brute_copy){.fact = x->n_facts + i, .market = m};
        n_terms = i + 1;
    }
    memcpy(x->term, term, sizeof term);
    x->n_terms = n_terms;
}

/* A fact of conduct; what an order asks for. */
static uint32_t act_of(struct brute_instance *x)
{
    uint32_t at = brute_below(x, x->n_facts);
    for (uint32_t i = 0; i < x->n_facts; i++)
        if (x->fact[(at + i) % x->n_facts].nature == AN_NATURE_CONDUCT)
            return (at + i) % x->n_facts;
    return AN_NONE;
}

static void draw_duties(struct brute_instance *x)
{
    static const uint32_t who[] = {AN_ADDR_SELLER, AN_ADDR_SELLER,   AN_ADDR_SELLER,
                                   AN_ADDR_SELLER, AN_ADDR_PROVIDER, AN_ADDR_SELLER | AN_ADDR_BUYER,
                                   AN_ADDR_BUYER,  AN_ADDR_BUYER};
    x->n_duties = 2 + brute_below(x, BRUTE_DUTIES - 1);
    for (uint32_t i = 0; i < x->n_duties; i++) {
        struct brute_duty *d = &x->duty[i];
        d->market = i * x->n_markets / x->n_duties;
        d->addressee = who[brute_below(x, 8)];
        d->exempts = AN_NONE;
        d->when = brute_draw_lits(x, 0, 2);
        if (brute_chance(x, 25))
            d->unless = brute_draw_lits(x, 1, 1);
        d->content = brute_draw_lits(x, 1, brute_chance(x, 30) ? 3 : 1);
        d->must_not = brute_chance(x, 40);
        d->act = brute_chance(x, 15) ? act_of(x) : AN_NONE;
        d->order = d->act != AN_NONE;
        d->excused = d->order && brute_chance(x, 50);
        uint32_t earlier = brute_below(x, i + 1);
        if (earlier < i && x->duty[earlier].market == d->market &&
            x->duty[earlier].exempts == AN_NONE && brute_chance(x, 20)) {
            d->exempts = earlier;
            d->order = false;
        }
    }
    x->n_axioms = brute_below(x, BRUTE_AXIOMS + 1);
    for (uint32_t i = 0; i < x->n_axioms; i++)
        x->axiom[i] = (struct brute_axiom){brute_draw_lits(x, 1, 2), brute_draw_lits(x, 1, 1)};
}

bool brute_is_defined(const struct brute *b, uint32_t situation)
{
    for (uint32_t i = 0; i < b->x.n_terms; i++)
        for (uint32_t m = 0; m < b->x.n_markets; m++) {
            const struct brute_term *t = &b->x.term[i];
            if (t->cause.n > 0 && t->bound.n > 0 && brute_all(b, &t->cause, m, situation) &&
                !brute_all(b, &t->bound, m, situation))
                return false;
        }
    for (uint32_t i = 0; i < b->x.n_axioms; i++)
        for (uint32_t m = 0; m < b->x.n_markets; m++)
            if (brute_all(b, &b->x.axiom[i].cond, m, situation) &&
                !brute_all(b, &b->x.axiom[i].then, m, situation))
                return false;
    return true;
}

/* Some of a situation that there can be; seldom one that there cannot. */
static void draw_product(struct brute *b)
{
    struct brute_instance *x = &b->x;
    bool any = brute_chance(x, 3);
    uint32_t situation = 0, n_fixed = 0;
    for (int i = 0; i < 50; i++) {
        situation = brute_below(x, b->n_situations);
        if (any || brute_is_defined(b, situation))
            break;
    }
    for (uint32_t c = 0; c < b->n_copies; c++) { /* a fact is fixed on all markets or on none */
        struct brute_copy *copy = &b->copy[c];
        bool again = c > 0 && copy->fact == copy[-1].fact;
        if (copy->fact >= x->n_facts)
            break; /* terms are not stated */
        copy->value = situation >> c & 1;
        copy->stated = again ? copy[-1].stated : brute_chance(x, 60);
        copy->fixed = again ? copy[-1].fixed
                            : copy->stated && x->fact[copy->fact].nature != AN_NATURE_CONTEXT &&
                                  n_fixed < BRUTE_FIXED - 1 && brute_chance(x, 35);
        n_fixed += copy->fixed;
    }
}

/* ---- the model ---- */

struct an_cond brute_cond(struct brute *b, struct forge *f, enum an_op join,
                          const struct brute_lits *lits)
{
    struct an_cond of[BRUTE_LITS];
    for (uint32_t i = 0; i < lits->n; i++)
        of[i] = forge_is(f, b->fact[lits->v[i].fact], lits->v[i].value);
    return forge_join(f, join, lits->n, of);
}

static void make_words(struct brute *b, struct forge *f)
{
    for (uint32_t m = 0; m < b->x.n_markets; m++) {
        b->place_id[m] = an_strf(b->arena, "M%u", m);
        b->place[m] = forge_place(f, b->place_id[m], AN_PLACE_STATE);
    }
    for (uint32_t i = 0; i < b->x.n_facts; i++) {
        b->fact_id[i] = an_strf(b->arena, "n%u", i);
        b->fact[i] = forge_fact(f, b->fact_id[i], AN_TYPE_BOOL);
        struct an_fact *fact = &f->facts.v[b->fact[i]];
        fact->scope = b->x.fact[i].shared ? AN_SCOPE_PRODUCT : AN_SCOPE_MARKET;
        fact->nature = b->x.fact[i].nature;
        fact->cost = b->x.fact[i].cost;
    }
    for (uint32_t i = 0; i < b->x.n_terms; i++) {
        uint32_t fact = b->x.n_facts + i;
        const struct brute_term *t = &b->x.term[i];
        b->fact_id[fact] = an_strf(b->arena, "o%u", i);
        uint32_t made = forge_term(f, b->fact_id[fact], 0);
        struct an_term *term = &f->terms.v[made];
        b->fact[fact] = term->fact;
        if (t->cause.n > 0)
            term->if_ = brute_cond(b, f, AN_OP_ALL, &t->cause);
        if (t->bound.n > 0)
            term->only_if = brute_cond(b, f, AN_OP_ALL, &t->bound);
        if (t->means)
            term->only_if = brute_cond(b, f, AN_OP_ALL, &t->cause);
    }
    for (uint32_t i = 0; i < b->x.n_axioms; i++)
        forge_axiom(f, an_strf(b->arena, "a%u", i),
                    brute_cond(b, f, AN_OP_ALL, &b->x.axiom[i].cond),
                    brute_cond(b, f, AN_OP_ALL, &b->x.axiom[i].then));
}

static void make_provision(struct brute *b, struct forge *f, uint32_t law, uint32_t at)
{
    const struct brute_duty *d = &b->x.duty[at];
    b->duty_id[at] = an_strf(b->arena, "p%u.%02u", d->market, at);
    struct an_provision *p = forge_provision(f, b->duty_id[at], law);
    p->span = (struct an_span){0};
    p->addressee = d->addressee;
    p->measure_form = d->form;
    if (d->when.n > 0)
        p->when = brute_cond(b, f, AN_OP_ALL, &d->when);
    if (d->unless.n > 0)
        p->unless = brute_cond(b, f, AN_OP_ANY, &d->unless);
    if (d->exempts != AN_NONE) {
        uint32_t target = d->exempts;
        p->duty = AN_DUTY_EXEMPTS;
        p->exempts = forge_refs(f, 1, &target);
    } else if (d->order) {
        p->duty = AN_DUTY_ASKS;
        p->trigger = AN_TRIGGER_ORDER;
        p->asks = forge_refs(f, 1, &b->fact[d->act]);
        p->able = brute_cond(b, f, AN_OP_ANY, &d->content);
        p->inability = d->excused ? AN_INABILITY_EXCUSED : AN_INABILITY_BREACH;
    } else {
        p->duty = d->must_not ? AN_DUTY_MUST_NOT : AN_DUTY_MUST;
        p->content = brute_cond(b, f, AN_OP_ANY, &d->content);
    }
}

static void make_laws(struct brute *b, struct forge *f)
{
    for (uint32_t m = 0; m < b->x.n_markets; m++) {
        uint32_t law = forge_instrument(f, an_strf(b->arena, "p%u", m), b->place[m]);
        forge_event(f, &f->instruments.v[law].status, forge_on(DAY(2000, 1, 1)), AN_STATE_IN_FORCE);
        for (uint32_t i = 0; i < b->x.n_duties; i++)
            if (b->x.duty[i].market == m)
                make_provision(b, f, law, i);
    }
}

/* Market facts are given market by market, since they may differ. */
static void make_profile(struct brute *b, struct forge *f)
{
    struct an_profile *p = forge_profile(f, b->base.model, b->x.n_markets, b->place);
    struct an_market_values *own = AN_NEW_ARRAY(b->arena, struct an_market_values, BRUTE_MARKETS);
    uint32_t fixed[BRUTE_FACTS], n_fixed = 0;
    p->as_of = DAY(2015, 6, 1);
    for (uint32_t m = 0; m < b->x.n_markets; m++)
        own[m].place = b->place[m];
    for (uint32_t c = 0; c < b->n_copies; c++) {
        const struct brute_copy *k = &b->copy[c];
        if (k->fact >= b->x.n_facts)
            break;
        if (k->stated && b->x.fact[k->fact].shared)
            forge_give(f, &p->given, &p->n_given, b->fact[k->fact], forge_scalar(f, k->value));
        else if (k->stated)
            forge_give(f, &own[k->market].given, &own[k->market].n_given, b->fact[k->fact],
                       forge_scalar(f, k->value));
        if (k->fixed && k->market == 0)
            fixed[n_fixed++] = b->fact[k->fact];
    }
    p->per_market = own;
    p->n_per_market = b->x.n_markets;
    p->fixed = forge_refs(f, n_fixed, fixed);
    b->product.profile = p;
}

struct brute *brute_new(uint64_t seed, enum brute_kind kind)
{
    static const struct an_file file = {.name = "law.yaml"};
    struct an_arena *arena = an_arena_new();
    assert(arena != NULL);
    struct brute *b = AN_NEW(arena, struct brute);
    struct forge *f = forge_new(arena);
    struct an_model *model = AN_NEW(arena, struct an_model);
    b->arena = arena;
    b->kind = kind;
    b->x.seed = seed * 7919;
    b->x.n_markets = kind == BRUTE_TREATY ? 1 : 1 + brute_below(&b->x, BRUTE_MARKETS);
    draw_facts(b);
    if (kind != BRUTE_TREATY)
        draw_terms(b);
    draw_duties(&b->x);
    b->n_situations = 1u << b->n_copies;
    for (uint32_t c = 0; c < b->n_copies; c++) {
        bool term = b->copy[c].fact >= b->x.n_facts;
        enum an_nature nature = term ? AN_NATURE_CONTEXT : b->x.fact[b->copy[c].fact].nature;
        b->context |= nature == AN_NATURE_CONTEXT ? 1u << c : 0;
        b->design |= nature == AN_NATURE_DESIGN ? 1u << c : 0;
    }
    if (kind == BRUTE_PRODUCT)
        draw_product(b);
    if (kind == BRUTE_TREATY)
        brute_draw_treaty(&b->x);
    make_words(b, f);
    uint32_t treaty = kind == BRUTE_TREATY ? forge_place(f, "T", AN_PLACE_TREATY) : 0;
    make_laws(b, f);
    if (kind == BRUTE_TREATY)
        brute_make_treaty(b, f, treaty);
    *model = *forge_model(f);
    model->files.v = &file;
    model->files.n = 1;
    b->base.model = model;
    make_profile(b, f);
    b->ws = an_workspace_new();
    assert(b->ws != NULL);
    return b;
}

void brute_free(struct brute *b)
{
    an_workspace_free(b->ws);
    an_arena_free(b->arena);
}

/* ---- printing ---- */

static void print_lits(const char *word, const struct brute_lits *lits)
{
    if (lits->n > 0)
        printf(" %s", word);
    for (uint32_t i = 0; i < lits->n; i++)
        printf(" %sn%u", lits->v[i].value ? "" : "-", lits->v[i].fact);
}

static void print_terms(const struct brute *b)
{
    for (uint32_t i = 0; i < b->x.n_terms; i++) {
        printf("# o%u = n%u", i, b->x.n_facts + i);
        print_lits(b->x.term[i].means ? "means" : "if", &b->x.term[i].cause);
        print_lits("only if", &b->x.term[i].bound);
        printf("\n");
    }
}

static void print_set(const struct brute *b, const struct brute_clash *k)
{
    printf("# found %s (%s, kinds %u):", an_conflict_class_word(k->conflict_class),
           k->bearer ? k->bearer : "-", k->kinds);
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (k->set >> d & 1)
            printf(" %s", b->duty_id[d]);
    for (uint32_t i = 0; i < k->n_blocks; i++) {
        printf(" {");
        for (uint32_t c = 0; c < b->n_copies; c++)
            if (k->block[i] >> c & 1)
                printf(" n%u.%u", b->copy[c].fact, b->copy[c].market);
        printf(" }");
    }
    printf("\n");
}

void brute_print(const struct brute *b)
{
    static const char *const nature[] = {"design", "maker", "conduct", "context"};
    print_terms(b);
    for (uint32_t c = 0; c < b->n_copies && b->copy[c].fact < b->x.n_facts; c++) {
        const struct brute_copy *k = &b->copy[c];
        printf("# n%u.%s %s%s", k->fact, b->x.fact[k->fact].shared ? "" : b->place_id[k->market],
               nature[b->x.fact[k->fact].nature], k->fixed ? " fixed" : "");
        printf(k->stated ? " stated %d\n" : "\n", k->value);
    }
    for (uint32_t i = 0; i < b->x.n_axioms; i++) {
        print_lits("# if", &b->x.axiom[i].cond);
        print_lits("then", &b->x.axiom[i].then);
        printf("\n");
    }
    for (uint32_t i = 0; i < b->x.n_duties; i++) {
        const struct brute_duty *d = &b->x.duty[i];
        printf("# %s who %u", b->duty_id[i], d->addressee);
        print_lits("when", &d->when);
        print_lits("unless", &d->unless);
        if (d->exempts != AN_NONE)
            printf(" exempts %s\n", b->duty_id[d->exempts]);
        else if (d->order)
            printf(" asks n%u%s", d->act, d->excused ? " excused" : "");
        if (d->exempts == AN_NONE) {
            print_lits(d->order ? "able" : d->must_not ? "must not" : "must", &d->content);
            printf("\n");
        }
    }
    if (b->kind == BRUTE_TREATY)
        brute_print_treaty(b);
    for (uint32_t i = 0; i < b->n_clashes; i++)
        print_set(b, &b->clash[i]);
}
