# Toolchain file of the wasm presets: finds Emscripten where `emcc` is on PATH (an emsdk first, else
# Debian's package) and hands over to its own toolchain file, so that plain `cmake --preset wasm` works.
find_program(DOCENT_EM_CONFIG em-config)
if(NOT DOCENT_EM_CONFIG)
  message(FATAL_ERROR "emcc is missing: run scripts/setup, or put an emsdk on PATH.")
endif()
execute_process(
  COMMAND "${DOCENT_EM_CONFIG}" EMSCRIPTEN_ROOT
  OUTPUT_VARIABLE DOCENT_EMSCRIPTEN_ROOT
  OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
# Debian's emcc 3.1.6 runs with a Node that is not Debian's only when told where `acorn` is.
set(DOCENT_EMCC_NODE_PATH "")
if(EXISTS /usr/share/nodejs/acorn)
  set(DOCENT_EMCC_NODE_PATH /usr/share/nodejs)
  set(ENV{NODE_PATH} "${DOCENT_EMCC_NODE_PATH}")
endif()
include("${DOCENT_EMSCRIPTEN_ROOT}/cmake/Modules/Platform/Emscripten.cmake")
