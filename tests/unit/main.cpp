// Catch2's own main, spelled out: the same file then serves both majors and both compilers, and the
// expensive part of Catch2 2.x is compiled once.
#define CATCH_CONFIG_RUNNER
#include "catch.hpp"

int main(int argc, char** argv) { return Catch::Session().run(argc, argv); }
