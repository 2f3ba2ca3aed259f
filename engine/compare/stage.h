/* What may be said of a provision on a day, in few words. Inside of the module. */
#ifndef AN_COMPARE_STAGE_H
#define AN_COMPARE_STAGE_H

#include "antinomy/timeline.h"
#include "engine/lang/model.h"

/** The stage that a standing means. */
enum an_stage an__stage_of(const struct an_standing *standing);
/** The stage on a day. */
enum an_stage an__stage_on(const struct an_model *m, uint32_t provision, an_day day);

#endif
