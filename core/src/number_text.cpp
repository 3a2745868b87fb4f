// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

// Numbers as JavaScript prints them: the shortest digits that read back as the same double, and of
// those the closest. Grisu2 (in nlohmann/json) is not always the shortest, and libc++ 14 has no
// floating std::to_chars, so this is the exact algorithm of Steele and White ("How to print
// floating-point numbers accurately", 1990) with a fast way for the numbers that people write.
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "docent/json.hpp"

namespace docent {
namespace {

/// A natural number below 2^1280: the largest double times a hundred, or 10^324 times four, fit.
class Natural {
 public:
  explicit Natural(std::uint64_t value) {
    while (value != 0) {
      limbs_[size_++] = static_cast<std::uint32_t>(value);
      value >>= 32;
    }
  }

  void multiply(std::uint32_t factor) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      carry += std::uint64_t{limbs_[i]} * factor;
      limbs_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limbs_[size_++] = static_cast<std::uint32_t>(carry);
  }

  void multiply_by_power_of_ten(int exponent) {
    for (; exponent >= 9; exponent -= 9) multiply(1'000'000'000);
    for (; exponent > 0; --exponent) multiply(10);
  }

  void shift_left(int bits) {
    for (; bits >= 31; bits -= 31) multiply(std::uint32_t{1} << 31);
    multiply(std::uint32_t{1} << bits);
  }

  void add(const Natural& other) {
    std::uint64_t carry = 0;
    for (std::size_t i = 0; i < other.size_ || (i < size_ && carry != 0); ++i) {
      if (i == size_) ++size_;
      carry += std::uint64_t{limbs_[i]} + (i < other.size_ ? other.limbs_[i] : 0U);
      limbs_[i] = static_cast<std::uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limbs_[size_++] = static_cast<std::uint32_t>(carry);
  }

  /// `other` must not be larger.
  void subtract(const Natural& other) {
    std::int64_t borrow = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      borrow += std::int64_t{limbs_[i]} - (i < other.size_ ? std::int64_t{other.limbs_[i]} : 0);
      limbs_[i] = static_cast<std::uint32_t>(borrow);
      borrow >>= 32;
    }
    while (size_ > 0 && limbs_[size_ - 1] == 0) --size_;
  }

  /// Below, at or above zero as this is smaller than, equal to or larger than the other.
  int compare(const Natural& other) const {
    if (size_ != other.size_) return size_ < other.size_ ? -1 : 1;
    for (std::size_t i = size_; i-- > 0;) {
      if (limbs_[i] != other.limbs_[i]) return limbs_[i] < other.limbs_[i] ? -1 : 1;
    }
    return 0;
  }

 private:
  std::array<std::uint32_t, 40> limbs_{};
  std::size_t size_ = 0;
};

/// 0.d₁d₂d₃… × 10^point.
struct Decimal {
  std::string digits;
  int point = 0;
};

/// A number that people write has few digits: if an integer of at most 15 digits over a power of
/// ten is this double, then its digits are the shortest, because no two such decimals share a
/// double.
bool few_digits(double number, Decimal& out) {
  double power = 1;
  for (int decimals = 0; decimals <= 10; ++decimals, power *= 10) {
    const double scaled = number * power;
    if (scaled >= 1e15) return false;
    const double whole = std::floor(scaled + 0.5);
    if (whole == 0 || whole / power != number) continue;
    out.digits = std::to_string(static_cast<std::int64_t>(whole));
    out.point = static_cast<int>(out.digits.size()) - decimals;
    return true;
  }
  return false;
}

Decimal shortest(double number) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &number, sizeof bits);  // the libc++ of Emscripten 3.1.6 has no bit_cast
  const std::uint64_t stored = bits & ((std::uint64_t{1} << 52) - 1);
  const int stored_exponent = static_cast<int>(bits >> 52);
  // number = significand × 2^exponent
  const std::uint64_t significand =
      stored_exponent == 0 ? stored : stored | (std::uint64_t{1} << 52);
  const int exponent = stored_exponent == 0 ? -1074 : stored_exponent - 1075;
  const bool even = significand % 2 == 0;
  // Just above a power of two the gap below is half the gap above.
  const bool narrow_below = stored == 0 && stored_exponent > 1;

  // number = rest / unit; half the gaps to the neighbours are below / unit and above / unit.
  const int extra = narrow_below ? 2 : 1;
  Natural rest(significand);
  Natural unit(1);
  Natural above(1);
  Natural below(1);
  rest.shift_left(extra + (exponent > 0 ? exponent : 0));
  unit.shift_left(extra + (exponent < 0 ? -exponent : 0));
  if (exponent > 0) {
    above.shift_left(exponent);
    below.shift_left(exponent);
  }
  if (narrow_below) above.shift_left(1);

  // floor(log10(number)) or one less: 1233 / 4096 is just below log10(2).
  const int log2 = exponent + 63 - std::countl_zero(significand);
  int point = log2 >= 0 ? log2 * 1233 / 4096 : -((-log2 * 1234 + 4095) / 4096);
  if (point >= 0) {
    unit.multiply_by_power_of_ten(point);
  } else {
    rest.multiply_by_power_of_ten(-point);
    above.multiply_by_power_of_ten(-point);
    below.multiply_by_power_of_ten(-point);
  }
  const auto reaches_unit = [&] {
    Natural top = rest;
    top.add(above);
    const int compared = top.compare(unit);
    return even ? compared >= 0 : compared > 0;
  };
  while (reaches_unit()) {
    unit.multiply(10);
    ++point;
  }

  Decimal out;
  out.point = point;
  while (true) {
    rest.multiply(10);
    above.multiply(10);
    below.multiply(10);
    int digit = 0;
    while (rest.compare(unit) >= 0) {
      rest.subtract(unit);
      ++digit;
    }
    const int to_below = rest.compare(below);
    const bool low_enough = even ? to_below <= 0 : to_below < 0;
    const bool high_enough = reaches_unit();
    if (low_enough || high_enough) {
      bool up = high_enough;
      if (low_enough && high_enough) {
        rest.multiply(2);
        const int half = rest.compare(unit);
        up = half > 0 || (half == 0 && digit % 2 == 1);
      }
      out.digits += static_cast<char>('0' + digit + (up ? 1 : 0));
      return out;
    }
    out.digits += static_cast<char>('0' + digit);
  }
}

/// ECMAScript's Number::toString, radix 10, steps 6 to 12.
std::string format(const Decimal& number) {
  const int count = static_cast<int>(number.digits.size());
  const int point = number.point;
  if (count <= point && point <= 21) {
    return number.digits + std::string(static_cast<std::size_t>(point - count), '0');
  }
  if (0 < point && point <= 21) {
    const auto whole = static_cast<std::size_t>(point);
    return number.digits.substr(0, whole) + '.' + number.digits.substr(whole);
  }
  if (-6 < point && point <= 0) {
    return "0." + std::string(static_cast<std::size_t>(-point), '0') + number.digits;
  }
  std::string out = number.digits.substr(0, 1);
  if (count > 1) out += '.' + number.digits.substr(1);
  const int exponent = point - 1;
  out += exponent < 0 ? "e-" : "e+";
  return out + std::to_string(exponent < 0 ? -exponent : exponent);
}

}  // namespace

std::string number_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (number == 0) return "0";
  if (number < 0) return '-' + number_text(-number);
  if (std::isinf(number)) return "Infinity";
  Decimal decimal;
  if (number < 1e15 && std::floor(number) == number) {
    return std::to_string(static_cast<std::int64_t>(number));
  }
  if (number < 1e-5 || !few_digits(number, decimal)) decimal = shortest(number);
  return format(decimal);
}

}  // namespace docent
