/*
 * The schema of a fact base, as SQL with a comment on every table and column. It is stored letter
 * for letter, and a base whose stored schema differs in one letter is refused (open.c). Numbers
 * (`no`) are positions in order of id. docs/facts.md says how to use it; a test compares the two.
 */
#include "engine/facts/tables.h"

/* What is said of file and line, and of the blob, in every table. */
#define PLACE                                                                                      \
 "  file INTEGER NOT NULL REFERENCES source_file(no), -- file it is written in\n"                  \
 "  line INTEGER NOT NULL, -- line of that file\n"
#define DATA "  data BLOB NOT NULL -- the rest, for the program\n"
#define CHECKED                                                                                    \
 "  checked_on TEXT, -- day of the check\n"                                                        \
 "  checked_by TEXT, -- who checked\n"                                                             \
 "  confidence TEXT, -- high, medium, low\n"                                                       \
 "  checked_source TEXT, -- what was looked at\n"
#define DAYS                                                                                       \
 "  from_day TEXT, -- first day, month, year or range A..B; NULL: since ever\n"                    \
 "  before_day TEXT, -- first day on which it is over; NULL: for ever\n"

const struct an_table_sql an_table_sql[AN_TABLE_COUNT] = {
    [AN_TABLE_META] =
        {"meta",
         "CREATE TABLE meta ( -- what the whole base says of itself\n"
         "  no INTEGER PRIMARY KEY, -- order\n"
         "  name TEXT NOT NULL, -- program: version that made it; revision: SHA-256 over file hashes\n"
         "    -- and names; folders, files: how many were given to load; cases, warnings, facts:\n"
         "    -- counted by load; rows:T and sum:T: number of rows of table T and sum of their\n"
         "    -- checksums; sum: of the rows above; sum of the file: of its bytes but for these digits\n"
         "  value ANY NOT NULL -- text or number\n"
         ") STRICT",
         "no", 3, false},
    [AN_TABLE_SOURCE_FILE] =
        {"source_file",
         "CREATE TABLE source_file ( -- the YAML files that the base was made from\n"
         "  no INTEGER PRIMARY KEY, -- position in order of name\n"
         "  name TEXT NOT NULL, -- path below its root\n"
         "  hash BLOB NOT NULL, -- SHA-256 of its bytes\n"
         "  bytes INTEGER NOT NULL, -- length\n"
         "  root INTEGER NOT NULL -- number of the folder or file given to load, folders first\n"
         ") STRICT",
         "no", 5, false},
    [AN_TABLE_SYMBOL] = {"symbol",
                         "CREATE TABLE symbol ( -- values that conditions test, by number\n"
                         "  no INTEGER PRIMARY KEY, -- number of the first text in this row\n"
                         "  texts BLOB NOT NULL -- texts in order, each followed by a NUL\n"
                         ") STRICT",
                         "no", 2, false},
    [AN_TABLE_JURISDICTION] =
        {"jurisdiction",
         "CREATE TABLE jurisdiction ( -- states, their parts, unions, treaties, groups\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  id TEXT NOT NULL UNIQUE, -- ISO 3166 code, or short name\n"
         "  kind TEXT NOT NULL, -- state, part, union, treaty, group\n"
         "  name TEXT NOT NULL, -- in English; other languages: table name\n"
         "  note TEXT, -- anything a reader should know\n" PLACE DATA ") STRICT",
         "no", 8, true},
    [AN_TABLE_MEMBERSHIP] =
        {"membership",
         "CREATE TABLE membership ( -- who belongs to whom, and where law reaches, with days\n"
         "  jurisdiction INTEGER NOT NULL REFERENCES jurisdiction(no), -- whose statement it is\n"
         "  kind TEXT NOT NULL, -- part_of, members, applies_in, parties\n"
         "  seq INTEGER NOT NULL, -- order as written\n"
         "  other INTEGER NOT NULL REFERENCES jurisdiction(no), -- the whole (part_of), or the member\n" DAYS
             DATA ", PRIMARY KEY (jurisdiction, kind, seq)) STRICT, WITHOUT ROWID",
         "jurisdiction, kind, seq", 7, false},
    [AN_TABLE_TOPIC] = {"topic",
                        "CREATE TABLE topic ( -- what provisions are about\n"
                        "  no INTEGER PRIMARY KEY, -- position in order of id\n"
                        "  id TEXT NOT NULL UNIQUE, -- family.topic\n"
                        "  title TEXT NOT NULL, -- a few words\n"
                        "  definition TEXT NOT NULL, -- what belongs to it\n" PLACE DATA ") STRICT",
                        "no", 7, true},
    [AN_TABLE_STEP] = {"step",
                       "CREATE TABLE step ( -- the scale of a topic, from least to most intrusive\n"
                       "  topic INTEGER NOT NULL REFERENCES topic(no), -- whose scale\n"
                       "  seq INTEGER NOT NULL, -- from 0, least intrusive\n"
                       "  id TEXT NOT NULL, -- name within the topic\n"
                       "  title TEXT NOT NULL, -- a few words\n"
                       "  means TEXT NOT NULL, -- when a provision stands on it\n"
                       "  PRIMARY KEY (topic, seq)) STRICT, WITHOUT ROWID",
                       "topic, seq", 5, false},
    [AN_TABLE_COVERAGE] =
        {"coverage",
         "CREATE TABLE coverage ( -- what was researched; outside it silence is no answer\n"
         "  jurisdiction INTEGER NOT NULL REFERENCES jurisdiction(no), -- whose law\n"
         "  seq INTEGER NOT NULL, -- order as written\n"
         "  researched_on TEXT NOT NULL, -- day of the research\n"
         "  law_from TEXT NOT NULL, -- first day of the law that was looked at\n"
         "  law_to TEXT NOT NULL, -- last day of it\n"
         "  topics TEXT NOT NULL, -- ids of topics, for people\n" DATA
         ", PRIMARY KEY (jurisdiction, seq)) STRICT, WITHOUT ROWID",
         "jurisdiction, seq", 7, false},
    [AN_TABLE_FACT] =
        {"fact",
         "CREATE TABLE fact ( -- typed questions about a product, its maker, its use\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  id TEXT NOT NULL UNIQUE, -- dotted name\n"
         "  role TEXT NOT NULL, -- plain, term (made by a legal definition), attest (by a provision)\n"
         "  type TEXT NOT NULL, -- bool, enum, set, countries, country-map, int, date, money, text, table\n"
         "  choices TEXT, -- values of an enum or set, or columns of a table, for people\n"
         "  unit TEXT, -- of a number\n"
         "  scope TEXT NOT NULL, -- product: shared by all markets; market: one value each\n"
         "  nature TEXT NOT NULL, -- who can change it: design, maker, conduct, context\n"
         "  cost INTEGER NOT NULL, -- of changing it, 1 to 5; 0: none stated\n"
         "  label TEXT, -- what it is called in answers\n"
         "  row TEXT, -- of a table: what one row is called in answers\n"
         "  question TEXT NOT NULL, -- what a client is asked\n"
         "  help TEXT NOT NULL, -- what counts and what does not\n" PLACE DATA ") STRICT",
         "no", 16, true},
    [AN_TABLE_LIST] =
        {"list",
         "CREATE TABLE list ( -- published lists of persons or things\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  id TEXT NOT NULL UNIQUE, -- name\n"
         "  jurisdiction INTEGER NOT NULL REFERENCES jurisdiction(no), -- who keeps it\n"
         "  title TEXT NOT NULL, -- title\n"
         "  url TEXT, -- official address\n" CHECKED PLACE DATA ") STRICT",
         "no", 12, true},
    [AN_TABLE_LIST_MEMBER] =
        {"list_member",
         "CREATE TABLE list_member ( -- names and aliases on a list\n"
         "  list INTEGER NOT NULL REFERENCES list(no), -- which list\n"
         "  seq INTEGER NOT NULL, -- order as written\n"
         "  name TEXT NOT NULL, -- as listed\n"
         "  symbol INTEGER NOT NULL, -- number of its folded form (table symbol)\n" DAYS
         "  PRIMARY KEY (list, seq)) STRICT, WITHOUT ROWID",
         "list, seq", 6, false},
    [AN_TABLE_LOGIC] =
        {"logic",
         "CREATE TABLE logic ( -- truths by definition, likely truths, and reasons of reach\n"
         "  no INTEGER PRIMARY KEY, -- axioms in order of id, then presumptions, then nexus\n"
         "  kind TEXT NOT NULL, -- axiom, presumption, nexus\n"
         "  id TEXT NOT NULL, -- name\n"
         "  each INTEGER REFERENCES fact(no), -- the table of whose rows it speaks\n"
         "  because TEXT NOT NULL, -- why it is so; of a nexus: what it means\n" PLACE DATA
         ") STRICT",
         "no", 8, false},
    [AN_TABLE_INSTRUMENT] =
        {"instrument",
         "CREATE TABLE instrument ( -- official documents: laws, regulations, guidelines, treaties\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  id TEXT NOT NULL UNIQUE, -- stable name\n"
         "  jurisdiction INTEGER NOT NULL REFERENCES jurisdiction(no), -- who made it\n"
         "  kind TEXT NOT NULL, -- law, regulation, guideline, ...\n"
         "  title TEXT NOT NULL, -- in English; in the original: table name\n"
         "  issuer TEXT, -- who issued it\n"
         "  citation TEXT, -- number or official citation\n"
         "  url TEXT, -- official address\n"
         "  text TEXT NOT NULL, -- what was read: official, unpublished, translation-only\n"
         "  not_in_force TEXT, -- why it never entered into force\n" CHECKED
         "  note TEXT, -- anything a reader should know\n" PLACE DATA ") STRICT",
         "no", 18, true},
    [AN_TABLE_TERM] =
        {"term",
         "CREATE TABLE term ( -- legal definitions; each is a yes/no fact of the same id\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  fact INTEGER NOT NULL REFERENCES fact(no), -- the yes/no fact\n"
         "  instrument INTEGER NOT NULL REFERENCES instrument(no), -- where it is defined\n"
         "  cite TEXT NOT NULL, -- article\n"
         "  title TEXT NOT NULL, -- in words\n" DAYS PLACE DATA ") STRICT",
         "no", 10, false},
    [AN_TABLE_PROVISION] =
        {"provision",
         "CREATE TABLE provision ( -- the norms: what is cited, decided and drawn\n"
         "  no INTEGER PRIMARY KEY, -- position in order of id\n"
         "  id TEXT NOT NULL UNIQUE, -- stable for ever\n"
         "  instrument INTEGER NOT NULL REFERENCES instrument(no), -- where it stands\n"
         "  article TEXT NOT NULL, -- as cited\n"
         "  topic INTEGER NOT NULL REFERENCES topic(no), -- what it is about\n"
         "  level INTEGER, -- step of the topic's scale (step.seq)\n"
         "  duty INTEGER NOT NULL, -- 0 must, 1 must_not, 2 attest, 3 asks, 4 may, 5 power, 6 defines,\n"
         "    -- 7 exempts, 8 forbids, 9 requires\n"
         "  trigger INTEGER NOT NULL, -- 0 standing, 1 event, 2 order\n"
         "  addressee INTEGER NOT NULL, -- sum of 1 seller, 2 provider, 4 buyer, 8 user, 16 authority,\n"
         "    -- 32 state\n"
         "  title TEXT NOT NULL, -- a few words\n"
         "  summary TEXT NOT NULL, -- one or two sentences\n"
         "  attest TEXT, -- the conduct to be confirmed, as a sentence\n"
         "  penalty_article TEXT, -- where the sanction stands\n"
         "  penalty TEXT, -- the sanction, in words\n"
         "  note TEXT, -- anything a reader should know\n" DAYS PLACE DATA
         ", FOREIGN KEY (topic, level) REFERENCES step(topic, seq)) STRICT",
         "no", 20, true},
    [AN_TABLE_STATUS_EVENT] =
        {"status_event",
         "CREATE TABLE status_event ( -- what became of an instrument or provision, with days\n"
         "  no INTEGER PRIMARY KEY, -- instruments' events in order, then provisions' own\n"
         "  instrument INTEGER REFERENCES instrument(no), -- whose event it is ...\n"
         "  provision INTEGER REFERENCES provision(no), -- ... one of the two is NULL\n"
         "  on_day TEXT NOT NULL, -- day, month, year or range A..B\n"
         "  state TEXT NOT NULL, -- proposed, adopted, in_force, suspended, repealed, lapsed,\n"
         "    -- annulled, disapplied, unenforced, extended\n"
         "  evidence TEXT NOT NULL, -- gazette, official, law-firm, press, leak, or nothing\n"
         "  public_on TEXT, -- day on which the public learnt of it, where later\n"
         "  note TEXT, -- source or remark\n" DATA ") STRICT",
         "no", 9, false},
    [AN_TABLE_NAME] =
        {"name",
         "CREATE TABLE name ( -- names in other languages, and other codes\n"
         "  no INTEGER PRIMARY KEY, -- jurisdictions' names, their aliases, instruments' titles\n"
         "  kind TEXT NOT NULL, -- jurisdiction, alias, instrument\n"
         "  thing INTEGER NOT NULL, -- number of the jurisdiction or instrument\n"
         "  language TEXT, -- code, for instance zh; NULL: an alias\n"
         "  text TEXT NOT NULL -- the name\n"
         ") STRICT",
         "no", 5, false},
    [AN_TABLE_PROVISION_FACT] =
        {"provision_fact",
         "CREATE TABLE provision_fact ( -- which provisions speak of which facts, in order of fact\n"
         "  fact INTEGER NOT NULL REFERENCES fact(no), -- the fact\n"
         "  provision INTEGER NOT NULL REFERENCES provision(no), -- the provision\n"
         "  role INTEGER NOT NULL -- where: 0 when, 1 unless, 2 content, 3 able, 4 asks, 5 scope,\n"
         "    -- 6 anchor, 7 due, 8 attest, 9 defines, 10 concludes, 11 reading\n"
         ") STRICT",
         "rowid", 3, false},
    [AN_TABLE_SEARCH] =
        {"search",
         "CREATE TABLE search ( -- what `antinomy search` looks through\n"
         "  no INTEGER PRIMARY KEY, -- in order of kind and id\n"
         "  kind TEXT NOT NULL, -- jurisdiction, topic, fact, term, axiom, presumption, instrument,\n"
         "    -- provision, list\n"
         "  thing INTEGER NOT NULL, -- its number\n"
         "  text TEXT NOT NULL -- id, titles, article, summary, one a line; NFKC, case folded\n"
         ") STRICT",
         "no", 4, false},
};

const struct an_view_sql an_view_sql[] = {
    {"v_provisions",
     "CREATE VIEW v_provisions AS -- one row a provision, in words\n"
     "SELECT p.id, j.id AS jurisdiction, j.name AS jurisdiction_name, i.id AS instrument,\n"
     "  i.title AS instrument_title, n.text AS title_native, i.citation, p.article, p.title, t.id AS topic, s.id AS level,\n"
     "  CASE p.duty WHEN 0 THEN 'must' WHEN 1 THEN 'must_not' WHEN 2 THEN 'attest' WHEN 3 THEN 'asks'\n"
     "    WHEN 4 THEN 'may' WHEN 5 THEN 'power' WHEN 6 THEN 'defines' WHEN 7 THEN 'exempts'\n"
     "    WHEN 8 THEN 'forbids' WHEN 9 THEN 'requires' END AS duty,\n"
     "  CASE p.trigger WHEN 0 THEN 'standing' WHEN 1 THEN 'event' WHEN 2 THEN 'order' END AS \"trigger\",\n"
     "  substr(CASE WHEN p.addressee & 1 THEN ', seller' ELSE '' END ||\n"
     "    CASE WHEN p.addressee & 2 THEN ', provider' ELSE '' END ||\n"
     "    CASE WHEN p.addressee & 4 THEN ', buyer' ELSE '' END ||\n"
     "    CASE WHEN p.addressee & 8 THEN ', user' ELSE '' END ||\n"
     "    CASE WHEN p.addressee & 16 THEN ', authority' ELSE '' END ||\n"
     "    CASE WHEN p.addressee & 32 THEN ', state' ELSE '' END, 3) AS addressee,\n"
     "  p.summary, p.attest, p.penalty_article, p.penalty, p.from_day, p.before_day, p.note,\n"
     "  f.name AS file, p.line, lower(hex(f.hash)) AS file_hash,\n"
     "  lower(hex(substr(p.data, 2, 32))) AS meaning_hash\n"
     "FROM provision p JOIN instrument i ON i.no = p.instrument\n"
     "  JOIN jurisdiction j ON j.no = i.jurisdiction JOIN topic t ON t.no = p.topic\n"
     "  JOIN source_file f ON f.no = p.file\n"
     "  LEFT JOIN step s ON s.topic = p.topic AND s.seq = p.level\n"
     "  LEFT JOIN (SELECT thing, group_concat(text, ' / ') AS text FROM name\n"
     "    WHERE kind = 'instrument' GROUP BY thing) n ON n.thing = i.no"},
    {"v_status",
     "CREATE VIEW v_status AS -- dated events that hold for each provision: its own, or its instrument's\n"
     "SELECT p.id AS provision, i.id AS instrument, e.no AS seq, e.on_day, e.state, e.evidence,\n"
     "  e.public_on, e.note\n"
     "FROM status_event e JOIN provision p ON p.no = e.provision JOIN instrument i ON i.no = p.instrument\n"
     "UNION ALL\n"
     "SELECT p.id, i.id, e.no, e.on_day, e.state, e.evidence, e.public_on, e.note\n"
     "FROM status_event e JOIN instrument i ON i.no = e.instrument JOIN provision p ON p.instrument = i.no\n"
     "WHERE p.no NOT IN (SELECT provision FROM status_event WHERE provision IS NOT NULL)"},
    {"v_facts",
     "CREATE VIEW v_facts AS -- facts, and how many provisions speak of each\n"
     "SELECT f.id, f.role, f.type, f.choices, f.unit, f.scope, f.nature, f.cost, f.label, f.question, f.help,\n"
     "  coalesce(l.n, 0) AS provisions\n"
     "FROM fact f LEFT JOIN (SELECT fact, count(DISTINCT provision) AS n FROM provision_fact\n"
     "  GROUP BY fact) l ON l.fact = f.no"},
    {"v_provision_facts",
     "CREATE VIEW v_provision_facts AS -- which provisions speak of which facts, in words\n"
     "SELECT f.id AS fact, p.id AS provision,\n"
     "  CASE l.role WHEN 0 THEN 'when' WHEN 1 THEN 'unless' WHEN 2 THEN 'content' WHEN 3 THEN 'able'\n"
     "    WHEN 4 THEN 'asks' WHEN 5 THEN 'scope' WHEN 6 THEN 'anchor' WHEN 7 THEN 'due'\n"
     "    WHEN 8 THEN 'attest' WHEN 9 THEN 'defines' WHEN 10 THEN 'concludes'\n"
     "    WHEN 11 THEN 'reading' END AS role\n"
     "FROM provision_fact l JOIN fact f ON f.no = l.fact JOIN provision p ON p.no = l.provision"},
    {"v_memberships",
     "CREATE VIEW v_memberships AS -- who belongs to whom, and where law reaches\n"
     "SELECT j.id AS jurisdiction, m.kind, o.id AS other, o.name AS other_name, m.from_day,\n"
     "  m.before_day\n"
     "FROM membership m JOIN jurisdiction j ON j.no = m.jurisdiction\n"
     "  JOIN jurisdiction o ON o.no = m.other"},
    {"v_coverage", "CREATE VIEW v_coverage AS -- what was researched, and for which law\n"
                   "SELECT j.id AS jurisdiction, c.researched_on, c.law_from, c.law_to, c.topics\n"
                   "FROM coverage c JOIN jurisdiction j ON j.no = c.jurisdiction"},
};
const size_t an_n_views = sizeof an_view_sql / sizeof *an_view_sql;
