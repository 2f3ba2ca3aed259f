/* Walks the conditions of a provision for the facts that they mention. */
#include "engine/facts/links.h"

void an_each_link_of(const struct an_cond *c, an_link_fn *fn, void *to, enum an_link link)
{
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        if (node->op == AN_OP_SOME || node->op == AN_OP_EVERY ||
            (an_op_is_leaf((enum an_op)node->op) && node->column == 0))
            fn(to, node->fact, link);
    }
}

static void link_one(uint32_t fact, an_link_fn *fn, void *to, enum an_link link)
{
    if (fact != AN_NONE)
        fn(to, fact, link);
}

void an_each_link(const struct an_provision *v, an_link_fn *fn, void *to)
{
    an_each_link_of(&v->when, fn, to, AN_LINK_WHEN);
    an_each_link_of(&v->unless, fn, to, AN_LINK_UNLESS);
    an_each_link_of(&v->content, fn, to, AN_LINK_CONTENT);
    an_each_link_of(&v->able, fn, to, AN_LINK_ABLE);
    an_each_link_of(&v->scope, fn, to, AN_LINK_SCOPE);
    an_each_link_of(&v->concludes, fn, to, AN_LINK_CONCLUDES);
    for (uint32_t i = 0; i < v->asks.n; i++)
        fn(to, v->asks.v[i], AN_LINK_ASKS);
    link_one(v->anchor, fn, to, AN_LINK_ANCHOR);
    if (v->due.kind != AN_DUE_NONE)
        link_one(v->due.after, fn, to, AN_LINK_DUE);
    if (v->duty == AN_DUTY_ATTEST)
        link_one(v->attest_fact, fn, to, AN_LINK_ATTEST);
    if (v->duty == AN_DUTY_DEFINES)
        link_one(v->defines, fn, to, AN_LINK_DEFINES);
    for (uint32_t i = 0; i < v->n_readings; i++) {
        an_each_link_of(&v->readings[i].when, fn, to, AN_LINK_READING);
        an_each_link_of(&v->readings[i].unless, fn, to, AN_LINK_READING);
        an_each_link_of(&v->readings[i].must, fn, to, AN_LINK_READING);
        an_each_link_of(&v->readings[i].able, fn, to, AN_LINK_READING);
    }
}
