/* Minimal conflicts by trying every situation. See brute.h. */
#include "tests/support/brute.h"

#include <assert.h>
#include <string.h>

#include "engine/base/sizes.h"

/* ---- situations ---- */

bool brute_value(const struct brute *b, uint32_t fact, uint32_t market, uint32_t situation)
{
    bool bit = false;
    for (uint32_t c = 0; c < b->n_copies; c++)
        if (b->copy[c].fact == fact &&
            (b->copy[c].market == market || (fact < b->x.n_facts && b->x.fact[fact].shared)))
            bit = situation >> c & 1;
    if (fact < b->x.n_facts)
        return bit;
    const struct brute_term *t = &b->x.term[fact - b->x.n_facts];
    bool cause = t->cause.n > 0 && brute_all(b, &t->cause, market, situation);
    return t->means ? cause : cause || (bit && brute_all(b, &t->bound, market, situation));
}

bool brute_all(const struct brute *b, const struct brute_lits *lits, uint32_t market,
               uint32_t situation)
{
    for (uint32_t i = 0; i < lits->n; i++)
        if (brute_value(b, lits->v[i].fact, market, situation) != lits->v[i].value)
            return false;
    return true;
}

static bool is_legal(const struct brute *b, uint32_t situation)
{
    return brute_is_defined(b, situation) &&
           (situation & b->stated & b->context) == (b->stated_bits & b->context);
}

static bool as_stated(const struct brute *b, uint32_t situation)
{
    return b->legal[situation] && (situation & b->stated) == b->stated_bits;
}

/* As stated in what is fixed. */
static bool as_fixed(const struct brute *b, uint32_t situation)
{
    return b->legal[situation] && ((situation ^ b->stated_bits) & b->fixed) == 0;
}

/* ---- what each duty says: the naive evaluator ---- */

uint32_t brute_read(const struct brute *b, const struct brute_lits *lits, uint32_t market)
{
    uint32_t bits = 0;
    for (uint32_t i = 0; i < lits->n; i++) {
        uint32_t fact = lits->v[i].fact;
        for (uint32_t c = 0; c < b->n_copies && fact < b->x.n_facts; c++)
            if (b->copy[c].fact == fact && (b->x.fact[fact].shared || b->copy[c].market == market))
                bits |= 1u << c;
        if (fact >= b->x.n_facts) /* what defines it */
            bits |= brute_read(b, &b->x.term[fact - b->x.n_facts].cause, market) |
                    brute_read(b, &b->x.term[fact - b->x.n_facts].bound, market);
    }
    return bits;
}

/* Facts by which a duty applies, its exceptions among them. */
uint32_t brute_scope(const struct brute *b, uint32_t duty)
{
    uint32_t market = b->x.duty[duty].market, bits = 0;
    for (uint32_t i = 0; i < b->x.n_duties; i++)
        if (i == duty || b->x.duty[i].exempts == duty)
            bits |= brute_read(b, &b->x.duty[i].when, market) |
                    brute_read(b, &b->x.duty[i].unless, market);
    return bits;
}

/* The verdict where everything that can be read there is stated. */
static enum brute_says naive_says(struct brute *b, uint32_t duty, uint32_t situation)
{
    struct forge at = {.arena = an_scratch_new(b->arena), .symbols = NULL};
    const struct brute_duty *d = &b->x.duty[duty];
    struct an_profile *p = forge_profile(&at, b->base.model, 1, &b->place[d->market]);
    enum brute_says says = BRUTE_OUTSIDE;
    for (uint32_t f = 0; f < b->x.n_facts + b->x.n_terms; f++)
        forge_give(&at, &p->given, &p->n_given, b->fact[f],
                   forge_scalar(&at, brute_value(b, f, d->market, situation)));
    uint32_t provision = 0;
    while (strcmp(b->base.model->provisions.v[provision].id, b->duty_id[duty]) != 0)
        provision++;
    const struct naive_question q = {p, provision, b->place[d->market], 0, DAY(2015, 6, 1)};
    struct naive_answer a = naive_decide(at.arena, &q);
    assert(!a.refused);
    bool acts = d->order && brute_value(b, d->act, d->market, situation);
    if (a.set == ONLY(AN_EXEMPT) || a.set == ONLY(AN_DISPLACED))
        says = BRUTE_EXEMPT;
    else if (a.set == ONLY(AN_COMPLIANT))
        says = BRUTE_MET;
    else if (a.set == ONLY(AN_VIOLATION))
        says = BRUTE_BROKEN;
    else if (a.set == ONLY(AN_READY))
        says = acts ? BRUTE_MET : BRUTE_BROKEN;
    else if (a.set == ONLY(AN_EXPOSED))
        says = d->excused ? BRUTE_MET : BRUTE_BROKEN;
    else
        assert(a.set == ONLY(AN_NOT_APPLICABLE));
    an_arena_free(at.arena);
    return says;
}

/* One question for each setting of what the duty can read: its facts and terms on its market. */
static void ask_duty(struct brute *b, uint32_t duty)
{
    const struct brute_duty *d = &b->x.duty[duty];
    uint32_t n = b->x.n_facts + b->x.n_terms;
    uint8_t *known = AN_NEW_ARRAY(b->arena, uint8_t, (size_t)1 << n);
    b->says[duty] = AN_NEW_ARRAY(b->arena, uint8_t, b->n_situations);
    for (uint32_t s = 0; s < b->n_situations; s++) {
        uint32_t read = 0;
        if (!b->legal[s])
            continue;
        for (uint32_t f = 0; f < n; f++)
            read |= (uint32_t)brute_value(b, f, d->market, s) << f;
        if (known[read] == 0)
            known[read] = (uint8_t)(1 + naive_says(b, duty, s));
        b->says[duty][s] = (uint8_t)(known[read] - 1);
    }
}

static bool applies(const struct brute *b, uint32_t duty, uint32_t situation)
{
    return b->says[duty][situation] >= BRUTE_MET;
}

static bool all_apply(const struct brute *b, uint32_t set, uint32_t situation)
{
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (set >> d & 1 && !applies(b, d, situation))
            return false;
    return true;
}

bool brute_broken(const struct brute *b, uint32_t set, uint32_t situation)
{
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (set >> d & 1 && b->says[d][situation] == BRUTE_BROKEN)
            return true;
    return false;
}

/* ---- minimal sets ---- */

/* What may conflict: duties that may apply to the product as it is, and fixed facts. */
struct owners {
    uint64_t *holds[BRUTE_DUTIES + BRUTE_COPIES]; /* bits, by situation */
    uint32_t duty[BRUTE_DUTIES + BRUTE_COPIES];   /* bit of a duty, or 0 */
    uint32_t copy[BRUTE_DUTIES + BRUTE_COPIES];   /* bit of a fixed copy, or 0 */
    uint32_t n;
    size_t words;
};

static uint64_t *next_owner(struct brute *b, struct owners *o, uint32_t duty, uint32_t copy)
{
    o->duty[o->n] = duty;
    o->copy[o->n] = copy;
    return o->holds[o->n++] = AN_NEW_ARRAY(b->arena, uint64_t, o->words);
}

static void set_bit(uint64_t *bits, uint32_t at)
{
    bits[at / 64] |= 1ull << at % 64;
}

static bool is_candidate(const struct brute *b, uint32_t duty)
{
    for (uint32_t s = 0; b->says[duty] && s < b->n_situations; s++)
        if (as_stated(b, s) && applies(b, duty, s))
            return true;
    return false;
}

static struct owners find_owners(struct brute *b)
{
    struct owners o = {.words = b->n_situations / 64 + 1};
    for (uint32_t d = 0; d < b->x.n_duties; d++) {
        if (!is_candidate(b, d))
            continue;
        uint64_t *holds = next_owner(b, &o, 1u << d, 0);
        for (uint32_t s = 0; s < b->n_situations; s++)
            if (b->says[d][s] == BRUTE_MET)
                set_bit(holds, s);
    }
    for (uint32_t c = 0; c < b->n_copies; c++) {
        if (!(b->fixed >> c & 1))
            continue;
        uint64_t *holds = next_owner(b, &o, 0, 1u << c);
        for (uint32_t s = 0; s < b->n_situations; s++)
            if (((s ^ b->stated_bits) >> c & 1) == 0)
                set_bit(holds, s);
    }
    return o;
}

static bool can_hold(const struct brute *b, const struct owners *o, const uint64_t *legal,
                     uint32_t set)
{
    (void)b;
    for (size_t w = 0; w < o->words; w++) {
        uint64_t all = legal[w];
        for (uint32_t i = 0; i < o->n && all != 0; i++)
            if (set >> i & 1)
                all &= o->holds[i][w];
        if (all != 0)
            return true;
    }
    return false;
}

static void take_set(struct brute *b, const struct owners *o, uint32_t set)
{
    uint32_t duties = 0, copies = 0, i = 0;
    for (uint32_t k = 0; k < o->n; k++)
        if (set >> k & 1) {
            duties |= o->duty[k];
            copies |= o->copy[k];
        }
    b->n_sets++;
    while (i < b->n_clashes && b->clash[i].set != duties)
        i++;
    if (duties == 0)
        return;
    if (i == b->n_clashes)
        b->clash[b->n_clashes++] = (struct brute_clash){.set = duties};
    assert(b->n_clashes < BRUTE_SETS && b->clash[i].n_blocks < BRUTE_SETS);
    b->clash[i].block[b->clash[i].n_blocks++] = copies;
}

/* A set that cannot hold, of which every set with one less can. */
static void find_sets(struct brute *b)
{
    struct owners o = find_owners(b);
    bool *holds = AN_NEW_ARRAY(b->arena, bool, 1u << o.n);
    uint64_t *legal = AN_NEW_ARRAY(b->arena, uint64_t, o.words);
    for (uint32_t s = 0; s < b->n_situations; s++)
        if (b->legal[s])
            set_bit(legal, s);
    b->clash = AN_NEW_ARRAY(b->arena, struct brute_clash, BRUTE_SETS);
    for (uint32_t set = 0; set < 1u << o.n; set++) {
        holds[set] = true;
        for (uint32_t i = 0; i < o.n && holds[set]; i++)
            if (set >> i & 1)
                holds[set] = holds[set & ~(1u << i)];
        if (holds[set] && !can_hold(b, &o, legal, set)) {
            holds[set] = false;
            take_set(b, &o, set);
        }
    }
}

/* ---- what a set is ---- */

static const char *bearer_of(const struct brute *b, uint32_t set)
{
    bool maker = true, buyer = true;
    uint32_t market = AN_NONE;
    for (uint32_t d = 0; d < b->x.n_duties; d++) {
        const struct brute_duty *x = &b->x.duty[d];
        if (!(set >> d & 1))
            continue;
        maker = maker && (x->addressee & (AN_ADDR_SELLER | AN_ADDR_PROVIDER)) != 0;
        buyer = buyer && (x->addressee & AN_ADDR_BUYER) != 0 &&
                (market == AN_NONE || market == x->market);
        market = x->market;
    }
    return maker ? "maker" : buyer ? "buyer" : NULL;
}

/* Contexts (bits by context) in which some choice breaks none of the duties. */
static bool *contexts_with_a_way(const struct brute *b, struct an_arena *arena, uint32_t set)
{
    bool *way = AN_NEW_ARRAY(arena, bool, b->n_situations);
    for (uint32_t s = 0; s < b->n_situations; s++)
        if (as_fixed(b, s) && !brute_broken(b, set, s))
            way[s & b->context] = true;
    return way;
}

static bool is_inescapable(const struct brute *b, uint32_t set)
{
    struct an_arena *scratch = an_scratch_new(b->arena);
    const bool *way = contexts_with_a_way(b, scratch, set);
    bool found = false;
    for (uint32_t s = 0; s < b->n_situations && !found; s++)
        found = as_stated(b, s) && all_apply(b, set, s) && !way[s & b->context];
    an_arena_free(scratch);
    return found;
}

/* Design differs from market to market, the rest is one: can each market's duties then be met? */
static bool builds_do(const struct brute *b, uint32_t set)
{
    struct an_arena *scratch = an_scratch_new(b->arena);
    uint8_t *served = AN_NEW_ARRAY(scratch, uint8_t, b->n_situations);
    uint8_t all = 0;
    bool found = false;
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        all |= (uint8_t)((set >> d & 1) << b->x.duty[d].market);
    for (uint32_t s = 0; s < b->n_situations; s++) {
        uint32_t meets = all;
        for (uint32_t d = 0; d < b->x.n_duties; d++)
            if (set >> d & 1 && b->says[d][s] != BRUTE_MET)
                meets &= ~(1u << b->x.duty[d].market);
        if (as_fixed(b, s))
            served[s & ~b->design] |= (uint8_t)meets;
        found = found || served[s & ~b->design] == all;
    }
    an_arena_free(scratch);
    return found && (all & (all - 1)) != 0;
}

static void judge(const struct brute *b, struct brute_clash *k)
{
    k->kinds = AN_CONFLICT_DESIGN;
    for (uint32_t i = 0; i < k->n_blocks; i++)
        if (k->block[i] == 0)
            k->kinds = AN_CONFLICT_CONTRADICTION;
    if (__builtin_popcount(k->set) > 2)
        k->kinds |= AN_CONFLICT_JOINT;
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (k->set >> d & 1 && b->x.duty[d].order)
            k->kinds |= AN_CONFLICT_EXPOSURE;
    k->bearer = bearer_of(b, k->set);
    k->conflict_class = !k->bearer                  ? AN_CONFLICT_EXCLUSION
                        : builds_do(b, k->set)      ? AN_CONFLICT_BUILDS
                        : is_inescapable(b, k->set) ? AN_CONFLICT_INESCAPABLE
                                                    : AN_CONFLICT_ESCAPABLE;
}

bool brute_is_witness(const struct brute *b, const struct brute_clash *k, uint32_t situation)
{
    return as_stated(b, situation) && brute_is_shown(b, k, situation);
}

bool brute_is_shown(const struct brute *b, const struct brute_clash *k, uint32_t situation)
{
    if (!all_apply(b, k->set, situation))
        return false;
    if (k->conflict_class != AN_CONFLICT_INESCAPABLE)
        return true;
    for (uint32_t s = 0; s < b->n_situations; s++)
        if ((s & b->context) == (situation & b->context) && as_fixed(b, s) &&
            !brute_broken(b, k->set, s))
            return false;
    return true;
}

bool brute_shows(const struct brute *b, const struct an_conflict *c, uint32_t situation)
{
    for (uint32_t i = 0; i < c->n_witness; i++) {
        const struct an_conflict_fact *f = &c->witness[i];
        for (uint32_t k = 0; k < b->x.n_facts + b->x.n_terms; k++)
            for (uint32_t m = 0; m < b->x.n_markets && strcmp(f->fact, b->fact_id[k]) == 0; m++)
                if ((!f->market || strcmp(f->market, b->place_id[m]) == 0) &&
                    brute_value(b, k, m, situation) != (strcmp(f->value, "yes") == 0))
                    return false;
    }
    return true;
}

/* ---- the whole ---- */

static bool for_any_product(const struct brute_clash *k)
{
    for (uint32_t i = 0; i < k->n_blocks; i++)
        if (k->block[i] == 0)
            return true;
    return false;
}

/* Given what is fixed, no smaller set of the class is a conflict; contradictions stay. */
static void drop_wider(struct brute *b)
{
    uint32_t n = 0;
    bool wider[BRUTE_SETS] = {false};
    for (uint32_t i = 0; i < b->n_clashes; i++)
        for (uint32_t k = 0; k < b->n_clashes && !for_any_product(&b->clash[i]); k++)
            if (b->clash[k].set != b->clash[i].set &&
                (b->clash[k].set & b->clash[i].set) == b->clash[k].set &&
                b->clash[k].conflict_class == b->clash[i].conflict_class)
                wider[i] = true;
    for (uint32_t i = 0; i < b->n_clashes; i++)
        if (!wider[i])
            b->clash[n++] = b->clash[i];
    b->n_clashes = n;
}

void brute_solve(struct brute *b)
{
    uint32_t n = 0;
    for (uint32_t c = 0; c < b->n_copies; c++) {
        b->stated |= (uint32_t)b->copy[c].stated << c;
        b->stated_bits |= (uint32_t)(b->copy[c].stated && b->copy[c].value) << c;
        b->fixed |= (uint32_t)b->copy[c].fixed << c;
    }
    b->legal = AN_NEW_ARRAY(b->arena, bool, b->n_situations);
    for (uint32_t s = 0; s < b->n_situations; s++)
        b->legal[s] = is_legal(b, s);
    for (uint32_t s = 0; s < b->n_situations; s++)
        b->possible = b->possible || as_stated(b, s);
    if (!b->possible)
        return;
    for (uint32_t d = 0; d < b->x.n_duties; d++)
        if (b->x.duty[d].exempts == AN_NONE)
            ask_duty(b, d);
    if (b->kind == BRUTE_TREATY)
        return;
    find_sets(b);
    brute_find_steps(b);
    for (uint32_t i = 0; i < b->n_clashes; i++) { /* those whose duties may apply together */
        bool together = false;
        for (uint32_t s = 0; s < b->n_situations && !together; s++)
            together = as_stated(b, s) && all_apply(b, b->clash[i].set, s);
        if (together)
            b->clash[n++] = b->clash[i];
    }
    b->n_clashes = n;
    for (uint32_t i = 0; i < n; i++)
        judge(b, &b->clash[i]);
    drop_wider(b);
}
