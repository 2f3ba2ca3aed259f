/*
 * The matrix for many countries: one line a country, three columns a topic, the letter and the
 * number of the step. What is law of a union or treaty stands in small letters. Topics are
 * numbered; the key below names them with their steps.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "reports/compare_text.h"

enum { CODE = 8, CELL = 3 };

static void put_spaces(struct an_page *page, size_t n)
{
    for (; n > 0; n--)
        an_put(&page->sink, " ");
}

/* "R4", small where it is law of others; the step "?" where it is not placed. The columns it took.
 */
static unsigned put_cell(struct an_page *page, const struct an_cell *c)
{
    const char *letter = an_letter_text(c->letter);
    char text[8] = "";
    (void)snprintf(text, sizeof text, "%s", letter);
    if (c->via)
        text[0] = (char)tolower((unsigned char)text[0]);
    if (c->letter < AN_LETTER_NONE_FOUND)
        (void)snprintf(text + 1, sizeof text - 1, "%s",
                       c->step < 0 ? "?" : (char[]){(char)('0' + c->step % 10), '\0'});
    an_put(&page->sink, text);
    return (unsigned)an_utf8_width(text, strlen(text));
}

static void put_block(struct an_page *page, const struct an_matrix *m, uint32_t from, uint32_t to)
{
    an_page_blank(page);
    put_spaces(page, CODE);
    for (uint32_t t = from; t < to; t++)
        an_putf(&page->sink, t + 1 < to ? "%-3" PRIu32 : "%" PRIu32, t + 1);
    an_put(&page->sink, "\n");
    for (uint32_t i = 0; i < m->n_columns; i++) {
        an_put(&page->sink, m->columns[i].code);
        size_t n = strlen(m->columns[i].code);
        put_spaces(page, n < CODE ? CODE - n : 1);
        for (uint32_t t = from; t < to; t++) {
            unsigned took = put_cell(page, an_matrix_cell(m, t, i));
            put_spaces(page, t + 1 < to ? CELL - took : 0);
        }
        an_put(&page->sink, "\n");
    }
}

static void put_key(struct an_page *page, const struct an_matrix *m)
{
    an_page_blank(page);
    an_page_heading(page, '-', "Topics and their steps");
    for (uint32_t t = 0; t < m->n_topics; t++) {
        struct an_sink_buffer steps;
        an_sink_buffer_init(&steps, page->arena);
        for (uint32_t s = 0; s < m->topics[t].n_steps; s++)
            an_putf(&steps.sink, "%s%" PRIu32 " %s", s > 0 ? ", " : "", s,
                    m->topics[t].steps[s].id);
        an_page_field_at(
            page, 0, 4, an_strf(page->arena, "%" PRIu32, t + 1),
            an_strf(page->arena, "%s: %s", m->topics[t].id, steps.text ? steps.text : ""));
    }
}

void an_compare_grid(struct an_page *page, const struct an_matrix *m)
{
    uint32_t each = (page->width - CODE) / CELL;
    for (uint32_t from = 0; from < m->n_topics; from += each)
        put_block(page, m, from, from + each < m->n_topics ? from + each : m->n_topics);
    an_compare_letters(page, m);
    an_page_field_at(page, 2, 8, "R4",
                     "the letter, and the number of the step; ? where none is stated");
    an_page_field_at(page, 2, 8, "r4",
                     "the same, of law of a union, treaty or state that applies here");
    an_page_text(
        page, 2, 2, AN_TINT_NONE,
        "The provisions behind each cell: name at most six jurisdictions, or --format csv.");
    put_key(page, m);
}
