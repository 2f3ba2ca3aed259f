/*
 * A product profile, typed against a model: what is known, and what is not. A fact that is not
 * given is unknown. Knowledge of one value is a *restriction* of the values of its type.
 */
#ifndef AN_LANG_PROFILE_H
#define AN_LANG_PROFILE_H

#include "engine/lang/model.h"

/** Why a value is unknown, as the profile says. */
enum an_unknown {
    AN_UNKNOWN_NOT_GIVEN,
    AN_UNKNOWN_NOT_ASKED,
    AN_UNKNOWN_DONT_KNOW,
    AN_UNKNOWN_DISPUTED,
    AN_UNKNOWN_NOT_PUBLIC
};

/** A country map's number for one place. */
struct an_map_entry {
    uint32_t place;
    int64_t min, max;
};

/**
 * What is known of one value (a fact's, or a cell's).
 *  bool, enum, text: `one_of` lists the possible values (bool 0/1, else symbols); n 0 and !given:
 * any. int, date, money: [min, max]. Made by closure only: `one_of` of these, and `not_in`, for
 * every scalar. set, countries: `has` are surely in; with `closed`, nothing outside has + within is
 * in (complete: closed and within empty). Made by closure only: `not_in` are surely not in
 *                  (countries: no member counts for them), `meets`: some member counts for each.
 *  country map: entries; with `closed` every other place has 0.
 *  table: rows; with `closed` there are no others.
 */
struct an_known {
    bool given; /* false: nothing is known, `unknown` says why */
    enum an_unknown unknown;
    const int64_t *one_of; /* ascending */
    uint32_t n_one_of;
    int64_t min, max;
    const int64_t *has, *within, *not_in, *meets; /* ascending */
    uint32_t n_has, n_within, n_not_in, n_meets;
    bool closed;
    const struct an_map_entry *entry; /* by place */
    uint32_t n_entries;
    const struct an_row *row;
    uint32_t n_rows;
    struct an_span span;
};

/** One row of a table: knowledge per column. */
struct an_row {
    const struct an_known *cell;
    struct an_span span;
};

/** A value from a day on; `n` of them, ascending, or one from AN_DAY_MIN. */
struct an_known_from {
    an_day from;
    struct an_known known;
};

struct an_given {
    uint32_t fact;
    const struct an_known_from *v;
    uint32_t n;
    struct an_span span; /* of the key */
};

struct an_evidence_note {
    uint32_t fact;
    const char *source, *who;
    bool has_day;
    an_day on;
    enum an_confidence confidence;
    struct an_span span;
};

struct an_offer {
    const char *id, *title;       /* id "" for the offer of a profile that names none */
    struct an_refs markets;       /* empty: all */
    const struct an_given *given; /* by fact */
    uint32_t n_given;
    struct an_span span;
};

struct an_market_values {
    uint32_t place;
    const struct an_given *given;
    uint32_t n_given;
};

struct an_market_parts {
    uint32_t market;
    struct an_refs in;
};

struct an_order {
    uint32_t under;  /* provision */
    uint32_t market; /* place or AN_NONE */
    an_day served;
    bool worldwide;
    struct an_refs asks; /* empty: all that the provision names */
    an_tri obeyed;
    bool has_ended;
    an_day ended;
    const char *note;
    struct an_span span;
};

struct an_profile {
    const struct an_model *model;
    struct an_intern
        *symbols; /* a private continuation: ids below the model's count are the model's */
    const char *id, *name, *description;
    const char *path; /* as the user named it */
    struct an_hash hash;
    an_day as_of;
    struct an_refs markets;
    const struct an_market_parts *parts;
    uint32_t n_parts;
    const struct an_offer *offers; /* at least one */
    uint32_t n_offers;
    const struct an_given *given; /* by fact */
    uint32_t n_given;
    const struct an_market_values *per_market; /* by place */
    uint32_t n_per_market;
    const struct an_order *orders; /* by provision, then served */
    uint32_t n_orders;
    struct an_refs fixed, tied;
    const struct an_evidence_note *evidence; /* by fact */
    uint32_t n_evidence;
    struct an_span span;
};

#endif
