/* Pieces that several JSON documents share: facts, findings, proofs. Documented in docs/json.md. */
#ifndef AN_REPORTS_JSON_PARTS_H
#define AN_REPORTS_JSON_PARTS_H

#include "antinomy/check.h"
#include "engine/base/json.h"

/** key: [texts] */
void an_json_texts(struct an_json *j, const char *key, const char *const *texts, size_t n);
/** "file" and "line" of the object at hand; null where there is none. */
void an_json_where(struct an_json *j, struct an_where where);
/** One object of "verdicts", without its proof. */
void an_json_finding(struct an_json *j, const struct an_finding *finding);
/** The members of that object alone, for a caller who adds to them. */
void an_json_finding_members(struct an_json *j, const struct an_finding *finding);
void an_json_proof(struct an_json *j, const struct an_proof *proof);
/** Product, day, revision and what else says what an answer is about. */
void an_json_about(struct an_json *j, const struct an_check *check);
void an_json_fact(struct an_json *j, const struct an_fact_use *use);

#endif
