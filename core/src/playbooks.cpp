// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/playbooks.hpp"

#include <algorithm>

#include "docent/profile.hpp"
#include "docent/triggers.hpp"

namespace docent {
namespace {

bool is_any_or(std::string_view wanted, std::string_view actual) {
  return wanted.empty() || wanted == actual;
}

/// Once a day: a signal says that something is so, not how often it was found.
void raise(UserState& state, const Playbook& playbook, std::string_view campaign, Value& effects) {
  if (state.day) {
    std::vector<std::string>& raised = state.day->signals;
    if (std::find(raised.begin(), raised.end(), playbook.signal) != raised.end()) return;
    raised.push_back(playbook.signal);
    state.day->changed = true;
  }
  Value signal = Value::object()
                     .set("type", "signal")
                     .set("name", playbook.signal)
                     .set("playbook", playbook.id);
  if (!campaign.empty()) signal.set("campaign", campaign);
  effects.push(std::move(signal));
}

void run(UserState& state, const CampaignFile& file, const Host& host, const Playbook& playbook,
         std::string_view campaign, Value& effects) {
  const Here nowhere;
  const Profile profile(state, file, nowhere);
  if (!playbook.audience.matches(profile.attributes(), host, file.saved_groups)) return;
  if (const Campaign* started = file.find_campaign(playbook.start)) {
    arm_on_news(state, file, *started);
  }
  if (!playbook.signal.empty()) raise(state, playbook, campaign, effects);
}

bool answers_to(const Playbook& playbook, const Change& change) {
  if (playbook.on != change.on) return false;
  switch (playbook.on) {
    case PlaybookOn::kBand:
    case PlaybookOn::kStage:
      return is_any_or(playbook.from, change.from) && is_any_or(playbook.to, change.to);
    case PlaybookOn::kMilestone:
      return is_any_or(playbook.milestone, change.milestone) && playbook.late == change.late;
    case PlaybookOn::kActivation:
      return true;
    case PlaybookOn::kAnswer:
      return false;
  }
  return false;
}

}  // namespace

void play(UserState& state, const CampaignFile& file, const Host& host, const Change& change,
          Value& effects) {
  if (change.on == PlaybookOn::kBand) {
    arm_on_change(state, file, TriggerOn::kBand, change.from, change.to);
  } else if (change.on == PlaybookOn::kStage) {
    arm_on_change(state, file, TriggerOn::kStage, change.from, change.to);
  }
  for (const Playbook& playbook : file.playbooks) {
    if (answers_to(playbook, change)) run(state, file, host, playbook, "", effects);
  }
}

void play_answer(UserState& state, const CampaignFile& file, const Host& host,
                 const Campaign& campaign, const Question& question, const Value& answer,
                 const Value* before, Value& effects) {
  const std::string name = campaign.id + "." + question.id;
  const auto holds = [&](const Playbook& playbook, const Value& value) {
    const Value values = Value::object().set("value", value);
    return playbook.when.matches(attributes_of(values), host, file.saved_groups);
  };
  for (const Playbook& playbook : file.playbooks) {
    if (playbook.on != PlaybookOn::kAnswer) continue;
    const bool of_this = playbook.question.empty() || playbook.question == name ||
                         playbook.question == name_of(question.type);
    if (!of_this || !holds(playbook, answer)) continue;
    if (before != nullptr && holds(playbook, *before)) continue;
    run(state, file, host, playbook, campaign.id, effects);
  }
}

}  // namespace docent
