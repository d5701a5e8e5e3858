// A small order service in memory: what a Node.js server holds between requests.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { source } from './generate.mjs';

const s = source(7);
const orders = new Map();
const byCustomer = new Map();
const index = new Map(); // word -> order ids
let lines = readFileSync(process.argv[2], 'utf8').split('\n');
const sizes = new Float64Array(lines.length);
const places = new Float32Array(lines.length * 2);
const seen = new Uint32Array(lines.length);
const together = new Uint32Array(2048 * 2048); // how often two of the first customers order in one breath
const timeline = new BigInt64Array(lines.length);

function add(order) {
  orders.set(order.id, order);
  let list = byCustomer.get(order.customer);
  if (list === undefined) {
    list = [];
    byCustomer.set(order.customer, list);
  }
  list.push(order);
  for (const word of order.note.split(/[ ,.?]+/)) {
    if (word === '') continue;
    let ids = index.get(word);
    if (ids === undefined) {
      ids = new Set();
      index.set(word, ids);
    }
    if (ids.size < 4000) ids.add(order.id);
  }
  sizes[order.id] = order.items.reduce((sum, item) => sum + item.quantity * item.price, 0);
  places.set(order.position, order.id * 2);
  timeline[order.id] = BigInt(Date.parse(order.placed));
}
for (const line of lines) if (line !== '') add(JSON.parse(line));
const count = lines.length - 1;
lines = null;
const rendered = new Map(); // answers kept for a while, as a server does
together.fill(0);
console.log('working');

function work() {
  for (let n = 0; n < 300; n++) {
    const id = s.r.int(count);
    seen[id]++;
    if (n % 5 === 0) {
      add(s.order(id, count >> 3));
    } else if (n % 5 === 1) {
      const page = JSON.stringify(byCustomer.get(s.r.skewed(count >> 3))?.slice(0, 12) ?? []);
      rendered.set(`/orders/${id}`, n % 20 === 1 ? gzipSync(page) : Buffer.from(page));
      together[s.r.skewed(2048) * 2048 + s.r.skewed(2048)]++;
      if (rendered.size > 1500) rendered.delete(rendered.keys().next().value);
    } else {
      const best = byCustomer
        .get(s.r.skewed(count >> 3))
        ?.slice(-20)
        .sort((a, b) => sizes[b.id] - sizes[a.id])[0];
      if (best !== undefined) best.viewed = `${best.reference}:${s.time()}`;
    }
  }
  setImmediate(work);
}
work();
