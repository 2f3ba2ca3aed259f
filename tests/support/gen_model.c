/*
 * Random models: a few places, facts, terms, axioms, presumptions, instruments and provisions.
 * Every feature of the language that a verdict can depend on occurs; each seldom enough that the
 * naive evaluator can enumerate most cases. See gen.h.
 */
#include "engine/base/sizes.h"
#include "tests/support/gen.h"

/* ---- places and lists ---- */

static void make_places(struct gen *g)
{
    struct forge *f = g->f;
    uint32_t a = forge_place(f, "AA", AN_PLACE_STATE), b, u, v;
    if (gen_chance(g, 45)) {
        uint32_t part = forge_place(f, "AA-1", AN_PLACE_PART);
        forge_link_places(f, part, FORGE_PART_OF, a, forge_always());
    }
    b = forge_place(f, "BB", AN_PLACE_STATE);
    (void)forge_place(f, "CC", AN_PLACE_STATE); /* the rest of the world: no test names it */
    if (gen_chance(g, 50)) {
        u = forge_place(f, "UU", AN_PLACE_UNION);
        forge_link_places(f, u, FORGE_MEMBER, a, gen_interval(g));
        if (gen_chance(g, 50))
            forge_link_places(f, u, FORGE_MEMBER, b, gen_interval(g));
        if (gen_chance(g, 25))
            forge_link_places(f, u, FORGE_APPLIES_IN, b, gen_interval(g));
    }
    if (gen_chance(g, 20)) {
        bool treaty = gen_chance(g, 30);
        v = forge_place(f, "VV", treaty ? AN_PLACE_TREATY : AN_PLACE_GROUP);
        uint32_t member = gen_below(g, (uint32_t)f->places.n - 1);
        forge_link_places(f, v, treaty ? FORGE_PARTY : FORGE_MEMBER, member, gen_interval(g));
    }
}

static void make_list(struct gen *g)
{
    static const char *const names[] = {"Acme", "Zenith"};
    if (!gen_chance(g, 15))
        return;
    uint32_t list = forge_list(g->f, "l0", 0), n = 1 + gen_below(g, 2);
    for (uint32_t i = 0; i < n && i < sizeof names / sizeof *names; i++)
        forge_list_member(g->f, list, names[i], gen_interval(g));
}

/* ---- facts ---- */

static void shape_type(struct gen *g, struct an_value_type *type)
{
    static const char *const words[] = {"low", "mid", "top"};
    if (type->type == AN_TYPE_ENUM) {
        forge_values(g->f, type, 2 + gen_below(g, 2), words);
        type->ordered = gen_chance(g, 40);
        type->open = !type->ordered && gen_chance(g, 25);
    } else if (type->type == AN_TYPE_SET) {
        forge_values(g->f, type, 1 + gen_below(g, 2), words);
        type->open = gen_chance(g, 30);
    } else if (type->type == AN_TYPE_INT && gen_chance(g, 40)) {
        type->has_min = true;
        type->has_max = gen_chance(g, 50);
        type->max = 3;
    }
}

static void make_table(struct gen *g, const char *id)
{
    static const enum an_type types[] = {AN_TYPE_BOOL, AN_TYPE_BOOL, AN_TYPE_ENUM,     AN_TYPE_INT,
                                         AN_TYPE_SET,  AN_TYPE_DATE, AN_TYPE_COUNTRIES};
    uint32_t n = 1 + gen_below(g, 2), table = forge_table(g->f, id, n);
    for (uint32_t i = 0; i < n; i++) {
        struct an_column *column = forge_column(g->f, table, i);
        column->type.type = types[gen_below(g, 7)];
        if (column->type.type == AN_TYPE_INT)
            column->type.unit = "pieces";
        shape_type(g, &column->type);
    }
}

static void make_fact(struct gen *g, uint32_t number)
{
    static const enum an_type types[] = {
        AN_TYPE_BOOL,  AN_TYPE_BOOL, AN_TYPE_BOOL,        AN_TYPE_BOOL,
        AN_TYPE_ENUM,  AN_TYPE_ENUM, AN_TYPE_COUNTRIES,   AN_TYPE_INT,
        AN_TYPE_SET,   AN_TYPE_SET,  AN_TYPE_DATE,        AN_TYPE_TABLE,
        AN_TYPE_TABLE, AN_TYPE_TEXT, AN_TYPE_COUNTRY_MAP, AN_TYPE_MONEY};
    const char *id = an_strf(g->f->arena, "n%u", number);
    enum an_type type = types[gen_below(g, 16)];
    if (type == AN_TYPE_TABLE) {
        make_table(g, id);
        return;
    }
    uint32_t fact = forge_fact(g->f, id, type);
    shape_type(g, &g->f->facts.v[fact].type);
    g->f->facts.v[fact].scope = gen_chance(g, 30) ? AN_SCOPE_PRODUCT : AN_SCOPE_MARKET;
}

/* A fact of this type, or AN_NONE. */
static uint32_t fact_of_type(struct gen *g, enum an_type type)
{
    uint32_t found[64], n = 0;
    for (uint32_t i = 2; i < g->n_plain; i++)
        if (g->f->facts.v[i].type.type == type && g->f->facts.v[i].derived.function == AN_FN_NONE)
            found[n++] = i;
    return n == 0 ? AN_NONE : found[gen_below(g, n)];
}

static struct an_derived of_days(struct gen *g)
{
    uint32_t day = fact_of_type(g, AN_TYPE_DATE), second = fact_of_type(g, AN_TYPE_DATE);
    bool two = second != day && gen_chance(g, 70);
    struct an_derived d = {.function = two ? AN_FN_YEARS_BETWEEN : AN_FN_DAYS_SINCE,
                           .arg = {day, two ? second : AN_NONE},
                           .column = AN_NONE};
    d.function = day == AN_NONE ? AN_FN_NONE : d.function;
    return d;
}

static struct an_derived of_rows(struct gen *g)
{
    static const enum an_function functions[] = {AN_FN_COUNT, AN_FN_MAX, AN_FN_MIN};
    uint32_t table = fact_of_type(g, AN_TYPE_TABLE);
    struct an_derived d = {.function = AN_FN_NONE, .arg = {table, AN_NONE}, .column = AN_NONE};
    if (table == AN_NONE)
        return d;
    bool number = g->f->facts.v[table].columns[0].type.type == AN_TYPE_INT;
    d.function = number ? functions[gen_below(g, 3)] : AN_FN_COUNT;
    if (d.function != AN_FN_COUNT)
        d.column = 0;
    if (gen_chance(g, 40))
        d.where = gen_tests(g, 1, table);
    return d;
}

static struct an_derived of_places(struct gen *g)
{
    uint32_t map = fact_of_type(g, AN_TYPE_COUNTRY_MAP);
    return (struct an_derived){.function = map != AN_NONE ? AN_FN_SUM : AN_FN_NONE,
                               .arg = {map, AN_NONE},
                               .column = AN_NONE};
}

/* Two facts of one type whose values can be listed. */
static struct an_derived of_two(struct gen *g)
{
    static const enum an_type types[] = {AN_TYPE_BOOL, AN_TYPE_ENUM, AN_TYPE_SET, AN_TYPE_COUNTRIES,
                                         AN_TYPE_DATE};
    enum an_type type = types[gen_below(g, 5)];
    uint32_t a = fact_of_type(g, type), b = fact_of_type(g, type);
    struct an_derived d = {.function = AN_FN_NONE, .arg = {a, b}, .column = AN_NONE};
    if (a != AN_NONE && a != b && !g->f->facts.v[a].type.open && !g->f->facts.v[b].type.open)
        d.function = AN_FN_SAME;
    return d;
}

/* One computed fact, of whatever there is. */
static void make_derived(struct gen *g)
{
    uint32_t form = gen_below(g, 5);
    struct an_derived d = form == 0   ? of_days(g)
                          : form == 1 ? of_rows(g)
                          : form == 2 ? of_places(g)
                                      : of_two(g);
    if (d.function == AN_FN_NONE)
        d = of_days(g);
    if (d.function == AN_FN_NONE)
        d = of_rows(g);
    if (d.function == AN_FN_NONE)
        return;
    uint32_t fact = forge_fact(g->f, an_strf(g->f->arena, "n%u", g->n_plain - 2),
                               d.function == AN_FN_SAME ? AN_TYPE_BOOL : AN_TYPE_INT);
    g->f->facts.v[fact].derived = d;
    g->derived = fact;
    g->n_plain++;
}

static void make_facts(struct gen *g)
{
    uint32_t n = 1 + gen_below(g, 6);
    for (uint32_t i = 0; i < n; i++)
        make_fact(g, i);
    g->n_plain = (uint32_t)g->f->facts.n;
    if (gen_chance(g, 25))
        make_derived(g);
    g->n_known_facts = g->n_plain;
}

/* ---- logic ---- */

static void make_terms(struct gen *g)
{
    uint32_t n = gen_chance(g, 30) ? 1 + gen_below(g, 2) : 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t term = forge_term(g->f, an_strf(g->f->arena, "o%u", i), 0);
        struct an_cond cond = gen_cond(g, 1);
        struct an_term *t = &g->f->terms.v[term];
        uint32_t form = gen_below(g, 3);
        if (form != 1)
            t->if_ = cond;
        if (form != 0)
            t->only_if = cond;
        if (gen_chance(g, 20))
            t->days = gen_interval(g);
    }
    g->n_known_facts = (uint32_t)g->f->facts.n;
}

static void make_axioms(struct gen *g)
{
    uint32_t n = gen_chance(g, 50) ? 1 + gen_below(g, 3) : 0;
    g->j_allowed = g->m_allowed = true;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t table = gen_chance(g, 15) ? fact_of_type(g, AN_TYPE_TABLE) : AN_NONE;
        struct an_cond cond = table != AN_NONE ? gen_tests(g, 1, table) : gen_cond(g, 1);
        g->concluding = true;
        struct an_cond then = gen_tests(g, 1 + (gen_below(g, 4) == 3), table);
        g->concluding = false;
        uint32_t axiom = forge_axiom(g->f, an_strf(g->f->arena, "a%u", i), cond, then);
        g->f->axioms.v[axiom].each = table;
    }
    n = gen_chance(g, 20) ? 1 + gen_below(g, 2) : 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t fact = 2 + gen_below(g, g->n_plain - 2);
        struct an_cond cond = gen_cond(g, gen_below(g, 2));
        if (g->f->facts.v[fact].type.type == AN_TYPE_TABLE ||
            g->f->facts.v[fact].derived.function != AN_FN_NONE)
            continue;
        struct an_cond then = gen_test(g, fact);
        forge_presumption(g->f, an_strf(g->f->arena, "r%u", i), cond,
                          forge_join(g->f, AN_OP_ALL, 1, &then));
    }
    g->j_allowed = g->m_allowed = false;
}

static void make_nexus(struct gen *g)
{
    static const enum an_nexus_kind kinds[] = {AN_NEXUS_SEAT, AN_NEXUS_USERS_IN, AN_NEXUS_SHIPS};
    g->j_allowed = true;
    g->n_known_facts = g->n_plain;
    for (size_t i = 0; i < 3; i++) {
        struct an_nexus nexus = {
            .defined = true, .home = kinds[i] != AN_NEXUS_SHIPS, .means = "it reaches"};
        nexus.span.file = AN_NO_FILE;
        nexus.cond = gen_cond(g, 0);
        g->f->nexus[kinds[i]] = nexus;
    }
    g->j_allowed = false;
}

/* ---- instruments and provisions ---- */

/* A plausible life: proposed, adopted, in force, then maybe more. Days never go back. */
static void make_events(struct gen *g, struct an_events *events)
{
    static const enum an_state later[] = {AN_STATE_REPEALED,   AN_STATE_SUSPENDED,
                                          AN_STATE_UNENFORCED, AN_STATE_EXTENDED,
                                          AN_STATE_IN_FORCE,   AN_STATE_ANNULLED};
    if (!gen_chance(g, 45)) {
        forge_event(g->f, events, forge_on(an_day_of(2000, 1, 1)), AN_STATE_IN_FORCE);
        return;
    }
    struct an_when last = gen_when(g);
    uint32_t n = 1 + gen_below(g, 3);
    enum an_state state = (enum an_state)gen_below(g, 3); /* proposed, adopted, in force */
    for (uint32_t i = 0; i < n; i++) {
        forge_event(g->f, events, last, state);
        struct an_when next = gen_when(g);
        an_day shift = next.lo < last.lo ? last.lo - next.lo + (an_day)gen_below(g, 300) : 0;
        next = (struct an_when){next.lo + shift, next.hi + shift};
        last = next.hi < last.hi ? last : next;
        if (state == AN_STATE_REPEALED || state == AN_STATE_ANNULLED)
            return;
        state = state < AN_STATE_IN_FORCE ? (enum an_state)(state + 1) : later[gen_below(g, 6)];
    }
}

/* Earlier provisions, those of one jurisdiction alone if asked, as references. */
static struct an_refs some_earlier(struct gen *g, uint32_t self, bool same_place)
{
    const struct forge *f = g->f;
    uint32_t found[16], n = 0, place = f->instruments.v[f->provisions.v[self].instrument].place;
    for (uint32_t i = 0; i < self && n < 16; i++)
        if (!same_place || f->instruments.v[f->provisions.v[i].instrument].place == place)
            found[n++] = i;
    uint32_t chosen = n > 0 ? found[gen_below(g, n)] : 0;
    return n > 0 ? forge_refs(g->f, 1, &chosen) : (struct an_refs){NULL, 0};
}

static uint32_t some_act(struct gen *g)
{
    bool countries = gen_chance(g, 50);
    uint32_t act = fact_of_type(g, countries ? AN_TYPE_COUNTRIES : AN_TYPE_BOOL);
    return act != AN_NONE ? act : fact_of_type(g, countries ? AN_TYPE_BOOL : AN_TYPE_COUNTRIES);
}

/* Duties that need something fall back to `must` where it is missing. */
static enum an_duty some_duty(struct gen *g, uint32_t index)
{
    static const enum an_duty duties[] = {
        AN_DUTY_MUST,     AN_DUTY_MUST,    AN_DUTY_MUST,    AN_DUTY_MUST,    AN_DUTY_MUST_NOT,
        AN_DUTY_MUST_NOT, AN_DUTY_EXEMPTS, AN_DUTY_EXEMPTS, AN_DUTY_EXEMPTS, AN_DUTY_ASKS,
        AN_DUTY_ASKS,     AN_DUTY_ATTEST,  AN_DUTY_MAY,     AN_DUTY_DEFINES};
    enum an_duty duty = duties[gen_below(g, 14)];
    if ((duty == AN_DUTY_EXEMPTS && index == 0) ||
        (duty == AN_DUTY_ASKS && some_act(g) == AN_NONE) ||
        (duty == AN_DUTY_DEFINES && g->f->terms.n == 0))
        return AN_DUTY_MUST;
    return duty;
}

/*
 * A definition must not go round in a circle: what a defining provision, or one that exempts or
 * overrides it, reads are plain facts.
 */
static bool reads_plain_facts(const struct gen *g, const struct an_provision *p)
{
    bool plain = p->duty == AN_DUTY_DEFINES;
    for (uint32_t i = 0; i < p->exempts.n; i++)
        plain = plain || g->reads_plain[p->exempts.v[i]];
    for (uint32_t i = 0; i < p->overrides.n; i++)
        plain = plain || g->reads_plain[p->overrides.v[i]];
    return plain;
}

static void make_references(struct gen *g, uint32_t index)
{
    struct an_provision *p = &g->f->provisions.v[index];
    p->duty = some_duty(g, index);
    if (p->duty == AN_DUTY_EXEMPTS)
        p->exempts = some_earlier(g, index, false);
    else if (gen_chance(g, 25))
        p->overrides = some_earlier(g, index, true);
    g->reads_plain[index] = reads_plain_facts(g, p);
}

static void make_order_duty(struct gen *g, struct an_provision *p)
{
    uint32_t act = some_act(g);
    p->trigger = AN_TRIGGER_ORDER;
    g->f->facts.v[act].nature = AN_NATURE_CONDUCT;
    p->asks = forge_refs(g->f, 1, &act);
    p->able = gen_cond(g, gen_below(g, 2));
    p->inability = (enum an_inability)(AN_INABILITY_BREACH + gen_below(g, 3));
}

static void make_duty(struct gen *g, uint32_t index)
{
    struct an_provision *p = &g->f->provisions.v[index];
    if (p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT || p->duty == AN_DUTY_MAY)
        p->content = gen_cond(g, 1);
    if (p->duty == AN_DUTY_ATTEST) {
        p->attest = "It was done.";
        p->attest_fact = forge_fact(g->f, p->id, AN_TYPE_BOOL);
        g->f->facts.v[p->attest_fact].role = AN_FACT_ATTEST;
        g->f->facts.v[p->attest_fact].source = index;
    }
    if (p->duty == AN_DUTY_DEFINES) {
        p->defines = g->f->terms.v[gen_below(g, (uint32_t)g->f->terms.n)].fact;
        g->concluding = true;
        if (gen_chance(g, 30))
            p->concludes = gen_tests(g, 1, AN_NONE);
        g->concluding = false;
    }
    if (p->duty == AN_DUTY_ASKS)
        make_order_duty(g, p);
}

static void make_due(struct gen *g, struct an_provision *p)
{
    static const enum an_due_kind kinds[] = {AN_DUE_DAYS, AN_DUE_MONTHS, AN_DUE_YEARS};
    uint32_t day = fact_of_type(g, AN_TYPE_DATE);
    if (p->duty != AN_DUTY_MUST && p->duty != AN_DUTY_MUST_NOT)
        return;
    if (gen_chance(g, 20)) {
        p->due.kind = AN_DUE_DAY;
        p->due.day = gen_when(g);
    } else if (day != AN_NONE && gen_chance(g, 40)) {
        p->due.kind = kinds[gen_below(g, 3)];
        p->due.after = day;
        p->due.within = (int32_t)(1 + gen_below(g, p->due.kind == AN_DUE_DAYS ? 40 : 3));
    }
}

static void make_readings(struct gen *g, struct an_provision *p)
{
    uint32_t n = gen_chance(g, 8) ? 2 : 0;
    struct an_reading *r = AN_NEW_ARRAY(g->f->arena, struct an_reading, n);
    for (uint32_t i = 0; i < n; i++) {
        r[i].id = i == 0 ? "narrow" : "wide";
        r[i].who = "some";
        r[i].span.file = AN_NO_FILE;
        uint32_t form = gen_below(g, 3);
        if (form == 0)
            r[i].when = gen_cond(g, 1);
        else if (form == 2 && (p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT))
            r[i].must = gen_cond(g, 1);
        else if (form == 2 && p->duty == AN_DUTY_ASKS)
            r[i].able = gen_cond(g, 0);
        else
            r[i].unless = gen_cond(g, 0);
    }
    p->readings = r;
    p->n_readings = n;
}

static void make_nexus_of(struct gen *g, struct an_provision *p)
{
    static const uint32_t nexus[] = {1u << AN_NEXUS_OFFERED, 1u << AN_NEXUS_SEAT,
                                     1u << AN_NEXUS_SHIPS,
                                     1u << AN_NEXUS_SEAT | 1u << AN_NEXUS_USERS_IN,
                                     1u << AN_NEXUS_OFFERED | 1u << AN_NEXUS_SEAT};
    if (gen_chance(g, 75))
        return;
    p->nexus_stated = true;
    p->nexus = nexus[gen_below(g, 5)];
}

static void make_provision(struct gen *g, uint32_t instrument, uint32_t number)
{
    struct forge *f = g->f;
    const char *id = an_strf(f->arena, "%s.%u", f->instruments.v[instrument].id, number);
    uint32_t index = (uint32_t)f->provisions.n;
    struct an_provision *p = forge_provision(f, id, instrument);
    make_references(g, index);
    g->n_known_facts = g->reads_plain[index] ? g->n_plain : g->n_plain + (uint32_t)f->terms.n;
    make_nexus_of(g, p);
    if (gen_chance(g, 45))
        p->when = gen_cond(g, 2);
    make_duty(g, index);
    if (gen_chance(g, 20))
        p->unless = gen_cond(g, 1);
    if (gen_chance(g, 20))
        p->days = gen_interval(g);
    if (gen_chance(g, 10))
        make_events(g, &p->status);
    if (gen_chance(g, 10))
        p->anchor = fact_of_type(g, AN_TYPE_DATE);
    if ((p->duty == AN_DUTY_MUST || p->duty == AN_DUTY_MUST_NOT) && gen_chance(g, 15))
        p->effect = AN_EFFECT_HANDICAPS;
    make_due(g, p);
    make_readings(g, p);
}

static void make_instruments(struct gen *g)
{
    uint32_t n = 1 + gen_below(g, 3);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t place = gen_below(g, (uint32_t)g->f->places.n);
        if (g->f->places.v[place].kind == AN_PLACE_GROUP)
            place = 0;
        uint32_t instrument = forge_instrument(g->f, an_strf(g->f->arena, "p%u", i), place);
        make_events(g, &g->f->instruments.v[instrument].status);
    }
}

static void make_provisions(struct gen *g)
{
    g->j_allowed = true;
    for (uint32_t i = 0; i < g->f->instruments.n; i++) {
        uint32_t n = 1 + gen_below(g, i == 0 ? 3 : 2);
        for (uint32_t k = 0; k < n; k++)
            make_provision(g, i, k);
    }
    g->j_allowed = false;
}

const struct an_model *gen_model(struct gen *g)
{
    make_places(g);
    make_list(g);
    make_facts(g);
    make_instruments(g);
    make_terms(g);
    make_axioms(g);
    make_nexus(g);
    make_provisions(g);
    return forge_model(g->f);
}

/* A consequence of breaching an earlier duty; nothing turns on it but other consequences. */
static void make_follows(struct gen *g, uint32_t index)
{
    struct an_provision *p = &g->f->provisions.v[index];
    const uint32_t duties =
        1u << AN_DUTY_MUST | 1u << AN_DUTY_MUST_NOT | 1u << AN_DUTY_ATTEST | 1u << AN_DUTY_ASKS;
    struct an_refs earlier = some_earlier(g, index, false);
    if (earlier.n == 0 || p->overrides.n > 0 || !((duties | 1u << AN_DUTY_MAY) >> p->duty & 1u) ||
        !(duties >> g->f->provisions.v[earlier.v[0]].duty & 1u) || !gen_chance(g, 15))
        return;
    p->follows = earlier;
}

const struct an_model *gen_consequences(struct gen *g, const struct an_model *m)
{
    struct an_model *copy = AN_NEW(g->f->arena, struct an_model);
    struct an_provision *v = AN_NEW_ARRAY(g->f->arena, struct an_provision, m->provisions.n);
    *copy = *m;
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        make_follows(g, i);
        v[i] = m->provisions.v[i];
        v[i].follows = g->f->provisions.v[i].follows;
    }
    copy->provisions.v = v;
    return copy;
}
