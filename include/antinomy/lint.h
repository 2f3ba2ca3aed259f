/*
 * Lint: what the rules could be read wrongly for, or cannot be defended with, though they load.
 * Each finding is a warning in the workspace's diagnostics, with a stable code, its place, and what
 * to do.
 */
#ifndef ANTINOMY_LINT_H
#define ANTINOMY_LINT_H

#include <stdbool.h>

#include "antinomy/report.h"

struct an_lint_options {
    const char *as_of; /**< YYYY-MM-DD: the day from which a review's age is counted; NULL: none
                            is too old */
    unsigned months;   /**< older reviews are told; 0: 24 */
    const char *const *allow; /**< codes that are not told */
    size_t n_allow;
    bool deep;         /**< also what only the solver can say (AN0630 and above) */
    uint32_t limit_ms; /**< of the deep checks; 0: 10000. What is open then is told as such */
};

struct an_lint_result {
    uint64_t files, provisions, facts, cases;
    uint64_t findings; /**< those allowed are not counted */
    uint64_t allowed;
};

/**
 * Reads all files under `paths`, with their cases, and looks through them. AN_EINPUT: the rules do
 * not load, or a code or day is wrong; see the diagnostics. AN_OK with findings 0: nothing to tell.
 */
enum an_status an_lint_run(struct an_workspace *ws, const char *const *paths, size_t n_paths,
                           const struct an_lint_options *options, struct an_lint_result *result);

/** The findings in the workspace. JSON: "antinomy/lint/1"; SARIF 2.1.0 for code hosts. */
enum an_status an_report_lint_text(struct an_sink *sink, const struct an_workspace *ws,
                                   const struct an_lint_result *result,
                                   const struct an_text_style *style);
enum an_status an_report_lint_json(struct an_sink *sink, const struct an_workspace *ws,
                                   const struct an_lint_result *result);
enum an_status an_report_lint_sarif(struct an_sink *sink, const struct an_workspace *ws,
                                    const struct an_lint_result *result);

#endif
