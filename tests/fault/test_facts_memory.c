/*
 * Memory runs out at every allocation in turn, once and from then on, while a base is loaded,
 * opened, verified, searched and shown. Each call must end in "out of memory" or do its work whole;
 * nothing is left behind, in memory or beside the base, and the base is the old one or the new one.
 * Wrapped are the engine's allocations (by the linker) and SQLite's (by its configuration), so that
 * this works under ASan too, which then looks for leaks.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include "tests/fault/scarce.h"
#include "tests/support/base_kit.h"

static sqlite3_mem_methods memory;

static void *sqlite_malloc(int size)
{
    return fails() ? NULL : memory.xMalloc(size);
}

static void *sqlite_realloc(void *old, int size)
{
    return fails() ? NULL : memory.xRealloc(old, size);
}

static void wrap_sqlite(void)
{
    sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory);
    sqlite3_mem_methods wrapped = memory;
    wrapped.xMalloc = sqlite_malloc;
    wrapped.xRealloc = sqlite_realloc;
    sqlite3_config(SQLITE_CONFIG_MALLOC, &wrapped);
    /* Small memory comes from malloc too, so that it can fail. */
    sqlite3_config(SQLITE_CONFIG_LOOKASIDE, 0, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, 0);
}

/* ---- the jobs ---- */

struct world {
    struct kit k;
    const char *rules, *base, *old_rules;
    struct kit_bytes before, after; /* bytes of the old base and of the new one */
};

static enum an_status load(void *what)
{
    struct world *w = what;
    struct an_load_options options = {.replace = true};
    struct an_load_result result;
    return an_load(w->k.ws, &w->rules, 1, w->base, &options, &result);
}

static enum an_status open_and_search(void *what)
{
    struct world *w = what;
    static const char *const words[] = {"law", "thing"};
    struct an_base *base;
    struct an_things *things;
    enum an_status status = an_base_open(&base, w->k.ws, w->base);
    if (status != AN_OK)
        return status;
    status = an_search(&things, base, w->k.ws, words, 2);
    an_things_free(things);
    an_base_close(base);
    return status;
}

static enum an_status open_and_show(void *what)
{
    struct world *w = what;
    struct an_base *base;
    struct an_things *things;
    enum an_status status = an_base_open(&base, w->k.ws, w->base);
    if (status != AN_OK)
        return status;
    status = an_show(&things, base, w->k.ws, "xa.law.1");
    an_things_free(things);
    an_base_close(base);
    return status;
}

static enum an_status unknown_id(void *what)
{
    struct world *w = what;
    struct an_base *base;
    struct an_things *things;
    enum an_status status = an_base_from_files(&base, w->k.ws, &w->rules, 1);
    if (status != AN_OK)
        return status;
    status = an_show(&things, base, w->k.ws, "xa.law.44");
    an_base_close(base);
    return status == AN_ENOTFOUND ? AN_OK : status;
}

static enum an_status verify(void *what)
{
    struct world *w = what;
    struct an_verify_result result;
    return an_verify(w->k.ws, w->base, &result);
}

/* ---- the sweep ---- */

static bool is(struct kit *k, const char *path, const struct kit_bytes *bytes)
{
    struct kit_bytes now = kit_read(k, path);
    return now.n == bytes->n && memcmp(now.v, bytes->v, now.n) == 0;
}

static enum an_status run_failing(struct world *w, scarce_job *fn, long first, bool for_good)
{
    kit_renew(&w->k);
    return scarce_run(fn, w, first, for_good);
}

/*
 * After each run the base is whole; `loads`: it may be the new one, and is put back. Of all
 * allocations about `most` are tried, evenly spread; every one if AN_FAULTS is set.
 */
static void sweep(struct world *w, scarce_job *fn, bool loads, long most)
{
    assert_int_equal(run_failing(w, fn, 0, false), AN_OK);
    long step = scarce_step(failing.seen, most);
    kit_write(w->base, w->before.v, w->before.n);
    for (int for_good = 0; for_good < 2; for_good++) {
        long failed = 0, first = 1;
        for (;; first += step) {
            enum an_status status = run_failing(w, fn, first, for_good != 0);
            bool reached = failing.seen >= first;
            if (status != AN_OK && status != AN_ENOMEM)
                fail_msg("allocation %ld: %s (%s)", first, an_status_name(status),
                         an_workspace_reason(w->k.ws));
            if (status == AN_ENOMEM)
                assert_true(strlen(an_workspace_reason(w->k.ws)) > 0);
            failed += status == AN_ENOMEM ? 1 : 0;
            if (!loads || status != AN_OK)
                assert_true(is(&w->k, w->base, &w->before));
            else
                assert_true(is(&w->k, w->base, &w->after));
            assert_int_equal(kit_entries(&w->k), 2); /* the base and the old rules: no draft */
            if (loads && status == AN_OK)
                kit_write(w->base, w->before.v, w->before.n);
            if (!reached)
                break;
        }
        assert_true(failed > 20);
        printf("    %ld of %ld runs failed%s\n", failed, first / step, for_good ? " for good" : "");
    }
}

static int begin(void **state)
{
    static struct world w;
    kit_begin(&w.k);
    w.rules = kit_source(&w.k, KIT_RULES);
    w.base = kit_path(&w.k, "base.db");
    if (load(&w) != AN_OK)
        return -1;
    w.after = kit_read(&w.k, w.base);
    unlink(w.base);
    kit_text(&w.k, "old/words.yaml",
             "antinomy: 1\njurisdictions: [{id: XA, kind: state, name: A}]\n");
    w.old_rules = kit_path(&w.k, "old");
    if (kit_load(&w.k, w.old_rules, w.base, false, NULL) != AN_OK)
        return -1;
    w.before = kit_read(&w.k, w.base);
    *state = &w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;
    kit_end(&w->k);
    return 0;
}

static void test_load(void **state)
{
    sweep(*state, load, true, 400);
}

/* From here on the base is the whole rule set. */
static void test_load_of_nothing_new(void **state)
{
    struct world *w = *state;
    assert_int_equal(load(w), AN_OK);
    w->before = w->after;
    sweep(w, load, true, 300);
}

static void test_search(void **state)
{
    sweep(*state, open_and_search, false, 400);
}

static void test_show(void **state)
{
    sweep(*state, open_and_show, false, 300);
}

static void test_unknown_id(void **state)
{
    sweep(*state, unknown_id, false, 150);
}

static void test_verify(void **state)
{
    sweep(*state, verify, false, 300);
}

int main(void)
{
    wrap_sqlite();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_load),       cmocka_unit_test(test_load_of_nothing_new),
        cmocka_unit_test(test_search),     cmocka_unit_test(test_show),
        cmocka_unit_test(test_unknown_id), cmocka_unit_test(test_verify),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
