/* What a provision must carry so that an answer resting on it can be defended. */
#include "engine/lint/lint.h"

/* Number, promulgation, gazette. That terms name their article is demanded by the language, as are
 * dates, summaries and who checked. */
void an__lint_uncited(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->instruments.n; i++) {
        const struct an_instrument *v = &l->m->instruments.v[i];
        if (!v->citation || !*v->citation)
            (void)an__lint_tell(l, AN_MSG_lint_uncited, v->span, v->id, NULL);
    }
}

void an__lint_old_reviews(struct an_lint *l)
{
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        const struct an_checked *checked = an_provision_checked(l->m, p);
        char on[11];
        if (checked->on >= l->oldest)
            continue;
        an_day_format(checked->on, on);
        (void)an__lint_tell(l, AN_MSG_lint_old_review, p->span, p->id, an_strdup(l->arena, on));
    }
}

static bool covers(const struct an_place *place, uint32_t topic)
{
    for (uint32_t i = 0; i < place->n_coverage; i++)
        for (uint32_t k = 0; k < place->coverage[i].topics.n; k++)
            if (place->coverage[i].topics.v[k] == topic)
                return true;
    return false;
}

/* Law of a topic that its maker does not say was researched: the comparison will call it that. */
void an__lint_uncovered(struct an_lint *l)
{
    const struct an_model *m = l->m;
    bool *told = AN_NEW_ARRAY(l->arena, bool, (size_t)m->places.n * m->topics.n + 1u);
    for (uint32_t i = 0; i < m->provisions.n; i++) {
        const struct an_provision *p = &m->provisions.v[i];
        uint32_t maker = m->instruments.v[p->instrument].place;
        bool *once = &told[(size_t)maker * m->topics.n + p->topic];
        if (*once || covers(&m->places.v[maker], p->topic))
            continue;
        *once = true;
        (void)an__lint_tell(l, AN_MSG_lint_uncovered, p->span, m->places.v[maker].id,
                            m->topics.v[p->topic].id);
    }
}
