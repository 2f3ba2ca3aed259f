/* Stated limits, all in one place; the manual prints them. Each has a diagnostic when reached. */
#ifndef AN_BASE_LIMITS_H
#define AN_BASE_LIMITS_H

#define AN_MAX_FILE_BYTES   16777216u /* 16 MiB */
#define AN_MAX_YAML_DEPTH   64
#define AN_MAX_JSON_DEPTH   256
#define AN_MAX_KEY_BYTES    256u
#define AN_MAX_SCALAR_BYTES 1048576u /* 1 MiB */
#define AN_WARN_TITLE_BYTES 4096u
#define AN_MAX_NODES        2000000u /* values, keys, lists and mappings in one file */
#define AN_MAX_DOCUMENTS    10000u
#define AN_MAX_FILES        10000u
#define AN_MAX_DIAGS_FILE   20u
#define AN_MAX_DIAGS_RUN    200u
/* Kept in memory, for each severity; the rest is only counted. */
#define AN_KEPT_DIAGS_FILE  100u
#define AN_KEPT_DIAGS_RUN   2000u
#define AN_KEPT_DIAG_PLACES 16u
#define AN_MAX_COND_NODES   4096u
#define AN_MAX_COND_DEPTH   32
/* Jurisdictions of one model: each may lie in AN_MAX_CONTAINERS others. */
#define AN_MAX_PLACES 10000u
/* Short lists of the language: columns, values, steps of a scale, readings, offers, events. */
#define AN_MAX_SHORT_LIST 1000u
/* Provisions named by all exemptions of whole instruments together. */
#define AN_MAX_EXEMPTED 1000000u
/* Truth tables: at most 2^14 completions. */
#define AN_MAX_TABLE_BITS 14

#endif
