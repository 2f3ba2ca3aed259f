/*
 * Variable-length numbers both ways: seven bits a byte, lowest first, shortest form only (so that a
 * value has one spelling and the same model gives the same bytes). Signed ones in zigzag.
 */
#include "engine/facts/pack.h"

#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/utf8.h"

void an_pack_write(struct an_pack *p, struct an_arena *arena, struct an_span origin)
{
    p->reading = false;
    p->arena = arena;
    p->out.n = 0;
    p->bad = NULL;
    p->last = origin;
}

void an_pack_read(struct an_pack *p, struct an_arena *arena, struct an_span origin,
                  const void *data, size_t n)
{
    p->reading = true;
    p->arena = arena;
    p->at = data;
    p->end = n > 0 ? p->at + n : p->at;
    p->bad = NULL;
    p->last = origin;
}

void an_pack_fault(struct an_pack *p, const char *what)
{
    if (!p->bad)
        p->bad = what;
    p->at = p->end;
}

void an_pack_end(struct an_pack *p)
{
    if (p->at != p->end)
        an_pack_fault(p, "bytes after the end");
}

static size_t left(const struct an_pack *p)
{
    return (size_t)(p->end - p->at);
}

static void put_bytes(struct an_pack *p, const void *data, size_t n)
{
    const uint8_t *bytes = data;
    for (size_t i = 0; i < n; i++)
        an_vec_push(p->arena, &p->out, bytes[i]);
}

static void put_u64(struct an_pack *p, uint64_t v)
{
    while (v >= 0x80) {
        an_vec_push(p->arena, &p->out, (uint8_t)(v | 0x80));
        v >>= 7;
    }
    an_vec_push(p->arena, &p->out, (uint8_t)v);
}

uint64_t an__pack_long(struct an_pack *p)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        if (p->at == p->end) {
            an_pack_fault(p, "ends too early");
            return 0;
        }
        uint8_t byte = *p->at++;
        if (shift == 63 && byte > 1)
            break;
        v |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80) {
            if (byte == 0 && shift > 0)
                break;
            return v;
        }
    }
    an_pack_fault(p, "a number in a form that is never written");
    return 0;
}

void an__pack_put(struct an_pack *p, uint64_t v)
{
    put_u64(p, v);
}

static uint64_t zigzag(int64_t v)
{
    return ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

void an__pack_put_signed(struct an_pack *p, int64_t v)
{
    put_u64(p, zigzag(v));
}

void an_pack_bool(struct an_pack *p, bool *v)
{
    uint32_t bit = *v ? 1 : 0;
    an_pack_u32(p, &bit, 2);
    *v = bit == 1;
}

/* How many bytes from here on are ASCII and not zero, at least: eight at a time. */
static size_t plain_run(const char *s, size_t n)
{
    size_t i = 0;
    for (uint64_t word; n - i >= 8; i += 8) {
        memcpy(&word, s + i, 8);
        if ((((word - UINT64_C(0x0101010101010101)) | word) & UINT64_C(0x8080808080808080)) != 0)
            break;
    }
    return i;
}

bool an_text_is_sound(const char *s, size_t n)
{
    for (size_t i = plain_run(s, n); i < n;) {
        if ((unsigned char)s[i] - 1U < 0x7F) { /* 1 to 127 */
            i++;
            continue;
        }
        uint32_t cp;
        size_t len = an_utf8_decode(s + i, n - i, &cp);
        if (len == 0 || cp == 0)
            return false;
        i += len;
        i += plain_run(s + i, n - i);
    }
    return true;
}

void an_pack_text(struct an_pack *p, const char **v)
{
    if (!p->reading) {
        size_t n = *v ? strlen(*v) : 0;
        put_u64(p, *v ? (uint64_t)n + 1 : 0);
        put_bytes(p, *v, n);
        return;
    }
    uint64_t n = an__pack_get(p);
    *v = NULL;
    if (n == 0)
        return;
    if (n - 1 > left(p))
        an_pack_fault(p, "a text longer than its row");
    else if (!an_text_is_sound((const char *)p->at, (size_t)(n - 1)))
        an_pack_fault(p, "a text that is not UTF-8");
    if (p->bad) {
        *v = "";
        return;
    }
    *v = an_strndup(p->arena, (const char *)p->at, (size_t)(n - 1));
    p->at += n - 1;
}

uint32_t an_pack_count(struct an_pack *p, uint32_t n, size_t least)
{
    an_pack_u32(p, &n, UINT32_MAX);
    if (p->reading && n > left(p) / least) {
        an_pack_fault(p, "more entries than its row has room for");
        n = 0;
    }
    return n;
}

void an_pack_texts(struct an_pack *p, struct an_texts *v)
{
    uint32_t n = an_pack_count(p, v->n, 1);
    if (!p->reading) {
        for (uint32_t i = 0; i < n; i++) {
            const char *text = v->v[i];
            an_pack_text(p, &text);
        }
        return;
    }
    const char **texts = AN_NEW_ARRAY(p->arena, const char *, n);
    for (uint32_t i = 0; i < n; i++) {
        an_pack_text(p, &texts[i]);
        if (!texts[i])
            an_pack_fault(p, "a missing text");
    }
    *v = (struct an_texts){texts, n};
}

void an_pack_refs(struct an_pack *p, struct an_refs *v, uint64_t limit)
{
    uint32_t n = an_pack_count(p, v->n, 1);
    if (!p->reading) {
        for (uint32_t i = 0; i < n; i++)
            put_u64(p, v->v[i]);
        return;
    }
    *v = (struct an_refs){NULL, 0};
    if (n == 0)
        return;
    uint32_t *refs = AN_NEW_ARRAY(p->arena, uint32_t, n);
    for (uint32_t i = 0; i < n; i++)
        an_pack_u32(p, &refs[i], limit);
    *v = (struct an_refs){refs, n};
}

void an_pack_when(struct an_pack *p, struct an_when *v)
{
    int64_t lo = v->lo, more = (int64_t)v->hi - v->lo;
    an_pack_i64(p, &lo);
    an_pack_i64(p, &more);
    if (!p->reading)
        return;
    if (lo < AN_DAY_MIN || lo > AN_DAY_MAX || more < 0 || more > AN_DAY_MAX - lo) {
        an_pack_fault(p, "a day outside the calendar");
        lo = more = 0;
    }
    *v = (struct an_when){(an_day)lo, (an_day)(lo + more)};
}

/* A difference to a number stored before; what comes out must fit 32 bits. */
static inline void pack_near(struct an_pack *p, uint32_t *v, uint32_t before)
{
    int64_t step = (int64_t)*v - (int64_t)before;
    an_pack_i64(p, &step);
    if (!p->reading)
        return;
    if (step < -(int64_t)before || step > (int64_t)UINT32_MAX - (int64_t)before) {
        an_pack_fault(p, "a place out of range");
        step = 0;
    }
    *v = (uint32_t)((int64_t)before + step);
}

void an_pack_span(struct an_pack *p, struct an_span *v, uint32_t files)
{
    /* The file is nearly always the one before: 0, else its number and one. */
    uint32_t file = v->file == p->last.file ? AN_NONE : v->file;
    an_pack_opt(p, &file, files);
    if (p->reading)
        v->file = file == AN_NONE ? p->last.file : file;
    pack_near(p, &v->line, p->last.line);
    an_pack_u32(p, &v->col, (uint64_t)UINT32_MAX + 1);
    pack_near(p, &v->start, p->last.start);
    an_pack_u32(p, &v->len, (uint64_t)UINT32_MAX + 1);
    p->last = *v;
}

void an_pack_hash(struct an_pack *p, struct an_hash *v)
{
    if (!p->reading) {
        put_bytes(p, v->b, sizeof v->b);
        return;
    }
    if (left(p) < sizeof v->b) {
        an_pack_fault(p, "ends too early");
        return;
    }
    memcpy(v->b, p->at, sizeof v->b);
    p->at += sizeof v->b;
}
