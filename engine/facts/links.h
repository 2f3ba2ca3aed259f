/* Which facts a provision speaks of, and where. */
#ifndef AN_FACTS_LINKS_H
#define AN_FACTS_LINKS_H

#include "engine/lang/model.h"

/** As stored in provision_fact.role; the words are in the view v_provision_facts. */
enum an_link {
    AN_LINK_WHEN,
    AN_LINK_UNLESS,
    AN_LINK_CONTENT,
    AN_LINK_ABLE,
    AN_LINK_ASKS,
    AN_LINK_SCOPE,
    AN_LINK_ANCHOR,
    AN_LINK_DUE,
    AN_LINK_ATTEST,
    AN_LINK_DEFINES,
    AN_LINK_CONCLUDES,
    AN_LINK_READING
};

typedef void an_link_fn(void *to, uint32_t fact, enum an_link link);
/** Calls fn for every mention, in no useful order and as often as the fact is mentioned. */
void an_each_link(const struct an_provision *v, an_link_fn *fn, void *to);
/** Every fact or table that a condition mentions; columns are not facts. */
void an_each_link_of(const struct an_cond *c, an_link_fn *fn, void *to, enum an_link link);

#endif
