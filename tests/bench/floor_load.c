/*
 * The least that loading a corpus could cost: every file read and passed through libyaml's event
 * parser, and, with BASE, one transaction that inserts one row of raw text and one index entry for
 * each provision. No tree, no check, no answer: the figure that `antinomy load` is measured
 * against.
 *
 *     floor_load FOLDER          the event pass alone
 *     floor_load FOLDER BASE     the event pass and the rows
 */
#include <errno.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>
#include <yaml.h>

static struct {
    char **path;
    size_t n, cap;
} files;

static sqlite3 *db;
static sqlite3_stmt *insert;
static unsigned long provisions, events, bytes;

static void die(const char *what)
{
    fprintf(stderr, "floor_load: %s: %s\n", what,
            db != NULL ? sqlite3_errmsg(db) : strerror(errno));
    exit(1);
}

static int note_file(const char *path, const struct stat *st, int type)
{
    (void)st;
    size_t n = strlen(path);
    if (type != FTW_F || n < 5 || strcmp(path + n - 5, ".yaml") != 0)
        return 0;
    if (files.n == files.cap) {
        files.cap = files.cap > 0 ? 2 * files.cap : 64;
        files.path = realloc(files.path, files.cap * sizeof *files.path);
        if (files.path == NULL)
            return -1;
    }
    files.path[files.n] = strdup(path);
    return files.path[files.n++] == NULL ? -1 : 0;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static unsigned char *slurp(const char *path, size_t *n)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (file == NULL || fstat(fileno(file), &st) != 0)
        die(path);
    *n = (size_t)st.st_size;
    unsigned char *text = malloc(*n + 1);
    if (text == NULL || fread(text, 1, *n, file) != *n)
        die(path);
    fclose(file);
    return text;
}

static void insert_row(const char *id, const char *text, size_t n)
{
    provisions++;
    if (insert == NULL)
        return;
    sqlite3_bind_text(insert, 1, id, -1, SQLITE_STATIC);
    sqlite3_bind_text64(insert, 2, text, n, SQLITE_STATIC, SQLITE_UTF8);
    if (sqlite3_step(insert) != SQLITE_DONE || sqlite3_reset(insert) != SQLITE_OK)
        die("insert");
}

/*
 * Provisions are the mappings at depth 4 that begin with `id` and `article`: document, instrument,
 * provisions, provision. The text is plain ASCII, so that libyaml's index is an offset.
 */
struct scan {
    const char *text;
    int depth;
    size_t start;
    unsigned scalars; /* of the mapping at depth 4 so far */
    bool is_provision;
    char id[128];
};

static void on_scalar(struct scan *s, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    if (s->depth != 4)
        return;
    if (s->scalars == 1)
        snprintf(s->id, sizeof s->id, "%s", value);
    else if (s->scalars == 2)
        s->is_provision = strcmp(value, "article") == 0;
    s->scalars++;
}

static void on_event(struct scan *s, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_MAPPING_START_EVENT:
    case YAML_SEQUENCE_START_EVENT:
        if (++s->depth == 4) {
            s->start = event->start_mark.index;
            s->scalars = 0;
            s->is_provision = false;
        }
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        if (s->depth-- == 4 && s->is_provision)
            insert_row(s->id, s->text + s->start, event->start_mark.index - s->start);
        break;
    case YAML_SCALAR_EVENT: on_scalar(s, event); break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    case YAML_ALIAS_EVENT: break;
    }
}

static void pass(const char *path)
{
    size_t n;
    unsigned char *text = slurp(path, &n);
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        die("libyaml");
    yaml_parser_set_input_string(&parser, text, n);
    struct scan scan = {.text = (const char *)text};
    bool end = false;
    while (!end) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            die(path);
        on_event(&scan, &event);
        end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        events++;
    }
    yaml_parser_delete(&parser);
    free(text);
    bytes += n;
}

static void run(const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        die(sql);
}

static void open_base(const char *path)
{
    remove(path);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        die(path);
    run("PRAGMA journal_mode = OFF; PRAGMA synchronous = NORMAL; BEGIN;"
        "CREATE TABLE provision(n INTEGER PRIMARY KEY, id TEXT, text TEXT) STRICT;"
        "CREATE UNIQUE INDEX provision_id ON provision(id);");
    if (sqlite3_prepare_v2(db, "INSERT INTO provision(id, text) VALUES (?, ?)", -1, &insert,
                           NULL) != SQLITE_OK)
        die("prepare");
}

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: floor_load FOLDER [BASE]\n", stderr);
        return 64;
    }
    if (ftw(argv[1], note_file, 16) != 0)
        die(argv[1]);
    qsort(files.path, files.n, sizeof *files.path, by_name);
    if (argc == 3)
        open_base(argv[2]);
    for (size_t i = 0; i < files.n; i++)
        pass(files.path[i]);
    if (db != NULL) {
        sqlite3_finalize(insert);
        run("COMMIT");
        sqlite3_close(db);
    }
    printf("%zu files, %lu bytes, %lu events, %lu provisions\n", files.n, bytes, events,
           provisions);
    return 0;
}
