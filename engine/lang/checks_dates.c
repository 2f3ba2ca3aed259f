/* Checks of time: events in order, reasons for what never came into force, days that cannot be. */
#include <string.h>

#include "engine/lang/checks.h"

static struct an_diag_entry *at_event(struct an_build *b, enum an_msg msg, const struct an_event *e)
{
    char day[24];
    an_when_format(e->on, day);
    return an_diag_add(b->diags, msg, an_shown_span(b, e->span), an_state_word(e->is), day);
}

static bool is_end(enum an_state state)
{
    return state == AN_STATE_REPEALED || state == AN_STATE_LAPSED || state == AN_STATE_ANNULLED;
}

static void check_events(struct an_build *b, struct an_events events)
{
    for (uint32_t i = 0; i < events.n; i++) {
        const struct an_event *e = &events.v[i];
        const struct an_event *before = i > 0 ? &events.v[i - 1] : NULL;
        if (before && e->on.hi < before->on.lo)
            an_diag_other(at_event(b, AN_MSG_events_disordered, e), an_shown_span(b, before->span),
                          "this one stands before it, and is later");
        if (e->is == AN_STATE_EXTENDED && !before)
            at_event(b, AN_MSG_extended_nothing, e);
        if (before && is_end(before->is) && e->is != AN_STATE_ANNULLED)
            an_diag_other(at_event(b, AN_MSG_event_after_end, e), an_shown_span(b, before->span),
                          "'%s' here", an_state_word(before->is));
        if (e->has_public_on && e->public_on.hi < e->on.lo)
            at_event(b, AN_MSG_public_early, e);
    }
}

static bool has_state(struct an_events events, unsigned states)
{
    for (uint32_t i = 0; i < events.n; i++)
        if (states & 1u << events.v[i].is)
            return true;
    return false;
}

#define BIT(state) (1u << AN_STATE_##state)
#define BINDING    (BIT(IN_FORCE) | BIT(UNENFORCED))
#define ENDS       (BIT(REPEALED) | BIT(LAPSED) | BIT(ANNULLED) | BIT(DISAPPLIED) | BIT(SUSPENDED))

/* Has some provision of the instrument a first day of its own? Then the instrument needs none. */
static bool *with_own_start(struct an_build *b)
{
    const struct an_model *m = b->model;
    bool *own = AN_NEW_ARRAY(b->scratch, bool, m->instruments.n);
    for (uint32_t i = 0; i < m->provisions.n; i++)
        if (has_state(m->provisions.v[i].status, BINDING))
            own[m->provisions.v[i].instrument] = true;
    return own;
}

/* A law that was passed and never came into force is more often one whose day was forgotten. */
static void check_instrument(struct an_build *b, const struct an_instrument *in, bool own_start)
{
    bool binding = has_state(in->status, BINDING) || own_start;
    bool draft = in->kind && strcmp(in->kind, "draft") == 0;
    struct an_span at = an_shown_span(b, in->span);
    if (in->status.n > 0 && !binding && has_state(in->status, BIT(ADOPTED)) &&
        !has_state(in->status, ENDS) && !draft && !in->not_in_force)
        an_diag_add(b->diags, AN_MSG_never_in_force, at, in->id);
    if (binding && in->not_in_force)
        an_diag_add(b->diags, AN_MSG_key_excluded, at, "not_in_force", "is: in_force");
    if (binding && draft)
        an_diag_add(b->diags, AN_MSG_key_excluded, at, "kind: draft", "is: in_force");
}

/* Days of its own that leave no day on which a provision of a law in force is in force. */
static void check_own_days(struct an_build *b, const struct an_provision *p)
{
    const struct an_model *m = b->model;
    if (!has_state(an_provision_events(m, p), BINDING))
        return;
    struct an_standing s = an_provision_standing(m, p, AN_DAY_MIN);
    if (s.has_start)
        return;
    struct an_diag_entry *e =
        an_diag_add(b->diags, AN_MSG_no_day_in_force, an_shown_span(b, p->span), p->id);
    char from[24], before[24];
    an_when_format(p->days.from, from);
    an_when_format(p->days.before, before);
    if (p->days.from.lo > AN_DAY_MIN && p->days.before.lo < AN_DAY_MAX)
        an_diag_note(e, "its own days, or its successor's, are from %s to before %s", from, before);
    else if (p->days.from.lo > AN_DAY_MIN)
        an_diag_note(e, "it begins on %s", from);
    else
        an_diag_note(e, "it is over from %s on, by its own end or its successor", before);
}

/* A threshold without a value on days when the provision is in force. */
static void check_first_steps(struct an_build *b)
{
    const struct an_model *m = b->model;
    for (size_t i = 0; i < b->first_steps.n; i++) {
        const struct an_first_step *first = &b->first_steps.v[i];
        const struct an_provision *p = &m->provisions.v[an_model_provision(m, first->provision)];
        struct an_standing s = an_provision_standing(m, p, AN_DAY_MIN);
        if (!s.has_start || first->from <= s.starts.lo)
            continue;
        char starts[24], from[11];
        an_when_format(s.starts, starts);
        an_day_format(first->from, from);
        an_diag_add(b->diags, AN_MSG_steps_late, first->at, p->id, starts, from);
    }
}

void an_check_dates(struct an_build *b)
{
    const struct an_model *m = b->model;
    const bool *own = with_own_start(b);
    for (uint32_t i = 0; i < m->instruments.n; i++) {
        check_events(b, m->instruments.v[i].status);
        check_instrument(b, &m->instruments.v[i], own[i]);
    }
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        check_events(b, m->provisions.v[i].status);
        check_own_days(b, &m->provisions.v[i]);
    }
    check_first_steps(b);
}
