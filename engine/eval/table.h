/*
 * Inside of the exact stage: where three values leave several verdicts possible, the undecided
 * tests become atoms, grouped by the unit of what is unknown (a fact, a place of a country map, a
 * table, a choice). For each unit the combinations of its atoms' truth that some value achieves are
 * computed; the product of all units is enumerated.
 *
 *   compile.c    conditions -> expressions over atoms      norms.c  provisions -> expressions
 *   atoms.c      units, atoms, expressions                 ties.c   axioms and terms that matter
 *   parts.c      axioms and terms in parts                 spare.c  what can always be fulfilled
 *   units.c      what the values of a unit achieve         tablerows.c  the same for tables
 *   answer.c     enumeration, verdicts, open facts         settle.c     the same by the solver
 *   possible.c   is there any completion on a row
 */
#ifndef AN_EVAL_TABLE_H
#define AN_EVAL_TABLE_H

#include "engine/eval/eval.h"

#define AN_UNIT_ATOMS  64u
#define AN_MAX_VECTORS 4096u

/* ---- expressions ---- */

enum an_expr_op { AN_EXPR_CONST, AN_EXPR_ATOM, AN_EXPR_NOT, AN_EXPR_AND, AN_EXPR_OR };
/** Children stand before their parent. */
struct an_expr {
    enum an_expr_op op;
    uint32_t a, b; /* CONST: truth; ATOM: atom */
};
typedef uint32_t an_expr_id;
#define AN_EXPR_FALSE ((an_expr_id)0)
#define AN_EXPR_TRUE  ((an_expr_id)1)

/* ---- atoms ---- */

enum an_atom_kind {
    AN_ATOM_TEST,  /* a test of a scalar or number, perhaps of what is derived from it */
    AN_ATOM_MEETS, /* a set holds one of the values; places: a member surely counts for the place */
    AN_ATOM_MEMBER,  /* places: this very place is a member */
    AN_ATOM_OUTSIDE, /* a set holds something else; places: a member counts for none of them */
    AN_ATOM_ROWS,    /* some row of the table fulfils an expression over its columns */
    AN_ATOM_BIT      /* a choice: true or false */
};

/** A value computed from the one that is unknown. */
struct an_transform {
    enum an_function function; /* NONE: the value itself */
    bool second;               /* YEARS_BETWEEN: the unknown is the second day */
    int64_t other;             /* the other argument; DAYS_SINCE: the law day */
};

struct an_atom {
    enum an_atom_kind kind;
    uint32_t unit;
    enum an_op op;    /* TEST */
    const int64_t *v; /* values; places resolved */
    uint32_t n;
    an_day day; /* law day, for places and lists */
    struct an_transform transform;
    const struct an_value_type *type; /* of what is tested */
    an_expr_id rows;                  /* ROWS: over atoms of columns and outer expressions */
    struct an_refs outer;             /* ROWS: the outer expressions in it */
    uint32_t assumed;                 /* ROWS: truth assumed of them, as bits */
};

enum an_unit_kind {
    AN_UNIT_VALUE,  /* a fact; in a table: a column */
    AN_UNIT_NUMBER, /* the number of one place of a country map */
    AN_UNIT_ROWS,   /* a table */
    AN_UNIT_CHOICE  /* yes or no */
};

enum an_choice {
    AN_CHOICE_NONE,
    AN_CHOICE_IN_FORCE, /* a: provision */
    AN_CHOICE_APPLIES,  /* law of a in b on a day: an imprecise membership */
    AN_CHOICE_OFFERED,  /* in a, a part of the market */
    AN_CHOICE_WITHIN,   /* a: place, b: place, day */
    AN_CHOICE_COUNTS,   /* a: member, b: listed place, day */
    AN_CHOICE_OPEN,     /* where: node; a: J */
    AN_CHOICE_OBEYED,   /* where: order */
    AN_CHOICE_DUE,      /* a: provision */
    AN_CHOICE_STRICT,   /* a: provision silent on inability: who cannot obey breaks it */
    AN_CHOICE_RESIDUE,  /* a: fact: what its definition leaves open of a term */
    AN_CHOICE_LISTED,   /* a: list, b: symbol, day */
    AN_CHOICE_FREE      /* where: node; a test that the table cannot hold exactly */
};

/** Distinct combinations of truth, ascending. */
struct an_vectors {
    uint64_t *v;
    size_t n, cap;
};

/** What a unit achieves, in parts: one combination of each part, joined by union. */
struct an_vector_parts {
    struct an_vectors *v;
    size_t n, cap;
};

struct an_unit {
    enum an_unit_kind kind;
    uint32_t fact;  /* AN_NONE: of no fact */
    uint32_t place; /* NUMBER */
    uint32_t table; /* columns: their table; else AN_NONE */
    enum an_choice choice;
    uint32_t a, b;
    an_day day;
    const void *where;
    uint32_t atom[AN_UNIT_ATOMS];
    uint32_t n_atoms;
    struct an_vector_parts parts;
    struct an_vectors vectors; /* the parts joined */
    uint32_t stride;
    uint32_t group; /* number of what it is a part of: the fact, or itself */
};

/* ---- the problem ---- */

struct an_effect_of {
    uint32_t provision, nexus;
    enum an_apart as_apart;
    an_expr_id expr;
};

/** A part of an axiom that speaks of every row of a table, as an expression over columns. */
struct an_filter {
    uint32_t axiom, j, part;
    an_expr_id expr;
};

struct an_problem {
    struct an_eval *ev;
    struct an_case_row *row;
    AN_VEC(struct an_expr) exprs;
    AN_VEC(struct an_atom) atoms;
    AN_VEC(struct an_unit) units;
    AN_VEC(struct an_effect_of) effects;
    AN_VEC(an_expr_id) constraints;
    AN_VEC(struct an_filter) filters;
    an_expr_id *term_expr; /* per fact + 1; 0: not made */
    bool *relevant;        /* per fact: of a unit */
    uint32_t n_relevant;
    uint8_t *in_play;       /* per place */
    uint8_t *idle;          /* per place: in play, but of no test that matters */
    struct an_idle assumed; /* that relevant facts hold none of these */
    int depth;
    bool exact; /* false: something was left out */
    bool too_big;
};

/** Verdict of a combination: expressions for the letters. */
struct an_roots {
    an_expr_id verdict[AN_BASE_VERDICTS]; /* when each base verdict holds */
};

/* atoms.c */
an_expr_id an__expr_not(struct an_problem *p, an_expr_id a);
an_expr_id an__expr_and(struct an_problem *p, an_expr_id a, an_expr_id b);
an_expr_id an__expr_or(struct an_problem *p, an_expr_id a, an_expr_id b);
static inline an_expr_id an__expr_const(bool truth)
{
    return truth ? AN_EXPR_TRUE : AN_EXPR_FALSE;
}
an_expr_id an__choose(struct an_problem *p, enum an_choice choice, uint32_t a, uint32_t b,
                      an_day day, const void *where, uint32_t fact);
/** An atom of a value unit; equal ones are one. */
an_expr_id an__atom(struct an_problem *p, const struct an_unit *unit, const struct an_atom *atom);

/** A test that is treated as a choice of its own, since the table cannot hold it. */
an_expr_id an__free(struct an_problem *p, const void *where, uint32_t j, uint32_t fact);
/** "Some row of the table fulfils the expression." */
an_expr_id an__rows_atom(struct an_problem *p, uint32_t table, an_expr_id rows, const void *where);
/** Does an expression speak of columns of the table. */
bool an__is_local(const struct an_problem *p, an_expr_id e, uint32_t table);
/** Does it speak of anything else. */
bool an__depends_on_others(const struct an_problem *p, an_expr_id e, uint32_t table);

/* compile.c */
an_expr_id an__compile(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                       an_expr_id otherwise);
an_expr_id an__compile_at(struct an_problem *p, const struct an_ctx *x, const struct an_cond *c,
                          uint32_t at);
/** "The set has a member that counts for the place", whatever is known to be met. */
an_expr_id an__compile_meets(struct an_problem *p, const struct an_ctx *x, uint32_t fact,
                             const struct an_known *known, uint32_t place);
/** A yes/no fact that a definition may decide. */
an_expr_id an__compile_term(struct an_problem *p, uint32_t fact);

/* norms.c */
an_expr_id an__compile_effective(struct an_problem *p, const struct an_judged *j);
struct an_roots an__compile_verdicts(struct an_problem *p, const struct an_judged *j);

/* ties.c, parts.c */
/** Adds the axioms, terms and definitions that tie what matters, as constraints. */
void an__tie(struct an_problem *p, const struct an_judged *j);
/** Adds all that cannot surely be fulfilled, whatever it speaks of. On a row that is like another,
 * which has a completion: all that may have none any more. */
void an__tie_all(struct an_problem *p);
/** Adds what these places, which are in play besides, may leave no completion of. */
void an__tie_places(struct an_problem *p, const struct an_refs *places);
/** One part of an axiom, "not C or T", for one J and (with `each`) one row; NULL: an unknown row.
 */
an_tri an__axiom_part(const struct an_problem *p, const struct an_axiom *a, uint32_t j,
                      uint32_t part, const struct an_row *cells, bool idle);

/* units.c, tablerows.c */
/** Computes the parts of a unit; false if a table's row has too many combinations. */
bool an__unit_parts(struct an_problem *p, struct an_unit *unit);
/** Joins parts; false if there would be too many combinations. */
bool an__join_parts(struct an_problem *p, const struct an_vector_parts *parts,
                    struct an_vectors *out);
/** Which atoms one member of a set makes true. */
uint64_t an__member_vector(const struct an_problem *p, const struct an_unit *u, uint64_t used,
                           int64_t member);
/** What a column achieves in a row of which `known` is known; false if too much. */
bool an__value_vectors(struct an_problem *p, const struct an_unit *unit,
                       const struct an_value_type *type, const struct an_known *known,
                       uint64_t used, struct an_vectors *out);
bool an__rows_parts(struct an_problem *p, struct an_unit *unit);
void an__vectors_add(struct an_problem *p, struct an_vectors *set, uint64_t vector);
/** Adds a part: one of these combinations; or, if `maybe`, for each of them: it or nothing. */
void an__add_part(struct an_problem *p, struct an_vector_parts *parts,
                  const struct an_vectors *part);
void an__add_maybe(struct an_problem *p, struct an_vector_parts *parts,
                   const struct an_vectors *each);
/** Is the value what was looked for. It lasts for the call only. */
typedef bool an__try_fn(void *ctx, const struct an_known *value);
/** Tries single values of a fact, a few that suffice to fulfil tests, until fn says true. */
bool an__try_values(struct an_eval *ev, const struct an_value_type *type,
                    const struct an_known *known, an__try_fn *fn, void *ctx);

/* answer.c */
/** Computes the parts of all units; false where a row of a table has too many combinations. */
bool an__parts(struct an_problem *p);
/** An empty problem for a row. */
void an__problem(struct an_problem *p, struct an_eval *ev, struct an_case_row *row);
/** Enumerates; false if the table would be too big. The units have their parts. */
bool an__enumerate(struct an_problem *p, const struct an_roots *roots, struct an_answer *answer);
/** Expressions over units that verdicts and constraints need; what only rows need is left out. */
bool *an__needed(const struct an_problem *p, const struct an_roots *roots);
/** Units of one fact change together: they are one group. Choices stand alone. How many. */
uint32_t an__group(struct an_problem *p);
/** The facts of open groups; `choice` is set where a choice is open. */
struct an_refs an__open_facts(const struct an_problem *p, const bool *open, bool *choice);
static inline bool an__is_column(const struct an_unit *u)
{
    return u->table != AN_NONE;
}
/** The exact answer where three values leave `kleene` possible. */
struct an_answer an__solve(const struct an_judged *j, an_verdict_set kleene);

/* settle.c */
/** The same as an__enumerate by the SAT solver, for any number of combinations. Where its steps end
 * the answer is not exact: its set and its open facts may be too large, never too small. */
void an__settle(struct an_problem *p, const struct an_roots *roots, an_verdict_set kleene,
                struct an_answer *answer);

#endif
