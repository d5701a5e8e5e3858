#!/usr/bin/env node
import { runProgram } from '../dist/src/cli/program.js';

await runProgram();
