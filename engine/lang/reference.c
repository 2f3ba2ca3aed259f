/*
 * The reference of the language, docs/language.md, from its tables: one line a key, one line a word
 * of conditions, one whole document of each kind. What no table says (time, unknowns, YAML) stands
 * in the head, written by hand; the exact meaning of everything is docs/semantics.md. Called by the
 * command `schema`.
 */
#include <string.h>

#include "antinomy/language.h"
#include "engine/base/compat.h"
#include "engine/lang/keys.h"

static const char *const head[] = {
    "# The rule language",
    "",
    "Made by `antinomy schema --format md` (`make docs`) from the tables `keys.def`, `cond.def` and\n`examples.def` of `engine/lang`; do not edit.",
    "",
    "Rules, vocabularies and profiles are YAML files; a profile may be JSON. A document holds `antinomy: 1` and one",
    "other key that says what it is: see [document](#document). Every value has the type that its key asks for, and",
    "none is guessed: `NO` is Norway, article `1.10` stays `1.10`, and only `true` and `false` are yes and no.",
    "Unknown keys are errors. For an editor: [editors.md](editors.md).",
    "What an answer means, exactly: [semantics.md](semantics.md).",
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
    "## YAML",
    "",
    "Files are UTF-8, and YAML 1.2 without what lets a text be read in two ways. There are:",
    "",
    "| there is | as |",
    "|---|---|",
    "| mappings and lists, in lines or in braces and brackets | `a: 1`, `{a: 1}`, `- a`, `[a, b]` |",
    "| texts without quotes | `plain text`: never a number, day or yes that nobody asked for |",
    "| texts in quotes, where a text begins with a sign or holds `: ` or ` #` | `'it''s'`, `\"a\\tb\"` |",
    "| texts over many lines | `>-` folds them to one line, `\\|` keeps them |",
    "| comments | `# to the end of the line` |",
    "| several documents in a file | `---` between them |",
    "| no value | an empty value, `null` or `~`: of a fact, that it is not known; elsewhere an error |",
    "",
    "There are no anchors and aliases (`&a`, `*a`), no tags (`!!str`), no directives (`%YAML`), no merge keys (`<<`), no",
    "keys that are not a text, no key twice in a mapping, no tabs in indentation, and no byte order mark inside of a text.",
    "Each of them is refused with its place. What stands in a file is what is meant: `NO`, `1.10`, `012` and `2015-01-28`",
    "are the same letters to every reader.",
    "",
};

static const char *const conditions[] = {
    "",
    "## Conditions",
    "",
    "A condition is a mapping; all of its lines must hold. Each line is one of these. The examples speak of the facts",
    "of the [vocabulary](#examples) above; \"for\" and \"not for\" are facts of a product.",
    "",
    "| line | holds where | example | for | not for |",
    "|---|---|---|---|---|",
};

static const char *const after_conditions[] = {
    "",
    "`at_least`, `at_most`, `more_than` and `less_than` compare numbers, amounts and the values of an `ordered` fact;",
    "`before`, `on_or_before`, `after` and `on_or_after` compare days; `includes_all`, `excludes` and `only` test sets.",
    "An example of `open` that does not hold is undecided. Where a place is tested, `J` is the jurisdiction of the rule",
    "and `M` the market, where the key allows them. Where a fact is not known, it may be open whether a",
    "line holds ([semantics.md](semantics.md)).",
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

/* ---- conditions and examples ---- */

static void put_lines(struct an_sink *sink, const char *const *line, size_t n)
{
    for (size_t i = 0; i < n; i++)
        an_putf(sink, "%s\n", line[i]);
}

static void put_condition(struct an_sink *sink, const char *form, const char *holds,
                          const char *example, const char *yes, const char *no)
{
    an_putf(sink, "| `%s` | %s | `%s` | `%s` | `%s` |\n", form, holds, example, yes, no);
}

static void put_conditions(struct an_sink *sink)
{
    put_lines(sink, conditions, sizeof conditions / sizeof *conditions);
#define AN_COND_FORM(form, holds, example, yes, no)                                                \
 put_condition(sink, form, holds, example, yes, no);
#define AN_COND_NODE(op, word, form, holds, example, yes, no)                                      \
 put_condition(sink, form, holds, example, yes, no);
#define AN_COND_WORD(id, word, form, holds, example, yes, no)                                      \
 put_condition(sink, form, holds, example, yes, no);
#define AN_COND_TEST(op, word, types, form, holds, example, yes, no)                               \
 put_condition(sink, form, holds, example, yes, no);
#define AN_COND_DAY(op, word, form, holds, example, yes, no)                                       \
 put_condition(sink, form, holds, example, yes, no);
#include "engine/lang/cond.def"
    put_lines(sink, after_conditions, sizeof after_conditions / sizeof *after_conditions);
}

static void put_examples(struct an_sink *sink)
{
    an_put(sink, "## Examples\n\nA whole world, one document of each kind.\n");
#define AN_EXAMPLE(file, says, text) an_putf(sink, "\n%s\n\n```yaml %s\n%s```\n", says, file, text);
#include "engine/lang/examples.def"
#undef AN_EXAMPLE
}

void an_language_reference(struct an_sink *sink)
{
    put_lines(sink, head, sizeof head / sizeof *head);
    put_examples(sink);
    put_conditions(sink);
    an_put(
        sink,
        "## Keys\n\nThe keys follow, mapping by mapping. Required \"one of\": exactly one of the "
        "keys so marked.\n");
    for (unsigned m = 0; m < AN_MAPPING_COUNT; m++)
        put_mapping(sink, (enum an_mapping)m);
}
