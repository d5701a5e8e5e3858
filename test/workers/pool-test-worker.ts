// A crew's thread for tests: each command has it do something else.
import { CrewMember } from '../../src/workers/pool-worker.js';

export interface CrewThreadPlan {
  readonly pieces: number;
  /** Members that have come to a meeting. */
  readonly arrived: Int32Array;
  /** A thread that does not start. */
  readonly dies?: number;
}

const member = new CrewMember<CrewThreadPlan>();
const { pieces, arrived, dies } = member.plan;
if (dies === member.thread) throw new Error('cannot start\nand says more');

member.serve((command) => {
  switch (command) {
    case 0: {
      const taken: number[] = [];
      for (let at = member.take(); at < pieces; at = member.take()) taken.push(at);
      return taken;
    }
    case 1:
      Atomics.add(arrived, 0, 1);
      member.meet();
      return Atomics.load(arrived, 0);
    case 2:
      if (member.thread === 1) throw new RangeError('out of things');
      return member.meet();
    case 4:
      throw null;
    case 5:
      return new ArrayBuffer(2 ** 50);
    default:
      if (member.thread === 0) process.exit(7);
      return member.meet();
  }
});
