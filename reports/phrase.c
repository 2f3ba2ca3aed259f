/* Wording of verdicts, provisions, facts and sources. What is said of findings is in
 * phrase_finding.c, the answer in a paragraph in answer.c. */
#include "reports/phrase.h"

#include <assert.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "engine/base/english.h"

enum { CAT_MOST = 10 };

const char an_phrase_counting[] =
    "Counted: each provision once for all markets and offers in which it has the same answer from "
    "equal facts. Drafts and suspended provisions are not counted. Nothing is averaged.";

const char an_phrase_disclaimer[] =
    "A research aid, not legal advice: encoded rules applied to stated facts. It makes nobody a "
    "client and replaces no lawyer; confirm with local counsel before acting on it. Law that "
    "nobody encoded is not in it.";

#define cat(...) cat_parts(__VA_ARGS__, (const char *)NULL)

/* Texts one after the other, up to a NULL; these lines are written by the thousand. */
static const char *cat_parts(struct an_arena *arena, ...)
{
    const char *part[CAT_MOST];
    size_t len[CAT_MOST], n = 0, total = 0;
    va_list args;
    va_start(args, arena);
    for (const char *p = va_arg(args, const char *); p; p = va_arg(args, const char *)) {
        assert(n < CAT_MOST);
        part[n] = p;
        len[n] = strlen(p);
        total += len[n++];
    }
    va_end(args);
    char *out = an_alloc(arena, total + 1), *at = out;
    for (size_t i = 0; i < n; i++) {
        memcpy(at, part[i], len[i]);
        at += len[i];
    }
    return out;
}

const char *an_phrase_verdict(enum an_verdict verdict)
{
    switch (verdict) {
    case AN_NOT_APPLICABLE: return "does not apply";
    case AN_DISPLACED: return "displaced by another provision";
    case AN_EXEMPT: return "appears exempt";
    case AN_COMPLIANT: return "appears to meet";
    case AN_DUE: return "to be met by a later day";
    case AN_VIOLATION: return "would not meet";
    case AN_COUNTS_AGAINST: return "counts against the product";
    case AN_READY: return "could obey an order";
    case AN_EXPOSED: return "could not obey an order";
    case AN_PERMITS: return "is permitted";
    case AN_CLEAR: return "no breach either way";
    case AN_UNDETERMINED: return "cannot be answered yet";
    case AN_DISPUTED: return "lawyers differ";
    case AN_VERDICT_COUNT: break;
    }
    AN_UNREACHABLE();
}

const char *an_phrase_class(enum an_class class)
{
    switch (class) {
    case AN_CLASS_BREACH: return "Would not meet";
    case AN_CLASS_PREPARE: return "To prepare for";
    case AN_CLASS_QUESTION: return "Cannot be answered yet";
    case AN_CLASS_DISPUTE: return "Lawyers differ";
    case AN_CLASS_EXEMPT: return "Exempt or displaced";
    case AN_CLASS_FINE: return "No breach found";
    case AN_CLASS_OUTSIDE: return "Does not apply";
    case AN_CLASS_COUNT: break;
    }
    AN_UNREACHABLE();
}

const char *an_phrase_count(struct an_arena *arena, uint32_t n, const char *one, const char *many)
{
    return an_strf(arena, "%" PRIu32 " %s", n, n == 1 ? one : many);
}

const char *an_phrase_list(struct an_arena *arena, const char *const *words, size_t n,
                           const char *last)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    for (size_t i = 0; i < n; i++) {
        if (i > 0 && i + 1 == n && *last != ',') {
            an_put(&out.sink, " ");
            an_put(&out.sink, last);
            an_put(&out.sink, " ");
        } else if (i > 0) {
            an_put(&out.sink, ", ");
        }
        an_put(&out.sink, words[i]);
    }
    return out.text;
}

const char *an_phrase_product(struct an_arena *arena, const struct an_check *check)
{
    if (!check->product_name)
        return check->product;
    return cat(arena, check->product_name, " (", check->product, ")");
}

/* The short name of a market; NULL where the check has none. */
static const char *market_name(const struct an_check *check, const char *code)
{
    for (uint32_t i = 0; check->market_names && i < check->n_markets; i++)
        if (strcmp(check->markets[i], code) == 0)
            return check->market_names[i];
    return NULL;
}

const char *an_phrase_market(struct an_arena *arena, const struct an_check *check, const char *code)
{
    const char *name = market_name(check, code);
    return name ? cat(arena, name, " (", code, ")") : code;
}

/* In a sentence: "the United States (US)". */
static const char *market_in_text(struct an_arena *arena, const struct an_check *check,
                                  const char *code)
{
    const char *name = market_name(check, code);
    return name ? cat(arena, an_the_place(arena, name), " (", code, ")") : code;
}

const char *an_phrase_markets_in_text(struct an_arena *arena, const struct an_check *check,
                                      const char *const *codes, uint32_t n)
{
    const char **names = AN_NEW_ARRAY(arena, const char *, n);
    for (uint32_t i = 0; i < n; i++)
        names[i] = market_in_text(arena, check, codes[i]);
    return an_phrase_list(arena, names, n, "and");
}

const char *an_phrase_markets(struct an_arena *arena, const struct an_check *check,
                              const char *const *codes, uint32_t n)
{
    const char **names = AN_NEW_ARRAY(arena, const char *, n);
    for (uint32_t i = 0; i < n; i++)
        names[i] = an_phrase_market(arena, check, codes[i]);
    return an_phrase_list(arena, names, n, "and");
}

const char *an_phrase_offer(struct an_arena *arena, const struct an_check *check, uint32_t i)
{
    const char *title = check->offer_titles[i];
    return title ? an_strf(arena, "%s (%s)", check->offers[i], title) : check->offers[i];
}

const char *an_phrase_offers(struct an_arena *arena, const struct an_check *check,
                             const struct an_finding *finding)
{
    if (finding->n_offers == check->n_offers)
        return NULL;
    return an_phrase_list(arena, finding->offers, finding->n_offers, "and");
}

const char *an_phrase_part(struct an_arena *arena, const struct an_check *check,
                           const struct an_part *part)
{
    switch (part->kind) {
    case AN_PART_MARKETS: return an_phrase_markets(arena, check, part->markets, part->n_markets);
    case AN_PART_HOME: return "Also bound by";
    case AN_PART_NOT_YET: return "Not yet law";
    case AN_PART_SUSPENDED: return "Suspended";
    }
    AN_UNREACHABLE();
}

const char *an_phrase_part_note(enum an_part_kind kind)
{
    switch (kind) {
    case AN_PART_MARKETS: return NULL;
    case AN_PART_HOME:
        return "These hold because of the maker, its data or its users, whichever markets are "
               "chosen.";
    case AN_PART_NOT_YET:
        return "Proposed or adopted, and not in force on this day, or on the earlier day that a "
               "rule looks at (such as the first sale; marked so). Answered as if they were in "
               "force as they stand; counted nowhere.";
    case AN_PART_SUSPENDED:
        return "Suspended on this day. Answered as if they were in force; counted nowhere.";
    }
    AN_UNREACHABLE();
}

/* ---- provisions ---- */

/* Does a list of articles begin here: " and 14", " to 9", ", 50"? */
static bool goes_on(const char *rest)
{
    static const char *const joins[] = {" and ", " to ", " or ", ", "};
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++) {
        size_t n = strlen(joins[i]);
        if (strncmp(rest, joins[i], n) == 0 && rest[n] >= '0' && rest[n] <= '9')
            return true;
    }
    return false;
}

/*
 * A number alone, or with a remark behind it ("15 (cryptography)", "7; 14"), is an article, several
 * ("7 and 9") are articles; "Annex II", "47 USC 1002" or "product table: ports" says itself what it
 * is.
 */
const char *an_phrase_article(struct an_arena *arena, const char *text)
{
    if (*text < '0' || *text > '9')
        return text;
    size_t n = strcspn(text, " ");
    bool comma = n > 0 && text[n - 1] == ',';
    if (goes_on(text + n - comma))
        return cat(arena, "arts. ", text);
    bool remark = text[n] == ' ' && (text[n + 1] == '(' || strchr(",;:", text[n - 1]));
    return text[n] == '\0' || remark ? cat(arena, "art. ", text) : text;
}

const char *an_phrase_again(struct an_arena *arena, const struct an_provision_info *info)
{
    enum { SHORT = 72 };
    const char *title = info->instrument_title ? info->instrument_title : info->instrument;
    const char *name = info->citation && strlen(title) > SHORT ? info->citation : title;
    return info->article ? cat(arena, name, ", ", an_phrase_article(arena, info->article)) : name;
}

const char *an_phrase_instrument(struct an_arena *arena, const struct an_provision_info *info)
{
    const char *title = info->instrument_title ? info->instrument_title : info->instrument;
    const char *native = info->instrument_title_native;
    const char *number = info->citation,
               *at = info->article ? an_phrase_article(arena, info->article) : NULL;
    return cat(arena, title, native ? " (" : "", native ? native : "", native ? ")" : "",
               number ? ", " : "", number ? number : "", at ? ", " : "", at ? at : "");
}

const char *an_phrase_citation(struct an_arena *arena, const struct an_provision_info *info)
{
    const char *name = info->jurisdiction_name ? info->jurisdiction_name : info->jurisdiction;
    return cat(arena, name, ": ", an_phrase_instrument(arena, info));
}

void an_phrase_add(struct an_sink_buffer *out, const char *separator, const char *text)
{
    if (!text || !*text)
        return;
    if (out->n > 0)
        an_put(&out->sink, separator);
    an_put(&out->sink, text);
}

const char *an_phrase_penalty(struct an_arena *arena, const struct an_provision_info *info)
{
    return info->penalty ? an_phrase_article(arena, info->penalty) : NULL;
}

/* The state of the text that was read, unless it is the official one. */
static const char *text_state(const char *state)
{
    if (!state || strcmp(state, "official") == 0)
        return NULL;
    if (strcmp(state, "unpublished") == 0)
        return "unpublished text";
    if (strcmp(state, "translation-only") == 0)
        return "read in translation only";
    return state;
}

const char *an_phrase_source(struct an_arena *arena, const struct an_provision_info *info)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    if (info->evidence)
        an_phrase_add(&out, "; ", cat(arena, "evidence: ", info->evidence));
    an_phrase_add(&out, "; ", text_state(info->text_state));
    if (info->confidence)
        an_phrase_add(&out, "; ", cat(arena, "confidence ", info->confidence));
    if (info->checked_on)
        an_phrase_add(&out, "; ", cat(arena, "checked ", info->checked_on));
    return out.n > 0 ? out.text : NULL;
}

const char *an_phrase_where(struct an_arena *arena, struct an_where where)
{
    if (!where.file)
        return NULL;
    const char *file = strcmp(where.file, "-") == 0 ? "standard input" : where.file;
    if (where.line == 0)
        return file;
    char digits[12], *p = digits + sizeof digits - 1;
    *p = '\0';
    for (uint32_t n = where.line; n > 0; n /= 10)
        *--p = (char)('0' + n % 10);
    return cat(arena, file, ":", p);
}

const char *an_phrase_rule(struct an_arena *arena, const struct an_provision_info *info)
{
    const char *where = an_phrase_where(arena, (struct an_where){info->file, info->line});
    return where ? cat(arena, info->id, " (", where, ")") : info->id;
}

/* Is `word` one of the comma-separated words of `list`? */
static bool names(const char *list, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = list; at && *at;) {
        size_t len = strcspn(at, ", ");
        if (len == n && strncmp(at, word, n) == 0)
            return true;
        at += len;
        at += strspn(at, ", ");
    }
    return false;
}

const char *an_phrase_bearers(struct an_arena *arena, const char *list)
{
    enum { MOST = 8 };
    const char *who[MOST];
    size_t n = 0;
    for (const char *at = list; *at && n < MOST;) {
        size_t len = strcspn(at, ", ");
        who[n++] = an_strf(arena, "the %.*s", (int)len, at);
        at += len;
        at += strspn(at, ", ");
    }
    return an_phrase_list(arena, who, n, "and");
}

/* What it means for a bank that the product is not what the bank must buy. */
static const char *buyer_meaning(const struct an_finding *f)
{
    const char *effect = f->provision->effect;
    if (!an_is_purchase_rule(f->provision))
        return NULL;
    if (f->verdict == AN_COUNTS_AGAINST)
        return "it must weigh this against the product, and may still buy it";
    if (f->verdict != AN_VIOLATION)
        return NULL;
    if (effect && strcmp(effect, "conditions") == 0)
        return "it may buy the product only under conditions that are not met";
    return "it may not buy the product as it is";
}

const char *an_phrase_bearer(struct an_arena *arena, const struct an_finding *finding)
{
    const char *who = finding->provision->addressee;
    if (!who)
        return NULL;
    const char *meaning = names(who, "buyer") ? buyer_meaning(finding) : NULL;
    if (meaning && strcmp(who, "buyer") == 0)
        return an_strf(arena, "the buyer: %s; no duty of the seller", meaning);
    return an_strf(arena, "%s%s", an_phrase_bearers(arena, who),
                   meaning ? "; with the product as it is, the buyer would not meet it either"
                           : "");
}

const char *an_phrase_inability(const struct an_provision_info *info)
{
    if (!info->inability)
        return NULL;
    if (strcmp(info->inability, "excused") == 0)
        return "is excused";
    if (strcmp(info->inability, "breach") == 0)
        return "is in breach";
    return "the law does not say what follows";
}

/* ---- facts ---- */

const char *an_phrase_missing(const struct an_fact_use *use)
{
    return use->why_unknown ? use->why_unknown : "not given";
}

/* A sentence inside another: without its full stop. */
static const char *plain(struct an_arena *arena, const char *sentence)
{
    size_t n = strlen(sentence);
    return an_strf(arena, "%.*s", (int)(n - (n > 0 && sentence[n - 1] == '.')), sentence);
}

static const char *origin(struct an_arena *arena, const struct an_fact_use *use)
{
    const char *because = use->because ? use->because : "";
    const char *space = use->because ? " " : "";
    switch (use->origin) {
    case AN_ORIGIN_STATED: return "stated";
    case AN_ORIGIN_AXIOM:
        if (strcmp(because, use->fact) == 0)
            return "by its legal definition";
        return use->why ? an_strf(arena, "follows: %s", plain(arena, use->why))
                        : an_strf(arena, "follows%s%s", space, because);
    case AN_ORIGIN_PRESUMED:
        return use->why ? an_strf(arena, "presumed, not stated: %s", plain(arena, use->why))
                        : an_strf(arena, "presumed%s%s", space, because);
    case AN_ORIGIN_DERIVED: return an_strf(arena, "computed%s%s", space, because);
    case AN_ORIGIN_ROW: return "as asked";
    case AN_ORIGIN_MISSING: return an_phrase_missing(use);
    }
    AN_UNREACHABLE();
}

const char *an_phrase_basis_of(struct an_arena *arena, const struct an_fact_use *use)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    an_phrase_add(&out, "; ", origin(arena, use));
    an_phrase_add(&out, "; ", use->evidence);
    if (use->confidence)
        an_phrase_add(&out, "; ", cat(arena, "confidence ", use->confidence));
    if (use->fixed)
        an_phrase_add(&out, "; ", "the maker will not change it");
    an_phrase_add(&out, "; ", an_phrase_where(arena, use->where));
    return out.text;
}

const char *an_phrase_named(struct an_arena *arena, const char *label, const char *fact)
{
    return label ? an_strf(arena, "%s (%s)", label, fact) : fact;
}

const char *an_phrase_name(struct an_arena *arena, const struct an_fact_use *use)
{
    return an_phrase_named(arena, use->label, use->fact);
}

const char *an_phrase_fact(struct an_arena *arena, const struct an_fact_use *use)
{
    return an_strf(arena, "%s: %s (%s)", an_phrase_name(arena, use),
                   use->value ? use->value : "unknown", an_phrase_basis_of(arena, use));
}

const char *an_phrase_way(struct an_arena *arena, const struct an_way_out *way)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, arena);
    if (way->cost > 0)
        an_phrase_add(&out, "; ", an_strf(arena, "cost %" PRIu32 " of 5", way->cost));
    if (way->blocked)
        an_phrase_add(&out, "; ", "the maker has ruled this out");
    if (way->becomes != AN_COMPLIANT)
        an_phrase_add(&out, "; ", cat(arena, "then: ", an_phrase_verdict(way->becomes)));
    if (out.n == 0)
        return way->text;
    /* into the brackets of a single change; beside those of several, which it is about together */
    size_t n = strlen(way->text);
    if (strstr(way->text, "(today: ") && !strstr(way->text, "; and ") && way->text[n - 1] == ')')
        return an_strf(arena, "%.*s; %s)", (int)n - 1, way->text, out.text);
    return cat(arena, way->text, " (", out.text, ")");
}
