// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_file.hpp"

using namespace docent;
using namespace docent::test;

TEST_CASE("a schedule is between two instants with offsets") {
  const auto schedule = [](const std::string& members) {
    return campaign_of(tour_with("'schedule': {" + members + "}")).schedule;
  };
  CHECK(schedule("'from': '1970-01-02T01:00:00+01:00'").from_ms == 86'400'000);
  CHECK(schedule("'from': '1970-01-02T00:00:00Z'").until_ms == 0);
  const auto refused = [](const std::string& members) {
    return refusal(tour_with("'schedule': {" + members + "}"));
  };
  for (const char* bad : {"'2026-12-01'", "'2026-12-01T09:00:00'", "'soon'", "1795280400000"}) {
    INFO(bad);
    CHECK(refused("'from': " + std::string(bad)) == "wrong_type /campaigns/0/schedule/from");
  }
  CHECK(refused("'from': '2026-12-01T09:00:00Z', 'until': '2026-12-01T10:00:00+01:00'") ==
        "out_of_range /campaigns/0/schedule/until");
}

TEST_CASE("a window is of some days of the week, from a time to another") {
  const auto window = [](const std::string& members) {
    return campaign_of(tour_with("'schedule': {'windows': [{" + members + "}]}"))
        .schedule.windows.at(0);
  };
  const Window office = window("'days': ['mon', 'fri'], 'from': '09:05', 'until': '17:30'");
  CHECK(office.days == 0b0010001);
  CHECK(office.from_min == 545);
  CHECK(office.until_min == 1050);
  CHECK(window("'from': '00:00', 'until': '24:00'").until_min == 1440);
  CHECK(window("'from': '22:00', 'until': '02:00'").days == 0x7F);
  const auto refused = [](const std::string& members) {
    return refusal(tour_with("'schedule': {'windows': [{" + members + "}]}"));
  };
  const std::string path = "/campaigns/0/schedule/windows/0/";
  for (const char* bad : {"24:01", "09:60", "9:00", "09-00", "ab:cd", ""}) {
    INFO(bad);
    CHECK(refused("'from': '" + std::string(bad) + "', 'until': '10:00'") ==
          "wrong_type " + path + "from");
  }
  CHECK(refused("'from': '09:00'") == "missing_field " + path + "until");
  CHECK(refused("'from': '09:00', 'until': '09:00'") == "out_of_range " + path + "until");
  CHECK(refused("'days': ['monday'], 'from': '09:00', 'until': '10:00'") ==
        "unknown_value " + path + "days/0");
  CHECK(refused("'days': [], 'from': '09:00', 'until': '10:00'") ==
        "out_of_range " + path + "days");
}
