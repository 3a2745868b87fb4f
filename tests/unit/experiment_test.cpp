// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/experiment.hpp"

#include <string>

#include "catch.hpp"
#include "docent/bucketing.hpp"
#include "visitor.hpp"

using docent::Value;

namespace {

/// An experiment whose variants have these weights; the visitor's device is "d1".
std::string file_with(double plain, double other, double control, const std::string& more = "") {
  const std::string weights[] = {std::to_string(plain), std::to_string(other),
                                 std::to_string(control)};
  return R"({"version": 1, )" + more + R"("campaigns": [
    {"id": "test", "kind": "announcement", "priority": 5, "steps": [{"id": "own"}],
     "experiment": {"variants": [
       {"id": "plain", "weight": )" +
         weights[0] + R"(}, {"id": "other", "weight": )" + weights[1] +
         R"(, "steps": [{"id": "theirs"}]},
       {"id": "nothing", "weight": )" +
         weights[2] + R"(, "show": false}]}},
    {"id": "next", "kind": "announcement", "steps": [{"id": "one"}]}]})";
}

}  // namespace

TEST_CASE("a variant shows its own steps, or the campaign's when it has none") {
  Visitor own(file_with(1, 0, 0)), theirs(file_with(0, 1, 0));
  REQUIRE(own.loaded().bool_or("ok", false));
  own.page("/").shown();
  CHECK(own.step() == "own");
  CHECK(own.state().campaigns.at("test").variant == "plain");
  CHECK(own.state().day->campaigns.at("test").variant == "plain");
  theirs.page("/");
  CHECK(theirs.step() == "theirs");
}

TEST_CASE("the control is exposed once, and the next campaign gets its turn") {
  Visitor v(file_with(0, 0, 1));
  v.page("/");
  CHECK(v.campaign() == "next");
  v.page("/").tick();
  CHECK(v.state().campaigns.at("test").variant == "nothing");
  CHECK(v.state().campaigns.at("test").shown_count == 0);
  CHECK(v.state().day->campaigns.at("test").exposed == 1);
  CHECK(v.gate("test", "experiment").string_or("code", "") == "control");
  v.later_days(1).page("/");
  CHECK(v.state().day->campaigns.count("test") == 0);
}

TEST_CASE("who would not have seen the campaign is not exposed to its control") {
  std::string file = file_with(0, 0, 1);
  file.insert(file.find("\"priority\""), R"("audience": {"user.plan": "team"}, )");
  Visitor v(file);
  v.page("/");
  CHECK(v.state().campaigns.count("test") == 0);
  v.identify("u1", Value::object().set("plan", "team"));
  CHECK(v.state().campaigns.count("test") == 0);  // another prompt is in its place
  v.shown().outcome("completed").later_days(2).page("/");
  CHECK(v.state().campaigns.at("test").variant == "nothing");
}

TEST_CASE("a control user who asks sees the campaign's own steps") {
  Visitor v(file_with(0, 0, 1));
  v.send(v.command("start").set("campaign", "test"));
  CHECK(v.campaign() == "test");
  CHECK(v.step() == "own");
}

TEST_CASE("a variant sticks when the weights change, unless the file says otherwise") {
  Visitor v(file_with(1, 0, 0));
  v.page("/").shown().outcome("snoozed");
  v.engine().load(file_with(0, 0, 1));
  CHECK(v.gate("test", "experiment").string_or("variant", "") == "plain");
  std::string loose = file_with(0, 0, 1);
  loose.insert(loose.find("\"variants\""), "\"sticky\": false, ");
  v.engine().load(loose);
  CHECK(v.gate("test", "experiment").string_or("variant", "") == "nothing");
}

TEST_CASE("assignment is GrowthBook's: its hash, its ranges, its namespaces") {
  Visitor v(file_with(0.4, 0.3, 0.3));
  const double bucket = *docent::bucket_hash("test", "d1", 2);
  const char* variants[] = {"plain", "other", "nothing"};
  const int chosen = docent::choose_variation(bucket, docent::bucket_ranges(3, 1, {0.4, 0.3, 0.3}));
  const Value gate = v.gate("test", "experiment");
  CHECK(gate.number_or("bucket", -1) == bucket);
  CHECK(gate.string_or("variant", "") == variants[chosen]);

  const double share = *docent::bucket_hash("__room", "d1", 1);
  for (const bool inside : {true, false}) {
    std::string file = file_with(1, 0, 0);
    const double from = inside ? 0 : share + 0.0005, until = inside ? share + 0.0005 : 1;
    file.insert(file.find("\"variants\""), R"("namespace": {"id": "room", "from": )" +
                                               std::to_string(from) +
                                               ", \"to\": " + std::to_string(until) + "}, ");
    CHECK((Visitor(file).gate("test", "experiment").string_or("code", "") == "in_variant") ==
          inside);
  }
}

TEST_CASE("an attribute that the user lacks assigns no variant, and coverage leaves users out") {
  std::string file = file_with(1, 0, 0);
  file.insert(file.find("\"variants\""), R"("hash_attribute": "user.id", )");
  Visitor v(file);
  CHECK(v.gate("test", "experiment").string_or("code", "") == "no_hash_value");
  v.identify("u1");
  CHECK(v.gate("test", "experiment").string_or("code", "") == "in_variant");
  file = file_with(1, 0, 0);
  file.insert(file.find("\"variants\""), "\"coverage\": 0, ");
  CHECK(Visitor(file).gate("test", "experiment").string_or("code", "") == "not_covered");
}

TEST_CASE("who is held out sees nothing but what they ask for") {
  Visitor v(file_with(1, 0, 0, R"("holdout": {"share": 1}, )"));
  v.page("/");
  CHECK_FALSE(v.shows());
  CHECK(v.gate("next", "experiment").string_or("code", "") == "held_out");
  v.send(v.command("start").set("campaign", "next"));
  CHECK(v.shows());
}

TEST_CASE("a sample is a share of the users, always the same ones") {
  constexpr const char* kFile = R"({"version": 1, "campaigns": [{"id": "some",
    "kind": "announcement", "sample": 0.25, "steps": [{"id": "one"}]}]})";
  docent::LoadedFile loaded = docent::load_campaign_file(kFile);
  REQUIRE(loaded.file);
  docent::UserState state;
  docent::Here here;
  const docent::Host host = docent::plain_host();
  int sampled = 0;
  for (int i = 0; i < 4000; ++i) {
    here.device_id = "device" + std::to_string(i);
    const docent::Situation s{state, *loaded.file, here, host};
    const auto code = docent::assignment_of(loaded.file->campaigns[0], s).code;
    if (code == "none") ++sampled;
    CHECK((code == "none" || code == "not_sampled"));
  }
  CHECK(sampled > 900);
  CHECK(sampled < 1100);
}
