// Page count of zsmalloc from allocations and frees alone, independent of src/model/zsmalloc and as simple as possible: a size
// class is found by trial, a zspage is a set of objects, lists are arrays. Source: mm/zsmalloc.c, v6.18.

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

/** Returns the pages in a chain for objects of `size` bytes, and the number of objects. */
function shapeOf(size: number): Shape {
  let pages = 1;
  if (!POWERS_OF_TWO.includes(size)) {
    for (let chain = 1; chain <= MAX_CHAIN_PAGES; chain++) {
      if ((chain * PAGE) % size < (pages * PAGE) % size) pages = chain;
    }
  }
  return { pages, objects: Math.floor((pages * PAGE) / size) };
}

/** Numbers the size classes: neighbouring lengths whose chains have the same shape share a class. */
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

/** Returns the fullness group of a zspage, in tenths. */
function fullness({ used, shape }: Zspage): number {
  return Math.floor(Math.floor((100 * used) / shape.objects) / 10);
}

/** Independent model of a pool: computes its expected pages. */
export class ShadowZsmalloc {
  pages = 0;
  readonly #where = new Map<number, Zspage>();
  /** Zspages with room, by class; the one whose fullness changed last is at the end. */
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

  /** Moves a zspage whose fullness group changes to the end of its list. */
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
