#!/usr/bin/env node
try {
  const { runProcess } = await import('../dist/src/program.js');
  await runProcess();
} catch (error) {
  // With a low limit of open files the program cannot load its own files.
  const [found] = String(error?.message).split('\n');
  process.stderr.write(
    `zswap-bench: its own files: expected to load; found ${found}; raise ulimit -n, or install it again\n`,
  );
  process.exitCode = 2;
}
