/*
 * Native compressors over single 4096-byte pages, from Debian's liblz4-dev, liblzo2-dev, libzstd-dev and zlib1g-dev:
 *
 *   native CODEC version             the version of its library
 *   native CODEC lengths < PAGES     one line a page: the payload's length
 *   native CODEC pack    < PAGES     each page's payload, before it its length (4 bytes, little-endian)
 *   native CODEC unpack  < PAYLOADS  what pack prints, to pages; one that does not decode to a page ends it, exit code 1
 *   native CODEC time PAGES_FILE     for each line "FIRST COUNT" of standard input takes COUNT pages of the file from
 *                                    page FIRST on through both; prints "COMPRESS_NS DECOMPRESS_NS"
 *
 * CODEC: lz4 (LZ4_compress_fast, acceleration 1), lzo (lzo1x_1), zstd:LEVEL, zstd-unsized:LEVEL (with parameters for input
 * of unknown size), deflate:LEVEL (raw, window of 2^11 bytes, memory level 8). Input of lengths and pack is whole pages; state
 * is made once and used for every page. Build: gcc -O2 native.c codecs.c -llz4 -llzo2 -lzstd -lz
 */
#include "codecs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static struct codec codec;

static void each_page(int payloads)
{
	static uint8_t page[PAGE], packed[BOUND];

	while (fread(page, PAGE, 1, stdin) == 1) {
		long length = codec.compress(page, PAGE, packed);

		if (length <= 0)
			fail("a page does not compress");
		if (payloads) {
			uint32_t word = length;

			fwrite(&word, 4, 1, stdout);
			fwrite(packed, length, 1, stdout);
		} else {
			printf("%ld\n", length);
		}
	}
}

static void unpack(void)
{
	static uint8_t page[PAGE], packed[BOUND];
	uint32_t length;

	for (long number = 0; fread(&length, 4, 1, stdin) == 1; number++) {
		if (length > BOUND || fread(packed, length, 1, stdin) != 1)
			fail("a payload is cut short or too long");
		if (codec.decompress(packed, length, page) != PAGE) {
			fprintf(stderr, "native: payload %ld does not decode to a page\n", number);
			exit(1);
		}
		fwrite(page, PAGE, 1, stdout);
	}
}

static double now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1e9 + now.tv_nsec;
}

static void time_rounds(const char *path)
{
	FILE *file = fopen(path, "rb");
	static uint8_t page[PAGE];
	char line[64];

	if (!file || fseek(file, 0, SEEK_END) != 0)
		fail("the file of pages cannot be read");
	long all = ftell(file) / PAGE, first, count;
	uint8_t *pages = malloc(all * PAGE), *packed = malloc(all * BOUND);
	long *lengths = malloc(all * sizeof(long));

	rewind(file);
	if (!pages || !packed || !lengths || (long)fread(pages, PAGE, all, file) != all)
		fail("the file of pages cannot be read");
	memset(packed, 1, all * BOUND);
	while (fgets(line, sizeof(line), stdin)) {
		int failed = 0;

		if (sscanf(line, "%ld %ld", &first, &count) != 2 || first < 0 || count < 1 ||
		    count > all - first)
			fail("expected the number of a page and how many");
		const uint8_t *block = pages + first * PAGE;
		double start = now_ns();

		for (long i = 0; i < count; i++)
			lengths[i] = codec.compress(block + i * PAGE, PAGE, packed + i * BOUND);
		double middle = now_ns();

		for (long i = 0; i < count; i++)
			failed |= codec.decompress(packed + i * BOUND, lengths[i], page) != PAGE;
		double end = now_ns();

		if (failed)
			fail("a payload does not decode");
		printf("%.0f %.0f\n", middle - start, end - middle);
		fflush(stdout);
	}
}

int main(int argc, char **argv)
{
	if (argc < 3)
		fail("expected a codec and a mode; see the first lines of native.c");
	codec = choose_codec(argv[1]);
	if (strcmp(argv[2], "version") == 0)
		puts(codec.version);
	else if (strcmp(argv[2], "lengths") == 0)
		each_page(0);
	else if (strcmp(argv[2], "pack") == 0)
		each_page(1);
	else if (strcmp(argv[2], "unpack") == 0)
		unpack();
	else if (strcmp(argv[2], "time") == 0 && argc == 4)
		time_rounds(argv[3]);
	else
		fail("expected version, lengths, pack, unpack or time; see the first lines of native.c");
	return fflush(stdout) == 0 ? 0 : 1;
}
