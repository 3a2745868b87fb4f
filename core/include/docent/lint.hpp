// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "docent/campaign.hpp"
#include "docent/host.hpp"
#include "docent/result.hpp"
#include "docent/value.hpp"

namespace docent {

/// Something the author of a campaign file should know. docs/lint.md lists the codes.
struct Finding {
  Severity severity = Severity::kWarning;  ///< kError only from the loader: the file is refused
  std::string code;                        ///< a problem code of the loader, or one of lint's own
  std::string path;                        ///< JSON pointer into the file
  std::string message;                     ///< one or two sentences
  std::string fix;                         ///< what to do about it, a sentence
};

/// Everything wrong with a campaign file: the loader's problems, and in a file it accepts also what
/// no schema sees. Only what is certain is reported.
std::vector<Finding> lint(std::string_view text, const Host& host);

/// The findings as a JSON list of `{severity, code, path, message, fix}`.
Value findings_json(const std::vector<Finding>& findings);

/// `[[JSON pointer of the object, key], …]`: every field the loader asks for when it reads this
/// file, present or not, some more than once. The JSON Schema is compared with it.
Value asked_fields_json(const Value& file);

}  // namespace docent
