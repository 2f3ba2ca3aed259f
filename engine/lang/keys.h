/*
 * The table of keys (keys.def) as data: kinds of mappings, their keys, and the shape of each value.
 * Used by the generic check of a document (shape.c), by the builders, and by what is generated from
 * the language (schema, formatter, reference).
 */
#ifndef AN_LANG_KEYS_H
#define AN_LANG_KEYS_H

#include <stddef.h>
#include <stdint.h>

/** What the value of a key looks like. "One or several": a single one, or a list. */
enum an_shape {
    AN_SHAPE_WORD,     /* one of the words of `of` ("a|b|c") */
    AN_SHAPE_WORDLIST, /* one or several of them */
    AN_SHAPE_WORDS,    /* one or several free words or names */
    AN_SHAPE_STEP,     /* id of a step of a topic's scale */
    AN_SHAPE_ID,       /* the id that a thing is given here */
    AN_SHAPE_REF,      /* the id of a thing of the kind `of`; "kind?": need not be loaded */
    AN_SHAPE_REFS,     /* one or several */
    AN_SHAPE_PLACE,    /* a jurisdiction */
    AN_SHAPE_PLACES,   /* one or several */
    AN_SHAPE_LINE,     /* text on one line */
    AN_SHAPE_TEXT,
    AN_SHAPE_NAMES, /* text by language code */
    AN_SHAPE_BOOL,
    AN_SHAPE_INT,
    AN_SHAPE_DAY,
    AN_SHAPE_DAYS, /* one or several */
    AN_SHAPE_WHEN, /* a day, a month, a year or a range of them */
    AN_SHAPE_DUE,  /* a WHEN, or a mapping due_after */
    AN_SHAPE_COND,
    AN_SHAPE_EXEMPTS,  /* REFS, or a mapping exempts_all */
    AN_SHAPE_MAP,      /* a mapping of the kind `of` */
    AN_SHAPE_LIST,     /* a list of mappings of the kind `of` */
    AN_SHAPE_PRODUCT,  /* the id of a product, or a mapping product */
    AN_SHAPE_VALUES,   /* values by fact */
    AN_SHAPE_BYPLACE,  /* mappings `of` by jurisdiction */
    AN_SHAPE_EVIDENCE, /* mappings `of` by fact */
    AN_SHAPE_EXPECT    /* verdicts by provision */
};

/** REQ: must be there. ONE: exactly one of the ONE keys of its mapping must be there. */
enum an_need { AN_NEED_REQ, AN_NEED_OPT, AN_NEED_ONE };

enum an_mapping {
#define AN_MAPPING(name, title) AN_M_##name,
#define AN_KEY(mapping, key, shape, of, need, doc)
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
    AN_MAPPING_COUNT
};

/** Keys of one mapping follow one another. */
enum an_key {
#define AN_MAPPING(name, title)
#define AN_KEY(mapping, key, shape, of, need, doc) AN_K_##mapping##_##key,
#include "engine/lang/keys.def"
#undef AN_MAPPING
#undef AN_KEY
    AN_KEY_COUNT
};

struct an_key_row {
    enum an_mapping mapping;
    const char *name;
    enum an_shape shape;
    const char *of;
    enum an_need need;
    const char *doc;
};

/** At most this many keys in one mapping (tested). */
#define AN_MAX_KEYS 48

const struct an_key_row *an_key_row(enum an_key key);
const char *an_mapping_name(enum an_mapping mapping);  /* "provision" */
const char *an_mapping_title(enum an_mapping mapping); /* "a provision" */
/** The first key of a mapping, and how many there are. */
enum an_key an_mapping_keys(enum an_mapping mapping, size_t *n);
/** AN_KEY_COUNT if the mapping has no such key. */
enum an_key an_key_find(enum an_mapping mapping, const char *name);
/** The mapping that `of` of a MAP or LIST names. */
enum an_mapping an_mapping_of(enum an_key key);
/** The mapping that a value of this key is, holds or may be; AN_MAPPING_COUNT if none. */
enum an_mapping an_mapping_inside(enum an_key key);

/** Which of the words "a|b|c" this is, from 0; -1 if none. */
int an_word_index(const char *words, const char *text);

#endif
