/* What conflicts are called, for their text and their picture. */
#ifndef AN_REPORTS_CONFLICT_WORDS_H
#define AN_REPORTS_CONFLICT_WORDS_H

#include "antinomy/conflict.h"
#include "engine/base/arena.h"

/** "no choice avoids it, design, once ordered". */
const char *an_conflict_kinds(struct an_arena *arena, const struct an_conflict *c);
/** The same for a line of a picture, whose style says the class. */
const char *an_conflict_short(struct an_arena *arena, const struct an_conflict *c);
/** One sentence that says what cannot be. */
const char *an_conflict_headline(struct an_arena *arena, const struct an_conflict *c);
/** An exception that may cover a measure, and whether the state itself judges that. */
const char *an_conflict_exception_words(struct an_arena *arena,
                                        const struct an_conflict_exception *e);
/** "China, Counter-Terrorism Law, art. 18 (cn.ctl.18)". */
const char *an_conflict_maker_words(struct an_arena *arena, const struct an_conflict_maker *maker);
/** "in CN, once ordered". NULL: nothing to say. */
const char *an_conflict_where(struct an_arena *arena, const struct an_conflict_maker *maker);
/** "since 2015-01-28, no end is dated". NULL: no day is known. */
const char *an_conflict_window(struct an_arena *arena, const struct an_conflict *c);
/** All steps of a way out in a sentence. */
const char *an_conflict_way_words(struct an_arena *arena, const struct an_conflict_way *way);
/** "Supposed, and not so: China (CN) is bound by ..."; NULL where nothing is supposed. */
const char *an_conflict_supposed(struct an_arena *arena, const struct an_conflicts *conflicts);
/** The answer in a sentence or two. */
const char *an_conflict_answer(struct an_arena *arena, const struct an_conflicts *conflicts);

#endif
