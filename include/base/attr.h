/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Compiler attributes under readable names. */
#ifndef AVCURATE_BASE_ATTR_H
#define AVCURATE_BASE_ATTR_H

#define AV_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define AV_NODISCARD         __attribute__((warn_unused_result))
#define AV_NORETURN          __attribute__((noreturn))
#define AV_MALLOC            __attribute__((malloc, returns_nonnull))
#define AV_ARRAY_LEN(a)      (sizeof(a) / sizeof((a)[0]))

#endif
