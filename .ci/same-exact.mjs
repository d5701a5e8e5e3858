// Whether the exact parts of two result documents are byte for byte the same.
import { readFileSync } from 'node:fs';

const [one, other] = process.argv.slice(2).map((path) => {
  const { corpora, cells } = JSON.parse(readFileSync(path, 'utf8'));
  return [
    JSON.stringify(corpora),
    ...cells.map(({ key, exact }) => JSON.stringify({ key, exact })),
  ];
});
const differing = one.filter((text, i) => text !== other[i]);
if (one.length !== other.length || differing.length > 0) {
  console.error(`differ: ${differing.map((text) => text.slice(0, 80)).join('\n')}`);
  process.exit(1);
}
console.log(`${one.length - 1} cells: exact parts are the same`);
