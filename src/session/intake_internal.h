/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where the reader of a session puts what it reads. */
#ifndef AVCURATE_SESSION_INTAKE_INTERNAL_H
#define AVCURATE_SESSION_INTAKE_INTERNAL_H

#include "input/reader.h"
#include "session/session.h"

struct reader_sink intake_sink(struct session *s);

#endif
