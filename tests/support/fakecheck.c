/* Results made by hand; see the header. Law and facts are of the founding case, shortened. */
#include "tests/support/fakecheck.h"

#define COUNT(array) ((uint32_t)(sizeof(array) / sizeof *(array)))

/* ---- provisions ---- */

static const struct an_provision_info source_code = {
    .id = "cn.bank317.product_table_source_code",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.bank317",
    .instrument_title =
        "Guidelines on Promoting the Application of Secure and Controllable IT in Banking",
    .instrument_title_native = "银行业应用安全可控信息技术推进指南（2014—2015年度）",
    .instrument_kind = "guideline",
    .citation = "Yinjianbanfa [2014] No. 317",
    .issuer = "CBRC General Office and MIIT General Office",
    .text_state = "unpublished",
    .article = "product table: source code",
    .title = "Source code filed with the regulator",
    .topic = "src.submission",
    .topic_title = "Source code submission",
    .level = "filing",
    .addressee = "buyer",
    .duty = "must",
    .trigger = "standing",
    .effect = "bars",
    .demand = "source.modes: contains copy-handover",
    .scope = "buyer.sectors: contains banking",
    .summary =
        "A bank counts a product as secure and controllable only if its source code is filed with the regulator.",
    .note = "Filing was already being put off in February 2015.",
    .confidence = "medium",
    .checked_on = "2026-11-25",
    .evidence = "law-firm",
    .file = "policies/cn/bank317.yaml",
    .line = 44,
};
static const struct an_provision_info targets = {
    .id = "cn.bank39.targets",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.bank39",
    .instrument_title = "Guiding Opinions on Secure and Controllable IT in Banking",
    .instrument_title_native = "关于应用安全可控信息技术加强银行业网络安全和信息化建设的指导意见",
    .citation = "Yinjianfa [2014] No. 39",
    .article = "targets",
    .title = "A growing share of secure and controllable technology",
    .addressee = "buyer",
    .duty = "must",
    .effect = "handicaps",
    .demand = "product.secure_controllable: true",
    .confidence = "high",
    .checked_on = "2026-11-25",
    .file = "policies/cn/bank39.yaml",
    .line = 30,
};
static const struct an_provision_info assistance = {
    .id = "cn.ctl.18",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.ctl",
    .instrument_title = "Counter-Terrorism Law",
    .instrument_title_native = "反恐怖主义法",
    .citation = "Presidential Order No. 36 (2015)",
    .url = "https://www.example.org/ctl?article=18&lang=zh",
    .text_state = "official",
    .article = "18",
    .title = "Technical interfaces and decryption support",
    .addressee = "provider",
    .trigger = "order",
    .inability = "silent",
    .demand = "on order: give clear text, give an interface",
    .summary =
        "Telecom operators and internet providers give interfaces, decryption and other support to investigators.",
    .penalty = "art. 84: fine; detention of those responsible",
    .confidence = "high",
    .checked_on = "2026-11-25",
    .evidence = "gazette",
    .file = "policies/cn/ctl.yaml",
    .line = 61,
};
static const struct an_provision_info logs = {
    .id = "cn.csl.21",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.csl",
    .instrument_title = "Cybersecurity Law",
    .article = "21",
    .title = "Logs for six months",
    .addressee = "provider",
    .demand = "data.log_days: at least 180 days",
    .confidence = "high",
    .file = "policies/cn/csl.yaml",
    .line = 20,
};
static const struct an_provision_info deposit = {
    .id = "cn.ctl.draft1.15_cryptography",
    .jurisdiction = "CN",
    .jurisdiction_name = "China",
    .instrument = "cn.ctl.draft1",
    .instrument_title = "Counter-Terrorism Law, first draft",
    .article = "15",
    .title = "Cryptographic scheme filed, keys deposited",
    .addressee = "provider",
    .demand = "key.escrow: mandatory",
    .evidence = "official",
    .confidence = "medium",
    .file = "policies/cn/ctl-draft1.yaml",
    .line = 25,
};
static const struct an_provision_info carrier = {
    .id = "us.calea.1002b3",
    .jurisdiction = "US",
    .jurisdiction_name = "United States",
    .instrument = "us.calea",
    .instrument_title = "Communications Assistance for Law Enforcement Act",
    .citation = "47 U.S.C. 1002",
    .article = "§ 1002(b)(3)",
    .title = "No duty to decrypt without the key",
    .addressee = "provider",
    .demand = "act.decrypt",
    .confidence = "high",
    .file = "policies/us/calea.yaml",
    .line = 33,
};
static const struct an_provision_info cloud = {
    .id = "us.cloud.2713",
    .jurisdiction = "US",
    .jurisdiction_name = "United States",
    .instrument = "us.cloud",
    .instrument_title = "CLOUD Act",
    .article = "§ 2713",
    .title = "Data in possession, wherever it lies",
    .addressee = "provider",
    .trigger = "order",
    .demand = "on order: produce data",
    .confidence = "high",
    .file = "policies/us/cloud.yaml",
    .line = 12,
};

/* ---- facts ---- */

static const struct an_fact_use inspection = {
    .fact = "source.modes",
    .question = "In which ways do you show source code?",
    .value = "on-site inspection only",
    .origin = AN_ORIGIN_STATED,
    .evidence = "Beijing News, 2015-01-21",
    .confidence = "medium",
    .nature = "design",
    .fixed = true,
    .where = {"examples/phone-2015.yaml", 31},
};
static const struct an_fact_use cannot = {
    .fact = "help.plaintext",
    .question = "Could you produce clear text of one user's content?",
    .value = "never",
    .origin = AN_ORIGIN_PRESUMED,
    .because = "device-only-keys",
    .nature = "design",
};
static const struct an_fact_use classed = {
    .fact = "product.secure_controllable",
    .question = "Has anybody classed the product as secure and controllable, and who?",
    .help = "A letter of the bank or a listing by the regulator counts; a brochure does not.",
    .origin = AN_ORIGIN_MISSING,
    .why_unknown = "not asked",
    .nature = "maker",
};
static const struct an_fact_use both_open[] = {
    {.fact = "data.log_days", .origin = AN_ORIGIN_MISSING, .nature = "conduct"},
    {.fact = "cn.network-operator", .origin = AN_ORIGIN_MISSING, .nature = "maker"},
};

/* ---- a proof ---- */

static const struct an_proof force = {
    .kind = AN_PROOF_IN_FORCE,
    .truth = AN_IS_TRUE,
    .text = "in force on 2015-01-28",
    .found = "in force since 2014-12-26 (evidence: law-firm)",
    .rule = {"policies/cn/bank317.yaml", 12},
};
static const struct an_proof nexus = {
    .kind = AN_PROOF_NEXUS,
    .truth = AN_IS_TRUE,
    .text = "reaches the product (offered)",
    .found = "law of China applies in China",
    .rule = {"policies/cn/bank317.yaml", 44},
};
static const struct an_proof banking = {
    .kind = AN_PROOF_TEST,
    .truth = AN_IS_TRUE,
    .text = "buyer.sectors: contains banking",
    .found = "banking",
    .fact = &(const struct an_fact_use){.fact = "buyer.sectors",
                                        .value = "banking",
                                        .origin = AN_ORIGIN_STATED,
                                        .where = {"examples/phone-2015.yaml", 14}},
    .rule = {"policies/cn/bank317.yaml", 51},
};
static const struct an_proof when = {
    .kind = AN_PROOF_WHEN,
    .truth = AN_IS_TRUE,
    .text = "is about a product like this",
    .child = (const struct an_proof *const[]){&banking},
    .n_children = 1,
    .rule = {"policies/cn/bank317.yaml", 50},
};
static const struct an_proof copy = {
    .kind = AN_PROOF_TEST,
    .truth = AN_IS_FALSE,
    .text = "source.modes: contains copy-handover",
    .found = "on-site inspection only",
    .fact = &inspection,
    .rule = {"policies/cn/bank317.yaml", 53},
};
static const struct an_proof content = {
    .kind = AN_PROOF_CONTENT,
    .truth = AN_IS_FALSE,
    .text = "what is demanded is so",
    .child = (const struct an_proof *const[]){&copy},
    .n_children = 1,
    .rule = {"policies/cn/bank317.yaml", 52},
};
static const struct an_proof proof = {
    .kind = AN_PROOF_PROVISION,
    .truth = AN_IS_FALSE,
    .text = "cn.bank317.product_table_source_code",
    .provision = &source_code,
    .child = (const struct an_proof *const[]){&force, &nexus, &when, &content},
    .n_children = 4,
    .rule = {"policies/cn/bank317.yaml", 44},
};
static const struct an_proof not_banking = {
    .kind = AN_PROOF_TEST,
    .truth = AN_IS_FALSE,
    .text = "buyer.sectors: contains banking",
    .found = "nothing, and no more",
    .rule = {"policies/cn/bank317.yaml", 51},
};
static const struct an_proof not_when = {
    .kind = AN_PROOF_WHEN,
    .truth = AN_IS_FALSE,
    .text = "is about a product like this",
    .child = (const struct an_proof *const[]){&not_banking},
    .n_children = 1,
    .rule = {"policies/cn/bank317.yaml", 50},
};
static const struct an_proof no_proof = {
    .kind = AN_PROOF_PROVISION,
    .truth = AN_IS_FALSE,
    .text = "cn.bank317.product_table_source_code",
    .provision = &source_code,
    .child = (const struct an_proof *const[]){&force, &nexus, &not_when},
    .n_children = 3,
    .rule = {"policies/cn/bank317.yaml", 44},
};

/* ---- findings ---- */

static const char *const cn[] = {"CN"}, *const us[] = {"US"}, *const cn_us[] = {"CN", "US"};
static const char *const bank[] = {"bank"}, *const consumer[] = {"consumer"};
#define SET(verdict) (1u << (verdict))

static const struct an_finding findings[] = {
    {.provision = &source_code,
     .markets = cn,
     .n_markets = 1,
     .offers = bank,
     .n_offers = 1,
     .verdict = AN_VIOLATION,
     .possible = SET(AN_VIOLATION),
     .exact = true,
     .reason = "source.modes is on-site inspection only; the rule asks for copy-handover",
     .decided = &inspection,
     .n_decided = 1,
     .ways =
         (const struct an_way_out[]){
             {"source.modes: add copy-handover", "source.modes", 2, true, AN_COMPLIANT},
             {"leave the market CN", NULL, 0, false, AN_NOT_APPLICABLE},
         },
     .n_ways = 2,
     .proof = &proof},
    {.provision = &source_code,
     .markets = cn,
     .n_markets = 1,
     .offers = consumer,
     .n_offers = 1,
     .verdict = AN_NOT_APPLICABLE,
     .possible = SET(AN_NOT_APPLICABLE),
     .exact = true,
     .reason = "buyer.sectors is empty; the rule asks for banking",
     .proof = &no_proof},
    {.provision = &targets,
     .markets = cn,
     .n_markets = 1,
     .offers = bank,
     .n_offers = 1,
     .verdict = AN_UNDETERMINED,
     .possible = SET(AN_COMPLIANT) | SET(AN_COUNTS_AGAINST),
     .exact = true,
     .outcome = "counts against the product, or compliant",
     .open = &classed,
     .n_open = 1},
    {.provision = &targets,
     .markets = cn_us,
     .n_markets = 2,
     .verdict = AN_COUNTS_AGAINST,
     .possible = SET(AN_COUNTS_AGAINST),
     .exact = true,
     .reason = "product.secure_controllable is false"},
    {.provision = &assistance,
     .markets = cn,
     .n_markets = 1,
     .verdict = AN_EXPOSED,
     .possible = SET(AN_EXPOSED),
     .exact = true,
     .reason = "help.plaintext is never",
     .decided = &cannot,
     .n_decided = 1,
     .unenforced = true},
    {.provision = &logs,
     .markets = cn,
     .n_markets = 1,
     .verdict = AN_DUE,
     .possible = SET(AN_DUE),
     .exact = true,
     .reason = "data.log_days is 90 days; the rule asks for at least 180 days",
     .due = "2015-12-31",
     .law_day = "2015-01-01"},
    {.provision = &logs,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_UNDETERMINED,
     .possible = SET(AN_COMPLIANT) | SET(AN_VIOLATION) | SET(AN_NOT_APPLICABLE),
     .exact = false,
     .open = both_open,
     .n_open = 2},
    {.provision = &carrier,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_PERMITS,
     .possible = SET(AN_PERMITS),
     .exact = true},
    {.provision = &carrier,
     .markets = cn_us,
     .n_markets = 2,
     .verdict = AN_CLEAR,
     .possible = SET(AN_COMPLIANT) | SET(AN_EXEMPT),
     .exact = true,
     .outcome = "compliant or exempt"},
    {.provision = &cloud,
     .home = true,
     .verdict = AN_READY,
     .possible = SET(AN_READY),
     .exact = true,
     .reason = "help.plaintext is now"},
    {.provision = &cloud,
     .home = true,
     .offers = bank,
     .n_offers = 1,
     .verdict = AN_EXEMPT,
     .possible = SET(AN_EXEMPT),
     .exact = true,
     .by = &carrier,
     .until = "2016-06-30",
     .without = AN_VIOLATION},
    {.provision = &cloud,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_DISPLACED,
     .possible = SET(AN_DISPLACED),
     .exact = true,
     .by = &carrier},
    {.provision = &carrier,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_EXEMPT,
     .possible = SET(AN_EXEMPT),
     .exact = true,
     .without = AN_EXPOSED},
    {.provision = &logs,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_COMPLIANT,
     .possible = SET(AN_COMPLIANT),
     .exact = true,
     .reason = "data.log_days is 200 days"},
    {.provision = &assistance,
     .markets = us,
     .n_markets = 1,
     .verdict = AN_DISPUTED,
     .possible = SET(AN_READY) | SET(AN_EXPOSED),
     .exact = true,
     .outcome = "ready or exposed",
     .readings =
         (const struct an_reading_answer[]){
             {"literal", "two commentaries", SET(AN_READY), AN_READY},
             {"systematic", NULL, SET(AN_EXPOSED) | SET(AN_READY), AN_UNDETERMINED},
         },
     .n_readings = 2},
    {.provision = &deposit,
     .markets = cn,
     .n_markets = 1,
     .not_yet_law = true,
     .standing = "proposed since 2014-11-03 (evidence: official)",
     .verdict = AN_VIOLATION,
     .possible = SET(AN_VIOLATION),
     .exact = true,
     .reason = "key.escrow is none",
     .proof = &proof},
    {.provision = &source_code,
     .markets = us,
     .n_markets = 1,
     .suspended = true,
     .standing = "suspended since 2015-01-20 (evidence: law-firm)",
     .verdict = AN_COMPLIANT,
     .possible = SET(AN_COMPLIANT),
     .exact = true,
     .reason = "source.modes contains copy-handover"},
};

static const struct an_question questions[] = {
    {.fact = {.fact = "product.secure_controllable",
              .question = "Has anybody classed the product as secure and controllable, and who?",
              .help =
                  "A letter of the bank or a listing by the regulator counts; a brochure does not.",
              .origin = AN_ORIGIN_MISSING,
              .why_unknown = "not asked",
              .nature = "maker"},
     .provisions = (const char *const[]){"cn.bank39.targets", "cn.csl.21"},
     .n_provisions = 2,
     .values = (const char *const[]){"yes", "no"},
     .n_values = 2,
     .per_market = true},
    {.fact = {.fact = "cn.bank317.audit",
              .question = "The supplier submits to security audits.",
              .origin = AN_ORIGIN_MISSING,
              .nature = "conduct"},
     .provisions = (const char *const[]){"cn.bank317.audit"},
     .n_provisions = 1,
     .values = (const char *const[]){"yes", "no"},
     .n_values = 2,
     .attest = true},
    {.fact = {.fact = "data.log_days",
              .question = "For how many days are network logs kept?",
              .origin = AN_ORIGIN_MISSING,
              .nature = "conduct"},
     .provisions = (const char *const[]){"cn.csl.21"},
     .n_provisions = 1,
     .values = (const char *const[]){"a whole number"},
     .n_values = 1,
     .unit = "days"},
};

static const char *const markets[] = {"CN", "JP", "US"};
static const char *const market_names[] = {"China", "Japan", "United States"};

static const struct an_check phone = {
    .product = "phone-2015",
    .product_name = "Phone with keys on the device only",
    .profile_path = "examples/phone-2015.yaml",
    .profile_hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    .day = "2015-01-28",
    .revision = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    .version = "0.0.0",
    .markets = markets,
    .market_names = market_names,
    .n_markets = 3,
    .offers = (const char *const[]){"bank", "consumer"},
    .offer_titles = (const char *const[]){"bought by a bank for its staff", NULL},
    .n_offers = 2,
    .topics = (const char *const[]){"acc", "src"},
    .n_topics = 2,
    .in_force = 9,
    .count = {[AN_VIOLATION] = 1,
              [AN_NOT_APPLICABLE] = 1,
              [AN_UNDETERMINED] = 2,
              [AN_COUNTS_AGAINST] = 1,
              [AN_EXPOSED] = 1,
              [AN_DUE] = 1,
              [AN_PERMITS] = 1,
              [AN_CLEAR] = 1,
              [AN_READY] = 1,
              [AN_EXEMPT] = 2,
              [AN_DISPLACED] = 1,
              [AN_COMPLIANT] = 1,
              [AN_DISPUTED] = 1},
    .findings = findings,
    .n_findings = COUNT(findings),
    .questions = questions,
    .n_questions = COUNT(questions),
    .gaps = (const struct an_gap[]){{"JP", NULL}, {"US", "src"}},
    .n_gaps = 2,
    .weakest_evidence = "law-firm",
    .weakest_confidence = "medium",
    .weakest_where = "cn.bank317.product_table_source_code",
    .notices =
        (const char *const[]){
            "help.plaintext is stated as never; device-only-keys would presume so too"},
    .n_notices = 1,
};

const struct an_check *fake_check(void)
{
    return &phone;
}

static const struct an_check lamp = {
    .product = "lamp",
    .profile_path = "lamp.yaml",
    .profile_hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    .day = "2020-02-29",
    .revision = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
    .version = "0.0.0",
    .markets = (const char *const[]){"NA"},
    .market_names = (const char *const[]){"Namibia"},
    .n_markets = 1,
    .gaps = (const struct an_gap[]){{"NA", NULL}},
    .n_gaps = 1,
};

const struct an_check *fake_empty_check(void)
{
    return &lamp;
}

/* ---- the same hostile text everywhere ---- */

static const struct an_provision_info *hostile_info(struct an_arena *arena, const char *t)
{
    struct an_provision_info *info = AN_NEW(arena, struct an_provision_info);
    *info = (struct an_provision_info){.id = t,
                                       .jurisdiction = t,
                                       .jurisdiction_name = t,
                                       .instrument = t,
                                       .instrument_title = t,
                                       .instrument_title_native = t,
                                       .instrument_kind = t,
                                       .citation = t,
                                       .issuer = t,
                                       .url = t,
                                       .text_state = t,
                                       .article = t,
                                       .title = t,
                                       .topic = t,
                                       .topic_title = t,
                                       .level = t,
                                       .level_title = t,
                                       .addressee = t,
                                       .duty = t,
                                       .trigger = t,
                                       .effect = t,
                                       .inability = t,
                                       .demand = t,
                                       .scope = t,
                                       .except = t,
                                       .summary = t,
                                       .penalty = t,
                                       .note = t,
                                       .confidence = t,
                                       .checked_on = t,
                                       .checked_by = t,
                                       .evidence = t,
                                       .file = t,
                                       .line = 7};
    return info;
}

static const char *const *list_of(struct an_arena *arena, const char *t)
{
    const char **list = AN_NEW_ARRAY(arena, const char *, 2);
    list[0] = list[1] = t;
    return list;
}

static const struct an_fact_use *hostile_fact(struct an_arena *arena, const char *t)
{
    struct an_fact_use *use = AN_NEW(arena, struct an_fact_use);
    *use = (struct an_fact_use){t, t, t, t, t, AN_ORIGIN_PRESUMED, t, t, t, t, true, t, {t, 3}, t};
    return use;
}

static const struct an_proof *hostile_proof(struct an_arena *arena, const char *t, int kind)
{
    struct an_proof *p = AN_NEW(arena, struct an_proof);
    *p = (struct an_proof){.kind = (enum an_proof_kind)kind,
                           .truth = (enum an_truth)(kind % 3),
                           .text = t,
                           .found = t,
                           .fact = hostile_fact(arena, t),
                           .rule = {t, 9}};
    if (kind == AN_PROOF_PROVISION)
        p->provision = hostile_info(arena, t);
    if (kind < AN_PROOF_TEST) {
        const struct an_proof **child = AN_NEW_ARRAY(arena, const struct an_proof *, 1);
        child[0] = hostile_proof(arena, t, kind + 1);
        p->child = child;
        p->n_children = 1;
    }
    return p;
}

static struct an_finding hostile_finding(struct an_arena *arena, const char *t)
{
    struct an_way_out *way = AN_NEW(arena, struct an_way_out);
    *way = (struct an_way_out){t, t, 5, true, AN_EXEMPT};
    struct an_reading_answer *reading = AN_NEW(arena, struct an_reading_answer);
    *reading = (struct an_reading_answer){t, t, SET(AN_READY) | SET(AN_EXPOSED), AN_UNDETERMINED};
    return (struct an_finding){.provision = hostile_info(arena, t),
                               .markets = list_of(arena, t),
                               .n_markets = 1,
                               .offers = list_of(arena, t),
                               .n_offers = 1,
                               .standing = t,
                               .unenforced = true,
                               .possible = SET(AN_READY) | SET(AN_EXPOSED),
                               .outcome = t,
                               .reason = t,
                               .readings = reading,
                               .n_readings = 1,
                               .by = hostile_info(arena, t),
                               .until = t,
                               .without = AN_VIOLATION,
                               .due = t,
                               .law_day = t,
                               .decided = hostile_fact(arena, t),
                               .n_decided = 1,
                               .open = hostile_fact(arena, t),
                               .n_open = 1,
                               .ways = way,
                               .n_ways = 1,
                               .proof = hostile_proof(arena, t, 0)};
}

/* One of each verdict, and a violation at home and in a draft. */
static void hostile_findings(struct an_arena *arena, struct an_check *check, const char *t)
{
    enum { HOME = AN_VERDICT_COUNT, DRAFT, N };
    struct an_finding *list = AN_NEW_ARRAY(arena, struct an_finding, N);
    struct an_finding one = hostile_finding(arena, t);
    for (uint32_t i = 0; i < N; i++) {
        list[i] = one;
        list[i].verdict = i < HOME ? (enum an_verdict)i : AN_VIOLATION;
        list[i].home = i == HOME;
        list[i].not_yet_law = i == DRAFT;
        if (i > 0)
            list[i].proof = NULL;
        check->count[list[i].verdict]++;
    }
    check->findings = list;
    check->n_findings = N;
}

const struct an_check *fake_hostile_check(struct an_arena *arena, const char *text)
{
    struct an_check *check = AN_NEW(arena, struct an_check);
    struct an_question *question = AN_NEW(arena, struct an_question);
    *question = (struct an_question){.fact = *hostile_fact(arena, text),
                                     .provisions = list_of(arena, text),
                                     .n_provisions = 2,
                                     .values = list_of(arena, text),
                                     .n_values = 2,
                                     .unit = text};
    struct an_gap *gap = AN_NEW(arena, struct an_gap);
    *gap = (struct an_gap){text, text};
    *check = (struct an_check){.product = text,
                               .product_name = text,
                               .profile_path = text,
                               .profile_hash = text,
                               .day = text,
                               .known_on = text,
                               .revision = text,
                               .version = text,
                               .markets = list_of(arena, text),
                               .market_names = list_of(arena, text),
                               .offers = list_of(arena, text),
                               .offer_titles = list_of(arena, text),
                               .n_offers = 2,
                               .n_markets = 2,
                               .topics = list_of(arena, text),
                               .n_topics = 2,
                               .questions = question,
                               .n_questions = 1,
                               .gaps = gap,
                               .n_gaps = 1,
                               .weakest_evidence = text,
                               .weakest_confidence = text,
                               .weakest_where = text,
                               .notices = list_of(arena, text),
                               .n_notices = 2};
    hostile_findings(arena, check, text);
    return check;
}

/* ---- cases ---- */

static const struct an_case_line lines[] = {
    {"cn.ctl.18", NULL, "exposed", "exposed", true, &findings[4], 0, 0},
    {"cn.bank317.product_table_source_code", "CN", "compliant", "violation", false, &findings[0], 0,
     0},
    {"cn.csl.21", NULL, "none", "none", true, NULL, 0, 0},
};
static const char *const uncovered[] = {"cn.csl.21", "us.cloud.2713"};

const struct an_case_results *fake_cases(void)
{
    static const struct an_case_outcome cases[] = {
        {"phone-bank",
         "A bank buys the phone",
         "phone-2015",
         "2015-01-28",
         "DLA Piper, February 2015",
         {"policies/founding.cases.yaml", 12},
         false,
         NULL,
         lines,
         COUNT(lines),
         NULL},
        {"phone-later",
         NULL,
         "phone-2015",
         "2016-01-01",
         NULL,
         {"policies/founding.cases.yaml", 30},
         true,
         NULL,
         lines,
         1,
         "2015-12-30"},
        {"broken",
         NULL,
         NULL,
         NULL,
         NULL,
         {"policies/founding.cases.yaml", 44},
         false,
         "no product 'fone-2015'",
         NULL,
         0,
         NULL},
    };
    static const struct an_case_results results = {
        .cases = cases,
        .n_cases = COUNT(cases),
        .n_failed = 2,
        .n_provisions = 5,
        .n_complied = 4,
        .n_breached = 3,
        .outcome = {[AN_COMPLIANT] = 4, [AN_VIOLATION] = 2, [AN_DISPUTED] = 1},
        .n_disputable = 2,
        .uncovered = uncovered,
        .n_uncovered = COUNT(uncovered),
    };
    return &results;
}

const struct an_case_results *fake_hostile_cases(struct an_arena *arena, const char *text)
{
    struct an_case_results *results = AN_NEW(arena, struct an_case_results);
    struct an_case_outcome *cases = AN_NEW_ARRAY(arena, struct an_case_outcome, 2);
    struct an_case_line *line = AN_NEW(arena, struct an_case_line);
    struct an_finding *finding = AN_NEW(arena, struct an_finding);
    *finding = hostile_finding(arena, text);
    *line = (struct an_case_line){text, text, text, text, false, finding, 0, 0};
    cases[0] = (struct an_case_outcome){text,  text, text, text, text, {text, 1},
                                        false, NULL, line, 1,    text};
    cases[1] = (struct an_case_outcome){text,  text, text, text, text, {text, 1},
                                        false, text, NULL, 0,    text};
    *results = (struct an_case_results){.cases = cases,
                                        .n_cases = 2,
                                        .n_failed = 2,
                                        .n_provisions = 1,
                                        .n_complied = 1,
                                        .n_breached = 1,
                                        .uncovered = list_of(arena, text),
                                        .n_uncovered = 2};
    return results;
}
