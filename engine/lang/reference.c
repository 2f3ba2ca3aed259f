/*
 * The reference of the language, docs/language.md, from the table of keys: one section a mapping,
 * one line a key. What no table says (conditions, time, unknowns) stands in the head, written by
 * hand; the exact meaning of everything is docs/semantics.md. Called by the command `schema`.
 */
#include <string.h>

#include "antinomy/language.h"
#include "engine/base/compat.h"
#include "engine/lang/keys.h"

static const char *const head[] = {
    "# The rule language",
    "",
    "Made by `antinomy schema --format md` (`make docs`) from `engine/lang/keys.def`; do not edit.",
    "",
    "Rules, vocabularies and profiles are YAML files; a profile may be JSON. A document holds `antinomy: 1` and one",
    "other key that says what it is: see [document](#document). Every value has the type that its key asks for, and",
    "none is guessed: `NO` is Norway, article `1.10` stays `1.10`, and only `true` and `false` are yes and no.",
    "Unknown keys, keys that stand twice, tags, anchors and tabs are errors. For an editor: `antinomy schema`.",
    "What an answer means, exactly: [semantics.md](semantics.md).",
    "",
    "## Conditions",
    "",
    "A condition is a mapping; all of its lines must hold. Each line is one of these.",
    "",
    "| line | holds where |",
    "|---|---|",
    "| `fact: value` | the fact has this value; a set contains it |",
    "| `fact: [a, b]` | it is one of them; a set contains at least one |",
    "| `fact: {at_least: 5, less_than: 9}` | all the comparisons hold |",
    "| `fact: {CN: 5, US: {more_than: 9}}` | numbers by jurisdiction: each test holds for its place |",
    "| `all: [condition, ...]` | every one holds |",
    "| `any: [condition, ...]` | at least one holds |",
    "| `not: condition` | it does not hold |",
    "| `open: condition` | it holds; where it does not, it is undecided (a word that the law leaves open) |",
    "| `some: {table: condition}` | at least one row of the table fulfils it |",
    "| `every: {table: condition}` | all rows fulfil it; with no rows it holds |",
    "| `empty: fact` | the set has no member, the table no row |",
    "| `on_list: {fact: fact, list: id}` | the text is a name on that list; `lists: [...]` for several |",
    "",
    "Numbers, amounts and the values of an `ordered` fact compare by `at_least`, `at_most`, `more_than` and",
    "`less_than`; days by `before`, `on_or_before`, `after` and `on_or_after`; sets by `includes_all`, `excludes` and",
    "`only`. Where a place is tested, `J` is the jurisdiction of the rule and `M` the market, where the key allows them.",
    "",
    "## Time",
    "",
    "A day is written `2015-03-15`. It has no time and no zone: it is a day in the jurisdiction of the rule. Where",
    "\"day, month, year or range\" stands below, `2015-03`, `2015` and `2015-03-01..2015-03-20` say that the day is not",
    "known more exactly; an answer that turns on it is undecided, never guessed. `from`: that day counts. `before`:",
    "that day does not. `through`: that day does. A provision is law from an event `in_force` (of its own, else of its",
    "instrument) until one that ends it.",
    "",
    "## Unknowns",
    "",
    "A fact that a profile does not give is unknown: not false, not empty, not zero. `{unknown: not-asked}` says why",
    "(`not-asked`, `dont-know`, `disputed`, `not-public`). Much is known in part:",
    "",
    "| value in a profile | says |",
    "|---|---|",
    "| `5`, `true`, `word` | exactly this |",
    "| `{one_of: [a, b]}` | one of these words |",
    "| `{min: 1, max: 9}` | a number or day between, ends included; one end may be left out |",
    "| `[a, b]` | a set with these members, and perhaps more |",
    "| `{values: [a, b], complete: true}` | a set with these members and no others |",
    "| `{has: [a], within: [b]}` | a set with `a`, and besides at most members of the second list |",
    "| `{CN: 5, US: {min: 1}}` | numbers by jurisdiction; others unknown, with `complete: true` zero |",
    "| a list of mappings | rows of a table, and perhaps more; `{rows: [...], complete: true}`: no more |",
    "| `[{from: day, value: ...}, ...]` | steps over time: each holds from its day until the next |",
    "",
    "An answer that depends on what is unknown is `undetermined` and lists exactly the facts that would settle it.",
    "",
};

/* ---- text of the table ---- */

/* In a cell of a table a bar would end it. */
static void put_cell(struct an_sink *sink, const char *text)
{
    for (; *text; text++)
        an_put_n(sink, *text == '|' ? "\\|" : text, *text == '|' ? 2 : 1);
}

static void put_words(struct an_sink *sink, const char *words)
{
    for (;;) {
        size_t n = strcspn(words, "|");
        an_putf(sink, "`%.*s`", (int)n, words);
        if (words[n] == '\0')
            return;
        an_put(sink, ", ");
        words += n + 1;
    }
}

/* "a fact", and whether it must be there: "provision?" need not be. */
static void put_ids(struct an_sink *sink, const char *form, const char *of)
{
    size_t n = strcspn(of, "?");
    an_putf(sink, "%s: %.*s%s", form, (int)n, of, of[n] == '?' ? " (need not be loaded)" : "");
}

static void put_link(struct an_sink *sink, const char *form, enum an_key key)
{
    const char *name = an_mapping_name(an_mapping_inside(key));
    an_putf(sink, "%s [%s](#%s)", form, name, name);
}

static void put_shape(struct an_sink *sink, enum an_key key)
{
    const char *of = an_key_row(key)->of;
    switch (an_key_row(key)->shape) {
    case AN_SHAPE_WORD: put_words(sink, of); return;
    case AN_SHAPE_WORDLIST:
        an_put(sink, "one or several of ");
        put_words(sink, of);
        return;
    case AN_SHAPE_WORDS: an_put(sink, "one or several words or names"); return;
    case AN_SHAPE_STEP: an_put(sink, "id of a step"); return;
    case AN_SHAPE_ID: an_put(sink, "its id"); return;
    case AN_SHAPE_REF: put_ids(sink, "id", of); return;
    case AN_SHAPE_REFS: put_ids(sink, "one or several ids", of); return;
    case AN_SHAPE_PLACE: an_put(sink, "jurisdiction"); return;
    case AN_SHAPE_PLACES: an_put(sink, "one or several jurisdictions"); return;
    case AN_SHAPE_LINE: an_put(sink, "text on one line"); return;
    case AN_SHAPE_TEXT: an_put(sink, "text"); return;
    case AN_SHAPE_NAMES: an_put(sink, "texts on one line, by language code"); return;
    case AN_SHAPE_BOOL: an_put(sink, "`true`, `false`"); return;
    case AN_SHAPE_INT: an_put(sink, "whole number"); return;
    case AN_SHAPE_DAY: an_put(sink, "day"); return;
    case AN_SHAPE_DAYS: an_put(sink, "one or several days"); return;
    case AN_SHAPE_WHEN: an_put(sink, "day, month, year or range"); return;
    case AN_SHAPE_DUE: put_link(sink, "day, month, year or range, or", key); return;
    case AN_SHAPE_COND: an_put(sink, "[condition](#conditions)"); return;
    case AN_SHAPE_EXEMPTS:
        put_ids(sink, "one or several ids", of);
        put_link(sink, ", or", key);
        return;
    case AN_SHAPE_MAP: put_link(sink, "mapping", key); return;
    case AN_SHAPE_LIST: put_link(sink, "list of", key); return;
    case AN_SHAPE_PRODUCT: put_link(sink, "id, or", key); return;
    case AN_SHAPE_VALUES: an_put(sink, "[values](#unknowns) by fact"); return;
    case AN_SHAPE_BYPLACE: put_link(sink, "by jurisdiction:", key); return;
    case AN_SHAPE_EVIDENCE: put_link(sink, "by fact:", key); return;
    case AN_SHAPE_EXPECT: an_put(sink, "verdicts by provision"); return;
    }
    AN_UNREACHABLE();
}

static const char *need_in_words(enum an_need need)
{
    switch (need) {
    case AN_NEED_REQ: return "yes";
    case AN_NEED_OPT: return "no";
    case AN_NEED_ONE: return "one of";
    }
    AN_UNREACHABLE();
}

/* ---- sections ---- */

static void put_key(struct an_sink *sink, enum an_key key)
{
    const struct an_key_row *row = an_key_row(key);
    an_putf(sink, "| `%s` | ", row->name);
    put_shape(sink, key);
    an_putf(sink, " | %s | ", need_in_words(row->need));
    put_cell(sink, row->doc);
    an_put(sink, " |\n");
}

/* The keys under which such a mapping stands. */
static void put_places(struct an_sink *sink, enum an_mapping mapping)
{
    size_t found = 0;
    for (unsigned k = 0; k < AN_KEY_COUNT; k++) {
        enum an_key key = (enum an_key)k;
        if (an_mapping_inside(key) != mapping)
            continue;
        const char *owner = an_mapping_name(an_key_row(key)->mapping);
        an_putf(sink, "%s`%s` of [%s](#%s)", found++ > 0 ? ", " : " Stands under ",
                an_key_row(key)->name, owner, owner);
    }
    an_put(sink, found > 0 ? ".\n\n" : "\n\n");
}

static void put_mapping(struct an_sink *sink, enum an_mapping mapping)
{
    size_t n;
    enum an_key first = an_mapping_keys(mapping, &n);
    const char *title = an_mapping_title(mapping);
    an_putf(sink, "\n## %s\n\n%c%s.", an_mapping_name(mapping), title[0] - 'a' + 'A', title + 1);
    put_places(sink, mapping);
    an_put(sink, "| key | value | required | |\n|---|---|---|---|\n");
    for (size_t i = 0; i < n; i++)
        put_key(sink, (enum an_key)(first + i));
}

void an_language_reference(struct an_sink *sink)
{
    for (size_t i = 0; i < sizeof head / sizeof *head; i++)
        an_putf(sink, "%s\n", head[i]);
    an_put(sink,
           "The keys follow, mapping by mapping. Required \"one of\": exactly one of the keys so "
           "marked.\n");
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++)
        put_mapping(sink, (enum an_mapping)m);
}
