import type { ZswapEvents } from '../../src/model/zswap/events.js';

export interface CountedEvents extends ZswapEvents {
  writtenBackPages: number;
  /** Called for each page written back. */
  onWrittenBack: (slot: number) => void;
}

/** Forwards all events to a listener and counts pages written back. */
export function countedEvents(listener: ZswapEvents): CountedEvents {
  const events: CountedEvents = {
    writtenBackPages: 0,
    onWrittenBack: () => {},
    allocated: (handle, length) => listener.allocated(handle, length),
    released: (handle) => listener.released(handle),
    published: (slot, length, memcg) => listener.published(slot, length, memcg),
    freed: (slot, length) => listener.freed(slot, length),
    accepted: (pageCount) => listener.accepted(pageCount),
    refused: (pageCount) => listener.refused(pageCount),
    loaded: (slot) => listener.loaded(slot),
    writtenBack: (slot) => {
      events.writtenBackPages++;
      events.onWrittenBack(slot);
      listener.writtenBack(slot);
    },
  };
  return events;
}
