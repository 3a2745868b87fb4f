#pragma once

// One include for both majors of Catch2: Debian 12 has 2.13, most other places have 3.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif
