#include "engine/base/linediff.h"

#include <string.h>

#include "engine/base/sizes.h"
#include "engine/base/vec.h"

enum { AROUND = 3, BETWEEN = 2 * AROUND, MOST_CHANGES = 3000 };

struct text_line {
    const char *text;
    size_t len; /* with its line end, if it has one */
};
struct lines {
    struct text_line *v;
    size_t n, cap;
};

/* One step of the way: a line of both, of the first only, or of the second only. */
struct step {
    char sign; /* ' ', '-', '+' */
    struct text_line line;
};
struct steps {
    struct step *v;
    size_t n, cap;
};

static struct lines lines_of(struct an_arena *arena, const char *text)
{
    struct lines l = {0};
    while (*text) {
        const char *lf = strchr(text, '\n');
        size_t len = lf ? (size_t)(lf - text) + 1 : strlen(text);
        struct text_line line = {text, len};
        an_vec_push(arena, &l, line);
        text += len;
    }
    return l;
}

static bool same(const struct text_line *a, const struct text_line *b)
{
    return a->len == b->len && memcmp(a->text, b->text, a->len) == 0;
}

/* Rows of the search: row d has the furthest x on each diagonal k = -d, -d+2, ... d. */
struct search {
    struct an_arena *arena;
    const struct text_line *a, *b;
    long n, m;
    long **row;
};

static long furthest(const struct search *s, long d, long k)
{
    const long *before = s->row[d - 1];
    if (k == -d)
        return before[k + 1 + d - 1];
    if (k == d)
        return before[k - 1 + d - 1] + 1;
    long down = before[k + 1 + d - 1], right = before[k - 1 + d - 1] + 1;
    return down >= right ? down : right;
}

static long slide(const struct search *s, long x, long k)
{
    while (x < s->n && x - k < s->m && same(&s->a[x], &s->b[x - k]))
        x++;
    return x;
}

/* The fewest changes that lead to the end; -1: too many. Diagonals beyond the texts are walked too:
 * their x or y lies outside, and nothing slides there. */
static long search(struct search *s)
{
    for (long d = 0; d <= MOST_CHANGES; d++) {
        s->row[d] = AN_NEW_ARRAY(s->arena, long, 2 * (size_t)d + 1);
        for (long k = -d; k <= d; k += 2) {
            long x = slide(s, d == 0 ? 0 : furthest(s, d, k), k);
            s->row[d][k + d] = x;
            if (x >= s->n && x - k >= s->m)
                return d;
        }
    }
    return -1;
}

/* Back along the rows; steps come out last first. */
static void way_back(const struct search *s, long changes, struct steps *out)
{
    long x = s->n, y = s->m;
    for (long d = changes; d > 0; d--) {
        long k = x - y;
        const long *before = s->row[d - 1];
        bool down = k == -d || (k != d && before[k + 1 + d - 1] >= before[k - 1 + d - 1] + 1);
        long from = down ? before[k + 1 + d - 1] : before[k - 1 + d - 1];
        for (; x > (down ? from : from + 1); x--, y--)
            an_vec_push(s->arena, out, ((struct step){' ', s->a[x - 1]}));
        if (down)
            an_vec_push(s->arena, out, ((struct step){'+', s->b[--y]}));
        else
            an_vec_push(s->arena, out, ((struct step){'-', s->a[--x]}));
    }
    for (; x > 0; x--)
        an_vec_push(s->arena, out, ((struct step){' ', s->a[x - 1]}));
}

static void all_changed(const struct search *s, struct steps *out)
{
    for (long y = s->m; y > 0; y--)
        an_vec_push(s->arena, out, ((struct step){'+', s->b[y - 1]}));
    for (long x = s->n; x > 0; x--)
        an_vec_push(s->arena, out, ((struct step){'-', s->a[x - 1]}));
}

static void turn(struct steps *s)
{
    for (size_t i = 0; i < s->n / 2; i++) {
        struct step step = s->v[i];
        s->v[i] = s->v[s->n - 1 - i];
        s->v[s->n - 1 - i] = step;
    }
}

/* ---- writing ---- */

static void put_step(struct an_sink *sink, const struct step *s)
{
    an_put_n(sink, &s->sign, 1);
    an_put_n(sink, s->line.text, s->line.len);
    if (s->line.text[s->line.len - 1] != '\n')
        an_put(sink, "\n\\ No newline at end of file\n");
}

/* Counted from 1; of no lines: the line before. */
static void put_range(struct an_sink *sink, const char *sign, size_t start, size_t n)
{
    an_putf(sink, "%s%zu", sign, n > 0 ? start + 1 : start);
    if (n != 1)
        an_putf(sink, ",%zu", n);
}

/* Steps from..to, of which line a and b are the first. */
static void put_hunk(struct an_sink *sink, const struct steps *s, size_t from, size_t to, size_t a,
                     size_t b)
{
    size_t n_a = 0, n_b = 0;
    for (size_t i = from; i < to; i++) {
        n_a += s->v[i].sign != '+' ? 1 : 0;
        n_b += s->v[i].sign != '-' ? 1 : 0;
    }
    put_range(sink, "@@ -", a, n_a);
    put_range(sink, " +", b, n_b);
    an_put(sink, " @@\n");
    for (size_t i = from; i < to; i++)
        put_step(sink, &s->v[i]);
}

/* Where the changes that lie near each other end. */
static size_t end_of_hunk(const struct steps *s, size_t i)
{
    size_t last = i;
    for (; i < s->n && i - last <= BETWEEN; i++)
        if (s->v[i].sign != ' ')
            last = i;
    return last + 1 + AROUND < s->n ? last + 1 + AROUND : s->n;
}

static void put_hunks(struct an_sink *sink, const struct steps *s)
{
    size_t a = 0, b = 0, done = 0;
    for (size_t i = 0; i < s->n;) {
        if (s->v[i].sign == ' ') {
            i++;
            continue;
        }
        size_t from = i > done + AROUND ? i - AROUND : done, to = end_of_hunk(s, i);
        for (; done < from; done++) {
            a += s->v[done].sign != '+' ? 1 : 0;
            b += s->v[done].sign != '-' ? 1 : 0;
        }
        put_hunk(sink, s, from, to, a, b);
        i = to;
    }
}

void an_line_diff(struct an_arena *arena, struct an_sink *sink, const char *name,
                  const char *before, const char *after)
{
    if (strcmp(before, after) == 0)
        return;
    struct an_arena *scratch = an_scratch_new(arena);
    struct lines a = lines_of(scratch, before), b = lines_of(scratch, after);
    struct search s = {scratch, a.v, b.v, (long)a.n, (long)b.n, NULL};
    struct steps steps = {0};
    s.row = AN_NEW_ARRAY(scratch, long *, MOST_CHANGES + 1);
    long changes = search(&s);
    if (changes >= 0)
        way_back(&s, changes, &steps);
    else
        all_changed(&s, &steps);
    turn(&steps);
    an_putf(sink, "--- %s\n+++ %s\n", name, name);
    put_hunks(sink, &steps);
    an_arena_free(scratch);
}
