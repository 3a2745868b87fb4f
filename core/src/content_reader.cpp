// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "campaign_words.hpp"
#include "content_url.hpp"
#include "readers.hpp"

namespace docent {
namespace {

constexpr std::size_t kMaxLocators = 16;
constexpr std::size_t kMaxBlocks = 50;
constexpr std::size_t kMaxListItems = 100;
constexpr double kMaxNth = 10'000;

Locator read_locator(const Value& json, const Place& place, Reading& reading) {
  Locator locator;
  if (json.is_string()) {
    locator.css = json.as_string();
    if (locator.css.size() > kMaxTextBytes) {
      reading.problems.error(ErrorCode::kTooLong, place, "A locator is at most 65536 bytes long.");
    }
  } else if (json.is_object()) {
    ObjectReader reader(json, place, reading);
    locator.css = reader.string("css", "", kMaxTextBytes);
    locator.text = reader.string("text", "", kMaxTextBytes);
    locator.nth = reader.small_integer("nth", 0, {0, kMaxNth});
  }
  if (locator.css.empty() && locator.text.empty()) {
    reading.problems.error(ErrorCode::kBadLocator, place,
                           "A locator is a CSS selector, or an object with `css`, `text` or both.");
  }
  return locator;
}

void read_progress(ObjectReader& reader, Block& block) {
  block.texts.push_back(reader.required_text("label"));
  reader.require("measure");
  block.measure = reader.string("measure", "", kMaxNameBytes);
  reader.reading().refers_to_attribute(block.measure);
  block.target = reader.number("target", 100, {0, 1e9, true});
}

Block read_block(ObjectReader& reader) {
  Block block;
  const auto type = reader.deciding_word("type", kBlockTypes);
  if (!type) return block;
  block.type = *type;
  switch (block.type) {
    case Block::Type::kText:
      block.texts.push_back(reader.required_text("text"));
      break;
    case Block::Type::kList:
      reader.require("items");
      reader.each("items", {0, kMaxListItems}, [&](const Value& json, const Place& place) {
        block.texts.push_back(read_text(json, place, reader.reading()));
      });
      break;
    case Block::Type::kImage:
      block.url = read_url(reader, "src");
      block.texts.push_back(reader.required_text("alt"));
      break;
    case Block::Type::kLink:
      block.url = read_url(reader, "url");
      block.texts.push_back(reader.required_text("label"));
      break;
    case Block::Type::kVideo:
      block = read_video(reader);
      block.texts.push_back(reader.required_text("label"));
      break;
    case Block::Type::kProgress:
      read_progress(reader, block);
      break;
  }
  return block;
}

std::string_view usual_style(ButtonAction action) {
  switch (action) {
    case ButtonAction::kNext:
    case ButtonAction::kComplete:
    case ButtonAction::kNavigate:
      return "primary";
    case ButtonAction::kBack:
    case ButtonAction::kDismiss:
      return "secondary";
    case ButtonAction::kSnooze:
    case ButtonAction::kOptOut:
      return "link";
  }
  return "secondary";
}

Button read_button(ObjectReader& reader) {
  constexpr Word<std::string_view> kStyles[] = {
      {"primary", "primary"}, {"secondary", "secondary"}, {"link", "link"}};
  Button button;
  button.label = reader.required_text("label");
  reader.require("action");
  button.action = reader.word("action", ButtonAction::kNext, kButtonActions);
  if (button.action == ButtonAction::kNavigate) button.url = read_url(reader, "url");
  button.style = std::string(reader.word("style", usual_style(button.action), kStyles));
  return button;
}

}  // namespace

std::string read_url(ObjectReader& reader, std::string_view key) {
  reader.require(key);
  std::string url = reader.string(key, "", kMaxTextBytes);
  const Value* json = reader.find(key);
  if (json != nullptr && json->is_string() && !is_safe_url(url)) {
    reader.error(ErrorCode::kBadUrl, key,
                 "An address is `https:`, `http:`, `mailto:` or relative.");
  }
  return url;
}

Block read_video(ObjectReader& owner) {
  Block video;
  video.type = Block::Type::kVideo;
  video.url = read_url(owner, "src");
  if (owner.find("poster") != nullptr) video.poster = read_url(owner, "poster");
  return video;
}

std::vector<Block> read_blocks(ObjectReader& step) {
  std::vector<Block> blocks;
  step.each_object("content", {0, kMaxBlocks},
                   [&](ObjectReader& reader) { blocks.push_back(read_block(reader)); });
  return blocks;
}

std::vector<Button> read_buttons(ObjectReader& step, std::size_t max) {
  std::vector<Button> buttons;
  step.each_object("buttons", {0, max},
                   [&](ObjectReader& reader) { buttons.push_back(read_button(reader)); });
  return buttons;
}

std::vector<Locator> read_locators(ObjectReader& owner, std::string_view name) {
  std::vector<Locator> locators;
  owner.one_or_each(name, {1, kMaxLocators}, [&](const Value& json, const Place& place) {
    locators.push_back(read_locator(json, place, owner.reading()));
  });
  return locators;
}

}  // namespace docent
