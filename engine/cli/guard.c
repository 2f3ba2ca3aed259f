/*
 * Signals and the terminal. The handlers use async-signal-safe calls only; what they read is set
 * with them blocked, or before they are installed. This is the one place with mutable globals: a
 * signal handler gets nothing else.
 */
#include "engine/cli/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/day.h"

enum { INTERRUPTED = 128, FIRST_FD = 3, LAST_FD = 255 };

static char guarded[AN_GUARDED][PATH_MAX];

static bool open_here(const char *path)
{
    struct stat wanted, here;
    if (stat(path, &wanted) != 0)
        return false;
    for (int fd = FIRST_FD; fd <= LAST_FD; fd++)
        if (fstat(fd, &here) == 0 && here.st_dev == wanted.st_dev && here.st_ino == wanted.st_ino)
            return true;
    return false;
}

static void interrupted(int number)
{
    if (guarded[AN_GUARD_OUTPUT][0])
        (void)unlink(guarded[AN_GUARD_OUTPUT]);
    if (guarded[AN_GUARD_BASE][0] && open_here(guarded[AN_GUARD_BASE]))
        (void)unlink(guarded[AN_GUARD_BASE]);
    _exit(INTERRUPTED + number);
}

/* A descriptor that was closed is opened the wrong way round: its use is an error, not silence. */
static void fill_descriptor(int fd, int flags)
{
    if (fcntl(fd, F_GETFD) != -1 || errno != EBADF)
        return;
    int got = open("/dev/null", flags);
    if (got != fd) /* lower ones are filled first, so this is no /dev/null at all */
        _exit(4);
}

static void on_signal(int number)
{
    struct sigaction old, action = {.sa_handler = interrupted};
    /* what was ignored stays ignored: nohup, a job in the background */
    if (sigaction(number, NULL, &old) == 0 && old.sa_handler == SIG_IGN)
        return;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaddset(&action.sa_mask, SIGINT);
    (void)sigaddset(&action.sa_mask, SIGTERM);
    (void)sigaddset(&action.sa_mask, SIGHUP);
    (void)sigaction(number, &action, NULL);
}

void an_guard_start(void)
{
    fill_descriptor(STDIN_FILENO, O_WRONLY);
    fill_descriptor(STDOUT_FILENO, O_RDONLY);
    fill_descriptor(STDERR_FILENO, O_RDONLY);
    on_signal(SIGINT);
    on_signal(SIGTERM);
    on_signal(SIGHUP);
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    (void)sigaction(SIGPIPE, &ignore, NULL);
}

void an_guard_file(enum an_guarded which, const char *path)
{
    sigset_t all, old;
    (void)sigfillset(&all);
    (void)sigprocmask(SIG_BLOCK, &all, &old);
    guarded[which][0] = '\0';
    if (path && strlen(path) < sizeof guarded[which])
        memcpy(guarded[which], path, strlen(path) + 1);
    (void)sigprocmask(SIG_SETMASK, &old, NULL);
}

/* ---- the terminal ---- */

bool an_terminal_colour(int fd, const char *when)
{
    if (when && strcmp(when, "auto") != 0)
        return strcmp(when, "always") == 0;
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    if (no && *no)
        return false;
    return isatty(fd) && term && strcmp(term, "dumb") != 0;
}

unsigned an_terminal_width(int fd)
{
    enum { LEAST = 60, MOST = 100 };
    struct winsize size;
    if (!isatty(fd) || ioctl(fd, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return 0;
    return size.ws_col < LEAST ? LEAST : size.ws_col > MOST ? MOST : size.ws_col;
}

/* ---- progress ---- */

static const char *volatile progress_of;
static volatile sig_atomic_t progress_seconds;

static void put(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

static void tick(int number)
{
    int saved = errno, n = ++progress_seconds;
    char digits[12], *p = digits + sizeof digits;
    (void)number;
    *--p = '\0';
    for (; n > 0; n /= 10)
        *--p = (char)('0' + n % 10);
    put("\r");
    put(progress_of);
    put(" ... ");
    put(p);
    put(" s");
    (void)alarm(1);
    errno = saved;
}

void an_progress_start(const char *what)
{
    if (!isatty(STDERR_FILENO))
        return;
    struct sigaction action = {.sa_handler = tick, .sa_flags = SA_RESTART};
    (void)sigemptyset(&action.sa_mask);
    progress_of = what;
    progress_seconds = 0;
    (void)sigaction(SIGALRM, &action, NULL);
    (void)alarm(1);
}

void an_progress_stop(void)
{
    (void)alarm(0);
    if (progress_seconds > 0)
        put("\r\033[K");
    progress_seconds = 0;
}

void an_today(char out[11])
{
    enum { SECONDS_A_DAY = 86400 };
    an_day_format((an_day)(time(NULL) / SECONDS_A_DAY), out);
}
