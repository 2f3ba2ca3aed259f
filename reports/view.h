/*
 * The order in which a check is told, the same in text, HTML and Markdown: by market, breaches
 * first, then what else binds, then what is not law on this day. Items are numbered through, so
 * that people can point at them. Decides nothing: it sorts findings by verdicts that are given.
 */
#ifndef AN_REPORTS_VIEW_H
#define AN_REPORTS_VIEW_H

#include "antinomy/check.h"
#include "engine/base/map.h"

/** What a verdict counts as (docs/semantics.md, 6.1), in order of printing. */
enum an_class {
    AN_CLASS_BREACH,
    AN_CLASS_PREPARE,
    AN_CLASS_QUESTION,
    AN_CLASS_DISPUTE,
    AN_CLASS_EXEMPT, /* exempt and displaced: fine, but worth knowing why and until when */
    AN_CLASS_FINE,
    AN_CLASS_OUTSIDE,
    AN_CLASS_COUNT
};
enum an_class an_class_of(enum an_verdict verdict);

struct an_item {
    const struct an_finding *finding;
    uint32_t number; /* from 1; 0: outside, not told */
    bool again;      /* its instrument was cited before, under the same heading */
    uint32_t as;     /* number of the finding of the same provision told just before, or 0 */
};

enum an_part_kind { AN_PART_MARKETS, AN_PART_HOME, AN_PART_NOT_YET, AN_PART_SUSPENDED };

/** Findings told under one heading, sorted by class, jurisdiction, provision. */
struct an_part {
    enum an_part_kind kind;
    const char *const *markets; /* of AN_PART_MARKETS */
    uint32_t n_markets;
    const struct an_item *items;
    uint32_t n_items;
    uint32_t count[AN_CLASS_COUNT];      /* findings */
    uint32_t provisions[AN_CLASS_COUNT]; /* different provisions among them */
};

struct an_view {
    const struct an_check *check;
    const struct an_part *parts; /* without those that have nothing to tell */
    uint32_t n_parts;
    uint32_t provisions[AN_VERDICT_COUNT]; /* different provisions with such a finding in force */
    uint32_t bars, conditions;  /* violations that are duties of the buyer alone, by their effect */
    uint32_t excused;           /* of the exposed: those that excuse who cannot obey */
    const char *const *outside; /* ids of provisions that apply nowhere */
    const char *const *outside_of; /* whose law each of them is; those of one stand together */
    uint32_t n_outside;
    const struct an_question *const *questions; /* facts first, then confirmations of conduct */
    uint32_t n_questions, n_facts;
    struct an_map question_of; /* fact -> number from 1 */
};

AN_NODISCARD const struct an_view *an_view_of(struct an_arena *arena, const struct an_check *check);
/** Has this market no provision in force that applies? */
bool an_view_silent(const struct an_view *view, const char *market);
/** Is it a rule on what a buyer may buy, and not on what it does itself? */
bool an_is_purchase_rule(const struct an_provision_info *info);
/** Numbers, ascending, of the findings that a question bears on; a consequence counts as the
 * finding under which it is told. */
size_t an_view_items_of(struct an_arena *arena, const struct an_view *view,
                        const struct an_question *question, const uint32_t **numbers);
/** Was nothing at all researched for this market and day? */
bool an_is_unresearched(const struct an_check *check, const char *market);
/** Number of the question about a fact, from 1; 0 if it is not asked. */
uint32_t an_view_question(const struct an_view *view, const char *fact);

#endif
