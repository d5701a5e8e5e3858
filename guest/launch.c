#include "launch.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

int launch(int count, char **arguments)
{
	if (count < 2)
		return 2;
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* The parent may have ended before that. */
	if (getppid() != atoi(arguments[0]))
		return 1;
	execvp(arguments[1], arguments + 1);
	perror(arguments[1]);
	return 127;
}
