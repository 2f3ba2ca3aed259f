/*
 * Scalars that are not what they should be, each with a message that says what was found and what
 * is wanted: ids, yes or no, numbers, days. Shared by the pass over shapes, by conditions and by
 * profiles, so that one mistake reads the same wherever it is made.
 */
#include "engine/lang/scalar.h"

#include <string.h>

#include "engine/base/utf8.h"

/* ---- ids ---- */

struct lookalike {
    uint32_t cp;
    char ascii;
};

/* Letters of other scripts that look like the ASCII letter in most fonts. */
static const struct lookalike lookalikes[] = {
    {0x0391, 'A'}, {0x0392, 'B'}, {0x0395, 'E'}, {0x0396, 'Z'}, {0x0397, 'H'}, {0x0399, 'I'},
    {0x039A, 'K'}, {0x039C, 'M'}, {0x039D, 'N'}, {0x039F, 'O'}, {0x03A1, 'P'}, {0x03A4, 'T'},
    {0x03A5, 'Y'}, {0x03A7, 'X'}, {0x03BF, 'o'}, {0x03BD, 'v'}, {0x0405, 'S'}, {0x0406, 'I'},
    {0x0408, 'J'}, {0x0410, 'A'}, {0x0412, 'B'}, {0x0415, 'E'}, {0x041A, 'K'}, {0x041C, 'M'},
    {0x041D, 'H'}, {0x041E, 'O'}, {0x0420, 'P'}, {0x0421, 'C'}, {0x0422, 'T'}, {0x0425, 'X'},
    {0x0430, 'a'}, {0x0435, 'e'}, {0x043E, 'o'}, {0x0440, 'p'}, {0x0441, 'c'}, {0x0443, 'y'},
    {0x0445, 'x'}, {0x0455, 's'}, {0x0456, 'i'}, {0x0458, 'j'}, {0x0501, 'd'}, {0x2010, '-'},
    {0x2011, '-'}, {0x2012, '-'}, {0x2013, '-'}, {0x2212, '-'}};

static char ascii_like(uint32_t cp)
{
    if (cp >= 0xFF01 && cp <= 0xFF5E)
        return (char)(cp - 0xFEE0); /* full-width forms */
    for (size_t i = 0; i < sizeof lookalikes / sizeof *lookalikes; i++)
        if (lookalikes[i].cp == cp)
            return lookalikes[i].ascii;
    return '\0';
}

static void report_character(struct an_diag_list *diags, const struct an_node *node,
                             const char *what, size_t at)
{
    const char *text = node->scalar.text;
    uint32_t cp = 0xFFFD;
    (void)an_utf8_decode(text + at, strlen(text) - at, &cp);
    struct an_diag_entry *e =
        an_diag_add(diags, AN_MSG_id_character, node->span, what, text, at + 1);
    char like = ascii_like(cp);
    if (cp == ' ')
        an_diag_label(e, "a space");
    else if (like)
        an_diag_label(e, "U+%04X, which looks like '%c'", (unsigned)cp, like);
    else if (cp < 0x7F)
        an_diag_label(e, "'%c'", (char)cp);
    else
        an_diag_label(e, "U+%04X", (unsigned)cp);
    an_diag_note(e, "ids are made of the letters A to Z and a to z, digits, '-', '.' and '_'");
}

bool an_check_id(struct an_diag_list *diags, const struct an_node *node, const char *what)
{
    const char *text = an_text(node);
    if (an_is_id(text))
        return true;
    size_t good = an_id_span(text);
    if (text[good] != '\0')
        report_character(diags, node, what, good);
    else
        an_diag_add(diags, AN_MSG_id_shape, node->span, what, text);
    return false;
}

/* ---- yes and no, numbers, days ---- */

/* The value that other readers of YAML would see in this word; NULL if none. */
static const char *yes_or_no(const char *s)
{
    static const char *const yes[] = {"yes", "Yes", "YES", "on",   "On",
                                      "ON",  "y",   "Y",   "True", "TRUE"};
    static const char *const no[] = {"no",  "No", "NO", "off",   "Off",
                                     "OFF", "n",  "N",  "False", "FALSE"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        if (strcmp(s, yes[i]) == 0)
            return "true";
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        if (strcmp(s, no[i]) == 0)
            return "false";
    return NULL;
}

void an_report_not_bool(struct an_diag_list *diags, const struct an_node *node, const char *what)
{
    const char *text = an_text(node), *meant = yes_or_no(text);
    struct an_diag_entry *e = an_diag_add(diags, AN_MSG_not_bool, node->span, what, text);
    if (strcmp(text, "true") == 0 || strcmp(text, "false") == 0)
        an_diag_help(e, "write %s without quotes", text);
    if (meant) {
        an_diag_help(e, "write %s", meant);
        an_diag_note(e, "'%s' is text here, so that NO can be Norway", text);
    }
}

void an_report_not_int(struct an_diag_list *diags, const struct an_node *node, const char *what,
                       enum an_int_error error)
{
    const char *text = an_text(node);
    if (error == AN_INT_RANGE) {
        an_diag_add(diags, AN_MSG_int_range, node->span, what, text);
        return;
    }
    struct an_diag_entry *e = an_diag_add(diags, AN_MSG_not_int, node->span, what, text);
    if (error == AN_INT_ZERO)
        an_diag_help(e, "write the number without the zero in front");
    else if (*text && strspn(text, "0123456789,_' ") == strlen(text))
        an_diag_help(e, "write the digits without separators");
    else if (*text && strspn(text, "-0123456789.") == strlen(text))
        an_diag_note(e, "numbers have no fraction; choose a smaller unit");
}

/* ---- days ---- */

static const char *month_name(int month)
{
    static const char *const names[] = {"January",   "February", "March",    "April",
                                        "May",       "June",     "July",     "August",
                                        "September", "October",  "November", "December"};
    return names[month - 1];
}

/* Exactly n digits, or -1. */
static int digits(const char *s, size_t n)
{
    int value = 0;
    for (size_t i = 0; i < n; i++) {
        if (s[i] < '0' || s[i] > '9')
            return -1;
        value = value * 10 + (s[i] - '0');
    }
    return value;
}

/* The first YYYY-MM-DD in a text whose day does not exist: "February 2015 has 28 days". */
static void label_month(struct an_diag_entry *e, const char *text)
{
    for (size_t n = strlen(text); n >= 10; text++, n--) {
        if (text[4] != '-' || text[7] != '-')
            continue;
        int year = digits(text, 4), month = digits(text + 5, 2), day = digits(text + 8, 2);
        if (year < 1 || month < 1 || month > 12 || day < 0)
            continue;
        int last = an_days_in_month(year, month);
        if (day < 1 || day > last) {
            an_diag_label(e, "%s %d has %d days", month_name(month), year, last);
            return;
        }
    }
}

static void report_not_a_day(struct an_diag_list *diags, const struct an_node *node,
                             const char *what, enum an_day_error error, const char *wanted)
{
    const char *text = an_text(node);
    if (error == AN_DAY_NO_SUCH_DAY) {
        label_month(an_diag_add(diags, AN_MSG_no_such_day, node->span, what, text), text);
        return;
    }
    if (error == AN_DAY_RANGE) {
        struct an_diag_entry *e = an_diag_add(diags, AN_MSG_no_such_day, node->span, what, text);
        an_diag_label(e, strstr(text, "..") ? "ends before it begins" : "there is no year 0");
        return;
    }
    if (error == AN_DAY_MONTH) {
        struct an_diag_entry *e = an_diag_add(diags, AN_MSG_no_such_day, node->span, what, text);
        an_diag_label(e, "months go from 01 to 12");
        return;
    }
    struct an_diag_entry *e = an_diag_add(diags, AN_MSG_day_shape, node->span, what, text);
    an_diag_help(e, "write %s", wanted);
    if (strchr(text, ':') || strchr(text, 'T'))
        an_diag_note(e, "the law counts days: a day has no time and no zone");
}

bool an_check_day(struct an_diag_list *diags, const struct an_node *node, const char *what)
{
    an_day day;
    const char *text = an_text(node);
    enum an_day_error error = an_day_parse(text, strlen(text), &day);
    if (error != AN_DAY_OK)
        report_not_a_day(diags, node, what, error, "year, month and day, such as 2015-03-15");
    return error == AN_DAY_OK;
}

bool an_check_when(struct an_diag_list *diags, const struct an_node *node, const char *what)
{
    struct an_when when;
    const char *text = an_text(node);
    enum an_day_error error = an_when_parse(text, strlen(text), &when);
    if (error != AN_DAY_OK)
        report_not_a_day(diags, node, what, error,
                         "a day (2015-03-15), a month (2015-03), a year (2015), or a range "
                         "(2015-03-01..2015-03-20)");
    return error == AN_DAY_OK;
}
