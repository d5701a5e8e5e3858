/*
 * Native compressors over single 4096-byte pages, from Debian's liblz4-dev, liblzo2-dev and libzstd-dev:
 *
 *   native CODEC lengths < PAGES     one line a page: the payload's length
 *   native CODEC pack    < PAGES     each page's payload, before it its length (4 bytes, little-endian)
 *   native CODEC unpack  < PAYLOADS  what pack prints, to pages; one that does not decode to a page ends it, exit code 1
 *   native CODEC time PAGES_FILE     for each line "FIRST COUNT" of standard input takes COUNT pages of the file from
 *                                    page FIRST on through both; prints "COMPRESS_NS DECOMPRESS_NS"
 *
 * CODEC: lz4 (LZ4_compress_fast, acceleration 1), lzo (lzo1x_1), zstd:LEVEL. Input of the first two is whole pages; state
 * is made once and used for every page. Build: gcc -O2 native.c -llz4 -llzo2 -lzstd
 */
#include <lz4.h>
#include <lzo/lzo1x.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zstd.h>

enum { PAGE = 4096, BOUND = 2 * PAGE };

/* Each returns a length; 0 or less says that it failed. */
typedef long Coder(const uint8_t *from, long length, uint8_t *to);

static void *lz4_state, *lzo_state;
static ZSTD_CCtx *zstd_compressor;
static ZSTD_DCtx *zstd_decompressor;
static int zstd_level;

static long lz4_compress(const uint8_t *from, long length, uint8_t *to)
{
	return LZ4_compress_fast_extState(lz4_state, (const char *)from, (char *)to, length, BOUND, 1);
}

static long lz4_decompress(const uint8_t *from, long length, uint8_t *to)
{
	return LZ4_decompress_safe((const char *)from, (char *)to, length, PAGE);
}

static long lzo_compress(const uint8_t *from, long length, uint8_t *to)
{
	lzo_uint made = BOUND;

	return lzo1x_1_compress(from, length, to, &made, lzo_state) == LZO_E_OK ? (long)made : -1;
}

static long lzo_decompress(const uint8_t *from, long length, uint8_t *to)
{
	lzo_uint made = PAGE;

	return lzo1x_decompress_safe(from, length, to, &made, NULL) == LZO_E_OK ? (long)made : -1;
}

static long zstd_compress(const uint8_t *from, long length, uint8_t *to)
{
	size_t made = ZSTD_compressCCtx(zstd_compressor, to, BOUND, from, length, zstd_level);

	return ZSTD_isError(made) ? -1 : (long)made;
}

static long zstd_decompress(const uint8_t *from, long length, uint8_t *to)
{
	size_t made = ZSTD_decompressDCtx(zstd_decompressor, to, PAGE, from, length);

	return ZSTD_isError(made) ? -1 : (long)made;
}

static Coder *compress, *decompress;

static void fail(const char *text)
{
	fprintf(stderr, "native: %s\n", text);
	exit(1);
}

static void choose(const char *codec)
{
	if (strcmp(codec, "lz4") == 0) {
		lz4_state = malloc(LZ4_sizeofState());
		compress = lz4_compress;
		decompress = lz4_decompress;
	} else if (strcmp(codec, "lzo") == 0) {
		if (lzo_init() != LZO_E_OK)
			fail("lzo_init failed");
		lzo_state = malloc(LZO1X_1_MEM_COMPRESS);
		compress = lzo_compress;
		decompress = lzo_decompress;
	} else if (strncmp(codec, "zstd:", 5) == 0) {
		zstd_level = atoi(codec + 5);
		zstd_compressor = ZSTD_createCCtx();
		zstd_decompressor = ZSTD_createDCtx();
		compress = zstd_compress;
		decompress = zstd_decompress;
	} else {
		fail("expected lz4, lzo or zstd:LEVEL");
	}
}

static void each_page(int payloads)
{
	static uint8_t page[PAGE], packed[BOUND];

	while (fread(page, PAGE, 1, stdin) == 1) {
		long length = compress(page, PAGE, packed);

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
		if (decompress(packed, length, page) != PAGE) {
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
			lengths[i] = compress(block + i * PAGE, PAGE, packed + i * BOUND);
		double middle = now_ns();

		for (long i = 0; i < count; i++)
			failed |= decompress(packed + i * BOUND, lengths[i], page) != PAGE;
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
	choose(argv[1]);
	if (strcmp(argv[2], "lengths") == 0)
		each_page(0);
	else if (strcmp(argv[2], "pack") == 0)
		each_page(1);
	else if (strcmp(argv[2], "unpack") == 0)
		unpack();
	else if (strcmp(argv[2], "time") == 0 && argc == 4)
		time_rounds(argv[3]);
	else
		fail("expected lengths, pack, unpack or time; see the first lines of native.c");
	return fflush(stdout) == 0 ? 0 : 1;
}
