/*
 * The byte scan, done before any parser sees the file: encoding, characters that no text holds,
 * characters that hide something. Errors are reported once a line, since a file in the wrong
 * encoding has hundreds of them. Called by the YAML and the JSON reader.
 */
#include "engine/source/scan.h"

#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/utf8.h"
#include "engine/source/cursor.h"

struct scanner {
    struct an_diag_list *diags;
    const struct an_bytes *bytes;
    struct an_cursor at;
    bool json;
    bool ok;
    bool cr_seen;
    uint32_t bad_line; /* line of the last wrong byte */
};

static struct an_span here(struct scanner *s, size_t byte, size_t len)
{
    an__cursor_to_byte(&s->at, byte);
    struct an_span at = an__cursor_span(&s->at, s->bytes->file, len);
    if (at.start < byte) { /* a byte that should begin a character and does not */
        at.start = an_u32(byte);
        at.col++;
    }
    return at;
}

/* Upper-case, at least `least` digits. By hand: a hostile file has millions of them. */
static void put_hex(uint32_t value, unsigned least, char out[9])
{
    unsigned n = least;
    while (n < 8 && value >> (4 * n) != 0)
        n++;
    out[n] = '\0';
    for (; n > 0; n--, value >>= 4)
        out[n - 1] = "0123456789ABCDEF"[value & 15];
}

/* ---- which encoding is it? ---- */

static const char *wide_encoding(const char *p, size_t n)
{
    static const char utf32le[] = {'\xFF', '\xFE', 0, 0}, utf32be[] = {0, 0, '\xFE', '\xFF'};
    if (n >= 4 && memcmp(p, utf32le, 4) == 0)
        return "UTF-32LE";
    if (n >= 4 && memcmp(p, utf32be, 4) == 0)
        return "UTF-32BE";
    if (n >= 2 && memcmp(p, "\xFF\xFE", 2) == 0)
        return "UTF-16LE";
    if (n >= 2 && memcmp(p, "\xFE\xFF", 2) == 0)
        return "UTF-16BE";
    /* Without a mark: the first character of a file is ASCII, and its other byte zero. */
    if (n >= 4 && p[0] && !p[1] && p[2] && !p[3])
        return "UTF-16LE";
    if (n >= 4 && !p[0] && p[1] && !p[2] && p[3])
        return "UTF-16BE";
    return NULL;
}

static bool refuse_wide(struct scanner *s)
{
    const char *name = wide_encoding(s->bytes->data, s->bytes->n);
    if (!name)
        return false;
    struct an_diag_entry *e = an_diag_add(s->diags, AN_MSG_encoding_utf16, here(s, 0, 2), name);
    an_diag_help(e, "save the file as UTF-8, or convert it: iconv -f %s -t UTF-8", name);
    return true;
}

/* What a file is by its first bytes where that is no text; NULL: nothing speaks against text. */
static const char *no_text(const char *p, size_t n)
{
    enum { LOOKED_AT = 64, ENOUGH = 4 };
    static const struct {
        const char *begins, *is;
    } kinds[] = {
        {"PK\x03\x04", "a ZIP file, or a document of an office program"},
        {"\xD0\xCF\x11\xE0", "a document of an office program"},
        {"%PDF-", "a PDF document"},
        {"\x89PNG", "a picture"},
        {"\xFF\xD8\xFF", "a picture"},
        {"SQLite format 3", "a database, such as a fact base"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t len = strlen(kinds[i].begins);
        if (n >= len && memcmp(p, kinds[i].begins, len) == 0)
            return kinds[i].is;
    }
    unsigned controls = 0;
    for (size_t i = 0; i < n && i < LOOKED_AT; i++)
        controls += (unsigned char)p[i] < 0x20 && p[i] != '\t' && p[i] != '\n' && p[i] != '\r';
    return controls >= ENOUGH ? "a program or another file of bytes" : NULL;
}

/* The line is not shown: it would be a page of escapes. */
static bool refuse_no_text(struct scanner *s)
{
    const char *is = no_text(s->bytes->data, s->bytes->n);
    if (is)
        an_diag_add(s->diags, AN_MSG_not_text, (struct an_span){.file = s->bytes->file}, is);
    return is != NULL;
}

/*
 * A guess at the old encoding, from the runs of bytes above 0x7F: Chinese text comes in pairs, a
 * Russian word is one long run, an accent stands alone between ASCII letters.
 */
static const char *guess_encoding(const char *p, size_t n)
{
    size_t runs = 0, high = 0, odd = 0;
    for (size_t i = 0; i < n;) {
        size_t from = i;
        while (i < n && (unsigned char)p[i] >= 0x80)
            i++;
        if (i > from) {
            runs++;
            high += i - from;
            odd += (i - from) % 2;
        }
        i++;
    }
    if (runs > 0 && odd == 0)
        return "GBK";
    return high >= 3 * runs ? "WINDOWS-1251" : "LATIN1";
}

static const char *encoding_name(const char *iconv_name)
{
    if (strcmp(iconv_name, "LATIN1") == 0)
        return "Latin-1 (Western European)";
    return strcmp(iconv_name, "GBK") == 0 ? "GBK (Chinese)" : "Windows-1251 (Cyrillic)";
}

static void bad_byte(struct scanner *s, size_t i)
{
    struct an_span at = here(s, i, 1);
    s->ok = false;
    if (at.line == s->bad_line)
        return;
    char hex[9];
    put_hex((unsigned char)s->bytes->data[i], 2, hex);
    struct an_diag_entry *e = an_diag_add(s->diags, AN_MSG_encoding_bytes, at, hex);
    if (s->bad_line == 0) {
        const char *guess = guess_encoding(s->bytes->data, s->bytes->n);
        an_diag_note(e, "the file looks like %s", encoding_name(guess));
        an_diag_help(e, "convert it: iconv -f %s -t UTF-8", guess);
    }
    s->bad_line = at.line;
}

/* ---- characters ---- (those looked at begin with C2, D8, E2 or EF, or are controls) */

static const char *hidden_name(uint32_t cp)
{
    return cp == 0x2028 ? "line separator" : cp == 0x2029 ? "paragraph separator" : "next line";
}

static const char *bidi_name(uint32_t cp)
{
    static const char *const embed[] = {"left-to-right embedding", "right-to-left embedding",
                                        "pop directional formatting", "left-to-right override",
                                        "right-to-left override"};
    static const char *const isolate[] = {"left-to-right isolate", "right-to-left isolate",
                                          "first strong isolate", "pop directional isolate"};
    if (cp >= 0x202A && cp <= 0x202E)
        return embed[cp - 0x202A];
    if (cp >= 0x2066 && cp <= 0x2069)
        return isolate[cp - 0x2066];
    return cp == 0x200E   ? "left-to-right mark"
           : cp == 0x200F ? "right-to-left mark"
                          : "Arabic letter mark";
}

static bool is_hidden_line_end(uint32_t cp)
{
    return cp == 0x85 || cp == 0x2028 || cp == 0x2029;
}

/* What no YAML file may hold. JSON allows all but the first kind within strings. */
static bool is_forbidden(uint32_t cp)
{
    if (cp < 0x20)
        return cp != '\t' && cp != '\n' && cp != '\r';
    return (cp >= 0x7F && cp <= 0x9F) || cp == 0xFFFE || cp == 0xFFFF || cp == 0xFEFF ||
           is_hidden_line_end(cp);
}

/* A character that is not plain: beyond ASCII, or a control. */
static void look_at(struct scanner *s, uint32_t cp, size_t i, size_t len)
{
    bool forbidden = is_forbidden(cp) && (cp < 0x20 || !s->json);
    if (!forbidden && !an_utf8_is_bidi(cp))
        return;
    char hex[9];
    put_hex(cp, 4, hex);
    if (cp == 0) {
        an_diag_add(s->diags, AN_MSG_nul_byte, here(s, i, len));
        s->ok = false;
    } else if (!forbidden) {
        an_diag_add(s->diags, AN_MSG_bidi_control, here(s, i, len), hex, bidi_name(cp));
    } else if (is_hidden_line_end(cp)) {
        struct an_diag_entry *e =
            an_diag_add(s->diags, AN_MSG_hidden_line_end, here(s, i, len), hex, hidden_name(cp));
        an_diag_label(e, "here");
        s->ok = false;
    } else if (cp == 0xFEFF) {
        struct an_diag_entry *e = an_diag_add(s->diags, AN_MSG_bom_inside, here(s, i, len));
        an_diag_help(e, "delete the invisible character; it is left when files are joined");
        s->ok = false;
    } else {
        an_diag_add(s->diags, AN_MSG_control_character, here(s, i, len), hex);
        s->ok = false;
    }
}

static void look_at_cr(struct scanner *s, size_t i)
{
    if (s->bytes->data[i + 1] == '\n' || s->cr_seen)
        return;
    s->cr_seen = true;
    an_diag_add(s->diags, AN_MSG_lone_cr, here(s, i, 1));
}

/* Length of a run of printable ASCII, in steps of eight. */
static size_t plain_words(const char *p, size_t n)
{
    const uint64_t high = UINT64_C(0x8080808080808080), ones = UINT64_C(0x0101010101010101);
    size_t i = 0;
    for (; n - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, p + i, 8);
        /* Below 0x20 borrows, 0x7F carries, above has the bit: a neighbour may only be too careful.
         */
        if (((word - 0x20 * ones) | (word + ones) | word) & high)
            break;
    }
    return i;
}

bool an__scan(struct an_diag_list *diags, const struct an_bytes *bytes, bool json,
              struct an_scan *out)
{
    const char *p = bytes->data;
    size_t n = bytes->n;
    struct scanner s = {.diags = diags, .bytes = bytes, .json = json, .ok = true};
    s.at = an__cursor(p, n, 0);
    if (refuse_wide(&s) || refuse_no_text(&s))
        return false;
    size_t mark = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    s.at = an__cursor(p, n, mark);
    bool ascii = true;
    for (size_t i = mark; i < n;) {
        i += plain_words(p + i, n - i);
        if (i == n)
            break;
        unsigned char c = (unsigned char)p[i];
        if ((c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t') {
            i++;
            continue;
        }
        uint32_t cp;
        size_t len = an_utf8_decode(p + i, n - i, &cp);
        ascii = ascii && c < 0x80;
        if (len == 0)
            bad_byte(&s, i);
        else if (c == '\r')
            look_at_cr(&s, i);
        else if (c < 0x80 || c == 0xC2 || c == 0xD8 || c == 0xE2 || c == 0xEF)
            look_at(&s, cp, i, len);
        i += len == 0 ? 1 : len;
    }
    *out = (struct an_scan){mark, ascii, s.cr_seen};
    return s.ok;
}
