/*
 * The wording of reports, in one place: what a verdict is called, how a provision is cited, how a
 * fact, a source and a way out are said. Neutral in tone: a report says what a product "would not
 * meet", never that somebody broke the law. Text comes back raw: the writer escapes it.
 */
#ifndef AN_REPORTS_PHRASE_H
#define AN_REPORTS_PHRASE_H

#include "reports/view.h"

/** "would not meet", "appears exempt", ... */
const char *an_phrase_verdict(enum an_verdict verdict);
/** Title of the findings of one class: "Would not meet". */
const char *an_phrase_class(enum an_class class);
/** "1 provision", "2 provisions"; an irregular plural is given whole. */
const char *an_phrase_count(struct an_arena *arena, uint32_t n, const char *one, const char *many);
/** "a", "a and b", "a, b and c". */
const char *an_phrase_list(struct an_arena *arena, const char *const *words, size_t n,
                           const char *last);
/** Name and id of the product. */
const char *an_phrase_product(struct an_arena *arena, const struct an_check *check);
/** "China (CN)"; the code alone where the check has no name for it. */
const char *an_phrase_market(struct an_arena *arena, const struct an_check *check,
                             const char *code);
const char *an_phrase_markets(struct an_arena *arena, const struct an_check *check,
                              const char *const *codes, uint32_t n);
/** The same as a sentence has it: "the United States (US)". */
const char *an_phrase_markets_in_text(struct an_arena *arena, const struct an_check *check,
                                      const char *const *codes, uint32_t n);
/** "bank (bought by a bank for its staff)" */
const char *an_phrase_offer(struct an_arena *arena, const struct an_check *check, uint32_t i);
/** Ids of the offers that a finding is about; NULL if they are all. */
const char *an_phrase_offers(struct an_arena *arena, const struct an_check *check,
                             const struct an_finding *finding);
/** Title of a part: its markets, "Also bound by", ... */
const char *an_phrase_part(struct an_arena *arena, const struct an_check *check,
                           const struct an_part *part);
/** A line on what stands in this part; NULL where the title says it all. */
const char *an_phrase_part_note(enum an_part_kind kind);

/** "art. 18", or as it is where it names itself ("18 USC 2713"). */
const char *an_phrase_article(struct an_arena *arena, const char *text);
/** Adds a text, after the separator where something stands already; none where it is empty. */
void an_phrase_add(struct an_sink_buffer *out, const char *separator, const char *text);
/** Jurisdiction, title (original title), number, article. */
const char *an_phrase_citation(struct an_arena *arena, const struct an_provision_info *info);
/** The citation after the jurisdiction's name: instrument and article only. */
const char *an_phrase_instrument(struct an_arena *arena, const struct an_provision_info *info);
/** The same where the instrument has been cited in full before: by its number, or title. */
const char *an_phrase_again(struct an_arena *arena, const struct an_provision_info *info);
/** The sanction; NULL if none is encoded. */
const char *an_phrase_penalty(struct an_arena *arena, const struct an_provision_info *info);
/** Evidence, state of the text, confidence, day of the check; NULL if nothing is stated. */
const char *an_phrase_source(struct an_arena *arena, const struct an_provision_info *info);
/** Id and place of a rule: "cn.x.18 (policies/cn/x.yaml:41)". */
const char *an_phrase_rule(struct an_arena *arena, const struct an_provision_info *info);
const char *an_phrase_where(struct an_arena *arena, struct an_where where);

/** Whose duty it is, and what follows if it is the buyer's; NULL where a seller's or provider's
 * duty says itself. */
const char *an_phrase_bearer(struct an_arena *arena, const struct an_finding *finding);
/** "the seller, the provider and the buyer" from "seller, provider, buyer". */
const char *an_phrase_bearers(struct an_arena *arena, const char *list);
/** Of a duty on order, what follows for who cannot obey: "is excused"; NULL for other duties. */
const char *an_phrase_inability(const struct an_provision_info *info);
/** "holders of keys that open content (key.custody)" of a label, which may be NULL, and an id. */
const char *an_phrase_named(struct an_arena *arena, const char *label, const char *fact);
/** "holders of keys that open content (key.custody)"; a fact without a label by its id alone. */
const char *an_phrase_name(struct an_arena *arena, const struct an_fact_use *use);
/** "holders of keys ... (key.custody): device (stated; ...; profile.yaml:31)". */
const char *an_phrase_fact(struct an_arena *arena, const struct an_fact_use *use);
/** What is in the brackets there: origin, evidence, confidence, place. */
const char *an_phrase_basis_of(struct an_arena *arena, const struct an_fact_use *use);
/** Why nothing is known of it: "not given". */
const char *an_phrase_missing(const struct an_fact_use *use);
const char *an_phrase_way(struct an_arena *arena, const struct an_way_out *way);
/** "would not meet, or does not apply". */
const char *an_phrase_set(struct an_arena *arena, an_verdict_set set);
/** Of what is in order: the verdict and why; of a liberty there is no more to say. */
const char *an_phrase_fine(struct an_arena *arena, const struct an_finding *finding);
/** What exempts or displaces, until when, and what would hold without it; else NULL. */
const char *an_phrase_relief(struct an_arena *arena, const struct an_finding *finding);
/** What was looked at and applies nowhere, in one or two sentences: ids, of many how many of whose
 * law. NULL if there is none. */
const char *an_phrase_outside(struct an_arena *arena, const struct an_view *view);
/** One reading: "strict (who): would not meet". */
const char *an_phrase_reading(struct an_arena *arena, const struct an_reading_answer *reading);
/** Marks that qualify a finding: not enforced, anchor, step limit; NULL if none. */
const char *an_phrase_marks(struct an_arena *arena, const struct an_finding *finding);

/** A line of the counts: "would not meet (violation)", and on how many provisions where these are
 * fewer than the answers. */
const char *an_phrase_counted(struct an_arena *arena, const struct an_view *view,
                              enum an_verdict verdict);
/** The findings that a question bears on, by number: "[5] to [9] and [12]". */
const char *an_phrase_bears(struct an_arena *arena, const struct an_view *view,
                            const struct an_question *question);
/** A consequence of a breach in one line: what it is, its answer, what it demands, its rule. */
const char *an_phrase_consequence(struct an_arena *arena, const struct an_finding *finding);
/** "Law of 2015-04-20", and as of when it was known where that was asked for. */
const char *an_phrase_law(struct an_arena *arena, const struct an_check *check);
/** The answer in one paragraph. */
const char *an_phrase_answer(struct an_arena *arena, const struct an_view *view);
/** What was not researched, in one sentence; NULL if nothing. */
const char *an_phrase_gaps(struct an_arena *arena, const struct an_check *check);
/** Day, revision, profile, provisions in force, weakest evidence, version. */
const char *an_phrase_basis(struct an_arena *arena, const struct an_check *check);
/** How findings are counted; stands under every count. */
extern const char an_phrase_counting[];
extern const char an_phrase_disclaimer[];

#endif
