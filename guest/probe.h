#ifndef PROBE_H
#define PROBE_H

/* Emits the features of the running kernel that cells depend on; it only reads. */
void emit_probe(void);

#endif
