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

/** The names of the engine's parts beside the main chunk; literals, so that bundlers find the files. */
declare const DOCENT_ENGINE_FIRST: string;
declare const DOCENT_ENGINE_REST: string;
