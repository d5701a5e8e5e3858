#ifndef FAULT_INJECTION_H
#define FAULT_INJECTION_H

#include "plan.h"

/* Faults of the calling task's allocations (Documentation/fault-injection/fault-injection.rst). */

enum allocation { NO_ALLOCATION = '-', SLAB_OBJECT = 's', PAGE_BLOCK = 'p' };

/* Faults to arm, and what became of them. */
struct fault {
	/* The N-th allocation; 0 for none. */
	unsigned long nth;
	/* A second one, as in struct faults. It needs first_was of an earlier step with the same nth. */
	unsigned long second_pages;
	unsigned long second_bytes;
	bool struck;
	bool second_struck;
	enum allocation first_was;
};

/* Whether the kernel can be told to let the N-th allocation of a task fail. */
bool can_inject_faults(void);

/* Lets every kind of allocation fail that can, silently. What a kernel lacks is passed over. */
void prepare_faults(void);

/* Arms faults for what this task allocates from now on; 0 or -errno. */
int arm_fault(const struct fault *fault);

/* Disarms them, and notes which have struck. */
void disarm_fault(struct fault *fault);

#endif
