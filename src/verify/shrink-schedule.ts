/** Returns the number of steps at which another task than before runs. */
export function switchesOf(schedule: readonly number[]): number {
  return schedule.filter((task, i) => i > 0 && task !== schedule[i - 1]).length;
}

/** Yields schedules with fewer switches: one run of steps joins the next or the previous run of the same task. */
export function* fewerSwitches(schedule: readonly number[]): Generator<number[]> {
  const runs = runsOf(schedule);
  for (let i = 0; i < runs.length; i++) {
    const next = runs.findIndex(({ task }, at) => at > i && task === runs[i].task);
    if (next < 0) continue;
    const { steps } = runs[next];
    const without = runs.filter((_, at) => at !== next);
    yield flat(without.with(i, { ...runs[i], steps: runs[i].steps + steps }));
    const others = runs.filter((_, at) => at !== i);
    yield flat(others.with(next - 1, { ...runs[next], steps: runs[i].steps + steps }));
  }
}

/** Returns a schedule without its last steps where these take tasks in order: a replay takes the first one that can run. */
export function withoutTail(schedule: readonly number[]): number[] {
  let end = schedule.length;
  while (end > 0 && schedule[end - 1] <= (schedule[end] ?? Number.POSITIVE_INFINITY)) end--;
  return schedule.slice(0, end);
}

interface Run {
  readonly task: number;
  readonly steps: number;
}

function runsOf(schedule: readonly number[]): Run[] {
  const runs: Run[] = [];
  for (const task of schedule) {
    const last = runs.at(-1);
    if (last?.task === task) runs[runs.length - 1] = { task, steps: last.steps + 1 };
    else runs.push({ task, steps: 1 });
  }
  return runs;
}

function flat(runs: readonly Run[]): number[] {
  return runs.flatMap(({ task, steps }) => new Array<number>(steps).fill(task));
}
