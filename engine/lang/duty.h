/* Which keys of a provision go together. Inside of the language. */
#ifndef AN_LANG_DUTY_H
#define AN_LANG_DUTY_H

#include "engine/lang/build.h"

/** The duty that the keys of a provision state. */
enum an_duty an_duty_of(const struct an_fields *f);

/** Reports keys that do not go with the duty, trigger and addressee, and those that are missing. */
void an_check_duty(struct an_build *b, const struct an_fields *f, const struct an_provision *p,
                   const struct an_instrument *instrument);

#endif
