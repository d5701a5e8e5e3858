#!/usr/bin/env node
try {
  const { runProgram } = await import('../dist/src/program.js');
  await runProgram();
} catch (error) {
  // Not one of its own files may be loaded any more, as with a limit of open files that is too low.
  const [found] = String(error?.message).split('\n');
  process.stderr.write(
    `zswap-bench: its own files: expected to load; found ${found}; raise ulimit -n, or install it again\n`,
  );
  process.exitCode = 2;
}
