/* Finding and reading files: order, what is skipped, and a message for whatever cannot be read. */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <setjmp.h>

#include <cmocka.h>

#include "engine/base/limits.h"

#include "tests/unit/parse_text.h"

struct fixture {
    struct an_arena *arena;
    struct an_diag_list *diags;
    char root[32];
};

static void remove_tree(void *root)
{
    struct an_arena *arena = an_arena_new();
    (void)!system(an_strf(arena, "rm -rf '%s'", (const char *)root));
    an_arena_free(arena);
}

static int set_up(void **state)
{
    struct an_arena *arena = an_arena_new();
    struct fixture *f = AN_NEW(arena, struct fixture);
    f->arena = arena;
    f->diags = an_diag_list_new(arena);
    strcpy(f->root, "/tmp/antinomy-find-XXXXXX");
    if (!mkdtemp(f->root))
        return 1;
    an_defer(arena, remove_tree, f->root);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    an_arena_free(f->arena);
    return 0;
}

static const char *at(struct fixture *f, const char *name)
{
    return an_strf(f->arena, "%s/%s", f->root, name);
}

static void write_file(struct fixture *f, const char *name, const char *text)
{
    FILE *file = fopen(at(f, name), "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void make_folder(struct fixture *f, const char *name)
{
    assert_int_equal(mkdir(at(f, name), 0755), 0);
}

/* The names found, on one line; "failed: " before it if the search did. */
static const char *found(struct fixture *f, const char *const *paths, size_t n)
{
    struct an_file_list list;
    bool ok = an_source_find(f->arena, f->diags, paths, n, &list);
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, f->arena);
    an_put(&out.sink, ok ? "" : "failed: ");
    for (size_t i = 0; i < list.n; i++) {
        an_putf(&out.sink, "%s%s", i > 0 ? " " : "", list.name[i]);
        assert_int_equal(access(list.path[i], F_OK), 0);
    }
    return out.text;
}

static const char *code(struct fixture *f)
{
    const struct an_diag *d = an_diag_at(f->diags, 0);
    return d ? d->code : "none";
}

static void test_a_folder(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "cn");
    make_folder(f, "cn/deep");
    make_folder(f, ".git");
    write_file(f, "cn/ctl.yaml", "a: b\n");
    write_file(f, "cn/ctl.cases.yaml", "a: b\n");
    write_file(f, "cn/deep/x.yml", "a: b\n");
    write_file(f, "cn/deep/Y.YAML", "a: b\n");
    write_file(f, "cn/README.md", "");
    write_file(f, "cn/yaml", "");
    write_file(f, "cn/.hidden.yaml", "");
    write_file(f, "cn/ctl.yaml~", "");
    write_file(f, ".git/x.yaml", "");
    write_file(f, "z.yaml", "a: b\n");
    write_file(f, "a.yaml", "a: b\n");
    const char *root = f->root;
    assert_string_equal(found(f, &root, 1),
                        "a.yaml cn/ctl.cases.yaml cn/ctl.yaml cn/deep/Y.YAML cn/deep/x.yml z.yaml");
    const char *slash = at(f, "cn/");
    assert_string_equal(found(f, &slash, 1), "ctl.cases.yaml ctl.yaml deep/Y.YAML deep/x.yml");
    assert_string_equal(code(f), "none");
}

static void test_files_and_order(void **state)
{
    struct fixture *f = *state;
    write_file(f, "b.yaml", "");
    write_file(f, "a.txt", "");
    const char *one[] = {at(f, "b.yaml"), at(f, "a.txt")};
    const char *two[] = {at(f, "a.txt"), at(f, "b.yaml")};
    assert_string_equal(found(f, one, 2), "a.txt b.yaml"); /* named files, whatever their names */
    assert_string_equal(found(f, two, 2), "a.txt b.yaml");
    const char *twice[] = {at(f, "b.yaml"), f->root};
    assert_string_equal(found(f, twice, 2), "b.yaml b.yaml"); /* the checks will name both */
}

static void test_links(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "real");
    write_file(f, "real/x.yaml", "a: b\n");
    assert_int_equal(symlink("..", at(f, "real/up")), 0);
    assert_int_equal(symlink("..", at(f, "real/up.yaml")), 0); /* a folder, whatever its name */
    assert_int_equal(symlink("x.yaml", at(f, "real/link.yaml")), 0);
    assert_int_equal(symlink("nowhere", at(f, "real/dead.yaml")), 0);
    struct an_file_list list;
    const char *root = at(f, "real");
    assert_true(an_source_find(f->arena, f->diags, &root, 1, &list));
    assert_int_equal(list.n, 3);
    assert_string_equal(list.name[0], "dead.yaml"); /* not dropped silently: reading it says so */
    assert_string_equal(list.name[1], "link.yaml");
    assert_string_equal(list.name[2], "x.yaml");
    struct an_bytes bytes;
    assert_false(an_source_slurp(f->arena, f->diags, list.path[0], &bytes));
    assert_string_equal(code(f), "AN0901");
}

static void test_nothing_found(void **state)
{
    struct fixture *f = *state;
    const char *root = f->root;
    assert_string_equal(found(f, &root, 1), "failed: ");
    assert_string_equal(code(f), "AN0906");
}

static void test_too_many_files(void **state)
{
    struct fixture *f = *state;
    for (unsigned i = 0; i <= AN_MAX_FILES; i++) {
        int fd = open(at(f, an_strf(f->arena, "%u.yaml", i)), O_CREAT | O_WRONLY, 0644);
        assert_true(fd >= 0);
        (void)close(fd);
    }
    const char *root = f->root;
    struct an_file_list list;
    assert_false(an_source_find(f->arena, f->diags, &root, 1, &list));
    assert_string_equal(code(f), "AN0907");
    assert_int_equal(unlink(at(f, "0.yaml")), 0);
    f->diags = an_diag_list_new(f->arena);
    assert_true(an_source_find(f->arena, f->diags, &root, 1, &list));
    assert_int_equal(list.n, AN_MAX_FILES);
}

static void test_missing_path(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.yaml", "a: b\n");
    const char *paths[] = {at(f, "nope"), at(f, "a.yaml")};
    assert_string_equal(found(f, paths, 2), "failed: a.yaml");
    assert_string_equal(code(f), "AN0901");
}

static const char *slurp_code(struct fixture *f, const char *path)
{
    struct an_bytes bytes;
    f->diags = an_diag_list_new(f->arena);
    return an_source_slurp(f->arena, f->diags, path, &bytes) ? "read" : code(f);
}

static void test_what_cannot_be_read(void **state)
{
    struct fixture *f = *state;
    make_folder(f, "folder.yaml");
    assert_string_equal(slurp_code(f, at(f, "folder.yaml")), "AN0902");
    assert_string_equal(slurp_code(f, at(f, "missing.yaml")), "AN0901");
    assert_string_equal(slurp_code(f, "/dev/null"), "AN0903");
    assert_int_equal(mkfifo(at(f, "pipe.yaml"), 0600), 0); /* nobody writes: must not wait */
    assert_string_equal(slurp_code(f, at(f, "pipe.yaml")), "AN0903");
    assert_int_equal(symlink("loop.yaml", at(f, "loop.yaml")), 0);
    assert_string_equal(slurp_code(f, at(f, "loop.yaml")), "AN0904");
    write_file(f, "secret.yaml", "a: b\n");
    assert_int_equal(chmod(at(f, "secret.yaml"), 0), 0);
    if (geteuid() != 0)
        assert_string_equal(slurp_code(f, at(f, "secret.yaml")), "AN0904");
    write_file(f, "in", "");
    assert_string_equal(slurp_code(f, at(f, "in/x.yaml")), "AN0904"); /* not a folder */
}

static void test_size_limit(void **state)
{
    struct fixture *f = *state;
    int fd = open(at(f, "big.yaml"), O_CREAT | O_WRONLY, 0644);
    assert_true(fd >= 0);
    assert_int_equal(ftruncate(fd, (off_t)AN_MAX_FILE_BYTES), 0);
    assert_string_equal(slurp_code(f, at(f, "big.yaml")), "read");
    assert_int_equal(ftruncate(fd, (off_t)AN_MAX_FILE_BYTES + 1), 0);
    assert_string_equal(slurp_code(f, at(f, "big.yaml")), "AN0905");
    assert_int_equal(close(fd), 0);
}

static void test_read(void **state)
{
    struct fixture *f = *state;
    write_file(f, "a.yaml", "a: b\n");
    write_file(f, "p.JSON", "{\"a\": 1}");
    write_file(f, "empty.yaml", "");
    write_file(f, "remark.yaml", "# nothing\n");
    write_file(f, "empty.json", " ");
    assert_non_null(an_source_read(f->arena, f->diags, at(f, "a.yaml")));
    const struct an_source *json = an_source_read(f->arena, f->diags, at(f, "p.JSON"));
    assert_int_equal(json->doc[0]->map.pair[0].value->style, AN_STYLE_JSON_LITERAL);
    assert_string_equal(code(f), "none");
    static const char *const empty[] = {"empty.yaml", "remark.yaml", "empty.json"};
    for (size_t i = 0; i < 3; i++) {
        f->diags = an_diag_list_new(f->arena);
        assert_null(an_source_read(f->arena, f->diags, at(f, empty[i])));
        assert_string_equal(code(f), "AN0101");
        assert_int_equal(an_diag_at(f->diags, 0)->primary.span.line, 1);
    }
}

/* Standard input is read to its end, kept for messages, and not searched for. */
static void test_standard_input(void **state)
{
    struct fixture *f = *state;
    struct an_sink_buffer text;
    an_sink_buffer_init(&text, f->arena);
    for (int i = 0; i < 20000; i++)
        an_putf(&text.sink, "key-%d: x\n", i);
    an_put(&text.sink, "key-3: again\n");
    write_file(f, "in.yaml", text.text);
    int saved = dup(STDIN_FILENO), fd = open(at(f, "in.yaml"), O_RDONLY);
    assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
    struct an_file_list list;
    const char *dash = "-";
    assert_true(an_source_find(f->arena, f->diags, &dash, 1, &list));
    assert_null(an_source_read(f->arena, f->diags, list.path[0]));
    assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
    (void)close(saved);
    (void)close(fd);
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, f->arena);
    an_diag_write(f->diags, &out.sink, AN_DIAG_TEXT, false);
    assert_non_null(strstr(out.text, "20001 | key-3: again\n"));
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        T(test_a_folder),
        T(test_files_and_order),
        T(test_links),
        T(test_nothing_found),
        T(test_too_many_files),
        T(test_missing_path),
        T(test_what_cannot_be_read),
        T(test_size_limit),
        T(test_read),
        T(test_standard_input),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
