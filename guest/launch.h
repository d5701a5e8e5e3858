#ifndef LAUNCH_H
#define LAUNCH_H

/*
 * On the host: becomes another program that is killed when its parent ends, however that ends.
 * Arguments: the parent's process id, the program, its arguments. Returns an exit code where that is not possible.
 */
int launch(int count, char **arguments);

#endif
