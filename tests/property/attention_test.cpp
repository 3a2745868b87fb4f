// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Frequency, pause, limits, the attention budget, quiet and eligibility against a model that says
// the same more simply, since it remembers everything.
#include <rapidcheck.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "../unit/catch.hpp"
#include "../unit/visitor.hpp"

namespace {

using docent::Value;

constexpr std::int64_t kHour = 3'600'000;
constexpr std::int64_t kDay = 24 * kHour;
constexpr int kOffsetMin = 60;  // the visitor's

std::int64_t day_of(std::int64_t ms) { return docent::local_day(ms, kOffsetMin); }
std::int64_t midnight(std::int64_t day) { return day * kDay - kOffsetMin * 60'000; }

/// So many days after an instant: of 24 hours, or the beginning of that local day.
std::int64_t days_after(std::int64_t ms, int days, bool calendar) {
  return calendar ? midnight(day_of(ms) + days) : ms + days * kDay;
}

/// 0: any number.
struct Caps {
  int per_session = 0, per_day = 0, per_week = 0;
  bool calendar = false;

  Value json() const {
    Value out = Value::object();
    if (per_session > 0) out.set("per_session", per_session);
    if (per_day > 0) out.set("per_day", per_day);
    if (per_week > 0) out.set("per_week", per_week);
    return out;
  }
  const char* clock() const { return calendar ? "calendar_days" : "24_hours"; }
};

struct Plan {
  std::string repeat;
  int days = 1, days_after_dismissal = 1, snooze_hours = 1, priority = 0, cost = 0;
  bool ignore_pause = false;
  bool team_only = false;
  Caps caps;

  Value json(const std::string& id) const {
    const Value step = Value::object().set("id", "s").set("title", "Hi").set("surface", "banner");
    Value out = Value::object()
                    .set("id", id)
                    .set("kind", "announcement")
                    .set("priority", priority)
                    .set("cost", cost)
                    .set("frequency", Value::object()
                                          .set("repeat", repeat)
                                          .set("days", days)
                                          .set("days_after_dismissal", days_after_dismissal)
                                          .set("snooze_hours", snooze_hours)
                                          .set("limits", caps.json())
                                          .set("clock", caps.clock())
                                          .set("ignore_pause", ignore_pause))
                    .set("steps", Value::array().push(step));
    if (team_only) out.set("audience", Value::object().set("user.plan", "team"));
    return out;
  }
};

/// What happened to one campaign.
struct Showing {
  std::size_t campaign = 0;
  std::int64_t shown_ms = 0, ended_ms = 0;
  std::string outcome;
};

/// The attention budget. A thousandth of a point comes back with every second, so that in lives of
/// whole seconds nothing is ever rounded.
struct Points {
  static constexpr int kFull = 270, kFloor = 60, kCompletion = 10, kQuietDay = 5;
  static constexpr double kRefillDays = 3.125;  // 270,000 seconds

  bool on = false;
  std::int64_t balance = kFull * 1000, capacity = kFull * 1000, at_ms = 0, charged_day = 0;

  void refill(std::int64_t ms) {
    balance = std::min(balance + (ms - at_ms) / 1000, capacity);
    at_ms = ms;
  }
  void grow(int points) {
    capacity = std::min<std::int64_t>(capacity + points * 1000, kFull * 1000);
  }
  void pass_to(std::int64_t now_ms) {
    if (at_ms == 0) at_ms = now_ms;
    for (std::int64_t day = day_of(at_ms); day < day_of(now_ms); ++day) {
      refill(midnight(day + 1));
      if (day != charged_day) grow(kQuietDay);
    }
    refill(now_ms);
  }
  void charge(int cost) {
    balance = std::max<std::int64_t>(0, balance - cost * 1000);
    charged_day = day_of(at_ms);
  }
  void learn(const std::string& outcome) {
    if (outcome == "completed") grow(kCompletion);
    if (outcome != "dismissed") return;
    capacity =
        std::max<std::int64_t>(std::llround(static_cast<double>(capacity) * 0.75), kFloor * 1000);
    balance = std::min(balance, capacity);
  }
  Value json() const {
    if (!on) return false;
    return Value::object()
        .set("capacity", kFull)
        .set("refill_days", kRefillDays)
        .set("floor", kFloor)
        .set("completion_bonus", kCompletion)
        .set("quiet_day_bonus", kQuietDay);
  }
};

/// The whole past, and the rules as docs/campaigns.md has them.
struct Model {
  std::vector<Plan> plans;
  bool pause_in_days = false;
  int pause = 0;  ///< hours, or local days
  int busy_minutes = 1;
  Caps caps;
  Points points;
  bool team = false;
  std::int64_t busy_until_ms = 0, session_ms = 0, active_ms = 0;
  std::vector<Showing> past;
  std::vector<std::size_t> refused;  ///< on this page

  /// The user does something: a session ends after half an hour without, and after a day.
  void is_active(std::int64_t now_ms) {
    if (now_ms - active_ms > kHour / 2 || now_ms - session_ms > kDay) session_ms = now_ms;
    active_ms = now_ms;
  }

  /// Whether fewer than `limit` prompts, of that campaign or of all (-1), were shown since then.
  template <typename IsRecent>
  bool below(int limit, int campaign, const IsRecent& is_recent) const {
    const auto counts = [&](const Showing& showing) {
      return (campaign < 0 || showing.campaign == static_cast<std::size_t>(campaign)) &&
             is_recent(showing.shown_ms);
    };
    return limit == 0 || std::count_if(past.begin(), past.end(), counts) < limit;
  }
  bool below(const Caps& limits, int campaign, std::int64_t now_ms) const {
    const auto within = [&](int days) {
      return [=](std::int64_t ms) { return now_ms < days_after(ms, days, limits.calendar); };
    };
    return below(limits.per_session, campaign, [&](auto ms) { return ms >= session_ms; }) &&
           below(limits.per_day, campaign, within(1)) &&
           below(limits.per_week, campaign, within(7));
  }

  bool is_paused(std::int64_t now_ms) const {
    if (past.empty()) return false;
    const std::int64_t ended_ms = past.back().ended_ms;
    return now_ms < (pause_in_days ? days_after(ended_ms, pause, true) : ended_ms + pause * kHour);
  }

  bool allows(std::size_t campaign, std::int64_t now_ms) const {
    const Plan& plan = plans[campaign];
    if (plan.team_only && !team) return false;
    if (std::count(refused.begin(), refused.end(), campaign) > 0) return false;
    const auto last = std::find_if(past.rbegin(), past.rend(), [&](const Showing& showing) {
      return showing.campaign == campaign;
    });
    // Who said "later" is reminded when they asked for it.
    const bool reminds = last != past.rend() && last->outcome == "snoozed";
    if (now_ms < busy_until_ms) return false;
    if (!plan.ignore_pause && !reminds && is_paused(now_ms)) return false;
    if (points.on && points.balance < plan.cost * 1000) return false;
    if (!below(caps, -1, now_ms) || !below(plan.caps, static_cast<int>(campaign), now_ms)) {
      return false;
    }
    if (last == past.rend()) return true;
    if (reminds) return now_ms >= last->ended_ms + plan.snooze_hours * kHour;
    if (plan.repeat == "once") return false;
    if (plan.repeat == "until_completed" && last->outcome == "completed") return false;
    const int days = last->outcome == "dismissed" ? plan.days_after_dismissal : plan.days;
    return now_ms >= days_after(last->ended_ms, days, plan.caps.calendar);
  }

  /// The one of highest priority that is allowed, the earliest in the file of equals; -1: none.
  int wanted(std::int64_t now_ms) const {
    int best = -1;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      const bool better =
          best < 0 || plans[i].priority > plans[static_cast<std::size_t>(best)].priority;
      if (better && allows(i, now_ms)) best = static_cast<int>(i);
    }
    return best;
  }
};

Caps any_caps() {
  return {*rc::gen::element(0, 0, 0, 1, 2), *rc::gen::element(0, 0, 1, 2, 3),
          *rc::gen::element(0, 0, 1, 2, 5), *rc::gen::arbitrary<bool>()};
}

Plan any_plan() {
  Plan plan;
  plan.repeat = *rc::gen::element<std::string>("once", "until_completed", "every_days");
  plan.days = *rc::gen::inRange(1, 5);
  plan.days_after_dismissal = *rc::gen::inRange(1, 9);
  plan.snooze_hours = *rc::gen::inRange(1, 40);
  plan.priority = *rc::gen::inRange(-2, 3);
  plan.ignore_pause = *rc::gen::weightedElement<bool>({{3, false}, {1, true}});
  plan.team_only = *rc::gen::weightedElement<bool>({{2, false}, {1, true}});
  plan.caps = any_caps();
  plan.cost = *rc::gen::element(1, 10, 50, 90, 150, 300);
  return plan;
}

Value attention_of(const Model& model) {
  const Value busy = Value::object()
                         .set("from", "busy")
                         .set("until", "free")
                         .set("max_minutes", model.busy_minutes);
  return Value::object()
      .set(model.pause_in_days ? "pause_days" : "pause_hours", model.pause)
      .set("limits", model.caps.json())
      .set("clock", model.caps.clock())
      .set("budget", model.points.json())
      .set("quiet", Value::array().push(busy));
}

std::string file_of(const Model& model) {
  Value campaigns = Value::array();
  for (std::size_t i = 0; i < model.plans.size(); ++i) {
    campaigns.push(model.plans[i].json("c" + std::to_string(i)));
  }
  return docent::write_json(Value::object()
                                .set("version", 1)
                                .set("attention", attention_of(model))
                                .set("campaigns", std::move(campaigns)));
}

Model any_model() {
  Model model;
  const auto campaigns = *rc::gen::inRange<std::size_t>(1, 6);
  for (std::size_t i = 0; i < campaigns; ++i) model.plans.push_back(any_plan());
  model.pause_in_days = *rc::gen::weightedElement<bool>({{2, false}, {1, true}});
  model.pause = model.pause_in_days ? *rc::gen::element(0, 1, 3) : *rc::gen::element(0, 1, 24, 60);
  model.busy_minutes = *rc::gen::element(1, 30, 600);
  model.caps = any_caps();
  model.points.on = *rc::gen::arbitrary<bool>();
  return model;
}

/// Time passes, to a millisecond beside what the rules speak of; in whole seconds when the budget
/// counts them.
void let_time_pass(Visitor& user, Model& model, std::int64_t ms, std::int64_t beside) {
  user.later(ms + beside * (model.points.on ? 1000 : 1));
  model.points.pass_to(user.now_ms());
}

/// Something else than a page view, or a page view.
void do_something(Visitor& user, Model& model, bool anything) {
  const int what = anything ? *rc::gen::inRange(0, 12) : 11;
  if (what == 0) {
    model.team = !model.team;
    user.identify("ann", Value::object().set("plan", model.team ? "team" : "solo"));
  } else if (what == 1) {
    user.tick();
  } else if (what <= 4) {
    model.is_active(user.now_ms());
    model.busy_until_ms = what == 2 ? 0 : user.now_ms() + model.busy_minutes * 60'000;
    user.track(what == 2 ? "free" : "busy");
  } else {
    model.is_active(user.now_ms());
    model.refused.clear();
    user.page("/");
  }
}

/// The host wants none of them on this page.
void refuse_all(Visitor& user, Model& model) {
  while (user.shows()) {
    const int wanted = model.wanted(user.now_ms());
    RC_ASSERT(user.campaign() == "c" + std::to_string(wanted));
    model.refused.push_back(static_cast<std::size_t>(wanted));
    user.refused("host");
  }
}

/// The user sees it, and answers.
void see(Visitor& user, Model& model, std::size_t campaign) {
  user.shown();
  model.points.charge(model.plans[campaign].cost);
  Showing showing{campaign, user.now_ms(), 0, ""};
  let_time_pass(user, model, *rc::gen::element(1000LL, 60'000LL, 5 * kHour), 0);
  showing.outcome = *rc::gen::element<std::string>("completed", "dismissed", "snoozed");
  showing.ended_ms = user.now_ms();
  model.points.learn(showing.outcome);
  model.past.push_back(showing);
  user.outcome(showing.outcome);
}

}  // namespace

TEST_CASE("the engine shows exactly what a model of attention and frequency allows") {
  CHECK(rc::check("a user who opens pages, works and answers prompts", [] {
    Model model = any_model();
    Visitor user(file_of(model));
    RC_ASSERT(user.loaded().bool_or("ok", false));

    const auto steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
      const std::int64_t gap =
          *rc::gen::element(1000LL, kHour / 2, kHour, 7 * kHour, kDay, 3 * kDay, 40 * kDay);
      let_time_pass(user, model, gap, *rc::gen::element(-1LL, 0LL, 1LL));
      // Who was away for days comes back with a page view.
      do_something(user, model, step > 0 && gap < kDay);
      const int wanted = model.wanted(user.now_ms());
      RC_ASSERT(user.shows() == (wanted >= 0));
      if (wanted < 0) continue;
      RC_ASSERT(user.campaign() == "c" + std::to_string(wanted));
      if (*rc::gen::inRange(0, 6) == 0) {
        // A prompt that never appeared is never charged.
        refuse_all(user, model);
        continue;
      }
      see(user, model, static_cast<std::size_t>(wanted));
      // On the same page the next one may follow at once, if the model says so; it is left unseen.
      RC_ASSERT(user.shows() == (model.wanted(user.now_ms()) >= 0));
      refuse_all(user, model);
    }
  }));
}
