/* SHA-256 through libmd, for identity; SipHash-1-3 (Aumasson, Bernstein 2012), for tables. */
#include "engine/base/hash.h"

#include <string.h>

#include <sys/types.h>

#include <sha2.h>

struct an_hasher {
    SHA2_CTX ctx;
};

struct an_hash an_hash_bytes(const void *data, size_t n)
{
    struct an_hash hash;
    SHA2_CTX ctx;
    SHA256Init(&ctx);
    SHA256Update(&ctx, data, n);
    SHA256Final(hash.b, &ctx);
    return hash;
}

void an_hash_hex(const struct an_hash *hash, char out[65])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < sizeof hash->b; i++) {
        out[2 * i] = digits[hash->b[i] >> 4];
        out[2 * i + 1] = digits[hash->b[i] & 15];
    }
    out[64] = '\0';
}

struct an_hasher *an_hasher_new(struct an_arena *arena)
{
    struct an_hasher *h = AN_NEW(arena, struct an_hasher);
    SHA256Init(&h->ctx);
    return h;
}

void an_hasher_add(struct an_hasher *h, const void *data, size_t n)
{
    SHA256Update(&h->ctx, data, n);
}

struct an_hash an_hasher_end(struct an_hasher *h)
{
    struct an_hash hash;
    SHA256Final(hash.b, &h->ctx);
    return hash;
}

static uint64_t rotate(uint64_t x, unsigned n)
{
    return x << n | x >> (64 - n);
}

static void sip_round(uint64_t v[4])
{
    v[0] += v[1];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[0] = rotate(v[0], 32);
    v[2] += v[3];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] += v[3];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[2] = rotate(v[2], 32);
}

uint64_t an_hash64_keyed(const void *data, size_t n, uint64_t key)
{
    uint64_t v[4] = {key ^ 0x736f6d6570736575u, key ^ 0x646f72616e646f6du,
                     key ^ 0x6c7967656e657261u, key ^ 0x7465646279746573u};
    const unsigned char *p = data;
    uint64_t word;
    for (size_t left = n; left >= 8; left -= 8, p += 8) {
        memcpy(&word, p, 8);
        v[3] ^= word;
        sip_round(v);
        v[0] ^= word;
    }
    word = (uint64_t)n << 56;
    for (size_t i = 0; i < (n & 7); i++)
        word |= (uint64_t)p[i] << (8 * i);
    v[3] ^= word;
    sip_round(v);
    v[0] ^= word;
    v[2] ^= 0xff;
    for (int i = 0; i < 3; i++)
        sip_round(v);
    return v[0] ^ v[1] ^ v[2] ^ v[3];
}

uint64_t an_hash64(const void *data, size_t n)
{
    return an_hash64_keyed(data, n, 0);
}
