/** Decoder of a compressed stream that comes in pieces. Its memory does not grow with the data. */
export interface StreamDecoder {
  /** True if the data so far ends where it may. */
  readonly atFrameEnd: boolean;
  /** Decodes the next piece of the data. A yielded chunk is valid until the next is requested. */
  decode(piece: Uint8Array): Generator<Uint8Array>;
  free(): void;
}

/** Thrown for data that cannot be decoded; the message names the reason. */
export class DecoderError extends Error {
  override name = 'DecoderError';
}

/** Thrown for sound data that needs another decoder. */
export class UnsupportedOption extends DecoderError {}
