/* Differences and impact as JSON: "antinomy/diff/1", "antinomy/impact/1"; see docs/json.md. */
#include "antinomy/diff.h"
#include "reports/json_parts.h"

/* ---- law ---- */

static void put_side(struct an_json *j, const char *key, const struct an_provision_info *info,
                     enum an_stage stage)
{
    an_json_key(j, key);
    if (!info) {
        an_json_null(j);
        return;
    }
    an_json_object(j);
    an_json_put(j, "stage", an_stage_word(stage));
    an_json_put(j, "jurisdiction", info->jurisdiction);
    an_json_put(j, "instrument", info->instrument);
    an_json_put(j, "article", info->article);
    an_json_put(j, "topic", info->topic);
    an_json_put(j, "level", info->level);
    an_json_end_object(j);
}

static void put_item(struct an_json *j, const struct an_diff_item *item)
{
    an_json_object(j);
    an_json_put(j, "kind", an_diff_word(item->kind));
    an_json_put(j, "thing", item->thing);
    an_json_put(j, "id", item->id);
    an_json_put(j, "title", item->title);
    put_side(j, "before", item->before, item->stage_before);
    put_side(j, "after", item->after, item->stage_after);
    an_json_put(j, "since", item->since);
    an_json_put(j, "event", item->said);
    an_json_put(j, "evidence", item->evidence);
    an_json_put(j, "note", item->note);
    an_json_texts(j, "replaces", item->replaces, item->n_replaces);
    an_json_key(j, "fields");
    an_json_array(j);
    for (uint32_t i = 0; i < item->n_fields; i++) {
        an_json_object(j);
        an_json_put(j, "field", item->fields[i].key);
        an_json_put(j, "before", item->fields[i].before);
        an_json_put(j, "after", item->fields[i].after);
        an_json_end_object(j);
    }
    an_json_end_array(j);
    an_json_end_object(j);
}

enum an_status an_report_diff_json(struct an_sink *sink, const struct an_diff *diff)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/diff/1");
    an_json_put(&j, "version", diff->version);
    an_json_put_bool(&j, "of_bases", diff->of_bases);
    an_json_put(&j, "from", diff->from);
    an_json_put(&j, "to", diff->to);
    an_json_put(&j, "revision_before", diff->revision_before);
    an_json_put(&j, "revision_after", diff->revision_after);
    an_json_key(&j, "counts");
    an_json_object(&j);
    for (int i = 0; i < AN_DIFF_KINDS; i++)
        an_json_put_int(&j, an_diff_word((enum an_diff_kind)i), diff->count[i]);
    an_json_end_object(&j);
    an_json_key(&j, "items");
    an_json_array(&j);
    for (uint32_t i = 0; i < diff->n_items; i++)
        put_item(&j, &diff->items[i]);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}

/* ---- products ---- */

static void put_told(struct an_json *j, const char *key, struct an_told told, const char *reason)
{
    an_json_key(j, key);
    if (told.verdict == AN_NOT_APPLICABLE) {
        an_json_null(j);
        return;
    }
    an_json_object(j);
    an_json_put(j, "verdict", an_verdict_word(told.verdict));
    an_json_put(j, "list", an_list_word(told.list));
    an_json_put(j, "reason", reason);
    an_json_end_object(j);
}

static void put_flip(struct an_json *j, const struct an_flip *f)
{
    an_json_object(j);
    an_json_put(j, "provision", f->provision->id);
    an_json_put(j, "jurisdiction", f->provision->jurisdiction);
    an_json_put(j, "article", f->provision->article);
    an_json_texts(j, "markets", f->markets, f->n_markets);
    an_json_texts(j, "offers", f->offers, f->n_offers);
    an_json_put_bool(j, "home", f->home);
    put_told(j, "before", f->before, f->reason_before);
    put_told(j, "after", f->after, f->reason_after);
    an_json_put(j, "because", f->because);
    an_json_put(j, "due", f->due);
    an_json_put(j, "move", f->worse ? "worse" : f->better ? "better" : "alike");
    an_json_end_object(j);
}

static void put_product(struct an_json *j, const struct an_impact_product *p)
{
    an_json_object(j);
    an_json_put(j, "file", p->path);
    an_json_put(j, "product", p->id);
    an_json_put(j, "product_name", p->name);
    an_json_put_bool(j, "refused", p->refused);
    an_json_key(j, "flips");
    an_json_array(j);
    for (uint32_t i = 0; i < p->n_flips; i++)
        put_flip(j, &p->flips[i]);
    an_json_end_array(j);
    an_json_end_object(j);
}

static void put_clause(struct an_json *j, const struct an_impact_clause *c)
{
    an_json_object(j);
    an_json_put(j, "provision", c->provision->id);
    an_json_put(j, "because", c->because);
    an_json_put_int(j, "products", c->products);
    an_json_put_int(j, "worse", c->worse);
    an_json_put_int(j, "better", c->better);
    an_json_put(j, "due", c->due);
    an_json_end_object(j);
}

enum an_status an_report_impact_json(struct an_sink *sink, const struct an_impact *impact)
{
    struct an_json j;
    an_json_init(&j, sink);
    an_json_object(&j);
    an_json_put(&j, "schema", "antinomy/impact/1");
    an_json_put(&j, "version", impact->version);
    an_json_put(&j, "before", impact->before);
    an_json_put(&j, "after", impact->after);
    an_json_put(&j, "from", impact->from);
    an_json_put(&j, "to", impact->to);
    an_json_put(&j, "revision_before", impact->revision_before);
    an_json_put(&j, "revision_after", impact->revision_after);
    an_json_put_int(&j, "n_products", impact->n_products);
    an_json_put_int(&j, "n_changed", impact->n_changed);
    an_json_put_int(&j, "n_refused", impact->n_refused);
    an_json_key(&j, "clauses");
    an_json_array(&j);
    for (uint32_t i = 0; i < impact->n_clauses; i++)
        put_clause(&j, &impact->clauses[i]);
    an_json_end_array(&j);
    an_json_key(&j, "products");
    an_json_array(&j);
    for (uint32_t i = 0; i < impact->n_products; i++)
        put_product(&j, &impact->products[i]);
    an_json_end_array(&j);
    an_json_end_object(&j);
    return AN_OK;
}
