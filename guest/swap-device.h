#ifndef SWAP_DEVICE_H
#define SWAP_DEVICE_H

/* Writes a swap header over a whole block device and turns swap on; 0 or -errno. */
int swap_on(const char *device);
int swap_off(const char *device);

#endif
