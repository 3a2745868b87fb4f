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
  if (code == "on_demand") return "Help stays there, also for users who want no tips.";
  return "The user accepts prompts.";
}

/// What an operator of a condition asks for, before the expected value.
std::string_view wish_of(std::string_view op) {
  constexpr std::pair<std::string_view, std::string_view> kWishes[] = {
      {"$lt", "below"},
      {"$lte", "at most"},
      {"$gt", "above"},
      {"$gte", "at least"},
      {"$ne", "other than"},
      {"$in", "one of"},
      {"$nin", "none of"},
      {"$eq", ""},
      {"$regex", "like"},
      {"$exists", "present:"},
      {"$size", "of length"},
      {"$type", "of type"},
      {"$regexi", "like"},
      {"$ini", "one of"},
      {"$nini", "none of"},
      {"$not", ""},
      {"$inGroup", "in the group"},
      {"$notInGroup", "outside the group"},
      {"$all", "a list with all of"},
      {"$alli", "a list with all of"},
      {"$elemMatch", "a list with one that is"},
      {"$veq", "the version"},
      {"$vne", "a version other than"},
      {"$vlt", "a version below"},
      {"$vlte", "a version of at most"},
      {"$vgt", "a version above"},
      {"$vgte", "a version of at least"},
  };
  for (const auto& [name, wish] : kWishes) {
    if (name == op) return wish;
  }
  return op;
}

/// "/user.age_days/$lt", 14, 31: "user.age_days should be below 14 and is 31". What a condition
/// asks of no attribute ("/$savedGroup") has no other subject than itself.
std::string clause_sentence(const Value& gate) {
  std::string path(gate.string_or("path", ""));
  std::string op;
  for (std::size_t slash = path.rfind('/');
       slash != std::string::npos && path.compare(slash + 1, 1, "$") == 0;
       slash = path.rfind('/')) {
    if (op.empty()) op = path.substr(slash + 1);
    path.resize(slash);
  }
  const std::string attribute = path.substr(path.rfind('/') + 1);
  const bool held = gate.bool_or("held", false);
  if (attribute.empty()) {
    return (op.empty() ? "the condition" : op) + " " + quoted(gate, "expected") +
           (held ? " holds" : " does not hold");
  }
  const std::string wish(op.empty() ? "" : wish_of(op));
  return attribute + " should " + (held ? "not be " : "be ") + (wish.empty() ? "" : wish + " ") +
         quoted(gate, "expected") + " and is " + quoted(gate, "actual");
}

/// Of several clauses each would have been enough.
std::string clauses_sentence(const Value& gate) {
  const Value* clauses = gate.find("any_of");
  if (clauses == nullptr || !clauses->is_array()) return clause_sentence(gate);
  std::string text;
  for (const Value& clause : clauses->as_array()) {
    text += (text.empty() ? "either " : ", or ") + clause_sentence(clause);
  }
  return text;
}

std::string audience_sentence(std::string_view code, const Value& gate) {
  if (code == "everybody") return "The campaign is for everybody.";
  if (code == "condition_true") return "The user belongs to the audience.";
  return "The user is not in the audience: " + clauses_sentence(gate) + ".";
}

std::string schedule_sentence(std::string_view code, const Value& gate) {
  if (code == "always") return "It has no schedule.";
  if (code == "open_now") return "Its schedule is open.";
  if (code == "not_yet") return "Its schedule begins on " + when(gate, "from_ms") + ".";
  if (code == "over") return "Its schedule ended on " + when(gate, "until_ms") + ".";
  if (gate.find("opens_at_ms") == nullptr) return "None of its times of the week comes any more.";
  return "It is outside its times of the week; the next begins on " + when(gate, "opens_at_ms") +
         ".";
}

std::string requires_sentence(std::string_view code, const Value& gate) {
  if (code == "none") return "It waits for no other campaign.";
  if (code == "met") return "The campaigns it waits for have ended as it asks.";
  return "It waits for the campaign " + quoted(gate, "campaign") + " to be " +
         std::string(gate.string_or("outcome", "")) + ".";
}

/// "3 prompts a day", of the limit that is reached.
std::string limit_sentence(std::string_view code, const Value& gate, std::string_view whose) {
  const std::string span(code.substr(code.find('_') + 1));
  std::string text = std::string(whose) + " limit of " + number(gate, "per_" + span) +
                     " prompts a " + span + " is reached";
  return text + (gate.find("opens_at_ms") == nullptr
                     ? std::string(" until the next session.")
                     : "; it opens again on " + when(gate, "opens_at_ms") + ".");
}

std::string budget_sentence(std::string_view code, const Value& gate) {
  if (code == "off") return "The attention budget is switched off.";
  std::string numbers = "It costs " + number(gate, "cost") + " points of attention, and " +
                        number(gate, "balance") + " of " + number(gate, "capacity") + " are left";
  if (code == "enough") return numbers + ".";
  return numbers + (gate.find("opens_at_ms") == nullptr
                        ? std::string("; there will never be enough.")
                        : "; there will be enough on " + when(gate, "opens_at_ms") + ".");
}

std::string quiet_sentence(std::string_view code, const Value& gate) {
  if (code == "paused_by_product") return "The product asked for quiet.";
  if (code == "typing") return "The user is typing.";
  if (code == "busy") {
    return "The user is busy since " + quoted(gate, "event") + " on " + when(gate, "since_ms") +
           ", at the longest until " + when(gate, "opens_at_ms") + ".";
  }
  return "Nothing asks for quiet.";
}

std::string experiment_sentence(std::string_view code, const Value& gate) {
  if (code == "none") return "It is no experiment.";
  if (code == "in_variant") return "The user sees the variant " + quoted(gate, "variant") + ".";
  if (code == "control") {
    return "The user is of the control " + quoted(gate, "variant") + ", which sees nothing.";
  }
  if (code == "held_out") return "The user is held out and sees only what they ask for.";
  if (code == "not_sampled") return "The user is not in the share of users who get it.";
  if (code == "not_covered") return "The experiment does not cover this user.";
  if (code == "other_namespace") return "The user belongs to another experiment of the namespace.";
  return "The user has no value for the attribute that assigns variants.";
}

std::string trigger_sentence(std::string_view code, const Value& gate) {
  if (code == "armed") return "Its moment came on " + when(gate, "at_ms") + ".";
  if (code == "waiting_delay")
    return "Its moment came; the delay ends on " + when(gate, "at_ms") + ".";
  if (code == "manual_only") return "It is shown only when the product or the user asks for it.";
  if (gate.find("needed") != nullptr) {
    return "Its moment has not come: " + quoted(gate, "event") + " was counted " +
           number(gate, "count") + " of " + number(gate, "needed") + " times.";
  }
  return "Its moment has not come on this page.";
}

std::string frequency_sentence(std::string_view code, const Value& gate) {
  if (code == "never_shown") return "It has never been shown to this user.";
  if (code.substr(0, 6) == "limit_") return limit_sentence(code, gate, "Its own");
  if (code == "once") {
    return "It is shown only once, and this user saw it on " + when(gate, "shown_ms") +
           (gate.find("outcome") != nullptr
                ? " (" + std::string(gate.string_or("outcome", "")) + ")."
                : ".");
  }
  if (code == "completed") {
    return std::string("The user ") +
           (gate.find("answered") != nullptr ? "answered" : "completed") + " it on " +
           when(gate, "ended_ms") + ".";
  }
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
  if (code == "reminder")
    return "The user asked to be reminded, so it does not wait for the pause.";
  if (code.substr(0, 6) == "limit_") {
    return limit_sentence(code, gate, "For all campaigns together the");
  }
  const std::string pause = gate.find("days") != nullptr ? number(gate, "days") + " days"
                                                         : number(gate, "hours") + " hours";
  if (code == "elapsed") return "The pause of " + pause + " after the last prompt is over.";
  return "The last prompt was on " + when(gate, "since_ms") + "; the pause of " + pause +
         " ends on " + when(gate, "opens_at_ms") + ".";
}

std::string place_sentence(std::string_view name, std::string_view code, const Value& gate) {
  if (name == "prompt") {
    if (code == "this_one_open") return "A prompt of this campaign is open.";
    if (code == "wanted_elsewhere") return "The user asked for it in another tab.";
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
  if (name == "target") {
    if (code == "refused_on_this_page") {
      return "It could not be shown on this page and is not tried here again.";
    }
    return code == "none" ? "Its step needs no element of the page."
                          : "Its step points at an element, which the page looks for.";
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
  if (code == "passive") return "It stands beside everything else and takes nobody's turn.";
  if (name == "file") return file_sentence(code);
  if (name == "consent") return consent_sentence(code);
  if (name == "schedule") return schedule_sentence(code, gate);
  if (name == "audience") return audience_sentence(code, gate);
  if (name == "requires") return requires_sentence(code, gate);
  if (name == "trigger") return trigger_sentence(code, gate);
  if (name == "frequency") return frequency_sentence(code, gate);
  if (name == "pause") return pause_sentence(code, gate);
  if (name == "budget") return budget_sentence(code, gate);
  if (name == "quiet") return quiet_sentence(code, gate);
  if (name == "experiment") return experiment_sentence(code, gate);
  return place_sentence(name, code, gate);
}

}  // namespace docent
