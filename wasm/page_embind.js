// SPDX-FileCopyrightText: 2026 Docent contributors
// SPDX-License-Identifier: MIT

/* global mergeInto, LibraryManager */
// Embind registers every type that C++ has, and for each of them a page would fetch how it becomes
// JavaScript. What crosses the boundary of the page's engine is texts, nothing and one integer: the
// other registrations do nothing. The Node kit passes more types and keeps them.
mergeInto(LibraryManager.library, {
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
