// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/sentences.hpp"

#include <cstdint>
#include <utility>

#include "docent/batch.hpp"
#include "docent/json.hpp"

namespace docent {
namespace {

std::string when(const Value& gate, std::string_view key) {
  auto ms = static_cast<std::int64_t>(gate.number_or(key, 0));
  std::int64_t minute = ms / kMinuteMs % (24 * 60);
  auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return day_text(local_day(ms, 0)) + " " + two(minute / 60) + ":" + two(minute % 60) + " UTC";
}

std::string quoted(const Value& gate, std::string_view key) {
  const Value* value = gate.find(key);
  if (value == nullptr || value->is_null()) return "nothing";
  return value->is_string() ? "\"" + value->as_string() + "\"" : write_json(*value);
}

std::string number(const Value& gate, std::string_view key) {
  return number_text(gate.number_or(key, 0));
}

std::string file_sentence(std::string_view code) {
  if (code == "read_only")
    return "This user's state was written by a newer Docent; nothing new is shown.";
  if (code == "file_paused") return "The whole campaign file is paused.";
  if (code == "campaign_paused") return "This campaign is paused.";
  return "The campaign is running.";
}

std::string consent_sentence(std::string_view code) {
  if (code == "muted") return "The user said \"don't show me tips\".";
  if (code == "quiet") return "The product asked for quiet.";
  return "The user accepts prompts.";
}

/// What an operator of a condition asks for, before the expected value.
std::string_view wish_of(std::string_view op) {
  constexpr std::pair<std::string_view, std::string_view> kWishes[] = {
      {"$lt", "below"},      {"$lte", "at most"},     {"$gt", "above"},       {"$gte", "at least"},
      {"$ne", "other than"}, {"$in", "one of"},       {"$nin", "none of"},    {"$eq", ""},
      {"$regex", "like"},    {"$exists", "present:"}, {"$size", "of length"}, {"$type", "of type"},
  };
  for (const auto& [name, wish] : kWishes) {
    if (name == op) return wish;
  }
  return op;
}

/// "/user.age_days/$lt", 14, 31: "user.age_days should be below 14 and is 31".
std::string clause_sentence(const Value& gate) {
  std::string path(gate.string_or("path", ""));
  std::size_t slash = path.rfind('/');
  std::string op;
  if (slash != std::string::npos && path.compare(slash + 1, 1, "$") == 0) {
    op = path.substr(slash + 1);
    path.resize(slash);
  }
  std::string attribute = path.substr(path.rfind('/') + 1);
  std::string wish(op.empty() ? "" : wish_of(op));
  return attribute + " should be " + (wish.empty() ? "" : wish + " ") + quoted(gate, "expected") +
         " and is " + quoted(gate, "actual");
}

std::string audience_sentence(std::string_view code, const Value& gate) {
  if (code == "everybody") return "The campaign is for everybody.";
  if (code == "condition_true") return "The user belongs to the audience.";
  return "The user is not in the audience: " + clause_sentence(gate) + ".";
}

std::string trigger_sentence(std::string_view code, const Value& gate) {
  if (code == "armed") return "Its moment came on " + when(gate, "at_ms") + ".";
  if (code == "waiting_delay")
    return "Its moment came; the delay ends on " + when(gate, "at_ms") + ".";
  if (code == "manual_only") return "It is shown only when the product or the user asks for it.";
  return "Its moment has not come on this page.";
}

std::string frequency_sentence(std::string_view code, const Value& gate) {
  if (code == "never_shown") return "It has never been shown to this user.";
  if (code == "refused_on_this_page")
    return "It could not be shown on this page and is not tried here again.";
  if (code == "once") {
    return "It is shown only once, and this user saw it on " + when(gate, "shown_ms") +
           (gate.find("outcome") != nullptr
                ? " (" + std::string(gate.string_or("outcome", "")) + ")."
                : ".");
  }
  if (code == "completed") return "The user completed it on " + when(gate, "ended_ms") + ".";
  if (code == "snoozed")
    return "The user said \"later\"; it may come again on " + when(gate, "opens_at_ms") + ".";
  if (code == "too_soon")
    return "It was last shown on " + when(gate, "shown_ms") + "; it may come again on " +
           when(gate, "opens_at_ms") + ".";
  return "It was shown " + number(gate, "shown_count") + " times and may come again.";
}

std::string pause_sentence(std::string_view code, const Value& gate) {
  if (code == "never_prompted") return "The user has not seen any prompt yet.";
  if (code == "ignored") return "It does not wait for the pause between prompts.";
  if (code == "elapsed")
    return "The pause of " + number(gate, "hours") + " hours after the last prompt is over.";
  return "The last prompt was on " + when(gate, "since_ms") + "; the pause of " +
         number(gate, "hours") + " hours ends on " + when(gate, "opens_at_ms") + ".";
}

std::string place_sentence(std::string_view name, std::string_view code, const Value& gate) {
  if (name == "prompt") {
    if (code == "this_one_open") return "A prompt of this campaign is open.";
    if (code == "another_open") return "Another prompt is on screen: " + quoted(gate, "by") + ".";
    return "No other prompt is on screen.";
  }
  if (name == "lease") {
    if (code == "hidden") return "The page is not visible.";
    if (code == "held_elsewhere") return "Another tab is showing a prompt.";
    return "This tab may show a prompt.";
  }
  if (name == "page") {
    return code == "other_page" ? "Its step belongs on another page."
                                : "Its step may show on this page.";
  }
  if (code == "outranked") {
    return "Another campaign goes first: " + quoted(gate, "by") + " (priority " +
           number(gate, "their_priority") + " against " + number(gate, "priority") + ").";
  }
  return "No other campaign goes first.";
}

}  // namespace

std::string sentence(const Value& gate, std::string_view /*locale*/) {
  std::string_view name = gate.string_or("gate", "");
  std::string_view code = gate.string_or("code", "");
  if (code == "resumes") return "A prompt of this campaign has begun and goes on.";
  if (code == "asked") return "The user asked for it.";
  if (name == "file") return file_sentence(code);
  if (name == "consent") return consent_sentence(code);
  if (name == "audience") return audience_sentence(code, gate);
  if (name == "trigger") return trigger_sentence(code, gate);
  if (name == "frequency") return frequency_sentence(code, gate);
  if (name == "pause") return pause_sentence(code, gate);
  return place_sentence(name, code, gate);
}

}  // namespace docent
