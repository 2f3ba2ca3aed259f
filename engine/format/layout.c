/*
 * The layout: two spaces a level, keys in the order of keys.def, what stood in brackets on one line
 * if it fits, lists of words filled, long texts folded. Lines that fit are not broken.
 */
#include <string.h>

#include "engine/base/utf8.h"
#include "engine/format/format.h"

/* What a node is to the language. */
struct meaning {
    enum an_mapping map; /* a mapping of this kind; AN_MAPPING_COUNT: of none, keys stay in order */
    enum an_mapping inner; /* its elements, or its values, are mappings of this kind */
    bool typed;            /* its texts may be numbers, days, yes or no */
};

static const struct meaning nothing = {AN_MAPPING_COUNT, AN_MAPPING_COUNT, true};

static bool is_text(enum an_shape shape)
{
    switch (shape) {
    case AN_SHAPE_WORDS:
    case AN_SHAPE_STEP:
    case AN_SHAPE_ID:
    case AN_SHAPE_REF:
    case AN_SHAPE_REFS:
    case AN_SHAPE_PLACE:
    case AN_SHAPE_PLACES:
    case AN_SHAPE_LINE:
    case AN_SHAPE_TEXT:
    case AN_SHAPE_NAMES: return true;
    case AN_SHAPE_WORD:
    case AN_SHAPE_WORDLIST:
    case AN_SHAPE_BOOL:
    case AN_SHAPE_INT:
    case AN_SHAPE_DAY:
    case AN_SHAPE_DAYS:
    case AN_SHAPE_WHEN:
    case AN_SHAPE_DUE:
    case AN_SHAPE_COND:
    case AN_SHAPE_EXEMPTS:
    case AN_SHAPE_MAP:
    case AN_SHAPE_LIST:
    case AN_SHAPE_PRODUCT:
    case AN_SHAPE_VALUES:
    case AN_SHAPE_BYPLACE:
    case AN_SHAPE_EVIDENCE:
    case AN_SHAPE_EXPECT: return false;
    }
    AN_UNREACHABLE();
}

/* Of the value of a key. */
static struct meaning meaning_of(enum an_mapping map, const struct an_node *key)
{
    enum an_key k = map == AN_MAPPING_COUNT ? AN_KEY_COUNT : an_key_find(map, key->scalar.text);
    if (k == AN_KEY_COUNT)
        return nothing;
    enum an_shape shape = an_key_row(k)->shape;
    enum an_mapping inside = an_mapping_inside(k);
    bool deeper = shape == AN_SHAPE_LIST || shape == AN_SHAPE_BYPLACE || shape == AN_SHAPE_EVIDENCE;
    return (struct meaning){deeper ? AN_MAPPING_COUNT : inside, deeper ? inside : AN_MAPPING_COUNT,
                            !is_text(shape) || k == AN_K_threshold_step_value};
}

/* Of an element, or of a value of a mapping by jurisdiction or fact. */
static struct meaning meaning_inside(const struct meaning *m)
{
    return (struct meaning){m->inner, AN_MAPPING_COUNT, m->typed};
}

static struct meaning meaning_at(const struct meaning *m, const struct an_node *key)
{
    return key && m->inner == AN_MAPPING_COUNT && m->map != AN_MAPPING_COUNT
               ? meaning_of(m->map, key)
               : meaning_inside(m);
}

/* ---- order ---- */

/* The children as they are written: known keys as the table has them, others behind, as they are.
 */
static struct an_fmt_item **in_order(struct an_fmt *f, struct an_fmt_node *fn,
                                     const struct meaning *m)
{
    struct an_fmt_item **v = AN_NEW_ARRAY(f->arena, struct an_fmt_item *, fn->n);
    size_t n = 0, n_keys = 0;
    if (fn->node->kind == AN_NODE_SEQ || m->map == AN_MAPPING_COUNT) {
        for (; n < fn->n; n++)
            v[n] = &fn->child[n];
        return v;
    }
    enum an_key first = an_mapping_keys(m->map, &n_keys);
    for (size_t k = 0; k < n_keys; k++)
        for (size_t i = 0; i < fn->n; i++)
            if (strcmp(fn->child[i].key->scalar.text, an_key_row((enum an_key)(first + k))->name) ==
                0)
                v[n++] = &fn->child[i];
    for (size_t i = 0; i < fn->n; i++)
        if (an_key_find(m->map, fn->child[i].key->scalar.text) == AN_KEY_COUNT)
            v[n++] = &fn->child[i];
    return v;
}

/* ---- writing ---- */

static size_t column(const struct an_fmt *f)
{
    size_t start = f->out.n;
    while (start > 0 && f->out.text[start - 1] != '\n')
        start--;
    return an_utf8_count(f->out.text + start, f->out.n - start);
}

static void put(struct an_fmt *f, const char *text)
{
    an_put(&f->out.sink, text);
}

static void put_spaces(struct an_fmt *f, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(f, " ");
}

static void new_line(struct an_fmt *f, size_t indent)
{
    if (f->out.n > 0)
        put(f, "\n");
    put_spaces(f, indent);
}

static const char *key_text(struct an_fmt *f, const struct an_node *key, bool flow)
{
    return an__fmt_scalar(f->arena, key, flow, true);
}

/* ---- between brackets ---- */

static void put_flow(struct an_fmt *f, struct an_sink *sink, struct an_fmt_node *fn,
                     struct meaning m)
{
    const struct an_node *node = fn->node;
    if (node->kind == AN_NODE_SCALAR) {
        an_put(sink, an__fmt_scalar(f->arena, node, true, m.typed));
        return;
    }
    bool map = node->kind == AN_NODE_MAP;
    struct an_fmt_item **v = in_order(f, fn, &m);
    an_put(sink, map ? "{" : "[");
    for (size_t i = 0; i < fn->n; i++) {
        if (i > 0)
            an_put(sink, ", ");
        if (map)
            an_putf(sink, "%s: ", key_text(f, v[i]->key, true));
        if (v[i]->value.node->kind != AN_NODE_SCALAR || v[i]->value.node->span.len > 0)
            put_flow(f, sink, &v[i]->value, meaning_at(&m, v[i]->key));
    }
    an_put(sink, map ? "}" : "]");
}

static const char *flow_text(struct an_fmt *f, struct an_fmt_node *fn, struct meaning m)
{
    struct an_sink_buffer out;
    an_sink_buffer_init(&out, f->arena);
    put_flow(f, &out.sink, fn, m);
    return out.text;
}

static bool only_words(const struct an_fmt_node *fn)
{
    for (size_t i = 0; i < fn->n; i++)
        if (fn->child[i].value.node->kind != AN_NODE_SCALAR || fn->child[i].key)
            return false;
    return true;
}

/* A list of words over as many lines as it takes. */
static void put_filled(struct an_fmt *f, struct an_fmt_node *fn, struct meaning m, size_t indent)
{
    put(f, "[");
    for (size_t i = 0; i < fn->n; i++) {
        const char *word = an__fmt_scalar(f->arena, fn->child[i].value.node, true, m.typed);
        size_t need = an_utf8_count(word, strlen(word)) + 1; /* its comma or bracket */
        if (i > 0 && column(f) + 1 + need > AN_FORMAT_WIDTH)
            new_line(f, indent);
        else if (i > 0)
            put(f, " ");
        put(f, word);
        put(f, i + 1 < fn->n ? "," : "]");
    }
}

/* ---- texts ---- */

static void put_trail(struct an_fmt *f, const struct an_fmt_item *item)
{
    if (item->trail) {
        put(f, " ");
        put(f, item->trail);
    }
}

/* The sign of a text over lines, and what it does with the line end. */
static void put_sign(struct an_fmt *f, const struct an_node *node, const char *sign)
{
    size_t len = node->scalar.len;
    put(f, " ");
    put(f, sign);
    if (node->scalar.text[len - 1] != '\n')
        put(f, "-");
}

/* A line is only broken where one space stands between two words. */
static void put_folded(struct an_fmt *f, const struct an_fmt_item *item, size_t indent)
{
    const struct an_node *node = item->value.node;
    const char *p = node->scalar.text, *end = p + node->scalar.len;
    put_sign(f, node, ">");
    put_trail(f, item);
    if (end[-1] == '\n')
        end--;
    new_line(f, indent);
    for (size_t col = indent; p < end;) {
        const char *word = p;
        do {
            p++;
            while (p < end && *p != ' ')
                p++;
        } while (p + 1 < end && p[1] == ' '); /* words that more spaces join */
        size_t len = an_utf8_count(word, (size_t)(p - word));
        if (col > indent && col + 1 + len > AN_FORMAT_WIDTH) {
            new_line(f, indent);
            col = indent;
        } else if (col > indent) {
            put(f, " ");
            col++;
        }
        an_put_n(&f->out.sink, word, (size_t)(p - word));
        col += len;
        p += p < end;
    }
}

static void put_kept(struct an_fmt *f, const struct an_fmt_item *item, size_t indent)
{
    const struct an_node *node = item->value.node;
    const char *p = node->scalar.text, *end = p + node->scalar.len;
    put_sign(f, node, "|");
    put_trail(f, item);
    while (p < end) {
        const char *lf = memchr(p, '\n', (size_t)(end - p));
        const char *stop = lf ? lf : end;
        if (stop > p)
            new_line(f, indent);
        else
            put(f, "\n");
        an_put_n(&f->out.sink, p, (size_t)(stop - p));
        p = lf ? lf + 1 : end;
    }
}

static void put_scalar(struct an_fmt *f, const struct an_fmt_item *item, struct meaning m,
                       size_t indent)
{
    const struct an_node *node = item->value.node;
    const char *line = an__fmt_scalar(f->arena, node, false, m.typed);
    bool folded = node->style == AN_STYLE_FOLDED, kept = node->style == AN_STYLE_LITERAL;
    bool quoted = line != node->scalar.text;
    bool fits = column(f) + 1 + an_utf8_count(line, strlen(line)) <= AN_FORMAT_WIDTH;
    bool spaced = memchr(node->scalar.text, ' ', node->scalar.len) != NULL;
    if (node->scalar.len > 0 && an__fmt_foldable(node) &&
        ((!fits && spaced) || ((folded || kept) && quoted))) {
        put_folded(f, item, indent);
        return;
    }
    if (kept && quoted && an__fmt_keepable(node)) {
        put_kept(f, item, indent);
        return;
    }
    if (node->span.len > 0) { /* else nothing was written */
        put(f, " ");
        put(f, line);
    }
    put_trail(f, item);
}

/* ---- blocks ---- */

static void put_comments(struct an_fmt *f, const struct an_fmt_comments *list, size_t indent,
                         bool first)
{
    for (const struct an_fmt_comment *c = list->first; c; c = c->next) {
        if (c->blank_before && !first)
            put(f, "\n");
        new_line(f, indent);
        put(f, c->text);
        first = false;
    }
}

static void put_block(struct an_fmt *f, struct an_fmt_node *fn, struct meaning m, size_t indent,
                      bool begun);

/* Does it fit between brackets behind what stands on the line? */
static const char *fitting(struct an_fmt *f, struct an_fmt_node *fn, struct meaning m)
{
    if (fn->n > 0 && fn->node->style != AN_STYLE_FLOW)
        return NULL;
    const char *text = flow_text(f, fn, m);
    bool fits = column(f) + 1 + an_utf8_count(text, strlen(text)) <= AN_FORMAT_WIDTH;
    return fits || fn->n == 0 ? text : NULL;
}

/* What stands behind a key or a dash; `indent` is the column of that. */
static void put_value(struct an_fmt *f, struct an_fmt_item *item, struct meaning m, size_t indent)
{
    struct an_fmt_node *fn = &item->value;
    if (fn->node->kind == AN_NODE_SCALAR) {
        put_scalar(f, item, m, indent + 2);
        return;
    }
    const char *text = fitting(f, fn, m);
    if (text) {
        put(f, " ");
        put(f, text);
        put_trail(f, item);
    } else if (fn->node->style == AN_STYLE_FLOW && only_words(fn)) {
        put(f, " ");
        put_filled(f, fn, m, indent + 2);
        put_trail(f, item);
    } else {
        bool beside = !item->key && !item->trail;
        put_trail(f, item);
        if (beside)
            put(f, " ");
        put_block(f, fn, m, indent + 2, beside);
    }
}

/* Comments before a line whose dash or key is already there stand before that; see put_block. */
static const struct an_fmt_comments *early_comments(struct an_fmt *f, struct an_fmt_item *item,
                                                    struct meaning m)
{
    struct an_fmt_node *fn = &item->value;
    if (item->key || item->trail || fn->n == 0 || fn->node->style == AN_STYLE_FLOW)
        return NULL;
    return &in_order(f, fn, &m)[0]->lead;
}

/* The lines of a mapping or list. `begun`: the first one goes on behind a dash. */
static void put_block(struct an_fmt *f, struct an_fmt_node *fn, struct meaning m, size_t indent,
                      bool begun)
{
    struct an_fmt_item **v = in_order(f, fn, &m);
    bool map = fn->node->kind == AN_NODE_MAP;
    for (size_t i = 0; i < fn->n; i++) {
        struct meaning inner = meaning_at(&m, v[i]->key);
        bool first = i == 0;
        if (!(first && begun)) {
            const struct an_fmt_comments *early = early_comments(f, v[i], inner);
            put_comments(f, &v[i]->lead, indent, first);
            if (early)
                put_comments(f, early, indent, first && !v[i]->lead.first);
            if (v[i]->blank_before && !(first && !v[i]->lead.first))
                put(f, "\n");
            new_line(f, indent);
        }
        if (map) {
            put(f, key_text(f, v[i]->key, false));
            put(f, ":");
        } else {
            put(f, "-");
        }
        put_value(f, v[i], inner, indent);
    }
    put_comments(f, &fn->tail, indent, false);
}

void an__fmt_write(struct an_fmt *f)
{
    const struct meaning document = {AN_M_document, AN_MAPPING_COUNT, true};
    an_sink_buffer_init(&f->out, f->arena);
    for (size_t i = 0; i < f->source->n_docs; i++) {
        struct an_fmt_node *root = &f->doc[i].root;
        if (i > 0)
            put(f, "\n---");
        if (root->n == 0) {
            put(f, root->node->kind == AN_NODE_MAP ? "\n{}" : "\n[]");
        } else {
            put_block(f, root, document, 0, false);
        }
    }
    put(f, "\n");
}
