/* See lang_kit.h. Files are real ones, since loading reads files; they are gone before a test
 * looks. */
#include "tests/support/lang_kit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char lk_world[] =
    "antinomy: 1\n"
    "jurisdictions:\n"
    "  - {id: AA, kind: state, name: Alpha}\n"
    "  - {id: BB, kind: state, name: Beta, aliases: [BETA]}\n"
    "  - {id: AA-N, kind: part, name: North Alpha, part_of: [{in: AA}]}\n"
    "  - {id: UU, kind: union, name: Union, members: [{in: [AA, BB], from: 2000-01-01}]}\n"
    "---\n"
    "antinomy: 1\n"
    "topics:\n"
    "  - {id: t.t, title: T, definition: D, scale: [{id: a, title: A, means: M}, {id: b, title: B, means: M}]}\n"
    "---\n"
    "antinomy: 1\n"
    "vocabulary:\n"
    "  facts:\n"
    "    - {id: yes, type: bool, scope: product, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: level, type: enum, values: [low, mid, high], ordered: true, scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: set, type: set, values: [x, y, z], scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: places, type: countries, scope: product, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: map, type: country-map, unit: persons, scope: product, nature: context, holds: lasting, question: Q, help: H}\n"
    "    - {id: num, type: int, unit: bits, bounds: {min: 0, max: 100}, scope: market, nature: design, holds: lasting, question: Q, help: H}\n"
    "    - {id: sum, type: money, unit: EUR, scope: market, nature: context, holds: lasting, question: Q, help: H}\n"
    "    - {id: on, type: date, scope: market, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: name, type: text, scope: product, nature: maker, holds: lasting, question: Q, help: H}\n"
    "    - {id: act.do, type: countries, scope: product, nature: conduct, holds: momentary, question: Q, help: H}\n"
    "  tables:\n"
    "    - id: rows\n"
    "      scope: product\n"
    "      nature: design\n"
    "      holds: lasting\n"
    "      question: Q\n"
    "      help: H\n"
    "      columns:\n"
    "        - {id: bits, type: int, unit: bits}\n"
    "        - {id: use, type: set, values: [sign, hide]}\n"
    "        - {id: maker, type: text}\n"
    "  nexus:\n"
    "    - {id: seat, rows: home, if: {places: J}, means: M}\n";

void lk_begin(struct lk *k)
{
    *k = (struct lk){.arena = an_arena_new()};
    if (!k->arena || AN_ARENA_TRY(k->arena))
        abort();
    k->diags = an_diag_list_new(k->arena);
}

void lk_end(struct lk *k)
{
    an_arena_free(k->arena);
}

void lk_add(struct lk *k, const char *name, const char *text)
{
    if (k->n == LK_FILES)
        abort();
    k->name[k->n] = name;
    k->text[k->n++] = text;
}

static const char *new_folder(struct lk *k)
{
    const char *tmp = getenv("TMPDIR");
    char *folder = an_strf(k->arena, "%s/langXXXXXX", tmp ? tmp : "/tmp");
    if (!mkdtemp(folder))
        abort();
    return folder;
}

static const char *write_file(struct lk *k, const char *folder, const char *name, const char *text)
{
    const char *path = an_strf(k->arena, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    if (!f || fputs(text, f) < 0 || fclose(f) != 0)
        abort();
    return path;
}

void lk_load(struct lk *k, int what)
{
    const char *folder = new_folder(k), *path[LK_FILES];
    for (size_t i = 0; i < k->n; i++)
        path[i] = write_file(k, folder, k->name[i], k->text[i]);
    struct an_file_list list = {path, k->name, k->n};
    k->model = an_lang_load(k->arena, k->diags, &list, what, &k->set) ? k->set.model : NULL;
    for (size_t i = 0; i < k->n; i++)
        (void)unlink(path[i]);
    (void)rmdir(folder);
}

void lk_law(struct lk *k, const char *provisions)
{
    lk_begin(k);
    lk_add(k, "world.yaml", lk_world);
    lk_add(k, "law.yaml", lk_instrument(k, "a.law", provisions));
    lk_load(k, AN_LANG_POLICIES);
}

const struct an_profile *lk_profile(struct lk *k, const char *text, bool json)
{
    const char *folder = new_folder(k);
    const char *path = write_file(k, folder, json ? "p.json" : "p.yaml", text);
    const struct an_profile *p = an_profile_read(k->arena, k->diags, k->model, path);
    (void)unlink(path);
    (void)rmdir(folder);
    return p;
}

const char *lk_codes(const struct lk *k)
{
    const char *codes = "";
    for (size_t i = 0; an_diag_at(k->diags, i); i++)
        codes = an_strf(k->arena, "%s%s%s", codes, i > 0 ? " " : "", an_diag_at(k->diags, i)->code);
    return codes;
}

const struct an_provision *lk_provision(const struct lk *k, const char *id)
{
    uint32_t p = k->model ? an_model_provision(k->model, id) : AN_NONE;
    if (p == AN_NONE) {
        (void)fprintf(stderr, "no provision %s; messages: %s\n", id, lk_codes(k));
        abort();
    }
    return &k->model->provisions.v[p];
}

const char *lk_instrument(struct lk *k, const char *id, const char *provisions)
{
    return an_strf(k->arena,
                   "antinomy: 1\ninstrument:\n  id: %s\n  jurisdiction: AA\n  kind: law\n"
                   "  title: T\n  status: [{on: 2015-01-01, is: in_force}]\n"
                   "  checked: {on: 2024-01-01, by: B, confidence: high}\n  provisions:\n%s",
                   id, provisions);
}
