/* Rows that belong to an owner: they come in order of owner, and number from 0 within each. */
#ifndef AN_FACTS_WALK_HELP_H
#define AN_FACTS_WALK_HELP_H

#include "engine/facts/row.h"

/** The row before this one. */
struct an_group {
    bool begun;
    uint64_t owner;
    uint32_t seq;
};

/** Notes a row of `owner`; a fault in the row and false if it does not follow the one before. */
static inline bool an_group_next(struct an_group *g, struct an_record *row, uint64_t owner,
                                 uint32_t seq)
{
    bool same = g->begun && owner == g->owner;
    bool later = !g->begun || owner > g->owner;
    bool follows = same ? seq == g->seq + 1 : later && seq == 0;
    if (!follows)
        an_row_fault(row, "rows out of order");
    *g = (struct an_group){true, owner, seq};
    return follows && !row->bad;
}

#endif
