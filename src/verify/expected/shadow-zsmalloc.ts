// zsmalloc's page count from allocations and frees alone, written apart from src/zsmalloc and in the plainest way: a size
// class is found by trying, a zspage is a set of objects, lists are arrays. Source: mm/zsmalloc.c, v6.18.

const PAGE = 4096;
const MAX_CHAIN_PAGES = 8;
const POWERS_OF_TWO = [32, 64, 128, 256, 512, 1024, 2048, 4096];

interface Shape {
  readonly pages: number;
  readonly objects: number;
}

interface Zspage {
  readonly shape: Shape;
  used: number;
}

/** Pages in a chain for objects of `size` bytes, and how many fit. */
function shapeOf(size: number): Shape {
  let pages = 1;
  if (!POWERS_OF_TWO.includes(size)) {
    for (let chain = 1; chain <= MAX_CHAIN_PAGES; chain++) {
      if ((chain * PAGE) % size < (pages * PAGE) % size) pages = chain;
    }
  }
  return { pages, objects: Math.floor((pages * PAGE) / size) };
}

/** Which class a request belongs to: requests whose chains have one shape share it, as long as no other comes between. */
function classNumbers(): { numberOf: number[]; shapes: Shape[] } {
  const numberOf: number[] = [];
  const shapes: Shape[] = [];
  for (let length = PAGE; length >= 1; length--) {
    const size = Math.min(PAGE, Math.max(32, Math.ceil((length + 8) / 16) * 16));
    const shape = shapeOf(size);
    const last = shapes.at(-1);
    if (last?.pages !== shape.pages || last.objects !== shape.objects) shapes.push(shape);
    numberOf[length] = shapes.length - 1;
  }
  return { numberOf, shapes };
}

const { numberOf, shapes } = classNumbers();

/** Tenths of fullness, as zsmalloc sorts zspages. */
function fullness({ used, shape }: Zspage): number {
  return Math.floor(Math.floor((100 * used) / shape.objects) / 10);
}

/** Knows how many pages a pool must have. */
export class ShadowZsmalloc {
  pages = 0;
  readonly #where = new Map<number, Zspage>();
  /** Zspages with room, by class, the one that changed its fullness last at the end. */
  readonly #withRoom = new Map<number, Zspage[]>();

  allocated(handle: number, length: number): void {
    const number = numberOf[length];
    const list = this.#withRoom.get(number) ?? [];
    this.#withRoom.set(number, list);
    let chosen: Zspage | undefined;
    for (const zspage of list) {
      if (chosen === undefined || fullness(zspage) >= fullness(chosen)) chosen = zspage;
    }
    if (chosen === undefined) {
      chosen = { shape: shapes[number], used: 0 };
      this.pages += chosen.shape.pages;
    }
    this.#change(list, chosen, 1);
    this.#where.set(handle, chosen);
  }

  released(handle: number, length: number): void {
    const zspage = this.#where.get(handle);
    if (zspage === undefined) throw new Error('an object is freed that was not allocated');
    this.#where.delete(handle);
    this.#change(this.#withRoom.get(numberOf[length]) ?? [], zspage, -1);
    if (zspage.used === 0) this.pages -= zspage.shape.pages;
  }

  /** A zspage that comes to another tenth goes to the end of its list. */
  #change(list: Zspage[], zspage: Zspage, by: number): void {
    const before = fullness(zspage);
    const listed = list.includes(zspage);
    zspage.used += by;
    const keeps = listed && fullness(zspage) === before && zspage.used < zspage.shape.objects;
    if (keeps && zspage.used > 0) return;
    if (listed) list.splice(list.indexOf(zspage), 1);
    if (zspage.used > 0 && zspage.used < zspage.shape.objects) list.push(zspage);
  }
}
