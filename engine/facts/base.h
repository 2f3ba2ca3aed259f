/*
 * Inside of the fact base: the handle, and the steps of opening and making one. The evaluator reads
 * `model` of an open base; everything else here is the fact base's own.
 */
#ifndef AN_FACTS_BASE_H
#define AN_FACTS_BASE_H

#include "antinomy/policy.h"
#include "engine/base/arena.h"
#include "engine/diag/workspace.h"
#include "engine/lang/model.h"

struct an_db;

/** An open base. Everything is in `arena`, the connection is closed with it. */
struct an_base {
    struct an_arena *arena;
    const struct an_model *model;
    const char *path; /* NULL: made from files, in memory only */
    struct an_db *db; /* NULL likewise; else the open connection, which search uses */
    char revision[65];
};

/**
 * What a provision is, for people: citation, demand and conditions in words, and the evidence of
 * the status that it has on a day. In `arena`; texts are borrowed from the model.
 */
const struct an_provision_info *an_provision_info_on(struct an_arena *arena,
                                                     const struct an_model *m, uint32_t provision,
                                                     an_day day);
/** The same with its latest status. */
const struct an_provision_info *
an_provision_info_make(struct an_arena *arena, const struct an_model *m, uint32_t provision);
/** Without what is put into words (demand, scope, except: NULL): cheap, for long lists. */
const struct an_provision_info *an_provision_info_brief(struct an_arena *arena,
                                                        const struct an_model *m,
                                                        uint32_t provision, an_day day);

#endif
