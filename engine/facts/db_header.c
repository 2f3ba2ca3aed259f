/*
 * The first hundred bytes of a base file, looked at before SQLite is let near it: whose file it is,
 * which version made it, and whether it is whole.
 */
#include <ctype.h>
#include <inttypes.h>
#include <string.h>

#include "engine/facts/db.h"

/* Offsets of the SQLite file format. */
enum {
    AT_PAGE_SIZE = 16,
    AT_WRITE_VERSION = 18,
    AT_READ_VERSION = 19,
    AT_FIXED = 20, /* reserved bytes of a page, and three fractions */
    AT_CHANGES = 24,
    AT_PAGES = 28,
    AT_FREE = 32, /* two numbers: free pages */
    AT_SCHEMA_FORMAT = 44,
    AT_VACUUM = 52,
    AT_ENCODING = 56,
    AT_USER_VERSION = 60,
    AT_VACUUM_STEP = 64,
    AT_APPLICATION = 68,
    AT_RESERVED = 72, /* 20 zeros */
    AT_VALID_FOR = 92
};

static uint32_t number(const struct an_header *h, size_t at)
{
    const uint8_t *p = h->byte + at;
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool is_sqlite(const struct an_header *h)
{
    return h->n == AN_BASE_HEADER && memcmp(h->byte, "SQLite format 3", 16) == 0;
}

bool an_header_is_ours(const struct an_header *h)
{
    return is_sqlite(h) && number(h, AT_APPLICATION) == AN_BASE_ID;
}

static bool looks_like_text(const struct an_header *h)
{
    for (size_t i = 0; i < h->n; i++)
        if (iscntrl(h->byte[i]) && !isspace(h->byte[i]))
            return false;
    return true;
}

const char *an_header_kind(const struct an_header *h)
{
    if (h->size == 0)
        return "an empty file";
    if (is_sqlite(h))
        return "an SQLite file of another program";
    return looks_like_text(h) ? "a text file" : "a file of another kind";
}

/* Settings that a base is made with; any other means that something else wrote to it. */
static const char *odd_setting(const struct an_header *h)
{
    static const uint8_t fixed[4] = {0, 64, 32, 32}, zeros[20] = {0};
    if (h->byte[AT_WRITE_VERSION] != 1 || h->byte[AT_READ_VERSION] != 1)
        return "write-ahead log";
    if (h->byte[AT_PAGE_SIZE] != AN_BASE_PAGE >> 8 || h->byte[AT_PAGE_SIZE + 1] != 0)
        return "page size";
    if (memcmp(h->byte + AT_FIXED, fixed, sizeof fixed) != 0)
        return "page layout";
    if (number(h, AT_FREE) != 0 || number(h, AT_FREE + 4) != 0)
        return "free pages";
    if (number(h, AT_SCHEMA_FORMAT) != 4 || number(h, AT_ENCODING) != 1)
        return "encoding";
    if (number(h, AT_VACUUM) != 0 || number(h, AT_VACUUM_STEP) != 0 ||
        memcmp(h->byte + AT_RESERVED, zeros, sizeof zeros) != 0 ||
        number(h, AT_CHANGES) != number(h, AT_VALID_FOR))
        return "header";
    return NULL;
}

enum an_status an_header_check(struct an_workspace *ws, const char *path, const struct an_header *h)
{
    if (!an_header_is_ours(h))
        return an_fail(ws, AN_EDAMAGED, "'%s' is %s, not a fact base%s", path, an_header_kind(h),
                       is_sqlite(h) ? "" : "; 'antinomy load' makes one from YAML files");
    uint32_t version = number(h, AT_USER_VERSION);
    if (version != AN_BASE_FORMAT)
        return an_fail(ws, AN_EDAMAGED,
                       "'%s' was made by %s version of antinomy (format %" PRIu32
                       ", this one reads %d): run 'antinomy load' again",
                       path, version > AN_BASE_FORMAT ? "a newer" : "an older", version,
                       AN_BASE_FORMAT);
    const char *odd = odd_setting(h);
    if (odd)
        return an_db_damaged(ws, path, "another program changed its %s", odd);
    uint64_t wanted = (uint64_t)number(h, AT_PAGES) * AN_BASE_PAGE;
    if (wanted != h->size)
        return an_db_damaged(ws, path, "%" PRIu64 " bytes long, but %" PRIu64 " were written",
                             h->size, wanted);
    return AN_OK;
}
