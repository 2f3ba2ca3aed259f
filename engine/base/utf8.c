/*
 * UTF-8 over utf8proc, with the ASCII cases answered here. What is wide, combining or foldable is
 * utf8proc's table; what may reach a terminal is ours.
 */
#include "engine/base/utf8.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

size_t an_utf8_decode(const char *s, size_t n, uint32_t *cp)
{
    if (n == 0)
        return 0;
    unsigned char lead = (unsigned char)*s;
    if (lead < 0x80) {
        *cp = lead;
        return 1;
    }
    utf8proc_int32_t found;
    utf8proc_ssize_t len =
        utf8proc_iterate((const utf8proc_uint8_t *)s, n > 4 ? 4 : (int)n, &found);
    if (len <= 0)
        return 0;
    *cp = (uint32_t)found;
    return (size_t)len;
}

size_t an_utf8_encode(uint32_t cp, char out[4])
{
    utf8proc_uint8_t bytes[4] = {0};
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, bytes);
    memcpy(out, bytes, 4);
    return n > 0 ? (size_t)n : 0;
}

bool an_utf8_is_bidi(uint32_t cp)
{
    return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0x200E ||
           cp == 0x200F || cp == 0x061C;
}

bool an_utf8_is_zero_width(uint32_t cp)
{
    return (cp >= 0x200B && cp <= 0x200D) || (cp >= 0x2060 && cp <= 0x2064) || cp == 0xFEFF ||
           cp == 0x00AD || cp == 0x034F || cp == 0x180E || cp == 0x115F || cp == 0x1160 ||
           cp == 0x3164 || cp == 0xFFA0 || (cp >= 0xE0000 && cp <= 0xE007F);
}

/*
 * The joiners U+200C and U+200D spell words in Persian and Indic scripts and stay; every other
 * character without width hides something.
 */
bool an_utf8_is_unsafe(uint32_t cp)
{
    if (cp < 0x20 || (cp >= 0x7F && cp < 0xA0))
        return true;
    if (cp < 0xA0)
        return false;
    return an_utf8_is_bidi(cp) || cp == 0x2028 || cp == 0x2029 ||
           (an_utf8_is_zero_width(cp) && cp != 0x200C && cp != 0x200D && cp != 0x00AD &&
            cp != 0x034F) ||
           (cp & 0xFFFE) == 0xFFFE || (cp >= 0xFDD0 && cp <= 0xFDEF);
}

bool an_utf8_is_alnum(uint32_t cp)
{
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)cp);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* How an unsafe character is printed. A byte that is not UTF-8 is printed as the byte it is. */
static size_t spell(uint32_t cp, bool is_byte, char out[16])
{
    int n = is_byte ? snprintf(out, 16, "<0x%02" PRIX32 ">", cp)
                    : snprintf(out, 16, "<U+%04" PRIX32 ">", cp);
    return n > 0 ? (size_t)n : 0;
}

/*
 * The next character of a text as it is shown: its bytes (from the text itself, or spelt out in
 * `buf`), its columns; returns how many bytes of the text it took.
 */
static size_t shown_step(const char *s, size_t n, char buf[16], const char **text, size_t *len,
                         size_t *columns)
{
    uint32_t cp = 0;
    size_t took = an_utf8_decode(s, n, &cp);
    if (took != 0 && !an_utf8_is_unsafe(cp)) {
        int width = cp < 0x80 ? 1 : utf8proc_charwidth((utf8proc_int32_t)cp);
        *text = s;
        *len = took;
        *columns = width > 0 ? (size_t)width : 0;
        return took;
    }
    *len = took != 0 ? spell(cp, false, buf) : spell((unsigned char)*s, true, buf);
    *text = buf;
    *columns = *len;
    return took != 0 ? took : 1;
}

size_t an_utf8_width(const char *s, size_t n)
{
    size_t columns = 0;
    char buf[16];
    for (size_t i = 0; i < n;) {
        const char *text;
        size_t len, width = 1;
        if (s[i] >= ' ' && s[i] < 0x7F) /* printable ASCII, as most text is */
            i++;
        else
            i += shown_step(s + i, n - i, buf, &text, &len, &width);
        columns += width;
    }
    return columns;
}

size_t an_utf8_count(const char *s, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += ((unsigned char)s[i] & 0xC0) != 0x80;
    return count;
}

const char *an_utf8_shown(struct an_arena *arena, const char *s)
{
    size_t n = strlen(s), room = 1;
    char buf[16];
    const char *text;
    size_t len, width;
    for (size_t i = 0; i < n; room += len)
        i += shown_step(s + i, n - i, buf, &text, &len, &width);
    if (room == n + 1)
        return an_strndup(arena, s, n); /* an unsafe character is always longer when spelt */
    char *out = an_alloc(arena, room);
    for (size_t i = 0, at = 0; i < n; at += len) {
        i += shown_step(s + i, n - i, buf, &text, &len, &width);
        memcpy(out + at, text, len);
    }
    return out;
}

static const char *fold_ascii(struct an_arena *arena, const char *s, size_t n)
{
    char *out = an_strndup(arena, s, n);
    for (size_t i = 0; i < n; i++)
        if (out[i] >= 'A' && out[i] <= 'Z')
            out[i] = (char)(out[i] - 'A' + 'a');
    return out;
}

static bool is_ascii(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)s[i] >= 0x80)
            return false;
    return true;
}

/*
 * Decomposes into a buffer (on the stack while it is short) and re-encodes there, so that no
 * memory of utf8proc is ever held when the arena jumps.
 */
const char *an_utf8_fold(struct an_arena *arena, const char *s)
{
    enum { SMALL = 512 };
    const utf8proc_option_t how =
        UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
    size_t n = strlen(s);
    if (is_ascii(s, n))
        return fold_ascii(arena, s, n);
    utf8proc_int32_t small[SMALL], *buf = small;
    const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)s;
    utf8proc_ssize_t len = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, buf, SMALL - 1, how);
    if (len >= SMALL) {
        buf = AN_NEW_ARRAY(arena, utf8proc_int32_t, (size_t)len + 1);
        len = utf8proc_decompose(bytes, (utf8proc_ssize_t)n, buf, len, how);
    }
    if (len >= 0)
        len = utf8proc_reencode(buf, len, how);
    if (len < 0)
        return an_strndup(arena, s, n); /* not UTF-8: nothing to fold */
    return an_strndup(arena, (const char *)buf, (size_t)len);
}
