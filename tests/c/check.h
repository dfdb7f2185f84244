/* What every test program begins with: checks that count, and a line of counts at the end. */
#ifndef CHECK_H
#define CHECK_H

#include <spo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

static inline void check(int holds, const char *what, const char *file, int line)
{
    if (holds) {
        passed++;
    } else {
        failed++;
        printf("%s:%d: %s\n", file, line, what);
    }
}

#define CHECK(what) check(!!(what), #what, __FILE__, __LINE__)

/* Compares two texts, either of which may be NULL. */
static inline void check_text(const char *is, const char *expected, const char *what, const char *file, int line)
{
    int same = is == expected || (is && expected && strcmp(is, expected) == 0);
    check(same, what, file, line);
    if (!same) {
        printf("  is:       %s\n  expected: %s\n", is ? is : "(NULL)", expected ? expected : "(NULL)");
    }
}

#define CHECK_TEXT(is, expected) check_text((is), (expected), #is, __FILE__, __LINE__)

/* Checks that a call worked; prints and frees its error. */
static inline void check_ok(spo_status status, spo_error *err, const char *what, const char *file, int line)
{
    check(status == SPO_STATUS_OK, what, file, line);
    if (status != SPO_STATUS_OK) {
        printf("  %s\n", spo_error_text(err));
        spo_error_free(err);
    }
}

/* CHECK_OK(spo_…(…, &err)) needs a spo_error *err = NULL in scope. */
#define CHECK_OK(call) \
    do { err = NULL; spo_status status_ = (call); check_ok(status_, err, #call, __FILE__, __LINE__); } while (0)

/* Checks that a call failed with a status and a code; frees its error. */
static inline void check_error(spo_status status, spo_status expected, spo_error *err, const char *code, const char *what,
                        const char *file, int line)
{
    check(status == expected && err && spo_error_status(err) == status, what, file, line);
    check_text(spo_error_code(err), code, what, file, line);
    spo_error_free(err);
}

#define CHECK_ERROR(call, expected, code) \
    do { err = NULL; spo_status status_ = (call); \
         check_error(status_, (expected), err, (code), #call, __FILE__, __LINE__); } while (0)

/* Ends a program: the counts on a line of their own, and the exit code that fits. */
static inline int report(void)
{
    printf("%d passed, %d failed\n", passed, failed);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#endif
