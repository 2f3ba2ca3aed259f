/*
 * What libyaml 0.2.5 lets pass and YAML does not: a comment glued to what stands before it; lines
 * inside brackets or quotes that are indented no further than the block around them, or by tabs;
 * blank lines before a block text that are indented further than its first line; a lone '-' as an
 * element in brackets, and a '?' there that begins a text.
 *
 * One leniency is kept on purpose: a closing bracket may stand in the column of its key, as people
 * and other programs write it.
 */
#include "engine/source/gaps.h"

#include <string.h>

void an__gaps_init(struct an_gaps *g, struct an_build *build, const struct an_bytes *bytes,
                   size_t skip)
{
    *g = (struct an_gaps){.build = build,
                          .data = bytes->data,
                          .n = bytes->n,
                          .begin = skip,
                          .done = skip,
                          .at = an__cursor(bytes->data, bytes->n, skip),
                          .blamed = SIZE_MAX};
}

struct an_span an__gaps_span(struct an_gaps *g, size_t byte, size_t len)
{
    an__cursor_to_byte(&g->at, byte);
    return an__cursor_span(&g->at, g->build->file, len);
}

void an__gaps_skip(struct an_gaps *g, size_t end)
{
    if (end > g->done)
        g->done = end;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_break(char c)
{
    return c == '\n' || c == '\r';
}

size_t an__gaps_last_mark(const struct an_gaps *g, size_t end)
{
    size_t last = g->done;
    for (size_t i = g->done; i < end; i++) {
        if (g->data[i] == '#')
            while (i < end && !is_break(g->data[i]))
                i++;
        else if (!is_blank(g->data[i]) && !is_break(g->data[i]))
            last = i + 1;
    }
    return last;
}

static bool in_flow(const struct an_gaps *g)
{
    const struct an_build_frame *top = an__build_top(g->build);
    return top && top->node->style == AN_STYLE_FLOW;
}

static int block_indent(const struct an_gaps *g)
{
    const struct an_build_frame *top = an__build_top(g->build);
    return top ? top->indent : -1;
}

static size_t comment_length(const struct an_gaps *g, size_t i)
{
    size_t end = i;
    while (end < g->n && !is_break(g->data[end]))
        end++;
    return end - i;
}

static void on_comment(struct an_gaps *g, size_t i)
{
    struct an_span span = an__gaps_span(g, i, comment_length(g, i));
    an_vec_push(g->build->arena, &g->build->comments, span);
    if (i == g->begin || is_blank(g->data[i - 1]) || is_break(g->data[i - 1]))
        return;
    struct an_diag_entry *e = an__build_error(g->build, comment_glued, an__gaps_span(g, i, 1));
    an_diag_label(e, "no space before it");
}

/* A line that goes on with something in the innermost block, whose column is `indent`. */
struct line {
    size_t start;
    size_t spaces; /* leading spaces */
    size_t text;   /* first byte that is neither space nor tab */
};

static struct line line_at(const struct an_gaps *g, size_t start)
{
    struct line line = {.start = start, .text = start};
    while (g->data[line.text] == ' ')
        line.text++;
    line.spaces = line.text - start;
    while (is_blank(g->data[line.text]))
        line.text++;
    return line;
}

static bool is_empty_line(const struct an_gaps *g, const struct line *line)
{
    return line->text >= g->n || is_break(g->data[line->text]);
}

static bool is_deep_enough(const struct an_gaps *g, const struct line *line)
{
    int indent = block_indent(g);
    return indent < 0 || line->spaces > (size_t)indent;
}

const struct an_node *an__gaps_bracket(const struct an_gaps *g)
{
    for (size_t i = 0; i < g->build->frames.n; i++)
        if (g->build->frames.v[i].node->style == AN_STYLE_FLOW)
            return g->build->frames.v[i].node;
    return NULL;
}

static size_t bracket_start(const struct an_gaps *g)
{
    const struct an_node *bracket = an__gaps_bracket(g);
    return bracket ? bracket->span.start : g->done;
}

/* `opened` is the first byte of the bracket or quote that the line goes on with. */
static void report_shallow(struct an_gaps *g, const struct line *line, const char *what,
                           size_t opened)
{
    size_t tab = line->start + line->spaces;
    struct an_span open = an__gaps_span(g, opened, 1);
    struct an_diag_entry *e =
        tab < line->text
            ? an__build_error(g->build, tab_indent, an__gaps_span(g, tab, 1))
            : an__build_error(g->build, indentation, an__gaps_span(g, line->text, 1), what);
    an_diag_other(e, open, "opened here");
    if (tab == line->text)
        an_diag_help(e,
                     "close it before this line, or begin the line at column %d or further right",
                     block_indent(g) + 2);
    g->blamed = opened;
}

/* A line that begins inside brackets, outside of any text. */
static void check_flow_line(struct an_gaps *g, size_t start)
{
    struct line line = line_at(g, start);
    char c = g->data[line.text];
    if (is_empty_line(g, &line) || c == '#' || is_deep_enough(g, &line))
        return;
    bool closes = c == ']' || c == '}';
    if (closes && line.spaces == line.text - start && (int)line.spaces == block_indent(g))
        return;
    report_shallow(g, &line, "too little: a bracket opened before is still open", bracket_start(g));
}

/* libyaml takes a '?' in brackets for the mark of a key; elsewhere it begins a text. */
static void check_question(struct an_gaps *g, size_t i)
{
    if (i + 1 >= g->n || is_blank(g->data[i + 1]) || is_break(g->data[i + 1]))
        return;
    an__build_error(g->build, reserved_start, an__gaps_span(g, i, 1), "?");
}

void an__gaps_until(struct an_gaps *g, size_t start)
{
    bool flow = in_flow(g);
    for (size_t i = g->done; i < start; i++) {
        if (flow && g->data[i] == '?')
            check_question(g, i);
        if (g->data[i] == '#') {
            on_comment(g, i);
            while (i < start && !is_break(g->data[i]))
                i++;
        }
        if (flow && i < start && g->data[i] == '\n')
            check_flow_line(g, i + 1);
    }
    an__gaps_skip(g, start);
}

/* Only the first wrong line of a text is reported. */
static void check_text_lines(struct an_gaps *g, size_t start, size_t end, const char *what,
                             size_t opened)
{
    if (block_indent(g) < 0)
        return;
    const char *lf = memchr(g->data + start, '\n', end - start);
    while (lf) {
        size_t next = (size_t)(lf - g->data) + 1;
        if (next >= end)
            return;
        struct line line = line_at(g, next);
        if (!is_empty_line(g, &line) && !is_deep_enough(g, &line)) {
            report_shallow(g, &line, what, opened);
            return;
        }
        lf = memchr(g->data + next, '\n', end - next);
    }
}

/* "-" alone between brackets: other readers take it for a list item. */
static void check_dash(struct an_gaps *g, size_t start, size_t end)
{
    if (!in_flow(g) || end - start != 1 || g->data[start] != '-')
        return;
    struct an_diag_entry *e = an__build_error(g->build, syntax, an__gaps_span(g, start, 1),
                                              "a '-' alone cannot stand between brackets");
    an_diag_help(e, "put it in quotes if it is text");
}

/* Behind "|" or ">": indicators, then perhaps a comment. Returns where the line ends. */
static size_t check_block_header(struct an_gaps *g, size_t start, size_t end, bool *explicit_indent)
{
    size_t i = start + 1;
    for (; i < end && strchr("+-0123456789", g->data[i]); i++)
        if (g->data[i] >= '0' && g->data[i] <= '9')
            *explicit_indent = true;
    for (; i < end && g->data[i] != '\n'; i++)
        if (g->data[i] == '#') {
            on_comment(g, i);
            const char *lf = memchr(g->data + i, '\n', end - i);
            return lf ? (size_t)(lf - g->data) : end;
        }
    return i;
}

/*
 * The first line of text decides the indentation of a block text. Blank lines before it with more
 * spaces would make libyaml decide otherwise, and end the text there.
 */
static void check_block_text(struct an_gaps *g, size_t start, size_t end)
{
    bool explicit_indent = false;
    size_t i = check_block_header(g, start, end, &explicit_indent);
    size_t most = 0;
    while (!explicit_indent && i < g->n && g->data[i] == '\n') {
        struct line line = line_at(g, i + 1);
        if (line.text >= g->n)
            return;
        if (!is_empty_line(g, &line)) {
            if (is_deep_enough(g, &line) && most > line.spaces)
                an__build_error(g->build, indentation, an__gaps_span(g, line.text, 1),
                                "less than the blank lines between it and its key");
            return;
        }
        if (line.spaces > most)
            most = line.spaces;
        i = line.text;
        if (g->data[i] == '\r')
            i++;
    }
}

void an__gaps_scalar(struct an_gaps *g, enum an_node_style style, size_t start, size_t end)
{
    switch (style) {
    case AN_STYLE_PLAIN:
        check_dash(g, start, end);
        if (in_flow(g))
            check_text_lines(g, start, end, "too little: a bracket opened before is still open",
                             bracket_start(g));
        break;
    case AN_STYLE_SINGLE:
    case AN_STYLE_DOUBLE:
        check_text_lines(g, start, end, "too little: a quote opened before is still open", start);
        break;
    case AN_STYLE_LITERAL:
    case AN_STYLE_FOLDED: check_block_text(g, start, end); break;
    case AN_STYLE_BLOCK:
    case AN_STYLE_FLOW:
    case AN_STYLE_JSON_LITERAL: break;
    }
    an__gaps_skip(g, end);
}
