// The Emscripten modules of build/wasm, as the bundler finds them (build.mjs resolves `docent-wasm/`).

declare module 'docent-wasm/engine.mjs' {
  const factory: import('./engine_port.ts').ModuleFactory;
  export default factory;
}

declare module 'docent-wasm/engine_fallback.mjs' {
  const factory: import('./engine_port.ts').ModuleFactory;
  export default factory;
}

declare module 'docent-wasm/node.mjs' {
  const factory: import('./engine_port.ts').ModuleFactory<import('./node/module.ts').NodeModule>;
  export default factory;
}

/** The engine's file name beside the main chunk; a literal, so that bundlers find the file. */
declare const DOCENT_ENGINE_WASM: string;
