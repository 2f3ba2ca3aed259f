/*
 * The answer in one paragraph: what a reader who stops there must know. Every sentence is built
 * from counts that the report shows again below; nothing is weighed against anything.
 */
#include "reports/phrase.h"

#include <inttypes.h>

struct answer {
    struct an_arena *arena;
    const struct an_view *view;
    const struct an_check *check;
    struct an_sink_buffer out;
};

/* "1 provision is", "3 provisions are" */
static const char *provisions(struct answer *a, uint32_t n, const char *is, const char *are)
{
    return an_strf(a->arena, "%" PRIu32 " %s %s", n, n == 1 ? "provision" : "provisions",
                   n == 1 ? is : are);
}

static void say(struct answer *a, const char *sentence)
{
    if (a->out.n > 0)
        an_put(&a->out.sink, " ");
    an_put(&a->out.sink, sentence);
}

/* "2 in China (CN) and 1 in Russia (RU)"; with one place its name alone, with many how many. */
static const char *places(struct answer *a)
{
    enum { MOST = 6 };
    const char **words = AN_NEW_ARRAY(a->arena, const char *, a->view->n_parts);
    size_t n = 0, told = 0;
    for (uint32_t i = 0; i < a->view->n_parts; i++)
        n += a->view->parts[i].count[AN_CLASS_BREACH] > 0 && a->view->parts[i].kind <= AN_PART_HOME;
    if (n > MOST)
        return an_strf(a->arena, "told under %zu headings below", n);
    for (uint32_t i = 0; i < a->view->n_parts; i++) {
        const struct an_part *part = &a->view->parts[i];
        uint32_t count = part->provisions[AN_CLASS_BREACH];
        if (count == 0 || part->kind > AN_PART_HOME)
            continue;
        const char *where = part->kind == AN_PART_HOME
                                ? "binding it wherever it is sold"
                                : an_strf(a->arena, "in %s",
                                          an_phrase_markets_in_text(
                                              a->arena, a->check, part->markets, part->n_markets));
        words[told++] = n == 1 ? where : an_strf(a->arena, "%" PRIu32 " %s", count, where);
    }
    return an_phrase_list(a->arena, words, told, "and");
}

/* What a purchase rule that is not met means: it is the buyer who may not buy. */
static void say_buyers(struct answer *a, uint32_t n)
{
    uint32_t bars = a->view->bars, conditions = a->view->conditions, buyers = bars + conditions;
    const char *meaning = conditions == 0 ? "who may not buy it as it is"
                          : bars == 0     ? "who may buy it only under conditions that are not met"
                                          : "who may not buy it as it is, or only under conditions";
    const char *which = buyers < n    ? an_strf(a->arena, "%" PRIu32 " of them %s", buyers,
                                             buyers == 1 ? "binds" : "bind")
                        : buyers == 1 ? "It binds"
                        : buyers == 2 ? "Both bind"
                                      : "All of them bind";
    if (buyers > 0)
        say(a, an_strf(a->arena, "%s the buyer, %s.", which, meaning));
}

static void say_breaches(struct answer *a)
{
    const char *day = a->check->day;
    uint32_t n = a->view->provisions[AN_VIOLATION];
    if (n == 0) {
        say(a, an_strf(a->arena,
                       "On %s no provision in force was found that this product would not meet.",
                       day));
        return;
    }
    say(a, an_strf(a->arena, "On %s this product would not meet %s, %s.", day,
                   an_phrase_count(a->arena, n, "provision", "provisions"), places(a)));
    say_buyers(a, n);
}

/* Of what could not be obeyed: how much of it the law excuses. */
static const char *excused(struct answer *a)
{
    uint32_t n = a->view->excused, all = a->view->provisions[AN_EXPOSED];
    if (n == 0)
        return "";
    if (n == all)
        return n == 1 ? ", which excuses those who cannot"
                      : ", and all of them excuse those who cannot";
    return an_strf(a->arena, ", and %" PRIu32 " of them %s those who cannot", n,
                   n == 1 ? "excuses" : "excuse");
}

static void say_prepare(struct answer *a)
{
    const uint32_t *n = a->view->provisions;
    if (n[AN_EXPOSED] > 0)
        say(a, an_strf(a->arena,
                       "%s be obeyed if an authority gave an order under %s; none is recorded%s.",
                       provisions(a, n[AN_EXPOSED], "could not", "could not"),
                       n[AN_EXPOSED] == 1 ? "it" : "them", excused(a)));
    if (n[AN_DUE] > 0)
        say(a, an_strf(a->arena, "%s to be met by a later day.",
                       provisions(a, n[AN_DUE], "has", "have")));
    if (n[AN_COUNTS_AGAINST] > 0)
        say(a, an_strf(a->arena, "%s against it in a purchase without barring it.",
                       provisions(a, n[AN_COUNTS_AGAINST], "counts", "count")));
}

static void say_open(struct answer *a)
{
    uint32_t n = a->view->provisions[AN_UNDETERMINED], facts = a->view->n_facts;
    uint32_t attests = a->view->n_questions - facts, bears = 0;
    const char *asked[2];
    size_t k = 0;
    if (facts > 0)
        asked[k++] = an_phrase_count(a->arena, facts, "question is open", "questions are open");
    if (attests > 0)
        asked[k++] = an_phrase_count(a->arena, attests, "confirmation of conduct is missing",
                                     "confirmations of conduct are missing");
    if (facts > 1)
        bears = a->view->questions[0]->n_provisions;
    if (n > 0 && k > 0)
        say(a,
            an_strf(a->arena, "%s be answered yet: %s%s.", provisions(a, n, "cannot", "cannot"),
                    an_phrase_list(a->arena, asked, k, "and"),
                    bears > 1 ? an_strf(a->arena, "; the first question bears on %" PRIu32, bears)
                              : ""));
    else if (n > 0)
        say(a, an_strf(a->arena, "%s be answered yet.", provisions(a, n, "cannot", "cannot")));
    if (a->view->provisions[AN_DISPUTED] > 0)
        say(a, an_strf(a->arena, "On %s lawyers differ.",
                       an_phrase_count(a->arena, a->view->provisions[AN_DISPUTED], "provision",
                                       "provisions")));
}

static void say_fine(struct answer *a)
{
    const uint32_t *n = a->view->provisions;
    uint32_t relieved = n[AN_EXEMPT] + n[AN_DISPLACED];
    uint32_t fine = n[AN_COMPLIANT] + n[AN_READY] + n[AN_PERMITS] + n[AN_CLEAR];
    if (relieved > 0)
        say(a, an_strf(a->arena, "From %s it appears exempt, or another displaces %s.",
                       an_phrase_count(a->arena, relieved, "provision", "provisions"),
                       relieved == 1 ? "it" : "them"));
    if (fine > 0)
        say(a, an_strf(a->arena, "%s no breach.", provisions(a, fine, "shows", "show")));
}

/* Drafts, or suspended provisions: how many, and how many of them would bite. */
static void say_apart(struct answer *a, enum an_part_kind kind)
{
    for (uint32_t i = 0; i < a->view->n_parts; i++) {
        const struct an_part *part = &a->view->parts[i];
        if (part->kind != kind)
            continue;
        uint32_t n = 0,
                 bad = part->provisions[AN_CLASS_BREACH] + part->provisions[AN_CLASS_PREPARE];
        for (int class = 0; class < AN_CLASS_OUTSIDE; class ++)
            n += part->provisions[class];
        const char *state = kind == AN_PART_SUSPENDED ? "suspended" : "not yet law";
        const char *what = provisions(a, n, "is", "are");
        const char *bite = bad == 0   ? ""
                           : n == 1   ? "; if in force, it would stand against the product"
                           : bad >= n ? "; if in force, all would stand against the product"
                                      : an_strf(a->arena,
                                                "; if in force, %" PRIu32
                                                " of them would stand against the product",
                                                bad);
        say(a, an_strf(a->arena, "%s %s%s.", what, state, bite));
    }
}

/* Researched markets in which nothing at all was found, so that they do not go unmentioned. */
static void say_silent(struct answer *a)
{
    const char **names = AN_NEW_ARRAY(a->arena, const char *, a->check->n_markets);
    size_t n = 0;
    for (uint32_t m = 0; m < a->check->n_markets; m++)
        if (an_view_silent(a->view, a->check->markets[m]) &&
            !an_is_unresearched(a->check, a->check->markets[m]))
            names[n++] = an_phrase_markets_in_text(a->arena, a->check, &a->check->markets[m], 1);
    if (n > 0)
        say(a, an_strf(a->arena, "For %s no provision in force was found that applies.",
                       an_phrase_list(a->arena, names, n, "and")));
}

const char *an_phrase_answer(struct an_arena *arena, const struct an_view *view)
{
    struct answer a = {.arena = arena, .view = view, .check = view->check};
    an_sink_buffer_init(&a.out, arena);
    say_breaches(&a);
    const char *gaps = an_phrase_gaps(arena, view->check);
    if (gaps)
        say(&a, gaps);
    say_prepare(&a);
    say_open(&a);
    say_fine(&a);
    say_silent(&a);
    say_apart(&a, AN_PART_NOT_YET);
    say_apart(&a, AN_PART_SUSPENDED);
    return a.out.text;
}
