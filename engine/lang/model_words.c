/*
 * The words of the model's enums and of verdicts, as the language writes them. That they are the
 * words of keys.def, in its order, is tested.
 */
#include <assert.h>
#include <string.h>

#include "antinomy/check.h"
#include "engine/lang/model.h"

#define WORD_OF(words, value)                                                                      \
 (assert((size_t)(value) < sizeof(words) / sizeof *(words)), (words)[value])

const char *an_duty_word(enum an_duty duty)
{
    static const char *const words[] = {"must",  "must_not", "attest",  "asks",    "may",
                                        "power", "defines",  "exempts", "forbids", "requires"};
    return WORD_OF(words, duty);
}

const char *an_trigger_word(enum an_trigger trigger)
{
    static const char *const words[] = {"standing", "event", "order"};
    return WORD_OF(words, trigger);
}

const char *an_state_word(enum an_state state)
{
    static const char *const words[] = {"proposed",   "adopted", "in_force", "suspended",
                                        "repealed",   "lapsed",  "annulled", "disapplied",
                                        "unenforced", "extended"};
    return WORD_OF(words, state);
}

const char *an_evidence_word(enum an_evidence evidence)
{
    static const char *const words[] = {"gazette", "official", "law-firm", "press", "leak", ""};
    return WORD_OF(words, evidence);
}

const char *an_confidence_word(enum an_confidence confidence)
{
    static const char *const words[] = {"high", "medium", "low"};
    return WORD_OF(words, confidence);
}

const char *an_type_word(enum an_type type)
{
    static const char *const words[] = {"bool", "enum", "set",   "countries", "country-map",
                                        "int",  "date", "money", "text",      "table"};
    return WORD_OF(words, type);
}

const char *an_nexus_word(enum an_nexus_kind nexus)
{
    static const char *const words[] = {"offered",  "origin",     "seat",     "control", "data-in",
                                        "users-in", "persons-of", "buyer-in", "ships"};
    return WORD_OF(words, nexus);
}

const char *an_effect_word(enum an_effect effect)
{
    static const char *const words[] = {"bars", "conditions", "handicaps"};
    return WORD_OF(words, effect);
}

const char *an_nature_word(enum an_nature nature)
{
    static const char *const words[] = {"design", "maker", "conduct", "context"};
    return WORD_OF(words, nature);
}

const char *an_inability_word(enum an_inability inability)
{
    static const char *const words[] = {"", "breach", "excused", "silent"};
    return WORD_OF(words, inability);
}

const char *an_place_kind_word(enum an_place_kind kind)
{
    static const char *const words[] = {"state", "part", "union", "treaty", "group"};
    return WORD_OF(words, kind);
}

const char *an_scope_word(enum an_scope scope)
{
    static const char *const words[] = {"product", "market"};
    return WORD_OF(words, scope);
}

const char *an_function_word(enum an_function function)
{
    static const char *const words[] = {"",      "years_between", "days_since", "sum",
                                        "count", "max",           "min",        "same"};
    return WORD_OF(words, function);
}

const char *an_priority_word(enum an_priority priority)
{
    static const char *const words[] = {"", "specialis", "posterior", "superior"};
    return WORD_OF(words, priority);
}

const char *an_text_kind_word(enum an_text_kind text)
{
    static const char *const words[] = {"official", "unpublished", "translation-only"};
    return WORD_OF(words, text);
}

const char *an_op_word(enum an_op op)
{
    static const char *const words[] = {
        [AN_OP_IN] = "is",
#define AN_COND_NODE(op, word, form, holds, example, yes, no)        [AN_OP_##op] = word,
#define AN_COND_TEST(op, word, types, form, holds, example, yes, no) [AN_OP_##op] = word,
#include "engine/lang/cond.def"
    };
    return WORD_OF(words, op);
}

const char *an_addressee_words(struct an_arena *arena, uint32_t addressee)
{
    static const char *const words[] = {"seller", "provider",  "buyer",
                                        "user",   "authority", "state"};
    const char *text = "";
    for (uint32_t i = 0; i < 6; i++)
        if (addressee & 1u << i)
            text = *text ? an_strf(arena, "%s, %s", text, words[i]) : words[i];
    return text;
}

static const char *const verdicts[AN_VERDICT_COUNT] = {
    [AN_NOT_APPLICABLE] = "not_applicable",
    [AN_DISPLACED] = "displaced",
    [AN_EXEMPT] = "exempt",
    [AN_COMPLIANT] = "compliant",
    [AN_DUE] = "due",
    [AN_VIOLATION] = "violation",
    [AN_COUNTS_AGAINST] = "counts_against",
    [AN_READY] = "ready",
    [AN_EXPOSED] = "exposed",
    [AN_PERMITS] = "permits",
    [AN_CLEAR] = "clear",
    [AN_UNDETERMINED] = "undetermined",
    [AN_DISPUTED] = "disputed",
};

const char *an_verdict_word(enum an_verdict verdict)
{
    return WORD_OF(verdicts, verdict);
}

enum an_verdict an_verdict_of_word(const char *word)
{
    unsigned v = 0;
    while (v < AN_VERDICT_COUNT && strcmp(verdicts[v], word) != 0)
        v++;
    return (enum an_verdict)v;
}
