/* Three-valued truth (Kleene). Never write !x on an an_tri: use an_tri_not. */
#ifndef AN_BASE_TRI_H
#define AN_BASE_TRI_H

#include <stdbool.h>

typedef enum an_tri { AN_FALSE = 0, AN_TRUE = 1, AN_UNKNOWN = 2 } an_tri;

static inline an_tri an_tri_of(bool b)
{
    return b ? AN_TRUE : AN_FALSE;
}

static inline an_tri an_tri_not(an_tri a)
{
    return a == AN_UNKNOWN ? AN_UNKNOWN : a == AN_TRUE ? AN_FALSE : AN_TRUE;
}

static inline an_tri an_tri_and(an_tri a, an_tri b)
{
    if (a == AN_FALSE || b == AN_FALSE)
        return AN_FALSE;
    return a == AN_TRUE && b == AN_TRUE ? AN_TRUE : AN_UNKNOWN;
}

static inline an_tri an_tri_or(an_tri a, an_tri b)
{
    if (a == AN_TRUE || b == AN_TRUE)
        return AN_TRUE;
    return a == AN_FALSE && b == AN_FALSE ? AN_FALSE : AN_UNKNOWN;
}

#endif
