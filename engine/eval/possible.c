/*
 * Is there a completion at all (S2.10)? Unit propagation finds the contradictions in which one fact
 * after the other is forced. What it leaves undecided is looked at here, once a row: ties that some
 * fact can always fulfil are dropped first, which nearly always are all of them; the rest goes to
 * the exact stage as a question with one possible outcome.
 */
#include "engine/eval/table.h"

static bool possible(struct an_eval *ev, struct an_case_row *row, const struct an_refs *with)
{
    struct an_arena *work = ev->work;
    struct an_problem p;
    struct an_roots roots = {{0}};
    struct an_answer answer = {.set = 1};
    roots.verdict[0] = AN_EXPR_TRUE;
    ev->work = an_scratch_new(work);
    an__problem(&p, ev, row);
    if (with)
        an__tie_places(&p, with);
    else
        an__tie_all(&p);
    bool open = p.constraints.n > 0 || p.filters.n > 0;
    if (open && an__parts(&p) && !an__enumerate(&p, &roots, &answer))
        an__settle(&p, &roots, answer.set, &answer);
    an_arena_free(ev->work);
    ev->work = work;
    return answer.set != 0;
}

bool an__possible(struct an_eval *ev, struct an_case_row *row)
{
    return possible(ev, row, NULL);
}

bool an__possible_with(struct an_eval *ev, struct an_case_row *row, const struct an_refs *places)
{
    return possible(ev, row, places);
}
