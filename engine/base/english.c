/* Which names of places have an article; ranges of days. */
#include "engine/base/english.h"

#include <stdbool.h>
#include <string.h>

static bool begins(const char *name, const char *with)
{
    return strncmp(name, with, strlen(with)) == 0;
}

static bool ends(const char *name, const char *with)
{
    size_t n = strlen(name), m = strlen(with);
    return n >= m && strcmp(name + n - m, with) == 0;
}

const char *an_the_place(struct an_arena *arena, const char *name)
{
    static const char *const first[] = {"United ", "European ", "Eurasian ", "Isle of "};
    static const char *const last[] = {" Islands", " Republic", " Territory", " Territories"};
    static const char *const whole[] = {"Bahamas",  "Comoros",     "Gambia",     "Holy See",
                                        "Maldives", "Netherlands", "Philippines"};
    bool the = false;
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        the = the || begins(name, first[i]);
    for (size_t i = 0; i < sizeof last / sizeof *last; i++)
        the = the || ends(name, last[i]);
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        the = the || strcmp(name, whole[i]) == 0;
    return the ? an_strf(arena, "the %s", name) : name;
}

const char *an_day_in_text(struct an_arena *arena, const char *written)
{
    const char *dots = strstr(written, "..");
    return dots ? an_strf(arena, "a day between %.*s and %s", (int)(dots - written), written,
                          dots + 2)
                : written;
}
