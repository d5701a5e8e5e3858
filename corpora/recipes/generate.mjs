// Seeded, made-up data for the recipes: no line of it comes from a real system or names a real person.
//
//   node generate.mjs KIND SEED COUNT     (KIND: one of the functions in `kinds` below; writes to stdout)

// A small fast generator with a known sequence; Math.random cannot be seeded.
export function random(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (n) => Math.floor(next() * n);
  const pick = (list) => list[int(list.length)];
  // Few items often, many items seldom: what names, words and customers do.
  const skewed = (n) => Math.min(n - 1, Math.floor((n + 1) ** next()) - 1);
  const normal = () => next() + next() + next() + next() - 2;
  const hex = (digits) => {
    let out = '';
    while (out.length < digits) out += int(65536).toString(16).padStart(4, '0');
    return out.slice(0, digits);
  };
  const bytes = (n) => {
    const out = Buffer.alloc(n);
    for (let i = 0; i < n; i++) out[i] = int(256);
    return out;
  };
  return { next, int, pick, skewed, normal, hex, bytes };
}

const onsets = [
  'b',
  'br',
  'c',
  'ch',
  'd',
  'dr',
  'f',
  'g',
  'gr',
  'h',
  'k',
  'l',
  'm',
  'n',
  'p',
  'pl',
  'r',
  's',
  'st',
  't',
  'tr',
  'v',
  'w',
  '',
];
const vowels = ['a', 'e', 'i', 'o', 'u', 'ai', 'ea', 'ou', 'ie'];
const codas = ['', '', '', 'n', 'r', 's', 't', 'l', 'm', 'nd', 'st', 'ck', 'ng', 'th'];
const endings = ['', '', '', 's', 'ed', 'ing', 'er', 'ly', 'tion', 'al', 'ment'];

export function vocabulary(seed, size) {
  const r = random(seed);
  const words = new Set([
    'the',
    'of',
    'and',
    'to',
    'in',
    'is',
    'for',
    'that',
    'with',
    'on',
    'as',
    'by',
    'at',
    'from',
    'it',
    'not',
    'are',
    'was',
  ]);
  while (words.size < size) {
    let word = '';
    for (let n = 1 + r.int(3); n > 0; n--) word += r.pick(onsets) + r.pick(vowels) + r.pick(codas);
    word += r.pick(endings);
    if (word !== 'bearer') words.add(word); // the search for secrets would take it for one
  }
  return [...words];
}

export const capital = (word) => word[0].toUpperCase() + word.slice(1);
const countries = [
  'AT',
  'AU',
  'BR',
  'CA',
  'CH',
  'CZ',
  'DE',
  'DK',
  'ES',
  'FR',
  'GB',
  'IN',
  'IT',
  'JP',
  'KR',
  'MX',
  'NL',
  'NO',
  'PL',
  'SE',
  'US',
  'ZA',
];
const states = ['new', 'open', 'paid', 'packed', 'shipped', 'delivered', 'returned', 'cancelled'];
const plans = ['free', 'basic', 'plus', 'team', 'business'];
const epoch = Date.UTC(2026, 0, 1);

// Everything a recipe draws from, over one generator and one vocabulary.
export function source(seed) {
  const r = random(seed);
  const words = vocabulary(seed + 1, 20000);
  const names = words.slice(2000, 5000).map(capital);
  const word = () => words[r.skewed(words.length)];
  const sentence = (n = 6 + r.int(14)) => {
    let out = capital(word());
    for (let i = 1; i < n; i++) out += (r.int(9) === 0 ? ', ' : ' ') + word();
    return out + (r.int(8) === 0 ? '?' : '.');
  };
  const text = (sentences) => Array.from({ length: sentences }, () => sentence()).join(' ');
  const name = () => `${names[r.skewed(names.length)]} ${names[r.int(names.length)]}`;
  const time = () => new Date(epoch + r.int(320 * 86400) * 1000 + r.int(1000)).toISOString();
  const amount = () => Math.round(Math.exp(r.normal() * 1.6 + 3.5) * 100) / 100;
  const customer = (id) => ({
    id,
    key: r.hex(16),
    name: name(),
    city: capital(word()),
    country: countries[r.skewed(countries.length)],
    plan: plans[r.skewed(plans.length)],
    created: time(),
    visits: r.skewed(5000),
    score: Math.round(r.normal() * 1e6) / 1e6,
    newsletter: r.int(3) === 0,
  });
  const order = (id, customers) => ({
    id,
    customer: r.skewed(customers),
    reference: `${r.hex(8)}-${r.hex(4)}-${r.hex(4)}-${r.hex(12)}`,
    state: states[r.skewed(states.length)],
    placed: time(),
    items: Array.from({ length: 1 + r.skewed(6) }, () => ({
      sku: `${r.pick(words).slice(0, 4).toUpperCase()}-${r.int(100000)}`,
      title: `${capital(word())} ${word()}`,
      quantity: 1 + r.skewed(9),
      price: amount(),
    })),
    weight: Math.round(r.next() * 20000) / 1000,
    position: [Math.round(r.normal() * 45e5) / 1e5, Math.round(r.normal() * 9e6) / 1e5],
    tags: Array.from({ length: r.int(5) }, word),
    note: text(r.skewed(5)),
  });
  return { r, words, word, sentence, text, name, time, amount, customer, order };
}

const resp = (...args) => {
  const parts = [Buffer.from(`*${args.length}\r\n`)];
  for (const arg of args) {
    const bytes = Buffer.isBuffer(arg) ? arg : Buffer.from(String(arg));
    parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from('\r\n'));
  }
  return Buffer.concat(parts);
};
const fields = (object) => Object.entries(object).flat();
const tab = (...columns) => `${columns.join('\t')}\n`;

const kinds = {
  // Redis protocol that fills a server: COUNT customers and all that hangs on them.
  *'redis-load'(seed, count) {
    const s = source(seed);
    const block = (n) =>
      `<section class="teaser column wide"><h2 class="teaser-title">${s.sentence(4)}</h2><a class="teaser-link" href="/${s.word()}/${n}">${s.word()}</a><p class="teaser-text">${s.sentence()}</p></section>`;
    for (let id = 0; id < count; id++) {
      yield resp('HSET', `customer:${id}`, ...fields(s.customer(id)));
      if (id % 2 === 0) yield resp('SET', `order:${id}`, JSON.stringify(s.order(id, count)));
      if (id % 3 === 0)
        yield resp(
          'SETEX',
          `session:${s.r.hex(32)}`,
          3 + s.r.int(3600),
          JSON.stringify({
            customer: s.r.int(count),
            seen: s.time(),
            nonce: s.r.hex(8),
            consent: { necessary: true, statistics: false, marketing: false },
            language: 'en-GB',
            cart: [s.word(), s.word()],
            referrer: `/catalogue/${s.word()}/${s.word()}`,
          }),
        );
      if (id % 10 === 0)
        yield resp(
          'SET',
          `page:/${s.word()}/${id}`,
          `<article>${[1, 2, 3, 4, 5, 6, 7, 8].map(block).join('')}</article>`,
        );
      if (id % 60 === 0) yield resp('SET', `thumbnail:${id}`, s.r.bytes(8000 + s.r.int(16000)));
      if (id % 4 === 0)
        yield resp(
          'ZADD',
          `ranking:${s.r.skewed(200)}`,
          s.amount(),
          `customer:${s.r.int(count)}`,
          s.amount(),
          `customer:${s.r.int(count)}`,
        );
      if (id % 4 === 1)
        yield resp(
          'RPUSH',
          `queue:${s.r.skewed(60)}`,
          JSON.stringify({
            job: id,
            kind: s.word(),
            at: s.time(),
            tries: s.r.skewed(6),
            arguments: [s.word(), s.r.int(1e6)],
          }),
        );
      if (id % 4 === 2)
        yield resp('SADD', `tag:${s.word()}`, s.r.int(count), s.r.int(count), s.r.int(count));
      yield resp('INCRBY', `visits:${s.r.skewed(count)}`, 1 + s.r.int(50));
    }
  },
  // Redis protocol that keeps the filled server busy: updates, deletes, expiry.
  *'redis-churn'(seed, count) {
    const s = source(seed);
    for (;;) {
      const id = s.r.int(count);
      switch (s.r.int(9)) {
        case 0:
          yield resp('DEL', `order:${id & ~1}`, `thumbnail:${id - (id % 60)}`);
          break;
        case 1:
          yield resp('SET', `order:${id & ~1}`, JSON.stringify(s.order(id, count)));
          break;
        case 2:
          yield resp('HINCRBY', `customer:${id}`, 'visits', 1 + s.r.int(4));
          break;
        case 3:
          yield resp('HSET', `customer:${id}`, 'city', s.word(), 'seen', s.time());
          break;
        case 4:
          yield resp('ZINCRBY', `ranking:${s.r.skewed(200)}`, s.r.int(90), `customer:${id}`);
          break;
        case 5:
          yield resp('LPOP', `queue:${s.r.skewed(60)}`, 1 + s.r.int(3));
          break;
        case 6:
          yield resp(
            'RPUSH',
            `queue:${s.r.skewed(60)}`,
            JSON.stringify({ job: id, kind: s.word(), at: s.time(), tries: 0 }),
          );
          break;
        case 7:
          yield resp(
            'SETEX',
            `session:${s.r.hex(32)}`,
            1 + s.r.int(4),
            JSON.stringify({
              customer: id,
              seen: s.time(),
              nonce: s.r.hex(8),
              consent: { necessary: true, statistics: false, marketing: false },
              language: 'en-GB',
            }),
          );
          break;
        default:
          yield resp('EXPIRE', `customer:${id}`, 1 + s.r.int(600));
      }
    }
  },
  // Tab-separated rows, as COPY of a database and a line reader take them.
  *customers(seed, count) {
    const s = source(seed);
    for (let id = 0; id < count; id++) yield tab(...Object.values(s.customer(id)));
  },
  *orders(seed, count) {
    const s = source(seed);
    for (let id = 0; id < count; id++) {
      const o = s.order(id, count >> 3);
      yield tab(
        id,
        o.customer,
        o.reference,
        o.state,
        o.placed,
        o.items.length,
        s.amount(),
        o.weight,
        o.position[0],
        o.position[1],
        o.tags.join(' '),
        o.note,
      );
    }
  },
  *lines(seed, count) {
    const s = source(seed);
    let at = epoch / 1000;
    for (let order = 0, id = 0; id < count; order++) {
      const customer = s.r.skewed(40000);
      for (let line = 1 + s.r.int(6); line > 0 && id < count; line--, id++) {
        at += s.r.int(60);
        const price = s.amount();
        const quantity = 1 + s.r.skewed(50);
        const sent = at + 3600 * (1 + s.r.int(240));
        yield tab(
          id,
          order,
          customer,
          s.r.skewed(20000),
          line,
          quantity,
          price,
          Math.round(price * quantity * 100) / 100,
          s.r.int(11) / 100,
          s.r.pick(['0.07', '0.19']),
          s.r.pick(['N', 'N', 'N', 'R', 'A']),
          s.r.pick(states),
          new Date(at * 1000).toISOString(),
          new Date(sent * 1000).toISOString().slice(0, 10),
          s.r.pick(['air', 'mail', 'rail', 'road', 'ship']),
          s.r.pick(['deliver in person', 'collect cod', 'take back return', 'none']),
          s.r.int(3) === 0 ? s.sentence(2 + s.r.int(4)) : '',
        );
      }
    }
  },
  // One JSON record a line.
  *json(seed, count) {
    const s = source(seed);
    for (let id = 0; id < count; id++) yield `${JSON.stringify(s.order(id, count >> 3))}\n`;
  },
};

const [kind, seed, count] = process.argv.slice(2);
if (kind !== undefined && import.meta.url === new URL(process.argv[1], 'file://').href) {
  if (!Object.hasOwn(kinds, kind)) throw new Error(`no such kind of data: ${kind}`);
  process.stdout.on('error', () => process.exit(0)); // the reader was stopped on purpose
  let batch = [];
  let size = 0;
  const flush = () => new Promise((done) => process.stdout.write(Buffer.concat(batch), done));
  for (const piece of kinds[kind](Number(seed), Number(count))) {
    const bytes = Buffer.from(piece);
    batch.push(bytes);
    size += bytes.length;
    if (size > 1 << 18) {
      await flush();
      batch = [];
      size = 0;
    }
  }
  await flush();
}
