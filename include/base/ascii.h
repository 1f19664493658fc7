/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Classifies bytes by ASCII alone: the same in every locale, unlike <ctype.h>, and inline, since
 * the scanner asks for every byte. */
#ifndef AVCURATE_BASE_ASCII_H
#define AVCURATE_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

/* A letter differs from its capital in one bit. */
static inline bool ascii_is_letter(char c)
{
	return ascii_is_lower((char)(c | ('a' - 'A')));
}

static inline bool ascii_is_alnum(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c);
}

/* Characters of an identifier. */
static inline bool ascii_is_word(char c)
{
	return ascii_is_alnum(c) || c == '_';
}

/* Line ends count as blanks. */
static inline bool ascii_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static inline char ascii_lower(char c)
{
	return ascii_is_upper(c) ? (char)(c + ('a' - 'A')) : c;
}

static inline char ascii_upper(char c)
{
	return ascii_is_lower(c) ? (char)(c - ('a' - 'A')) : c;
}

/* The value of a hexadecimal digit, or -1. */
static inline int ascii_hex_value(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that two hexadecimal digits stand for, or -1. Reads the second only if the first is a
 * digit. */
static inline int ascii_hex_byte(const char *p)
{
	int high = ascii_hex_value(p[0]), low = high < 0 ? -1 : ascii_hex_value(p[1]);

	return low < 0 ? -1 : high << 4 | low;
}

/* Skip the blanks of a NUL-terminated text. */
static inline const char *ascii_skip_blanks(const char *p)
{
	while (ascii_is_blank(*p))
		p++;
	return p;
}

#endif
