/*
 * Writes a corpus of policies and one product profile for the benchmarks, in the real language.
 *
 *     generate FOLDER FILES PROVISIONS PROFILE [STATES TOPICS]
 *
 * FILES instruments of PROVISIONS provisions each, spread over 40 states and 10 topics (or as many
 * made-up ones as are asked for, and then each provision stands on a step of its topic), with the
 * vocabulary, topics and jurisdictions they need; about 650 bytes a provision. 80 facts, one in ten
 * not given by the profile; 2 to 6 tests in `when`, 1 to 4 in `must`, an `unless` in three of ten;
 * about 89 % in force on 2015-01-28. The tests lean towards what the profile says, so that half of
 * the provisions apply. The same arguments give the same bytes. Says nothing about law: all text is
 * made up.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FACTS = 80, TOPICS = 10, STEPS = 4, VALUES = 5, MOST_STATES = 676 };

enum kind { YES_NO, WORD, RANK, NUMBER, SET };

struct fact {
    enum kind kind;
    bool given;
    unsigned value; /* 0/1; index of a word; number; bits of a set */
};

struct generator {
    uint64_t random;
    unsigned states, topics;
    bool made_up; /* states have codes of their own; provisions stand on steps */
    struct fact fact[FACTS];
};

static const char *const state[] = {
    "AE", "AR", "AT", "AU", "BE", "BR", "BY", "CA", "CH", "CL", "CN", "CO", "CZ", "DE",
    "DK", "EG", "ES", "FI", "FR", "GB", "ID", "IL", "IN", "IR", "IT", "JP", "KE", "KR",
    "KZ", "MX", "NG", "NL", "NO", "PK", "PL", "RU", "SA", "TR", "US", "ZA",
};
enum { STATES = sizeof state / sizeof state[0] };

static const char *const word[] = {
    "supplier", "device",  "key",      "record",   "buyer",  "network", "notice", "report",
    "central",  "storage", "operator", "access",   "review", "licence", "period", "module",
    "foreign",  "service", "customer", "evidence", "public", "secure",  "copy",   "filing",
};

static unsigned below(struct generator *g, unsigned n)
{
    g->random ^= g->random >> 12;
    g->random ^= g->random << 25;
    g->random ^= g->random >> 27;
    return (unsigned)((g->random * UINT64_C(2685821657736338717) >> 33) % n);
}

static void code_of(const struct generator *g, unsigned i, char out[3])
{
    if (g->made_up)
        snprintf(out, 3, "%c%c", 'A' + (int)(i / 26 % 26), 'A' + (int)(i % 26));
    else
        snprintf(out, 3, "%s", state[i]);
}

static bool chance(struct generator *g, unsigned percent)
{
    return below(g, 100) < percent;
}

static void die(const char *what)
{
    fprintf(stderr, "generate: %s: %s\n", what, strerror(errno));
    exit(1);
}

enum { PATH_BYTES = 4096 };

static void join(char out[PATH_BYTES], const char *folder, const char *name)
{
    int n = snprintf(out, PATH_BYTES, "%s/%s", folder, name);
    if (n < 0 || n >= PATH_BYTES) {
        errno = ENAMETOOLONG;
        die(folder);
    }
}

static FILE *create(const char *folder, const char *name)
{
    char path[PATH_BYTES];
    join(path, folder, name);
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

static void make_folder(const char *path)
{
    if (mkdir(path, 0777) != 0 && errno != EEXIST)
        die(path);
}

static void words(struct generator *g, FILE *out, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        fprintf(out, "%s%s", i > 0 ? " " : "", word[below(g, sizeof word / sizeof word[0])]);
}

/* ---- what there is ---- */

static void make_facts(struct generator *g)
{
    for (unsigned i = 0; i < FACTS; i++) {
        struct fact *f = &g->fact[i];
        f->kind = i < 40 ? YES_NO : i < 55 ? WORD : i < 65 ? RANK : i < 75 ? NUMBER : SET;
        f->given = !chance(g, 10);
        f->value = f->kind == YES_NO   ? below(g, 2)
                   : f->kind == NUMBER ? below(g, 1000)
                   : f->kind == SET    ? below(g, 1U << VALUES)
                                       : below(g, VALUES);
    }
}

static void write_jurisdictions(const struct generator *g, const char *folder)
{
    char code[3];
    FILE *out = create(folder, "jurisdictions.yaml");
    fputs("antinomy: 1\njurisdictions:\n", out);
    for (unsigned i = 0; i < g->states; i++) {
        code_of(g, i, code);
        fprintf(out, "  - id: %s\n    kind: state\n    name: State of %s\n    coverage:\n", code,
                code);
        fputs("      - {topics: [", out);
        for (unsigned t = 0; t < g->topics; t++)
            fprintf(out, "%sgen.topic-%u", t > 0 ? ", " : "", t);
        fputs("], researched_on: 2015-01-28, law_from: 2010}\n", out);
    }
    finish(out);
}

static void write_topics(const struct generator *g, const char *folder)
{
    FILE *out = create(folder, "topics.yaml");
    fputs("antinomy: 1\ntopics:\n", out);
    for (unsigned t = 0; t < g->topics; t++) {
        fprintf(out, "  - id: gen.topic-%u\n    title: Topic %u\n", t, t);
        fputs("    definition: A topic made up for measuring.\n    scale:\n", out);
        for (unsigned s = 0; s < STEPS; s++)
            fprintf(out, "      - {id: step-%u, title: Step %u, means: Step %u of the scale.}\n", s,
                    s, s);
    }
    finish(out);
}

static void write_values(FILE *out)
{
    fputs(", values: [", out);
    for (unsigned v = 0; v < VALUES; v++)
        fprintf(out, "%sv%u", v > 0 ? ", " : "", v);
    fputs("]", out);
}

static void write_fact(FILE *out, unsigned i, enum kind kind)
{
    static const char *const type[] = {"bool", "enum", "enum", "int", "set"};
    fprintf(out, "    - {id: gen.f%02u, type: %s", i, type[kind]);
    if (kind == WORD || kind == RANK || kind == SET)
        write_values(out);
    if (kind == RANK)
        fputs(", ordered: true", out);
    if (kind == NUMBER)
        fputs(", unit: units, bounds: {min: 0, max: 1000}", out);
    fputs(", scope: product, nature: design, cost: 2, holds: lasting,\n", out);
    fprintf(out, "       question: \"What is fact %u of the product?\",\n", i);
    fputs("       help: \"Made up for measuring.\"}\n", out);
}

static void write_vocabulary(const struct generator *g, const char *folder)
{
    FILE *out = create(folder, "vocabulary.yaml");
    fputs("antinomy: 1\nvocabulary:\n  facts:\n", out);
    fputs(
        "    - {id: market, type: countries, scope: market, nature: context, holds: lasting, given: row,\n"
        "       question: \"Market of this row.\", help: \"Set by the evaluator.\"}\n"
        "    - {id: day, type: date, scope: market, nature: context, holds: momentary, given: row,\n"
        "       question: \"Day asked.\", help: \"Set by the evaluator.\"}\n",
        out);
    for (unsigned i = 0; i < FACTS; i++)
        write_fact(out, i, g->fact[i].kind);
    fputs(
        "  nexus:\n    - {id: offered, rows: market, if: {market: J}, means: \"Offered there.\"}\n",
        out);
    finish(out);
}

/* ---- provisions ---- */

static void write_set_test(struct generator *g, FILE *out, const struct fact *f, bool hold)
{
    for (unsigned v = below(g, VALUES), tried = 0; tried < VALUES; tried++, v = (v + 1) % VALUES)
        if (((f->value >> v & 1U) != 0) == hold) {
            fprintf(out, "v%u", v);
            return;
        }
    fputs("v0", out);
}

/* One test of a fact, true for the profile's value if `hold`. */
static void write_test(struct generator *g, FILE *out, unsigned i, bool hold)
{
    const struct fact *f = &g->fact[i];
    fprintf(out, "gen.f%02u: ", i);
    switch (f->kind) {
    case YES_NO: fputs((f->value != 0) == hold ? "true" : "false", out); break;
    case WORD:
        fprintf(out, hold ? "[v%u, v%u]" : "v%u", (f->value + !hold) % VALUES,
                (f->value + 2) % VALUES);
        break;
    case RANK:
        if (hold)
            fprintf(out, "{at_least: v%u}", f->value);
        else if (f->value + 1 < VALUES)
            fprintf(out, "{at_least: v%u}", f->value + 1);
        else
            fprintf(out, "{at_most: v%u}", f->value - 1);
        break;
    case NUMBER: fprintf(out, "{%s: %u}", hold ? "at_least" : "more_than", f->value); break;
    case SET: write_set_test(g, out, f, hold); break;
    }
}

/* A conjunction of n tests of n different facts. */
static void write_tests(struct generator *g, FILE *out, const char *key, unsigned n,
                        unsigned percent)
{
    fprintf(out, "      %s: {", key);
    unsigned at = below(g, FACTS);
    for (unsigned k = 0; k < n; k++) {
        if (k > 0)
            fputs(", ", out);
        write_test(g, out, at, chance(g, percent));
        at = (at + 1 + below(g, FACTS / 8)) % FACTS;
    }
    fputs("}\n", out);
}

static void write_provision(struct generator *g, FILE *out, const char *instrument, unsigned number)
{
    fprintf(out, "    - id: %s.%u\n      article: \"%u\"\n", instrument, number, number);
    fprintf(out, "      topic: gen.topic-%u\n      title: Duty on ", below(g, g->topics));
    words(g, out, 4);
    fputs("\n      addressee: seller\n", out);
    if (g->made_up)
        fprintf(out, "      level: step-%u\n", 1 + below(g, STEPS - 1));
    if (chance(g, 6))
        fputs("      from: 2016-01-01\n", out);
    else if (chance(g, 5))
        fputs("      before: 2014-06-01\n", out);
    write_tests(g, out, "when", 2 + below(g, 5), 85);
    if (chance(g, 30))
        write_tests(g, out, "unless", 1 + below(g, 2), 45);
    write_tests(g, out, chance(g, 80) ? "must" : "must_not", 1 + below(g, 4), 80);
    fputs("      summary: The supplier sees to it that the ", out);
    words(g, out, 16);
    fputs(", and that the ", out);
    words(g, out, 12);
    fputs(".\n      penalty: {note: a fine for each ", out);
    words(g, out, 5);
    fputs("}\n", out);
}

static void write_instrument(struct generator *g, const char *folder, unsigned number,
                             unsigned provisions)
{
    char code[3];
    code_of(g, number % g->states, code);
    char lower[3] = {(char)(code[0] + 'a' - 'A'), (char)(code[1] + 'a' - 'A'), '\0'};
    char sub[PATH_BYTES], id[32], name[40];
    join(sub, folder, lower);
    make_folder(sub);
    snprintf(id, sizeof id, "%s.gen-%u", lower, number);
    snprintf(name, sizeof name, "gen-%u.yaml", number);
    FILE *out = create(sub, name);
    fprintf(out,
            "antinomy: 1\ninstrument:\n  id: %s\n  jurisdiction: \"%s\"\n  kind: law\n  title: ",
            id, code);
    fprintf(out, "Act %u on ", number);
    words(g, out, 3);
    fprintf(out, "\n  issuer: Parliament of %s\n  citation: No. %u of 2014\n", code, number);
    fputs("  status:\n    - {on: 2013-11-05, is: adopted, evidence: gazette}\n", out);
    fputs("    - {on: 2014-01-01, is: in_force, evidence: gazette}\n", out);
    fputs("  checked: {on: 2015-01-28, by: generator, confidence: high}\n  provisions:\n", out);
    for (unsigned i = 1; i <= provisions; i++)
        write_provision(g, out, id, i);
    finish(out);
}

/* ---- the product ---- */

static void write_value(FILE *out, const struct fact *f)
{
    switch (f->kind) {
    case YES_NO: fputs(f->value != 0 ? "true" : "false", out); break;
    case WORD:
    case RANK: fprintf(out, "v%u", f->value); break;
    case NUMBER: fprintf(out, "%u", f->value); break;
    case SET:
        fputs("{has: [", out);
        for (unsigned v = 0, n = 0; v < VALUES; v++)
            if ((f->value >> v & 1U) != 0)
                fprintf(out, "%sv%u", n++ > 0 ? ", " : "", v);
        fputs("], complete: true}", out);
        break;
    }
}

static void write_profile(const struct generator *g, const char *path)
{
    FILE *out = fopen(path, "w");
    if (out == NULL)
        die(path);
    fputs(
        "antinomy: 1\nproduct:\n  id: generated\n  name: Generated product\n  as_of: 2015-01-28\n",
        out);
    fputs("  markets: [", out);
    for (unsigned i = 0; i < g->states; i++) {
        char code[3];
        code_of(g, i, code);
        fprintf(out, "%s%s", i > 0 ? ", " : "", code);
    }
    fputs("]\n  facts:\n", out);
    for (unsigned i = 0; i < FACTS; i++)
        if (g->fact[i].given) {
            fprintf(out, "    gen.f%02u: ", i);
            write_value(out, &g->fact[i]);
            fputs("\n", out);
        }
    finish(out);
}

int main(int argc, char **argv)
{
    if (argc != 5 && argc != 7) {
        fputs("usage: generate FOLDER FILES PROVISIONS PROFILE [STATES TOPICS]\n", stderr);
        return 64;
    }
    struct generator g = {.random = 20150128, .states = STATES, .topics = TOPICS};
    if (argc == 7) {
        g.states = (unsigned)strtoul(argv[5], NULL, 10);
        g.topics = (unsigned)strtoul(argv[6], NULL, 10);
        g.made_up = true;
    }
    if (g.states == 0 || g.states > MOST_STATES || g.topics == 0) {
        fprintf(stderr, "generate: from 1 to %d states, and at least one topic\n", MOST_STATES);
        return 64;
    }
    unsigned files = (unsigned)strtoul(argv[2], NULL, 10);
    unsigned provisions = (unsigned)strtoul(argv[3], NULL, 10);
    make_folder(argv[1]);
    make_facts(&g);
    write_jurisdictions(&g, argv[1]);
    write_topics(&g, argv[1]);
    write_vocabulary(&g, argv[1]);
    for (unsigned i = 0; i < files; i++)
        write_instrument(&g, argv[1], i, provisions);
    write_profile(&g, argv[4]);
    return 0;
}
