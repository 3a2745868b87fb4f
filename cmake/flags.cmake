# Compiler flags, on INTERFACE targets, each with its reason.
#   docent_warnings  what every translation unit of ours gets, tests included
#   docent_flags     docent_warnings plus what the core, the bindings and the Studio get

add_library(docent_warnings INTERFACE)
target_compile_options(
  docent_warnings
  INTERFACE
    -Wall
    -Wextra
    -Wpedantic # only ISO C++: three compilers and two platforms read this code
    -Wshadow # a shadowed `now_ms` is a wrong clock
    -Wconversion # silent narrowing of times and counts is how determinism is lost
    -Wno-sign-conversion # clang's -Wconversion has it and g++'s has not; container indices would drown us in casts
    -Wnon-virtual-dtor
    -Wimplicit-fallthrough
    # x*y+z must round twice everywhere. A fused multiply-add (arm64 by default, x86-64 with
    # -march=native) rounds once, and scores would differ between native, wasm and the fallback.
    -ffp-contract=off)
if(DOCENT_TOP_LEVEL)
  # Only in our own build: a newer compiler's new warning must not break somebody else's.
  target_compile_options(docent_warnings INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # g++ 12 warns about std::string and std::variant internals that it inlined itself; each of these
  # is a known false positive there, while clang and the sanitizers look for the real thing.
  target_compile_options(docent_warnings INTERFACE -Wno-maybe-uninitialized -Wno-restrict)
endif()
if(DOCENT_ARCH)
  target_compile_options(docent_warnings INTERFACE -march=${DOCENT_ARCH})
endif()
if(DOCENT_SANITIZE)
  target_compile_options(
    docent_warnings
    INTERFACE
      -fsanitize=${DOCENT_SANITIZE}
      -fno-sanitize=vptr # it asks for the type names that -fno-rtti leaves out
      -fno-sanitize-recover=all # a finding ends the run: a test that only prints it still passes
      -fno-omit-frame-pointer) # readable stacks
  target_link_options(docent_warnings INTERFACE -fsanitize=${DOCENT_SANITIZE})
endif()
if(NOT EMSCRIPTEN)
  # Cheap bounds checks in std::vector, std::span and std::string_view while we develop.
  target_compile_definitions(docent_warnings INTERFACE $<$<CONFIG:Debug>:_GLIBCXX_ASSERTIONS>)
else()
  # Whole-program optimisation: about a tenth off the engine, since most of Embind and libc++ goes.
  target_compile_options(docent_warnings INTERFACE $<$<CONFIG:Release>:-flto>)
  target_link_options(docent_warnings INTERFACE $<$<CONFIG:Release>:-flto>)
endif()

add_library(docent_flags INTERFACE)
target_link_libraries(docent_flags INTERFACE docent_warnings)
target_compile_options(
  docent_flags
  INTERFACE
    -fno-exceptions # errors are values; unwinding tables and JavaScript trampolines cost bytes in every page
    -fno-rtti) # nothing asks for a type at run time, and type names cost bytes too
if(EMSCRIPTEN)
  # Embind must not ask for RTTI names; every translation unit that includes it has to agree.
  target_compile_definitions(docent_flags INTERFACE EMSCRIPTEN_HAS_UNBOUND_TYPE_NAMES=0)
endif()
