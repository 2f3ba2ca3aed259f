/* Checking small products in tests: see ask.h. */
#include "tests/support/ask.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct ask *ask_new(void)
{
    static const char *const paths[] = {"tests/semantics"};
    struct ask *ask = calloc(1, sizeof *ask);
    assert_non_null(ask);
    ask->ws = an_workspace_new();
    assert_non_null(ask->ws);
    assert_int_equal(an_base_from_files(&ask->base, ask->ws, paths, 1), AN_OK);
    return ask;
}

static void forget(struct ask *ask)
{
    an_check_free(ask->result);
    an_product_free(ask->product);
    ask->result = NULL;
    ask->product = NULL;
    ask->check = NULL;
}

void ask_free(struct ask *ask)
{
    forget(ask);
    an_base_close(ask->base);
    an_workspace_free(ask->ws);
    free(ask);
}

/* The product goes through a file, as everybody's does. */
static void write_product(const char *path, const char *product)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fprintf(file, "antinomy: 1\nproduct:\n  id: p\n  name: P\n%s", product);
    assert_int_equal(fclose(file), 0);
}

const struct an_check *ask(struct ask *ask, const char *product,
                           const struct an_check_options *options)
{
    char path[512];
    const char *build = getenv("AN_BUILD");
    snprintf(path, sizeof path, "%s/ask-%ld.yaml", build ? build : "/tmp", (long)getpid());
    forget(ask);
    an_workspace_free(ask->ws);
    ask->ws = an_workspace_new(); /* messages of this question only */
    assert_non_null(ask->ws);
    write_product(path, product);
    ask->status = an_product_read(&ask->product, ask->base, ask->ws, path);
    unlink(path);
    if (ask->status == AN_OK)
        ask->status = an_check_run(&ask->result, ask->base, ask->ws, ask->product, options);
    if (ask->status == AN_OK)
        ask->check = an_check_get(ask->result);
    return ask->check;
}

static bool is_in(const struct an_finding *f, const char *market)
{
    if (!market)
        return true;
    if (strcmp(market, "home") == 0)
        return f->home;
    for (uint32_t i = 0; i < f->n_markets; i++)
        if (strcmp(f->markets[i], market) == 0)
            return true;
    return false;
}

const struct an_finding *ask_found(const struct ask *ask, const char *provision, const char *market)
{
    for (uint32_t i = 0; ask->check && i < ask->check->n_findings; i++) {
        const struct an_finding *f = &ask->check->findings[i];
        if (strcmp(f->provision->id, provision) == 0 && is_in(f, market))
            return f;
    }
    return NULL;
}

enum an_verdict ask_verdict(const struct ask *ask, const char *provision, const char *market)
{
    const struct an_finding *f = ask_found(ask, provision, market);
    return f ? f->verdict : AN_VERDICT_COUNT;
}

const char *ask_facts(const struct an_fact_use *uses, uint32_t n)
{
    static char text[1024];
    text[0] = '\0';
    for (uint32_t i = 0; i < n; i++) {
        size_t at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s%s", i > 0 ? " " : "", uses[i].fact);
    }
    return text;
}

const char *ask_messages(const struct ask *ask)
{
    static char text[8192];
    const struct an_diag *d;
    text[0] = '\0';
    for (size_t i = 0; (d = an_diag_at(an_workspace_diags(ask->ws), i)) != NULL; i++) {
        size_t at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s %s\n", d->code, d->message);
        for (size_t k = 0; k < d->n_others; k++) {
            at = strlen(text);
            snprintf(text + at, sizeof text - at, "  %s\n",
                     d->others[k].text ? d->others[k].text : "");
        }
        at = strlen(text);
        snprintf(text + at, sizeof text - at, "%s%s%s%s", d->note ? "  note: " : "",
                 d->note ? d->note : "", d->help ? "  help: " : "", d->help ? d->help : "");
    }
    return text;
}
