// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Frequency, pause and eligibility against a model that says the same in thirty lines and remembers
// everything.
#include <rapidcheck.h>

#include <algorithm>
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

/// 0: any number.
struct Caps {
  int per_day = 0, per_week = 0;
  bool calendar = false;

  Value json() const {
    Value out = Value::object();
    if (per_day > 0) out.set("per_day", per_day);
    if (per_week > 0) out.set("per_week", per_week);
    return out;
  }
  const char* clock() const { return calendar ? "calendar_days" : "24_hours"; }
};

struct Plan {
  std::string repeat;
  int days = 1, days_after_dismissal = 1, snooze_hours = 1, priority = 0;
  bool ignore_pause = false;
  bool team_only = false;
  Caps caps;

  Value json(const std::string& id) const {
    const Value step = Value::object().set("id", "s").set("title", "Hi").set("surface", "banner");
    Value out = Value::object()
                    .set("id", id)
                    .set("kind", "announcement")
                    .set("priority", priority)
                    .set("frequency", Value::object()
                                          .set("repeat", repeat)
                                          .set("days", days)
                                          .set("days_after_dismissal", days_after_dismissal)
                                          .set("snooze_hours", snooze_hours)
                                          .set("limits", caps.json())
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

/// The whole past, and the rules as docs/campaigns.md has them.
struct Model {
  std::vector<Plan> plans;
  int pause_hours = 0;
  Caps caps;
  bool team = false;
  std::vector<Showing> past;
  std::vector<std::size_t> refused;  ///< on this page

  /// Whether fewer than `limit` prompts, of that campaign or of all (-1), were shown in the days
  /// that end now.
  bool below(int limit, int days, bool calendar, int campaign, std::int64_t now_ms) const {
    const auto counts = [&](const Showing& showing) {
      if (campaign >= 0 && showing.campaign != static_cast<std::size_t>(campaign)) return false;
      const std::int64_t age_days =
          docent::local_day(now_ms, kOffsetMin) - docent::local_day(showing.shown_ms, kOffsetMin);
      return calendar ? age_days < days : now_ms < showing.shown_ms + days * kDay;
    };
    return limit == 0 || std::count_if(past.begin(), past.end(), counts) < limit;
  }
  bool below(const Caps& limits, int campaign, std::int64_t now_ms) const {
    return below(limits.per_day, 1, limits.calendar, campaign, now_ms) &&
           below(limits.per_week, 7, limits.calendar, campaign, now_ms);
  }

  bool allows(std::size_t campaign, std::int64_t now_ms) const {
    const Plan& plan = plans[campaign];
    if (plan.team_only && !team) return false;
    if (std::count(refused.begin(), refused.end(), campaign) > 0) return false;
    if (!plan.ignore_pause && !past.empty() &&
        now_ms < past.back().ended_ms + pause_hours * kHour) {
      return false;
    }
    if (!below(caps, -1, now_ms) || !below(plan.caps, static_cast<int>(campaign), now_ms)) {
      return false;
    }
    const auto last = std::find_if(past.rbegin(), past.rend(), [&](const Showing& showing) {
      return showing.campaign == campaign;
    });
    if (last == past.rend()) return true;
    if (last->outcome == "snoozed") return now_ms >= last->ended_ms + plan.snooze_hours * kHour;
    if (plan.repeat == "once") return false;
    if (plan.repeat == "until_completed" && last->outcome == "completed") return false;
    const int days = last->outcome == "dismissed" ? plan.days_after_dismissal : plan.days;
    return now_ms >= last->ended_ms + days * kDay;
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

Caps any_caps(bool calendar) {
  return {*rc::gen::element(0, 0, 1, 2, 3), *rc::gen::element(0, 0, 1, 2, 5), calendar};
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
  plan.caps = any_caps(false);
  return plan;
}

std::string file_of(const Model& model) {
  Value campaigns = Value::array();
  for (std::size_t i = 0; i < model.plans.size(); ++i) {
    campaigns.push(model.plans[i].json("c" + std::to_string(i)));
  }
  return docent::write_json(Value::object()
                                .set("version", 1)
                                .set("attention", Value::object()
                                                      .set("pause_hours", model.pause_hours)
                                                      .set("limits", model.caps.json())
                                                      .set("clock", model.caps.clock())
                                                      .set("budget", false))
                                .set("campaigns", std::move(campaigns)));
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

}  // namespace

TEST_CASE("the engine shows exactly what a model of frequency, pause and caps allows") {
  CHECK(rc::check("a user who opens pages and answers prompts", [] {
    Model model;
    const auto campaigns = *rc::gen::inRange<std::size_t>(1, 6);
    for (std::size_t i = 0; i < campaigns; ++i) model.plans.push_back(any_plan());
    model.pause_hours = *rc::gen::element(0, 1, 24, 60);
    model.caps = any_caps(*rc::gen::arbitrary<bool>());
    Visitor user(file_of(model));
    RC_ASSERT(user.loaded().bool_or("ok", false));

    const auto steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
      user.later(*rc::gen::element(1000LL, kHour / 2, kHour, 7 * kHour, kDay, 3 * kDay, 40 * kDay) +
                 *rc::gen::element(-1LL, 0LL, 1LL));
      if (step > 0 && *rc::gen::inRange(0, 8) == 0) {
        model.team = !model.team;
        user.identify("ann", Value::object().set("plan", model.team ? "team" : "solo"));
      } else {
        model.refused.clear();
        user.page("/");
      }
      const int wanted = model.wanted(user.now_ms());
      RC_ASSERT(user.shows() == (wanted >= 0));
      if (wanted < 0) continue;
      RC_ASSERT(user.campaign() == "c" + std::to_string(wanted));
      if (*rc::gen::inRange(0, 6) == 0) {
        // A prompt that never appeared is never charged.
        refuse_all(user, model);
        continue;
      }
      user.shown();
      Showing showing{static_cast<std::size_t>(wanted), user.now_ms(), 0, ""};
      user.later(*rc::gen::element(1000LL, 60'000LL, 5 * kHour));
      showing.outcome = *rc::gen::element<std::string>("completed", "dismissed", "snoozed");
      showing.ended_ms = user.now_ms();
      user.outcome(showing.outcome);
      model.past.push_back(showing);
      // On the same page the next one may follow at once, if the model says so; it is left unseen.
      RC_ASSERT(user.shows() == (model.wanted(user.now_ms()) >= 0));
      refuse_all(user, model);
    }
  }));
}
