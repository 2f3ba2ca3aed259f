/*
 * A checksum over the bytes of a base file, so that damage anywhere is seen without reading a row:
 * a load that finds nothing changed must know that the base it leaves alone is whole. It is stored
 * in the file itself, in the last row of meta, and left out of the sum.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "engine/facts/db.h"

enum { DIGITS = 16 };
#define PAGE ((size_t)AN_BASE_PAGE)
#define PART (32 * PAGE)

static uint64_t sum_part(uint64_t sum, const uint8_t *p, size_t n)
{
    for (; n >= 8; n -= 8, p += 8) {
        uint64_t word = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
                        (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
                        (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
        sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
        sum ^= sum >> 32;
    }
    return sum;
}

/* Reads up to n bytes; fewer only at the end. Returns an errno, or 0. */
static int read_part(int fd, uint8_t *to, size_t n, off_t at, size_t *got)
{
    *got = 0;
    while (*got < n) {
        ssize_t more = pread(fd, to + *got, n - *got, at + (off_t)*got);
        if (more == 0)
            break;
        if (more > 0)
            *got += (size_t)more;
        else if (errno != EINTR)
            return errno;
    }
    return 0;
}

/*
 * Where the digits stand: behind the name of their row, on the second page, which is all of meta
 * (its rows are few and short; the name occurs there once). 0 if they are not there.
 */
static off_t place_of_digits(const uint8_t *pages, size_t n)
{
    static const char name[] = AN_FILE_SUM_NAME;
    const size_t len = sizeof name - 1;
    for (size_t at = PAGE; n >= 2 * PAGE && at + len + DIGITS <= 2 * PAGE; at++)
        if (memcmp(pages + at, name, len) == 0)
            return (off_t)(at + len);
    return 0;
}

/* The sum with the digits taken as zeros, and where they are. */
static int sum_file(struct an_arena *arena, int fd, uint64_t *sum, off_t *digits)
{
    uint8_t *part = an_alloc(arena, PART);
    size_t got;
    off_t at = 0;
    *sum = 0;
    *digits = 0;
    do {
        int error = read_part(fd, part, PART, at, &got);
        if (error != 0)
            return error;
        if (at == 0) {
            *digits = place_of_digits(part, got);
            if (*digits > 0)
                memset(part + *digits, '0', DIGITS);
        }
        *sum = sum_part(*sum, part, got); /* whole pages: a multiple of 8 */
        at += (off_t)got;
    } while (got == PART);
    return 0;
}

int an_file_hash(struct an_arena *arena, int fd, struct an_hash *hash)
{
    uint8_t *part = an_alloc(arena, PART);
    struct an_hasher *hasher = an_hasher_new(arena);
    size_t got;
    off_t at = 0;
    do {
        int error = read_part(fd, part, PART, at, &got);
        if (error != 0)
            return error;
        an_hasher_add(hasher, part, got);
        at += (off_t)got;
    } while (got == PART);
    *hash = an_hasher_end(hasher);
    return 0;
}

int an_file_sum(struct an_arena *arena, int fd, uint64_t *sum)
{
    off_t digits;
    return sum_file(arena, fd, sum, &digits);
}

int an_file_sum_store(struct an_arena *arena, int fd)
{
    uint64_t sum;
    off_t digits;
    char text[DIGITS + 1];
    int error = sum_file(arena, fd, &sum, &digits);
    if (error != 0 || digits == 0)
        return error != 0 ? error : EIO;
    (void)snprintf(text, sizeof text, "%016" PRIx64, sum);
    for (size_t done = 0; done < DIGITS;) {
        ssize_t more = pwrite(fd, text + done, DIGITS - done, digits + (off_t)done);
        if (more > 0)
            done += (size_t)more;
        else if (more == 0 || errno != EINTR)
            return more == 0 ? EIO : errno;
    }
    return 0;
}
