/* Jurisdictions by code. See resolve.h. */
#include "engine/lang/resolve.h"

#include <stdio.h>
#include <string.h>

#include "engine/diag/nearest.h"
#include "engine/lang/read.h"
#include "engine/lang/scalar.h"
#include "engine/lang/shape.h"

enum { MOST_SUGGESTIONS = 4 };

static int upper(char c)
{
    return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

static bool same_ignoring_case(const char *a, const char *b)
{
    while (*a && upper(*a) == upper(*b)) {
        a++;
        b++;
    }
    return upper(*a) == upper(*b);
}

/* "ON" for "CA-ON": the code of a part without the state. */
static bool is_code_of_part(const char *code, const char *text)
{
    const char *hyphen = strchr(code, '-');
    return hyphen && same_ignoring_case(hyphen + 1, text);
}

static bool is_near(const char *code, const char *text)
{
    struct an_nearest near;
    an_nearest_init(&near, text);
    an_nearest_try(&near, code);
    return near.best && near.distance <= (strlen(text) < 6 ? 1u : 2u);
}

/* How well a place fits what was written: 0 not at all, 1 near, 2 surely. */
static int fits(const struct an_place *place, const char *text)
{
    if (same_ignoring_case(place->id, text) || same_ignoring_case(place->name, text) ||
        is_code_of_part(place->id, text))
        return 2;
    for (uint32_t i = 0; i < place->aliases.n; i++)
        if (same_ignoring_case(place->aliases.v[i], text))
            return 2;
    return is_near(place->id, text) ? 1 : 0;
}

static void suggest(struct an_diag_entry *e, const struct an_model *m, const char *text)
{
    for (int level = 2; level > 0; level--) {
        char list[400] = "";
        size_t used = 0, n = 0;
        for (uint32_t i = 0; i < m->places.n && n < MOST_SUGGESTIONS; i++) {
            const struct an_place *place = &m->places.v[i];
            if (fits(place, text) < level)
                continue;
            int len = snprintf(list + used, sizeof list - used, "%s'%s' (%.60s)",
                               n > 0 ? " or " : "", place->id, place->name);
            if (len < 0 || (size_t)len >= sizeof list - used)
                break;
            used += (size_t)len;
            n++;
        }
        if (n > 0) {
            an_diag_help(e, "did you mean %s?", list);
            return;
        }
    }
}

uint32_t an_resolve_place(struct an_diag_list *diags, const struct an_model *model,
                          const struct an_node *node, bool quiet)
{
    const char *text = an_text(node);
    if (!an_is_scalar(node) || !an_check_id(diags, node, "jurisdiction"))
        return AN_NONE; /* said once: the shape of most places was checked before */
    bool alias;
    uint32_t place = an_model_place(model, text, &alias);
    if (place != AN_NONE && alias) {
        const struct an_place *p = &model->places.v[place];
        an_diag_add(diags, AN_MSG_alias_read, node->span, text, p->id, p->name);
    }
    if (place == AN_NONE && !quiet) {
        struct an_diag_entry *e = an_diag_add(diags, AN_MSG_unknown_place, node->span, text);
        if (!an_too_many_errors(diags))
            suggest(e, model, text);
    }
    return place;
}

const char *an_place_kind_title(enum an_place_kind kind)
{
    switch (kind) {
    case AN_PLACE_STATE: return "a state";
    case AN_PLACE_PART: return "a part of a state";
    case AN_PLACE_UNION: return "a union";
    case AN_PLACE_TREATY: return "a treaty";
    case AN_PLACE_GROUP: return "a group";
    }
    AN_UNREACHABLE();
}
