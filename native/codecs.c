/* lz4, lzo, zstd and deflate of Debian's libraries. */
#define ZSTD_STATIC_LINKING_ONLY
#include "codecs.h"

#include <lz4.h>
#include <lzo/lzo1x.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

/* The kernel's, crypto/deflate.c. */
enum { WINDOW_BITS = 11, MEMORY_LEVEL = 8 };

static void *lz4_state, *lzo_state;
static ZSTD_CCtx *zstd_compressor;
static ZSTD_DCtx *zstd_decompressor;
static int zstd_level;
static z_stream deflater, inflater;

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

static long zstd_unsized_compress(const uint8_t *from, long length, uint8_t *to)
{
	size_t made = ZSTD_compress2(zstd_compressor, to, BOUND, from, length);

	return ZSTD_isError(made) ? -1 : (long)made;
}

/* The order in which zstd_compress_cctx() of the kernel sets them. */
static void set_unsized_parameters(void)
{
	ZSTD_compressionParameters made = ZSTD_getCParams(zstd_level, 0, 0);

	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_windowLog, made.windowLog);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_hashLog, made.hashLog);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_chainLog, made.chainLog);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_searchLog, made.searchLog);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_minMatch, made.minMatch);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_targetLength, made.targetLength);
	ZSTD_CCtx_setParameter(zstd_compressor, ZSTD_c_strategy, made.strategy);
}

/* Takes a whole input through a stream that was reset; returns the output's length. */
static long stream_page(z_stream *stream, int (*step)(z_stream *, int), const uint8_t *from,
			long length, uint8_t *to, long room)
{
	stream->next_in = (uint8_t *)from;
	stream->avail_in = length;
	stream->next_out = to;
	stream->avail_out = room;
	return step(stream, Z_FINISH) == Z_STREAM_END ? (long)stream->total_out : -1;
}

static long deflate_compress(const uint8_t *from, long length, uint8_t *to)
{
	deflateReset(&deflater);
	return stream_page(&deflater, deflate, from, length, to, BOUND);
}

static long deflate_decompress(const uint8_t *from, long length, uint8_t *to)
{
	inflateReset(&inflater);
	return stream_page(&inflater, inflate, from, length, to, PAGE);
}

void fail(const char *text)
{
	fprintf(stderr, "native: %s\n", text);
	exit(1);
}

struct codec choose_codec(const char *name)
{
	if (strcmp(name, "lz4") == 0) {
		lz4_state = malloc(LZ4_sizeofState());
		return (struct codec){ lz4_compress, lz4_decompress, LZ4_versionString() };
	}
	if (strcmp(name, "lzo") == 0) {
		if (lzo_init() != LZO_E_OK)
			fail("lzo_init failed");
		lzo_state = malloc(LZO1X_1_MEM_COMPRESS);
		return (struct codec){ lzo_compress, lzo_decompress, lzo_version_string() };
	}
	if (strncmp(name, "zstd:", 5) == 0 || strncmp(name, "zstd-unsized:", 13) == 0) {
		zstd_level = atoi(strchr(name, ':') + 1);
		zstd_compressor = ZSTD_createCCtx();
		zstd_decompressor = ZSTD_createDCtx();
		if (name[4] == ':')
			return (struct codec){ zstd_compress, zstd_decompress, ZSTD_versionString() };
		set_unsized_parameters();
		return (struct codec){ zstd_unsized_compress, zstd_decompress, ZSTD_versionString() };
	}
	if (strncmp(name, "deflate:", 8) == 0) {
		if (deflateInit2(&deflater, atoi(name + 8), Z_DEFLATED, -WINDOW_BITS, MEMORY_LEVEL,
				 Z_DEFAULT_STRATEGY) != Z_OK ||
		    inflateInit2(&inflater, -WINDOW_BITS) != Z_OK)
			fail("zlib failed");
		return (struct codec){ deflate_compress, deflate_decompress, zlibVersion() };
	}
	fail("expected lz4, lzo, zstd:LEVEL, zstd-unsized:LEVEL or deflate:LEVEL");
	abort();
}
