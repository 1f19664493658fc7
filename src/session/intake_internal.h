/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Receives what a session's reader reads. */
#ifndef AVCURATE_SESSION_INTAKE_INTERNAL_H
#define AVCURATE_SESSION_INTAKE_INTERNAL_H

#include "input/reader.h"
#include "session/session.h"

struct reader_sink intake_sink(struct session *s);

#endif
