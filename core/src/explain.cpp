// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/explain.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "clock.hpp"

namespace docent {
namespace {

Value gate_json(const Gate& gate) {
  Value out = Value::object().set("gate", gate.gate).set("open", gate.open).set("code", gate.code);
  if (gate.numbers.is_object()) {
    for (const Value::Member& number : gate.numbers.as_object()) out.set(number.key, number.value);
  }
  return out;
}

/// Whether a campaign of higher rank takes the place.
Gate priority_gate(const Campaign& campaign, const Situation& s) {
  Gate gate{.gate = "priority",
            .open = true,
            .code = "highest",
            .opens_at_ms = {},
            .closes_at_ms = {},
            .numbers = {}};
  if (campaign.is_passive()) {
    gate.code = "passive";
    return gate;
  }
  Decision decision = decide(s);
  const Campaign* first = decision.campaign != nullptr ? decision.campaign : decision.waits_for;
  if (first == nullptr || first == &campaign) return gate;
  // An open prompt goes first whatever its priority; otherwise the rank says who does.
  auto rank_of = [&](const Campaign* one) {
    return std::find(s.file.ranked.begin(), s.file.ranked.end(),
                     static_cast<std::uint32_t>(one - s.file.campaigns.data()));
  };
  if (decision.prompt.empty() && rank_of(first) > rank_of(&campaign)) return gate;
  gate.open = false;
  gate.code = "outranked";
  gate.numbers = Value::object()
                     .set("by", first->id)
                     .set("priority", campaign.priority)
                     .set("their_priority", first->priority);
  return gate;
}

}  // namespace

Value explain(const Campaign& campaign, const Situation& s) {
  std::vector<Gate> gates = gates_of(campaign, s);
  // In the place of docs/engine.md, though it is the last to be known.
  const auto prompt_gate = std::find_if(gates.begin(), gates.end(),
                                        [](const Gate& gate) { return gate.gate == "prompt"; });
  gates.insert(std::next(prompt_gate), priority_gate(campaign, s));
  Value list = Value::array();
  for (const Gate& gate : gates) list.push(gate_json(gate));
  const Obstacle obstacle = obstacle_of(gates, campaign, s.state);
  Value next_at;
  if (obstacle.none) next_at = s.state.real_ms();
  if (obstacle.opens_at_ms) next_at = real_ms_of(s.state, *obstacle.opens_at_ms);
  const Prompt* prompt = s.state.prompt_of(campaign.id);
  const Lease* lease = s.state.live_lease();
  const bool has_place = campaign.is_passive()
                             ? obstacle.none
                             : lease != nullptr && prompt != nullptr && lease->prompt == prompt->id;
  const bool showing = prompt != nullptr && prompt->shown && has_place;
  return Value::object()
      .set("campaign", campaign.id)
      .set("verdict", showing         ? "showing"
                      : obstacle.none ? "would_show"
                                      : "blocked")
      .set("gates", std::move(list))
      .set("next_at_ms", std::move(next_at));
}

}  // namespace docent
