/* Policies: loading YAML files into a fact base, opening one, showing and searching what it holds.
 */
#ifndef ANTINOMY_POLICY_H
#define ANTINOMY_POLICY_H

#include <stdbool.h>
#include <stdint.h>

#include "antinomy/workspace.h"

/** An open fact base: the checked model of one load. Immutable. */
struct an_base;

struct an_load_options {
    bool replace; /**< allow a base made from other or more roots to be replaced */
    bool dry_run; /**< check everything, write nothing */
    /**
     * Told the name of the temporary file once it is there, and NULL once it is gone: for a program
     * that removes it when it is interrupted. May be NULL. `to` is handed through.
     */
    void (*temporary)(void *to, const char *path);
    void *to;
};

/** What a load did. Counts are of the files given, whether or not anything was written. */
struct an_load_result {
    bool unchanged; /**< the base was already made from exactly these bytes: nothing was written */
    uint64_t files, bytes, instruments, provisions, facts, topics, jurisdictions, cases, warnings;
    char revision[65]; /**< hash over file hashes and names, in hex */
};

/**
 * Checks all files under `paths` (files or folders) and builds the fact base at `base_path`, whole
 * or not at all. AN_EINPUT: refused, see the diagnostics, the old base is untouched. AN_EBUSY:
 * another load is at work. AN_EIO, AN_ENOMEM: the old base is untouched.
 */
enum an_status an_load(struct an_workspace *ws, const char *const *paths, size_t n_paths,
                       const char *base_path, const struct an_load_options *options,
                       struct an_load_result *result);

/** Opens a base read-only, safely even if it comes from a stranger. *out is owned by the caller. */
enum an_status an_base_open(struct an_base **out, struct an_workspace *ws, const char *path);
/** Builds the same thing in memory straight from files: for `test`, and for embedding. */
enum an_status an_base_from_files(struct an_base **out, struct an_workspace *ws,
                                  const char *const *paths, size_t n_paths);
/** Closes it. NULL is allowed. */
void an_base_close(struct an_base *base);
/** Revision (hex SHA-256) of the rules in it. Borrowed. */
const char *an_base_revision(const struct an_base *base);

/** What `verify` found out about a base file. */
struct an_verify_result {
    uint64_t tables, rows;
    char revision[65];
    char file_hash[65]; /**< SHA-256 of the file's bytes */
};
/** Full check of a base file: everything that opening checks, every row, and SQLite's quick_check.
 */
enum an_status an_verify(struct an_workspace *ws, const char *path,
                         struct an_verify_result *result);

/** The dated events of an instrument or provision. */
struct an_event_info {
    const char *on, *is, *evidence, *note; /* evidence, note may be NULL */
};

/** A citation and description, all text borrowed from the base; absent text is NULL. */
struct an_provision_info {
    const char *id;
    const char *jurisdiction, *jurisdiction_name;
    const char *instrument, *instrument_title, *instrument_title_native, *instrument_kind;
    const char *citation, *issuer, *url, *text_state;
    const char *article, *title;
    const char *topic, *topic_title, *level, *level_title;
    const char *addressee; /* "seller, provider" */
    const char *duty, *trigger, *effect, *inability;
    const char *demand; /* what is demanded, in words */
    const char *scope;  /* when, in words; NULL: always */
    const char *except; /* unless, in words */
    const char *summary, *penalty, *note;
    const char *confidence, *checked_on, *checked_by;
    const char *evidence; /* of the status event that holds; NULL if none is stated */
    const char *file;     /* where it is encoded */
    uint32_t line;
};

/** Anything with an id, for `show`. */
enum an_thing_kind {
    AN_THING_JURISDICTION,
    AN_THING_TOPIC,
    AN_THING_FACT,
    AN_THING_TERM,
    AN_THING_AXIOM,
    AN_THING_PRESUMPTION,
    AN_THING_INSTRUMENT,
    AN_THING_PROVISION,
    AN_THING_LIST
};

/** A labelled value, or a labelled list of lines, for showing one thing. */
struct an_field {
    const char *key;   /* stable, for JSON */
    const char *label; /* for people */
    const char *const *values;
    uint32_t n_values;
    bool list; /* JSON: an array even with one value */
};

/** One thing of the base, ready to be written. */
struct an_thing {
    enum an_thing_kind kind;
    const char *kind_name; /* "provision" */
    const char *id, *title;
    const struct an_field *fields;
    uint32_t n_fields;
    const char *file;
    uint32_t line;
};

struct an_things;
/** Finds by id (of any kind; a folded exact match is tried too). AN_ENOTFOUND with the nearest id
 * in the diagnostics. */
enum an_status an_show(struct an_things **out, const struct an_base *base, struct an_workspace *ws,
                       const char *id);
/**
 * Finds all things whose id, titles (native too), article or summary hold every word, ignoring
 * case. Words without a letter or digit match nothing; no hits is AN_OK with n 0.
 */
enum an_status an_search(struct an_things **out, const struct an_base *base,
                         struct an_workspace *ws, const char *const *words, size_t n_words);
size_t an_things_count(const struct an_things *things);
const struct an_thing *an_things_at(const struct an_things *things, size_t i);
void an_things_free(struct an_things *things);

#endif
