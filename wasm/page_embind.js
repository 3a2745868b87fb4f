// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/* global mergeInto, LibraryManager, registerType, HEAPU8, HEAPU32, _malloc, _free, TextDecoder, TextEncoder */
// Embind registers every type that C++ has, and for each of them a page would fetch how it becomes
// JavaScript. What crosses the boundary of the page's engine is texts, nothing and one integer: the
// other registrations do nothing. The Node kit passes more types and keeps them.
//
// Texts are kilobytes here. Embind looks at each of their bytes three times, in JavaScript that runs
// for the first time; the browser's own coders take a text at once.
mergeInto(LibraryManager.library, {
  // A text is its size in bytes as an integer, and its bytes after that.
  _embind_register_std_string: function (rawType) {
    registerType(rawType, {
      name: 'string',
      fromWireType: function (value) {
        var size = HEAPU32[value >> 2];
        // UTF8ToString would end a text at its first zero, and the coder itself drop a byte order mark.
        var decoder = new TextDecoder('utf-8', { ignoreBOM: true });
        var text = decoder.decode(HEAPU8.subarray(value + 4, value + 4 + size));
        _free(value);
        return text;
      },
      toWireType: function (destructors, text) {
        var bytes = new TextEncoder().encode(text);
        var value = _malloc(4 + bytes.length);
        HEAPU32[value >> 2] = bytes.length;
        HEAPU8.set(bytes, value + 4);
        if (destructors) destructors.push(_free, value);
        return value;
      },
      // What Embind wants of every type; nobody reads it of this one.
      argPackAdvance: 8,
      destructorFunction: function (value) {
        _free(value);
      },
    });
  },
  _embind_register_std_string__deps: ['$registerType', 'malloc', 'free'],
  _embind_register_bigint: function () {},
  _embind_register_bigint__deps: [],
  _embind_register_bool: function () {},
  _embind_register_bool__deps: [],
  _embind_register_emval: function () {},
  _embind_register_emval__deps: [],
  _embind_register_float: function () {},
  _embind_register_float__deps: [],
  _embind_register_memory_view: function () {},
  _embind_register_memory_view__deps: [],
  _embind_register_std_wstring: function () {},
  _embind_register_std_wstring__deps: [],
});
