/* Instruments: who made it, when it held, its terms. Provisions are in build_provision.c. */
#include <string.h>

#include "engine/base/sizes.h"
#include "engine/lang/build.h"
#include "engine/lang/cond_build.h"

struct an_events an_build_events(struct an_build *b, const struct an_node *list)
{
    if (!an_is_seq(list) || list->seq.n == 0)
        return (struct an_events){NULL, 0};
    struct an_event *v = AN_NEW_ARRAY(b->arena, struct an_event, list->seq.n);
    uint32_t n = 0;
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_event, list->seq.item[i], &f);
        int is = an_read_word(AN_K_event_is, an_field(&f, AN_K_event_is));
        int evidence = an_read_word(AN_K_event_evidence, an_field(&f, AN_K_event_evidence));
        struct an_event *e = &v[n];
        if (is < 0 || !an_read_when(an_field(&f, AN_K_event_on), &e->on)) {
            b->lost++;
            continue;
        }
        e->is = (enum an_state)is;
        e->evidence = evidence < 0 ? AN_EV_NONE : (enum an_evidence)evidence;
        e->has_public_on = an_read_when(an_field(&f, AN_K_event_public_on), &e->public_on);
        e->note = an_keep_text(b->arena, an_field(&f, AN_K_event_note));
        e->span = an_kept_span(b, list->seq.item[i]->span);
        n++;
    }
    return (struct an_events){v, n};
}

static void build_instrument(struct an_build *b, const struct an_fields *f,
                             struct an_instrument *out)
{
    int text = an_read_word(AN_K_instrument_text, an_field(f, AN_K_instrument_text));
    out->place = an_build_place(b, an_field(f, AN_K_instrument_jurisdiction));
    out->kind = an_keep_text(b->arena, an_field(f, AN_K_instrument_kind));
    out->title = an_keep_text(b->arena, an_field(f, AN_K_instrument_title));
    out->title_native = an_build_names(b, an_field(f, AN_K_instrument_title_native));
    out->issuer = an_keep_text(b->arena, an_field(f, AN_K_instrument_issuer));
    out->citation = an_keep_text(b->arena, an_field(f, AN_K_instrument_citation));
    out->url = an_keep_text(b->arena, an_field(f, AN_K_instrument_url));
    out->text = text < 0 ? AN_TEXT_OFFICIAL : (enum an_text_kind)text;
    out->status = an_build_events(b, an_field(f, AN_K_instrument_status));
    out->not_in_force = an_keep_text(b->arena, an_field(f, AN_K_instrument_not_in_force));
    out->checked = an_build_checked(b, an_field(f, AN_K_instrument_checked));
    out->note = an_keep_text(b->arena, an_field(f, AN_K_instrument_note));
    out->span = an_kept_place(b, f->map);
}

/* ---- terms ---- */

/* Declares the yes/no fact of a term; its name number, or AN_NONE. */
static uint32_t declare_term(struct an_build *b, const struct an_fields *f, uint32_t instrument)
{
    const struct an_node *id = an_field(f, AN_K_term_id);
    if (!id || !an_name_declare(b, AN_NAMED_FACT, id, an_u32(b->fact_pool->n)))
        return AN_NONE;
    uint32_t number = an_name_number(b, AN_NAMED_FACT, an_text(id));
    struct an_fact *fact = an_pool_add(b->fact_pool);
    const struct an_node *question = an_field(f, AN_K_term_question);
    const char *title = an_keep_text(b->arena, an_field(f, AN_K_term_title));
    fact->id = b->names[AN_NAMED_FACT].v.v[number].id;
    fact->role = AN_FACT_TERM;
    fact->type.type = AN_TYPE_BOOL;
    fact->scope = AN_SCOPE_MARKET;
    fact->nature = AN_NATURE_CONTEXT;
    fact->derived.arg[0] = fact->derived.arg[1] = fact->derived.column = AN_NONE;
    fact->label = title;
    fact->question = question
                         ? an_keep_text(b->arena, question)
                         : an_strf(b->arena, "Does this apply here: %s?", title ? title : fact->id);
    const char *cite = an_text(an_field(f, AN_K_term_cite));
    const char *law = b->instruments.v[instrument].title;
    fact->help = an_strf(b->arena, "Defined in %s%s%s.", cite, *cite && law ? ", " : "",
                         law     ? law
                         : *cite ? ""
                                 : "the instrument");
    fact->source = an_u32(b->terms.n);
    fact->span = an_kept_place(b, f->map);
    return number;
}

static void build_term(struct an_build *b, const struct an_node *node, uint32_t instrument,
                       struct an_term *out)
{
    struct an_fields f;
    an_fields_of(AN_M_term, node, &f);
    const struct an_node *means = an_field(&f, AN_K_term_means);
    const struct an_node *enough = an_field(&f, AN_K_term_if);
    const struct an_node *needed = an_field(&f, AN_K_term_only_if);
    uint32_t place = b->instruments.v[instrument].place;
    /* A term is used from other instruments too: J is the place of the one that defines it. */
    struct an_cond_scope scope = {
        .where = "a term", .j = place != AN_NONE, .j_is = place, .table = AN_NONE};
    if (means && (enough || needed))
        an_diag_add(b->diags, AN_MSG_key_excluded, (enough ? enough : needed)->span,
                    enough ? "if" : "only_if", "means");
    if (!means && !enough && !needed && !an_field(&f, AN_K_term_question))
        an_diag_add(b->diags, AN_MSG_key_needed, node->span, "a term without if, only_if and means",
                    "question");
    out->if_ = an_cond_build(b, means ? means : enough, &scope);
    out->only_if = means ? out->if_ : an_cond_build(b, needed, &scope);
    out->cite = an_keep_text(b->arena, an_field(&f, AN_K_term_cite));
    out->title = an_keep_text(b->arena, an_field(&f, AN_K_term_title));
    out->days = an_build_interval(b, &f, AN_K_term_from, AN_K_term_before, AN_K_term_through);
    out->span = an_kept_place(b, node);
}

static void build_terms(struct an_build *b, const struct an_node *list, uint32_t instrument)
{
    size_t first = b->terms.n;
    if (!an_is_seq(list))
        return;
    AN_VEC(const struct an_node *) nodes = {0};
    for (size_t i = 0; i < list->seq.n; i++) {
        struct an_fields f;
        an_fields_of(AN_M_term, list->seq.item[i], &f);
        struct an_term term = {.fact = declare_term(b, &f, instrument), .instrument = instrument};
        if (term.fact == AN_NONE)
            continue;
        an_vec_push(b->scratch, &b->terms, term);
        an_vec_push(b->scratch, &nodes, list->seq.item[i]);
    }
    for (size_t i = 0; i < nodes.n; i++)
        build_term(b, nodes.v[i], instrument, &b->terms.v[first + i]);
}

void an_build_instrument(struct an_build *b, const struct an_node *node)
{
    struct an_fields f;
    an_fields_of(AN_M_instrument, node, &f);
    const struct an_node *id = an_field(&f, AN_K_instrument_id);
    uint32_t index = an_u32(b->instruments.n);
    if (!id || !an_name_declare(b, AN_NAMED_INSTRUMENT, id, index)) {
        b->incomplete = true;
        return;
    }
    uint32_t number = an_name_number(b, AN_NAMED_INSTRUMENT, an_text(id));
    struct an_instrument instrument = {.id = b->names[AN_NAMED_INSTRUMENT].v.v[number].id};
    build_instrument(b, &f, &instrument);
    an_vec_push(b->scratch, &b->instruments, instrument);
    an_declare_provisions(b, an_field(&f, AN_K_instrument_provisions), index);
    build_terms(b, an_field(&f, AN_K_instrument_terms), index);
    an_build_provisions(b, index);
}
