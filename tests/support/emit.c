/*
 * Models and profiles as YAML files. See emit.h.
 */
#include "tests/support/emit.h"

#include <stdio.h>

#include "engine/base/sizes.h"
#include "tests/support/emit_text.h"

static struct text text_of(struct an_arena *arena, const struct an_model *m)
{
    struct text t = {.arena = arena, .m = m, .symbols = m->symbols};
    emit_add(&t, "antinomy: 1\n");
    return t;
}

static void line_cond(struct text *t, const char *before, const struct an_cond *c, uint32_t each)
{
    if (c->n == 0)
        return;
    emit_add(t, "%s", before);
    emit_condition(t, c, each);
    emit_add(t, "\n");
}

/* ---- jurisdictions ---- */

static void add_memberships(struct text *t, const char *key, const struct an_memberships *list)
{
    if (list->n == 0)
        return;
    emit_add(t, "    %s:\n", key);
    for (uint32_t i = 0; i < list->n; i++) {
        emit_add(t, "      - {in: %s", t->m->places.v[list->v[i].place].id);
        emit_interval(t, &list->v[i].days, ", ", "");
        emit_add(t, "}\n");
    }
}

static void add_place(struct text *t, uint32_t index)
{
    const struct an_place *p = &t->m->places.v[index];
    emit_add(t, "  - id: %s\n    kind: %s\n    name: %s\n", p->id, an_place_kind_word(p->kind),
             p->id);
    add_memberships(t, "part_of", &p->part_of);
    add_memberships(t, "members", &p->members);
    add_memberships(t, "applies_in", &p->applies_in);
    add_memberships(t, "parties", &p->parties);
}

/* ---- vocabulary ---- */

static void add_type(struct text *t, const struct an_value_type *type, const char *before)
{
    emit_add(t, "%stype: %s", before, an_type_word(type->type));
    if (type->n_values > 0) {
        emit_add(t, ", values: [");
        for (uint32_t i = 0; i < type->n_values; i++)
            emit_add(t, "%s\"%s\"", i > 0 ? ", " : "", an_intern_text(t->symbols, type->values[i]));
        emit_add(t, "]");
    }
    if (type->ordered)
        emit_add(t, ", ordered: true");
    if (type->open)
        emit_add(t, ", open: true");
    if (type->unit != NULL)
        emit_add(t, ", unit: %s", type->unit);
    if (type->has_min || type->has_max) {
        emit_add(t, ", bounds: {");
        if (type->has_min)
            emit_add(t, "min: %lld%s", (long long)type->min, type->has_max ? ", " : "");
        if (type->has_max)
            emit_add(t, "max: %lld", (long long)type->max);
        emit_add(t, "}");
    }
}

static void add_derived(struct text *t, const struct an_fact *f)
{
    const struct an_derived *d = &f->derived;
    const struct an_fact *arg = &t->m->facts.v[d->arg[0]];
    emit_add(t, ", derived: {function: %s, of: [%s", an_function_word(d->function), arg->id);
    if (d->column != AN_NONE)
        emit_add(t, ".%s", arg->columns[d->column].id);
    if (d->arg[1] != AN_NONE)
        emit_add(t, ", %s", t->m->facts.v[d->arg[1]].id);
    emit_add(t, "]");
    if (d->where.n > 0) {
        emit_add(t, ", where: ");
        emit_condition(t, &d->where, d->arg[0]);
    }
    emit_add(t, "}");
}

static void add_fact(struct text *t, const struct an_fact *f)
{
    emit_add(t, "    - {id: %s, ", f->id);
    if (f->type.type != AN_TYPE_TABLE)
        add_type(t, &f->type, "");
    emit_add(t, "%sscope: %s, nature: %s, holds: lasting, question: Is it so?, help: As asked.",
             f->type.type != AN_TYPE_TABLE ? ", " : "", an_scope_word(f->scope),
             an_nature_word(f->nature));
    if (f->given_by_row)
        emit_add(t, ", given: row");
    if (f->derived.function != AN_FN_NONE)
        add_derived(t, f);
    if (f->type.type == AN_TYPE_TABLE) {
        emit_add(t, ", columns: [");
        for (uint32_t c = 0; c < f->n_columns; c++) {
            emit_add(t, "%s{id: %s, ", c > 0 ? ", " : "", f->columns[c].id);
            add_type(t, &f->columns[c].type, "");
            emit_add(t, "}");
        }
        emit_add(t, "]");
    }
    emit_add(t, "}\n");
}

static void add_facts(struct text *t, uint32_t part, uint32_t parts, bool tables)
{
    bool any = false;
    for (uint32_t f = t->m->facts.n; f-- > 0;) {
        const struct an_fact *fact = &t->m->facts.v[f];
        if (fact->role != AN_FACT_PLAIN || (fact->type.type == AN_TYPE_TABLE) != tables ||
            f % parts != part)
            continue;
        emit_add(t, any ? "" : tables ? "  tables:\n" : "  facts:\n");
        any = true;
        add_fact(t, fact);
    }
}

static void add_axioms(struct text *t, const char *key, const struct an_axiom *v, uint32_t n,
                       uint32_t part, uint32_t parts)
{
    bool any = false;
    for (uint32_t i = n; i-- > 0;) {
        if (i % parts != part)
            continue;
        if (!any)
            emit_add(t, "  %s:\n", key);
        any = true;
        emit_add(t, "    - id: %s\n      because: By definition.\n", v[i].id);
        if (v[i].each != AN_NONE)
            emit_add(t, "      each: %s\n", t->m->facts.v[v[i].each].id);
        line_cond(t, "      if: ", &v[i].cond, v[i].each);
        line_cond(t, "      then: ", &v[i].then, v[i].each);
    }
}

static void add_nexus(struct text *t)
{
    emit_add(t, "  nexus:\n");
    for (uint32_t k = 0; k < AN_NEXUS_COUNT; k++) {
        const struct an_nexus *nexus = &t->m->nexus[k];
        if (!nexus->defined)
            continue;
        emit_add(t, "    - id: %s\n      rows: %s\n      means: It reaches.\n",
                 an_nexus_word((enum an_nexus_kind)k), nexus->home ? "home" : "market");
        line_cond(t, "      if: ", &nexus->cond, AN_NONE);
    }
}

/* ---- instruments ---- */

static void add_events(struct text *t, const char *indent, const struct an_events *events)
{
    if (events->n == 0)
        return;
    emit_add(t, "%sstatus:\n", indent);
    for (uint32_t i = 0; i < events->n; i++) {
        emit_add(t, "%s  - {on: ", indent);
        emit_when(t, events->v[i].on);
        emit_add(t, ", is: %s}\n", an_state_word(events->v[i].is));
    }
}

static void add_refs(struct text *t, const char *key, const struct an_refs *refs, bool facts)
{
    if (refs->n == 0)
        return;
    emit_add(t, "      %s: [", key);
    for (uint32_t i = 0; i < refs->n; i++)
        emit_add(t, "%s%s", i > 0 ? ", " : "",
                 facts ? t->m->facts.v[refs->v[i]].id : t->m->provisions.v[refs->v[i]].id);
    emit_add(t, "]\n");
}

static void add_due(struct text *t, const struct an_due *due)
{
    static const char *const units[] = {"", "", "days", "months", "years"};
    if (due->kind == AN_DUE_NONE)
        return;
    emit_add(t, "      due: ");
    if (due->kind == AN_DUE_DAY)
        emit_when(t, due->day);
    else
        emit_add(t, "{after: %s, within: %d %s}", t->m->facts.v[due->after].id, due->within,
                 units[due->kind]);
    emit_add(t, "\n");
}

static void add_readings(struct text *t, const struct an_provision *p)
{
    const char *content = p->duty == AN_DUTY_MUST_NOT ? "        must_not: " : "        must: ";
    emit_add(t, p->n_readings > 0 ? "      readings:\n" : "");
    for (uint32_t i = 0; i < p->n_readings; i++) {
        const struct an_reading *r = &p->readings[i];
        emit_add(t, "      - id: %s\n        who: Some.\n", r->id);
        line_cond(t, "        when: ", &r->when, AN_NONE);
        line_cond(t, "        unless: ", &r->unless, AN_NONE);
        line_cond(t, content, &r->must, AN_NONE);
        line_cond(t, "        able: ", &r->able, AN_NONE);
        if (r->inability != AN_INABILITY_NONE)
            emit_add(t, "        inability: %s\n", an_inability_word(r->inability));
    }
}

static void add_duty(struct text *t, const struct an_provision *p)
{
    switch (p->duty) {
    case AN_DUTY_MUST: line_cond(t, "      must: ", &p->content, AN_NONE); return;
    case AN_DUTY_MUST_NOT: line_cond(t, "      must_not: ", &p->content, AN_NONE); return;
    case AN_DUTY_MAY: line_cond(t, "      may: ", &p->content, AN_NONE); return;
    case AN_DUTY_ATTEST: emit_add(t, "      attest: %s\n", p->attest); return;
    case AN_DUTY_EXEMPTS: add_refs(t, "exempts", &p->exempts, false); return;
    case AN_DUTY_DEFINES:
        emit_add(t, "      defines: %s\n", t->m->facts.v[p->defines].id);
        line_cond(t, "      concludes: ", &p->concludes, AN_NONE);
        return;
    case AN_DUTY_ASKS:
        add_refs(t, "asks", &p->asks, true);
        line_cond(t, "      able: ", &p->able, AN_NONE);
        emit_add(t, "      inability: %s\n", an_inability_word(p->inability));
        return;
    case AN_DUTY_POWER: emit_add(t, "      power: {enables: []}\n"); return;
    case AN_DUTY_FORBIDS: line_cond(t, "      forbids: ", &p->content, AN_NONE); return;
    case AN_DUTY_REQUIRES: line_cond(t, "      requires: ", &p->content, AN_NONE); return;
    }
}

static void add_nexus_of(struct text *t, const struct an_provision *p)
{
    const char *comma = "";
    if (!p->nexus_stated)
        return;
    emit_add(t, "      nexus: [");
    for (uint32_t k = 0; k < AN_NEXUS_COUNT; k++) {
        if ((p->nexus >> k & 1u) == 0)
            continue;
        emit_add(t, "%s%s", comma, an_nexus_word((enum an_nexus_kind)k));
        comma = ", ";
    }
    emit_add(t, "]\n");
}

static void add_provision(struct text *t, const struct an_provision *p)
{
    emit_add(t, "    - id: %s\n      article: \"1\"\n      topic: acc.test\n      title: A norm\n",
             p->id);
    emit_add(t, "      addressee: %s\n      summary: Something is demanded.\n",
             p->effect == AN_EFFECT_HANDICAPS ? "buyer" : "seller");
    if (p->trigger != AN_TRIGGER_STANDING)
        emit_add(t, "      trigger: %s\n", an_trigger_word(p->trigger));
    add_nexus_of(t, p);
    emit_interval(t, &p->days, "      ", "\n");
    add_events(t, "      ", &p->status);
    if (p->anchor != AN_NONE)
        emit_add(t, "      anchor: %s\n", t->m->facts.v[p->anchor].id);
    line_cond(t, "      when: ", &p->when, AN_NONE);
    line_cond(t, "      unless: ", &p->unless, AN_NONE);
    add_duty(t, p);
    add_refs(t, "overrides", &p->overrides, false);
    if (p->overrides.n > 0)
        emit_add(t, "      by: specialis\n");
    add_refs(t, "follows", &p->follows, false);
    if (p->effect == AN_EFFECT_HANDICAPS)
        emit_add(t, "      effect: handicaps\n");
    add_due(t, &p->due);
    add_readings(t, p);
}

static void add_terms(struct text *t, uint32_t instrument)
{
    bool any = false;
    for (uint32_t i = 0; i < t->m->terms.n; i++) {
        const struct an_term *term = &t->m->terms.v[i];
        if (term->instrument != instrument)
            continue;
        emit_add(t, any ? "" : "  terms:\n");
        any = true;
        emit_add(t, "    - id: %s\n      cite: art. 1\n      title: A term\n",
                 t->m->facts.v[term->fact].id);
        line_cond(t, "      if: ", &term->if_, AN_NONE);
        line_cond(t, "      only_if: ", &term->only_if, AN_NONE);
        emit_interval(t, &term->days, "      ", "\n");
    }
}

static bool has_force(const struct an_events *events)
{
    for (uint32_t i = 0; i < events->n; i++)
        if (events->v[i].is == AN_STATE_IN_FORCE || events->v[i].is == AN_STATE_UNENFORCED)
            return true;
    return false;
}

static bool ever_in_force(const struct an_model *m, uint32_t instrument)
{
    bool ever = has_force(&m->instruments.v[instrument].status);
    for (uint32_t p = 0; p < m->provisions.n; p++)
        ever = ever || (m->provisions.v[p].instrument == instrument &&
                        has_force(&m->provisions.v[p].status));
    return ever;
}

static const char *instrument_text(struct an_arena *arena, const struct an_model *m, uint32_t index)
{
    const struct an_instrument *in = &m->instruments.v[index];
    struct text t = text_of(arena, m);
    emit_add(&t, "instrument:\n  id: %s\n  jurisdiction: %s\n  kind: law\n  title: A law\n", in->id,
             m->places.v[in->place].id);
    add_events(&t, "  ", &in->status);
    if (!ever_in_force(m, index))
        emit_add(&t, "  not_in_force: Nobody knows.\n");
    emit_add(&t, "  checked: {on: 2020-01-01, by: nobody, confidence: high}\n");
    add_terms(&t, index);
    emit_add(&t, "  provisions:\n");
    for (uint32_t p = m->provisions.n; p-- > 0;)
        if (m->provisions.v[p].instrument == index)
            add_provision(&t, &m->provisions.v[p]);
    return emit_done(&t);
}

static const char *list_text(struct an_arena *arena, const struct an_model *m,
                             const struct an_list *list)
{
    struct text t = text_of(arena, m);
    emit_add(&t, "list:\n  id: %s\n  jurisdiction: %s\n  title: A list\n", list->id,
             m->places.v[list->place].id);
    emit_add(&t, "  checked: {on: 2020-01-01, by: nobody, confidence: high}\n  members:\n");
    for (uint32_t i = 0; i < list->n_members; i++) {
        emit_add(&t, "    - {name: %s", list->members[i].name);
        emit_interval(&t, &list->members[i].days, ", ", "");
        emit_add(&t, "}\n");
    }
    return emit_done(&t);
}

/* ---- files ---- */

struct files {
    struct an_arena *arena;
    AN_VEC(struct emit_file) list;
};

static void add_file(struct files *files, const char *name, uint32_t number, const char *text)
{
    struct emit_file file = {an_strf(files->arena, "%s%u.yaml", name, number), text};
    an_vec_push(files->arena, &files->list, file);
}

static void vocabulary_files(struct files *files, const struct an_model *m, uint32_t parts)
{
    for (uint32_t part = 0; part < parts; part++) {
        struct text t = text_of(files->arena, m);
        emit_add(&t, "vocabulary:\n");
        size_t empty = t.s.n;
        add_facts(&t, part, parts, false);
        add_facts(&t, part, parts, true);
        add_axioms(&t, "axioms", m->axioms.v, m->axioms.n, part, parts);
        add_axioms(&t, "presumptions", m->presumptions.v, m->presumptions.n, part, parts);
        if (part == parts - 1)
            add_nexus(&t);
        if (t.s.n > empty)
            add_file(files, "vocabulary", part, emit_done(&t));
    }
}

static void place_files(struct files *files, const struct an_model *m, uint32_t parts)
{
    for (uint32_t part = 0; part < parts && part < m->places.n; part++) {
        struct text t = text_of(files->arena, m);
        emit_add(&t, "jurisdictions:\n");
        for (uint32_t p = m->places.n; p-- > 0;)
            if (p % parts == part)
                add_place(&t, p);
        add_file(files, "places", part, emit_done(&t));
    }
}

struct emit_files emit_model(struct an_arena *arena, const struct an_model *m, uint32_t parts)
{
    struct files files = {.arena = arena};
    place_files(&files, m, parts);
    struct text t = text_of(arena, m);
    emit_add(
        &t,
        "topics:\n  - {id: acc.test, title: Test, definition: All.,\n"
        "     scale: [{id: some, title: Some, means: Any.}, {id: more, title: More, means: Any.}]}\n");
    add_file(&files, "topics", 0, emit_done(&t));
    vocabulary_files(&files, m, parts);
    for (uint32_t i = 0; i < m->instruments.n; i++)
        add_file(&files, "instrument", i, instrument_text(arena, m, i));
    for (uint32_t i = 0; i < m->lists.n; i++)
        add_file(&files, "list", i, list_text(arena, m, &m->lists.v[i]));
    return (struct emit_files){files.list.v, an_u32(files.list.n)};
}
