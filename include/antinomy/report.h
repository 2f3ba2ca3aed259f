/*
 * Reports: finished results written as text, JSON, HTML or Markdown. Writers compute nothing legal
 * and print nothing that depends on the machine, the clock or the terminal: the same result gives
 * the same bytes. Each returns AN_OK or AN_ENOMEM; whether the sink took everything is told by
 * an_sink_error. Text from rules and profiles is escaped for its target.
 */
#ifndef ANTINOMY_REPORT_H
#define ANTINOMY_REPORT_H

#include "antinomy/check.h"
#include "antinomy/compare.h"
#include "antinomy/conflict.h"
#include "antinomy/plan.h"

/** How text for people is laid out. */
struct an_text_style {
    unsigned width; /**< columns to wrap at; 0: 80 */
    bool colour;    /**< a second signal only: every coloured word says the same without it */
};

/** The check of one product or of several, one after the other. */
enum an_status an_report_check_text(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n, const struct an_text_style *style);
/** docs/json.md: "antinomy/check/1", or "antinomy/check-list/1" around several. */
enum an_status an_report_check_json(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n);
/** One self-contained page without script. */
enum an_status an_report_check_html(struct an_sink *sink, const struct an_check *const *checks,
                                    size_t n);
enum an_status an_report_check_md(struct an_sink *sink, const struct an_check *const *checks,
                                  size_t n);

/** Why one provision (as an_show gives it) came out as it did: its findings with their proof trees.
 */
enum an_status an_report_explain_text(struct an_sink *sink, const struct an_check *check,
                                      const struct an_thing *thing,
                                      const struct an_text_style *style);
/** "antinomy/explain/1"; without a finding the list is empty. */
enum an_status an_report_explain_json(struct an_sink *sink, const struct an_check *check,
                                      const char *provision);
/**
 * For a provision that gave no finding because it was no law on that day, nor on its way to
 * becoming one: what it is, and its dated events.
 */
enum an_status an_report_absent_text(struct an_sink *sink, const struct an_check *check,
                                     const struct an_thing *thing,
                                     const struct an_text_style *style);

/** Things with all their fields, for several ids; JSON: "antinomy/show/1". */
enum an_status an_report_show_text(struct an_sink *sink, struct an_things *const *things, size_t n,
                                   const struct an_text_style *style);
enum an_status an_report_show_json(struct an_sink *sink, struct an_things *const *things, size_t n);
/** Hits of a search, a line or two each; JSON: "antinomy/search/1". */
enum an_status an_report_search_text(struct an_sink *sink, const struct an_things *things,
                                     const struct an_text_style *style);
enum an_status an_report_search_json(struct an_sink *sink, const struct an_things *things);

/** What a load did; JSON: "antinomy/load/1". `base` is the file that was to be written; NULL: none
 * was. */
enum an_status an_report_load_text(struct an_sink *sink, const struct an_load_result *result,
                                   const char *base, const struct an_text_style *style);
enum an_status an_report_load_json(struct an_sink *sink, const struct an_load_result *result,
                                   const char *base);
/** What verify found; JSON: "antinomy/verify/1". */
enum an_status an_report_verify_text(struct an_sink *sink, const struct an_verify_result *result,
                                     const char *base, const struct an_text_style *style);
enum an_status an_report_verify_json(struct an_sink *sink, const struct an_verify_result *result,
                                     const char *base);

/** Cases: what was expected, what was found and why, and what no case covers; JSON:
 * "antinomy/cases/1". */
enum an_status an_report_cases_text(struct an_sink *sink, const struct an_case_results *results,
                                    const struct an_text_style *style);
enum an_status an_report_cases_json(struct an_sink *sink, const struct an_case_results *results);
/** As JUnit XML, a test case for each case and day: for build servers. */
enum an_status an_report_cases_junit(struct an_sink *sink, const struct an_case_results *results);

/**
 * Countries side by side. Text: topics down where the countries fit beside each other, else
 * countries down and topics across by number. JSON: "antinomy/compare/1". CSV: a line for each
 * jurisdiction, topic and provision.
 */
enum an_status an_report_matrix_text(struct an_sink *sink, const struct an_matrix *matrix,
                                     const struct an_text_style *style);
enum an_status an_report_matrix_json(struct an_sink *sink, const struct an_matrix *matrix);
enum an_status an_report_matrix_csv(struct an_sink *sink, const struct an_matrix *matrix);
/** Shares, gaps and the tree; JSON: "antinomy/compare-distances/1". */
enum an_status an_report_distances_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_distances *distances,
                                        const struct an_text_style *style);
enum an_status an_report_distances_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_distances *distances);
enum an_status an_report_distances_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                       const struct an_distances *distances);
/** Alike duties by attribute; JSON: "antinomy/compare-aligned/1". */
enum an_status an_report_aligned_text(struct an_sink *sink, const struct an_matrix *matrix,
                                      const struct an_aligned *aligned,
                                      const struct an_text_style *style);
enum an_status an_report_aligned_json(struct an_sink *sink, const struct an_matrix *matrix,
                                      const struct an_aligned *aligned);
enum an_status an_report_aligned_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                     const struct an_aligned *aligned);
/** Every number with the provisions it is made of; JSON: "antinomy/compare-index/1". */
enum an_status an_report_index_text(struct an_sink *sink, const struct an_matrix *matrix,
                                    const struct an_index *index,
                                    const struct an_text_style *style);
enum an_status an_report_index_json(struct an_sink *sink, const struct an_matrix *matrix,
                                    const struct an_index *index);
enum an_status an_report_index_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                   const struct an_index *index);
/** Which rule makes which moot; JSON: "antinomy/compare-dominance/1". */
enum an_status an_report_dominance_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_dominance *dominance,
                                        const struct an_text_style *style);
enum an_status an_report_dominance_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_dominance *dominance);
enum an_status an_report_dominance_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                       const struct an_dominance *dominance);
/** A profile in YAML; JSON: "antinomy/compare-strictest/1". */
enum an_status an_report_strictest_text(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_strictest *strictest);
enum an_status an_report_strictest_json(struct an_sink *sink, const struct an_matrix *matrix,
                                        const struct an_strictest *strictest);
/** What to look at again; JSON: "antinomy/compare-consistency/1". */
enum an_status an_report_consistency_text(struct an_sink *sink, const struct an_matrix *matrix,
                                          const struct an_consistency *consistency,
                                          const struct an_text_style *style);
enum an_status an_report_consistency_json(struct an_sink *sink, const struct an_matrix *matrix,
                                          const struct an_consistency *consistency);
enum an_status an_report_consistency_csv(struct an_sink *sink, const struct an_matrix *matrix,
                                         const struct an_consistency *consistency);

/** A plan; JSON: "antinomy/plan/1". */
enum an_status an_report_plan_text(struct an_sink *sink, const struct an_plan *plan,
                                   const struct an_text_style *style);
enum an_status an_report_plan_json(struct an_sink *sink, const struct an_plan *plan);

/** Conflicts: one answer first, then each with its demands and ways out. JSON:
 * "antinomy/conflicts/1". */
enum an_status an_report_conflicts_text(struct an_sink *sink, const struct an_conflicts *conflicts,
                                        const struct an_text_style *style);
enum an_status an_report_conflicts_json(struct an_sink *sink, const struct an_conflicts *conflicts);

#endif
