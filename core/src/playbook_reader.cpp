// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_words.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxPlaybooks = 64;

/// A question's type, or `campaign.question`.
std::string read_question_name(ObjectReader& reader) {
  std::string name = reader.string("question", "", kMaxNameBytes * 2 + 1);
  for (const auto& [word, type] : kQuestionTypes) {
    if (name == word) return name;
  }
  reader.reading().refers_to(IdKind::kQuestion, name, Place(reader.place(), "question"));
  return name;
}

Playbook read_playbook(ObjectReader& reader, std::vector<std::string>& ids) {
  Playbook playbook;
  playbook.id = reader.own_id(ids);
  const auto on = reader.deciding_word("on", kPlaybookOn);
  if (!on) return playbook;
  playbook.on = *on;
  if (*on == PlaybookOn::kBand || *on == PlaybookOn::kStage) {
    const IdKind kind = *on == PlaybookOn::kBand ? IdKind::kBand : IdKind::kStage;
    playbook.from = reader.reference("from", kind);
    playbook.to = reader.reference("to", kind);
  } else if (*on == PlaybookOn::kMilestone) {
    constexpr Word<bool> kIs[] = {{"reached", false}, {"late", true}};
    playbook.milestone = reader.reference("milestone", IdKind::kMilestone);
    playbook.late = reader.word("is", false, kIs);
  } else if (*on == PlaybookOn::kAnswer) {
    playbook.question = read_question_name(reader);
    playbook.when = reader.other_condition("when");
  }
  playbook.audience = reader.condition("audience");
  playbook.start = reader.reference("start", IdKind::kCampaign);
  playbook.signal = reader.optional_identifier("signal", "");
  if (reader.find("start") == nullptr && reader.find("signal") == nullptr) {
    reader.error(ErrorCode::kMissingField, "signal",
                 "A playbook starts a campaign, raises a signal, or both.");
  }
  return playbook;
}

}  // namespace

std::vector<Playbook> read_playbooks(ObjectReader& top) {
  std::vector<Playbook> playbooks;
  std::vector<std::string> ids;
  top.each_object("playbooks", {0, kMaxPlaybooks},
                  [&](ObjectReader& reader) { playbooks.push_back(read_playbook(reader, ids)); });
  return playbooks;
}

}  // namespace docent
