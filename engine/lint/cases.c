/* Each provision that gives a verdict needs a case in which it is met and one in which it is not.
 */
#include "engine/eval/eval.h"
#include "engine/lint/lint.h"

enum { MET = 1, NOT_MET = 2 };

static unsigned side_of(enum an_verdict verdict)
{
    switch (verdict) {
    case AN_COMPLIANT:
    case AN_READY:
    case AN_PERMITS:
    case AN_EXEMPT: return MET;
    case AN_VIOLATION:
    case AN_EXPOSED:
    case AN_DUE:
    case AN_COUNTS_AGAINST:
    case AN_DISPUTED: return NOT_MET;
    case AN_NOT_APPLICABLE:
    case AN_DISPLACED:
    case AN_CLEAR:
    case AN_UNDETERMINED:
    case AN_VERDICT_COUNT: return 0;
    }
    AN_UNREACHABLE();
}

void an__lint_cases(struct an_lint *l)
{
    unsigned *sides = AN_NEW_ARRAY(l->arena, unsigned, l->m->provisions.n + 1u);
    for (uint32_t i = 0; i < l->set->cases.n; i++)
        for (uint32_t k = 0; k < l->set->cases.v[i].n_expects; k++) {
            const struct an_expect *e = &l->set->cases.v[i].expects[k];
            sides[e->provision] |= side_of(e->verdict);
        }
    for (uint32_t i = 0; i < l->m->provisions.n; i++) {
        const struct an_provision *p = &l->m->provisions.v[i];
        if (!an__has_verdict(p))
            continue;
        if (!(sides[i] & MET))
            (void)an__lint_tell(l, AN_MSG_lint_no_met_case, p->span, p->id, NULL);
        if (!(sides[i] & NOT_MET) && p->duty != AN_DUTY_MAY) /* a liberty cannot be breached */
            (void)an__lint_tell(l, AN_MSG_lint_no_breach_case, p->span, p->id, NULL);
    }
}
