/*
 * Inside of the search for conflicts: states taken for parties of treaties that do not bind them.
 * Asked of law alone, by conflicts.c; what rests on it is marked by treaty_tell.c.
 */
#ifndef AN_CONFLICT_SUPPOSE_H
#define AN_CONFLICT_SUPPOSE_H

#include "engine/conflict/seek.h"

/**
 * Reads the suppositions of the options ("CN:CPTPP") into s->supposed and puts a model into
 * s->model in which these parties are bound from s->day on, towards all. The base's own is not
 * touched. False: said why.
 */
bool an__suppose(struct an__seek *s);

/** Is that place a party to that treaty by supposition only? */
bool an__is_supposed(const struct an__seek *s, uint32_t treaty, uint32_t party);

#endif
