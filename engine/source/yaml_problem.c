/*
 * libyaml's errors in words for the author of a file: what was found, what could have stood there,
 * and the usual cause. The text of libyaml is looked up in a table; what is not in it is passed on.
 */
#include "engine/source/yaml_problem.h"

#include <string.h>

#include "engine/base/limits.h"
#include "engine/base/sizes.h"

/* libyaml reads no key further than this. */
enum { LONGEST_SIMPLE_KEY = 1024 };

struct problem {
    struct an_gaps *g;
    const yaml_parser_t *parser;
    size_t at;            /* byte of the problem */
    struct an_span place; /* of one character there */
    bool has_context;
    struct an_span context;
};

typedef struct an_diag_entry *reporter(struct problem *p);

/* ---- what stands where ---- */

static struct an_span span_at_mark(struct an_gaps *g, const yaml_mark_t *mark)
{
    an__cursor_to_char(&g->at, mark->index);
    size_t from = g->at.byte, len = from < g->n ? 1 : 0;
    while (len > 0 && from + len < g->n && ((unsigned char)g->data[from + len] & 0xC0) == 0x80)
        len++;
    return an__cursor_span(&g->at, g->build->file, len);
}

static size_t line_start(const struct an_gaps *g, size_t at)
{
    while (at > g->begin && g->data[at - 1] != '\n')
        at--;
    return at;
}

/* The first byte of the line that is no indentation. */
static size_t line_text(const struct an_gaps *g, size_t at)
{
    at = line_start(g, at);
    while (g->data[at] == ' ' || g->data[at] == '\t')
        at++;
    return at;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0';
}

/* What stands at the problem, in words. */
static const char *found(const struct problem *p)
{
    const struct an_gaps *g = p->g;
    if (p->at >= g->n)
        return "the end of the file";
    const char *s = g->data + p->at;
    if (*s == '-' && is_space(s[1]))
        return "a list item ('-')";
    if (strncmp(s, "---", 3) == 0 && is_space(s[3]))
        return "a new document ('---')";
    if (strncmp(s, "...", 3) == 0 && is_space(s[3]))
        return "the end of the document ('...')";
    if (*s == '"' || *s == '\'')
        return "a quoted text";
    if (strchr("[]{},:?|>&*!%@`#", *s))
        return an_strf(g->build->scratch, "'%c'", *s);
    return *s == '\n' || *s == '\r' ? "the end of the line" : "text";
}

static struct an_diag_entry *syntax(struct problem *p, struct an_span at, const char *text)
{
    return an__build_error(p->g->build, syntax, at, text);
}

static struct an_diag_entry *expected(struct problem *p, const char *what)
{
    return syntax(p, p->place,
                  an_strf(p->g->build->scratch, "found %s, expected %s", found(p), what));
}

/* ---- reports, one a kind of problem ---- */

static struct an_diag_entry *report_tab(struct problem *p)
{
    struct an_gaps *g = p->g;
    if (line_text(g, p->at) >= p->at && line_start(g, p->at) <= p->at) {
        size_t tab = line_start(g, p->at);
        while (g->data[tab] == ' ')
            tab++;
        return an__build_error(g->build, tab_indent, an__gaps_span(g, tab, 1));
    }
    return an__build_error(g->build, tab_inside, p->place);
}

static struct an_diag_entry *report_start(struct problem *p)
{
    char c = p->g->data[p->at];
    if (c == '\t')
        return report_tab(p);
    if (c == '@' || c == '`' || c == '%')
        return an__build_error(p->g->build, reserved_start, p->place,
                               c == '@'   ? "@"
                               : c == '`' ? "`"
                                          : "%");
    return expected(p, "a value");
}

/* Is there a ": " in this line before the problem? */
static bool has_colon_before(const struct problem *p)
{
    const struct an_gaps *g = p->g;
    for (size_t i = line_start(g, p->at); i + 1 < p->at; i++)
        if (g->data[i] == ':' && (g->data[i + 1] == ' ' || g->data[i + 1] == '\t'))
            return true;
    return false;
}

static struct an_diag_entry *report_key_long(struct problem *p, size_t from)
{
    return an__build_error(p->g->build, key_long, an__gaps_span(p->g, from, 1), p->at - from,
                           AN_MAX_KEY_BYTES);
}

/* "mapping values are not allowed in this context": a colon where no key can end. */
static struct an_diag_entry *report_colon(struct problem *p)
{
    struct an_gaps *g = p->g;
    size_t from = line_text(g, p->at);
    if (p->at - from > LONGEST_SIMPLE_KEY)
        return report_key_long(p, from);
    if (has_colon_before(p)) {
        struct an_diag_entry *e = an__build_error(g->build, second_colon, p->place);
        an_diag_label(e, "the second one");
        an_diag_help(e, "put the text after the first colon in quotes: \"...\"");
        return e;
    }
    struct an_diag_entry *e =
        an__build_error(g->build, indentation, an__gaps_span(g, from, 1),
                        "as a part of the text above it, where no key can stand");
    an_diag_help(e, "begin it in the column of the key above, or put the text above it in quotes");
    return e;
}

static struct an_diag_entry *report_no_colon(struct problem *p)
{
    struct an_gaps *g = p->g;
    if (!p->has_context)
        return expected(p, "':'");
    size_t from = p->context.start;
    if (p->at - from > LONGEST_SIMPLE_KEY && !memchr(g->data + from, '\n', LONGEST_SIMPLE_KEY))
        return report_key_long(p, from);
    struct an_diag_entry *e =
        syntax(p, p->context, "found text, expected a key with ':' behind it");
    an_diag_label(e, "no ':' follows on this line");
    return e;
}

/* A key was due in a block mapping. Most often the line stands in the wrong column. */
static struct an_diag_entry *report_no_key(struct problem *p)
{
    struct an_gaps *g = p->g;
    if (p->at < g->n && line_text(g, p->at) == p->at && p->has_context &&
        p->place.col != p->context.col && !strchr("]},", g->data[p->at])) {
        struct an_diag_entry *e =
            an__build_error(g->build, indentation, p->place,
                            an_strf(g->build->scratch,
                                    "to column %u, but the keys it could belong "
                                    "to begin at column %u",
                                    (unsigned)p->place.col, (unsigned)p->context.col));
        an_diag_other(e, p->context, "the mapping begins here");
        return e;
    }
    if (line_text(g, p->at) == p->at || p->at >= g->n)
        return expected(p, "a key");
    struct an_diag_entry *e = expected(p, "the end of the line");
    if (g->data[p->at - 1] == '\'')
        an_diag_help(e, "a quote inside single quotes is written twice: ''");
    else if (g->data[p->at - 1] == '"')
        an_diag_help(e, "a quote inside double quotes is written \\\"");
    return e;
}

static struct an_diag_entry *report_no_item(struct problem *p)
{
    struct an_diag_entry *e = expected(p, "the next list item ('-') in its column");
    if (p->has_context)
        an_diag_other(e, p->context, "the list begins here");
    return e;
}

/* In brackets neither a comma nor the closing bracket came. */
static struct an_diag_entry *report_bracket(struct problem *p)
{
    struct an_gaps *g = p->g;
    if (!p->has_context)
        return expected(p, "',' or a closing bracket");
    char c = g->data[p->context.start];
    bool list = c != '{';
    struct an_diag_entry *e;
    if (p->at >= g->n || p->place.line > p->context.line) {
        e = an__build_error(g->build, bracket_open, p->context, list ? "[" : "{");
        an_diag_label(e, "opened here");
        an_diag_other(e, p->place, "found %s, expected ',' or '%s'", found(p), list ? "]" : "}");
        return e;
    }
    e = expected(p, list ? "',' or ']'" : "',' or '}'");
    an_diag_other(e, p->context, "opened here");
    return e;
}

static struct an_diag_entry *report_content(struct problem *p)
{
    return expected(p, "a value");
}

/* Was the last thing before the problem the mark that ends a document? */
static bool follows_end_mark(const struct problem *p)
{
    const struct an_gaps *g = p->g;
    size_t at = line_start(g, p->at);
    while (at > g->begin) {
        size_t line = line_start(g, at - 1), text = line_text(g, line);
        if (strncmp(g->data + line, "...", 3) == 0 && is_space(g->data[line + 3]))
            return true;
        if (g->data[text] != '#' && g->data[text] != '\n' && g->data[text] != '\r')
            return false;
        at = line;
    }
    return false;
}

static struct an_diag_entry *report_document(struct problem *p)
{
    if (follows_end_mark(p))
        return expected(p, "'---' before the next document");
    struct an_diag_entry *e = expected(p, "the end of the document");
    an_diag_note(e, "what stands before it is complete; a file holds one mapping, or several "
                    "documents that each begin with '---'");
    return e;
}

static struct an_diag_entry *report_item_here(struct problem *p)
{
    if (!has_colon_before(p))
        return syntax(p, p->place, "a list item cannot stand here");
    struct an_diag_entry *e = syntax(p, p->place, "a list cannot begin on the line of its key");
    an_diag_help(e, "begin it on the next line, or write it in brackets; put a text that begins "
                    "with '-' in quotes");
    return e;
}

static struct an_diag_entry *report_question(struct problem *p)
{
    struct an_diag_entry *e = syntax(p, p->place, "a '?' cannot stand here");
    an_diag_help(e, "put a text that begins with '?' in quotes");
    return e;
}

static struct an_diag_entry *report_quote(struct problem *p)
{
    if (!p->has_context)
        return expected(p, "a closing quote");
    struct an_diag_entry *e = an__build_error(p->g->build, quote_open, p->context);
    an_diag_label(e, "opened here");
    an_diag_other(e, p->place, "not closed before %s",
                  p->at >= p->g->n ? "the end of the file" : found(p));
    return e;
}

static struct an_diag_entry *report_escape(struct problem *p)
{
    struct an_gaps *g = p->g;
    size_t from = p->at;
    while (from > line_start(g, p->at) && g->data[from] != '\\')
        from--;
    size_t len = 1;
    while (from + len < g->n && len < 10 && !is_space(g->data[from + len]) &&
           g->data[from + len] != '"' && (len < 2 || g->data[from + len] != '\\'))
        len++;
    while (from + len < g->n && ((unsigned char)g->data[from + len] & 0xC0) == 0x80)
        len++;
    struct an_diag_entry *e = an__build_error(g->build, escape, an__gaps_span(g, from, len),
                                              an_strndup(g->build->scratch, g->data + from, len));
    an_diag_help(e, "write '\\\\' for a backslash, or use single quotes");
    return e;
}

static struct an_diag_entry *report_header(struct problem *p)
{
    char c = '|';
    if (p->has_context)
        c = p->g->data[p->context.start];
    struct an_diag_entry *e =
        syntax(p, p->place,
               an_strf(p->g->build->scratch, "found %s, expected the end of the line", found(p)));
    an_diag_help(e,
                 "text after '%c' begins on the next line; put a text that begins with '%c' in "
                 "quotes",
                 c, c);
    return e;
}

static struct an_diag_entry *report_zero(struct problem *p)
{
    return expected(p, "an indentation from 1 to 9");
}

/* From the sign of an anchor, an alias or a tag to the next space. */
static const char *word_at(struct problem *p, struct an_span *at)
{
    const struct an_gaps *g = p->g;
    *at = p->has_context ? p->context : p->place;
    size_t len = 1;
    while (at->start + len < g->n && !is_space(g->data[at->start + len]) && len < 80)
        len++;
    while (at->start + len < g->n && ((unsigned char)g->data[at->start + len] & 0xC0) == 0x80)
        len++;
    at->len = an_u32(at->start < g->n ? len : 0);
    return an_strndup(g->build->scratch, g->data + at->start, at->len);
}

static struct an_diag_entry *report_anchor(struct problem *p)
{
    struct an_span at;
    const char *word = word_at(p, &at);
    return an__build_error(p->g->build, anchor, at, *word ? word + 1 : word);
}

static struct an_diag_entry *report_alias(struct problem *p)
{
    struct an_span at;
    const char *word = word_at(p, &at);
    return an__build_error(p->g->build, alias, at, *word ? word + 1 : word);
}

static struct an_diag_entry *report_tag(struct problem *p)
{
    struct an_span at;
    const char *word = word_at(p, &at);
    return an__build_error(p->g->build, tag, at, word);
}

/* The whole line, up to a comment. */
static struct an_diag_entry *report_directive(struct problem *p)
{
    const struct an_gaps *g = p->g;
    struct an_span at = p->has_context ? p->context : p->place;
    size_t len = strcspn(g->data + at.start, "#\r\n");
    while (len > 1 && is_space(g->data[at.start + len - 1]))
        len--;
    at.len = an_u32(len);
    return an__build_error(p->g->build, directive, at,
                           an_strndup(g->build->scratch, g->data + at.start, len));
}

/* ---- dispatch ---- */

/* By the context first, since many of libyaml's problems share one text. */
static const struct {
    const char *text;
    reporter *report;
} contexts[] =
    {
        {"while scanning an anchor", report_anchor},
        {"while scanning an alias", report_alias},
        {"while scanning a tag", report_tag},
        {"while parsing a tag", report_tag},
        {"while scanning a directive", report_directive},
        {"while scanning a %YAML directive", report_directive},
        {"while scanning a %TAG directive", report_directive},
        {"while scanning a tag directive", report_directive},
        {"while parsing a tag directive", report_directive},
        {"while parsing a %TAG directive", report_directive},
},
  problems[] = {
      {"found a tab character that violates indentation", report_tab},
      {"found a tab character where an indentation space is expected", report_tab},
      {"found character that cannot start any token", report_start},
      {"mapping values are not allowed in this context", report_colon},
      {"could not find expected ':'", report_no_colon},
      {"did not find expected key", report_no_key},
      {"did not find expected '-' indicator", report_no_item},
      {"did not find expected ',' or ']'", report_bracket},
      {"did not find expected ',' or '}'", report_bracket},
      {"did not find expected node content", report_content},
      {"did not find expected <document start>", report_document},
      {"block sequence entries are not allowed in this context", report_item_here},
      {"mapping keys are not allowed in this context", report_question},
      {"found unexpected end of stream", report_quote},
      {"found unexpected document indicator", report_quote},
      {"found unknown escape character", report_escape},
      {"did not find expected hexdecimal number", report_escape},
      {"found invalid Unicode character escape code", report_escape},
      {"did not find expected comment or line break", report_header},
      {"found an indentation indicator equal to 0", report_zero},
      {"found undefined tag handle", report_tag},
      {"found duplicate %YAML directive", report_directive},
      {"found duplicate %TAG directive", report_directive},
      {"found incompatible YAML document", report_directive},
};

static reporter *reporter_of(const yaml_parser_t *parser)
{
    for (size_t i = 0; parser->context && i < sizeof contexts / sizeof contexts[0]; i++)
        if (strcmp(contexts[i].text, parser->context) == 0)
            return contexts[i].report;
    for (size_t i = 0; parser->problem && i < sizeof problems / sizeof problems[0]; i++)
        if (strcmp(problems[i].text, parser->problem) == 0)
            return problems[i].report;
    return NULL;
}

/* A line that was indented too little has been reported, and this comes of it. */
static bool is_known(const struct an_gaps *g, const struct an_quoted *quoted)
{
    const struct an_node *bracket = an__gaps_bracket(g);
    return (bracket && bracket->span.start == g->blamed) ||
           (quoted->last_line > 0 && quoted->span.start == g->blamed);
}

void an__yaml_problem(struct an_gaps *g, const yaml_parser_t *parser,
                      const struct an_quoted *quoted)
{
    if (is_known(g, quoted))
        return;
    struct problem p = {.g = g, .parser = parser};
    p.has_context = parser->context != NULL;
    if (p.has_context)
        p.context = span_at_mark(g, &parser->context_mark);
    p.place = span_at_mark(g, &parser->problem_mark);
    p.at = p.place.start;
    reporter *report = reporter_of(parser);
    struct an_diag_entry *e =
        report ? report(&p) : syntax(&p, p.place, parser->problem ? parser->problem : "not YAML");
    if (quoted->last_line > 0 && quoted->last_line == p.place.line &&
        quoted->span.line < quoted->last_line)
        an_diag_other(e, quoted->span, "this quote begins here and ends lines later");
}
