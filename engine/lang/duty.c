/*
 * Which keys of a provision go together: its duty decides which others make sense and which are
 * needed. A key without effect would be a rule that its author believes in and nobody applies, so
 * it is an error.
 */
#include "engine/lang/duty.h"

#include <string.h>

struct duty_key {
    enum an_key key;
    enum an_duty duty;
};

static const struct duty_key duty_keys[] = {
    {AN_K_provision_must, AN_DUTY_MUST},       {AN_K_provision_must_not, AN_DUTY_MUST_NOT},
    {AN_K_provision_attest, AN_DUTY_ATTEST},   {AN_K_provision_asks, AN_DUTY_ASKS},
    {AN_K_provision_may, AN_DUTY_MAY},         {AN_K_provision_power, AN_DUTY_POWER},
    {AN_K_provision_defines, AN_DUTY_DEFINES}, {AN_K_provision_exempts, AN_DUTY_EXEMPTS},
    {AN_K_provision_forbids, AN_DUTY_FORBIDS}, {AN_K_provision_requires, AN_DUTY_REQUIRES},
};

enum an_duty an_duty_of(const struct an_fields *f)
{
    for (size_t i = 0; i < sizeof duty_keys / sizeof *duty_keys; i++)
        if (an_field(f, duty_keys[i].key))
            return duty_keys[i].duty;
    return AN_DUTY_MAY; /* none: reported with the shape */
}

#define DUTY(d)  (1u << AN_DUTY_##d)
#define MEETABLE (DUTY(MUST) | DUTY(MUST_NOT) | DUTY(ATTEST))

/* Keys that go only with some duties. */
struct key_duties {
    enum an_key key;
    unsigned duties;
};
static const struct key_duties by_duty[] = {
    {AN_K_provision_able, DUTY(ASKS)},
    {AN_K_provision_inability, DUTY(ASKS)},
    {AN_K_provision_concludes, DUTY(DEFINES)},
    {AN_K_provision_due, MEETABLE},
    {AN_K_provision_effect, MEETABLE | DUTY(ASKS)},
    {AN_K_provision_follows, MEETABLE | DUTY(ASKS) | DUTY(MAY)},
};

static void excluded(struct an_build *b, const struct an_node *at, enum an_key key,
                     const char *with)
{
    an_diag_add(b->diags, AN_MSG_key_excluded, at->span, an_key_row(key)->name, with);
}

static void needed(struct an_build *b, const struct an_node *at, const char *what, const char *key)
{
    an_diag_add(b->diags, AN_MSG_key_needed, at->span, what, key);
}

static void check_by_duty(struct an_build *b, const struct an_fields *f,
                          const struct an_provision *p)
{
    for (size_t i = 0; i < sizeof by_duty / sizeof *by_duty; i++) {
        const struct an_node *value = an_field(f, by_duty[i].key);
        if (value && !(by_duty[i].duties & 1u << p->duty))
            excluded(b, value, by_duty[i].key, an_duty_word(p->duty));
    }
}

/* What an order needs to be judged, in one message. */
static void check_asks(struct an_build *b, const struct an_fields *f, const struct an_provision *p)
{
    const char *missing = p->trigger == AN_TRIGGER_ORDER ? NULL : "trigger: order";
    static const enum an_key keys[] = {AN_K_provision_able, AN_K_provision_inability};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const char *name = an_key_row(keys[i])->name;
        if (!an_field(f, keys[i]))
            missing = missing ? an_strf(b->scratch, "%s', '%s", missing, name) : name;
    }
    if (missing)
        needed(b, an_field(f, AN_K_provision_asks), "asks", missing);
}

static void check_trigger(struct an_build *b, const struct an_fields *f,
                          const struct an_provision *p)
{
    const struct an_node *trigger = an_field(f, AN_K_provision_trigger);
    if (p->duty == AN_DUTY_ASKS && an_field(f, AN_K_provision_asks))
        check_asks(b, f, p);
    if (p->duty == AN_DUTY_ASKS || p->trigger != AN_TRIGGER_ORDER)
        return;
    struct an_diag_entry *e = an_diag_add(b->diags, AN_MSG_key_excluded, trigger->span,
                                          "trigger: order", an_duty_word(p->duty));
    an_diag_help(e, "what an order demands stands in 'asks', with 'able' and 'inability'");
}

/* Who is bound: states by commitments and directives, and nobody else by these. */
static void check_addressee(struct an_build *b, const struct an_node *addressee,
                            const struct an_provision *p, bool directive)
{
    bool state = (p->addressee & AN_ADDR_STATE) != 0;
    bool commitment = p->duty == AN_DUTY_FORBIDS || p->duty == AN_DUTY_REQUIRES;
    if (!addressee)
        return;
    if (state && p->addressee != AN_ADDR_STATE)
        an_diag_add(b->diags, AN_MSG_key_excluded, addressee->span, "other addressees",
                    "addressee: state");
    if (!state && p->binds_state)
        needed(b, addressee, "binds: state", "addressee: state");
    else if (!state && (commitment || directive))
        needed(b, addressee, commitment ? an_duty_word(p->duty) : "kind: directive",
               "addressee: state");
    if (state && !p->binds_state && !directive)
        needed(b, addressee, "addressee: state", "binds: state");
}

/* Duties of states: commitments of treaties, and directives. */
static void check_state(struct an_build *b, const struct an_fields *f, const struct an_provision *p,
                        const struct an_instrument *instrument)
{
    bool state = (p->addressee & AN_ADDR_STATE) != 0;
    bool directive = instrument->kind && strcmp(instrument->kind, "directive") == 0;
    check_addressee(b, an_field(f, AN_K_provision_addressee), p, directive);
    if (p->binds_state && p->duty != AN_DUTY_FORBIDS && p->duty != AN_DUTY_REQUIRES &&
        p->duty != AN_DUTY_EXEMPTS && p->duty != AN_DUTY_MAY)
        needed(b, an_field(f, AN_K_provision_binds), "binds: state", "forbids");
    static const enum an_key of_commitments[] = {AN_K_provision_scope, AN_K_provision_towards,
                                                 AN_K_provision_judged_by};
    for (size_t i = 0; i < sizeof of_commitments / sizeof *of_commitments; i++) {
        const struct an_node *value = an_field(f, of_commitments[i]);
        if (value && !p->binds_state)
            needed(b, value, an_key_row(of_commitments[i])->name, "binds: state");
    }
    const struct an_node *carried_out = an_field(f, AN_K_provision_implemented_by);
    if (carried_out && !directive)
        needed(b, carried_out, "implemented_by", "kind: directive");
    const struct an_node *nexus = an_field(f, AN_K_provision_nexus);
    const struct an_node *measure = an_field(f, AN_K_provision_measure);
    if (nexus && state)
        excluded(b, nexus, AN_K_provision_nexus, "addressee: state");
    if (measure && state && p->duty != AN_DUTY_EXEMPTS) /* of an exception: which it covers */
        excluded(b, measure, AN_K_provision_measure, "addressee: state");
}

static void check_pairs(struct an_build *b, const struct an_fields *f, const struct an_provision *p)
{
    const struct an_node *effect = an_field(f, AN_K_provision_effect);
    const struct an_node *overrides = an_field(f, AN_K_provision_overrides);
    const struct an_node *by = an_field(f, AN_K_provision_by);
    if (overrides && !by)
        needed(b, overrides, "overrides", "by");
    if (by && !overrides)
        needed(b, by, "by", "overrides");
    if (an_field(f, AN_K_provision_follows) && overrides) /* nothing turns on a consequence */
        excluded(b, an_field(f, AN_K_provision_follows), AN_K_provision_follows, "overrides");
    if (effect && p->addressee != 0 && !(p->addressee & AN_ADDR_BUYER))
        needed(b, effect, "effect", "addressee: buyer");
}

/* Does a reading replace something? Only what the provision says can be read otherwise. */
static bool check_reading(struct an_build *b, const struct an_node *node,
                          const struct an_provision *p)
{
    static const struct duty_key keys[] = {{AN_K_reading_must, AN_DUTY_MUST},
                                           {AN_K_reading_must_not, AN_DUTY_MUST_NOT},
                                           {AN_K_reading_able, AN_DUTY_ASKS},
                                           {AN_K_reading_inability, AN_DUTY_ASKS}};
    struct an_fields f;
    an_fields_of(AN_M_reading, node, &f);
    bool any = an_field(&f, AN_K_reading_when) || an_field(&f, AN_K_reading_unless);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const struct an_node *value = an_field(&f, keys[i].key);
        any = any || value;
        if (value && p->duty != keys[i].duty)
            excluded(b, value, keys[i].key, an_duty_word(p->duty));
    }
    return any;
}

/* One reading may be the provision as it is written; two would be the same one. */
static void check_readings(struct an_build *b, const struct an_node *list,
                           const struct an_provision *p)
{
    const struct an_node *as_written = NULL;
    for (size_t i = 0; an_is_seq(list) && i < list->seq.n; i++) {
        const struct an_node *node = list->seq.item[i];
        if (check_reading(b, node, p))
            continue;
        if (as_written)
            an_diag_other(an_diag_add(b->diags, AN_MSG_readings_same, node->span), as_written->span,
                          "the other one");
        as_written = node;
    }
}

void an_check_duty(struct an_build *b, const struct an_fields *f, const struct an_provision *p,
                   const struct an_instrument *instrument)
{
    check_by_duty(b, f, p);
    check_trigger(b, f, p);
    check_state(b, f, p, instrument);
    check_pairs(b, f, p);
    check_readings(b, an_field(f, AN_K_provision_readings), p);
    const char *prefix = instrument->id;
    size_t n = strlen(prefix);
    if (strncmp(p->id, prefix, n) != 0 || p->id[n] != '.') {
        const struct an_node *id = an_field(f, AN_K_provision_id);
        struct an_diag_entry *e =
            an_diag_add(b->diags, AN_MSG_id_prefix, id ? id->span : f->map->span, p->id, prefix);
        an_diag_note(e, "people find a provision's file by its id");
    }
}
