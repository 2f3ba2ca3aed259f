/* What the writers of plans share. */
#ifndef AN_REPORTS_PLAN_H
#define AN_REPORTS_PLAN_H

#include "antinomy/plan.h"
#include "engine/base/arena.h"

/** The answer in one paragraph. */
const char *an_plan_answer(struct an_arena *arena, const struct an_plan *plan);

#endif
