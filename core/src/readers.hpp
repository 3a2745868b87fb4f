// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "docent/campaign.hpp"
#include "object_reader.hpp"

namespace docent {

constexpr double kMaxDays = 36'500;  // a hundred years: enough, and milliseconds of it stay exact
constexpr double kMaxHours = kMaxDays * 24;
constexpr double kDayOfMs = 86'400'000;
constexpr std::size_t kMaxEventList = 64;

// The rooms of the loader. Each reads its fields of an object into the structs of campaign.hpp.

// trigger_reader.cpp
std::vector<Trigger> read_triggers(ObjectReader& campaign);

// attention_reader.cpp
AttentionRules read_attention(ObjectReader& top);
Frequency read_frequency(ObjectReader& campaign);
/// What a prompt of the campaign costs by the surfaces of its steps.
std::int64_t usual_cost(const Campaign& campaign, const std::vector<Step>& steps,
                        const Budget& budget);

// schedule_reader.cpp
Schedule read_schedule(ObjectReader& campaign);

// experiment_reader.cpp
std::optional<Experiment> read_experiment(ObjectReader& campaign, const Campaign& of);
Holdout read_holdout(ObjectReader& top);

// measure_reader.cpp
/// Everything that is counted, scored and told apart.
void read_measures(ObjectReader& top, CampaignFile& file);

// playbook_reader.cpp
std::vector<Playbook> read_playbooks(ObjectReader& top);

// step_reader.cpp
std::vector<Step> read_steps(ObjectReader& owner, CampaignKind kind);

// question_reader.cpp
/// The question of a step; its id is the step's unless it has its own.
std::optional<Question> read_question(ObjectReader& step, const std::string& step_id);
/// The text a feedback entry asks for.
Question read_text_question(ObjectReader& step, const std::string& step_id);

// content_reader.cpp
std::vector<Block> read_blocks(ObjectReader& step);
/// The `src` and `poster` of a video.
Block read_video(ObjectReader& owner);
/// A required address that content may lead to.
std::string read_url(ObjectReader& owner, std::string_view key);
std::vector<Button> read_buttons(ObjectReader& step, std::size_t max);
/// The `target` of a step or a trigger, or another field of locators.
std::vector<Locator> read_locators(ObjectReader& owner, std::string_view name = "target");

}  // namespace docent
