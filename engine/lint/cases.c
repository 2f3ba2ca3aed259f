/* Each provision that gives a verdict needs a case in which it is met and one in which it is not.
 */
#include "engine/eval/eval.h"
#include "engine/lint/lint.h"

void an__lint_cases(struct an_lint *l)
{
    unsigned *sides = AN_NEW_ARRAY(l->arena, unsigned, l->m->provisions.n + 1u);
    for (uint32_t i = 0; i < l->set->cases.n; i++)
        for (uint32_t k = 0; k < l->set->cases.v[i].n_expects; k++) {
            const struct an_expect *e = &l->set->cases.v[i].expects[k];
            sides[e->provision] |= an__case_side(&l->m->provisions.v[e->provision], e->verdict);
        }
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        if (!an__has_verdict(p))
            continue;
        if (!(sides[i] & AN_SIDE_MET))
            (void)an__lint_tell(l, AN_MSG_lint_no_met_case, p->span, p->id, NULL);
        if (!(sides[i] & AN_SIDE_NOT_MET) &&
            p->duty != AN_DUTY_MAY) /* a liberty cannot be breached */
            (void)an__lint_tell(l, AN_MSG_lint_no_breach_case, p->span, p->id, NULL);
    }
}
