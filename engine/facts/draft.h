/*
 * The new base beside the old one: a file BASE.new that only one load at a time can have, and that
 * takes the old one's place by a rename, or goes. What a load that died left behind is recognised
 * by its lock, which died with it.
 */
#ifndef AN_FACTS_DRAFT_H
#define AN_FACTS_DRAFT_H

#include "antinomy/policy.h"
#include "engine/base/arena.h"
#include "engine/diag/workspace.h"

struct an_draft {
    struct an_workspace *ws;
    const struct an_load_options *options; /* whom to tell of the temporary file; may be NULL */
    const char *base;                      /* where it will be: links followed */
    const char *path;                      /* where it is */
    int fd;                                /* open and locked; -1: none */
};

/**
 * Creates it, empty. It is removed with the arena unless an_draft_put succeeded. AN_EBUSY: another
 * load is at work.
 */
AN_NODISCARD enum an_status an_draft_new(struct an_arena *arena, struct an_workspace *ws,
                                         const char *base, const struct an_load_options *options,
                                         struct an_draft **out);
/** Makes it durable and puts it in the old one's place. */
AN_NODISCARD enum an_status an_draft_put(struct an_arena *arena, struct an_draft *draft);
/** Is the folder of this path on a network file system? Its name, or NULL. */
const char *an_network_of(struct an_arena *arena, const char *path);

#endif
