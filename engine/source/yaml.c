/*
 * YAML through libyaml's event parser into the positioned tree. The only user of libyaml. Refused
 * here: everything of YAML that the format does not have (anchors, aliases, tags, merge keys,
 * directives, keys that are not text). Not here: what a value means; every scalar is text.
 */
#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"
#include "engine/source/scan.h"
#include "engine/source/yaml_problem.h"

struct reader {
    yaml_parser_t parser;
    yaml_event_t event;
    struct an_build build;
    struct an_gaps gaps;
    struct an_cursor at;
    struct an_scan scan;
    struct an_quoted quoted;
    bool document_ended_itself; /* the last document ended without "..." */
};

static void delete_parser(void *parser)
{
    yaml_parser_delete(parser);
}

static void delete_event(void *event)
{
    yaml_event_delete(event);
}

/* ---- places ---- */

/*
 * libyaml counts characters, lines and columns as we do, unless there are lone carriage returns;
 * then the cursor counts. A byte offset has to be found in any case.
 */
static struct an_span place(struct reader *r, const yaml_mark_t *mark)
{
    if (r->scan.lone_cr) {
        an__cursor_to_char(&r->at, mark->index);
        return an__cursor_span(&r->at, r->build.file, 0);
    }
    size_t byte = r->scan.skip + mark->index;
    if (!r->scan.ascii) {
        an__cursor_seek(&r->at, mark->index);
        byte = r->at.byte;
    }
    return (struct an_span){.file = r->build.file,
                            .line = an_u32(mark->line + 1),
                            .col = an_u32(mark->column + 1),
                            .start = an_u32(byte < r->gaps.n ? byte : r->gaps.n)};
}

static struct an_span event_span(struct reader *r)
{
    struct an_span at = place(r, &r->event.start_mark), end = place(r, &r->event.end_mark);
    at.len = end.start > at.start ? end.start - at.start : 0;
    return at;
}

static size_t word_length(const struct reader *r, size_t from)
{
    size_t len = 0;
    while (from + len < r->gaps.n && !strchr(" \t\r\n,[]{}", r->gaps.data[from + len]))
        len++;
    return len > 0 ? len : 1;
}

/* ---- what the format does not have ---- */

static bool refuse_properties(struct reader *r, struct an_span at, const yaml_char_t *anchor,
                              const yaml_char_t *tag)
{
    if (!anchor && !tag)
        return false;
    at.len = an_u32(word_length(r, at.start));
    if (anchor)
        an__build_error(&r->build, anchor, at, (const char *)anchor);
    const char *word = r->gaps.data + at.start; /* as written, if it comes first */
    if (tag)
        an__build_error(&r->build, tag, at,
                        *word == '!' ? an_strndup(r->build.scratch, word, at.len)
                                     : (const char *)tag);
    return true;
}

static void refuse_merge_key(struct reader *r, struct an_span at)
{
    struct an_diag_entry *e = an__build_error(&r->build, merge_key, at);
    an_diag_help(e, "write the keys out");
}

static void refuse_directives(struct reader *r, struct an_span at)
{
    const char *p = r->gaps.data + at.start;
    size_t len = 0;
    while (len < at.len && p[len] != '\n' && p[len] != '\r' && p[len] != '#')
        len++;
    while (len > 1 && (p[len - 1] == ' ' || p[len - 1] == '\t'))
        len--;
    at.len = an_u32(len > 0 ? len : 1);
    an__build_error(&r->build, directive, at, an_strndup(r->build.scratch, p, len));
}

/* ---- events ---- */

static bool on_document(struct reader *r)
{
    const yaml_version_directive_t *version = r->event.data.document_start.version_directive;
    bool tags = r->event.data.document_start.tag_directives.start !=
                r->event.data.document_start.tag_directives.end;
    struct an_span at = event_span(r);
    size_t end = (size_t)at.start + at.len;
    if (r->build.docs.n >= AN_MAX_DOCUMENTS) {
        an__build_error(&r->build, too_many_documents, at, AN_MAX_DOCUMENTS);
        return false;
    }
    an__gaps_until(&r->gaps, at.start);
    if (tags)
        refuse_directives(r, at);
    if ((version || tags) && r->document_ended_itself) {
        struct an_span sign = at;
        sign.len = 1;
        struct an_diag_entry *e = an__build_error(&r->build, syntax, sign,
                                                  "a directive cannot follow a document directly");
        an_diag_help(e, "delete the line, or put a line with '...' before it");
    }
    an__gaps_until(&r->gaps, end);
    return true;
}

static enum an_node_style scalar_style(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE: return AN_STYLE_PLAIN;
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return AN_STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return AN_STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return AN_STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return AN_STYLE_FOLDED;
    }
    AN_UNREACHABLE();
}

/*
 * A value left out. libyaml puts it where the next token begins, which may be lines away; it
 * belongs behind its colon or dash.
 */
static bool add_empty(struct reader *r, struct an_span at)
{
    size_t where = an__gaps_last_mark(&r->gaps, at.start);
    const struct an_build_frame *top = an__build_top(&r->build);
    if (top && where < top->node->span.start)
        where = top->node->span.start;
    an__gaps_until(&r->gaps, where);
    if (where != at.start || where == r->gaps.n) /* at the end libyaml counts a line too many */
        at = an__gaps_span(&r->gaps, where, 0);
    return an__build_scalar(&r->build, AN_STYLE_PLAIN, at, "", 0);
}

/* The mark of a block text ends behind its last line end. */
static size_t trimmed_end(const struct reader *r, size_t start, size_t end)
{
    while (end > start + 1 && strchr(" \t\r\n", r->gaps.data[end - 1]))
        end--;
    return end;
}

static bool on_scalar(struct reader *r)
{
    const char *text = (const char *)r->event.data.scalar.value;
    size_t len = r->event.data.scalar.length;
    enum an_node_style style = scalar_style(r->event.data.scalar.style);
    struct an_span at = event_span(r);
    size_t end = (size_t)at.start + at.len;
    bool properties =
        refuse_properties(r, at, r->event.data.scalar.anchor, r->event.data.scalar.tag);
    if (at.len == 0)
        return add_empty(r, at);
    an__gaps_until(&r->gaps, at.start);
    if (properties)
        an__gaps_skip(&r->gaps, end);
    else
        an__gaps_scalar(&r->gaps, style, at.start, end);
    if (style == AN_STYLE_LITERAL || style == AN_STYLE_FOLDED)
        at.len = an_u32(trimmed_end(r, at.start, end) - at.start);
    size_t more_lines = r->event.end_mark.line - r->event.start_mark.line;
    if ((style == AN_STYLE_SINGLE || style == AN_STYLE_DOUBLE) && more_lines > 0)
        r->quoted = (struct an_quoted){at, at.line + an_u32(more_lines)};
    if (style == AN_STYLE_PLAIN && len == 2 && memcmp(text, "<<", 2) == 0 &&
        an__build_at_key(&r->build))
        refuse_merge_key(r, at);
    return an__build_scalar(&r->build, style, at, text, len);
}

static bool on_alias(struct reader *r)
{
    struct an_span at = event_span(r);
    an__build_error(&r->build, alias, at, (const char *)r->event.data.alias.anchor);
    an__gaps_until(&r->gaps, at.start);
    an__gaps_skip(&r->gaps, (size_t)at.start + at.len);
    return an__build_scalar(&r->build, AN_STYLE_PLAIN, at, "", 0);
}

/*
 * A block collection begins where its first key or dash stands; a flow collection at its bracket,
 * but for the mapping of one pair that a list in brackets may hold.
 */
static bool on_open(struct reader *r, enum an_node_kind kind, bool flow, const yaml_char_t *anchor,
                    const yaml_char_t *tag)
{
    struct an_span at = event_span(r);
    const struct an_build_frame *top = an__build_top(&r->build);
    int indent = top ? top->indent : -1;
    bool properties = refuse_properties(r, at, anchor, tag);
    if (!flow && !properties)
        indent = (int)at.col - 1;
    if (flow || properties)
        an__gaps_until(&r->gaps, at.start);
    if (properties)
        an__gaps_skip(&r->gaps, (size_t)at.start + at.len);
    else if (flow && (r->gaps.data[at.start] == '[' || r->gaps.data[at.start] == '{'))
        an__gaps_skip(&r->gaps, (size_t)at.start + 1);
    at.len = 0;
    return an__build_open(&r->build, kind, flow ? AN_STYLE_FLOW : AN_STYLE_BLOCK, at, indent);
}

static void on_close(struct reader *r)
{
    struct an_span at = event_span(r);
    const struct an_build_frame *top = an__build_top(&r->build);
    bool bracket = top->node->style == AN_STYLE_FLOW && at.len == 1;
    if (bracket) {
        an__gaps_until(&r->gaps, at.start);
        an__gaps_skip(&r->gaps, (size_t)at.start + 1);
    }
    an__build_close(&r->build, bracket ? (size_t)at.start + 1 : 0);
}

/* False when nothing more is to be read. */
static bool on_event(struct reader *r)
{
    const yaml_event_t *e = &r->event;
    switch (e->type) {
    case YAML_NO_EVENT:
    case YAML_STREAM_END_EVENT: an__gaps_until(&r->gaps, r->gaps.n); return false;
    case YAML_STREAM_START_EVENT: return true;
    case YAML_DOCUMENT_START_EVENT: return on_document(r);
    case YAML_DOCUMENT_END_EVENT:
        r->document_ended_itself = e->data.document_end.implicit != 0;
        return true;
    case YAML_ALIAS_EVENT: return on_alias(r);
    case YAML_SCALAR_EVENT: return on_scalar(r);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(r, AN_NODE_SEQ, e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE,
                       e->data.sequence_start.anchor, e->data.sequence_start.tag);
    case YAML_MAPPING_START_EVENT:
        return on_open(r, AN_NODE_MAP, e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE,
                       e->data.mapping_start.anchor, e->data.mapping_start.tag);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: on_close(r); return true;
    }
    AN_UNREACHABLE();
}

static void read_events(struct reader *r)
{
    for (bool more = true; more;) {
        if (!yaml_parser_parse(&r->parser, &r->event)) {
            if (r->parser.error == YAML_MEMORY_ERROR)
                an_arena_fail(r->build.scratch);
            an__yaml_problem(&r->gaps, &r->parser, &r->quoted);
            return;
        }
        more = on_event(r);
        yaml_event_delete(&r->event);
    }
}

/* ---- the way in ---- */

/*
 * libyaml compares each %TAG line with all before it. None is allowed anyway, so a file with many
 * of them is refused before they cost anything.
 */
static bool refuse_tag_lines(struct reader *r)
{
    size_t seen = 0;
    const char *p = r->gaps.data, *end = p + r->gaps.n;
    for (const char *at = strstr(p, "%TAG"); at && seen <= 16; at = strstr(at + 1, "%TAG"))
        if (at < end && (at == p || at[-1] == '\n' || at[-1] == '\r') && ++seen > 16)
            an__build_error(&r->build, directive, an__gaps_span(&r->gaps, (size_t)(at - p), 4),
                            "%TAG");
    return seen > 16;
}

/* Older versions have known holes (CVE-2014-9130 and others) and other rules. */
static bool refuse_old_libyaml(struct reader *r)
{
    int major, minor, patch;
    yaml_get_version(&major, &minor, &patch);
    if (major > 0 || minor > 2 || (minor == 2 && patch >= 5))
        return false;
    an__build_error(&r->build, libyaml_old, (struct an_span){.file = AN_NO_FILE},
                    yaml_get_version_string());
    return true;
}

/*
 * The end of the file ends its last line. libyaml forgets that for a line of spaces at the end of
 * a block text, so it is given the line end.
 */
static void set_input(struct reader *r, const struct an_bytes *bytes)
{
    const char *text = bytes->data + r->scan.skip;
    size_t n = bytes->n - r->scan.skip;
    if (n > 0 && (text[n - 1] == ' ' || text[n - 1] == '\t')) {
        char *copy = an_alloc(r->build.scratch, n + 1);
        memcpy(copy, text, n);
        copy[n++] = '\n';
        text = copy;
    }
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r->parser, (const unsigned char *)text, n);
}

static bool start(struct reader *r, struct an_arena *scratch, const struct an_bytes *bytes)
{
    if (refuse_old_libyaml(r))
        return false;
    if (!yaml_parser_initialize(&r->parser))
        an_arena_fail(scratch);
    an_defer(scratch, delete_parser, &r->parser);
    an_defer(scratch, delete_event, &r->event);
    set_input(r, bytes);
    an__gaps_init(&r->gaps, &r->build, bytes, r->scan.skip);
    r->at = an__cursor(bytes->data, bytes->n, r->scan.skip);
    return !refuse_tag_lines(r);
}

const struct an_source *an_source_parse_yaml(struct an_arena *arena, struct an_diag_list *diags,
                                             const char *path, const struct an_bytes *bytes)
{
    struct an_scan scan;
    if (!an__scan(diags, bytes, false, &scan))
        return NULL;
    struct an_arena *scratch = an_scratch_new(arena);
    struct reader *r = AN_NEW(scratch, struct reader);
    r->build = (struct an_build){.arena = arena,
                                 .scratch = scratch,
                                 .diags = diags,
                                 .file = bytes->file,
                                 .max_depth = AN_MAX_YAML_DEPTH};
    r->scan = scan;
    if (start(r, scratch, bytes))
        read_events(r);
    const struct an_source *source = an__build_end(&r->build, path, bytes);
    an_arena_free(scratch);
    return source;
}
