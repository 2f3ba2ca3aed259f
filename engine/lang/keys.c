/* The tables that expand from keys.def, and look-up in them. No messages here: shape.c has those.
 */
#include "engine/lang/keys.h"

#include <assert.h>
#include <string.h>

#include "engine/base/compat.h"

static const struct an_key_row rows[] = {
#define AN_MAPPING(name, title)
#define AN_KEY(mapping, key, shape, of, need, doc)                                                 \
 {AN_M_##mapping, #key, AN_SHAPE_##shape, of, AN_NEED_##need, doc},
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
};

struct mapping {
    const char *name, *title;
};
static const struct mapping mappings[] = {
#define AN_MAPPING(name, title) {#name, title},
#define AN_KEY(mapping, key, shape, of, need, doc)
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
};

/*
 * The first key of each mapping. FIRST_x takes the number that comes next, BEFORE_x steps back, so
 * that the key that follows has this number again: the one it has in enum an_key.
 */
enum first {
#define AN_MAPPING(name, title)                    FIRST_##name, BEFORE_##name = FIRST_##name - 1,
#define AN_KEY(mapping, key, shape, of, need, doc) NUMBER_##mapping##_##key,
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
};
static const uint16_t firsts[AN_MAPPING_COUNT + 1] = {
#define AN_MAPPING(name, title) FIRST_##name,
#define AN_KEY(mapping, key, shape, of, need, doc)
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
    AN_KEY_COUNT};

const struct an_key_row *an_key_row(enum an_key key)
{
    assert(key < AN_KEY_COUNT);
    return &rows[key];
}

const char *an_mapping_name(enum an_mapping mapping)
{
    assert(mapping < AN_MAPPING_COUNT);
    return mappings[mapping].name;
}

const char *an_mapping_title(enum an_mapping mapping)
{
    assert(mapping < AN_MAPPING_COUNT);
    return mappings[mapping].title;
}

enum an_key an_mapping_keys(enum an_mapping mapping, size_t *n)
{
    assert(mapping < AN_MAPPING_COUNT);
    *n = (size_t)(firsts[mapping + 1] - firsts[mapping]);
    return (enum an_key)firsts[mapping];
}

enum an_key an_key_find(enum an_mapping mapping, const char *name)
{
    for (unsigned k = firsts[mapping]; k < firsts[mapping + 1]; k++)
        if (rows[k].name[0] == name[0] && strcmp(rows[k].name, name) == 0)
            return (enum an_key)k;
    return AN_KEY_COUNT;
}

enum an_mapping an_mapping_of(enum an_key key)
{
    const char *name = an_key_row(key)->of;
    unsigned m = 0;
    while (m < AN_MAPPING_COUNT && strcmp(mappings[m].name, name) != 0)
        m++;
    assert(m < AN_MAPPING_COUNT);
    return (enum an_mapping)m;
}

enum an_mapping an_mapping_inside(enum an_key key)
{
    switch (an_key_row(key)->shape) {
    case AN_SHAPE_MAP:
    case AN_SHAPE_LIST:
    case AN_SHAPE_BYPLACE:
    case AN_SHAPE_EVIDENCE: return an_mapping_of(key);
    case AN_SHAPE_DUE: return AN_M_due_after;
    case AN_SHAPE_EXEMPTS: return AN_M_exempts_all;
    case AN_SHAPE_PRODUCT: return AN_M_product;
    case AN_SHAPE_WORD:
    case AN_SHAPE_WORDLIST:
    case AN_SHAPE_WORDS:
    case AN_SHAPE_STEP:
    case AN_SHAPE_ID:
    case AN_SHAPE_REF:
    case AN_SHAPE_REFS:
    case AN_SHAPE_PLACE:
    case AN_SHAPE_PLACES:
    case AN_SHAPE_LINE:
    case AN_SHAPE_TEXT:
    case AN_SHAPE_NAMES:
    case AN_SHAPE_BOOL:
    case AN_SHAPE_INT:
    case AN_SHAPE_DAY:
    case AN_SHAPE_DAYS:
    case AN_SHAPE_WHEN:
    case AN_SHAPE_COND:
    case AN_SHAPE_VALUES:
    case AN_SHAPE_EXPECT: return AN_MAPPING_COUNT;
    }
    AN_UNREACHABLE();
}

int an_word_index(const char *words, const char *text)
{
    size_t len = strlen(text);
    if (len == 0)
        return -1;
    for (int i = 0;; i++) {
        size_t n = strcspn(words, "|");
        if (n == len && memcmp(words, text, n) == 0)
            return i;
        if (words[n] == '\0')
            return -1;
        words += n + 1;
    }
}
