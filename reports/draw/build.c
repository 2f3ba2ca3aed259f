/*
 * Neutral graph -> cgraph, by calls, never through DOT text. Node names are n0, n1, ...; what
 * people wrote stands only in labels and tooltips, escaped by an_draw_label. Duties stand in
 * clusters by jurisdiction on the left, facts on the right, a legend of the roles in use below.
 */
#include <string.h>

#include "reports/draw/draw.h"

#define FONT "Noto Sans CJK SC,Noto Sans,DejaVu Sans,sans-serif"

/* cgraph takes char * and does not write through it. */
static char *text(const char *s)
{
    union {
        const char *c;
        char *v;
    } u = {s};
    return u.v;
}

static void set(void *object, const char *name, const char *value)
{
    agsafeset(object, text(name), text(value), text(""));
}

static void set_graph_look(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph)
{
    const char *title = an_draw_label(arena, graph->title, 100, 4, "\\n");
    const char *sub = an_draw_label(arena, graph->subtitle, 120, 4, "\\n");

    set(g, "charset", "UTF-8");
    set(g, "rankdir", "LR");
    set(g, "label", an_strf(arena, "%s%s\\n", title, sub));
    set(g, "labelloc", "t");
    set(g, "fontname", FONT);
    set(g, "fontsize", "16");
    set(g, "nodesep", "0.22");
    set(g, "ranksep", "1.4");
    set(g, "pad", "0.3");
    set(g, "bgcolor", "white");
    set(g, "nslimit", "2");
    set(g, "mclimit", "1");
    set(g, "outputorder", "edgesfirst");
}

/* Only a picture of dots has a number of them an inch. Set for SVG it enlarges the drawing and not
 * its page, of which only the upper left is seen then. */
static void set_resolution(Agraph_t *g, const char *format)
{
    if (strcmp(format, "png") == 0)
        set(g, "dpi", "144");
}

static void set_node_look(Agnode_t *node, const struct an_draw_look *look, bool faded)
{
    set(node, "shape", look->shape);
    set(node, "style",
        faded ? (strstr(look->style, "rounded") ? "rounded,filled,dashed" : "filled,dashed")
              : look->style);
    set(node, "fillcolor", faded ? "#ffffff" : look->fill);
    set(node, "color", "#222222");
    set(node, "fontcolor", "#111111");
    set(node, "peripheries", look->peripheries);
    set(node, "penwidth", look->penwidth);
    set(node, "fontname", FONT);
    set(node, "fontsize", "10");
    set(node, "margin", strcmp(look->shape, "cds") == 0 ? "0.22,0.16" : "0.14,0.08");
}

static void set_edge_look(Agedge_t *edge, const struct an_draw_look *look)
{
    set(edge, "style", look->style);
    set(edge, "penwidth", look->penwidth);
    set(edge, "arrowhead", look->arrowhead);
    set(edge, "color", "#222222");
    set(edge, "fontname", FONT);
    set(edge, "fontsize", "9");
}

/* Only http and https, and nothing that could end the address early. */
static bool is_web_address(const char *url)
{
    if (!url || (strncmp(url, "https://", 8) != 0 && strncmp(url, "http://", 7) != 0))
        return false;
    for (const char *c = url; *c; c++)
        if ((unsigned char)*c <= ' ' || (unsigned char)*c >= 0x7F || strchr("\"'<>\\^`{|}", *c))
            return false;
    return true;
}

static Agraph_t *cluster_of(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph,
                            int32_t i)
{
    if (i < 0)
        return g;
    const char *name = an_strf(arena, "cluster_%d", (int)i);
    Agraph_t *c = agsubg(g, text(name), 0);
    if (!c) {
        c = agsubg(g, text(name), 1);
        set(c, "label", an_draw_label(arena, graph->clusters[i].title, 60, 3, "\\l"));
        set(c, "labeljust", "l");
        set(c, "fontname", FONT);
        set(c, "fontsize", "12");
        set(c, "style", "rounded");
        set(c, "color", "#777777");
        set(c, "margin", "14");
    }
    return c;
}

/* Lines come to a frame at the right from its left: the title makes room for them. */
static void turn_title(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph, int32_t i)
{
    Agraph_t *c = agsubg(g, text(an_strf(arena, "cluster_%d", (int)i)), 0);
    if (!c)
        return;
    set(c, "label", an_draw_label(arena, graph->clusters[i].title, 60, 3, "\\r"));
    set(c, "labeljust", "r");
}

static Agnode_t *add_node(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph,
                          uint32_t i)
{
    const struct an_graph_node *node = &graph->nodes[i];
    Agraph_t *in = cluster_of(arena, g, graph, node->cluster);
    Agnode_t *n = agnode(in, text(an_strf(arena, "n%u", i)), 1);
    const char *label = an_draw_label(arena, node->title, 46, 12, "\\l");

    if (node->detail)
        label = an_strf(arena, "%s%s", label, an_draw_label(arena, node->detail, 46, 12, "\\l"));
    set_node_look(n, an_draw_node_look(node->role), node->faded);
    set(n, "label", label);
    set(n, "tooltip",
        an_draw_label(arena, node->tooltip ? node->tooltip : node->title, 1000, 40, "\\n"));
    if (is_web_address(node->url)) {
        set(n, "URL", an_draw_label(arena, node->url, 100000, 1, ""));
        set(n, "target", "_blank");
    }
    return n;
}

static Agnode_t *legend_dot(struct an_arena *arena, Agraph_t *legend, const char *name, int i)
{
    Agnode_t *n = agnode(legend, text(an_strf(arena, "%s%d", name, i)), 1);

    set(n, "shape", "point");
    set(n, "group", an_strf(arena, "legend_line%d", i)); /* level */
    set(n, "width", "0.06");
    set(n, "color", "#222222");
    set(n, "label", "");
    return n;
}

/* A small node of that look, with its word; `word` given: the faded look, with that word. */
static Agnode_t *legend_sample(struct an_arena *arena, Agraph_t *legend, enum an_node_role role,
                               const char *word)
{
    Agnode_t *n =
        agnode(legend, text(word ? "legend_faded" : an_strf(arena, "legend_node%d", (int)role)), 1);

    set_node_look(n, an_draw_node_look(role), word != NULL);
    set(n, "fontsize", "9");
    set(n, "height", "0.28");
    set(n, "label", word ? word : an_draw_node_look(role)->word);
    return n;
}

/* Roles in use, each as a sample with its word. */
static void add_legend(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph)
{
    bool nodes[AN_DRAW_NODE_ROLES] = {false}, edges[AN_DRAW_EDGE_ROLES] = {false}, faded = false;
    Agraph_t *legend = agsubg(g, text("cluster_legend"), 1);

    for (uint32_t i = 0; i < graph->n_nodes; i++) {
        nodes[graph->nodes[i].role] = true;
        faded = faded || graph->nodes[i].faded;
    }
    for (uint32_t i = 0; i < graph->n_edges; i++)
        edges[graph->edges[i].role] = true;
    set(legend, "label", "Legend\\l");
    set(legend, "labeljust", "l");
    set(legend, "fontname", FONT);
    set(legend, "fontsize", "11");
    set(legend, "style", "dashed");
    set(legend, "color", "#777777");
    Agnode_t *samples[AN_DRAW_NODE_ROLES + 1] = {NULL};
    int n = 0;
    for (int i = 0; i < AN_DRAW_NODE_ROLES; i++)
        if (nodes[i])
            samples[n++] = legend_sample(arena, legend, (enum an_node_role)i, NULL);
    if (faded)
        samples[n++] = legend_sample(arena, legend, AN_NODE_DUTY_MUST,
                                     "dashed outline: not law there on this day");
    for (int i = 0; i + 1 < n; i += 2) /* two columns */
        set(agedge(g, samples[i], samples[i + 1], NULL, 1), "style", "invis");
    for (int i = 0; i < AN_DRAW_EDGE_ROLES; i++) {
        if (!edges[i])
            continue;
        Agnode_t *a = legend_dot(arena, legend, "legend_from", i);
        Agnode_t *b = legend_dot(arena, legend, "legend_to", i);
        Agedge_t *e = agedge(g, a, b, NULL, 1);
        set(e, "weight", "50");
        set_edge_look(e, an_draw_edge_look((enum an_edge_role)i));
        set(e, "label", an_draw_edge_look((enum an_edge_role)i)->word);
    }
    if (graph->note) {
        Agnode_t *said = agnode(legend, text("legend_note"), 1);
        set(said, "shape", "plaintext");
        set(said, "fontname", FONT);
        set(said, "fontsize", "9");
        set(said, "label", an_draw_label(arena, graph->note, 60, 8, "\\l"));
    }
}

/* Graphviz lets lines that leave the arrow shape above or below begin beside it. */
static bool is_arrow(const struct an_graph *graph, uint32_t node)
{
    return graph->nodes[node].cluster >= 0 &&
           strcmp(an_draw_node_look(graph->nodes[node].role)->shape, "cds") == 0;
}

/* Lines run from left to right: one that starts at the right is laid out from its other end. */
static void add_edge(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph,
                     const bool *right, Agnode_t *const *nodes, const struct an_graph_edge *edge)
{
    const struct an_draw_look *look = an_draw_edge_look(edge->role);
    int32_t from = graph->nodes[edge->from].cluster, to = graph->nodes[edge->to].cluster;
    bool turned = from >= 0 && right[from] && !(to >= 0 && right[to]);
    Agedge_t *e = turned ? agedge(g, nodes[edge->to], nodes[edge->from], NULL, 1)
                         : agedge(g, nodes[edge->from], nodes[edge->to], NULL, 1);
    set_edge_look(e, look);
    if (turned) {
        set(e, "dir", "back");
        set(e, "arrowtail", look->arrowhead);
    }
    if (from >= 0 && to >= 0 && right[from] == right[to])
        set(e, "constraint", "false");
    if (is_arrow(graph, edge->from) && !(to >= 0 && right[to] == right[from]))
        set(e, turned ? "headport" : "tailport", turned ? "w" : "e");
    if (edge->label)
        set(e, "label", an_draw_label(arena, edge->label, 26, 4, "\\n"));
}

/* What only duties at the right turn on would begin a row of its own at the left: pulled into the
 * middle by an unseen edge. */
static void pull_to_middle(struct an_arena *arena, Agraph_t *g, const struct an_graph *graph,
                           const bool *right, Agnode_t *const *nodes)
{
    bool *pulled = AN_NEW_ARRAY(arena, bool, graph->n_nodes);
    bool *turned = AN_NEW_ARRAY(arena, bool, graph->n_nodes);
    uint32_t left = UINT32_MAX;
    for (uint32_t i = graph->n_nodes; i-- > 0;)
        if (graph->nodes[i].cluster >= 0 && !right[graph->nodes[i].cluster])
            left = i;
    for (uint32_t i = 0; i < graph->n_edges; i++) {
        int32_t from = graph->nodes[graph->edges[i].from].cluster;
        if (graph->nodes[graph->edges[i].to].cluster >= 0)
            continue;
        if (from >= 0 && right[from])
            turned[graph->edges[i].to] = true;
        else
            pulled[graph->edges[i].to] = true;
    }
    for (uint32_t i = 0; left != UINT32_MAX && i < graph->n_nodes; i++) {
        if (!turned[i] || pulled[i])
            continue;
        Agedge_t *e = agedge(g, nodes[left], nodes[i], NULL, 1);
        set(e, "style", "invis");
        set(e, "weight", "0");
    }
}

Agraph_t *an_draw_build(struct an_arena *arena, const struct an_graph *graph, const char *format)
{
    Agraph_t *g = agopen(text("antinomy"), Agdirected, NULL);

    if (!g)
        return NULL;
    set_graph_look(arena, g, graph);
    set_resolution(g, format);
    add_legend(arena, g, graph); /* first: dot then puts it at the bottom */
    Agnode_t **nodes = AN_NEW_ARRAY(arena, Agnode_t *, graph->n_nodes);
    for (uint32_t i = 0; i < graph->n_nodes; i++)
        nodes[i] = add_node(arena, g, graph, i);
    const bool *right = an_draw_sides(arena, graph);
    for (uint32_t i = 0; i < graph->n_clusters; i++)
        if (right[i])
            turn_title(arena, g, graph, (int32_t)i);
    for (uint32_t i = 0; i < graph->n_edges; i++)
        add_edge(arena, g, graph, right, nodes, &graph->edges[i]);
    pull_to_middle(arena, g, graph, right, nodes);
    return g;
}
