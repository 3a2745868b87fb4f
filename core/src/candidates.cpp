// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

#include "docent/candidates.hpp"

#include <algorithm>
#include <utility>

#include "docent/decide.hpp"
#include "docent/profile.hpp"

namespace docent {
namespace {

/// Whether a trigger's moment is the page itself, or something to be seen on it.
bool is_of_page(const Trigger& trigger) {
  return trigger.on == TriggerOn::kPageView || trigger.is_watched();
}

/// What has to hold whatever else does: the page of some trigger, and the audience.
bool holds(const Campaign& campaign, const Attributes& attributes, const Attributes& page,
           const Situation& s) {
  const bool here =
      std::any_of(campaign.triggers.begin(), campaign.triggers.end(), [&](const Trigger& trigger) {
        return is_of_page(trigger) && trigger.page.matches(page, s.host, s.file.saved_groups);
      });
  return here && campaign.audience.matches(attributes, s.host, s.file.saved_groups);
}

/// Puts a number into an ascending list, or takes it out.
void put(std::vector<std::uint32_t>& list, std::uint32_t number, bool in) {
  const auto at = std::lower_bound(list.begin(), list.end(), number);
  const bool is_in = at != list.end() && *at == number;
  if (in && !is_in) list.insert(at, number);
  if (!in && is_in) list.erase(at);
}

}  // namespace

Attributes Candidates::Reader::port() const {
  return {this, [](const void* self, std::string_view path) {
            const auto& reader = *static_cast<const Reader*>(self);
            Value value = reader.attributes(path);
            reader.candidates.note(reader, path, value);
            return value;
          }};
}

void Candidates::note(const Reader& reader, std::string_view path, const Value& value) {
  auto at = std::lower_bound(
      sources_.begin(), sources_.end(), path, [&](const Source& source, std::string_view wanted) {
        return source.of_page != reader.of_page ? source.of_page < reader.of_page
                                                : source.path < wanted;
      });
  if (at == sources_.end() || at->of_page != reader.of_page || at->path != path) {
    at = sources_.insert(
        at,
        Source{
            .path = std::string(path), .of_page = reader.of_page, .value = value, .readers = {}});
  }
  put(at->readers, reader.rank, true);
}

void Candidates::reset(const CampaignFile& file) {
  *this = {};
  rank_of_.resize(file.campaigns.size());
  for (std::uint32_t rank = 0; rank < file.ranked.size(); ++rank) {
    const Campaign& campaign = file.campaigns[file.ranked[rank]];
    rank_of_[file.ranked[rank]] = rank;
    if (std::any_of(campaign.triggers.begin(), campaign.triggers.end(), is_of_page)) {
      stale_.push_back(rank);
    }
  }
}

void Candidates::look_at_sources(const Attributes& attributes, const Attributes& page) {
  for (Source& source : sources_) {
    Value value = source.of_page ? page(source.path) : attributes(source.path);
    if (value == source.value) continue;
    source.value = std::move(value);
    stale_.insert(stale_.end(), source.readers.begin(), source.readers.end());
  }
}

const std::vector<std::uint32_t>& Candidates::of(const Situation& s) {
  const Profile profile(s.state, s.file, s.here);
  const Attributes attributes = profile.attributes();
  const Attributes page = attributes_of(s.here.page);
  look_at_sources(attributes, page);
  for (const std::uint32_t rank : stale_) {
    const Campaign& campaign = s.file.campaigns[s.file.ranked[rank]];
    const Reader of_user{*this, attributes, false, rank}, of_page{*this, page, true, rank};
    put(holding_, rank, holds(campaign, of_user.port(), of_page.port(), s));
  }
  stale_.clear();

  answer_ = holding_;
  for (const auto& [id, armed] : s.state.armed) {
    const Campaign* campaign = s.file.find_campaign(id);
    if (campaign == nullptr) continue;
    put(answer_, rank_of_[static_cast<std::size_t>(campaign - s.file.campaigns.data())], true);
  }
  for (std::uint32_t& each : answer_) each = s.file.ranked[each];
  return answer_;
}

const std::vector<std::uint32_t>& candidates_of(const Situation& s) {
  return s.candidates != nullptr ? s.candidates->of(s) : s.file.ranked;
}

}  // namespace docent
