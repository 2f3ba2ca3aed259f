/*
 * The checked model: what a set of policy files means. Made by lang/build.c from trees, or read
 * back from a fact base; the evaluator knows only this. Everything is in one arena and never
 * changes once built. All arrays are in order of id (files' order never matters), except where the
 * order is part of the meaning (scales, values, events).
 *
 * References between things are indices into the model's arrays; AN_NONE says "none".
 */
#ifndef AN_LANG_MODEL_H
#define AN_LANG_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "antinomy/diag.h"
#include "engine/base/day.h"
#include "engine/base/hash.h"
#include "engine/base/intern.h"
#include "engine/base/map.h"
#include "engine/base/tri.h"
#include "engine/lang/cond.h"

#define AN_NONE UINT32_MAX

/** Days on which something holds: from (included) to before (not included), each maybe imprecise.
 */
struct an_interval {
    struct an_when from;   /* default {AN_DAY_MIN, AN_DAY_MIN} */
    struct an_when before; /* default {AN_DAY_MAX, AN_DAY_MAX} = for ever */
};

/** A slice of indices. */
struct an_refs {
    const uint32_t *v;
    uint32_t n;
};

/** A slice of texts. */
struct an_texts {
    const char *const *v;
    uint32_t n;
};

/** A text in some language ("zh", "ru"). */
struct an_name {
    const char *lang, *text;
};
struct an_names {
    const struct an_name *v;
    uint32_t n;
};

/* ---- jurisdictions ---- */

enum an_place_kind {
    AN_PLACE_STATE,
    AN_PLACE_PART,
    AN_PLACE_UNION,
    AN_PLACE_TREATY,
    AN_PLACE_GROUP
};

struct an_membership {
    uint32_t place; /* the member, or the whole of part_of */
    struct an_interval days;
    struct an_refs towards; /* empty: towards all */
    struct an_span span;
};
struct an_memberships {
    const struct an_membership *v;
    uint32_t n;
};

/** A jurisdiction states what was researched; outside it a cell is "not researched". */
struct an_coverage {
    struct an_refs topics;
    an_day researched_on;
    struct an_when law_from, law_to;
    struct an_span span;
};

struct an_place {
    const char *id;
    enum an_place_kind kind;
    const char *name;
    struct an_names names;
    struct an_texts aliases;
    struct an_memberships part_of, members, applies_in, parties;
    const struct an_coverage *coverage;
    uint32_t n_coverage;
    const char *note;
    struct an_span span;
};

/* ---- topics ---- */

struct an_step {
    const char *id, *title, *means;
};

struct an_topic {
    const char *id, *title, *definition;
    const struct an_step *steps;
    uint32_t n_steps;
    struct an_span span;
};

/* ---- vocabulary ---- */

enum an_type {
    AN_TYPE_BOOL,
    AN_TYPE_ENUM,
    AN_TYPE_SET,
    AN_TYPE_COUNTRIES,
    AN_TYPE_COUNTRY_MAP,
    AN_TYPE_INT,
    AN_TYPE_DATE,
    AN_TYPE_MONEY, /* minor units; the currency is the fact's unit */
    AN_TYPE_TEXT,
    AN_TYPE_TABLE
};

enum an_scope { AN_SCOPE_PRODUCT, AN_SCOPE_MARKET };
enum an_nature { AN_NATURE_DESIGN, AN_NATURE_MAKER, AN_NATURE_CONDUCT, AN_NATURE_CONTEXT };

enum an_fact_role {
    AN_FACT_PLAIN,
    AN_FACT_TERM,  /* made by a term; bool */
    AN_FACT_ATTEST /* made by an attest provision; bool; its id is the provision's */
};

enum an_function {
    AN_FN_NONE,
    AN_FN_YEARS_BETWEEN,
    AN_FN_DAYS_SINCE,
    AN_FN_SUM,
    AN_FN_COUNT,
    AN_FN_MAX,
    AN_FN_MIN,
    AN_FN_SAME
};

/** Type of a value: of a fact, or of a column. */
struct an_value_type {
    enum an_type type;
    bool ordered, open;
    const uint32_t *values; /* symbols, in rank order for ordered enums */
    uint32_t n_values;
    const char *unit; /* NULL or text */
    bool has_min, has_max;
    int64_t min, max;
};

struct an_column {
    const char *id, *help;
    struct an_value_type type;
    bool context; /* what a row is about, not what is done with it */
};

struct an_derived {
    enum an_function function; /* AN_FN_NONE: not derived */
    uint32_t arg[2];           /* facts; AN_NONE unused */
    uint32_t column;           /* max, min over a table column; else AN_NONE */
    struct an_cond where;
};

struct an_fact {
    const char *id;
    enum an_fact_role role;
    struct an_value_type type;
    enum an_scope scope;
    enum an_nature nature;
    uint32_t cost;     /* 0 where none is stated */
    bool momentary;    /* true on a day */
    bool given_by_row; /* market, day */
    struct an_derived derived;
    const char *label; /* names it in answers; NULL: its id does */
    const char *row;   /* tables: what one row is called; NULL: "row of" the table */
    const char *question, *help;
    struct an_cond after;
    const struct an_column *columns; /* tables */
    uint32_t n_columns;
    uint32_t source; /* term: index into terms; attest: provision; else AN_NONE */
    struct an_span span;
};

enum an_nexus_kind {
    AN_NEXUS_OFFERED,
    AN_NEXUS_ORIGIN,
    AN_NEXUS_SEAT,
    AN_NEXUS_CONTROL,
    AN_NEXUS_DATA_IN,
    AN_NEXUS_USERS_IN,
    AN_NEXUS_PERSONS_OF,
    AN_NEXUS_BUYER_IN,
    AN_NEXUS_SHIPS,
    AN_NEXUS_COUNT
};

struct an_nexus {
    bool defined;
    bool home; /* decided on the home row of the rule's jurisdiction */
    struct an_cond cond;
    const char *means;
    struct an_span span;
};

/** An axiom or a presumption. `then` is an ALL of leaves (and SOME/EVERY of a table, for axioms).
 */
struct an_axiom {
    const char *id;
    uint32_t each; /* table whose rows it speaks of, or AN_NONE */
    struct an_cond cond, then;
    const char *because;
    struct an_span span;
};

/* ---- instruments ---- */

enum an_state {
    AN_STATE_PROPOSED,
    AN_STATE_ADOPTED,
    AN_STATE_IN_FORCE,
    AN_STATE_SUSPENDED,
    AN_STATE_REPEALED,
    AN_STATE_LAPSED,
    AN_STATE_ANNULLED,
    AN_STATE_DISAPPLIED,
    AN_STATE_UNENFORCED, /* in force, with a mark */
    AN_STATE_EXTENDED,   /* goes on as before */
    AN_STATE_COUNT
};

enum an_evidence {
    AN_EV_GAZETTE,
    AN_EV_OFFICIAL,
    AN_EV_LAW_FIRM,
    AN_EV_PRESS,
    AN_EV_LEAK,
    AN_EV_NONE
};
enum an_confidence { AN_CONF_HIGH, AN_CONF_MEDIUM, AN_CONF_LOW };
enum an_text_kind { AN_TEXT_OFFICIAL, AN_TEXT_UNPUBLISHED, AN_TEXT_TRANSLATION_ONLY };

struct an_event {
    struct an_when on;
    enum an_state is;
    enum an_evidence evidence;
    bool has_public_on;
    struct an_when public_on;
    const char *note;
    struct an_span span;
};

struct an_events {
    const struct an_event *v;
    uint32_t n;
};

struct an_checked {
    bool given;
    an_day on;
    const char *by;
    enum an_confidence confidence;
    const char *source;
};

struct an_instrument {
    const char *id;
    uint32_t place;
    const char *kind; /* one of the words of keys.def */
    const char *title;
    struct an_names title_native;
    const char *issuer, *citation, *url;
    enum an_text_kind text;
    struct an_events status;
    const char *not_in_force;
    struct an_checked checked;
    const char *note;
    struct an_span span;
};

struct an_term {
    uint32_t fact; /* its yes/no fact */
    uint32_t instrument;
    const char *cite, *title;
    struct an_cond if_, only_if; /* `means` gives both */
    struct an_interval days;
    struct an_span span;
};

enum an_duty {
    AN_DUTY_MUST,
    AN_DUTY_MUST_NOT,
    AN_DUTY_ATTEST,
    AN_DUTY_ASKS, /* trigger: order */
    AN_DUTY_MAY,
    AN_DUTY_POWER,
    AN_DUTY_DEFINES,
    AN_DUTY_EXEMPTS,
    AN_DUTY_FORBIDS, /* binds: state */
    AN_DUTY_REQUIRES /* binds: state */
};

enum an_trigger { AN_TRIGGER_STANDING, AN_TRIGGER_EVENT, AN_TRIGGER_ORDER };
enum an_inability {
    AN_INABILITY_NONE,
    AN_INABILITY_BREACH,
    AN_INABILITY_EXCUSED,
    AN_INABILITY_SILENT
};
enum an_effect { AN_EFFECT_BARS, AN_EFFECT_CONDITIONS, AN_EFFECT_HANDICAPS };
enum an_priority {
    AN_PRIORITY_NONE,
    AN_PRIORITY_SPECIALIS,
    AN_PRIORITY_POSTERIOR,
    AN_PRIORITY_SUPERIOR
};

/* addressees, as bits */
enum {
    AN_ADDR_SELLER = 1,
    AN_ADDR_PROVIDER = 2,
    AN_ADDR_BUYER = 4,
    AN_ADDR_USER = 8,
    AN_ADDR_AUTHORITY = 16,
    AN_ADDR_STATE = 32
};

enum an_due_kind { AN_DUE_NONE, AN_DUE_DAY, AN_DUE_DAYS, AN_DUE_MONTHS, AN_DUE_YEARS };

struct an_due {
    enum an_due_kind kind;
    struct an_when day; /* AN_DUE_DAY */
    uint32_t after;     /* day fact */
    int32_t within;
};

/** A named interpretation: conditions that are given replace the provision's. */
struct an_reading {
    const char *id, *who;
    struct an_cond when, unless, must, able; /* must stands for must_not too */
    enum an_inability inability;             /* AN_INABILITY_NONE: as the provision */
    struct an_span span;
};

struct an_provision {
    const char *id;
    uint32_t instrument;
    const char *article;
    uint32_t topic, level; /* level: step index or AN_NONE */
    const char *title;
    uint32_t addressee; /* AN_ADDR_ bits */
    enum an_trigger trigger;
    uint32_t nexus;          /* bits 1 << an_nexus_kind */
    bool nexus_stated;       /* false: the default (offered) */
    struct an_interval days; /* own from/before/through (and the day its successor starts) */
    struct an_events status; /* own events; v NULL: the instrument's */
    uint32_t anchor;         /* date fact or AN_NONE */
    struct an_refs replaces;
    struct an_cond when, unless;
    enum an_duty duty;
    struct an_cond content; /* must, must_not, may, forbids, requires */
    const char *attest;     /* the sentence */
    uint32_t attest_fact;
    struct an_refs asks; /* act facts */
    struct an_cond able;
    enum an_inability inability;
    struct an_refs enables;
    uint32_t defines; /* term fact */
    struct an_cond concludes;
    struct an_refs exempts; /* `all_of` is spelt out here by the checker */
    struct an_refs overrides;
    enum an_priority by;
    enum an_effect effect;
    struct an_due due;
    struct an_refs follows;
    const struct an_reading *readings;
    uint32_t n_readings;
    bool binds_state;
    struct an_cond scope;
    struct an_refs towards;
    bool judged_by_self;
    struct an_refs implemented_by;
    const char *measure_form;
    struct an_texts measure_purpose, measure_buyer;
    const char *penalty_article, *penalty_note;
    const char *summary;
    struct an_checked checked; /* given: its own; else the instrument's applies */
    const char *note;
    struct an_hash meaning; /* of what it means only: not of titles, summaries, places, remarks */
    struct an_span span;
};

struct an_list_member {
    uint32_t symbol; /* name or alias, folded (an_utf8_fold) */
    const char *name;
    struct an_interval days;
};

struct an_list {
    const char *id, *title, *url;
    uint32_t place;
    struct an_checked checked;
    const struct an_list_member *members;
    uint32_t n_members;
    struct an_span span;
};

/* ---- the whole ---- */

/** One step up: the place at position `from` of a list below lies in the one at `to` on these days.
 */
struct an_up_edge {
    uint16_t from, to;
    struct an_interval days;
};
/** All places that a place may lie within, itself first, and the steps that lead there. */
struct an_up {
    const uint32_t *place;
    const struct an_up_edge *edge;
    uint32_t n, n_edges; /* n at most AN_MAX_CONTAINERS */
};
#define AN_MAX_CONTAINERS 256

struct an_file {
    const char *name; /* relative path with '/' */
    struct an_hash hash;
    uint64_t bytes;
};

#define AN_ARRAY(T)                                                                                \
 struct {                                                                                          \
  const T *v;                                                                                      \
  uint32_t n;                                                                                      \
 }

struct an_model {
    struct an_arena *arena;
    struct an_intern *symbols; /* all enum values, set members, texts in conditions, list names */
    AN_ARRAY(struct an_file) files; /* spans' `file` indexes this */
    AN_ARRAY(struct an_place) places;
    AN_ARRAY(struct an_topic) topics;
    AN_ARRAY(struct an_fact) facts;
    AN_ARRAY(struct an_term) terms;
    AN_ARRAY(struct an_axiom) axioms;
    AN_ARRAY(struct an_axiom) presumptions;
    AN_ARRAY(struct an_instrument) instruments;
    AN_ARRAY(struct an_provision) provisions;
    AN_ARRAY(struct an_list) lists;
    struct an_nexus nexus[AN_NEXUS_COUNT];
    uint32_t market_fact, day_fact; /* the facts `market` and `day`; AN_NONE if not declared */
    struct an_hash revision;        /* SHA-256 over sorted lines of file hash and relative path */
    /* derived, made by an_model_index */
    struct an_map place_by_id, topic_by_id, fact_by_id, instrument_by_id, provision_by_id,
        list_by_id;
    const struct an_up *up;            /* per place */
    const struct an_refs *exempted_by; /* per provision: those that exempt it */
    const struct an_refs *overridden_by;
    AN_ARRAY(uint32_t) definers; /* provisions with duty DEFINES */
};

/** Fills the derived part. Called once by whoever built the arrays. */
void an_model_index(struct an_model *model);

/** Index by id, or AN_NONE. Places: aliases resolve too, `alias` (may be NULL) tells. */
uint32_t an_model_place(const struct an_model *m, const char *id, bool *alias);
uint32_t an_model_topic(const struct an_model *m, const char *id);
uint32_t an_model_fact(const struct an_model *m, const char *id);
uint32_t an_model_instrument(const struct an_model *m, const char *id);
uint32_t an_model_provision(const struct an_model *m, const char *id);
uint32_t an_model_list(const struct an_model *m, const char *id);

/**
 * Is `inner` part of `outer` on this day: the same, a part at any depth, or a member of a union,
 * treaty or group (whose members may be groups). UNKNOWN where a day of membership is imprecise.
 * HK is not in CN unless the data say so.
 */
an_tri an_place_within(const struct an_model *m, uint32_t inner, uint32_t outer, an_day day);

/** Does law of `maker` apply in `place` on this day: within, or `applies_in`, or a party of the
 * treaty. */
an_tri an_law_applies(const struct an_model *m, uint32_t maker, uint32_t place, an_day day);

/** What an instrument or provision is on a day. */
struct an_standing {
    an_tri in_force; /* UNKNOWN: a date is imprecise ("uncertain") */
    bool unenforced; /* in force, marked */
    bool not_yet;    /* proposed or adopted, surely not in force yet, and nothing ended it */
    /* Of the last event that surely happened (an extended one: of what it extends); PROPOSED if
     * none did. ADOPTED before the provision's own first day, LAPSED from its own last day on. */
    enum an_state state;
    bool any; /* false: no event had surely happened on that day: unknown to the law */
    const struct an_event *event; /* that event, or NULL */
    /* The present or next stretch in force, as far as known; `ends` is the first day after it. */
    struct an_when starts, ends;
    bool has_start, has_end;
};

/**
 * The one function that answers "in force on this day?" (design: time). Own status events and own
 * from/before override the instrument's.
 */
struct an_standing an_provision_standing(const struct an_model *m, const struct an_provision *p,
                                         an_day day);

/** Checked record that holds for a provision: its own or its instrument's. */
const struct an_checked *an_provision_checked(const struct an_model *m,
                                              const struct an_provision *p);

/** Events that hold for a provision: its own or its instrument's. */
struct an_events an_provision_events(const struct an_model *m, const struct an_provision *p);

/** First day in force by its events and its own `from`; false if there is none. */
bool an_provision_first_day(const struct an_model *m, const struct an_provision *p,
                            struct an_when *out);

/**
 * The law as the public knew it on a day (`--known-on`): the model without the events that became
 * public later, and without the ends that follow from successors nobody knew of. The copy is in
 * `arena` and shares the rest with `m`.
 */
const struct an_model *an_model_as_known(struct an_arena *arena, const struct an_model *m,
                                         an_day known_on);
/** May the public have known of the i-th event on that day? */
bool an_event_known(struct an_events events, uint32_t i, an_day known_on);

/* Words for enums, as written in the language ("must_not", "standing"). Never NULL. */
const char *an_duty_word(enum an_duty duty);
const char *an_trigger_word(enum an_trigger trigger);
const char *an_state_word(enum an_state state);
const char *an_evidence_word(enum an_evidence evidence);
const char *an_confidence_word(enum an_confidence confidence);
const char *an_type_word(enum an_type type);
const char *an_nexus_word(enum an_nexus_kind nexus);
const char *an_effect_word(enum an_effect effect);
const char *an_nature_word(enum an_nature nature);
const char *an_inability_word(enum an_inability inability);
const char *an_place_kind_word(enum an_place_kind kind);
const char *an_scope_word(enum an_scope scope);
const char *an_function_word(enum an_function function); /* "" for AN_FN_NONE */
const char *an_priority_word(enum an_priority priority); /* "" for AN_PRIORITY_NONE */
const char *an_text_kind_word(enum an_text_kind text);
/** "seller, provider" for AN_ADDR_ bits. */
const char *an_addressee_words(struct an_arena *arena, uint32_t addressee);
const char *an_op_word(enum an_op op); /* "at_least" */

#endif
