// What the program itself costs, as ratios within one interleaved run: `npm run bench`.
import { relativeToCompressor } from './relative-to-compressor.js';
import { replaySpeed } from './replay-speed.js';
import { startUp } from './start-up.js';

for (const part of [startUp, relativeToCompressor, replaySpeed]) {
  process.stdout.write(`${await part()}\n`);
}
