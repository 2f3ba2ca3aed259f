/*
 * Inside of the language: what is known while a set of files becomes a model. The builders
 * (build_*.c) read checked trees into it, cond_*.c conditions, finish.c puts everything in order of
 * id. Nothing here is used once the model is made, but for the parts that profiles share.
 *
 * Facts and provisions are referred to before they are declared, in other files. So each name has a
 * number from its first mention on, conditions and references hold these numbers, and finish.c
 * replaces them by indices. Places, topics and lists are all declared before the first reference:
 * these are indices from the start.
 */
#ifndef AN_LANG_BUILD_H
#define AN_LANG_BUILD_H

#include "engine/base/vec.h"
#include "engine/diag/diag.h"
#include "engine/diag/nearest.h"
#include "engine/lang/lang.h"
#include "engine/lang/pool.h"
#include "engine/lang/read.h"
#include "engine/lang/store.h"

/** What a name can name. */
enum an_named { AN_NAMED_FACT, AN_NAMED_PROVISION, AN_NAMED_INSTRUMENT, AN_NAMED_KINDS };

struct an_name_entry {
    const char *id;
    uint32_t index;      /* of what was declared; AN_NONE: only mentioned so far */
    bool broken;         /* its declaration was wrong: what follows from it is not reported */
    struct an_span span; /* of the declaration, as shown in messages */
};
struct an_name_table {
    struct an_map map;
    AN_VEC(struct an_name_entry) v;
};

/** A mention of something that was not declared yet. */
struct an_mention {
    enum an_named kind;
    uint32_t number;
    bool term;    /* must be a term */
    bool misused; /* a condition tests it as no yes/no fact can be tested */
    struct an_span at;
};

/** `exempts: {all_of: ...}`, spelt out at the end. */
struct an_exempts_all {
    uint32_t provision, instrument; /* draft index, name number */
    struct an_refs but;             /* name numbers */
};

/** `steps`: from when the first value was meant, to be compared with the days in force. */
struct an_first_step {
    const char *provision;
    an_day from;
    struct an_span at;
};

/** A thing declared in a file of definitions: its id and node. */
struct an_item {
    const char *id;
    const struct an_node *node;
    bool twice; /* declared again elsewhere, which was reported */
};
typedef AN_VEC(struct an_item) an_items_of;

struct an_build {
    struct an_arena *arena;   /* of the model */
    struct an_arena *scratch; /* dropped when the model is made */
    struct an_arena *naming;  /* of `names`: dropped by an_build_finish */
    struct an_diag_list *diags;
    struct an_model *model;
    struct an_intern *symbols;   /* numbers in order of first sight */
    AN_VEC(uint32_t) model_file; /* by number of the file in `diags` */
    uint32_t *diag_file;         /* and back */
    /* Parts that were left out, each after an error: else the load would lie. */
    uint32_t lost;
    size_t suggestions; /* names looked at for suggestions so far */
    bool incomplete;    /* some file or declaration could not be read: ids may be missing */

    AN_VEC(const struct an_node *) namings; /* lists of documents `names` */
    an_items_of places, topics, lists, facts, tables, functions, nexus, axioms, presumptions;

    struct an_name_table names[AN_NAMED_KINDS];
    AN_VEC(struct an_mention) mentions;
    struct an_axiom *axiom, *presumption;        /* the model's, still to be changed */
    AN_VEC(struct an_list_member *) list_member; /* likewise, by list */
    struct an_pool *fact_pool;                   /* struct an_fact */
    struct an_pool *provision_pool;              /* struct an_provision */
    AN_VEC(struct an_instrument) instruments;
    AN_VEC(struct an_term) terms;
    AN_VEC(struct an_exempts_all) exempts_all;
    AN_VEC(struct an_first_step) first_steps;
    struct an_cond_store *conds;
    struct an_ref_store *fact_refs, *provision_refs; /* name numbers, replaced at the end */
    struct an_ref_store *symbol_refs;
    /* work space, used again and again */
    AN_VEC(struct an_cond_node) cond_nodes;
    AN_VEC(int64_t) cond_values;
    AN_VEC(uint32_t) ref_numbers;
    AN_VEC(const struct an_node *)
    provision_nodes; /* of one instrument, for the slots at the end */
};

/* ---- build.c: what all builders share ---- */

/** A span with the file's number in the model; and back, for messages. */
struct an_span an_kept_span(const struct an_build *b, struct an_span span);
struct an_span an_shown_span(const struct an_build *b, struct an_span span);
/** Where a thing stands: at its id, kept for the model. */
struct an_span an_kept_place(const struct an_build *b, const struct an_node *thing);

/** Number of a name, given at first mention. */
uint32_t an_name_number(struct an_build *b, enum an_named kind, const char *id);
/**
 * Declares it as `index`. False, with a message that shows both places, if it was declared before.
 * A bad id was reported with the shape: then false without one.
 */
bool an_name_declare(struct an_build *b, enum an_named kind, const struct an_node *id,
                     uint32_t index);
/** Remembers that a name that is not declared yet was used. */
void an_name_mention(struct an_build *b, struct an_mention mention);
/** Reports all names that were mentioned and never declared. */
void an_report_mentions(struct an_build *b);

/** The fact with this name number, or NULL. Good until the next fact is added. */
struct an_fact *an_build_fact(const struct an_build *b, uint32_t number);

/** Sorts things by id, reports those declared twice and keeps the first. `kind`: "topic". */
void an_sort_items(struct an_build *b, an_items_of *items, const char *kind);
/** Collects the items of a list that have an id. */
void an_add_items(struct an_build *b, an_items_of *items, const struct an_node *list,
                  enum an_mapping mapping);

/** from, before, through of a mapping, whose keys these are. */
struct an_interval an_build_interval(struct an_build *b, const struct an_fields *f,
                                     enum an_key from, enum an_key before, enum an_key through);
struct an_names an_build_names(struct an_build *b, const struct an_node *node);
struct an_texts an_build_texts(struct an_build *b, const struct an_node *node);
struct an_checked an_build_checked(struct an_build *b, const struct an_node *node);

/** One or several places; unknown ones are reported and left out. */
struct an_refs an_build_places(struct an_build *b, const struct an_node *node);
/** AN_NONE if unknown, reported. */
uint32_t an_build_place(struct an_build *b, const struct an_node *node);
uint32_t an_build_topic(struct an_build *b, const struct an_node *node);
/** Index of a step of a topic, or AN_NONE, reported. */
uint32_t an_topic_step(struct an_build *b, uint32_t topic, const struct an_node *node);
/** References to provisions or facts, as name numbers in the stores of `b`. */
struct an_refs an_build_provision_refs(struct an_build *b, const struct an_node *node,
                                       bool must_exist);
/** Facts that an order can ask for. */
struct an_refs an_build_acts(struct an_build *b, const struct an_node *node);
/** Name number of a fact whose type is date, or AN_NONE. */
uint32_t an_build_day_fact(struct an_build *b, const struct an_node *node);

/* ---- the builders ---- */

void an_build_all_places(struct an_build *b); /* after which place indices are final */
void an_build_place_details(struct an_build *b);
void an_build_all_namings(struct an_build *b); /* names that documents `names` give to places */
void an_build_all_topics(struct an_build *b);
void an_build_all_lists(struct an_build *b);
void an_build_all_facts(struct an_build *b);    /* ids and types */
void an_build_fact_details(struct an_build *b); /* conditions of facts, derivations */
void an_build_logic(struct an_build *b);        /* nexus, axioms, presumptions */
void an_build_instrument(struct an_build *b, const struct an_node *node);
/** Ids of an instrument's provisions and the facts of their confirmations, then the rest of them.
 */
void an_declare_provisions(struct an_build *b, const struct an_node *list, uint32_t instrument);
void an_build_provisions(struct an_build *b, uint32_t instrument);
struct an_events an_build_events(struct an_build *b, const struct an_node *list);

/**
 * Everything in order of id, numbers replaced by indices, exemptions spelt out, successors dated.
 * Calls drop(ctx) once the names are no longer needed.
 */
void an_build_finish(struct an_build *b, void (*drop)(void *), void *ctx);

#endif
