/* Compiler attributes, in one place, so that the rest of the code stays plain C17. */
#ifndef AN_BASE_COMPAT_H
#define AN_BASE_COMPAT_H

#if defined(__GNUC__) || defined(__clang__)
# define AN_NODISCARD         __attribute__((warn_unused_result))
# define AN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
# define AN_NONNULL           __attribute__((nonnull))
# define AN_RETURNS_NONNULL   __attribute__((returns_nonnull))
# define AN_NORETURN          __attribute__((noreturn))
# define AN_UNREACHABLE()     __builtin_unreachable()
#else
# error "gcc or clang is needed"
#endif

#endif
