/*
 * When two provisions say the same: a text made of what kind of norm they are and of what they
 * demand, with the maker's own place as J, but not of whom they bind or when. Equal texts: alike
 * provisions. Used to find those that were put on different steps.
 */
#include <inttypes.h>

#include "engine/compare/compare.h"

static enum an_type type_of(const struct an_model *m, const struct an_cond_node *node,
                            uint32_t table)
{
    if (node->column)
        return m->facts.v[table].columns[node->fact].type.type;
    return m->facts.v[node->fact].type.type;
}

static void put_value(struct an_sink *out, int64_t value, bool is_place, uint32_t place)
{
    if (is_place && (value == AN_PLACE_J || value == (int64_t)place))
        an_put(out, " J");
    else
        an_putf(out, " %" PRId64, value);
}

static void put_cond(struct an_sink *out, const struct an_model *m, const struct an_cond *c,
                     uint32_t place)
{
    uint32_t table = AN_NONE;
    for (uint32_t i = 0; i < c->n; i++) {
        const struct an_cond_node *node = &c->node[i];
        enum an_op op = (enum an_op)node->op;
        an_putf(out, "(%d:%u", (int)op, (unsigned)node->size);
        if (op == AN_OP_SOME || op == AN_OP_EVERY)
            table = node->fact;
        if (op == AN_OP_SOME || op == AN_OP_EVERY || an_op_is_leaf(op))
            an_putf(out, " %u.%u", node->column ? 1U : 0U, (unsigned)node->fact);
        if (!an_op_is_leaf(op))
            continue;
        bool is_place = type_of(m, node, table) == AN_TYPE_COUNTRIES;
        put_value(out, node->key, node->key != AN_NO_KEY, place);
        for (uint32_t k = 0; k < node->n; k++)
            put_value(out, c->value[node->value + k], is_place, place);
    }
}

const char *an__alike_text(struct an_arena *arena, const struct an_model *m, uint32_t provision)
{
    const struct an_provision *p = &m->provisions.v[provision];
    struct an_sink_buffer out;
    if (!an_cond_given(&p->content) && p->asks.n == 0)
        return NULL;
    an_sink_buffer_init(&out, arena);
    an_putf(&out.sink, "%u %d %d %d %d", (unsigned)p->topic, (int)p->duty, (int)p->trigger,
            (int)p->inability, p->addressee & AN_ADDR_BUYER ? (int)p->effect : -1);
    put_cond(&out.sink, m, &p->content, m->instruments.v[p->instrument].place);
    for (uint32_t i = 0; i < p->asks.n; i++)
        an_putf(&out.sink, " asks %u", (unsigned)p->asks.v[i]);
    return out.text;
}
