// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "walk.hpp"

#include <algorithm>

namespace docent {
namespace {

constexpr std::string_view kAnswers = "answers.";

}  // namespace

Value Walk::attribute(std::string_view path) const {
  if (path.substr(0, kAnswers.size()) != kAnswers) return profile_.get(path);
  const std::string_view rest = path.substr(kAnswers.size());
  Value found;
  if (prompt_ == nullptr) return found;
  for (const Answer& answer : prompt_->answers) {
    const std::string& id = answer.question;
    if (rest == id) {
      found = answer.value;
    } else if (rest.substr(0, id.size()) == id && rest[id.size()] == '.') {
      found = value_at(answer.value, rest.substr(id.size() + 1));
    }
  }
  return found;
}

bool Walk::holds(const Condition& condition) const {
  if (condition.empty()) return true;
  const Attributes attributes{this, [](const void* self, std::string_view path) {
                                return static_cast<const Walk*>(self)->attribute(path);
                              }};
  return condition.matches(attributes, situation_.host, situation_.file.saved_groups);
}

int Walk::after(int index) const {
  for (const Branch& branch : step(index).branches) {
    if (!holds(branch.condition)) continue;
    return branch.step.empty() ? kEnd : step_index(steps_, branch.step);
  }
  const int next = index + 1;
  return next < static_cast<int>(steps_.size()) ? next : kEnd;
}

bool Walk::is_on_page(const Condition& page) const {
  // A page counts where the user looks: not in a hidden tab, nor beside the tab that shows it.
  const Lease* lease = situation_.state.live_lease();
  const Here& here = situation_.here;
  if (!here.visible || (lease != nullptr && lease->tab != here.tab)) return false;
  return page.matches(attributes_of(here.page), situation_.host, situation_.file.saved_groups);
}

bool Walk::goes_on(const Step& step, std::int64_t since_ms) const {
  const Advance& advance = step.advance;
  switch (advance.on) {
    case AdvanceOn::kCondition:
      return holds(advance.condition);
    case AdvanceOn::kPage:
      return is_on_page(advance.condition);
    case AdvanceOn::kTimer:
      return since_ms > 0 && situation_.state.last_ms - since_ms >= advance.after_ms;
    case AdvanceOn::kNothing:
    case AdvanceOn::kClick:
    case AdvanceOn::kDom:
    case AdvanceOn::kEvent:
      return false;
  }
  return false;
}

bool Walk::passes_over(int index) const {
  return !holds(step(index).show_if) || goes_on(step(index), 0);
}

int Walk::arrival(int index) const {
  for (std::size_t moves = 0; index != kEnd && passes_over(index); ++moves) {
    if (moves == steps_.size()) return kEnd;
    index = after(index);
  }
  return index;
}

bool Walk::has_happened(const Step& item) const {
  if (!item.done_when.empty() && holds(item.done_when)) return true;
  const auto& events = situation_.state.events;
  const auto event = events.find(item.done_on);
  return !item.done_on.empty() && event != events.end() && event->second.total > 0;
}

Tally Walk::tally() const {
  Tally tally;
  for (const Step& item : steps_) {
    if (!holds(item.show_if)) continue;
    ++tally.total;
    const bool marked = prompt_ != nullptr && std::find(prompt_->path.begin(), prompt_->path.end(),
                                                        item.id) != prompt_->path.end();
    if (marked || has_happened(item)) ++tally.done;
  }
  return tally;
}

bool fits_page(const Prompt& prompt, const Campaign& campaign, const Situation& s) {
  const Step* step = step_of(prompt, campaign);
  if (step == nullptr || step->hidden) return false;
  const auto matches = [&](const Condition& page) {
    return page.matches(attributes_of(s.here.page), s.host, s.file.saved_groups);
  };
  if (campaign.is_passive()) return matches(campaign.resume_page);
  if (!step->page.empty()) return matches(step->page);
  // A step with a page of its own resumes there, all others where the campaign says.
  const bool resumes = prompt.shown && prompt.id != s.here.showing && prompt.wanted_by.empty();
  return !resumes || matches(campaign.resume_page);
}

Progress progress_of(const Prompt& prompt, const Campaign& campaign, const Situation& s) {
  const std::vector<Step>& steps = campaign.steps_of(prompt.variant);
  const Walk walk(steps, &prompt, s);
  std::vector<bool> counted(steps.size());
  Progress progress;
  int index = step_index(steps, prompt.step);
  for (const std::string& id : prompt.path) {
    const int before = step_index(steps, id);
    if (before < 0 || steps[static_cast<std::size_t>(before)].hidden) continue;
    counted[static_cast<std::size_t>(before)] = true;
    ++progress.index;
  }
  progress.count = progress.index + 1;
  if (index < 0) return progress;
  counted[static_cast<std::size_t>(index)] = true;
  for (std::size_t moves = 0; moves < steps.size(); ++moves) {
    index = walk.arrival(walk.after(index));
    if (index == Walk::kEnd) break;
    const auto at = static_cast<std::size_t>(index);
    if (counted[at]) break;
    counted[at] = true;
    if (!steps[at].hidden) ++progress.count;
  }
  return progress;
}

const Step* entry_step(const Campaign& campaign, std::string_view variant, const Situation& s) {
  const std::vector<Step>& steps = campaign.steps_of(variant);
  if (campaign.is_passive()) return &steps.front();
  const int index = Walk(steps, nullptr, s).arrival(0);
  return index == Walk::kEnd ? nullptr : &steps[static_cast<std::size_t>(index)];
}

std::optional<std::int64_t> next_timer_ms(const UserState& state, const CampaignFile& file) {
  std::optional<std::int64_t> earliest;
  for (const Prompt& prompt : state.prompts) {
    const Campaign* campaign = file.find_campaign(prompt.campaign);
    const Step* step = campaign == nullptr ? nullptr : step_of(prompt, *campaign);
    if (step == nullptr || step->advance.on != AdvanceOn::kTimer || prompt.step_ms == 0) continue;
    const std::int64_t at_ms = prompt.step_ms + step->advance.after_ms;
    if (!earliest || at_ms < *earliest) earliest = at_ms;
  }
  return earliest;
}

}  // namespace docent
