// The part of the WebAssembly JavaScript API in use; TypeScript has it only among the DOM's types.
declare namespace WebAssembly {
  class Module {
    private constructor();
  }
  class Instance {
    constructor(module: Module, imports: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
  class Memory {
    /** @param descriptor in WebAssembly pages of 64 KiB */
    constructor(descriptor: { initial: number });
    readonly buffer: ArrayBuffer;
  }
  function compile(bytes: Uint8Array): Promise<Module>;
}
