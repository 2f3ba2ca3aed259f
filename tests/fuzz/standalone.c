/*
 * Runs a libFuzzer target over files without libFuzzer, so that kept inputs can be replayed with
 * gcc, and mutates each a little with a seeded generator.
 *
 *     replay_yaml [-m MUTANTS] [-s SEED] FILE|FOLDER...
 *
 * Not a fuzzer: it follows no coverage. Called by tests/tools/fuzz_replay. On a crash the last line
 * printed names the input; -m and -s given again make the same mutants.
 */
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct run {
    uint64_t random; /* state of xorshift64*, never 0 */
    unsigned long mutants, inputs;
};

static uint64_t next(struct run *run)
{
    run->random ^= run->random >> 12;
    run->random ^= run->random << 25;
    run->random ^= run->random >> 27;
    return run->random * UINT64_C(2685821657736338717);
}

static size_t below(struct run *run, size_t n)
{
    return (size_t)(next(run) % n);
}

/* One small change: a bit, a byte, a run taken out, a run doubled. There is room for 16 more bytes
 * each time. */
static size_t mutate(struct run *run, uint8_t *data, size_t n)
{
    static const char odd[] = "\0\t\n :-{}[]#&*!|>'\"%@`,?\xff\xc0\xe2";
    if (n == 0) {
        data[0] = (uint8_t)next(run);
        return 1;
    }
    size_t at = below(run, n);
    size_t len = 1 + below(run, n - at < 16 ? n - at : 16);
    switch (next(run) % 4) {
    case 0: data[at] ^= (uint8_t)(1U << below(run, 8)); return n;
    case 1: data[at] = (uint8_t)odd[below(run, sizeof odd - 1)]; return n;
    case 2: memmove(data + at, data + at + len, n - at - len); return n - len;
    default: memmove(data + at + len, data + at, n - at); return n + len;
    }
}

static void run_bytes(struct run *run, const uint8_t *data, size_t n)
{
    LLVMFuzzerTestOneInput(data, n);
    run->inputs++;
    for (unsigned long i = 0; i < run->mutants; i++) {
        /* Exactly as large as the mutant, so that a read past its end is seen. */
        uint8_t *work = malloc(n + 64);
        if (work == NULL)
            abort();
        if (n > 0)
            memcpy(work, data, n);
        size_t m = n;
        for (size_t k = 1 + below(run, 3); k > 0; k--)
            m = mutate(run, work, m);
        uint8_t *exact = realloc(work, m > 0 ? m : 1);
        if (exact == NULL)
            abort();
        LLVMFuzzerTestOneInput(exact, m);
        run->inputs++;
        free(exact);
    }
}

static int run_file(struct run *run, const char *path)
{
    FILE *file = fopen(path, "rb");
    struct stat st;
    if (file == NULL || fstat(fileno(file), &st) != 0 || !S_ISREG(st.st_mode)) {
        fprintf(stderr, "%s: %s\n", path, file == NULL ? strerror(errno) : "not a file");
        if (file != NULL)
            fclose(file);
        return 1;
    }
    size_t n = (size_t)st.st_size;
    uint8_t *data = malloc(n > 0 ? n : 1);
    int bad = data == NULL || fread(data, 1, n, file) != n;
    fclose(file);
    if (!bad) {
        printf("%s\n", path);
        fflush(stdout);
        run_bytes(run, data, n);
    }
    free(data);
    return bad;
}

static int run_folder(struct run *run, const char *path)
{
    struct dirent **entry;
    int n = scandir(path, &entry, NULL, alphasort);
    if (n < 0) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return 1;
    }
    int bad = 0;
    for (int i = 0; i < n; i++) {
        char name[4096];
        if (entry[i]->d_name[0] != '.') {
            snprintf(name, sizeof name, "%s/%s", path, entry[i]->d_name);
            bad |= run_file(run, name);
        }
        free(entry[i]);
    }
    free(entry);
    return bad;
}

int main(int argc, char **argv)
{
    struct run run = {.random = 20150128};
    int bad = 0;
    for (int i = 1; i < argc; i++) {
        struct stat st;
        if (strcmp(argv[i], "-m") == 0 && i + 1 < argc) {
            run.mutants = strtoul(argv[++i], NULL, 10);
        } else if (strcmp(argv[i], "-s") == 0 && i + 1 < argc) {
            run.random = strtoul(argv[++i], NULL, 10) | 1U;
        } else if (stat(argv[i], &st) == 0 && S_ISDIR(st.st_mode)) {
            bad |= run_folder(&run, argv[i]);
        } else {
            bad |= run_file(&run, argv[i]);
        }
    }
    printf("%lu inputs\n", run.inputs);
    return bad || run.inputs == 0;
}
