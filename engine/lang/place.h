/* Inside of the language: the derived part of a model that containment of places is answered from.
 */
#ifndef AN_LANG_PLACE_H
#define AN_LANG_PLACE_H

#include "engine/lang/model.h"

/**
 * Fills model->up. A place in more than AN_MAX_CONTAINERS others keeps the nearest ones; the checks
 * of a load refuse such a place. Places beyond AN_MAX_PLACES lie in nothing; a load refuses those
 * too.
 */
void an__places_index(struct an_model *m);

/** Does the interval hold the day: UNKNOWN where an imprecise end leaves it open. */
an_tri an_interval_has(const struct an_interval *interval, an_day day);

/** The coverage statement of a place that holds for a topic and day; NULL: not researched. */
const struct an_coverage *an_place_coverage(const struct an_place *place, uint32_t topic,
                                            an_day day);

#endif
