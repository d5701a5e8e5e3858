#ifndef LOOP_DEVICE_H
#define LOOP_DEVICE_H

/*
 * The loop device of a run on the running machine. Its number is far above those that other programs get, so that what has
 * it is known to be this program's.
 */
#define LOOP_DEVICE "/dev/loop7309"

/* Makes the device over an open file, not rotational: folios go to swap whole. Returns 0 or -errno; -EEXIST if it is there already. */
int make_loop_device(int file);

/* Detaches the device and removes it; nothing happens where there is none. Returns 0 or -errno; swap on it must be off. */
int remove_loop_device(void);

/* Whether there is one. */
int have_loop_device(void);

#endif
