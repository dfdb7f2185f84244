/* Reads the certificates and keys that the Makefile lets openssl make, in the folder of the program. */
#ifndef FILES_H
#define FILES_H

#include <stdio.h>
#include <stdlib.h>

static char file_content[16384];
static size_t file_length;

/* The content of a file with a NUL at the end, until the next call. */
static inline const char *content(const char *name)
{
    FILE *file = fopen(name, "rb");
    if (file == NULL) {
        printf("%s is not there\n", name);
        exit(EXIT_FAILURE);
    }
    file_length = fread(file_content, 1, sizeof file_content - 1, file);
    file_content[file_length] = '\0';
    fclose(file);
    return file_content;
}

/* The same as bytes; their number is in file_length. */
static inline const uint8_t *bytes(const char *name)
{
    return (const uint8_t *)content(name);
}

#endif
