/*
 * Checking products: every provision that reaches a product in its markets, its verdict, why, what
 * is missing and what would help. Results are plain const structs, owned by their handle, filled by
 * the engine, read by reports; all text is UTF-8 and borrowed from the handle.
 */
#ifndef ANTINOMY_CHECK_H
#define ANTINOMY_CHECK_H

#include "antinomy/profile.h"

/** Verdicts (docs/semantics.md). The first ten are base verdicts, decided by complete facts. */
enum an_verdict {
    AN_NOT_APPLICABLE,
    AN_DISPLACED,
    AN_EXEMPT,
    AN_COMPLIANT,
    AN_DUE,
    AN_VIOLATION,
    AN_COUNTS_AGAINST,
    AN_READY,
    AN_EXPOSED,
    AN_PERMITS,
    AN_BASE_VERDICTS, /**< how many base verdicts there are */
    /* answers where facts are missing or lawyers differ */
    AN_CLEAR = AN_BASE_VERDICTS, /**< several outcomes, none a breach */
    AN_UNDETERMINED,
    AN_DISPUTED,
    AN_VERDICT_COUNT
};

/** The word of the language and of JSON, for instance "not_applicable". Never NULL. */
const char *an_verdict_word(enum an_verdict verdict);
/** The verdict of a word, or AN_VERDICT_COUNT. */
enum an_verdict an_verdict_of_word(const char *word);

/** A set of base verdicts, as bits 1 << verdict. */
typedef unsigned an_verdict_set;

/** Where a value comes from. */
enum an_origin {
    AN_ORIGIN_STATED,
    AN_ORIGIN_AXIOM,
    AN_ORIGIN_PRESUMED,
    AN_ORIGIN_DERIVED,
    AN_ORIGIN_ROW,
    AN_ORIGIN_MISSING
};

/** A place to look at: file as named, and line; line 0: none. */
struct an_where {
    const char *file;
    uint32_t line;
};

/** A fact that decided, or is missing. */
struct an_fact_use {
    const char *fact;
    const char *label; /* what it is called in sentences; NULL: as its id */
    const char *question, *help;
    const char *value; /* in words; NULL if unknown */
    enum an_origin origin;
    const char *because; /* axiom or presumption id, or derivation in words; NULL if stated */
    const char *evidence, *confidence; /* NULL if none is stated */
    const char *nature;                /* "design", ... */
    bool fixed;                        /* the maker will not change it */
    const char *why_unknown;           /* "not asked", ...; NULL if known or simply not given */
    struct an_where where;             /* in the profile */
    const char *why; /* of an axiom or presumption: its reason, a sentence; else NULL */
};

enum an_truth { AN_IS_FALSE, AN_IS_TRUE, AN_IS_UNKNOWN };

enum an_proof_kind {
    AN_PROOF_PROVISION, /* root, or an exempting or overriding provision */
    AN_PROOF_IN_FORCE,
    AN_PROOF_NEXUS,
    AN_PROOF_WHEN,
    AN_PROOF_FOLLOWS, /* its children are the provisions of whose breach it is a consequence */
    AN_PROOF_UNLESS,
    AN_PROOF_EXEMPTED, /* its children are the provisions that could exempt it */
    AN_PROOF_DISPLACED,
    AN_PROOF_CONTENT, /* must, must_not, may */
    AN_PROOF_ORDER,
    AN_PROOF_ABLE,
    AN_PROOF_DUE,
    AN_PROOF_ALL,
    AN_PROOF_ANY,
    AN_PROOF_NOT,
    AN_PROOF_OPEN,
    AN_PROOF_SOME,
    AN_PROOF_EVERY,
    AN_PROOF_ROW, /* a row of a table */
    AN_PROOF_TEST /* a leaf */
};

/** One step of a proof. The whole explanation, text, JSON, picture and why-not are views of it. */
struct an_proof {
    enum an_proof_kind kind;
    enum an_truth truth;
    const char *text;               /* what is claimed, in words */
    const char *found;              /* what was found, in words; NULL where children say it */
    const struct an_fact_use *fact; /* leaves: the fact; else NULL */
    struct an_where rule;           /* where the claim is encoded */
    const struct an_provision_info *provision; /* AN_PROOF_PROVISION */
    const struct an_proof *const *child;
    uint32_t n_children;
};

/** A change that would turn a breach or an exposure into something fine. */
struct an_way_out {
    const char *text; /* in words: "key.custody: seller (today: device)" */
    const char *fact; /* NULL where it is no fact (leave the market, obtain an exemption) */
    uint32_t cost;    /* 0 unknown, 1 to 5 */
    bool blocked;     /* rests on a fact that is fixed */
    enum an_verdict becomes;
};

/** What one reading of a disputed provision gives. */
struct an_reading_answer {
    const char *id, *who;
    an_verdict_set possible;
    enum an_verdict verdict;
};

/** One provision, on rows with equal facts. */
struct an_finding {
    const struct an_provision_info *provision;
    const char *const *markets; /* codes, sorted; of a home row: empty */
    uint32_t n_markets;
    const char *const *offers; /* ids; empty where the profile has one nameless offer */
    uint32_t n_offers;
    bool home;        /* "also bound by": holds whatever the markets are */
    bool not_yet_law; /* proposed or adopted: decided as if in force; never counted */
    bool suspended;   /* suspended on this day: decided as if in force; never counted */
    bool unenforced;
    const char
        *standing; /* of what is not in force: "suspended since 2015-04-13, ..."; else NULL */
    enum an_verdict verdict;
    an_verdict_set possible; /* of the answer; with readings, of all of them together */
    bool exact;              /* false: `possible` and `open` may be too long (limit reached) */
    const char *outcome;     /* possible outcomes in words, for undetermined, clear and disputed */
    const char *reason;      /* one sentence: what decided it */
    const struct an_reading_answer *readings;
    uint32_t n_readings;
    const struct an_provision_info
        *by;                 /* exempt, displaced: by which provision; NULL: by its own `unless` */
    const char *until;       /* last day of that exemption, or NULL */
    enum an_verdict without; /* exempt: the verdict without it */
    const char *due;         /* due: the day */
    const char *law_day;     /* the day whose law governs, where an anchor moved it; else NULL */
    /** Days that the answer turns on and that are known only roughly: "in force on 2020-03"; NULL:
     * none. */
    const char *roughly;
    const struct an_fact_use *decided; /* facts that decided */
    uint32_t n_decided;
    uint32_t n_settled; /* the first so many settled it; the others say why it applies at all */
    const struct an_fact_use *open; /* missing facts whose value changes the set */
    uint32_t n_open;
    bool only_attests; /* everything open is an unanswered confirmation */
    const struct an_way_out *ways;
    uint32_t n_ways;
    const struct an_proof *proof;
    /** A consequence of a breach that is told too: shown under that, and not counted. */
    bool consequence;
    const struct an_finding *const *consequences; /**< what follows from its breach */
    uint32_t n_consequences;
};

/** A missing fact, and how much it decides; ordered by how many findings it opens. */
struct an_question {
    struct an_fact_use fact;
    const char *const *provisions;
    uint32_t n_provisions;
    const char *const *values; /* what can be answered */
    uint32_t n_values;
    const char *unit;
    bool attest;
    bool per_market;
};

/** What was not researched for this day, so that silence is no answer. */
struct an_gap {
    const char *market, *topic;
};

struct an_check {
    const char *product, *product_name;
    const char *profile_path, *profile_hash;
    const char *day;      /* asked */
    const char *known_on; /* only what was public by that day was used; NULL: all that is known */
    const char *revision; /* of the rules */
    const char *version;  /* of the program */
    const char *const *markets;
    const char *const *market_names; /* short names, as many as markets */
    uint32_t n_markets;
    const char *const *offers;       /* ids of the profile's offers; empty: one nameless offer */
    const char *const *offer_titles; /* as many; NULL where an offer has none */
    uint32_t n_offers;
    const char *const *topics; /* asked for; empty: all */
    uint32_t n_topics;
    uint32_t in_force; /* provisions that were in force in these markets or bound at home */
    uint32_t count[AN_VERDICT_COUNT]; /* findings in force, by verdict; not_applicable too */
    const struct an_finding
        *findings; /* in order of jurisdiction, provision, markets; not_applicable included */
    uint32_t n_findings;
    const struct an_question *questions;
    uint32_t n_questions;
    const struct an_gap *gaps;
    uint32_t n_gaps;
    const char *weakest_evidence, *weakest_confidence; /* NULL if nothing rests on anything */
    const char *weakest_where;  /* the provision or fact that is the weakest */
    const char *const *notices; /* presumptions overridden by stated facts, and the like */
    uint32_t n_notices;
};

struct an_check_options {
    const char *as_of;    /**< YYYY-MM-DD, or NULL: the profile's */
    const char *known_on; /**< use only what was public by that day; NULL: all that is known */
    const char *const *markets; /**< codes; "all": all with law or coverage; none: the profile's */
    size_t n_markets;
    const char *const *topics; /**< ids or family prefixes ("acc"); none: all */
    size_t n_topics;
    const char *const *provisions; /**< ids: only these are decided, and those that bear on them;
                                        none: all. Ids that do not exist are passed over */
    size_t n_provisions;
    const char *reading; /**< NULL: all readings; or an id, "strict", "lenient" */
    bool no_proofs; /**< leave the proofs NULL: for callers that print none, and want it quickly */
    /** Leave out what is open, and questions: for callers that look at verdicts alone. Where little
     * is known, what would be asked costs more than the verdict. */
    bool verdicts_only;
    /** Stop at three-valued logic: an answer may say "undetermined" where all outcomes are fine.
     * For callers that try much and check what they keep. */
    bool three_values;
};

struct an_check_result;
/** Checks one product. AN_EINPUT also if the profile contradicts an axiom (both sides are shown).
 */
enum an_status an_check_run(struct an_check_result **out, const struct an_base *base,
                            struct an_workspace *ws, const struct an_product *product,
                            const struct an_check_options *options);
const struct an_check *an_check_get(const struct an_check_result *result);
void an_check_free(struct an_check_result *result);

/** Exit status by the table of the manual: 0, 1 findings, 2 undetermined or not researched. */
int an_check_exit(const struct an_check *check, bool strict);

/* ---- cases ---- */

struct an_case_line {
    const char *provision, *market; /* market NULL: all its rows */
    const char *expected, *found;   /* words; found "none" if the provision gave no finding */
    bool ok;
    const struct an_finding *finding; /* of a case that is not ok: why; may be NULL */
    size_t at, length;                /* where the expected word stands in the file, in bytes */
};

struct an_case_outcome {
    const char *id, *title, *product, *day, *source;
    struct an_where where;
    bool ok;
    const char *error; /* the case could not be run; else NULL */
    const struct an_case_line *lines;
    uint32_t n_lines;
    const char *known_on; /* only what was public by that day was used; NULL: all */
};

/** Which cases are run, and of what law. Everything may be left out. */
struct an_case_options {
    const char
        *filter; /* only cases whose id, product or some expected provision holds this word */
    const char *const *topics; /* only cases that expect something of these topics or families */
    size_t n_topics;
    const char *expects;  /* only cases that expect this verdict somewhere; "none" too */
    const char *known_on; /* a day, for cases that do not name their own; NULL: all that is known */
};

/**
 * Coverage is of what was run and found as expected. Where cases are chosen only provisions count
 * that the cases run speak of.
 */
struct an_case_results {
    const struct an_case_outcome *cases;
    uint32_t n_cases, n_failed;
    uint32_t n_provisions, n_complied, n_breached; /* provisions found so by some case */
    uint32_t outcome[AN_VERDICT_COUNT]; /* per verdict: provisions found so by some case */
    uint32_t n_disputable;              /* provisions that lawyers read in different ways */
    const char *const *uncovered;       /* provisions without both kinds of case */
    uint32_t n_uncovered;
};

struct an_case_run;
/** Runs the cases found under `paths` against the rules under `paths`; `options` NULL: all cases.
 */
enum an_status an_cases_run(struct an_case_run **out, struct an_workspace *ws,
                            const char *const *paths, size_t n_paths,
                            const struct an_case_options *options);
const struct an_case_results *an_cases_get(const struct an_case_run *run);
void an_cases_free(struct an_case_run *run);

/** A file of cases with the words that were found in place of those that were expected. */
struct an_case_update {
    const char *path, *before, *after;
    uint32_t n_changed; /* expectations */
};
struct an_case_updates {
    const struct an_case_update *files;
    uint32_t n_files;
    const char *const *left; /* why an expectation could not be changed, one sentence each */
    uint32_t n_left;
};
struct an_case_change;
/**
 * What the files of cases would be if every expectation said what was found. Nothing but the words
 * changes. Left as they are: cases that could not be run, rows that differ, days that differ.
 * Writes nothing.
 */
enum an_status an_cases_update(struct an_case_change **out, struct an_workspace *ws,
                               const struct an_case_run *run);
const struct an_case_updates *an_case_updates_get(const struct an_case_change *change);
void an_case_updates_free(struct an_case_change *change);

#endif
