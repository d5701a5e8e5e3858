#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fault-step.h"
#include "fillers.h"
#include "lengths.h"
#include "memcg.h"
#include "page-out.h"

#define STACK_BYTES (128ul << 10)

struct message {
	enum order order;
	unsigned long from;
	unsigned long to;
};

/* A task, a thread of its worker. */
struct thread {
	pthread_t id;
	char *stack;
	struct worker_memory *memory;
	unsigned long number;
	const struct message *message;
};

/* Threads that start one after another would not collide. */
static void wait_for_the_others(struct cell_state *state, unsigned long tasks)
{
	state->ready++;
	while (state->ready < tasks)
		sched_yield();
}

static void *run_task(void *argument)
{
	struct thread *thread = argument;
	struct cell_state *state = thread->memory->state;
	const struct message *message = thread->message;
	unsigned long tasks = state->cell->tasks;

	if (message->order == PAGE_OUT_AT_ONCE) {
		unsigned long last = message->to - message->from;

		wait_for_the_others(state, tasks < last ? tasks : last);
		page_folio_out(thread->memory, message->from + thread->number);
	} else {
		unsigned long number;

		wait_for_the_others(state, tasks);
		while ((number = state->next++) < state->end)
			page_folio_out(thread->memory, number);
	}
	return NULL;
}

/* Threads for tasks memcg, memcg + memcgs, ... Their stacks are made before memory is locked. */
static int make_threads(struct worker_memory *memory, struct thread **threads, unsigned long *count)
{
	const struct cell *cell = memory->state->cell;

	*threads = calloc(cell->tasks, sizeof(**threads));
	if (*threads == NULL)
		return -ENOMEM;
	for (unsigned long task = (unsigned long)memory->memcg; task < cell->tasks; task += cell->memcgs) {
		struct thread *thread = &(*threads)[(*count)++];

		thread->number = task;
		thread->memory = memory;
		thread->stack = mmap(NULL, STACK_BYTES, PROT_READ | PROT_WRITE,
				     MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
		if (thread->stack == MAP_FAILED)
			return -errno;
	}
	return 0;
}

static long run_tasks(struct thread *threads, unsigned long count, const struct message *message)
{
	pthread_attr_t attributes;
	unsigned long started = 0;

	for (; started < count; started++) {
		struct thread *thread = &threads[started];

		thread->message = message;
		if (message->order == PAGE_OUT_AT_ONCE && thread->number >= message->to - message->from)
			break;
		pthread_attr_init(&attributes);
		pthread_attr_setstack(&attributes, thread->stack, STACK_BYTES);
		if (pthread_create(&thread->id, &attributes, run_task, thread) != 0)
			exit(1);
	}
	for (unsigned long i = 0; i < started; i++)
		pthread_join(threads[i].id, NULL);
	return 0;
}

static long carry_out(struct worker_memory *memory, struct thread *threads, unsigned long count, const struct message *message)
{
	switch (message->order) {
	case TOUCH:
		return touch_folios(memory, message->from, message->to);
	case PAGE_OUT:
	case PAGE_OUT_AT_ONCE:
		return run_tasks(threads, count, message);
	case DROP_COPIES:
		drop_copies(memory, message->from, message->to);
		return 0;
	case READ_BACK:
		return read_back(memory, message->from, message->to);
	case FLUSH:
		return flush_statistics();
	case ADD_FILLERS:
		return add_fillers(memory, message->from, message->to);
	case REMOVE_FILLERS:
		remove_fillers(memory, message->from);
		return 0;
	case LEAVE_ROOM:
		leave_room(memory, message->from);
		return 0;
	case TAKE_FAULT_STEP:
		return take_fault_step(memory);
	case REPEAT_PAGE_OUT:
		return repeat_page_out(memory, message->from);
	case MEASURE_LENGTHS:
		return measure_lengths(memory, message->from, message->to);
	}
	return -EINVAL;
}

/* A worker that cannot start lives on and answers every order with its error. */
static void run_worker(struct worker *worker, struct cell_state *state)
{
	struct worker_memory memory;
	struct thread *threads = NULL;
	struct message message;
	unsigned long count = 0;
	int error = enter_memcg(worker->memcg);

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (error == 0)
		error = open_memory(&memory, state, worker->memcg);
	if (error == 0)
		error = make_threads(&memory, &threads, &count);
	/* The worker's own memory stays; the cell's is mapped after this and does not. */
	if (error == 0 && mlockall(MCL_CURRENT) != 0)
		error = -errno;
	if (error == 0)
		error = map_memory(&memory);
	while (read(worker->orders, &message, sizeof(message)) == (ssize_t)sizeof(message)) {
		long answer = error != 0 ? error : carry_out(&memory, threads, count, &message);

		if (write(worker->answers, &answer, sizeof(answer)) != (ssize_t)sizeof(answer))
			break;
	}
	_exit(0);
}

int start_worker(struct worker *worker, long memcg, struct cell_state *state)
{
	int orders[2], answers[2];

	if (pipe2(orders, O_CLOEXEC) != 0 || pipe2(answers, O_CLOEXEC) != 0)
		return -errno;
	worker->memcg = memcg;
	worker->pid = fork();
	if (worker->pid < 0)
		return -errno;
	if (worker->pid == 0) {
		close(orders[1]);
		close(answers[0]);
		worker->orders = orders[0];
		worker->answers = answers[1];
		run_worker(worker, state);
	}
	close(orders[0]);
	close(answers[1]);
	worker->orders = orders[1];
	worker->answers = answers[0];
	return 0;
}

long order_workers(struct worker *workers, unsigned long count, enum order order, unsigned long from, unsigned long to)
{
	struct message message = { order, from, to };
	struct pollfd answers[MAX_MEMCGS];
	unsigned long waiting = count;
	long sum = 0;

	for (unsigned long i = 0; i < count; i++) {
		answers[i] = (struct pollfd){ .fd = workers[i].answers, .events = POLLIN };
		if (write(workers[i].orders, &message, sizeof(message)) != (ssize_t)sizeof(message))
			return -ECHILD;
	}
	while (waiting > 0) {
		if (poll(answers, count, -1) < 0)
			return -errno;
		for (unsigned long i = 0; i < count; i++) {
			long answer;

			if (answers[i].revents == 0)
				continue;
			/* One that died answers no more, and others may wait for its tasks. */
			if (read(workers[i].answers, &answer, sizeof(answer)) != (ssize_t)sizeof(answer))
				return -ECHILD;
			answers[i].fd = -1;
			waiting--;
			if (sum >= 0)
				sum = answer < 0 ? answer : sum + answer;
		}
	}
	return sum;
}

void stop_worker(struct worker *worker)
{
	close(worker->orders);
	close(worker->answers);
	kill(worker->pid, SIGKILL);
	waitpid(worker->pid, NULL, 0);
}
