/* How each role looks. Shapes and line styles differ in black and white; fills are pale. */
#include "reports/draw/draw.h"

static const struct an_draw_look node_looks[AN_DRAW_NODE_ROLES] = {
    [AN_NODE_DUTY_MUST] = {"duty: must", "box", "filled", "#eef2f8", "1", "1.2", NULL},
    [AN_NODE_DUTY_MUST_NOT] = {"ban: must not", "octagon", "filled", "#f8efe9", "1", "1.2", NULL},
    [AN_NODE_DUTY_ORDER] = {"duty when ordered", "cds", "filled", "#f4f1e4", "1", "1.2", NULL},
    [AN_NODE_DUTY_ATTEST] = {"to be confirmed", "note", "filled", "#f3f3f3", "1", "1.2", NULL},
    [AN_NODE_LIBERTY] = {"liberty: may", "ellipse", "filled", "#ffffff", "1", "1", NULL},
    [AN_NODE_COMMITMENT] = {"commitment of a state", "box", "filled", "#eaf3ee", "2", "1.2", NULL},
    [AN_NODE_FACT] = {"fact of the product", "box", "rounded,filled", "#ffffff", "1", "1", NULL},
    [AN_NODE_FIXED_FACT] = {"fact that its maker will not change", "box", "rounded,filled",
                            "#ffffff", "2", "1.6", NULL},
    [AN_NODE_AXIOM] = {"true by definition", "box", "filled,diagonals", "#f3f3f3", "1", "1", NULL},
    [AN_NODE_HUB] = {"clash of all these together", "ellipse", "filled", "#ffffff", "2", "1.2",
                     NULL},
    [AN_NODE_WAY_OUT] = {"way out", "component", "filled", "#eaf3ee", "1", "1", NULL},
    [AN_NODE_SUMMARY] = {"several, counted", "folder", "filled", "#f3f3f3", "1", "1", NULL},
    [AN_NODE_COUNTRY] = {"jurisdiction", "tab", "filled", "#eef2f8", "1", "1.2", NULL},
    [AN_NODE_JOIN] = {"share of topics on which both sides differ", "hexagon", "filled", "#ffffff",
                      "1", "1", NULL},
    [AN_NODE_BUILD] = {"build", "box3d", "filled", "#eef2f8", "1", "1.4", NULL},
};

static const struct an_draw_look edge_looks[AN_DRAW_EDGE_ROLES] = {
    [AN_EDGE_BREACHED_BY] = {"breached because of", NULL, "bold", NULL, NULL, "2", "normal"},
    [AN_EDGE_EXPOSED_BY] = {"could not be obeyed because of", NULL, "dashed", NULL, NULL, "1.6",
                            "normal"},
    [AN_EDGE_MET_BY] = {"way out", NULL, "solid", NULL, NULL, "0.8", "vee"},
    [AN_EDGE_OPEN] = {"turns on it: not known, or disputed", NULL, "dotted", NULL, NULL, "1.6",
                      "odot"},
    [AN_EDGE_DUE] = {"to be done by a day", NULL, "dashed", NULL, NULL, "1", "vee"},
    [AN_EDGE_EXEMPTS] = {"exempts", NULL, "solid", NULL, NULL, "1", "tee"},
    [AN_EDGE_DISPLACES] = {"displaces", NULL, "solid", NULL, NULL, "1", "box"},
    [AN_EDGE_CONTRADICTION] = {"clash for any product", NULL, "bold", NULL, NULL, "2.4", "none"},
    [AN_EDGE_DESIGN] = {"clash because of what is fixed", NULL, "bold", NULL, NULL, "2", "dot"},
    [AN_EDGE_JOINT] = {"clash of three or more", NULL, "solid", NULL, NULL, "1.4", "none"},
    [AN_EDGE_EXPOSURE] = {"clash once ordered", NULL, "dashed", NULL, NULL, "1.6", "none"},
    [AN_EDGE_TIMING] = {"clash for a time", NULL, "dotted", NULL, NULL, "1.6", "none"},
    [AN_EDGE_RESTS_ON] = {"rests on", NULL, "dotted", NULL, NULL, "1", "vee"},
    [AN_EDGE_BRANCH] = {"joined here", NULL, "solid", NULL, NULL, "1.2", "none"},
    [AN_EDGE_SERVED_BY] = {"served by", NULL, "solid", NULL, NULL, "1", "vee"},
    [AN_EDGE_NEEDS] = {"takes", NULL, "dashed", NULL, NULL, "1", "vee"},
    [AN_EDGE_CLOSED_BY] = {"closed by", NULL, "bold", NULL, NULL, "2", "tee"},
    [AN_EDGE_BUILDS] = {"no conflict: takes a build each", NULL, "dashed", NULL, NULL, "0.8",
                        "none"},
    [AN_EDGE_COMMITMENT] = {"measure against a commitment of its state", NULL, "bold", NULL, NULL,
                            "2", "diamond"},
    [AN_EDGE_SUPPOSED] = {"against a commitment that is supposed, not law", NULL, "dashed", NULL,
                          NULL, "1.6", "odiamond"},
};

const struct an_draw_look *an_draw_node_look(enum an_node_role role)
{
    return &node_looks[role];
}

const struct an_draw_look *an_draw_edge_look(enum an_edge_role role)
{
    return &edge_looks[role];
}
