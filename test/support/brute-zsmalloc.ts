/** Shape of a zspage of one size class. */
export interface Shape {
  readonly size: number;
  readonly pages: number;
  readonly objects: number;
}

const POWERS_OF_TWO = [32, 64, 128, 256, 512, 1024, 2048, 4096];
const HANDLE_BYTES = 8;

/** The class of a `length`-byte object, found anew from the kernel's rules for each object. */
export function shapeOf(length: number, chainSize: number = 8): Shape {
  let size = 32;
  while (size < Math.min(4096, length + HANDLE_BYTES)) size += 16;
  let shape = unmerged(size, chainSize);
  // Merging goes from large to small and keeps the larger class, so the last of a row of alike shapes is the one in use.
  for (let next = size + 16; next <= 4096; next += 16) {
    const larger = unmerged(next, chainSize);
    if (larger.pages !== shape.pages || larger.objects !== shape.objects) break;
    shape = larger;
  }
  return shape;
}

function unmerged(size: number, chainSize: number): Shape {
  const byWaste = Array.from({ length: chainSize }, (_, i) => i + 1).sort(
    (a, b) => ((a * 4096) % size) - ((b * 4096) % size) || a - b,
  );
  const pages = POWERS_OF_TWO.includes(size) ? 1 : byWaste[0];
  return { size, pages, objects: Math.floor((pages * 4096) / size) };
}

const SHAPES = Array.from({ length: 4097 }, (_, length) => shapeOf(Math.max(1, length)));

interface Zspage {
  readonly shape: Shape;
  readonly live: Set<number>;
  group: number;
}

/** zsmalloc's page count told a second time: one list of zspages, the one whose group changed last at its front. */
export class BruteZsmalloc {
  #zspages: Zspage[] = [];
  #objects = 0;

  /** Pages of all zspages, added up. */
  get pages(): number {
    return this.#zspages.reduce((sum, { shape }) => sum + shape.pages, 0);
  }

  /** Returns a name of its own for the object. */
  malloc(length: number): number {
    const shape = SHAPES[length];
    const open = this.#zspages.filter(
      (zspage) => zspage.shape.size === shape.size && zspage.live.size < shape.objects,
    );
    const fullest = Math.max(...open.map(({ group }) => group));
    let zspage = open.find(({ group }) => group === fullest);
    if (zspage === undefined) {
      zspage = { shape, live: new Set(), group: 0 };
      this.#zspages.push(zspage);
    }
    zspage.live.add(this.#objects);
    this.#regroup(zspage);
    return this.#objects++;
  }

  free(object: number): void {
    const zspage = this.#zspages.find(({ live }) => live.has(object)) as Zspage;
    zspage.live.delete(object);
    if (zspage.live.size > 0) this.#regroup(zspage);
    else this.#zspages = this.#zspages.filter((other) => other !== zspage);
  }

  /** Frees all objects of `objects`. */
  freeAll(objects: Iterable<number>): void {
    for (const object of objects) this.free(object);
  }

  #regroup(zspage: Zspage): void {
    const percent = Math.trunc((zspage.live.size * 100) / zspage.shape.objects);
    const tens = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].filter((ten) => percent >= ten);
    if (zspage.group === 1 + tens.length) return;
    zspage.group = 1 + tens.length;
    this.#zspages = [zspage, ...this.#zspages.filter((other) => other !== zspage)];
  }
}
