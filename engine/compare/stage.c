/* From standing to stage: one word for what the law is on a day. */
#include "engine/compare/stage.h"

const char *an_stage_word(enum an_stage stage)
{
    switch (stage) {
    case AN_STAGE_NONE: return "none";
    case AN_STAGE_PROPOSED: return "proposed";
    case AN_STAGE_ADOPTED: return "adopted";
    case AN_STAGE_IN_FORCE: return "in_force";
    case AN_STAGE_UNENFORCED: return "unenforced";
    case AN_STAGE_SUSPENDED: return "suspended";
    case AN_STAGE_ENDED: return "ended";
    case AN_STAGE_UNCERTAIN: return "uncertain";
    case AN_STAGE_COUNT: break;
    }
    AN_UNREACHABLE();
}

char an_stage_letter(enum an_stage stage)
{
    static const char letters[] = ".DPRUSX?";
    _Static_assert(sizeof letters - 1 == AN_STAGE_COUNT, "a letter a stage");
    return letters[stage];
}

const char *an_list_word(enum an_apart_list list)
{
    switch (list) {
    case AN_LIST_IN_FORCE: return "in_force";
    case AN_LIST_NOT_YET_LAW: return "not_yet_law";
    case AN_LIST_SUSPENDED: return "suspended";
    }
    AN_UNREACHABLE();
}

static enum an_stage stage_without_force(const struct an_standing *s)
{
    switch (s->state) {
    case AN_STATE_PROPOSED: return s->any ? AN_STAGE_PROPOSED : AN_STAGE_NONE;
    case AN_STATE_ADOPTED: return AN_STAGE_ADOPTED;
    case AN_STATE_SUSPENDED: return AN_STAGE_SUSPENDED;
    case AN_STATE_REPEALED:
    case AN_STATE_LAPSED:
    case AN_STATE_ANNULLED:
    case AN_STATE_DISAPPLIED: return AN_STAGE_ENDED;
    case AN_STATE_IN_FORCE:
    case AN_STATE_UNENFORCED:
    case AN_STATE_EXTENDED: return AN_STAGE_UNCERTAIN; /* binding states are in force or unsure */
    case AN_STATE_COUNT: break;
    }
    AN_UNREACHABLE();
}

enum an_stage an__stage_of(const struct an_standing *standing)
{
    switch (standing->in_force) {
    case AN_TRUE: return standing->unenforced ? AN_STAGE_UNENFORCED : AN_STAGE_IN_FORCE;
    case AN_FALSE: return stage_without_force(standing);
    case AN_UNKNOWN: return AN_STAGE_UNCERTAIN;
    }
    AN_UNREACHABLE();
}

enum an_stage an__stage_on(const struct an_model *m, uint32_t provision, an_day day)
{
    struct an_standing standing = an_provision_standing(m, &m->provisions.v[provision], day);
    return an__stage_of(&standing);
}
