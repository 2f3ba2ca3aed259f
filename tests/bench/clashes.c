/*
 * Demands that clash, made up for measuring: the same instance for our own enumeration and, as
 * files, for the command, for clingo and for z3. Two kinds:
 *
 *   planted   harmless duties that one hidden design meets, in which some are planted that clash:
 *             opposed yes/no demands, three-way choices, chains of four duties. Pruning finds
 * these. hot       implications and bare demands over few shared facts, so that conflicts overlap
 *             everywhere and nothing can be pruned.
 *
 *     clashes write KIND MARKETS DUTIES FOLDER   policies, product.yaml, most.lp, builds.lp,
 * duties.txt clashes find KIND MARKETS DUTIES LIMIT_MS [MOST]   all minimal conflicts (or MOST) by
 * our search
 *
 * The same arguments give the same bytes. Called by tests/bench/solvers.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "engine/base/sizes.h"
#include "engine/conflict/enumerate.h"

enum { MOST_LITERALS = 4, ENUMS = 6, VALUES = 3, CHAINS = 2, CHAIN = 4, PATH_BYTES = 4096 };

/* "fact is value"; for yes/no facts value is 0 or 1. */
struct literal {
    unsigned fact, value;
};

/* At least one of its literals holds. */
struct duty {
    unsigned market, n;
    struct literal lit[MOST_LITERALS];
};

struct instance {
    uint64_t random;
    unsigned n_markets, n_duties, n_yes_no, n_facts; /* facts after n_yes_no have three values */
    struct duty *duty;
};

static unsigned below(struct instance *x, unsigned n)
{
    x->random ^= x->random >> 12;
    x->random ^= x->random << 25;
    x->random ^= x->random >> 27;
    return (unsigned)((x->random * UINT64_C(2685821657736338717) >> 33) % n);
}

static void die(const char *what)
{
    fprintf(stderr, "clashes: %s: %s\n", what, strerror(errno));
    exit(1);
}

/* ---- drawing ---- */

static struct duty *next_duty(struct instance *x, unsigned *n)
{
    struct duty *d = &x->duty[(*n)++];
    *d = (struct duty){.market = below(x, x->n_markets)};
    return d;
}

static void demand(struct instance *x, unsigned *n, unsigned fact, unsigned value)
{
    struct duty *d = next_duty(x, n);
    d->lit[d->n++] = (struct literal){fact, value};
}

/* from -> to, between yes/no facts */
static void imply(struct instance *x, unsigned *n, unsigned from, unsigned to)
{
    struct duty *d = next_duty(x, n);
    d->lit[d->n++] = (struct literal){from, 0};
    d->lit[d->n++] = (struct literal){to, 1};
}

/* The first facts are contested: opposed demands, choices between three, chains. */
static unsigned plant(struct instance *x, unsigned *n)
{
    unsigned opposed = x->n_markets / 16, fact = 0;
    for (unsigned i = 0; i < opposed; i++, fact++)
        for (unsigned value = 0; value < 2; value++)
            for (unsigned k = 1 + below(x, 5); k > 0; k--)
                demand(x, n, fact, value);
    for (unsigned e = 0; e < ENUMS; e++)
        for (unsigned value = 0; value < VALUES; value++)
            for (unsigned k = 1 + below(x, 4); k > 0; k--)
                demand(x, n, x->n_yes_no + e, value);
    for (unsigned c = 0; c < CHAINS; c++, fact++) {
        demand(x, n, fact, 1);
        for (unsigned k = 0; k < CHAIN; k++, fact++)
            imply(x, n, fact, fact + 1);
        demand(x, n, fact, 0);
    }
    return fact;
}

static void draw_planted(struct instance *x)
{
    unsigned n = 0;
    x->n_yes_no = x->n_duties / 10;
    x->n_facts = x->n_yes_no + ENUMS;
    unsigned contested = plant(x, &n);
    bool *hidden = calloc(x->n_facts, sizeof *hidden);
    if (hidden == NULL)
        die("memory");
    for (unsigned f = 0; f < x->n_yes_no; f++)
        hidden[f] = below(x, 2);
    while (n < x->n_duties) { /* one literal as in the hidden design, the others anything */
        struct duty *d = next_duty(x, &n);
        unsigned good = contested + below(x, x->n_yes_no - contested);
        d->lit[d->n++] = (struct literal){good, hidden[good]};
        for (unsigned k = 1 + below(x, MOST_LITERALS - 1); k > 0; k--)
            d->lit[d->n++] = (struct literal){below(x, x->n_yes_no), below(x, 2)};
    }
    free(hidden);
}

static void draw_hot(struct instance *x)
{
    unsigned n = 0;
    x->n_yes_no = x->n_facts = 60;
    while (n < x->n_duties) {
        struct duty *d = next_duty(x, &n);
        unsigned wide = below(x, 10);
        for (unsigned k = wide < 2 ? 1 : wide < 8 ? 2 : 3; k > 0; k--)
            d->lit[d->n++] = (struct literal){below(x, x->n_facts), below(x, 2)};
    }
}

static struct instance draw(const char *kind, const char *markets, const char *duties)
{
    struct instance x = {.random = 20150128,
                         .n_markets = (unsigned)strtoul(markets, NULL, 10),
                         .n_duties = (unsigned)strtoul(duties, NULL, 10)};
    if (x.n_markets < 16 || x.n_markets > 676 || x.n_duties < 500 || x.n_duties > 100000) {
        fputs("clashes: from 16 to 676 markets, from 500 to 100000 duties\n", stderr);
        exit(64);
    }
    x.duty = calloc(x.n_duties + x.n_markets, sizeof *x.duty);
    if (x.duty == NULL)
        die("memory");
    if (strcmp(kind, "hot") == 0)
        draw_hot(&x);
    else
        draw_planted(&x);
    return x;
}

/* ---- our own search ---- */

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int literal(const struct instance *x, struct literal l)
{
    if (l.fact < x->n_yes_no)
        return l.value ? (int)l.fact + 1 : -((int)l.fact + 1);
    return (int)(x->n_yes_no + (l.fact - x->n_yes_no) * VALUES + l.value) + 1;
}

static void fill(const struct instance *x, struct an_clauses *c)
{
    unsigned n_vars = x->n_yes_no + (x->n_facts - x->n_yes_no) * VALUES;
    for (unsigned v = 0; v < n_vars; v++)
        (void)an_clauses_var(c);
    for (unsigned f = x->n_yes_no; f < x->n_facts; f++) {
        int one[VALUES];
        for (unsigned v = 0; v < VALUES; v++)
            one[v] = literal(x, (struct literal){f, v});
        an_clauses_add(c, AN_BACKGROUND, one, VALUES);
        for (unsigned v = 0; v < VALUES; v++)
            an_clauses_add(c, AN_BACKGROUND, (int[]){-one[v], -one[(v + 1) % VALUES]}, 2);
    }
    for (unsigned i = 0; i < x->n_duties; i++) {
        int lits[MOST_LITERALS];
        for (unsigned k = 0; k < x->duty[i].n; k++)
            lits[k] = literal(x, x->duty[i].lit[k]);
        an_clauses_add(c, an_clauses_owner(c), lits, x->duty[i].n);
    }
}

static int find(const struct instance *x, int64_t limit_ms, uint32_t most)
{
    struct an_arena *arena = an_arena_new();
    if (arena == NULL)
        die("memory");
    double start = now_ms();
    struct an_clauses c;
    an_clauses_init(&c, arena);
    fill(x, &c);
    struct an_core_limits limits = {.deadline_ms = an_sat_now() + limit_ms, .most = most};
    struct an_cores cores = an_cores_find(&c, arena, &limits);
    double took = now_ms() - start;
    printf("%.2f ms: %zu patterns, %" PRIu64 " conflicts, %s\n", took, cores.n, cores.n_spelt,
           cores.complete ? "complete" : "not complete");
    an_arena_free(arena);
    return 0;
}

/* ---- files for the others ---- */

static FILE *create(const char *folder, const char *name)
{
    char path[PATH_BYTES];
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        die(folder);
    FILE *file = fopen(path, "w");
    if (file == NULL)
        die(path);
    return file;
}

static void finish(FILE *file)
{
    if (ferror(file) != 0 || fclose(file) != 0)
        die("writing");
}

static const char *code_of(unsigned i)
{
    static char code[3];
    code[0] = (char)('A' + i / 26 % 26);
    code[1] = (char)('A' + i % 26);
    return code;
}

static void write_law(const struct instance *x, FILE *out, unsigned market)
{
    static const char *const word[] = {"one", "two", "three"};
    char low[3] = {code_of(market)[0], code_of(market)[1], '\0'};
    low[0] = (char)(low[0] + 'a' - 'A');
    low[1] = (char)(low[1] + 'a' - 'A');
    fprintf(
        out,
        "---\nantinomy: 1\ninstrument:\n  id: %s.law\n  jurisdiction: \"%s\"\n  kind: law\n"
        "  title: Act of %s\n  status:\n    - {on: 2014-01-01, is: in_force, evidence: gazette}\n"
        "  checked: {on: 2015-01-28, by: generator, confidence: high}\n  provisions:\n",
        low, code_of(market), code_of(market));
    for (unsigned i = 0; i < x->n_duties; i++) {
        const struct duty *d = &x->duty[i];
        if (d->market != market)
            continue;
        fprintf(out,
                "    - id: %s.law.%u\n      article: \"%u\"\n      topic: gen.topic\n"
                "      title: Duty %u\n      addressee: seller\n      must: {any: [",
                low, i, i, i);
        for (unsigned k = 0; k < d->n; k++)
            fprintf(out, "%s{gen.f%04u: %s}", k > 0 ? ", " : "", d->lit[k].fact,
                    d->lit[k].fact >= x->n_yes_no ? word[d->lit[k].value]
                    : d->lit[k].value             ? "true"
                                                  : "false");
        fputs("]}\n      summary: Made up.\n", out);
    }
}

static void write_policies(const struct instance *x, const char *folder)
{
    FILE *out = create(folder, "policies.yaml");
    fputs("antinomy: 1\njurisdictions:\n", out);
    for (unsigned m = 0; m < x->n_markets; m++)
        fprintf(out, "  - {id: \"%s\", kind: state, name: State %s}\n", code_of(m), code_of(m));
    fputs(
        "---\nantinomy: 1\ntopics:\n  - {id: gen.topic, title: T, definition: Made up.,\n"
        "     scale: [{id: some, title: S, means: Some.}, {id: more, title: M, means: More.}]}\n"
        "---\nantinomy: 1\nvocabulary:\n  facts:\n"
        "    - {id: market, type: countries, scope: market, nature: context, holds: lasting, "
        "given: row, question: Market?, help: Set by the row.}\n"
        "    - {id: day, type: date, scope: market, nature: context, holds: momentary, given: row, "
        "question: Day?, help: Set by the row.}\n",
        out);
    for (unsigned f = 0; f < x->n_facts; f++)
        fprintf(out,
                "    - {id: gen.f%04u, type: %s, scope: product, nature: design, cost: 2, "
                "holds: lasting, question: Is it so?, help: Made up.}\n",
                f, f < x->n_yes_no ? "bool" : "enum, values: [one, two, three]");
    fputs("  nexus:\n    - {id: offered, rows: market, if: {market: J}, means: Offered there.}\n",
          out);
    for (unsigned m = 0; m < x->n_markets; m++)
        write_law(x, out, m);
    finish(out);
    out = create(folder, "product.yaml");
    fputs("antinomy: 1\nproduct:\n  id: generated\n  name: Generated\n  as_of: 2015-01-28\n"
          "  markets: [",
          out);
    for (unsigned m = 0; m < x->n_markets; m++)
        fprintf(out, "%s\"%s\"", m > 0 ? ", " : "", code_of(m));
    fputs("]\n", out);
    finish(out);
}

/* Answer sets: one build, or several (B), that leave some markets unserved, or none. */
static void write_program(const struct instance *x, const char *folder, const char *name,
                          unsigned builds)
{
    FILE *out = create(folder, name);
    fprintf(out, "build(1..%u). yes_no(0..%u). three(%u..%u). market(0..%u).\n", builds,
            x->n_yes_no - 1, x->n_yes_no, x->n_facts - 1, x->n_markets - 1);
    fputs("{ t(B,F) } :- build(B), yes_no(F).\n"
          "1 { v(B,F,0..2) } 1 :- build(B), three(F).\n",
          out);
    for (unsigned i = 0; i < x->n_duties; i++) {
        fprintf(out, "broken(B,%u) :- build(B)", x->duty[i].market);
        for (unsigned k = 0; k < x->duty[i].n; k++) {
            struct literal l = x->duty[i].lit[k];
            if (l.fact >= x->n_yes_no)
                fprintf(out, ", not v(B,%u,%u)", l.fact, l.value);
            else
                fprintf(out, l.value ? ", not t(B,%u)" : ", t(B,%u)", l.fact);
        }
        fputs(".\n", out);
    }
    if (builds == 1)
        fputs("#maximize { 1,M : market(M), not broken(1,M) }.\n", out);
    else
        fputs(
            "1 { in(M,B) : build(B) } 1 :- market(M). :- in(M,B), broken(B,M).\n"
            "{ used(B) } :- build(B). :- in(M,B), not used(B). :- used(B), B > 1, not used(B-1).\n"
            "#minimize { 1,B : used(B) }.\n",
            out);
    finish(out);
}

/* Market, then fact and value of each literal; the number of facts with two values first. */
static void write_duties(const struct instance *x, const char *folder)
{
    FILE *out = create(folder, "duties.txt");
    fprintf(out, "%u %u\n", x->n_yes_no, x->n_facts);
    for (unsigned i = 0; i < x->n_duties; i++) {
        fprintf(out, "%u", x->duty[i].market);
        for (unsigned k = 0; k < x->duty[i].n; k++)
            fprintf(out, " %u %u", x->duty[i].lit[k].fact, x->duty[i].lit[k].value);
        fputs("\n", out);
    }
    finish(out);
}

int main(int argc, char **argv)
{
    bool writes = argc == 6 && strcmp(argv[1], "write") == 0;
    bool finds = (argc == 6 || argc == 7) && strcmp(argv[1], "find") == 0;
    if (!writes && !finds) {
        fputs("usage: clashes write KIND MARKETS DUTIES FOLDER\n"
              "       clashes find KIND MARKETS DUTIES LIMIT_MS [MOST]\n",
              stderr);
        return 64;
    }
    struct instance x = draw(argv[2], argv[3], argv[4]);
    if (finds)
        return find(&x, strtoll(argv[5], NULL, 10),
                    argc == 7 ? an_u32(strtoul(argv[6], NULL, 10)) : 0);
    if (mkdir(argv[5], 0777) != 0 && errno != EEXIST)
        die(argv[5]);
    write_policies(&x, argv[5]);
    write_program(&x, argv[5], "most.lp", 1);
    write_program(&x, argv[5], "builds.lp", 6);
    write_duties(&x, argv[5]);
    return 0;
}
