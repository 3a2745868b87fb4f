// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_words.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxOptions = 20;

void read_options(ObjectReader& reader, Question& question) {
  std::vector<std::string> ids;
  reader.require("options");
  reader.each_object("options", {2, kMaxOptions}, [&](ObjectReader& entry) {
    Option option;
    option.id = entry.own_id(ids);
    option.label = entry.required_text("label");
    question.options.push_back(std::move(option));
  });
}

void read_scale(ObjectReader& reader, Question& question) {
  question.low = reader.text("low");
  question.high = reader.text("high");
  switch (question.type) {
    case QuestionType::kCes:
      question.scale = reader.small_integer("scale", 7, {5, 7});
      if (question.scale == 6) {
        reader.error(ErrorCode::kOutOfRange, "scale", "The scale of a `ces` has 5 or 7 values.");
      }
      break;
    case QuestionType::kCsat:
      question.scale = 5;
      question.look = Look::kEmoji;
      break;
    case QuestionType::kRating:
      question.scale = reader.small_integer("scale", 5, {3, 10});
      question.look = Look::kStars;
      break;
    default:
      return;  // 0 to 10, in numbers
  }
  question.look = reader.word("look", question.look, kLooks);
}

}  // namespace

Question read_text_question(ObjectReader& step, const std::string& step_id) {
  Question question;
  question.id = step_id;
  question.required = true;
  step.object("question", [&](ObjectReader& reader) {
    constexpr Word<QuestionType> kTypes[] = {{"text", QuestionType::kText}};
    question.id = reader.optional_identifier("id", step_id);
    reader.word("type", QuestionType::kText, kTypes);
    question.label = reader.text("label");
    question.placeholder = reader.text("placeholder");
  });
  return question;
}

std::optional<Question> read_question(ObjectReader& step, const std::string& step_id) {
  if (step.find("question") == nullptr) return std::nullopt;
  Question question;
  step.object("question", [&](ObjectReader& reader) {
    question.id = reader.optional_identifier("id", step_id);
    const auto type = reader.deciding_word("type", kQuestionTypes);
    if (!type) return;
    question.type = *type;
    question.label = reader.text("label");
    if (question.type == QuestionType::kText) {
      question.placeholder = reader.text("placeholder");
    } else if (question.type == QuestionType::kSingle || question.type == QuestionType::kMultiple) {
      read_options(reader, question);
    } else {
      read_scale(reader, question);
    }
    question.required = reader.boolean("required", false);
  });
  return question;
}

}  // namespace docent
