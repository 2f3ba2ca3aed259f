/* Names of statuses. */
#include "antinomy/status.h"

#include "engine/base/compat.h"

const char *an_status_name(enum an_status status)
{
    switch (status) {
    case AN_OK: return "ok";
    case AN_EINPUT: return "input refused";
    case AN_ENOMEM: return "out of memory";
    case AN_EIO: return "input/output failed";
    case AN_EBUSY: return "busy";
    case AN_EDAMAGED: return "damaged";
    case AN_ENOTFOUND: return "not found";
    case AN_ELIMIT: return "limit reached";
    case AN_EMISUSE: return "misuse";
    }
    return "unknown status";
}
