/*
 * The blob of a row: everything about a thing that is no column of its own, as one sequence of
 * variable-length numbers. One function describes each thing for both directions: writing appends
 * what the pointer holds, reading checks bounds and fills it (the XDR idea). So what is written and
 * what is read cannot drift apart.
 *
 * Reading trusts nothing: every number has a limit, every length is compared with the bytes that
 * are left, and the first fault sticks in `bad`. After a fault reading goes on with zeros, so that
 * callers look once, at the end.
 */
#ifndef AN_FACTS_PACK_H
#define AN_FACTS_PACK_H

#include "engine/base/vec.h"
#include "engine/lang/model.h"

/** Raised whenever the meaning of any blob changes; stored as the base's user_version. */
#define AN_BASE_FORMAT 1

struct an_pack {
    bool reading;
    struct an_arena *arena; /* of the model while reading, of the buffer while writing */
    AN_VEC(uint8_t) out;
    const uint8_t *at, *end;
    const char *bad;     /* first fault, in words; NULL: none */
    struct an_span last; /* places are stored as differences */
};

/** Begins a blob whose places are near `origin` (the file and line of the row). */
void an_pack_write(struct an_pack *p, struct an_arena *arena, struct an_span origin);
void an_pack_read(struct an_pack *p, struct an_arena *arena, struct an_span origin,
                  const void *data, size_t n);
/** Reading: everything must have been used. */
void an_pack_end(struct an_pack *p);
/** Notes a fault (reading only); the first one stays. */
void an_pack_fault(struct an_pack *p, const char *what);

/* Parts of the functions below. */
uint64_t an__pack_long(struct an_pack *p);
void an__pack_put(struct an_pack *p, uint64_t v);
void an__pack_put_signed(struct an_pack *p, int64_t v);

/* Most numbers are one byte. Reading is inlined: a check reads some ten thousands. */
static inline uint64_t an__pack_get(struct an_pack *p)
{
    if (p->at != p->end && *p->at < 0x80)
        return *p->at++;
    return an__pack_long(p);
}

static inline uint64_t an__pack_below(struct an_pack *p, uint64_t limit)
{
    uint64_t v = an__pack_get(p);
    if (v < limit)
        return v;
    an_pack_fault(p, "a number out of range");
    return 0;
}

/** A number below `limit`. */
static inline void an_pack_u32(struct an_pack *p, uint32_t *v, uint64_t limit)
{
    if (p->reading)
        *v = (uint32_t)an__pack_below(p, limit);
    else
        an__pack_put(p, *v);
}

/** The same, or AN_NONE. */
static inline void an_pack_opt(struct an_pack *p, uint32_t *v, uint64_t limit)
{
    if (p->reading)
        *v = (uint32_t)an__pack_below(p, limit + 1) - 1;
    else
        an__pack_put(p, *v == AN_NONE ? 0 : (uint64_t)*v + 1);
}

static inline void an_pack_i64(struct an_pack *p, int64_t *v)
{
    if (p->reading) {
        uint64_t bits = an__pack_get(p);
        *v = (int64_t)((bits >> 1) ^ (0 - (bits & 1)));
    } else {
        an__pack_put_signed(p, *v);
    }
}

void an_pack_bool(struct an_pack *p, bool *v);
/** UTF-8 without NUL, or NULL. */
void an_pack_text(struct an_pack *p, const char **v);
void an_pack_texts(struct an_pack *p, struct an_texts *v);
void an_pack_refs(struct an_pack *p, struct an_refs *v, uint64_t limit);
void an_pack_when(struct an_pack *p, struct an_when *v);
/** `files`: how many there are. */
void an_pack_span(struct an_pack *p, struct an_span *v, uint32_t files);
void an_pack_hash(struct an_pack *p, struct an_hash *v);

/**
 * A count of things that follow, each at least `least` bytes long: what a hostile count can make us
 * allocate is bounded by the bytes that are there.
 */
uint32_t an_pack_count(struct an_pack *p, uint32_t n, size_t least);

/** An enum below `limit`; the object must be an enum variable. */
#define an_pack_enum(p, v, limit)                                                                  \
 do {                                                                                              \
  uint32_t an__word = (uint32_t) * (v);                                                            \
  an_pack_u32((p), &an__word, (limit));                                                            \
  *(v) = an__word;                                                                                 \
 } while (0)

/** Is this UTF-8 without NUL? */
bool an_text_is_sound(const char *s, size_t n);

#endif
