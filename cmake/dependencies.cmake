# What we use from the machine: nlohmann/json (headers), PCRE2 (native only), Catch2 (tests only).

# Headers that emcc may see: it does not search the machine's include directory, and giving it that
# directory would pull in the machine's libc headers. So these few are copied into the build tree.
set(DOCENT_COPIED_HEADERS "${PROJECT_BINARY_DIR}/copied_headers")

# docent_copy_headers(<directory name> <a header in it> <Debian package>)
function(docent_copy_headers directory header package)
  find_path(
    DOCENT_${directory}_ROOT "${directory}/${header}"
    PATHS /usr/include /usr/local/include /opt/homebrew/include
    NO_CMAKE_FIND_ROOT_PATH)
  if(NOT DOCENT_${directory}_ROOT)
    message(FATAL_ERROR "${directory}/${header} is missing: run scripts/setup (Debian package ${package}).")
  endif()
  file(COPY "${DOCENT_${directory}_ROOT}/${directory}" DESTINATION "${DOCENT_COPIED_HEADERS}")
endfunction()

add_library(docent_json INTERFACE)
docent_copy_headers(nlohmann json.hpp nlohmann-json3-dev)
# SYSTEM: its warnings are not ours to fix.
target_include_directories(docent_json SYSTEM INTERFACE "${DOCENT_COPIED_HEADERS}")
# Its parser reports errors to our SAX handler instead of throwing; it needs no streams.
target_compile_definitions(docent_json INTERFACE JSON_NOEXCEPTION JSON_NO_IO)

if(NOT EMSCRIPTEN)
  find_package(PkgConfig QUIET)
  if(PkgConfig_FOUND)
    pkg_check_modules(PCRE2 QUIET IMPORTED_TARGET libpcre2-8)
  endif()
  add_library(docent_pcre2 INTERFACE)
  if(TARGET PkgConfig::PCRE2)
    target_link_libraries(docent_pcre2 INTERFACE PkgConfig::PCRE2)
  else()
    find_library(DOCENT_PCRE2_LIBRARY pcre2-8)
    find_path(DOCENT_PCRE2_INCLUDE pcre2.h)
    if(NOT DOCENT_PCRE2_LIBRARY OR NOT DOCENT_PCRE2_INCLUDE)
      message(FATAL_ERROR "PCRE2 is missing: run scripts/setup (Debian package libpcre2-dev).")
    endif()
    target_link_libraries(docent_pcre2 INTERFACE "${DOCENT_PCRE2_LIBRARY}")
    target_include_directories(docent_pcre2 SYSTEM INTERFACE "${DOCENT_PCRE2_INCLUDE}")
  endif()
endif()
