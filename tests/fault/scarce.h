/*
 * Memory that runs out when a test says so: malloc and calloc of what is linked into the program,
 * wrapped by the linker (--wrap; see the Makefile), so that it works under ASan too. For one file
 * of a fault test, which it gives its one state.
 */
#ifndef AN_TESTS_SCARCE_H
#define AN_TESTS_SCARCE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "antinomy/sink.h"
#include "antinomy/status.h"

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

/* A job that may run out of memory. */
typedef enum an_status scarce_job(void *what);

static inline enum an_status scarce_run(scarce_job *fn, void *what, long first, bool for_good)
{
    failing.seen = 0;
    failing.first = first;
    failing.for_good = for_good;
    enum an_status status = fn(what);
    failing.first = 0;
    return status;
}

/* How far apart the tried ones of `all` allocations stand, so that there are about `most`;
 * AN_FAULTS in the environment: every one. */
static inline long scarce_step(long all, long most)
{
    return getenv("AN_FAULTS") || all <= most ? 1 : all / most;
}

/* Lets allocations fail, once and from then on, until the job needs no more of them: each run does
 * its work or ends in "out of memory", and afterwards the job can be done. */
static inline void scarce_sweep(scarce_job *fn, void *what, long most)
{
    assert_int_equal(scarce_run(fn, what, 0, false), AN_OK);
    long step = scarce_step(failing.seen, most);
    for (int for_good = 0; for_good < 2; for_good++) {
        long refused = 0;
        bool reached = true;
        for (long first = 1; reached; first += step) {
            enum an_status status = scarce_run(fn, what, first, for_good != 0);
            reached = failing.seen >= first;
            assert_true(status == AN_OK || status == AN_ENOMEM);
            refused += status == AN_ENOMEM ? 1 : 0;
        }
        assert_true(refused > 0);
        assert_int_equal(scarce_run(fn, what, 0, false), AN_OK);
    }
}

static inline int scarce_swallow(struct an_sink *sink, const char *data, size_t n)
{
    (void)sink;
    (void)data;
    (void)n;
    return 0;
}

/* Takes everything and keeps nothing. */
static inline struct an_sink scarce_sink(void)
{
    return (struct an_sink){.write = scarce_swallow};
}

#endif
