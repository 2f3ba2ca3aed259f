/* What a call into the library can return. */
#ifndef ANTINOMY_STATUS_H
#define ANTINOMY_STATUS_H

/**
 * Result of a library call. AN_OK is 0; everything else is negative.
 *
 * AN_EINPUT means that the user's input is wrong: the diagnostics of the workspace say where and
 * why. All other codes mean that the world failed; `an_workspace_reason` says what was tried.
 */
enum an_status {
    AN_OK = 0,
    AN_EINPUT = -1,    /**< input refused; see the diagnostics */
    AN_ENOMEM = -2,    /**< memory ran out, or a stated limit on memory was reached */
    AN_EIO = -3,       /**< a file could not be read, written, synced or renamed */
    AN_EBUSY = -4,     /**< another load holds the fact base */
    AN_EDAMAGED = -5,  /**< the fact base is damaged, foreign, or of another version */
    AN_ENOTFOUND = -6, /**< no such id, file or base */
    AN_ELIMIT = -7,    /**< a stated limit (time, size, count) was reached */
    AN_EMISUSE = -8    /**< the caller broke the contract of the function */
};

/** Short English word for a status, for instance "damaged". Never NULL. */
const char *an_status_name(enum an_status status);

#endif
