/*
 * Memory that runs out when a test says so: malloc and calloc of what is linked into the program,
 * wrapped by the linker (--wrap; see the Makefile), so that it works under ASan too. For one file
 * of a fault test, which it gives its one state.
 */
#ifndef AN_TESTS_SCARCE_H
#define AN_TESTS_SCARCE_H

#include <stdbool.h>
#include <stddef.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);

/* Which allocation fails, from 1. 0: none. */
static struct {
    long seen, first;
    bool for_good; /* and all after it */
} failing;

static bool fails(void)
{
    failing.seen++;
    if (failing.first == 0)
        return false;
    return failing.for_good ? failing.seen >= failing.first : failing.seen == failing.first;
}

void *__wrap_malloc(size_t size)
{
    return fails() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
    return fails() ? NULL : __real_calloc(n, size);
}

#endif
