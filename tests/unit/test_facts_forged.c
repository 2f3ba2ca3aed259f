/*
 * Bases forged by somebody who puts all counts and sums right: what is wrong is found by looking at
 * values, and at how they hang together. The same changes without the sums are found at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/facts/build.h"
#include "tests/support/base_kit.h"

/* ---- rows that were changed, without and with the sums put right ---- */

static const struct {
    const char *sql, *reason;
} forged[] = {
    {"UPDATE provision SET topic = 99 WHERE no = 0",
     "table provision, row 1: a number out of range"},
    {"UPDATE provision SET instrument = -1 WHERE no = 1", "row 2: a number out of range"},
    {"UPDATE provision SET duty = 10 WHERE no = 1", "a number out of range"},
    {"UPDATE provision SET level = 3 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET addressee = 0 WHERE no = 0", "a provision for nobody"},
    {"UPDATE provision SET addressee = 64 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET file = 8 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET line = -1 WHERE no = 0", "a number out of range"},
    {"UPDATE provision SET id = 'aa' WHERE no = 3", "provisions that are not in order of id"},
    {"UPDATE provision SET title = CAST(x'ff41' AS TEXT) WHERE no = 0", "a text that is not UTF-8"},
    {"UPDATE provision SET title = CAST(x'4100' AS TEXT) WHERE no = 0", "a text that is not UTF-8"},
    {"UPDATE provision SET from_day = '2015-02-29' WHERE no = 0", "a text that is no day"},
    {"UPDATE provision SET from_day = '2015-02-28T00' WHERE no = 0", "a text that is no day"},
    {"UPDATE provision SET data = x'' WHERE no = 0", "ends too early"},
    {"UPDATE provision SET data = CAST(x'02' || substr(data, 2) AS BLOB) WHERE no = 0",
     "data of another version"},
    {"UPDATE provision SET data = CAST(data || x'00' AS BLOB) WHERE no = 0", "bytes after the end"},
    {"UPDATE provision SET data = CAST(substr(data, 1, length(data) - 1) AS BLOB) WHERE no = 0",
     "ends too early"},
    {"UPDATE provision SET duty = 2 WHERE id = 'xa.law.6'", "a provision without its yes/no fact"},
    {"UPDATE provision SET duty = 6 WHERE id = 'xa.law.6'", "a provision that defines no term"},
    {"UPDATE provision SET duty = 5 WHERE id = 'xa.law.1'", "does not say what it demands"},
    {"UPDATE provision SET duty = 0 WHERE id = 'xa.law.6'", "does not say what it demands"},
    {"UPDATE provision SET trigger = 2 WHERE id = 'xa.law.6'", "an order without what it takes"},
    {"UPDATE provision SET trigger = 0 WHERE id = 'xa.law.2'", "an order without what it takes"},
    {"UPDATE provision SET duty = 4 WHERE id = 'xa.law.1'", "a reading of what its provision"},
    {"UPDATE provision SET attest = NULL WHERE no = 3", "a provision without its sentence"},
    {"DELETE FROM provision WHERE no = 5", "table provision, row 6: a number out of range"},
    {"UPDATE provision SET no = 20 WHERE no = 10", "a number out of range"},
    {"UPDATE instrument SET jurisdiction = 7 WHERE no = 0", "table instrument, row 1: a number"},
    {"UPDATE instrument SET text = 'forged' WHERE no = 0", "a word that is none of its column's"},
    {"UPDATE instrument SET checked_on = '2026-01' WHERE no = 0", "a check without its day"},
    {"UPDATE instrument SET confidence = NULL WHERE no = 0", "a check without its day"},
    {"UPDATE instrument SET id = 'zz' WHERE no = 0", "instruments that are not in order of id"},
    {"UPDATE jurisdiction SET kind = 'planet' WHERE no = 0", "a word that is none of its column's"},
    {"UPDATE jurisdiction SET id = 'ZZ' WHERE no = 0", "places that are not in order of id"},
    {"UPDATE membership SET other = 7", "table membership, row 1: a number out of range"},
    {"UPDATE membership SET seq = seq + 10", "rows out of order"},
    {"UPDATE membership SET kind = 'friends' WHERE kind = 'members'", "a word that is none"},
    {"UPDATE coverage SET seq = 5 WHERE seq = 1", "rows out of order"},
    {"UPDATE coverage SET researched_on = '2026'", "a text that is no day"},
    {"UPDATE step SET seq = seq + 10 WHERE topic = 1", "rows out of order"},
    {"UPDATE step SET topic = 2 WHERE topic = 1", "a number out of range"},
    {"UPDATE topic SET id = 'z' WHERE no = 0", "topics that are not in order of id"},
    {"UPDATE fact SET type = 'set' WHERE id = 'f.enum'", "a test that does not fit its fact"},
    {"UPDATE fact SET type = 'table' WHERE id = 'f.text'", "columns of a fact that is no table"},
    {"UPDATE fact SET role = 'plain' WHERE role = 'term'",
     "table fact, row 23: a number out of range"},
    {"UPDATE fact SET role = 'term' WHERE id = 'f.bool'", "a fact that stands for no term"},
    {"UPDATE fact SET cost = -1 WHERE no = 0", "a number out of range"},
    {"UPDATE fact SET type = 'bool' WHERE id = 'f.age'", "does not fit"},
    {"UPDATE fact SET type = 'text' WHERE id = 'f.sold'", "arguments do not fit"},
    {"UPDATE fact SET type = 'enum' WHERE id = 'act.build'", "asks for what is no act"},
    {"UPDATE fact SET type = 'money' WHERE id = 'f.int'", NULL}, /* fits wherever a number does */
    {"UPDATE term SET fact = 0 WHERE no = 0", "a fact that stands for no term"},
    {"UPDATE term SET fact = 45 - fact", "terms that are not in order of id"},
    {"UPDATE list_member SET symbol = 9999", "table list_member, row 1: a number out of range"},
    {"UPDATE list_member SET list = 1", "table list_member, row 1: a number out of range"},
    {"UPDATE logic SET kind = 'axiom' WHERE kind = 'nexus'", "table logic"},
    {"UPDATE logic SET id = 'seat' WHERE id = 'users-in'", "rows out of order"},
    {"UPDATE logic SET id = 'nowhere' WHERE id = 'users-in'", "a nexus that does not exist"},
    {"UPDATE logic SET each = 0 WHERE id = 'ax.rows'", "rows of no table"},
    {"UPDATE logic SET each = NULL WHERE id = 'ax.rows'", "a condition about no fact"},
    {"UPDATE logic SET kind = 'presumption' WHERE id IN ('ax.table')",
     "a presumption that concludes more than tests"},
    {"UPDATE status_event SET instrument = NULL WHERE no = 0", "an event of nothing"},
    {"UPDATE status_event SET provision = 0 WHERE no = 0", "an event of nothing"},
    {"UPDATE status_event SET instrument = 2 WHERE no = 0", "rows out of order"},
    {"UPDATE status_event SET state = 'forgotten' WHERE no = 0", "a word that is none"},
    {"UPDATE name SET thing = 99", "table name, row 1: a number out of range"},
    {"UPDATE name SET language = NULL WHERE no = 0", "a name without its language"},
    {"UPDATE name SET thing = 3 WHERE no = 0", "rows out of order"},
    {"UPDATE symbol SET no = 7 WHERE no = 0", "table symbol, row 1: a number out of range"},
    {"UPDATE symbol SET texts = CAST(substr(texts, 1, length(texts) - 1) AS BLOB)",
     "a symbol that is no text"},
    {"UPDATE symbol SET texts = CAST(texts || texts AS BLOB)", "a symbol that is there twice"},
    {"UPDATE symbol SET texts = x'6100'", "a number out of range"},
    {"UPDATE source_file SET hash = x'00'", "a hash that is not 32 bytes long"},
    {"UPDATE source_file SET root = 1", "table source_file, row 1: a number out of range"},
    {"UPDATE meta SET value = 'x' WHERE name = 'revision'", "its revision is no hash"},
    {"UPDATE meta SET value = 99999999 WHERE name = 'folders'", "more rows than it has room for"},
};

static void test_changed_rows(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        kit_write(path, good.v, good.n);
        kit_sql(path, forged[i].sql);
        kit_sql(path, "VACUUM");
        struct an_base *base;
        if (an_base_open(&base, k.ws, path) != AN_EDAMAGED)
            fail_msg("%s: not seen", forged[i].sql);
    }
    kit_end(&k);
}

static void test_forged_rows(void **state)
{
    (void)state;
    struct kit k;
    kit_begin(&k);
    struct kit_bytes good = kit_read(&k, kit_base(&k));
    const char *path = kit_path(&k, "x.db");
    kit_write(path, good.v, good.n);
    unsigned wrong = 0;
    kit_forge(&k, path, "SELECT 1");
    kit_assert_opens(&k, path);
    for (size_t i = 0; i < sizeof forged / sizeof *forged; i++) {
        kit_write(path, good.v, good.n);
        kit_forge(&k, path, forged[i].sql);
        struct an_base *base;
        enum an_status status = an_base_open(&base, k.ws, path);
        const char *said = an_workspace_reason(k.ws);
        bool ok = forged[i].reason ? status == AN_EDAMAGED && strstr(said, forged[i].reason)
                                   : status == AN_OK;
        if (!ok)
            printf("%s: %s (%s)\n", forged[i].sql, an_status_name(status), said);
        wrong += ok ? 0 : 1;
        an_base_close(base);
    }
    assert_int_equal(wrong, 0);
    kit_end(&k);
}

/* ---- models that do not hang together ---- */

/* Lets a test change what is const once it is read. */
struct changing {
    struct kit *k;
    struct an_model *m;
    struct an_provision *provision;
    struct an_place *place;
    struct an_fact *fact;
    struct an_term *term;
};

static void refs_to(struct changing *c, struct an_refs *refs, const char *id)
{
    uint32_t *one = AN_NEW_ARRAY(c->k->arena, uint32_t, 1);
    one[0] = an_model_provision(c->m, id);
    *refs = (struct an_refs){one, 1};
}

static struct an_provision *law(struct changing *c, const char *id)
{
    return &c->provision[an_model_provision(c->m, id)];
}

static void exempts_itself(struct changing *c)
{
    refs_to(c, &law(c, "xa.law.8")->exempts, "xa.law.8");
}

static void displace_each_other(struct changing *c)
{
    refs_to(c, &law(c, "xa.law.1")->overrides, "xa.law.8"); /* which exempts it */
}

/* xa.law.5 is in force in 2017 only: before it was repealed, nothing of this kind began. */
static void displace_each_other_at_other_times(struct changing *c)
{
    struct an_provision *v = law(c, "xa.law.9");
    refs_to(c, &v->overrides, "xa.law.5");
    refs_to(c, &law(c, "xa.law.5")->overrides, "xa.law.9");
}

static void replace_each_other(struct changing *c)
{
    refs_to(c, &law(c, "xa.law.1")->replaces, "xa.law.9");
}

static void contain_each_other(struct changing *c)
{
    struct an_place *union_ = &c->place[an_model_place(c->m, "XU", NULL)];
    struct an_place *state = &c->place[an_model_place(c->m, "XA", NULL)];
    struct an_membership *one = AN_NEW_ARRAY(c->k->arena, struct an_membership, 1);
    one[0] = union_->members.v[0];
    one[0].place = an_model_place(c->m, "XU", NULL);
    state->members = (struct an_memberships){one, 1};
}

static struct an_cond about(struct changing *c, const char *fact)
{
    struct an_cond_node *node = AN_NEW_ARRAY(c->k->arena, struct an_cond_node, 1);
    int64_t *yes = AN_NEW_ARRAY(c->k->arena, int64_t, 1);
    yes[0] = 1;
    node[0] = (struct an_cond_node){
        .op = AN_OP_IN, .n = 1, .size = 1, .fact = an_model_fact(c->m, fact), .key = AN_NO_KEY};
    return (struct an_cond){node, 1, yes, 1};
}

static void term_of_itself(struct changing *c)
{
    c->term[1].if_ = about(c, "xa.thing");
    c->term[0].if_ = about(c, "xa.exact");
}

static void defined_by_itself(struct changing *c)
{
    law(c, "xa.law.7")->unless = about(c, "xa.thing");
}

static void computed_from_itself(struct changing *c)
{
    uint32_t same = an_model_fact(c->m, "f.same");
    c->fact[same].derived.arg[0] = same;
    c->fact[same].derived.arg[1] = an_model_fact(c->m, "f.bool");
}

static void asked_after_itself(struct changing *c)
{
    c->fact[an_model_fact(c->m, "f.bool")].after = about(c, "f.bool");
}

static void nexus_not_there(struct changing *c)
{
    c->m->nexus[AN_NEXUS_SEAT].defined = false;
}

static void no_nexus(struct changing *c)
{
    law(c, "xa.law.9")->nexus = 0;
}

static void concludes_the_row(struct changing *c)
{
    c->fact[an_model_fact(c->m, "f.set")].given_by_row = true;
}

static void attest_of_another(struct changing *c)
{
    law(c, "xa.law.5")->duty = AN_DUTY_ATTEST;
    law(c, "xa.law.5")->content = (struct an_cond){NULL, 0, NULL, 0};
    law(c, "xa.law.5")->attest = "Another sentence.";
    law(c, "xa.law.5")->attest_fact = law(c, "xa.law.4")->attest_fact;
}

static void due_on_no_day(struct changing *c)
{
    law(c, "xa.law.1")->due.after = an_model_fact(c->m, "f.bool");
}

static void anchored_to_no_day(struct changing *c)
{
    law(c, "xa.law.1")->anchor = an_model_fact(c->m, "f.bool");
}

static const struct {
    void (*change)(struct changing *c);
    const char *reason;
} changes[] = {
    {exempts_itself, "provisions that exempt or displace each other in a circle"},
    {displace_each_other, "provisions that exempt or displace each other in a circle"},
    {displace_each_other_at_other_times, NULL},
    {replace_each_other, "provisions that replace each other in a circle"},
    {contain_each_other, "jurisdictions that are part of each other in a circle"},
    {term_of_itself, "facts that are made of each other in a circle"},
    {defined_by_itself, "facts that are made of each other in a circle"},
    {computed_from_itself, "facts that are made of each other in a circle"},
    {asked_after_itself, "questions that wait for each other in a circle"},
    {nexus_not_there, "a provision that reaches by what is not defined"},
    {no_nexus, "a provision that reaches by what is not defined"},
    {concludes_the_row, "an axiom that concludes more than tests"},
    {attest_of_another, "a provision without its yes/no fact"},
    {due_on_no_day, "a provision whose due day is no day"},
    {anchored_to_no_day, "a provision whose anchor is no day"},
};

static void *copy_of(struct kit *k, const void *from, size_t n, size_t size)
{
    void *to = an_alloc_array(k->arena, n, size);
    memcpy(to, from, n * size);
    return to;
}

/* A base as the writer makes it from a model that no load would accept. */
static const char *base_of(struct kit *k, const struct an_model *m)
{
    struct an_about about = {.program = an_version(), .folders = 1};
    char hex[65];
    struct an_roots roots = {1, AN_NEW_ARRAY(k->arena, uint32_t, m->files.n)};
    struct an_arena *arena = an_scratch_new(k->arena);
    struct an_draft *draft;
    const char *path = kit_path(k, "made.db");
    an_hash_hex(&m->revision, hex);
    about.revision = hex;
    assert_int_equal(an_draft_new(arena, k->ws, path, NULL, &draft), AN_OK);
    assert_int_equal(an_build_base(arena, draft, m, &about, &roots), AN_OK);
    assert_int_equal(an_draft_put(arena, draft), AN_OK);
    an_arena_free(arena);
    return path;
}

static void test_models_that_do_not_hang_together(void **state)
{
    (void)state;
    struct kit k;
    struct an_base *base;
    kit_begin(&k);
    assert_int_equal(an_base_open(&base, k.ws, kit_base(&k)), AN_OK);
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct an_model m = *base->model;
        struct changing c = {
            &k,
            &m,
            copy_of(&k, m.provisions.v, m.provisions.n, sizeof *m.provisions.v),
            copy_of(&k, m.places.v, m.places.n, sizeof *m.places.v),
            copy_of(&k, m.facts.v, m.facts.n, sizeof *m.facts.v),
            copy_of(&k, m.terms.v, m.terms.n, sizeof *m.terms.v),
        };
        m.provisions.v = c.provision;
        m.places.v = c.place;
        m.facts.v = c.fact;
        m.terms.v = c.term;
        changes[i].change(&c);
        const char *path = base_of(&k, &m);
        if (changes[i].reason)
            kit_assert_refused(&k, path, AN_EDAMAGED, changes[i].reason);
        else
            kit_assert_opens(&k, path);
    }
    an_base_close(base);
    kit_end(&k);
}

/* What opening does not read is seen by verify, and by whoever reads it. */
static void test_verify_sees_more(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *reason;
    } change[] = {
        {"UPDATE search SET text = 'nothing' WHERE no = 0",
         "table search is not what its rules give"},
        {"DELETE FROM provision_fact WHERE role = 2",
         "table provision_fact is not what its rules give"},
        {"UPDATE fact SET choices = 'anything' WHERE id = 'f.enum'", "table fact is not what"},
        {"UPDATE coverage SET topics = 'all'", "table coverage is not what its rules give"},
        {"UPDATE source_file SET name = 'y' WHERE no = 0", "its revision is not that of its files"},
        {"UPDATE meta SET value = replace(value, substr(value, 1, 1), 'f') WHERE name = 'revision'",
         "its revision is not that of its files"},
        {"INSERT INTO provision_fact VALUES (0, 99, 0)", "refers to rows that are not there"},
        {"SELECT 1", "its bytes are not what was written"},
    };
    struct kit k;
    struct an_verify_result result;
    kit_begin(&k);
    const char *base = kit_base(&k), *path = kit_path(&k, "x.db");
    struct kit_bytes good = kit_read(&k, base);
    assert_int_equal(an_verify(k.ws, base, &result), AN_OK);
    assert_int_equal(result.tables, 19);
    assert_true(result.rows > 100);
    assert_int_equal(strlen(result.file_hash), 64);
    for (size_t i = 0; i < sizeof change / sizeof *change; i++) {
        kit_write(path, good.v, good.n);
        kit_forge(&k, path, change[i].sql);
        kit_assert_opens(&k, path);
        assert_int_equal(an_verify(k.ws, path, &result), AN_EDAMAGED);
        if (!strstr(an_workspace_reason(k.ws), change[i].reason))
            fail_msg("%s: %s", change[i].sql, an_workspace_reason(k.ws));
    }
    kit_end(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_changed_rows),
        cmocka_unit_test(test_forged_rows),
        cmocka_unit_test(test_models_that_do_not_hang_together),
        cmocka_unit_test(test_verify_sees_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
