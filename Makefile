# Antinomy: one Makefile, not recursive, in titled parts.
#
#   make               release build: build/release/{antinomy,antinomy-draw,libantinomy.a,policies.db}
#   make KIND=asan     the same in another kind: release debug asan cover fuzz, side by side in build/
#   make help          what else there is
#
# A new source file is added to the list of its module in part 2; a new test program
# (tests/{unit,property,fault}/test_*.c) and a new test script (tests/*/run) are found by name.

# ---- 1. settings ---------------------------------------------------------------------------------

KIND ?= release
B ?= build/$(KIND)
V ?=
T ?=
S ?= 60
J ?= 2
WERROR ?=

PREFIX ?= /usr/local
DESTDIR ?=

ifeq ($(origin CC),default)
CC = gcc
endif
ifeq ($(KIND),fuzz)
CC = $(CLANG)
endif
AR ?= ar
PKG_CONFIG ?= pkg-config
CLANG ?= clang-14
CXX_CHECK ?= g++
CLANG_FORMAT ?= clang-format-14
CLANG_TIDY ?= clang-tidy-14
CPPCHECK ?= cppcheck
VALGRIND ?= valgrind
GCOV ?= gcov
LCOV ?= lcov
INSTALL ?= install

# $(V) empty: one short line a step; V=1: the commands themselves.
ifeq ($(V),)
Q = @
say = @printf '  %-7s %s\n' '$(1)' '$(2)';
else
Q =
say =
endif

# ---- 2. what is built from what ------------------------------------------------------------------

# Files are found, not listed: a module is a folder, and what lies in it is built. Lowest first
# (which folder may include which: tests/tools/include.table).
MODULES = base diag source lang format facts solve eval conflict lint compare

LIB_SRC = $(foreach m,$(MODULES),$(sort $(wildcard engine/$m/*.c))) $(sort $(wildcard reports/*.c))
CLI_SRC = $(sort $(wildcard engine/cli/*.c))
DRAW_SRC = $(sort $(wildcard reports/draw/*.c))
# Linked into tests only.
SUPPORT_SRC = $(sort $(wildcard tests/support/*.c))
PRODUCT_SRC = $(LIB_SRC) $(CLI_SRC) $(DRAW_SRC)

# Tests are found, not listed: a test that somebody forgot to list would never fail.
TEST_SRC = $(wildcard tests/unit/test_*.c tests/property/test_*.c tests/fault/test_*.c)
SHIM_SRC = $(wildcard tests/fault/shim_*.c)
FUZZ_SRC = $(wildcard tests/fuzz/fuzz_*.c)
BENCH_SRC = $(wildcard tests/bench/*.c)
TEST_SCRIPTS = $(wildcard tests/*/run)
POLICY_SRC = $(shell find policies -name '*.yaml' 2>/dev/null | LC_ALL=C sort)

LIB = $(B)/libantinomy.a
SUPPORT = $(B)/tests/libsupport.a
ANTINOMY = $(B)/antinomy
DRAW = $(B)/antinomy-draw
POLICIES = $(B)/policies.db

objects = $(patsubst %.c,$(B)/%.o,$(1))
programs = $(patsubst %.c,$(B)/%,$(1))

TEST_PROGRAMS = $(call programs,$(TEST_SRC))
SHIMS = $(patsubst %.c,$(B)/%.so,$(SHIM_SRC))

# ---- 3. compilers and flags ----------------------------------------------------------------------

STD = -std=c17 -D_POSIX_C_SOURCE=200809L

# One set for every compiler, one for gcc alone. -Werror only in CI and `make dev`: a newer compiler
# must not break a user's build.
WARN = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wstrict-prototypes \
       -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wcast-qual -Wpointer-arith \
       -Wformat=2 -Wundef -Wvla -Wswitch-enum -Wimplicit-fallthrough -Wdouble-promotion \
       -Wnull-dereference -Wredundant-decls -Wnested-externs -Wdate-time -fno-common
WARN_GCC = -Wcast-align=strict -Wduplicated-cond -Wduplicated-branches -Wlogical-op -Walloca \
           -Wimplicit-fallthrough=5

HARDEN = -fstack-protector-strong -fPIE
HARDEN_LD = -pie -Wl,-z,relro,-z,now -Wl,--as-needed
FORTIFY = -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# AN_ARENA_MALLOC: every arena allocation is a malloc of its own, so that ASan and valgrind see each.
# Asserts stay on in release: for this program an abort is better than a wrong answer.
FLAGS_release = -O2 -g $(FORTIFY)
FLAGS_debug = -Og -g3 -DAN_ARENA_MALLOC
FLAGS_asan = -O1 -g $(SANITIZE) -DAN_ARENA_MALLOC
FLAGS_cover = -O0 -g --coverage
FLAGS_fuzz = -O1 -g $(SANITIZE) -fsanitize=fuzzer-no-link -DAN_ARENA_MALLOC
LDFLAGS_release =
LDFLAGS_debug =
LDFLAGS_asan = $(SANITIZE)
LDFLAGS_cover = --coverage
LDFLAGS_fuzz = $(SANITIZE)
ifeq ($(origin FLAGS_$(KIND)),undefined)
$(error KIND is one of release debug asan cover fuzz, not '$(KIND)')
endif

IS_CLANG = $(findstring clang,$(CC))
CPPFLAGS_ALL = $(STD) -I. -Iinclude $(CPPFLAGS)
CFLAGS_ALL = $(WARN) $(if $(IS_CLANG),,$(WARN_GCC)) $(if $(WERROR),-Werror) $(HARDEN) \
             -ffile-prefix-map=$(CURDIR)=. $(FLAGS_$(KIND)) $(CFLAGS)
LDFLAGS_ALL = $(HARDEN_LD) $(LDFLAGS_$(KIND)) $(LDFLAGS)

# Libraries. pkg-config is asked once, and only when something is compiled, so that `make demo` and
# `make clean` work on a machine that has none of them yet.
pkg = $(shell $(PKG_CONFIG) $(1) || echo -missing-package)
LIB_PKGS = yaml-0.1 sqlite3 libutf8proc libmd
DRAW_PKGS = libcgraph libgvc
LIB_CFLAGS = $(eval LIB_CFLAGS := $(call pkg,--cflags $(LIB_PKGS)))$(LIB_CFLAGS)
LIB_LIBS = $(eval LIB_LIBS := $(call pkg,--libs $(LIB_PKGS)) $(SAT_LIBS))$(LIB_LIBS)
# CaDiCaL has no .pc file and is static; so is the C++ library it needs, for a quick start.
SAT_LIBS = -l:libcadical.a -l:libstdc++.a -lm
DRAW_CFLAGS = $(eval DRAW_CFLAGS := $(patsubst -I%,-isystem %,$(call pkg,--cflags $(DRAW_PKGS))))$(DRAW_CFLAGS)
DRAW_LIBS = $(eval DRAW_LIBS := $(call pkg,--libs $(DRAW_PKGS)))$(DRAW_LIBS)
TEST_LIBS = $(eval TEST_LIBS := $(call pkg,--libs cmocka))$(TEST_LIBS)

# Files with flags of their own. cgraph takes strings that are not const.
$(call objects,$(DRAW_SRC)): EXTRA = $(DRAW_CFLAGS) -Wno-cast-qual

# ---- 4. rules ------------------------------------------------------------------------------------

.DEFAULT_GOAL = all
.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:

# Compiled anew when compiler or flags change.
$(B)/.flags: FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)' | cmp -s - $@ || \
	    printf '%s\n' '$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL)' >$@
FORCE:

$(B)/%.o: %.c $(B)/.flags
	@mkdir -p $(@D)
	$(call say,CC,$@)$(CC) $(CPPFLAGS_ALL) $(LIB_CFLAGS) $(CFLAGS_ALL) $(EXTRA) -MMD -MP -c -o $@ $<

# An archive is made anew, so that an object taken from a list is gone from it too.
$(LIB): $(call objects,$(LIB_SRC))
	@mkdir -p $(@D) && rm -f $@
	$(call say,AR,$@)$(AR) rcs $@ $^
$(SUPPORT): $(call objects,$(SUPPORT_SRC))
	@mkdir -p $(@D) && rm -f $@
	$(call say,AR,$@)$(AR) rcs $@ $^

$(ANTINOMY): $(call objects,$(CLI_SRC)) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIB_LIBS)
$(DRAW): $(call objects,$(DRAW_SRC)) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(DRAW_LIBS) $(LIB_LIBS)

# The base that `antinomy` finds beside itself.
$(POLICIES): $(ANTINOMY) $(POLICY_SRC)
	$(call say,LOAD,$@)$(ANTINOMY) load policies --base $@ >$@.log || { cat $@.log; exit 1; }
	@touch $@

# One program a test file. LDFLAGS_<name> and LIBS_<name> add to one program; a test of the drawer
# (test_draw*) is linked with its objects; in tests of memory that runs out (*_memory) allocation is wrapped.
WRAP = $(if $(filter %_memory,$@),-Wl$(comma)--wrap=malloc$(comma)--wrap=calloc)
comma = ,
$(B)/tests/unit/test_draw%: $(B)/tests/unit/test_draw%.o \
    $(filter-out $(B)/reports/draw/main.o,$(call objects,$(DRAW_SRC))) $(SUPPORT) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) $(LDFLAGS_$(@F)) -o $@ $^ $(TEST_LIBS) $(DRAW_LIBS) $(LIB_LIBS)
$(B)/tests/%: $(B)/tests/%.o $(SUPPORT) $(LIB)
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) $(WRAP) $(LDFLAGS_$(@F)) -o $@ $^ $(TEST_LIBS) $(LIBS_$(@F)) $(LIB_LIBS)
$(B)/tests/fault/%.so: tests/fault/%.c $(B)/.flags
	@mkdir -p $(@D)
	$(call say,LD,$@)$(CC) $(STD) $(WARN) -O2 -fPIC -shared -o $@ $< -ldl

-include $(patsubst %.o,%.d,$(call objects,$(PRODUCT_SRC) $(SUPPORT_SRC) $(TEST_SRC) $(FUZZ_SRC) $(BENCH_SRC)))

# ---- 5. what people ask for ----------------------------------------------------------------------

.PHONY: all lib dev help tests test run-tests check-asan check-valgrind cover fuzz fuzz-replay lint \
        tidy cppcheck includes headers format format-check bench bench-solvers demo gallery docs golden-update install install-files \
        clean FORCE

all: $(LIB) $(if $(CLI_SRC),$(ANTINOMY) $(POLICIES)) $(if $(DRAW_SRC),$(DRAW))
lib: $(LIB)

dev:
	+$(Q)$(MAKE) --no-print-directory KIND=debug WERROR=1 all tests

help:
	@sed -n 's/^## //p' $(firstword $(MAKEFILE_LIST))

## make                    build everything (KIND=release|debug|asan|cover|fuzz, V=1 shows commands)
## make dev                debug build, warnings are errors
## make demo               install what is missing, build, check the founding case, draw it
## make gallery            draw the pictures of reports/gallery again
## make test [T=part]      install what tests need and run them, or those whose name holds T
## make check-asan         the same under address, undefined and leak sanitizers
## make check-valgrind     a chosen part under valgrind
## make cover              line and branch coverage, fails below the floors
## make fuzz T=yaml S=60   libFuzzer on one target; fuzz-replay: kept inputs under gcc
## make lint               clang-tidy, cppcheck, include directions, headers alone
## make format             rewrite with clang-format; format-check: only look
## make bench              figures, each against a floor program in the same run
## make bench-solvers      conflicts and plans beside clingo and z3, on the same instances
## make docs              docs/language.md anew, from the table of keys
## make golden-update      accept the present output as expected (review the diff)
## make install clean

# ---- 6. tests ------------------------------------------------------------------------------------

# Programs and scripts run in the top folder with AN_BUILD (this kind's folder, absolute), AN_ROOT
# and ANTINOMY set; what they must print stands in tests/tools/run_tests.
tests: $(TEST_PROGRAMS) $(SHIMS)

test:
	$(Q).ci/setup build run test
	+$(Q)$(MAKE) --no-print-directory all tests
	+$(Q)$(MAKE) --no-print-directory run-tests

run-tests:
	$(Q)tests/tools/run_tests -b $(B) -j $(J) $(if $(T),-t '$(T)') $(TEST_PROGRAMS) $(TEST_SCRIPTS)

check-asan:
	+$(Q)$(MAKE) --no-print-directory KIND=asan all tests
	+$(Q)$(MAKE) --no-print-directory KIND=asan run-tests

# The chosen part: unit tests, in the kind whose arenas are mallocs.
check-valgrind:
	+$(Q)$(MAKE) --no-print-directory KIND=debug all tests
	$(Q)tests/tools/run_tests -b build/debug -j $(J) -w tests/tools/under_valgrind \
	    $(if $(T),-t '$(T)') $(patsubst %.c,build/debug/%,$(filter tests/unit/%,$(TEST_SRC)))

cover:
	+$(Q)$(MAKE) --no-print-directory KIND=cover all tests
	$(Q)find build/cover -name '*.gcda' -delete
	+$(Q)$(MAKE) --no-print-directory KIND=cover run-tests
	$(Q)GCOV=$(GCOV) tests/tools/coverage build/cover $(filter engine/%,$(PRODUCT_SRC))

# `make fuzz T=yaml` runs tests/fuzz/fuzz_yaml.c for S seconds; new inputs go to build/fuzz/corpus/.
fuzz:
	+$(Q)$(MAKE) --no-print-directory KIND=fuzz run-fuzz T=$(T) S=$(S)
build/fuzz/tests/fuzz/fuzz_%: build/fuzz/tests/fuzz/fuzz_%.o build/fuzz/libantinomy.a
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) -fsanitize=fuzzer -o $@ $^ $(LIB_LIBS)
.PHONY: run-fuzz
run-fuzz: $(if $(T),build/fuzz/tests/fuzz/fuzz_$(T))
	$(Q)test -n '$(T)' || { echo 'which target? make fuzz T=$(patsubst fuzz_%,%,$(basename $(notdir $(firstword $(FUZZ_SRC)))))'; exit 2; }
	$(Q)mkdir -p build/fuzz/corpus/$(T) tests/fuzz/corpus/$(T)
	$(Q)$< -max_total_time=$(S) -timeout=10 -rss_limit_mb=1024 -print_final_stats=1 \
	    $(if $(wildcard tests/fuzz/$(T).dict),-dict=tests/fuzz/$(T).dict) \
	    -artifact_prefix=build/fuzz/ build/fuzz/corpus/$(T) tests/fuzz/corpus/$(T)

# The kept inputs through the same targets, with gcc and sanitizers and without libFuzzer.
REPLAY = $(patsubst tests/fuzz/fuzz_%.c,build/asan/tests/fuzz/replay_%,$(FUZZ_SRC))
build/asan/tests/fuzz/replay_%: build/asan/tests/fuzz/fuzz_%.o build/asan/tests/fuzz/standalone.o \
    build/asan/libantinomy.a
	$(call say,LD,$@)$(CC) $(LDFLAGS_ALL) -o $@ $^ $(LIB_LIBS)
.PHONY: run-replay
run-replay: $(REPLAY)
	$(Q)tests/tools/fuzz_replay $(REPLAY)
fuzz-replay:
	+$(Q)$(MAKE) --no-print-directory KIND=asan run-replay

# The pages that the program writes itself.
docs: $(ANTINOMY)
	$(Q)$(ANTINOMY) schema --format md --output docs/language.md

golden-update: all tests
	$(Q)AN_BUILD=$(abspath $(B)) tests/golden/run --update

# ---- 7. looking at the sources -------------------------------------------------------------------

C_FILES = $(shell find engine reports include tests -name '*.[ch]' | LC_ALL=C sort)

lint: includes headers cppcheck tidy

includes:
	$(Q)tests/tools/check_includes
headers:
	$(Q)CC='$(CC)' CXX='$(CXX_CHECK)' FLAGS='$(STD) -I. -Iinclude $(WARN)' tests/tools/check_headers
cppcheck:
	$(Q)$(CPPCHECK) --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppressions-list=tests/tools/cppcheck.suppress --error-exitcode=1 -j $(J) \
	    -D__GNUC__=12 -I. -Iinclude $(PRODUCT_SRC) $(SUPPORT_SRC)
TIDY_SRC = $(PRODUCT_SRC) $(SUPPORT_SRC)
tidy:
	$(Q)printf '%s\n' $(TIDY_SRC) | xargs -P $(J) -n 1 sh -c \
	    '$(CLANG_TIDY) --quiet --warnings-as-errors="*" "$$@" -- $(CPPFLAGS_ALL) $(DRAW_CFLAGS) 2>/dev/null' tidy

format:
	$(Q)$(CLANG_FORMAT) -i $(C_FILES)
format-check:
	$(Q)$(CLANG_FORMAT) --dry-run --Werror $(C_FILES)

# ---- 8. figures, demonstration, installation -----------------------------------------------------

bench: all $(call programs,$(BENCH_SRC))
	$(Q)$(B)/tests/bench/measure $(B)
	$(Q)tests/bench/drawing $(B)

# Conflicts and plans beside other solvers; takes minutes.
bench-solvers: all $(call programs,$(BENCH_SRC))
	$(Q).ci/setup bench
	$(Q)tests/bench/solvers $(B)

# Draws the pictures of reports/gallery again.
gallery:
	+$(Q)$(MAKE) --no-print-directory KIND=release all
	$(Q)tests/tools/gallery build/release

demo:
	$(Q).ci/setup build run
	+$(Q)$(MAKE) --no-print-directory KIND=release all
	$(Q)tests/tools/demo build/release

# The command looks for its base and its drawer beside itself, through the link in bin/.
LIBDIR = $(DESTDIR)$(PREFIX)/lib/antinomy
install: all
	+$(Q)$(MAKE) --no-print-directory install-files
install-files:
	$(INSTALL) -d $(LIBDIR) $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include/antinomy \
	    $(DESTDIR)$(PREFIX)/share/man/man1
	$(INSTALL) -m 755 $(ANTINOMY) $(DRAW) $(LIBDIR)
	$(INSTALL) -m 644 $(POLICIES) $(LIBDIR)
	ln -sf ../lib/antinomy/antinomy $(DESTDIR)$(PREFIX)/bin/antinomy
	$(INSTALL) -m 644 $(LIB) $(DESTDIR)$(PREFIX)/lib
	$(INSTALL) -m 644 $(wildcard include/antinomy/*.h) $(DESTDIR)$(PREFIX)/include/antinomy
	$(INSTALL) -m 644 include/antinomy.h $(DESTDIR)$(PREFIX)/include
	$(INSTALL) -m 644 docs/man/antinomy.1 $(DESTDIR)$(PREFIX)/share/man/man1

clean:
	rm -rf build
