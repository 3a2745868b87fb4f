// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#include "docent/result.hpp"

namespace docent {

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadJson:
      return "bad_json";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kTooDeep:
      return "too_deep";
    case ErrorCode::kNotAnObject:
      return "not_an_object";
    case ErrorCode::kMissingField:
      return "missing_field";
    case ErrorCode::kWrongType:
      return "wrong_type";
    case ErrorCode::kOutOfRange:
      return "out_of_range";
    case ErrorCode::kTooLong:
      return "too_long";
    case ErrorCode::kTooMany:
      return "too_many";
    case ErrorCode::kDuplicateId:
      return "duplicate_id";
    case ErrorCode::kUnknownValue:
      return "unknown_value";
    case ErrorCode::kUnknownField:
      return "unknown_field";
    case ErrorCode::kBadCondition:
      return "bad_condition";
    case ErrorCode::kBadLocator:
      return "bad_locator";
    case ErrorCode::kBadUrl:
      return "bad_url";
    case ErrorCode::kBadText:
      return "bad_text";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kUnsupported:
      return "unsupported";
    case ErrorCode::kUnknownCampaign:
      return "unknown_campaign";
    case ErrorCode::kUnknownCommand:
      return "unknown_command";
    case ErrorCode::kDamagedState:
      return "damaged_state";
    case ErrorCode::kNewerState:
      return "newer_state";
    case ErrorCode::kNoCampaignFile:
      return "no_campaign_file";
  }
  return "unknown";
}

}  // namespace docent
