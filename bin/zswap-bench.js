#!/usr/bin/env node
import { runProgram } from '../dist/src/program.js';

await runProgram();
