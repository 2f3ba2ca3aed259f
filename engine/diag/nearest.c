/*
 * Nearest name by the number of edits (insert, delete, replace, swap neighbours), counted on bytes:
 * names are ASCII. A name that differs only in case counts as one edit.
 */
#include "engine/diag/nearest.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { LONGEST = 128 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Edits from a to b; three rows of the table suffice. Both at most LONGEST bytes. */
static size_t edits(const char *a, size_t na, const char *b, size_t nb)
{
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= nb; j++)
        before[j] = last[j] = j;
    for (size_t i = 1; i <= na; i++) {
        now[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            now[j] = least(least(last[j] + 1, now[j - 1] + 1), last[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = least(now[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[nb];
}

static bool same_but_case(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        int differs = *a ^ *b;
        bool letter = (*a | 0x20) >= 'a' && (*a | 0x20) <= 'z';
        if (differs != 0 && !(differs == 0x20 && letter))
            return false;
    }
    return *a == *b;
}

void an_nearest_init(struct an_nearest *n, const char *wanted)
{
    *n = (struct an_nearest){.wanted = wanted, .distance = SIZE_MAX};
}

void an_nearest_try(struct an_nearest *n, const char *candidate)
{
    size_t na = strlen(n->wanted), nb = strlen(candidate);
    size_t allowed = na < 4 ? 1 : 2;
    size_t gap = na > nb ? na - nb : nb - na;
    if (na > LONGEST || nb > LONGEST || gap > allowed)
        return;
    size_t d = same_but_case(n->wanted, candidate) ? 1 : edits(n->wanted, na, candidate, nb);
    if (d > allowed)
        return;
    if (d < n->distance || (d == n->distance && strcmp(candidate, n->best) < 0)) {
        n->best = candidate;
        n->distance = d;
    }
}
