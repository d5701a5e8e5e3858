/** State of the page in its address, after `#`: names and values. */
export type AddressState = ReadonlyMap<string, string>;

/** Reads the state of the address. */
export function readAddress(): AddressState {
  return new Map(new URLSearchParams(location.hash.slice(1)));
}

/** Writes the state to the address, without an entry in the history. */
export function writeAddress(state: AddressState): void {
  const text = new URLSearchParams([...state]).toString();
  history.replaceState(null, '', text === '' ? location.pathname + location.search : `#${text}`);
}
