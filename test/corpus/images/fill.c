/* Fills anonymous memory with a known pattern, then waits (argument "wait") or aborts. */
#include <stdint.h>
#include <string.h>
#include <stdlib.h>
#include <stdio.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <signal.h>
#define PAGES 6
int main(int argc, char **argv) {
  struct rlimit all = { RLIM_INFINITY, RLIM_INFINITY };
  setrlimit(RLIMIT_CORE, &all);
  unsigned char *p = mmap((void *)0x20000000, PAGES * 4096, PROT_READ | PROT_WRITE,
                          MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
  if (p == MAP_FAILED) return 1;
  for (unsigned page = 0; page < PAGES; page++) {
    if (page == 3) continue; /* never touched */
    uint32_t x = page + 1;
    for (unsigned i = 0; i < 4096; i++) { if (i % 64 == 0) x = x * 1664525u + 1013904223u; p[page * 4096 + i] = x >> 24; }
  }
  if (argc > 1) { write(1, "ready\n", 6); for (;;) pause(); }
  raise(SIGABRT);
  return 0;
}
