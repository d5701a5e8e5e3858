/* Codecs over single 4096-byte pages; state is made once and used for every page. */
#ifndef CODECS_H
#define CODECS_H

#include <stdint.h>

enum { PAGE = 4096, BOUND = 2 * PAGE };

/* Each returns a length; 0 or less says that it failed. */
typedef long Coder(const uint8_t *from, long length, uint8_t *to);

struct codec {
	Coder *compress, *decompress;
	/* Of the library. */
	const char *version;
};

/* Prints the text and ends the process, exit code 1. */
void fail(const char *text);

/* Fails for a codec that it does not know. */
struct codec choose_codec(const char *name);

#endif
