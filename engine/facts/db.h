/*
 * SQLite connections of the fact base: opening a file that may come from anyone, and what is known
 * of it before its model is read. Only engine/facts talks to SQLite.
 */
#ifndef AN_FACTS_DB_H
#define AN_FACTS_DB_H

#include "engine/facts/base.h"
#include "engine/facts/tables.h"

/** Longest text or blob of a row: no source file is larger, but folding may lengthen a text. */
#define AN_BASE_MAX_VALUE (32 * 1024 * 1024)

/** What a base says of the load that made it. */
struct an_about {
    const char *program, *revision; /* version of the program; 64 hex digits */
    uint64_t folders, files;        /* roots: folders come first, then files given by name */
    uint64_t cases, warnings,
        facts; /* counted by the load; facts: without terms and confirmations */
};

/** A connection that was opened safely, and what meta says. */
struct an_db {
    struct an_workspace *ws;
    struct an_arena *arena; /* the connection is closed with it */
    const char *path;
    struct sqlite3 *db;
    uint64_t bytes;        /* of the file */
    uint64_t budget;       /* steps of SQLite's machine that are left */
    enum an_status status; /* why a walk stopped, if not because of a row */
    struct an_about about;
    uint64_t file_sum; /* of the file's bytes, as meta has it */
    struct an_table_sum sum[AN_TABLE_COUNT];
};

/**
 * Opens the file read-only: header, no journal beside it, identity, schema letter for letter, meta.
 * On failure the reason is in the workspace.
 */
AN_NODISCARD enum an_status an_db_open(struct an_db *db, struct an_workspace *ws,
                                       struct an_arena *arena, const char *path);
/** What lies at a path, as far as its first bytes tell. */
enum an_found { AN_FOUND_NOTHING, AN_FOUND_EMPTY, AN_FOUND_BASE, AN_FOUND_OTHER, AN_FOUND_ERROR };
/** OTHER, ERROR: the reason is set, as for a base that is to be replaced. */
enum an_found an_db_look(struct an_workspace *ws, const char *path);

/** Sets a walk to read from this connection, as many steps as one reading of the file may take. */
void an_db_read(struct an_db *db, struct an_walk *walk);
/** After a walk that stopped: sets the reason and says which status. */
enum an_status an_db_fault(struct an_db *db, const struct an_walk *walk);

/** "'x.db' is damaged: ..." with what to do about it. */
enum an_status an_db_damaged(struct an_workspace *ws, const char *path, const char *fmt, ...)
    AN_PRINTF(3, 4);
/** What SQLite's error while reading means for the caller; sets the reason. */
enum an_status an_db_error(struct an_db *db, int error);

/** A path as an URI that SQLite takes literally, with `query` behind it. */
const char *an_db_uri(struct an_arena *arena, const char *path, const char *query);
/** Finalizes whatever is left and closes; fit for an_defer. */
void an_db_close(void *handle);

/** First bytes of a file, checked before SQLite sees it (db_header.c). */
#define AN_BASE_HEADER 100
struct an_header {
    uint8_t byte[AN_BASE_HEADER];
    size_t n;      /* how many there are */
    uint64_t size; /* of the whole file */
};
/** Is it an SQLite file with our mark? */
bool an_header_is_ours(const struct an_header *h);
/** Why it is no file of ours, in words: "a text file". */
const char *an_header_kind(const struct an_header *h);
enum an_status an_header_check(struct an_workspace *ws, const char *path,
                               const struct an_header *h);
/** Schema as stored against schema.c (db_schema.c). */
enum an_status an_db_check_schema(struct an_db *db);

/** Meta, both ways (meta.c). Reading fills about, file_sum and sum of `db`. */
enum an_status an_db_read_meta(struct an_db *db);
void an_walk_meta(struct an_walk *walk, const struct an_about *about,
                  const struct an_table_sum *sum);

/**
 * The checksum of a base's bytes with the checksum itself left out (file_sum.c). Returns an errno,
 * or 0. A new base gets it by an_file_sum_store.
 */
int an_file_sum(struct an_arena *arena, int fd, uint64_t *sum);
int an_file_sum_store(struct an_arena *arena, int fd);
/** SHA-256 of the whole file. */
int an_file_hash(struct an_arena *arena, int fd, struct an_hash *hash);
/** How a checksum is spelt in meta: 16 hex digits; and before it is known. */
#define AN_FILE_SUM_NAME "sum of the file"
#define AN_FILE_SUM_NONE "0000000000000000"

/** Reads the whole model of a base, and which root each file came from (base.c). */
AN_NODISCARD enum an_status an_base_read(struct an_db *db, struct an_workspace *ws,
                                         struct an_arena *arena, const char *path,
                                         struct an_model **model, struct an_roots *roots);

/**
 * Why a model does not hang together, though each of its rows is well formed (sound.c); NULL: it
 * does. Before an_model_index.
 */
const char *an_model_fault(struct an_arena *arena, const struct an_model *m);
/** The same, of circles among its references (circles.c). */
const char *an_model_circle(struct an_arena *scratch, const struct an_model *m);

#endif
