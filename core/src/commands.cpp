// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "commands.hpp"

#include <algorithm>
#include <string>
#include <utility>

#include "clock.hpp"
#include "docent/activity.hpp"
#include "docent/experiment.hpp"
#include "docent/flow.hpp"
#include "docent/identity.hpp"
#include "docent/summary.hpp"
#include "docent/triggers.hpp"

namespace docent {
namespace {

void fail(Recording& r, ErrorCode code, std::string_view path, std::string_view message) {
  r.effects.push(error_effect({code, std::string(path), std::string(message)}));
}

Scene scene_of(Recording& r) { return {r.state, r.file, r.host, r.here, r.effects}; }

void on_page(const Command& command, Recording& r) {
  record_activity(r.state);
  ++r.state.page_views;
  if (r.state.day) ++r.state.day->page_views;
  // On another page the target may well be there.
  for (Prompt& prompt : r.state.prompts) prompt.without_target = false;
  auto& views = r.state.views;
  views.erase(std::remove_if(views.begin(), views.end(),
                             [&](const PageView& view) { return view.tab == command.tab; }),
              views.end());
  disarm_tab(r.state, command.tab);
  views.push_back({.tab = command.tab, .at_ms = r.state.last_ms, .refused = {}});
  if (views.size() > UserState::kMaxViews) views.erase(views.begin());
}

/// The most properties one event may have (design §5).
constexpr std::size_t kMaxProps = 64;

void on_track(const Command& command, Recording& r) {
  std::string_view event = command.body.string_or("event", "");
  if (event.empty() || event.size() > kMaxNameBytes) {
    return fail(r, event.empty() ? ErrorCode::kMissingField : ErrorCode::kTooLong, "/event",
                "An event needs a name of 1 to 128 bytes.");
  }
  const Value* props = command.body.find("props");
  if (props != nullptr && props->is_object() && props->as_object().size() > kMaxProps) {
    return fail(r, ErrorCode::kTooMany, "/props", "An event has at most 64 properties.");
  }
  record_activity(r.state);
  record_event(r.state, r.file, event);
  count_event(r.state, r.file, event);
  const Value no_props = Value::object();
  if (props == nullptr) props = &no_props;
  arm_on_event(r.state, r.file, r.host, event, *props, r.effects);
  Scene scene = scene_of(r);
  on_event(scene, event, *props);
}

void on_activity(const Command& command, Recording& r) {
  const double active_ms = command.body.number_or("active_ms", 0);
  if (!(active_ms >= 0 && active_ms <= static_cast<double>(kDayMs))) {
    return fail(r, ErrorCode::kOutOfRange, "/active_ms", "Nobody is active for more than a day.");
  }
  record_activity(r.state);
  record_active_time(r.state, active_ms);
}

/// Less than full consent is given from now on. The collector knows whose the id is, and the day's:
/// what follows must not lead there.
void withdraw(UserState& state, Consent mode, const Command& command) {
  if (state.consent != Consent::kFull || mode == Consent::kFull) return;
  state.anonymous_id = "a_" + command.id;
  state.day.reset();
  // What was answered today was posted with that day, and is not the next one's to take back.
  for (Prompt& prompt : state.prompts) {
    for (Answer& answer : prompt.answers) answer.day = 0;
  }
}

/// Puts another user in the place of this one; what was agreed on this device stays agreed.
/// `known`: it is the same person, so what an event took back stays taken back.
void replace_user(UserState next, bool known, const Command& command, Recording& r) {
  Consent consent = r.state.consent;
  const std::string day = r.state.day ? r.state.day->id : "";
  std::vector<PageView> views = std::move(r.state.views);
  for (PageView& view : views) {
    view.refused.clear();
    if (!known) view.cancelled.clear();
  }
  r.state = std::move(next);
  r.state.consent = consent;
  r.state.views = std::move(views);
  // What happened without consent is never counted.
  if (consent == Consent::kOff) r.state.day.reset();
  tell_time(r.state, r.file, std::max(command.now_ms, r.state.real_ms()), command.offset_min,
            command.id, r.effects);
  // The next user's clock may be a little behind the last one's.
  for (PageView& view : r.state.views) view.at_ms = std::min(view.at_ms, r.state.last_ms);
  // Two users' days must not share an id; the next batch opens this one's.
  if (r.state.day && r.state.day->id == day && r.state.day->revision == 0) r.state.day.reset();
}

void become(const std::string& user_id, const Command& command, Recording& r) {
  const Value* stored = command.body.find("state");
  std::optional<UserState> known;
  if (stored != nullptr && stored->is_string()) {
    Result<UserState> read = read_snapshot(stored->as_string());
    if (read) {
      known = std::move(*read);
      withdraw(*known, r.state.consent, command);
    } else {
      fail(r, read.error().code, "/state" + read.error().path, read.error().message);
    }
  }
  if (!r.state.user_id.empty()) {
    // From one named user to another nothing is taken along.
    post_day(r.state, r.file, false, r.effects);
    replace_user(known ? std::move(*known) : UserState{}, false, command, r);
  } else if (known) {
    // The anonymous user turns out to be a known one.
    post_day(r.state, r.file, true, r.effects);
    unite(*known, r.state, r.file);
    replace_user(std::move(*known), true, command, r);
  }
  r.state.user_id = user_id;
}

/// Whether the id is one that can be kept, and taken by the collector.
bool takes_id(std::string_view id, std::string_view path, Recording& r) {
  if (id.size() <= kMaxIdBytes) return true;
  fail(r, ErrorCode::kTooLong, path, "An id is at most 128 bytes long.");
  return false;
}

/// Adds what is new of a user or an account, if it fits.
void take_traits(Value& known, const Command& command, Recording& r) {
  const Value* traits = command.body.find("traits");
  if (traits == nullptr || !traits->is_object() || merge_traits(known, *traits)) return;
  fail(r, ErrorCode::kTooLarge, "/traits",
       "The traits of a user, and of an account, must stay under 4 KiB; these were not taken.");
}

void on_identify(const Command& command, Recording& r) {
  std::string user_id(command.body.string_or("user_id", ""));
  if (!takes_id(user_id, "/user_id", r)) return;
  if (user_id.empty()) {
    return fail(r, ErrorCode::kMissingField, "/user_id", "To identify somebody, give a user id.");
  }
  if (user_id != r.state.user_id) become(user_id, command, r);
  take_traits(r.state.traits, command, r);
  const Value* traits = command.body.find("traits");
  const Value* created = traits == nullptr ? nullptr : traits->find("created_at");
  if (created != nullptr && !created->is_null() && created_ms(*traits) == 0) {
    fail(
        r, ErrorCode::kOutOfRange, "/traits/created_at",
        "A time is an RFC 3339 date, or instant with its offset, or epoch milliseconds; the user's "
        "age counts from the first visit.");
  }
  if (r.state.day) r.state.day->changed = true;
}

void on_group(const Command& command, Recording& r) {
  const Value* given = command.body.find("account_id");
  if (given == nullptr || !given->is_string()) {
    return fail(r, ErrorCode::kMissingField, "/account_id",
                "A group needs an account id, or \"\".");
  }
  std::string account_id = given->as_string();
  if (!takes_id(account_id, "/account_id", r)) return;
  if (account_id != r.state.account_id) r.state.account_traits = Value::object();
  r.state.account_id = std::move(account_id);
  if (r.state.day) r.state.day->changed = true;
  take_traits(r.state.account_traits, command, r);
}

void on_start(const Command& command, Recording& r) {
  const Campaign* campaign = r.file.find_campaign(command.body.string_or("campaign", ""));
  if (campaign == nullptr) {
    fail(r, ErrorCode::kUnknownCampaign, "/campaign",
         "The campaign file has no campaign of that id.");
  } else if (!r.file.paused && !campaign->paused && !r.read_only) {
    for (PageView& view : r.state.views) {
      if (view.tab != command.tab) continue;
      auto refused = std::remove(view.refused.begin(), view.refused.end(), campaign->id);
      view.refused.erase(refused, view.refused.end());
    }
    if (r.state.find_prompt(command.id) == nullptr) {
      const Situation situation{r.state, r.file, r.here, r.host, r.read_only};
      const std::string variant(variant_to_show(*campaign, situation));
      Scene scene = scene_of(r);
      Prompt& prompt = begin_prompt(scene, *campaign, command.id, variant, true);
      if (!campaign->is_passive()) prompt.wanted_by = command.tab;
    }
  }
}

void on_shown_step(const Command& command, Recording& r) {
  Scene scene = scene_of(r);
  on_shown(scene, command);
}

void on_refused_step(const Command& command, Recording& r) {
  on_refused(r.state, command, r.effects);
}

void on_target_result(const Command& command, Recording& r) {
  Scene scene = scene_of(r);
  on_target(scene, command);
}

void on_advance_step(const Command& command, Recording& r) {
  Scene scene = scene_of(r);
  on_advance(scene, command);
}

void on_given_answer(const Command& command, Recording& r) {
  Scene scene = scene_of(r);
  on_answer(scene, command);
}

void on_outcome(const Command& command, Recording& r) {
  std::optional<Outcome> outcome = outcome_of(command.body.string_or("outcome", ""));
  if (!outcome) {
    return fail(r, ErrorCode::kUnknownValue, "/outcome",
                "That is not a way in which a prompt ends.");
  }
  on_pressed(r.state, command);
  const Prompt* prompt = r.state.find_prompt(command.body.string_or("prompt", ""));
  const Campaign* campaign = prompt == nullptr ? nullptr : r.file.find_campaign(prompt->campaign);
  if (outcome == Outcome::kCompleted && campaign != nullptr) {
    outcome = outcome_at_end(*prompt, *campaign);
  }
  end_prompt(r.state, r.file, command.body.string_or("prompt", ""), *outcome, "button", r.effects);
}

void on_moment(const Command& command, Recording& r) {
  arm_on_moment(r.state, r.file, command.tab, command.body);
}

void on_visibility(const Command& command, Recording& r) {
  if (command.body.bool_or("visible", true)) return;
  if (r.state.lease && r.state.lease->tab == command.tab) r.state.lease.reset();
}

void on_consent(const Command& command, Recording& r) {
  std::optional<Consent> mode = consent_of(command.body.string_or("mode", ""));
  if (!mode) {
    return fail(r, ErrorCode::kUnknownValue, "/mode",
                "Consent is \"full\", \"summaries\" or \"off\".");
  }
  withdraw(r.state, *mode, command);
  r.state.consent = *mode;
  // What happened without consent is never counted, not even when it is given later.
  if (*mode == Consent::kOff) r.state.day.reset();
  if (r.state.day) r.state.day->changed = true;
  open_day(r.state, r.file, command.id, r.effects);
}

void on_mute(const Command& command, Recording& r) {
  r.state.muted = command.body.bool_or("muted", true);
}

void on_pause(const Command& command, Recording& r) {
  record_activity(r.state);  // a session that begins with it must not end it
  r.state.paused = command.body.bool_or("paused", true);
}

void on_reset(const Command& command, Recording& r) {
  while (!r.state.prompts.empty()) {
    std::string prompt = r.state.prompts.back().id;
    end_prompt(r.state, r.file, prompt, Outcome::kAbandoned, "reset", r.effects);
  }
  post_day(r.state, r.file, true, r.effects);
  UserState fresh;
  // "Don't show me tips" was said by whoever sits here, and a product resets at every sign-out.
  fresh.muted = r.state.muted;
  replace_user(std::move(fresh), false, command, r);
}

constexpr struct {
  std::string_view type;
  void (*record)(const Command&, Recording&);
} kCommands[] = {
    {"page", on_page},
    {"track", on_track},
    {"activity", on_activity},
    {"identify", on_identify},
    {"group", on_group},
    {"start", on_start},
    {"shown", on_shown_step},
    {"refused", on_refused_step},
    {"target", on_target_result},
    {"advance", on_advance_step},
    {"answer", on_given_answer},
    {"outcome", on_outcome},
    {"moment", on_moment},
    {"visibility", on_visibility},
    {"consent", on_consent},
    {"mute", on_mute},
    {"pause", on_pause},
    {"reset", on_reset},
};

/// What the fields of commands are, of whichever; an `answer`'s `value` may be anything.
constexpr struct {
  std::string_view name;
  bool (Value::*fits)() const;
} kFields[] = {
    {"account_id", &Value::is_string}, {"active_ms", &Value::is_number},
    {"button", &Value::is_string},     {"campaign", &Value::is_string},
    {"event", &Value::is_string},      {"found", &Value::is_bool},
    {"mode", &Value::is_string},       {"muted", &Value::is_bool},
    {"outcome", &Value::is_string},    {"page", &Value::is_object},
    {"paused", &Value::is_bool},       {"prompt", &Value::is_string},
    {"props", &Value::is_object},      {"question", &Value::is_string},
    {"state", &Value::is_string},      {"step", &Value::is_string},
    {"to", &Value::is_string},         {"traits", &Value::is_object},
    {"trigger", &Value::is_number},    {"user_id", &Value::is_string},
    {"visible", &Value::is_bool},
};

/// Does what a command says, unless one of its fields is something else than the reference says.
void record_known(const Command& command, Recording& r) {
  for (const auto& field : kFields) {
    const Value* value = command.body.find(field.name);
    if (value == nullptr || value->is_null() || (value->*field.fits)()) continue;
    return fail(r, ErrorCode::kWrongType, "/" + std::string(field.name),
                "This field should be of another type; the command was left out.");
  }
  for (const auto& known : kCommands) {
    if (known.type == command.type) return known.record(command, r);
  }
  fail(r, ErrorCode::kUnknownCommand, "/type",
       "The engine knows no command of type \"" + command.type + "\".");
}

}  // namespace

Value error_effect(const Error& error) {
  return Value::object()
      .set("type", "error")
      .set("code", code_name(error.code))
      .set("path", error.path)
      .set("message", error.message);
}

void record(const Command& command, Recording recording) {
  Value::Array& effects = recording.effects.as_array();
  std::size_t i = effects.size();
  record_known(command, recording);
  for (; i < effects.size(); ++i) {
    if (effects[i].string_or("type", "") != "error") continue;
    effects[i].set("path", command.path + std::string(effects[i].string_or("path", "")));
  }
}

}  // namespace docent
